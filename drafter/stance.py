"""The stance: what the reply must do, decided in code from signals."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import msgspec
from msgspec.structs import replace

from drafter.errors import InputError
from drafter.profile import Profile
from drafter.request import Request, as_request


class Stance(str, Enum):
    """The eight stances, in order of precedence."""

    NO_REPLY = "no_reply"
    DECLINE_COMPETITOR = "decline_competitor"
    DECLINE_PITCH = "decline_pitch"
    INTRODUCE = "introduce"
    HELP = "help"
    ANSWER = "answer"
    ACCEPT = "accept"
    ASK_REASON = "ask_reason"

    def __str__(self) -> str:
        return self.value


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The exact words of the request, or the profile field, that led to the stance."""

    signal: str
    """Name of the signal."""
    why: str
    """What the signal shows, in a few words for a person."""
    stance: Stance
    """The stance that it speaks for."""
    weight: float
    start: int | None = None
    """Code points of `request.text`; None for a profile field."""
    end: int | None = None
    text: str = ""
    line: int | None = None
    """Line of the request, from 1."""
    field: str | None = None
    """Profile field, `competitors[0].domains[1]`."""


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """The decision on one request."""

    stance: Stance
    runner_up: Stance
    evidence: tuple[Evidence, ...]
    language: str | None
    """ISO 639-1 code of the reply: the request's, else the profile's."""
    confidence: float
    """0 to 1: how clearly the stance leads."""
    unsure: bool
    competitor: str | None = None
    """The listed competitor's name, where that led to the stance."""
    decided: Stance | None = None
    """The stance that was decided, where the user overruled it."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What would have led to another stance."""

    without: str
    """Words of the request in quotation marks, or the gate, without which it would have been otherwise."""
    stance: Stance
    """What it would have been."""


def decide_stance(request: str | bytes | Path | Request, profile: Profile | None = None) -> Assessment:
    """The stance that etiquette asks for, with the evidence and the runner-up.

    What is no Request is read with `read_request` first. Raises InputError where it cannot be read.
    """
    from drafter.deciding.judge import judge

    person = Profile(name="User") if profile is None else profile
    return judge(as_request(request, person), person)


def stance_named(name: str) -> Stance:
    """The stance of that name; raises InputError that lists them all."""
    try:
        return Stance(str(name).strip().lower().replace("-", "_"))
    except ValueError:
        known = ", ".join(stance.value for stance in Stance)
        raise InputError(f"there is no stance {str(name)[:40]!r}: it is one of {known}") from None


def overrule(assessment: Assessment, stance: Stance | str) -> Assessment:
    """`assessment` with the stance that the user chose instead: theirs is the last word, so it is sure.

    What was decided becomes the runner-up and stays in `decided`; the evidence stays as it was found. Raises
    InputError for an unknown name.
    """
    chosen = stance if isinstance(stance, Stance) else stance_named(stance)
    first = assessment.decided or assessment.stance
    if chosen is assessment.stance:
        return assessment
    return replace(assessment, stance=chosen, runner_up=first, confidence=1.0, unsure=False, decided=first)
