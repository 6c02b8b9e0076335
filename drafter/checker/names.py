"""Whose name a word is: the sender's, the user's or somebody else's."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import msgspec

from drafter.checker.context import Context
from drafter.checker.cues import Span
from drafter.datafile import load_toml
from drafter.view import fold

_WORD = re.compile(r"[a-z_][a-z_'-]*[a-z_]|[a-z_]")
_ASIDE = re.compile(r"[(\[|<,].*")
_TITLES = frozenset(
    ("mr mrs ms miss mx dr prof professor sir dame lord lady herr herrn frau monsieur madame mme mlle don dona sr sra senor senora sig"
    " signor signora dott ing avv mevrouw meneer dhr mevr phd mba md cpa rev van von der de den du da di la le el al bin ibn the of")
    .split()
)  # fmt: skip


class _NameFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    groups: tuple[str, ...]
    nobody: str


@lru_cache(maxsize=1)
def _file() -> _NameFile:
    return load_toml(Path(__file__).with_name("names.toml"), _NameFile, kind="name file")


@lru_cache(maxsize=1)
def _circles() -> dict[str, frozenset[str]]:
    """Each short or familiar form and all names that it may stand for."""
    circles: dict[str, set[str]] = {}
    for group in _file().groups:
        names = group.split()
        for name in names:
            circles.setdefault(name, set()).update(names)
    return {name: frozenset(others) for name, others in circles.items()}


@lru_cache(maxsize=1)
def nobodys() -> frozenset[str]:
    """Words that follow a greeting and are no name."""
    return frozenset(_file().nobody.split())


def plain(word: str) -> str:
    """A folded name with the spellings of an umlaut made one: mueller, muller."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("-", "").replace("'", "")


@lru_cache(maxsize=512)
def names_in(text: str) -> tuple[str, ...]:
    """The parts of a person's name as written, folded, without titles and what stands in brackets."""
    words = _WORD.findall(fold(_ASIDE.sub("", text)))
    parts = [word for word in words if word not in _TITLES and len(word) > 1]
    return tuple(dict.fromkeys([*parts, *(part for word in parts if "-" in word for part in word.split("-"))]))


def is_same(given: str, name: str) -> bool:
    """Whether folded `given` may be used for somebody called `name`: same, short or familiar form."""
    first, second = plain(given), plain(name)
    if first == second:
        return True
    if second in _circles().get(first, ()):
        return True
    short, long = sorted((first, second), key=len)
    return len(short) >= 3 and long.startswith(short) and len(long) >= len(short) + 2


def is_misspelt(given: str, name: str) -> bool:
    """Whether `given` is a slip for `name`: one letter off, or two in a long name."""
    first, second = plain(given), plain(name)
    if first == second or abs(len(first) - len(second)) > 1 or min(len(first), len(second)) < 4:
        return False
    return _distance(first, second) <= (2 if min(len(first), len(second)) >= 6 and first[0] == second[0] else 1)


def _distance(first: str, second: str) -> int:
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]


def sender_names(context: Context) -> tuple[str, ...]:
    """The parts of the sender's name, folded; empty where nobody says who wrote."""
    request = context.request
    if request is None:
        return ()
    written = [request.sender.name or ""]
    written += [turn.name or "" for turn in request.turns if turn.author == "sender"]
    return tuple(dict.fromkeys(part for name in written if name for part in names_in(name[:120])))


def user_names(context: Context) -> tuple[str, ...]:
    """The parts of the user's name and of what they sign with, folded."""
    profile = context.profile
    if profile is None:
        return ()
    return tuple(dict.fromkeys((*names_in(profile.name[:120]), *names_in(profile.signs_as[:120]))))


def name_words(context: Context, start: int, end: int) -> list[Span]:
    """The capitalised words that follow each other from folded `start` on, with titles left out."""
    view, found = context.view, []
    for match in _WORD.finditer(view.folded, start, end):
        gap = view.folded[found[-1][1] if found else start : match.start()]
        if gap.strip(" " if found else " .") or "\n" in gap:
            break
        if match.group() in _TITLES:
            if not found:
                continue
            break
        if not view.text[view.span(*match.span())[0]].isupper():
            break
        found.append(match.span())
        if len(found) == 3:
            break
    return found
