"""What would have changed a decision: the words without which it would have been another stance, and the gates."""

from __future__ import annotations

from textwrap import shorten

import msgspec

from drafter.deciding.evidence import SHAPE_WHY
from drafter.deciding.judge import settle
from drafter.deciding.verdict import Findings, find_all, strengths, weigh
from drafter.profile import Profile
from drafter.request import Request
from drafter.stance import Assessment, Change, Stance

Span = tuple[int, int]

_TRIED = 6
"""Pieces of evidence that are left out one by one."""
_SHOWN = 60
"""Characters of left-out words that are named."""


def changes_of(request: Request, profile: Profile, assessment: Assessment) -> tuple[Change, ...]:
    """What would have led to another stance: a gate taken away, single words left out, or all of them together."""
    found = find_all(request, profile)
    if found.competitor or found.thread.declined_as_competitor:
        return (_without_gate(found),)
    spans = [
        (item.start, item.end)
        for item in assessment.evidence
        if item.stance is assessment.stance and item.start is not None and item.end and item.signal not in SHAPE_WHY
    ][:_TRIED]
    changes = [change for span in spans if (change := _without(found, assessment.stance, [span]))]
    sentences = sorted({_sentence(found, span) for span in spans})
    for together in (spans, sentences):
        if together and not changes:
            change = _without(found, assessment.stance, together)
            changes = [change] if change else []
    if not changes and found.thread.asked_why:
        changes = _without_question(found, assessment.stance)
    return tuple(changes)


def _sentence(found: Findings, span: Span) -> Span:
    """The sentence that the words stand in, as code points of the request."""
    view = found.reading.view
    at = next((i for i in range(len(view.folded)) if view.span(i, i + 1)[0] >= span[0]), 0)
    return view.span(*view.sentence_at(at))


def _without_gate(found: Findings) -> Change:
    ungated = msgspec.structs.replace(
        found, competitor=None, thread=msgspec.structs.replace(found.thread, declined_as_competitor=None)
    )
    stance = Stance(settle(ungated, weigh(ungated))[0])
    if found.competitor:
        return Change(without=f"the listed competitor {found.competitor.name}", stance=stance)
    return Change(without="the user's earlier no in the thread", stance=stance)


def _without_question(found: Findings, decided: Stance) -> list[Change]:
    unasked = msgspec.structs.replace(found, thread=msgspec.structs.replace(found.thread, asked_why=False))
    stance = Stance(settle(unasked, weigh(unasked))[0])
    return [] if stance is decided else [Change(without="the user's question for the reason", stance=stance)]


def _without(found: Findings, decided: Stance, spans: list[Span]) -> Change | None:
    """The change that leaving these words out makes; None where the stance stays."""
    text, view = found.reading.request.text, found.reading.view

    def is_left(start: int, end: int) -> bool:
        first, last = view.span(start, end)
        return not any(first < until and begin < last for begin, until in spans)

    hits = [hit for hit in found.hits if is_left(hit.start, hit.end)]
    kept = msgspec.structs.replace(
        found,
        hits=hits,
        heard=strengths(found.reading, found.signals, hits),
        grams=[gram for gram in found.grams if is_left(gram.start, gram.end)],
    )
    stance = Stance(settle(kept, weigh(kept))[0])
    words = " and ".join(f'"{shorten(text[start:end], _SHOWN, placeholder=" ...")}"' for start, end in spans)
    return None if stance is decided else Change(without=words, stance=stance)
