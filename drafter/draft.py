"""What drafting gives: the draft, and the trace of the attempts at it."""

from __future__ import annotations

from typing import Literal

import msgspec

from drafter.checker.report import Report
from drafter.stance import Assessment, Stance
from drafter.usage import Usage

Kind = Literal["draft", "repair", "cut", "template"]
"""cut: the draft or repair before it, less the sentences that the checker found."""


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One try at a reply, accepted or not."""

    kind: Kind
    source: str
    outcome: Literal["accepted", "rejected", "failed"]
    candidate: int = 0
    """From 1: the candidate that it is a draft or repair of; 0 for a template."""
    direction: str = ""
    """Which way the model was told to go."""
    text: str = ""
    report: Report | None = None
    unmet: tuple[str, ...] = ()
    """What of the user's instruction the text does not show."""
    error: str = ""
    """Why the model gave nothing, or nothing new."""
    usage: Usage = Usage()


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """An accepted reply."""

    text: str
    source: str
    """Where the text comes from: the model's spec or "template"."""
    report: Report
    direction: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """The reply proposed to the user; drafter never sends anything."""

    text: str
    """The reply; empty where no reply is advised."""
    stance: Stance
    outcome: Literal["accepted", "fell_back", "no_reply"]
    """fell_back: the model gave no acceptable draft, and the text is the stance's template."""
    source: str
    """Where the text comes from: the model's spec or "template"."""
    report: Report
    assessment: Assessment
    attempts: tuple[Attempt, ...]
    usage: Usage
    prompt_version: str
    """Digest of the prompts, or of the template replies where no model was asked."""
    options: tuple[Option, ...] = ()
    """The accepted replies that differ in what they say, as many as were asked for; the first is `text`."""
    choice: str = ""
    """Why the text was chosen among the attempts."""
    notice: str = ""
    """What the user should be told: why no reply is advised or due, or why it fell back."""
