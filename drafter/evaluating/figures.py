"""The figures of an evaluation, counted from its results."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec

from drafter.evaluating.comparing import Comparison
from drafter.evaluating.rates import Rate, rate
from drafter.evaluating.results import Checked, Decided, error_codes
from drafter.stance import Stance

T = TypeVar("T")


class RequestFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How well the stance is decided."""

    accuracy: Rate
    """The gold stance or one of also_ok; so are the shares by language, form and stance."""
    strict: Rate
    """The gold stance alone."""
    costly: Rate
    """Open stances where the gold one is a decline or no_reply, and any reply where it is no_reply."""
    unsure: Rate
    by_language: dict[str, Rate]
    by_form: dict[str, Rate]
    by_stance: dict[str, Rate]
    """By gold stance."""
    confusion: dict[str, dict[str, int]]
    """How often each stance was decided, for each gold stance."""


class DraftFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How well drafts are told apart."""

    caught: Rate
    """Bad drafts that are rejected."""
    wrongly_rejected: Rate
    """Good drafts that are rejected."""
    caught_by_category: dict[str, Rate]
    caught_by_stance: dict[str, Rate]
    wrongly_rejected_by_stance: dict[str, Rate]
    rejecting_good: dict[str, int]
    """The rules that reject good drafts, and how many each."""


class DraftingFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What a model makes of the requests that get a reply."""

    model: str
    first_pass: Rate
    """First drafts accepted as they came."""
    fell_back: Rate
    """Requests whose reply is a template in the end."""
    unanswered: Rate
    """Requests for which the model gave no text at all."""
    tokens: float
    """Median for one draft, prompts and repairs included."""
    seconds: float
    """Median for one draft."""
    rejecting: dict[str, int]
    """The rules that rejected attempts, and how many each."""


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """All that `drafter eval` found: the JSON report."""

    files: tuple[str, ...]
    requests: RequestFigures | None
    drafts: DraftFigures | None
    drafting: DraftingFigures | None
    comparison: Comparison | None = None
    cases: tuple[Decided | Checked, ...]


def evaluation_of(results: Sequence[Decided | Checked], files: Iterable[str], model: str | None = None) -> Evaluation:
    """The figures of `results`; `model` is what drafted, if anything did."""
    decided = [result for result in results if isinstance(result, Decided)]
    checked = [result for result in results if isinstance(result, Checked)]
    return Evaluation(
        files=tuple(files),
        requests=_of_requests(decided) if decided else None,
        drafts=_of_drafts(checked) if checked else None,
        drafting=_of_drafting(decided, model) if decided and model else None,
        cases=tuple(results),
    )


def _of_requests(decided: list[Decided]) -> RequestFigures:
    pairs = Counter((item.gold, item.decided) for item in decided)
    return RequestFigures(
        accuracy=_share(decided, _is_right),
        strict=_share(decided, lambda item: item.decided == item.gold),
        costly=_share(decided, lambda item: item.costly),
        unsure=_share(decided, lambda item: item.unsure),
        by_language=_by(decided, lambda item: item.language, _is_right),
        by_form=_by(decided, lambda item: item.form, _is_right),
        by_stance=_by(decided, lambda item: item.gold.value, _is_right),
        confusion={gold.value: {stance.value: pairs[gold, stance] for stance in Stance} for gold in Stance},
    )


def _of_drafts(checked: list[Checked]) -> DraftFigures:
    bad = [item for item in checked if item.label == "reject"]
    good = [item for item in checked if item.label == "accept"]
    codes = Counter(code for item in good for code in error_codes(item.findings))
    return DraftFigures(
        caught=_share(bad, _is_rejected),
        wrongly_rejected=_share(good, _is_rejected),
        caught_by_category=_by(bad, lambda item: item.category, _is_rejected),
        caught_by_stance=_by(bad, lambda item: item.stance.value, _is_rejected),
        wrongly_rejected_by_stance=_by(good, lambda item: item.stance.value, _is_rejected),
        rejecting_good=dict(codes.most_common()),
    )


def _of_drafting(decided: list[Decided], model: str) -> DraftingFigures | None:
    drafted = [item.drafted for item in decided if item.drafted and item.drafted.outcome != "no_reply"]
    if not drafted:
        return None
    tried = [attempt for draft in drafted for attempt in draft.attempts if attempt.kind != "template"]
    codes = Counter(code for attempt in tried for code in error_codes(attempt.findings))
    return DraftingFigures(
        model=model,
        first_pass=_share(drafted, lambda draft: draft.first_pass),
        fell_back=_share(drafted, lambda draft: draft.outcome == "fell_back"),
        unanswered=_share(drafted, lambda draft: not draft.answered),
        tokens=statistics.median(draft.tokens for draft in drafted),
        seconds=round(statistics.median(draft.seconds for draft in drafted), 3),
        rejecting=dict(codes.most_common()),
    )


def _is_right(item: Decided) -> bool:
    return item.right


def _is_rejected(item: Checked) -> bool:
    return not item.accepted


def _share(items: Sequence[T], test: Callable[[T], bool]) -> Rate:
    return rate(sum(map(test, items)), len(items))


def _by(items: Sequence[T], key: Callable[[T], str], test: Callable[[T], bool]) -> dict[str, Rate]:
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return {name: _share(group, test) for name, group in sorted(groups.items())}
