"""Invitation cards: a name, a headline, often a line on shared contacts, and perhaps a note."""

from __future__ import annotations

from drafter.reading import words
from drafter.reading.headers import Person
from drafter.reading.lines import Line, first_filled, trim
from drafter.reading.names import clean, clean_name, may_sign, split_role
from drafter.reading.notices import is_notice
from drafter.reading.pieces import Piece, Reading
from drafter.reading.user import Who
from drafter.regex import expression
from drafter.view import fold

_COUNT = expression(r"(?:.{0,60}\D)?\d[\d.,]{0,6}\s?\+?\s.{3,60}$")
_NAMED_COUNT = expression(
    r"[^\d.!?:;]{2,80} (?:and|und|et|y|e|en) (?:\w{2,9} )?\d{1,4}(?: (?:others?|weitere[nr]?|autres?|más|anderen?"
    r"|pessoas|persone|personas|personnes|contactos?|contatti|contatos)){0,2}$"
)
"""Shared contacts of whom one is named: `Petra Lang and 3 others`."""
_BUTTON = (
    r"(?:accept|ignore|decline|annehmen|ablehnen|ignorieren|accepter|ignorer|aceptar|ignorar|rechazar|accetta|ignora"
    r"|rifiuta|accepteren|negeren|aceitar|recusar|weigeren|refuser|message|nachricht|reply|report|block|dismiss|melden"
    r"|blockieren|signaler|bloquer|denunciar|bloquear|segnala|blocca|rapporteren|blokkeren|follow|view profile)"
)
_BUTTONS = expression(rf"(?i)\[?\s*{_BUTTON}\s*\]?(?:\s+\[?\s*{_BUTTON}\s*\]?)*$")
_MOST_HEAD_LINES = 6


def read_card(text: str, lines: list[Line], who: Who) -> Reading | None:
    """The invitation card that the text is, or None."""
    head = _head_lines(lines, first_filled(lines))
    count = next((index for index in head if is_count(lines[index].text)), None)
    said = [index for index in head if index != count and not is_page(lines[index].text)]
    name = clean_name(lines[said[0]].text) if said else None
    if not name or len(name) > 80 or who.is_user(name) or (count is None and not _is_plain_card(lines, head)):
        return None
    role = split_role(next((about for index in said[1:] if (about := lines[index].text) != lines[said[0]].text), ""))
    start, end = _note(text, lines, head[-1] + 1)
    return Reading("card", Person(name, role.title, role.company), [Piece("turn", start, end, "sender", name)])


def _head_lines(lines: list[Line], at: int) -> list[int]:
    """The indices of the lines of the first paragraph, up to the count, if they are few enough for a card."""
    head: list[int] = []
    while at < len(lines) and lines[at].text:
        head.append(at)
        if is_count(lines[at].text):
            return head
        if len(head) > _MOST_HEAD_LINES:
            return []
        at += 1
    return head


def _note(text: str, lines: list[Line], first: int) -> tuple[int, int]:
    """The span of the note, without the buttons above and below it."""
    end = len(lines)
    while first < end and (not lines[first].text or _BUTTONS.match(lines[first].text)):
        first += 1
    while end > first and (not lines[end - 1].text or _BUTTONS.match(lines[end - 1].text)):
        end -= 1
    return trim(text, lines[first].start, lines[end - 1].end) if end > first else (len(text), len(text))


def is_page(line: str) -> bool:
    """Whether a line of a card is the page's own: a button or a notice."""
    return bool(_BUTTONS.match(line)) or is_notice(line)


def is_count(line: str) -> bool:
    """Whether a line counts shared contacts: `140 mutual connections`, `34 collegamenti in comune`, or names one."""
    if len(line) > 140 or line[-1:] in ".?!":
        return False
    parts = [part.strip(".,:()+") for part in fold(line).split()]
    known = sum(part in words.MUTUAL for part in parts)
    if known and (known >= 2 or len(parts) <= known + 2) and any(map(str.isdigit, line)) and _COUNT.match(line):
        return True
    return ("mutual connection" in line and len(parts) <= 9) or bool(_NAMED_COUNT.match(line))


def _is_plain_card(lines: list[Line], head: list[int]) -> bool:
    """A name and a headline, a blank line and a note, without a count of contacts."""
    if len(head) != 2 or first_filled(lines, head[-1] + 1) >= len(lines):
        return False
    name, headline = lines[head[0]].text, lines[head[1]].text
    called = clean_name(name) or ""
    if " " not in called or not may_sign(called) or name[-1] in ",.!?:":
        return False
    return len(headline) <= 160 and headline[-1] not in ".?!,:;" and bool(clean(headline))
