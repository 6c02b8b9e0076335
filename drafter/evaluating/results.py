"""What was decided, checked and drafted for each case, in the form that the JSON report keeps.

The bases (Passed, RequestVerdict, DraftVerdict) are what a later evaluation is compared with: a report of an older
drafter can be read as long as it has these fields.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from drafter.checker.report import Finding
from drafter.evaluating.cases import Label
from drafter.reading.pieces import Form
from drafter.stance import Evidence, Stance

OPEN = frozenset((Stance.ACCEPT, Stance.HELP, Stance.INTRODUCE, Stance.ANSWER))
"""The stances that let the sender in."""
CLOSED = frozenset((Stance.NO_REPLY, Stance.DECLINE_COMPETITOR, Stance.DECLINE_PITCH))


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt at a draft, the model's or a template's."""

    kind: str
    outcome: str
    text: str
    error: str
    """Why there is no text, where there is none."""
    findings: tuple[Finding, ...]


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a request's first draft was good enough."""

    outcome: Literal["accepted", "fell_back", "no_reply"]
    first_pass: bool
    """Whether the first draft was accepted as it came."""


class Drafted(Passed, frozen=True, kw_only=True):
    """What drafting one request came to."""

    text: str
    source: str
    answered: bool
    """Whether the model gave any text."""
    tokens: int
    """Of all calls, prompts included."""
    seconds: float
    """From the request to the draft."""
    attempts: tuple[Tried, ...]


class RequestVerdict(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="request"):
    """Whether the stance of one request is right."""

    name: str
    digest: str
    right: bool
    """The gold stance or one of also_ok."""
    costly: bool
    drafted: Passed | None = None


class DraftVerdict(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="draft"):
    """What the checker says of one labelled draft."""

    name: str
    digest: str
    label: Label
    accepted: bool


class Decided(RequestVerdict, frozen=True, kw_only=True, tag_field="kind", tag="request"):
    """One request: its labels and the stance that was decided."""

    file: str
    line: int
    language: str
    form: Form
    gold: Stance
    also_ok: tuple[Stance, ...]
    decided: Stance
    runner_up: Stance
    confidence: float
    unsure: bool
    evidence: tuple[Evidence, ...]
    drafted: Drafted | None = None


class Checked(DraftVerdict, frozen=True, kw_only=True, tag_field="kind", tag="draft"):
    """One labelled draft and what the checker says of it."""

    file: str
    line: int
    language: str
    stance: Stance
    category: str
    right: bool
    """The label."""
    findings: tuple[Finding, ...]


def error_codes(findings: tuple[Finding, ...]) -> set[str]:
    """The rules that reject a text with these findings."""
    return {finding.code for finding in findings if finding.severity == "error"}


def is_right(decided: Stance, gold: Stance, also_ok: tuple[Stance, ...]) -> bool:
    """Whether a careful person could defend the decision."""
    return decided == gold or decided in also_ok


def is_costly(decided: Stance, gold: Stance, also_ok: tuple[Stance, ...]) -> bool:
    """Whether the error does harm: an open door where it should be shut, or any reply where none is due."""
    if is_right(decided, gold, also_ok):
        return False
    return gold is Stance.NO_REPLY or (gold in CLOSED and decided in OPEN)
