"""Headlines: the parts of one that may name the employer of today, and what tells that a firm is one of the past."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from drafter.regex import expression
from drafter.view import fold

_TITLE_SPLIT = expression(
    r"\s*(?:[|•·;@]|\s[-–—/>→]+\s|,|\s&\s(?=\w+\s(?:at|bei|chez|presso)\b)|\b(?:at|bei|beim|presso|chez|bij|aux?|à\s+la|à)\b|"
    r"(?<=\w)\s(?:from|von|vom|en|de|del|du|des|do|dos|na|no|da|di|dei|della|van|for|für|of)\s(?=[A-ZÀ-Þ0-9]))\s*",
    re.IGNORECASE,
)
_PAST = (
    r"ex|former|formerly|previously|past|prev|until|till|tot|bis|jusqu\w*|hasta|fino|ate|alumn\w+|retired|ehemal\w*|fruher|vormals|"
    r"ancien\w*|antigu[oa]|gia|oud|voormalig\w*|antig[oa]"
)
_ONCE = r"before|earlier|was|years ago|davor|zuvor|autrefois|avant|antes|anteriormente|in passato|prima|eerder|vroeger"
_PLACED = r"(?:at|with|in|of|to|bei|beim|von|en|chez|de|presso|di|bij|na|no|van)"
FORMER = expression(
    rf"\b(?:{_PAST}|by|via|through|vs|not|"
    r"(?:wired|built|painted|fitted|photographed|catered|cleaned|renovated|furnished|supplied|served|installed|delivered|"
    r"repaired|worked|freelanced|wrote|written|translated) (?:[^|•·;,]{0,30} )?for)\b[^|•·;,]{0,40}$"
    rf"|\b(?:{_ONCE}|clients?|customers?|kunden?|suppliers?|supplying)\W{{1,3}}(?:{_PLACED}\W+)?$"
)
_PAST_BRACKET = expression(rf"\W*(?:(?:{_PAST}|{_ONCE})\b|(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)\b)")
_ENDED_BRACKET = expression(
    r"\W*[(\[](?:(?:until|till|up to|tot|bis|jusqu\w*|hasta|fino|ate)\W+(?:\w+\W+){0,4}"
    r"|(?:\d\d?[./])?(?:19|20)\d\d\s?(?:[-–/]|to|bis|tot|a)\s?(?:\d\d?[./])?)((?:19|20)\d\d|\d\d)[)\]]"
)
"""What stands behind a firm up to the year in which somebody left: `(until 2021)`, `(2007-2021)`."""
_SPENT = expression(
    r"\b(?:years?|months?|jahre|monate|ans|mois|anos|meses|anni|mesi|jaar|maanden)"
    r" (?:at|with|bei|chez|en|in|da|bij|na)\W*$"
)
_NOW = expression(
    r"\b(?:now|today|currently|jetzt|heute|inzwischen|maintenant|desormais|ahora|hoy|ora|adesso|nu|agora)"
    r" (?:at|with|in|for|on|retired|freelanc\w*|my own|bei|im|selbst\w*|chez|en|a mon|independant\w*|por mi|per conto"
    r"|bij|zelfstandig)\b"
)
"""Time spent at a firm is over where a headline goes on with what is now: `two years at Plateau, now at home`."""
_BRACKET = expression(r"\s*[(\[](?:([^()\[\]]*)[)\]])?.*")
_CENTURY = 100
_BRACKETED = 40
"""Characters at the beginning of a bracket that tell what it holds."""


def pieces_of(title: str) -> Iterator[tuple[str, int]]:
    """The parts of a headline that may name the employer of today, with their positions in it."""
    at = 0
    cuts = [*((m.start(), m.end()) for m in _TITLE_SPLIT.finditer(title)), (len(title), len(title))]
    for start, end in cuts:
        piece = title[at:start]
        bare = _BRACKET.sub("", piece).strip(" .\t")
        bracket = _BRACKET.search(piece)
        is_over = (bracket is not None and has_ended(bracket.group())) or is_spent(title[:at], title[end:])
        if bare and not is_over and not is_past(title[:at]) and not FORMER.search(fold(bare)):
            yield bare, at + piece.find(bare)
            if bracket and bracket[1] and not _PAST_BRACKET.match(fold(bracket[1])):
                yield bracket[1], at + bracket.start(1)
        at = end


def is_past(before: str) -> bool:
    """Whether what stands before a name makes it no employer of today, or begins a bracket of former ones."""
    opened = max(before.rfind("("), before.rfind("["))
    is_open = opened > max(before.rfind(")"), before.rfind("]"))
    bracket = before[opened + 1 :] if is_open else ""
    return bool(FORMER.search(fold(before)) or _PAST_BRACKET.match(fold(bracket[:_BRACKETED])))


def is_spent(before: str, after: str) -> bool:
    """Whether a firm's name stands behind a time spent there and before what is now."""
    return _SPENT.search(fold(before)) is not None and _NOW.search(fold(after)) is not None


def has_ended(behind: str) -> bool:
    """Whether a bracket behind a firm's name says that the sender left it in a year gone by."""
    match = _ENDED_BRACKET.match(fold(behind[:_BRACKETED]))
    if not match:
        return False
    year = int(match[1])
    return year + (2000 if year < _CENTURY else 0) < date.today().year
