"""The evidence: the words of the request that led to the stance, each with what it adds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from operator import itemgetter

from drafter.deciding.grams import Gram
from drafter.deciding.verdict import FIRM, Findings
from drafter.deciding.weights import load_weights
from drafter.language import is_everyday
from drafter.stance import Evidence, Stance

SHAPE_WHY = {
    "empty": "there is no message",
    "bare-link": "nothing but a link",
    "to-another": "greets somebody else than the user",
    "few-words": "hardly more than a greeting",
    "short": "a short note",
    "user-declined": "the user had declined before",
    "asked-why": "answers the question why",
    "asked": "answers the user's question",
    "field-in-head": "works in the user's field",
    "money": "speaks of money",
    "percent": "names a percentage",
    "link": "carries a link",
    "question": "asks something",
    "ends-asking": "ends with a question",
    "role-box": "comes from an address of no person",
    "names-company": "names the user's firm",
}
_FOR_STANCE, _FOR_RUNNER = 6, 2
_MOST_WORDS = 3
_LEAST = 0.05
_WORDS_FROM = 4
"""Single words are shown where fewer signals than this speak for the stance."""


def evidence_of(found: Findings, stance: str, runner: str) -> tuple[Evidence, ...]:
    """What speaks most for the stance, then for the runner-up; never empty but for a request without words."""
    gate = [_competitor(found)] if stance == "decline_competitor" else []
    if found.thread.said_nothing and stance == "accept" and (now := _now(found)):
        gate = [_piece(found, "said-nothing", "does not say why, and nobody is asked twice", stance, 1.0, *now)]
    signals = list(_signals(found, {stance, runner}))
    chosen = _strongest([e for e in signals if e.stance.value == stance], _FOR_STANCE)
    if len(chosen) < _WORDS_FROM and stance != "decline_competitor":
        covered = [(e.start or 0, e.end or 0) for e in chosen]
        chosen += islice(_words(found, stance, covered), min(_MOST_WORDS, _WORDS_FROM - len(chosen)))
    others = _strongest([e for e in signals if e.stance.value == runner], _FOR_RUNNER)
    shown = (*gate, *chosen, *others)
    return shown or _whole(found, stance)


def _strongest(evidence: Sequence[Evidence], count: int) -> list[Evidence]:
    return sorted((e for e in evidence if e.weight >= _LEAST), key=lambda e: -e.weight)[:count]


def _signals(found: Findings, wanted: set[str]) -> Iterator[Evidence]:
    """What each signal and shape that was found adds to the wanted stances."""
    weights = load_weights()
    strength = found.heard
    seen: set[int] = set()
    for hit in found.hits:
        if hit.signal in seen or hit.signal not in strength:
            continue
        seen.add(hit.signal)
        signal = found.signals.all[hit.signal]
        start, end = found.reading.view.span(hit.start, hit.end)
        if signal.firm and signal.stance in wanted and strength[hit.signal] == 1:
            yield _piece(found, signal.name, signal.why, signal.stance, FIRM, start, end)
            continue
        row = weights.named.get(f"signal:{signal.name}", ())
        yield from _weighed(found, signal.name, signal.why, row, strength[hit.signal], start, end, wanted)
    now = _now(found)
    for name, why in SHAPE_WHY.items():
        if name in found.shape and now:
            row = weights.named.get(f"shape:{name}", ())
            yield from _weighed(found, name, why, row, found.shape[name], *now, wanted)


def _now(found: Findings) -> tuple[int, int] | None:
    """The span of what the sender wrote last, up to the first planted instruction."""
    for region in found.reading.regions:
        written = found.reading.text[region.start : region.end]
        if region.kind == "now" and written.strip():
            start = region.start + len(written) - len(written.lstrip())
            stops = [at for at, _ in found.reading.planted if start < at < region.end]
            end = min(stops, default=region.end)
            return start, start + len(found.reading.text[start:end].rstrip())
    return None


def _weighed(
    found: Findings,
    name: str,
    why: str,
    row: tuple[float, ...],
    value: float,
    start: int,
    end: int,
    wanted: set[str],
) -> Iterator[Evidence]:
    if not row:
        return
    mean = sum(row) / len(row)
    for stance, weight in zip(load_weights().stances, row, strict=True):
        if stance in wanted and (weight - mean) * value >= _LEAST:
            yield _piece(found, name, why, stance, (weight - mean) * value, start, end)


def _words(found: Findings, stance: str, covered: list[tuple[int, int]]) -> Iterator[Evidence]:
    """Words and pairs that speak for the stance outside the covered spans, the strongest first."""
    ranked = sorted(load_weights().contributions(found.grams, stance), key=itemgetter(0), reverse=True)
    for weight, gram in takewhile(lambda ranked: ranked[0] >= _LEAST, ranked):
        start, end = found.reading.view.span(gram.start, gram.end)
        if _tells(found, gram) and not any(first <= start < last for first, last in covered):
            yield _piece(found, "words", f"often said in such messages: {gram.text}", stance, weight, start, end)


def _tells(found: Findings, gram: Gram) -> bool:
    """Whether a word says something, or both of a pair do: small words are said in any message."""
    return all(len(word) > 2 and not is_everyday(word, found.language) for word in gram.text.split())


def _piece(found: Findings, name: str, why: str, stance: str, weight: float, start: int, end: int) -> Evidence:
    return Evidence(
        signal=name,
        why=why,
        stance=Stance(stance),
        weight=round(weight, 3),
        start=start,
        end=end,
        text=found.reading.request.text[start:end],
        line=_line_of(found, start),
    )


def _line_of(found: Findings, position: int) -> int:
    return found.reading.request.text.count("\n", 0, position) + 1


def _competitor(found: Findings) -> Evidence:
    request, match = found.reading.request, found.competitor
    if match is None:
        hit = found.thread.declined_as_competitor
        assert hit is not None
        start, end = found.reading.view.span(hit.start, hit.end)
        why = "the user had declined them for being in the same field"
        return _piece(found, "declined-before", why, "decline_competitor", 10.0, start, end)
    return Evidence(
        signal="competitor",
        why=match.why,
        stance=Stance.DECLINE_COMPETITOR,
        weight=10.0,
        start=match.start,
        end=match.end,
        text=request.text[match.start : match.end] if match.start is not None else "",
        line=_line_of(found, match.start) if match.start is not None else None,
        field=match.field,
    )


def _whole(found: Findings, stance: str) -> tuple[Evidence, ...]:
    regions = [r for r in found.reading.regions if r.kind in ("now", "head", "subject") and r.end > r.start]
    if not regions:
        return ()
    first = next((r for r in regions if r.kind == "now"), regions[0])
    return (
        _piece(
            found,
            "whole-message",
            "nothing in it speaks for another stance",
            stance,
            0.1,
            first.start,
            first.end,
        ),
    )
