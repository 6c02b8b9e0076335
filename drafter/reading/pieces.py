"""What a reader of one form hands back, and how its pieces become the parts of a request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from drafter.reading.headers import Person

Author = Literal["sender", "user"]
Form = Literal["bare", "head", "card", "thread", "email"]
PartKind = Literal["head", "turn", "quotation", "signature"]


class Piece(msgspec.Struct, frozen=True):
    """A span of the text and what it is; turns also say whose."""

    kind: PartKind
    start: int
    end: int
    author: Author = "sender"
    name: str | None = None
    when: str | None = None


class Reading(msgspec.Struct, frozen=True):
    """A text as read: its form, its sender, and its pieces in the order of the text."""

    form: Form
    person: Person
    pieces: list[Piece]
    subject: str | None = None
    newest_first: bool = False


def partition(pieces: Iterable[Piece], text: str) -> list[Piece]:
    """`pieces` stretched so that they cover all of `text`: white space joins what precedes, the rest is head."""
    parts: list[Piece] = []
    at = 0
    for piece in pieces:
        if piece.end <= piece.start:
            continue
        _fill(parts, text, at, piece.start)
        start = parts[-1].end if parts else 0
        parts.append(msgspec.structs.replace(piece, start=start))
        at = piece.end
    _fill(parts, text, at, len(text))
    return parts


def _fill(parts: list[Piece], text: str, start: int, end: int) -> None:
    """Cover the gap `[start, end)`."""
    if start >= end:
        return
    gap = text[start:end]
    lead = len(gap) - len(gap.lstrip())
    if parts and lead:
        parts[-1] = msgspec.structs.replace(parts[-1], end=start + lead)
        start += lead
    if text[start:end].strip():
        parts.append(Piece("head", start, end))
