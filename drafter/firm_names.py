"""Names of firms for comparing: exact in sense, tolerant in spelling. Only whole names count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from drafter.compiled import compiled
from drafter.profile import Profile
from drafter.reading.places import places
from drafter.regex import expression
from drafter.view import fold

NOT_IN_KEYS = expression(r"[^a-z0-9]+")
"""What a folded name is divided at for comparing."""

_COINED = expression(r"[^\W\d_]+[a-zß-öø-ÿ][A-ZÀ-Þ][^\W\d_]+")
_SURNAME = expression(r"(?:Mc|Mac|De|Di|Da|Du|Le|La|Van|Fitz)[A-ZÀ-Þ]")
_LONGEST_BRANCH = 3
"""The words of a branch behind a coined name."""
_TAIL = expression(r"[^.\w]+$")
_POINTS = expression(r"[.,-]")
_JOINED = expression(r"(?<=\w)[.'](?=\w)|(?<=\w)\.(?=\W|$)")
# What may follow a name, beside a place, without making it another firm's.
_WHOLE = frozenset((
    "group", "gruppe", "groupe", "grupo", "gruppo", "holding", "holdings", "international", "global",
    "worldwide", "iberia",
))  # fmt: skip
# What makes a name that of people around a firm.
_OTHERS = frozenset((
    "user", "users", "club", "alumni", "community", "fans", "partner", "partners", "reseller", "dealer", "family",
    "brothers", "sons", "daughters",
))  # fmt: skip
# Desks and departments, which some languages write with a capital: what may follow a name in running text.
_DESKS = frozenset((
    "night", "desk", "dispatch", "reception", "switchboard", "hr", "team", "nachtschicht", "spatschicht", "fruhschicht",
    "nachtdienst", "kundendienst", "innendienst", "aussendienst", "vertrieb", "einkauf", "empfang", "zentrale",
    "leitstelle", "disposition", "pforte", "filiale", "personalabteilung",
))  # fmt: skip
_FORMS_MISSED = frozenset((
    "ek", "ev", "ug", "kgaa", "cokg", "mbh", "nig", "nigeria", "unipessoal", "eirl", "scrl", "scop", "sccl", "sau",
    "slu", "slne", "asociados", "ohg", "gbr", "pte", "bvba", "cvba", "vof", "snc", "sas", "sasu", "srl", "srls",
    "spa", "sl", "sa", "ag", "gmbh", "ltd", "limited", "llc", "inc", "corp", "plc", "llp", "lp", "bv", "nv", "ab",
    "as", "oy", "oyj", "aps", "kft", "zrt", "sro", "doo", "pvt", "pty", "co", "kk", "kabushiki", "gaisha", "kg",
))  # fmt: skip


class ListedName(msgspec.Struct, frozen=True):
    """A spelling of a competitor that the profile lists."""

    firm: str
    field: str
    spelling: str
    key: str


class Listed(msgspec.Struct, frozen=True):
    """All spellings and domains of the profile's competitors."""

    names: tuple[ListedName, ...]
    domains: tuple[tuple[str, str, str], ...]
    """Firm, field of the profile, domain."""


@lru_cache(maxsize=8)
def listed_firms(profile: Profile) -> Listed:
    """What the profile lists."""
    names: list[ListedName] = []
    domains: list[tuple[str, str, str]] = []
    for index, firm in enumerate(profile.competitors):
        at = f"competitors[{index}]"
        names.append(ListedName(firm.name, f"{at}.name", firm.name, name_key(firm.name)))
        names.extend(
            ListedName(firm.name, f"{at}.aliases[{i}]", alias, name_key(alias)) for i, alias in enumerate(firm.aliases)
        )
        domains.extend((firm.name, f"{at}.domains[{i}]", domain_of(d)) for i, d in enumerate(firm.domains))
    return Listed(tuple(n for n in names if n.key), tuple(d for d in domains if d[2]))


@lru_cache(maxsize=512)
def name_key(name: str) -> str:
    """`name` for comparing: folded, without legal forms, punctuation and spaces; `&` and `and` are one."""
    plain = _JOINED.sub("", fold(" ".join(words_of(name))))
    words = NOT_IN_KEYS.sub(" ", plain.replace("&", " and ").replace("+", " and ")).split()
    while len(words) > 1 and (words[-1] in _FORMS_MISSED or words[-1] == "and"):
        words.pop()
    return "".join("and" if word in ("und", "et", "y", "e", "en", "ed") else word for word in words)


@lru_cache(maxsize=512)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name without its legal form."""
    words = _TAIL.sub("", name).split()
    if not any(map(str.isalnum, name)):
        return ()
    forms = compiled().legal_forms
    if forms is not None and words[-1].isascii() and _POINTS.sub("", words[-1].lower()) not in forms:
        return tuple(words)  # sorting all forms takes longer than anything else that is done with a name
    from cleanco import basename

    return tuple(basename(name).split())


def legal_forms() -> frozenset[str]:
    """The last words of all legal forms that cleanco knows, to be compiled."""
    from cleanco import prepare_default_terms

    return frozenset(parts[-1] for _, parts in prepare_default_terms())


def same_firm(text: str, listed: Listed) -> ListedName | None:
    """The listed name that `text` is, apart from legal form, a country behind it, and a branch behind a coined one."""
    words = list(words_of(text))
    while words:
        key = name_key(" ".join(words))
        if not key:
            return None
        for name in listed.names:
            if key == name.key or (key.startswith("the") and key[3:] == name.key):
                return name
        branch = _coined_in(words, listed)
        if branch:
            return branch
        if len(words) < 2 or not _is_place(NOT_IN_KEYS.sub("", fold(words[-1]))):
            return None
        words.pop()
    return None


def _is_place(word: str) -> bool:
    """Whether a folded word may follow the name of a firm that stays the same: `Meridian Lekki II`."""
    return word in _WHOLE or word in places() or word in ("ii", "iii", "iv")


def _coined_in(words: list[str], listed: Listed) -> ListedName | None:
    """The listed name that one coined word is, before the capitalised words of a branch: `FenStack Hill Road`."""
    is_branch = 2 <= len(words) <= _LONGEST_BRANCH + 1 and all(word[:1].isupper() for word in words)
    is_branch = is_branch and _OTHERS.isdisjoint(map(fold, words))
    if not is_branch or not _is_coined(words[0]):
        return None
    return next((name for name in listed.names if name.spelling == words[0]), None)


def _is_coined(name: str) -> bool:
    """Whether a name is one word with a capital inside, and no surname, so that nothing but the firm is called that."""
    return bool(_COINED.fullmatch(name)) and not _SURNAME.match(name)


def domain_of(text: str) -> str:
    """The domain of an address, or a domain itself, folded."""
    return fold(text).strip().strip(".").rpartition("@")[2]


def mentions(text: str, listed: Listed) -> Iterator[tuple[ListedName, int, int]]:
    """Whole mentions of listed names; one inside a longer capitalised name is none."""
    folded = fold(text)
    for name in sorted(listed.names, key=lambda n: -len(n.key)):
        if not all(word in folded for word in _telling_words(name.spelling)):
            continue
        for match in _spelling(name.spelling).finditer(text):
            if not _inside_longer_name(text, match.start(), match.end()):
                yield name, match.start(), match.end()


@lru_cache(maxsize=256)
def _telling_words(name: str) -> tuple[str, ...]:
    """The words of a spelling, folded, that stand in every mention of it."""
    return tuple(fold(word) for word in _parts(name))


def _parts(name: str) -> list[str]:
    return [word for word in _WORD.findall(name) if word.lower() not in ("and", "und", "et", "y")]


@lru_cache(maxsize=256)
def _spelling(name: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in _parts(name)]
    joined = r"[\s.\-]*(?:[&+]\s*|(?:and|und|et|y|e|en)\s+)?".join(words) if words else r"(?!)"
    short = len(name) <= 4 and name.isupper()
    return re.compile(rf"(?<![\w@.-]){joined}(?![\w@])(?!\.\w)", 0 if short else re.IGNORECASE)


_WORD = expression(r"[^\W_]+")
_NEXT_WORD = expression(r"[ \t]+(?:&[ \t]*)?([^\W\d_][\w'’.-]*)")
_LAST_WORD = expression(r"([^\W\d_][\w'’-]*)[ \t]+$")
_STARTERS = frozenset((
    "at", "with", "from", "for", "by", "the", "our", "we", "i", "bei", "von", "fur", "chez", "de", "en", "da",
    "in", "presso", "bij", "na", "no",
))  # fmt: skip


def _goes_on(text: str, end: int) -> bool:
    """Whether another word of a name follows: `Meridian Night Club`."""
    after = _NEXT_WORD.match(text, end)
    word = NOT_IN_KEYS.sub("", fold(after[1])) if after and after[1][0].isupper() else ""
    return bool(word) and word != "i" and word not in _FORMS_MISSED and not _is_place(word)


def _inside_longer_name(text: str, start: int, end: int) -> bool:
    if not text[start].isupper():
        return False
    after = _NEXT_WORD.match(text, end)
    if after and after[1][0].isupper():
        word = NOT_IN_KEYS.sub("", fold(after[1]))
        if (
            not _is_coined(text[start:end])
            and not ((_is_place(word) or word in _DESKS) and not _goes_on(text, after.end()))
            and word not in _FORMS_MISSED
            and word != "i"
            and name_key(text[start : after.end()]) != name_key(text[start:end])
        ):
            return True
    before = _LAST_WORD.search(text, 0, start)
    if before and before[1][0].isupper() and fold(before[1]) not in _STARTERS:
        opens = (
            before.start() == 0
            or text[: before.start()].rstrip()[-1:] in '.!?:\n"('
            or not text[: before.start()].strip()
        )
        return not opens
    return False
