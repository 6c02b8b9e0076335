"""Negation, quotation and echo, decided once for each sentence: which hits are not meant."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

from drafter.checker.classes import word_classes
from drafter.regex import expression
from drafter.view import View

_CLASSES = Path(__file__).with_name("policies.toml")
_REACH = 110
"""How far a negation reaches, in characters: longer sentences have clauses of their own."""

_NEAR = 45

_QUOTED = expression(r'"[^"\n]{1,300}"|(?<![\w\'])\'[^\'\n]{1,120}(?:\w\'\w[^\'\n]{0,120})*\'(?!\w)')
_WORD = expression(r"[a-z]{4,}|\d+")
_STEM = 6


def is_negated(view: View, start: int, end: int | None = None) -> bool:
    """Whether folded `[start, end)` stands in the scope of a negation or refusal of its own clause.

    Without an `end`, only what stands before `start` counts.
    """
    classes = word_classes(_CLASSES)
    begin, stop = view.sentence_at(start)
    before = view.folded[max(begin, start - _REACH) : start]
    turns = [match.end() for match in classes["clause_end"].finditer(before)]
    if classes["negation"].search(classes["no_negation"].sub(" ", before[turns[-1] :] if turns else before)):
        return True
    if end is None:
        return False
    if classes["own_negation"].search(classes["no_negation"].sub(" ", view.folded[start : min(end, start + _REACH)])):
        return True
    after = view.folded[end : min(stop, end + _REACH)]
    turn = classes["clause_end"].search(after)
    return bool(classes["refused_after"].search(after[: turn.start()] if turn else after))


def is_negated_near(view: View, start: int) -> bool:
    """Whether a negation stands right before folded `start`: between it and the last comma or conjunction."""
    classes = word_classes(_CLASSES)
    begin, _ = view.sentence_at(start)
    before = view.folded[max(begin, start - _NEAR) : start]
    breaths = [match.end() for match in classes["breath"].finditer(before)]
    return bool(classes["negation"].search(before[breaths[-1] :] if breaths else before))


def quotations(view: View) -> list[tuple[int, int]]:
    """The folded spans within quotation marks, in order and apart from each other."""
    return [match.span() for match in _QUOTED.finditer(view.folded)]


def is_quoted(quoted: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether folded `[start, end)` lies within one of the quotations."""
    index = bisect_right(quoted, (start, end)) - 1
    return any(begin <= start and end <= stop for begin, stop in quoted[max(index, 0) : index + 2])


def is_echoed(view: View, start: int, end: int, heard: View) -> bool:
    """Whether every telling word and number of folded `[start, end)` stands in `heard` too, give or take its ending."""
    said = _telling(view.folded[start:end])
    return bool(said) and said <= _telling(heard.folded)


@lru_cache(maxsize=16)
def _telling(folded: str) -> frozenset[str]:
    common = word_classes(_CLASSES)["common"]
    return frozenset(word.rstrip("s")[:_STEM] for word in _WORD.findall(folded) if not common.fullmatch(word))
