"""The judgement: weights, gates and costs turned into an assessment with its evidence."""

from __future__ import annotations

from bisect import bisect_right

from drafter.deciding.verdict import NAMES, Findings, find_all, heard, weigh
from drafter.profile import Profile
from drafter.request import Request
from drafter.stance import Assessment, Evidence, Stance

_SURE = 0.5
_SCAM_OVER_COMPETITOR = 0.8
_COSTLY = frozenset(("introduce", "help", "answer", "accept"))
_NO = frozenset(("no_reply", "decline_pitch"))
_COST = 2.5
"""How many harmless errors one costly error weighs."""


def judge(request: Request, profile: Profile) -> Assessment:
    """The assessment of one request."""
    found = find_all(request, profile)
    chances = weigh(found)
    ranked = _ranked(chances, found)
    stance, confidence = ranked[0], chances[ranked[0]]
    competitor = found.competitor
    runner = ranked[1]
    if (competitor or found.thread.declined_as_competitor) and not (
        stance == "no_reply" and confidence >= _SCAM_OVER_COMPETITOR
    ):
        runner, stance, confidence = stance, "decline_competitor", 0.99 if competitor else 0.9
    return Assessment(
        stance=Stance(stance),
        runner_up=Stance(runner),
        evidence=_evidence(found, stance),
        language=request.language or profile.language,
        confidence=round(confidence, 3),
        unsure=confidence < _SURE,
        competitor=competitor.name if competitor and stance == "decline_competitor" else None,
    )


def _ranked(chances: dict[str, float], found: Findings) -> list[str]:
    """The stances by expected harm, the least first: a costly error counts several harmless ones."""
    refusals = {name: chances[name] for name in _NO}

    def harm(name: str) -> float:
        wrong = 1 - chances[name]
        if name in _COSTLY:
            wrong += (_COST - 1) * sum(refusals.values())
        elif name != "no_reply":
            wrong += (_COST - 1) * refusals["no_reply"] * 0.5
        if name == "ask_reason" and found.thread.asked_why:
            wrong += 10
        return wrong

    return sorted(NAMES, key=lambda name: (harm(name), NAMES.index(name)))


def _evidence(found: Findings, stance: str) -> tuple[Evidence, ...]:
    request = found.reading.request
    lines = [0, *(i + 1 for i, char in enumerate(request.text) if char == "\n")]
    evidence = []
    if stance == "decline_competitor":
        evidence.append(_competitor_evidence(found, lines))
    strength = heard(found)
    seen: set[int] = set()
    for hit in found.hits:
        signal = found.signals.all[hit.signal]
        if hit.signal in seen or hit.signal not in strength:
            continue
        seen.add(hit.signal)
        start, end = found.reading.view.span(hit.start, hit.end)
        evidence.append(
            Evidence(
                signal=signal.name,
                why=signal.why,
                stance=Stance(signal.stance),
                weight=round(signal.weight * strength[hit.signal], 3),
                start=start,
                end=end,
                text=request.text[start:end],
                line=bisect_right(lines, start),
            )
        )
    evidence.sort(key=lambda e: (e.stance.value != stance, -e.weight))
    return tuple(evidence)


def _competitor_evidence(found: Findings, lines: list[int]) -> Evidence:
    request, match = found.reading.request, found.competitor
    if match:
        start, end = match.start, match.end
        return Evidence(
            signal="competitor",
            why=match.why,
            stance=Stance.DECLINE_COMPETITOR,
            weight=10.0,
            start=start,
            end=end,
            text=request.text[start:end] if start is not None else "",
            line=bisect_right(lines, start) if start is not None else None,
            field=match.field,
        )
    hit = found.thread.declined_as_competitor
    assert hit is not None
    start, end = found.reading.view.span(hit.start, hit.end)
    return Evidence(
        signal="user-named-same-field",
        why="the user had declined them for being in the same field",
        stance=Stance.DECLINE_COMPETITOR,
        weight=10.0,
        start=start,
        end=end,
        text=request.text[start:end],
        line=bisect_right(lines, start),
    )
