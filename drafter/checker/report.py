"""What a check says: findings and the report."""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["error", "warning"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a draft breaks a rule: `draft[start:end] == text`, in code points.

    Where something is missing rather than wrong, the span is empty.
    """

    code: str
    name: str
    severity: Severity
    message: str
    """What is wrong."""
    instead: str
    """What to write instead."""
    start: int
    end: int
    text: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All findings of one draft, in the order of the text."""

    accepted: bool
    """Whether no finding is an error."""
    findings: tuple[Finding, ...]
    language: str | None = None
    """The language whose wording rules ran; None where only the English ones and those that need no language did."""
    written_in: str | None = None
    """ISO 639-1 code of the language that the draft is to be in, or is in, whether there are rules for it or not."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that reject the draft."""
        return tuple(finding for finding in self.findings if finding.severity == "error")
