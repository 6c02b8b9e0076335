"""The shipping functions run on each case: decide_stance, check, and where a model is named the drafting loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from drafter.checker import check
from drafter.desk import Desk
from drafter.draft import Attempt, Draft
from drafter.drafting import draft_at
from drafter.errors import DrafterError, ModelUnavailable
from drafter.evaluating.cases import Case
from drafter.evaluating.results import Checked, Decided, Drafted, Tried, is_costly, is_right
from drafter.profile import Profile
from drafter.stance import Assessment, decide_stance

MOST_UNANSWERED = 3
"""Drafts in a row for which the model may give no text at all; then there is nothing to measure."""

OpenDesk = Callable[[Profile], Desk]


def measure(cases: Iterable[Case], desk_for: OpenDesk | None = None) -> Iterator[Decided | Checked]:
    """What comes of each case, one after the other; requests are drafted at the desk of their profile, if any.

    Raises ModelUnavailable where the model gives nothing for MOST_UNANSWERED requests in a row.
    """
    unanswered = 0
    for case in cases:
        if case.row.draft is not None:
            yield _checked(case)
        elif desk_for is None:
            yield _decided(case, decide_stance(case.request, case.profile))
        else:
            draft, seconds = _draft(case, desk_for)
            drafted = _drafted(draft, seconds)
            unanswered = 0 if drafted.answered else unanswered + 1
            if unanswered == MOST_UNANSWERED:
                raise ModelUnavailable(f"{draft.attempts[0].error}: no text for {unanswered} requests in a row")
            yield _decided(case, draft.assessment, drafted)


def _draft(case: Case, desk_for: OpenDesk) -> tuple[Draft, float]:
    desk = desk_for(case.profile)
    started = time.monotonic()
    try:
        return draft_at(desk, case.request), time.monotonic() - started
    except DrafterError as error:
        raise type(error)(f"{case.file}:{case.line}: {error}") from None


def _drafted(draft: Draft, seconds: float) -> Drafted:
    asked = [attempt for attempt in draft.attempts if attempt.kind != "template"]
    return Drafted(
        text=draft.text,
        source=draft.source,
        outcome=draft.outcome,
        first_pass=bool(draft.attempts) and draft.attempts[0].outcome == "accepted",
        answered=not asked or any(attempt.text for attempt in asked),
        tokens=draft.usage.prompt_tokens + draft.usage.completion_tokens,
        seconds=round(seconds, 3),
        attempts=tuple(map(_tried, draft.attempts)),
    )


def _tried(attempt: Attempt) -> Tried:
    return Tried(
        kind=attempt.kind,
        outcome=attempt.outcome,
        text=attempt.text,
        error=attempt.error,
        findings=attempt.report.findings if attempt.report else (),
    )


def _decided(case: Case, assessment: Assessment, drafted: Drafted | None = None) -> Decided:
    labels = (assessment.stance, case.row.stance, case.row.also_ok)
    return Decided(
        name=case.name,
        file=case.file,
        line=case.line,
        digest=case.digest,
        language=_language(case),
        form=case.request.form,
        gold=case.row.stance,
        also_ok=case.row.also_ok,
        decided=assessment.stance,
        runner_up=assessment.runner_up,
        confidence=assessment.confidence,
        unsure=assessment.unsure,
        right=is_right(*labels),
        costly=is_costly(*labels),
        evidence=assessment.evidence,
        drafted=drafted,
    )


def _checked(case: Case) -> Checked:
    row = case.row
    assert row.draft is not None and row.label is not None
    report = check(row.draft, case.request, row.stance, case.profile)
    return Checked(
        name=case.name,
        file=case.file,
        line=case.line,
        digest=case.digest,
        language=_language(case),
        stance=row.stance,
        label=row.label,
        category=row.category or "none",
        accepted=report.accepted,
        right=report.accepted == (row.label == "accept"),
        findings=report.findings,
    )


def _language(case: Case) -> str:
    return case.row.language or case.request.language or "unknown"
