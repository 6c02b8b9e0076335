"""The request: the incoming message, read into its sender, turns and parts."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from drafter.profile import Profile

Author = Literal["sender", "user"]
Form = Literal["bare", "head", "card", "thread", "email"]
PartKind = Literal["head", "turn", "quotation", "signature"]


class Sender(msgspec.Struct, frozen=True, kw_only=True):
    """Who wrote the request, as far as the text says; nothing is guessed."""

    name: str | None = None
    """As written, titles such as "Dr." included."""
    title: str | None = None
    """Job title or headline."""
    company: str | None = None
    email: str | None = None


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """One message of the request: `request.text[start:end] == text`."""

    author: Author
    text: str
    start: int
    end: int
    name: str | None = None
    when: str | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of the source; the parts of a request cover all of it, in order, without overlap."""

    kind: PartKind
    start: int
    end: int


class Request(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The incoming message. All positions are code points of `text`."""

    text: str
    """The source as read."""
    form: Form
    sender: Sender
    turns: tuple[Turn, ...]
    """Oldest first; the last of the sender's is what is to be answered."""
    parts: tuple[Part, ...]
    subject: str | None = None
    language: str | None = None
    """ISO 639-1 code, or None where it cannot be told."""

    @property
    def message(self) -> str:
        """What the sender wrote, all their turns joined by blank lines."""
        return "\n\n".join(turn.text for turn in self.turns if turn.author == "sender")


def read_request(source: str | bytes | Path, profile: Profile | None = None) -> Request:
    """Read one incoming message in whatever form it was saved.

    `source` is the text itself, its bytes, or the path of a file; the profile tells which turns are
    the user's. Raises InputError where it is missing, blank, binary, undecodable or over 200 kB.
    """
    raise NotImplementedError
