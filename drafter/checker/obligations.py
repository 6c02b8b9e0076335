"""What the structure rules of etiquette share: questions, missing cues, spans that cover one another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from drafter.checker.context import Context, Hit
from drafter.checker.cues import Span
from drafter.checker.policies import is_negated_near, quotations
from drafter.regex import expression

SPOKEN = frozenset(("en", "de", "fr", "es", "it", "nl", "pt"))
"""The languages whose cues are known: in any other, nothing is missed."""

WEIGHTY = expression(r"[a-z0-9]{4,}")
WORD = expression(r"[a-z0-9_']+")
_QUESTION_MARK = expression(r"\?[?!]{0,9}(?=[\"')\]*_~]{0,5}(?:\s|$))")
_SINGLE_QUOTE = expression(r"'(?<!\w')")
_FIRST_LETTER = expression(r"[a-z0-9]")


def hit(context: Context, span: Span, detail: str = "") -> Hit:
    """A folded span as a hit in the draft."""
    return Hit(*context.view.span(*span), detail)


def missing(context: Context, detail: str = "") -> Hit:
    """An empty hit at the end of the draft: something is not there."""
    end = len(context.draft.rstrip())
    return Hit(end, end, detail)


def lacks(context: Context, *cues: str) -> bool:
    """Whether none of the cues is in the draft, as far as its language is known."""
    known = context.language is None or context.language in SPOKEN
    return known and not any(cue in context.cues for cue in cues)


def covers(spans: Sequence[Span], position: int) -> bool:
    """Whether one of the spans, sorted and apart from each other, holds the position."""
    index = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return index >= 0 and position < spans[index][1]


def shared_runs(words: Sequence[str], heard: str, length: int) -> Iterator[int]:
    """Where runs of so many words begin that `heard`, words with a space around each, has too."""
    known, run = _known(heard), 0
    for end, word in enumerate(words, 1):
        run = run + 1 if word in known else 0
        if run >= length and f" {' '.join(words[end - length : end])} " in heard:
            yield end - length


@lru_cache(maxsize=16)
def _known(heard: str) -> frozenset[str]:
    return frozenset(heard.split())


@lru_cache(maxsize=8)
def quoted(context: Context) -> list[Span]:
    """The quotations of the draft, as folded spans."""
    folded = context.view.folded
    if '"' not in folded and not _SINGLE_QUOTE.search(folded):
        return []
    return quotations(context.view)


@lru_cache(maxsize=8)
def questions(context: Context) -> list[Span]:
    """The sentences that ask, as folded spans; what is quoted asks nothing."""
    view = context.view
    if "?" not in view.folded:
        return []
    found: list[Span] = []
    for match in _QUESTION_MARK.finditer(view.folded):
        sentence = view.sentence_at(match.start())
        if not covers(quoted(context), match.start()) and (not found or found[-1] != sentence):
            found.append(sentence)
    return found


def refuses(context: Context, within: Span) -> bool:
    """Whether something is negated: by a negation that is more than a way of speaking."""
    negations = context.cues.spans("negation", within)
    if not negations:
        return False
    idioms = context.cues.spans("negation_idiom", within)
    return any(not covers(idioms, start) and not covers(idioms, end - 1) for start, end in negations)


def unless(context: Context, cue: str, harmless: str) -> Iterator[Hit]:
    """The spans of one cue that neither hold the start of a harmless one nor are negated."""
    view = context.view
    if cue not in context.cues:
        return
    exempt = [_first_letter(view.folded, span) for span in context.cues.spans(harmless)]
    for span in context.cues.spans(cue):
        begin, end = _first_letter(view.folded, span), span[1]
        index = bisect_right(exempt, begin - 1)
        is_harmless = index < len(exempt) and exempt[index] < end
        if not is_harmless and not is_negated_near(view, begin):
            yield hit(context, (begin, end))


def _first_letter(folded: str, span: Span) -> int:
    first = _FIRST_LETTER.search(folded, *span)
    return first.start() if first else span[0]
