"""Invitation cards: a name, a headline, often a line on shared contacts, and perhaps a note."""

from __future__ import annotations

import re

from drafter.reading import words
from drafter.reading.headers import Person
from drafter.reading.lines import Line, first_filled, trim
from drafter.reading.names import clean, clean_name, looks_like_name, split_role
from drafter.reading.pieces import Piece, Reading
from drafter.reading.user import Who
from drafter.view import fold

_COUNT = re.compile(r"(?:.{0,60}\D)?\d[\d.,]{0,6}\s?\+?\s.{3,60}$")
_BUTTONS = re.compile(
    r"(?i)\[?\s*(?:accept|ignore|decline|annehmen|ablehnen|ignorieren|accepter|ignorer|aceptar|ignorar|rechazar|accetta|ignora|rifiuta"
    r"|accepteren|negeren|aceitar|message|nachricht|reply to .{1,40})\s*\]?(?:\s+\[?\s*\w{3,12}\s*\]?)?$"
)
_MOST_HEAD_LINES = 6


def read_card(text: str, lines: list[Line], who: Who) -> Reading | None:
    """The invitation card that the text is, or None."""
    at = first_filled(lines)
    head = _head_lines(lines, at)
    if not head:
        return None
    count = next((index for index in head if is_count(lines[index].text)), None)
    name = clean_name(lines[at].text)
    if not name or is_count(lines[at].text) or len(name) > 80 or who.is_user(name):
        return None
    if count is None and not _is_plain_card(lines, head):
        return None
    about = [lines[index].text for index in head[1:] if index != count and not _BUTTONS.match(lines[index].text)]
    role = split_role(about[0]) if about else split_role("")
    body = (count if count is not None else head[-1]) + 1
    start, end = trim(text, lines[body].start, _end_of_note(lines, body)) if body < len(lines) else (len(text),) * 2
    return Reading("card", Person(name, role.title, role.company), [Piece("turn", start, end, "sender", name)])


def _head_lines(lines: list[Line], at: int) -> list[int]:
    """The indices of the lines of the first paragraph, if it is short enough to be the head of a card."""
    head: list[int] = []
    while at + len(head) < len(lines) and lines[at + len(head)].text:
        head.append(at + len(head))
        if is_count(lines[head[-1]].text):
            return head
        if len(head) > _MOST_HEAD_LINES:
            return []
    return head


def is_count(line: str) -> bool:
    """Whether a line counts shared contacts: `140 mutual connections`, `34 collegamenti in comune`."""
    if len(line) > 140 or not any(char.isdigit() for char in line) or not _COUNT.match(line):
        return False
    parts = [part.strip(".,()+") for part in fold(line).split()]
    known = sum(part in words.MUTUAL for part in parts)
    return known >= 1 and (len(parts) - known <= 2 or known >= 2)


def _is_plain_card(lines: list[Line], head: list[int]) -> bool:
    """A name and a headline, a blank line and a note, without a count of contacts."""
    if len(head) != 2 or first_filled(lines, head[-1] + 1) >= len(lines):
        return False
    name, headline = lines[head[0]].text, lines[head[1]].text
    if not looks_like_name(clean_name(name) or "", least=2, most=5) or name[-1] in ",.!?:":
        return False
    return len(headline) <= 160 and headline[-1] not in ".?!,:;" and bool(clean(headline))


def _end_of_note(lines: list[Line], body: int) -> int:
    end = len(lines)
    while end > body and (not lines[end - 1].text or _BUTTONS.match(lines[end - 1].text)):
        end -= 1
    return lines[end - 1].end if end > body else lines[body].start
