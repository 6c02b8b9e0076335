"""Competitors: whether the sender works for a listed firm today.

Exact in sense, tolerant in spelling: case, punctuation and legal forms apart, the sender's employer or
the domain of their e-mail address equals a listed name, alias or domain. Only whole names count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from drafter.deciding.signals import employer_lexicon, negated
from drafter.profile import Profile
from drafter.regex import expression
from drafter.request import Request, Turn
from drafter.view import View, fold

_EDGE = expression(r"[^a-z0-9]+")
_JOINED = expression(r"(?<=\w)[.'](?=\w)|(?<=\w)\.(?=\W|$)")
_TITLE_SPLIT = expression(
    r"\s*(?:[|•·;@]|\s[-–—/>→]+\s|,|\s&\s(?=\w+\s(?:at|bei|chez|presso)\b)|\b(?:at|bei|beim|presso|chez|bij|aux?)\b|"
    r"(?<=\w)\s(?:from|von|vom|en|de|del|du|des|do|dos|na|no|da|dei|della|for|für|of)\s(?=[A-ZÀ-Þ0-9]))\s*",
    re.IGNORECASE,
)
_FORMER = expression(
    r"(?:\b(?:ex|former|formerly|previously|past|prev|until|till|tot|bis|jusqu\w*|hasta|fino|ate|alumn\w+|retired|ehemal\w*|fruher|vormals|ancien\w*|"
    r"antigu[oa]|antes|gia|oud|voormalig\w*|antig[oa]|client|customer|kunde|supplier|supplying|by|via|through|vs|not)\b"
    r"[^|•·;,]{0,40}$)"
)
_MINE = expression(r"\b(?:me|my|mir|mich|meine?r?|moi|mon|mes|mi|mij|mijn|meu|minha|mio|mia|e-?mail|mail|tel|phone)\b")
_HEADER = expression(r"\s*[A-Za-zÀ-ÿ-]{2,14}\s?:")
_ADDRESS = expression(r"(?<![\w.+-])[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")
_BRACKET = expression(r"\s*[(\[](?:([^()\[\]]*)[)\]])?.*")
_SIGNED = expression(r"[.?!\n]\s*(?:[A-ZÀ-Þ][\w.'’-]*\s+){1,3}\(([^()\n]{2,60})\)\s*$")
_FIRM = "zzfirm"

# What may follow a name without making it another firm's.
_PLACES = frozenset((
    "group", "gruppe", "groupe", "grupo", "gruppo", "holding", "holdings", "international", "global", "worldwide",
    "europe", "europa", "emea", "apac", "dach", "benelux", "nordics", "iberia", "uk", "usa", "us", "germany",
    "deutschland", "austria", "osterreich", "switzerland", "schweiz", "suisse", "svizzera", "france", "italia",
    "italy", "espana", "spain", "portugal", "nederland", "netherlands", "holland", "belgium", "belgie", "belgique",
    "denmark", "danmark", "sweden", "sverige", "norway", "norge", "finland", "poland", "polska", "ireland",
    "scotland", "wales", "england", "india", "china", "japan", "brasil", "brazil", "argentina", "chile", "mexico",
    "mendoza", "canada", "australia", "nigeria", "ghana", "kenya", "lagos", "london", "paris", "berlin", "munich",
    "munchen", "hamburg", "zurich", "geneva", "vienna", "wien", "madrid", "barcelona", "lisbon", "lisboa", "porto",
    "milan", "milano", "rome", "roma", "oslo", "stockholm", "copenhagen", "kobenhavn", "amsterdam", "rotterdam",
    "brussels", "dublin", "manchester", "leeds", "bristol", "edinburgh", "glasgow", "tokyo", "osaka", "kyoto",
    "warsaw", "krakow", "lyon",
))  # fmt: skip
_FORMS_MISSED = frozenset((
    "ek", "ev", "ug", "kgaa", "cokg", "mbh", "nig", "nigeria", "unipessoal", "eirl", "scrl", "scop", "sccl", "sau",
    "slu", "slne", "asociados", "ohg", "gbr", "pte", "bvba", "cvba", "vof", "snc", "sas", "sasu", "srl", "srls",
    "spa", "sl", "sa", "ag", "gmbh", "ltd", "limited", "llc", "inc", "corp", "plc", "llp", "lp", "bv", "nv", "ab",
    "as", "oy", "oyj", "aps", "kft", "zrt", "sro", "doo", "pvt", "pty", "co", "kk", "kabushiki", "gaisha", "kg",
))  # fmt: skip


class Match(NamedTuple):
    """A listed firm that the sender works for, and where the request or the profile shows it."""

    name: str
    field: str
    """The profile field that matched: `competitors[0].domains[1]`."""
    start: int | None
    end: int | None
    why: str


def find_competitor(request: Request, profile: Profile) -> Match | None:
    """The listed firm that the sender works for today, or None."""
    if not profile.competitors:
        return None
    listed = _listed(profile)
    return (
        _by_address(request, listed)
        or _by_employer(request, listed)
        or _by_signature(request, listed)
        or _by_own_words(request, listed)
    )


class _Name(NamedTuple):
    firm: str
    field: str
    spelling: str
    key: str


class _Listed(NamedTuple):
    names: tuple[_Name, ...]
    domains: tuple[tuple[str, str, str], ...]


@lru_cache(maxsize=8)
def _listed(profile: Profile) -> _Listed:
    names: list[_Name] = []
    domains: list[tuple[str, str, str]] = []
    for index, firm in enumerate(profile.competitors):
        at = f"competitors[{index}]"
        names.append(_Name(firm.name, f"{at}.name", firm.name, name_key(firm.name)))
        names.extend(
            _Name(firm.name, f"{at}.aliases[{i}]", alias, name_key(alias)) for i, alias in enumerate(firm.aliases)
        )
        domains.extend((firm.name, f"{at}.domains[{i}]", _domain(d)) for i, d in enumerate(firm.domains))
    return _Listed(tuple(n for n in names if n.key), tuple(d for d in domains if d[2]))


@lru_cache(maxsize=512)
def name_key(name: str) -> str:
    """`name` for comparing: folded, without legal forms, punctuation and spaces; `&` and `and` are one."""
    plain = _JOINED.sub("", fold(_basename()(name) if any(map(str.isalnum, name)) else name))
    words = _EDGE.sub(" ", plain.replace("&", " and ").replace("+", " and ")).split()
    while len(words) > 1 and (words[-1] in _FORMS_MISSED or words[-1] == "and"):
        words.pop()
    return "".join("and" if word in ("und", "et", "y", "e", "en", "ed") else word for word in words)


@cache
def _basename() -> Callable[[str], str]:
    from cleanco import basename

    plain: Callable[[str], str] = basename
    return plain


@lru_cache(maxsize=512)
def _words_of(name: str) -> tuple[str, ...]:
    """The words of a name without its legal form."""
    return tuple(_basename()(name).split()) if any(map(str.isalnum, name)) else ()


def _same(text: str, listed: _Listed) -> _Name | None:
    """The listed name that `text` is, apart from legal form and a country behind it."""
    words = list(_words_of(text))
    while words:
        key = name_key(" ".join(words))
        if not key:
            return None
        for name in listed.names:
            if key == name.key or (key.startswith("the") and key[3:] == name.key):
                return name
        if len(words) < 2 or _EDGE.sub("", fold(words[-1])) not in _PLACES:
            return None
        words.pop()
    return None


def _domain(text: str) -> str:
    return fold(text).strip().strip(".").rpartition("@")[2]


def _by_address(request: Request, listed: _Listed) -> Match | None:
    for address, start, end in _addresses(request):
        domain = _domain(address)
        for firm, field, known in listed.domains:
            if domain == known or domain.endswith("." + known):
                return Match(firm, field, start, end, f"the address belongs to {firm}")
    return None


def _addresses(request: Request) -> Iterator[tuple[str, int | None, int | None]]:
    text = request.text
    if request.sender.email:
        at = text.find(request.sender.email)
        yield request.sender.email, (at if at >= 0 else None), (at + len(request.sender.email) if at >= 0 else None)
    for part in request.parts:
        if part.kind == "signature" or (part.kind == "head" and request.form == "card"):
            for match in _ADDRESS.finditer(text, part.start, part.end):
                yield match.group(), match.start(), match.end()
    for turn in request.turns:
        if turn.author == "sender":
            for match in _ADDRESS.finditer(text, turn.start, turn.end):
                said_so = _MINE.search(fold(text[max(turn.start, match.start() - 40) : match.start()]))
                if said_so or _carries_name(match.group(), request.sender.name):
                    yield match.group(), match.start(), match.end()


def _carries_name(address: str, name: str | None) -> bool:
    """Whether an address is made of the sender's name."""
    local = _EDGE.sub("", fold(address.partition("@")[0]))
    return any(len(part) > 3 and part in local for part in _EDGE.split(fold(name or "")))


def _by_employer(request: Request, listed: _Listed) -> Match | None:
    sender = request.sender
    for whole in filter(None, (sender.company, sender.title)):
        at = request.text.find(whole)
        for piece, start in _pieces(whole):
            name = _same(piece.strip("()[] "), listed)
            if name and not (at > 0 and _FORMER.search(fold(_line_before(request.text, at)))):
                first, last = (at + start, at + start + len(piece)) if at >= 0 else (None, None)
                return Match(name.firm, name.field, first, last, f"works for {name.firm}")
    match = _by_headline(request, listed)
    if match:
        return match
    name = _same(sender.name, listed) if sender.name and len(name_key(sender.name)) > 5 else None
    if name and _is_full_name(name):
        at = request.text.find(sender.name or "")
        return Match(name.firm, name.field, at, at + len(sender.name or ""), f"writes as {name.firm}")
    return None


def _line_before(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 : at]


def _by_headline(request: Request, listed: _Listed) -> Match | None:
    """A card or thread heads the sender's turns with their headline; one that the reading took for no title."""
    if request.form not in ("card", "thread"):
        return None
    for part in request.parts:
        if part.kind != "head":
            continue
        at = part.start
        for line in request.text[part.start : part.end].splitlines(keepends=True):
            for piece, start in _pieces(line.strip("\r\n")):
                name = _same(piece.strip("()[] "), listed)
                if name and not _HEADER.match(line):
                    return Match(name.firm, name.field, at + start, at + start + len(piece), f"works for {name.firm}")
            at += len(line)
    return None


def _is_full_name(name: _Name) -> bool:
    return name.field.endswith(".name") or " " in name.spelling


def _pieces(title: str) -> Iterator[tuple[str, int]]:
    """The parts of a headline that may name the employer of today, with their positions in it."""
    at = 0
    cuts = [*((m.start(), m.end()) for m in _TITLE_SPLIT.finditer(title)), (len(title), len(title))]
    for start, end in cuts:
        piece = title[at:start]
        bare = _BRACKET.sub("", piece).strip(" .\t")
        bracket = _BRACKET.search(piece)
        if bare and not _FORMER.search(fold(title[:at])) and not _FORMER.search(fold(bare)):
            yield bare, at + piece.find(bare)
            if bracket and bracket[1]:
                yield bracket[1], at + bracket.start(1)
        at = end


def _by_signature(request: Request, listed: _Listed) -> Match | None:
    for part in request.parts:
        if part.kind != "signature":
            continue
        at = part.start
        for line in request.text[part.start : part.end].splitlines(keepends=True):
            for piece, start in _pieces(line.strip("\r\n")):
                name = _same(piece, listed)
                if name:
                    return Match(name.firm, name.field, at + start, at + start + len(piece), f"signs for {name.firm}")
            at += len(line)
    return None


def _by_own_words(request: Request, listed: _Listed) -> Match | None:
    for turn in reversed([turn for turn in request.turns if turn.author == "sender"]):
        signed = _by_closing_lines(turn, listed)
        if signed:
            return signed
        for name, start, end in _mentions(turn.text, listed):
            if says_works_there(turn.text, start, end):
                return Match(
                    name.firm, name.field, turn.start + start, turn.start + end, f"says that they work for {name.firm}"
                )
    return None


def _by_closing_lines(turn: Turn, listed: _Listed) -> Match | None:
    """A signature that the reading left in the turn: short last lines, one of them `title, firm` or `name (firm)`."""
    lines = turn.text.splitlines(keepends=True)
    signed = _SIGNED.search(turn.text)
    name = _same(signed[1], listed) if signed else None
    if signed and name:
        start = turn.start + signed.start(1)
        return Match(name.firm, name.field, start, start + len(signed[1]), f"signs for {name.firm}")
    if len(lines) < 2:
        return None
    for line in lines[-4:] if len(lines) > 4 else lines[1:]:
        at = turn.text.rfind(line) + turn.start
        words = len(line.split())
        if (words <= 8 or (words <= 16 and "|" in line)) and line.strip()[-1:] not in ".?!":
            for piece, start in _pieces(line.strip("\r\n")):
                name = _same(piece, listed)
                if name:
                    return Match(name.firm, name.field, at + start, at + start + len(piece), f"signs for {name.firm}")
    return None


def _mentions(text: str, listed: _Listed) -> Iterator[tuple[_Name, int, int]]:
    """Whole mentions of listed names; one inside a longer capitalised name is none."""
    for name in sorted(listed.names, key=lambda n: -len(n.key)):
        for match in _spelling(name.spelling).finditer(text):
            if not _inside_longer_name(text, match.start(), match.end()):
                yield name, match.start(), match.end()


@lru_cache(maxsize=256)
def _spelling(name: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in re.findall(r"[^\W_]+", name) if word.lower() not in ("and", "und", "et", "y")]
    joined = r"[\s.\-]*(?:(?:&|\+|and|und|et|y|e|en)\s+)?".join(words) if words else r"(?!)"
    short = len(name) <= 4 and name.isupper()
    return re.compile(rf"(?<![\w@.-]){joined}(?![\w@])(?!\.\w)", 0 if short else re.IGNORECASE)


_NEXT_WORD = expression(r"[ \t]+(?:&[ \t]*)?([^\W\d_][\w'’.-]*)")
_LAST_WORD = expression(r"([^\W\d_][\w'’-]*)[ \t]+$")
_STARTERS = frozenset((
    "at", "with", "from", "for", "by", "the", "our", "we", "i", "bei", "von", "fur", "chez", "de", "en", "da",
    "in", "presso", "bij", "na", "no",
))  # fmt: skip


def _inside_longer_name(text: str, start: int, end: int) -> bool:
    if not text[start].isupper():
        return False
    after = _NEXT_WORD.match(text, end)
    if after and after[1][0].isupper():
        word = _EDGE.sub("", fold(after[1]))
        if (
            word not in _PLACES
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


@lru_cache(maxsize=256)
def says_works_there(text: str, start: int, end: int) -> bool:
    """Whether the sentence around the firm's name in `text` says that the writer works there today."""
    view = View(text[:start] + _FIRM + text[end:])
    at = view.folded.find(_FIRM)
    if at < 0:
        return False
    first, last = view.sentence_at(at)
    sentence = View(view.folded[first:last])
    now, before = _employer_hits(sentence)
    return now and not before


def _employer_hits(view: View) -> tuple[bool, bool]:
    now = before = False
    for key, start, _ in employer_lexicon().find(view):
        if key == "worked-there":
            before = True
        elif not negated(view.folded, start):
            now = True
    return now, before
