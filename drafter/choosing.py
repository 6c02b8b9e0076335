"""Which of several drafts is the best, which say different things, and why."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from drafter.draft import Attempt
from drafter.regex import expression
from drafter.view import fold

NEAR_COPY = 0.7
"""The share of words in common, in the same order, from which two drafts say the same."""

_WORD = expression(r"[\w'@.-]*\w")


def likeness(one: str, other: str) -> float:
    """0 to 1: the share of words that two drafts have in common, in the same order."""
    words: list[list[str]] = [_WORD.findall(fold(text)) for text in (one, other)]
    return SequenceMatcher(None, words[0], words[1], autojunk=False).ratio()


def differs(text: str, others: Iterable[str]) -> bool:
    """Whether `text` is a near-copy of none of the others."""
    return all(likeness(text, other) < NEAR_COPY for other in others)


def best_first(attempts: Iterable[Attempt]) -> list[Attempt]:
    """The accepted attempts: those that show the user's wish, then those with fewer warnings, then the earlier."""
    accepted = [attempt for attempt in attempts if attempt.outcome == "accepted"]
    return sorted(accepted, key=lambda attempt: (len(attempt.unmet), _warnings(attempt)))


def explained(chosen: Attempt, attempts: Iterable[Attempt]) -> str:
    """Why `chosen` was: how it and the last attempt at every other candidate fared."""
    last: dict[int, Attempt] = {}
    for attempt in attempts:
        if attempt.kind != "template" and attempt.candidate != chosen.candidate:
            kept = last.get(attempt.candidate)
            if kept is None or kept.outcome != "accepted":
                last[attempt.candidate] = attempt
    others = [f"candidate {number}: {fared(attempt)}" for number, attempt in sorted(last.items())]
    name = f"candidate {chosen.candidate}" if chosen.candidate else "the template"
    return "; ".join([f"{name}: {fared(chosen)}", *others])


def fared(attempt: Attempt) -> str:
    """How an attempt ended, in a few words."""
    said: str = attempt.outcome
    if attempt.report and attempt.report.findings:
        shown = attempt.report.errors or attempt.report.findings
        said += f" ({', '.join(dict.fromkeys(finding.code for finding in shown))})"
    if attempt.unmet:
        said += f", {'; '.join(attempt.unmet)}"
    return f"{said}, {attempt.error}" if attempt.error else said


def _warnings(attempt: Attempt) -> int:
    return len(attempt.report.findings) if attempt.report else 0
