"""What a check says: findings and the report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
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


def one_a_sentence(findings: Iterable[Finding], starts: list[int], draft: str) -> list[Finding]:
    """The findings in the order of the draft, those of one rule in one sentence made one from the first to the last.

    Beside an error of the rule its warnings say nothing. `starts` is where the sentences begin.
    """
    merged: dict[tuple[int, str], Finding] = {}
    for finding in sorted(findings, key=lambda finding: (finding.severity != "error", finding.start, finding.end)):
        key = bisect_right(starts, finding.start), finding.code
        first = merged.setdefault(key, finding)
        if first.severity == finding.severity:
            end = max(first.end, finding.end)
            merged[key] = msgspec.structs.replace(first, end=end, text=draft[first.start : end])
    return sorted(merged.values(), key=lambda finding: (finding.start, finding.end, finding.code))
