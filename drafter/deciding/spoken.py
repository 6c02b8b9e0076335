"""What the sender themselves wrote: their turns without what is planted in the request."""

from __future__ import annotations

from functools import lru_cache

from drafter.deciding.planted import Span, planted_spans
from drafter.language import detect_language
from drafter.request import Request


def not_the_users(request: Request) -> tuple[Span, ...]:
    """The parts of the request but those that the user wrote."""
    users = {(turn.start, turn.end) for turn in request.turns if turn.author == "user"}
    return tuple(
        (part.start, part.end)
        for part in request.parts
        if not any(part.start <= start and end <= part.end for start, end in users)
    )


@lru_cache(maxsize=32)
def without_planted(request: Request) -> str:
    """The text of the request with blanks in place of planted instructions."""
    text = request.text
    for start, end in planted_spans(text, not_the_users(request)):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def own_words(request: Request) -> str:
    """What the sender wrote to the user, without planted instructions."""
    text = without_planted(request)
    return "\n".join(text[turn.start : turn.end] for turn in request.turns if turn.author == "sender")


def own_parts(request: Request) -> str:
    """The same with the sender's subject, heads and signature."""
    text = without_planted(request)
    return "\n".join(text[start:end] for start, end in not_the_users(request))


@lru_cache(maxsize=32)
def spoken_language(request: Request) -> str | None:
    """The ISO 639-1 code of the language of the sender's own words; a planted instruction does not count."""
    planted = planted_spans(request.text, not_the_users(request))
    return detect_language(own_words(request)) if planted else request.language
