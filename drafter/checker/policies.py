"""Negation, quotation and echo, decided once for each sentence: which hits are not meant."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from pathlib import Path

from drafter.checker.wordlists import word_list
from drafter.compiled import load_packaged
from drafter.lexicon import Lexicon, Located
from drafter.regex import expression
from drafter.view import View

Span = tuple[int, int]

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
    found = lexicon().on(view)
    begin, stop = view.sentence_at(start)
    begin = max(begin, start - _REACH)
    turns = [last for _, last in _within(found.spans("clause_end"), begin, start)]
    if _holds(found, "negation", turns[-1] if turns else begin, start):
        return True
    if end is None:
        return False
    if _holds(found, "own_negation", start, min(end, start + _REACH)):
        return True
    last = min(stop, end + _REACH)
    ahead = [first for first, _ in _within(found.spans("clause_end"), end, last)]
    return bool(_within(found.spans("refused_after"), end, ahead[0] if ahead else last))


def is_negated_near(view: View, start: int) -> bool:
    """Whether a negation stands right before folded `start`: between it and the last comma or conjunction."""
    found = lexicon().on(view)
    begin = max(view.sentence_at(start)[0], start - _NEAR)
    breaths = [last for _, last in _within(found.spans("breath"), begin, start)]
    return bool(_within(found.spans("negation"), breaths[-1] if breaths else begin, start))


def _holds(found: Located[str], name: str, start: int, end: int) -> bool:
    """Whether a negation stands within `[start, end)` that is more than a turn of phrase."""
    idioms = _within(found.spans("no_negation"), start, end)
    return any(
        not any(first < last_idiom and first_idiom < last for first_idiom, last_idiom in idioms)
        for first, last in _within(found.spans(name), start, end)
    )


def _within(spans: list[Span], start: int, end: int) -> list[Span]:
    """Those of the sorted spans that lie in `[start, end)`."""
    first = bisect_left(spans, (start, 0))
    last = bisect_left(spans, (end, 0), first)
    return [span for span in spans[first:last] if span[1] <= end]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon[str]:
    """The words of the policies, by class."""
    classes = load_packaged(_CLASSES, dict[str, tuple[str, ...]], kind="word classes")
    return Lexicon([(name, pattern) for name, patterns in classes.items() for pattern in patterns], {})


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
    common = word_list("common")
    return frozenset(word.rstrip("s")[:_STEM] for word in _WORD.findall(folded) if word not in common)
