"""The choice among drafts: near-copies are one, the user's wish comes first, then the fewest warnings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.checker.report import Finding, Report, Severity
from drafter.choosing import NEAR_COPY, best_first, differs, explained, likeness
from drafter.draft import Attempt

ONE = "Hi Anna, thank you for the invitation. May I ask what made you want to connect?"


def attempt(candidate: int, *severities: Severity, unmet: tuple[str, ...] = ()) -> Attempt:
    findings = tuple(
        Finding(code="XXX001", name="x", severity=severity, message="m", instead="i", start=0, end=0, text="")
        for severity in severities
    )
    accepted = "error" not in severities
    return Attempt(
        kind="draft",
        source="s",
        outcome="accepted" if accepted else "rejected",
        candidate=candidate,
        text=f"text {candidate}",
        report=Report(accepted=accepted, findings=findings),
        unmet=unmet,
    )


@pytest.mark.parametrize(
    "copy",
    [
        ONE.replace("Hi", "Hello"),
        ONE.replace("thank you", "many thanks"),
        ONE.upper(),
        ONE.replace("May I ask what", "What"),
        ONE + " Dana",
    ],
)
def test_a_near_copy_says_the_same(copy: str) -> None:
    assert likeness(ONE, copy) >= NEAR_COPY and not differs(copy, ["Other.", ONE])


@pytest.mark.parametrize(
    "other",
    [
        "Hello Anna, I like to know a little about the people I connect with. What brought you here?",
        "Anna, thanks for writing. What do you have in mind?",
    ],
)
def test_another_draft_says_something_else(other: str) -> None:
    assert differs(other, [ONE])


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_a_share(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1 and likeness(one, one) == 1


def test_the_best_shows_the_wish_then_has_the_fewest_warnings_then_is_the_first() -> None:
    unmet = attempt(1, unmet=('mention "Lisbon"',))
    warned, clean, later, rejected = attempt(2, "warning"), attempt(3), attempt(4), attempt(5, "error")
    assert best_first([unmet, warned, clean, later, rejected]) == [clean, later, warned, unmet]


def test_the_choice_says_how_each_candidate_fared() -> None:
    attempts = [attempt(1, "error"), attempt(1, "warning"), attempt(2)]
    assert explained(attempts[2], attempts) == "candidate 2: accepted; candidate 1: accepted (XXX001)"
