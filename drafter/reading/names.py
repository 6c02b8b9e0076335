"""People's names and what they do: told apart, cleaned, never guessed."""

from __future__ import annotations

import re
from typing import NamedTuple

from drafter.reading import closings, words
from drafter.reading.places import places
from drafter.regex import expression
from drafter.text import printable
from drafter.view import fold

LIMIT = 120
"""The longest name, title or company that is kept, in characters."""

_APOSTROPHE = expression("['’]")
_INVISIBLE = expression("[\u00ad\u200b-\u200d\u2060\ufe0e\ufe0f]")
_SPACE = expression(r"\s+")
_DEGREE = expression(r"\s*[·•∙|,-]?\s*(?:1st|2nd|3rd\+?|[123]\.|[123]er?|[123]º)(?:\s*degree.*)?$", re.IGNORECASE)
_BRACKETED = expression(r"\s*[(\[][^()\[\]]{0,200}[)\]]")
_EDGES = " \t,;:.·•|–—-_*\"'“”„«»‘’<>[]{}~=+#!"
_AT = expression(
    r"(?i)(?:^|\s+)(?:@|(?:at|bei|beim|chez|presso|bij|hos|på)\s)\s*(?:(?:der|dem|den|die|das|la|il|lo|de|het)\s)?"
)
_WEAK_AT = expression(r"\s(?:en|em|na|w|ved)\s+(?=[^\W\d_a-zà-ÿ])")
_OF = expression(
    r"(?i)((?:co-?)?founder|owner|ceo|president|managing director|(?:mit)?inhaber(?:in)?"
    r"|geschäftsführer(?:in)?|fondat(?:eur|rice|ore)|fundadora?|titolare|eigenaar)\s(?:of|von|der|de|du|di|van)\s(.{2,80})$"
)
_CUT = expression(r"\s+[|•·–—→/]\s*|\s+[-~]\s+|[|•]")


class Role(NamedTuple):
    """What somebody does, and where."""

    title: str | None = None
    company: str | None = None


def clean(raw: str) -> str:
    """`raw` as one short printable line without emoji and decoration at its ends."""
    text = printable(raw[: LIMIT * 4])
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        text = "".join(char for char in text if not _is_picture(char))
    return _SPACE.sub(" ", text).strip()[:LIMIT].strip()


def _is_picture(char: str) -> bool:
    code = ord(char)
    return 0x2300 <= code <= 0x2BFF or 0xE000 <= code <= 0xF8FF or code >= 0x1F000


def clean_name(raw: str) -> str | None:
    """A name without brackets, emoji, degree marks and quotes, or None where nothing is left."""
    name = clean(_BRACKETED.sub("", raw[: LIMIT * 4]))
    name = _DEGREE.sub("", name).strip(' \t,@;:·•|–—-_*"“”„«»<>[]{}()~=+#!')
    return name if any(char.isalpha() for char in name) else None


def tokens(name: str) -> list[str]:
    """The folded words of a name, without dots and honorifics."""
    parts = [part.strip(".,'\"") for part in fold(name).split()]
    kept = [part for part in parts if part and part not in words.HONORIFICS]
    return kept or [part for part in parts if part]


def looks_like_name(text: str, *, least: int = 1, most: int = 6) -> bool:
    """Whether `text` could be a person's name and nothing else: capitalised words, no digits, no greeting."""
    if not text or len(text) > 60 or any(char in '@:;?/\\<>{}[]=_#%&+*"“”„|\n' for char in text):
        return False
    parts = text.split()
    if len(parts) > most + 2:
        return False
    count = 0
    for part in parts:
        folded = fold(part).strip(".,'’!")
        if not folded:
            return False
        if folded in words.HONORIFICS or (count and folded in words.PARTICLES):
            continue
        if not _is_name_word(part) or folded in words.GREETINGS:
            return False
        count += 1
    folded_all = fold(text).strip(".,! ")
    if folded_all in closings.CLOSINGS or folded_all in words.DAYS or folded_all in words.MONTHS:
        return False
    return least <= count <= most


def _is_name_word(part: str) -> bool:
    body = part.strip(".,’'-()")
    if not body or any(char.isdigit() for char in body) or part.rstrip(",").endswith((",", "!", "?")):
        return False
    first, last = body[0], _APOSTROPHE.split(body)[-1][:1]
    return first.isalpha() and (first.isupper() or first.lower() == first.upper() or (last != first and last.isupper()))


def is_person(text: str, *, least: int = 1) -> bool:
    """`looks_like_name`, and none of its words is everyday business vocabulary or a mailbox."""
    if not looks_like_name(text, least=least, most=5):
        return False
    return any(char.isupper() for char in text) and not has_everyday_word(text)


def is_told_name(text: str) -> bool:
    """`is_person`, or a name of common words that a head or a line of its own gives: `Owen Price`, `April`."""
    *before, last = text[:LIMIT].split() or [""]
    folded = fold(last).strip(".,")
    if not before and folded in words.FIRST_NAMES:
        return _is_name_word(last)
    if before and folded in words.SURNAMES and _is_name_word(last):
        return is_told_name(" ".join(before))
    return is_person(text)


def may_sign(text: str) -> bool:
    """Whether `text` can be a name where one is due: behind a closing, or before a time."""
    return looks_like_name(text, most=5) or is_told_name(text)


def has_everyday_word(name: str) -> bool:
    """Whether a word of `name` makes it a phrase rather than a name: `Tom Baker` passes, `Next Step` does not."""
    folded = tokens(name)
    everyday = [part for part in folded if part in words.GENERIC or part in words.ROLE_BOXES]
    return bool(everyday) and not (len(folded) > 1 and len(everyday) == 1 and everyday[0] in words.ALSO_NAMES)


def is_mailbox(name: str) -> bool:
    """Whether a display name is that of a desk, team or firm."""
    folded = [part for token in fold(name).split() for part in (token.strip(".,'\""), *token.split("-"))]
    return any(part in words.ROLE_BOXES or part in words.LEGAL_FORMS for part in folded)


def has_title_word(text: str) -> bool:
    """Whether `text` holds a word for what somebody does, or for a department."""
    return any(part in words.TITLE_WORDS or part in words.FIELD_WORDS or _is_compound(part) for part in _words(text))


def _has_agent(text: str) -> bool:
    return any(part in words.TITLE_WORDS or _is_compound(part) for part in _words(text))


def _words(text: str) -> list[str]:
    return [part.strip(".,()'\"") for token in fold(text).split() for part in token.split("/")]


def _is_compound(word: str) -> bool:
    """`Betriebsleiter`, `Werksleiterin`, `projektleider`: German, Dutch and Swedish write titles as one word."""
    return len(word) > 7 and word.endswith(words.TITLE_ENDINGS)


def is_clause(about: str) -> bool:
    """Whether what follows a name goes on as a sentence rather than with a role or a firm."""
    parts = about.split()
    return len(parts) > 6 or (bool(parts) and fold(parts[0]).strip(".,!") in closings.CLAUSE_STARTS)


def split_role(text: str, surname: str = "") -> Role:
    """`Key Account Manager at Torrent GmbH`, `COO, Fjordtak`, `Fjordtak Oy` or a headline, as title and company.

    `surname`, folded, tells a family firm. What stands in brackets names no employer.
    """
    text = clean(text).strip(" ,;")
    if not text:
        return Role()
    open_text = _BRACKETED.sub(lambda bracket: "_" * len(bracket[0]), text)
    found = _AT.search(open_text) or _WEAK_AT.search(open_text)
    if found:
        return _employed(text[: found.start()], text[found.end() :], text)
    of = _OF.match(text)
    if of and _is_company(of[2]):
        return Role(of[1], _company(of[2]))
    first, bar, rest = (part.strip() for part in text.partition("|"))
    if bar and _has_agent(first) and _is_company(rest) and _words(rest)[-1] in words.LEGAL_FORMS:
        return Role(_short(first), _company(rest))
    comma = open_text.find(",")
    head, tail = (text[:comma], text[comma + 1 :]) if comma >= 0 else (text, "")
    if tail and _is_company(tail) and (has_title_word(head) or _is_vocabulary(head)):
        return Role(_short(head), _company(tail))
    if not tail and _is_firm(text, surname):
        return Role(None, _company(text))
    return Role(_short(text), None)


def _is_firm(text: str, surname: str) -> bool:
    """Whether a headline of one segment names a firm and no occupation: `Apex Talent` but not `Talent Lead`."""
    if not _is_company(text):
        return False
    folded = _words(text)
    if surname and surname in folded:
        return True
    if _has_agent(text):
        return False
    return not has_title_word(text) or (folded[0] not in words.GENERIC and folded[-1] not in words.DEPARTMENTS)


def _is_vocabulary(text: str) -> bool:
    return all(part in words.GENERIC or part in ("&", "+") for part in _words(text))


def _employed(title: str, company: str, text: str) -> Role:
    title = title.strip(_EDGES)
    last = fold(title).split()[-1:]
    name = _company(company)
    if not name or (last and last[0] in words.NOT_EMPLOYED) or _starts_lower(name):
        return Role(_short(text), None)
    return Role(_short(title), name)


def _starts_lower(name: str) -> bool:
    return name[0].islower() and not any(char.isupper() or char.isdigit() or char == "." for char in name)


def _company(raw: str) -> str | None:
    text = _BRACKETED.sub("", _CUT.split(raw.strip(), maxsplit=1)[0])
    name = clean(text).strip(' \t,;:·•|–—-*"“”„«»')
    head, _, tail = name.rpartition(",")
    return (head if head and fold(tail).strip() in places() else name) or None


def _is_company(text: str) -> bool:
    """Whether a comma-free segment can only be where somebody works: capitalised, and not vocabulary alone."""
    if _CUT.search(text):
        return False
    name = _company(text) or ""
    parts = name.split()
    if not parts or len(parts) > 7 or "," in name or name[-1] in "?!" or not (name[0].isupper() or name[0].isdigit()):
        return False
    folded = [fold(part).strip(".,'()") for part in parts]
    if " ".join(folded) in places() or folded[0] in ("ex", "formerly", "former") or folded[0].startswith("ex-"):
        return False
    if any(part in words.LEGAL_FORMS for part in folded[1:]):
        return True
    filled = [(p, low) for p, low in zip(parts, folded, strict=True) if low and low not in words.CONNECTIVES]
    lower = sum(1 for part, _ in filled if part[0].islower())
    return not lower and any(low not in words.GENERIC for _, low in filled)


def _short(text: str) -> str | None:
    return text.strip(" \t,;:·•|–—-*_") or None
