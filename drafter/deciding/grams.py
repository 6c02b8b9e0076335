"""Words and pairs of neighbouring words of what the sender wrote, with names and numbers made alike."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from drafter.deciding.reading import Reading
from drafter.deciding.tokens import TOKEN, key_of, plain_token
from drafter.regex import expression
from drafter.view import fold

_MOST_OF_A_NAME = 6
_PART = expression(r"[a-zX0-9_]+")
MAX_TOKENS = 4000
"""Words beyond this many no longer change the decision."""


class Gram(msgspec.Struct, frozen=True):
    """A word or a pair: its text, its key and where it stands in the folded view."""

    text: str
    start: int
    end: int

    @property
    def key(self) -> int:
        return key_of(self.text)


def grams_of(reading: Reading) -> list[Gram]:
    """Each word and pair of what the sender wants now, subject included, in order."""
    alike = _alike(reading)
    words: list[Gram] = []
    for start, end in _stretches(reading):
        for match in TOKEN.finditer(reading.view.folded, start, end):
            token = plain_token(match.group())
            words.append(Gram(alike.get(token, token), match.start(), match.end()))
            if len(words) >= MAX_TOKENS:
                break
    pairs = [Gram(f"{first.text} {second.text}", first.start, second.end) for first, second in pairwise(words)]
    return words + pairs


def _stretches(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where in the folded view the sender's last words and the subject stand."""
    view = reading.view
    spans = [(r.start, r.end) for r in reading.regions if r.kind in ("now", "subject")]
    if view.text.isascii() and len(view.folded) == len(view.text):
        yield from spans
        return
    at = [view.span(i, i + 1)[0] for i in range(len(view.folded))]
    for start, end in spans:
        yield bisect_left(at, start), bisect_left(at, end)


def _alike(reading: Reading) -> dict[str, str]:
    """Names of this request and profile to the words that stand for them in every request."""
    profile, sender = reading.profile, reading.request.sender
    alike: dict[str, str] = {}
    for text, stand_in in (
        (sender.company, "zzfirm"),
        (sender.name, "zzsender"),
        (profile.company.split(" ")[0], "zzcompany"),
        (f"{profile.name} {profile.signs_as}", "zzuser"),
    ):
        for word in _name_words(text or ""):
            alike.update((part, stand_in) for part in _PART.findall(fold(word)) if len(part) > 2)
    return alike


def _name_words(name: str) -> list[str]:
    """The words that can stand for a name elsewhere: those with a capital, where it has any; none of a sentence."""
    words = name.split()
    if len(words) > _MOST_OF_A_NAME:
        return []
    return [word for word in words if not word[0].islower()] or words
