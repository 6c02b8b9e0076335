"""What the grounding rules know of words: months, numbers, names, small words, and how a word is cut to its stem."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from drafter.compiled import load_packaged

WORDS_FILE = Path(__file__).parent.parent / "words" / "grounding.toml"

_VOWELS = frozenset("aeiouy")
_LONGEST = 40


class WordFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of words, as written: words of a string are separated by white space."""

    endings: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    doubtful_months: str
    month_leads: str
    numbers: dict[str, str]
    ordinals: dict[str, str]
    lists: dict[str, str]
    groups: dict[str, tuple[str, ...]]


class Words(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The same, ready to look up."""

    months: dict[str, int]
    weekdays: dict[str, int]
    doubtful_months: frozenset[str]
    month_leads: frozenset[str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    """The words that imply a number: "third", "decade"."""
    counting: frozenset[str]
    """The words for numbers from two on that are nothing else too."""
    lists: dict[str, frozenset[str]]
    nicknames: dict[str, frozenset[str]]
    """By name: the other forms of it, of persons and of places."""


@lru_cache(maxsize=1)
def _file() -> WordFile:
    return load_packaged(WORDS_FILE, WordFile, kind="word file")


@lru_cache(maxsize=1)
def _endings() -> tuple[str, ...]:
    return tuple(sorted(_file().endings.split(), key=len, reverse=True))


@lru_cache(maxsize=1)
def words() -> Words:
    """The word lists that come with drafter."""
    file = _file()
    months, weekdays = _numbered(file.months), _numbered(file.weekdays)
    numbers, ordinals = _valued(file.numbers), _valued(file.ordinals)
    return Words(
        months=months,
        weekdays=weekdays,
        doubtful_months=frozenset(file.doubtful_months.split()),
        month_leads=frozenset(file.month_leads.split()),
        numbers=numbers,
        ordinals=ordinals,
        counting=frozenset(
            word for word, value in numbers.items() if value > 1 and word not in file.lists["doubtful_numbers"].split()
        ),
        lists={name: frozenset(text.split()) for name, text in file.lists.items()},
        nicknames=_grouped([line.split() for name in ("nicknames", "places") for line in file.groups[name]]),
    )


@lru_cache(maxsize=1)
def same_stems() -> dict[str, frozenset[str]]:
    """By stem: the stems that may stand for it."""
    return _grouped([[stem(word) for word in line.split()] for line in _file().groups["same"]])


def _valued(table: dict[str, str]) -> dict[str, int]:
    return {word: int(value) for value, spelt in table.items() for word in spelt.split()}


def _numbered(lines: tuple[str, ...]) -> dict[str, int]:
    return {word: number for number, line in enumerate(lines, 1) for word in line.split()}


def _grouped(groups: list[list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in groups:
        for word in group:
            found.setdefault(word, set()).update(group)
    return {word: frozenset(others) for word, others in found.items()}


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A folded word without its endings, at most six letters: "deliver", "delivers" and "delivered" agree."""
    word = word[:_LONGEST]
    for _ in range(2):
        word = _cut(word)
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:6]


def _cut(word: str) -> str:
    endings = _endings()
    for ending in endings if len(word) > 3 and word.endswith(endings) else ():
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= (4 if len(ending) > 2 else 3) and not _VOWELS.isdisjoint(rest):
            return rest
    return word
