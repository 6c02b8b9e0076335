"""Marks on a text, such as evidence and findings, turned into pieces that follow one another."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Literal, NamedTuple

Kind = Literal["error", "warning", "evidence", "other", ""]
_BROAD = 90
"""Characters that a mark has where it is broad."""
_STRONGEST: tuple[Kind, ...] = ("error", "warning", "evidence", "other")


class Mark(NamedTuple):
    """A span of the text, in code points, and what is to be said of it."""

    start: int
    end: int
    kind: Kind
    note: str


class Segment(NamedTuple):
    """A piece of the text that the same marks cover throughout; the strongest gives its kind."""

    text: str
    kind: Kind
    note: str
    broad: bool
    """Whether no mark on it is narrower than a sentence: the narrow ones are to stand out."""


def segments(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """`text` cut where a mark begins or ends; the pieces joined are the text again."""
    spans = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    cuts = sorted({0, len(text), *(mark.start for mark in spans), *(mark.end for mark in spans)})
    return [_segment(text, start, end, spans) for start, end in pairwise(cuts)]


def _segment(text: str, start: int, end: int, spans: list[Mark]) -> Segment:
    over = [mark for mark in spans if mark.start <= start and end <= mark.end]
    kinds = {mark.kind for mark in over}
    kind: Kind = next((kind for kind in _STRONGEST if kind in kinds), "")
    note = "; ".join(dict.fromkeys(mark.note for mark in over))
    return Segment(text[start:end], kind, note, all(mark.end - mark.start >= _BROAD for mark in over))
