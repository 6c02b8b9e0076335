"""The request: the incoming message, read into its sender, turns and parts."""

from __future__ import annotations

from pathlib import Path

import msgspec

from drafter.errors import InputError
from drafter.language import detect_language
from drafter.profile import Profile, require_profile
from drafter.reading.compose import read_text
from drafter.reading.mail import MAX_MAIL_BYTES, is_mail, render_mail
from drafter.reading.pieces import Author, Form, PartKind, Piece, Reading, partition
from drafter.reading.user import Who
from drafter.text import MAX_BYTES, decode, read_source, require_text


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


def waits_for_nobody(request: Request) -> bool:
    """Whether the last message is the user's own, so that the next is the sender's to write."""
    return request.turns[-1].author == "user"


def read_request(source: str | bytes | Path, profile: Profile | None = None) -> Request:
    """Read one incoming message in whatever form it was saved.

    `source` is the text itself, its bytes, or the path of a file; the profile tells which turns are
    the user's. Raw mail (a `.eml` file, or anything with MIME headers) becomes its body below the
    lines that say from whom, to whom, about what and when. There is always a turn: a request without
    a note has one with no text. Raises InputError where it is missing, blank, binary, undecodable or over
    200 kB (mail: 10 MB in all).
    """
    require_profile(profile)
    text = _text_of(source)
    return _request(text, read_text(text, Who(profile)))


def as_request(source: str | bytes | Path | Request, profile: Profile | None = None) -> Request:
    """`source` itself where it is a request already, else what read_request makes of it."""
    require_profile(profile)
    return source if isinstance(source, Request) else read_request(source, profile)


def _text_of(source: str | bytes | Path) -> str:
    """The text of the source; raw mail as its headers and body."""
    if not isinstance(source, str | bytes | Path):
        raise InputError(f"{type(source).__name__} is no request: give its text, its bytes or a Path")
    if isinstance(source, str):
        head = source[:MAX_BYTES].encode("utf-8", "replace")
        return require_text(render_mail(head, decoded=True) if is_mail(head) else source)
    if isinstance(source, bytes):
        return require_text(render_mail(source) if is_mail(source) else decode(source))
    name = str(source)
    is_eml = source.suffix.lower() == ".eml"
    data = read_source(source, limit=MAX_MAIL_BYTES if is_eml else MAX_BYTES)
    return require_text(render_mail(data) if is_eml or is_mail(data) else decode(data, name), name)


def _request(text: str, reading: Reading) -> Request:
    turns = [_turn(text, piece) for piece in reading.pieces if piece.kind == "turn"]
    written = "\n\n".join(turn.text for turn in turns if turn.author == "sender")
    person = reading.person
    return Request(
        text=text,
        form=reading.form,
        sender=Sender(name=person.name, title=person.title, company=person.company, email=person.email),
        turns=tuple(reversed(turns) if reading.newest_first else turns),
        parts=tuple(Part(kind=p.kind, start=p.start, end=p.end) for p in partition(reading.pieces, text)),
        subject=reading.subject,
        language=detect_language(written),
    )


def _turn(text: str, piece: Piece) -> Turn:
    return Turn(
        author=piece.author,
        text=text[piece.start : piece.end],
        start=piece.start,
        end=piece.end,
        name=piece.name,
        when=piece.when,
    )
