"""Lists of single words that structure rules look up, read once from wordlists.toml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from drafter.compiled import load_packaged


class _WordLists(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    nobody: str
    titles: str
    ranks: str
    persons: str
    set_phrases: str
    everyday: str
    common: str
    small: str
    ordering: str
    chanted: str
    pointing: str
    first_names: str


@lru_cache(maxsize=1)
def _file() -> _WordLists:
    return load_packaged(Path(__file__).with_name("wordlists.toml"), _WordLists, kind="word list file")


@lru_cache(maxsize=16)
def word_list(name: str, stem: int | None = None) -> frozenset[str]:
    """The words of one list, cut to their first `stem` letters where that is given."""
    words: str = getattr(_file(), name)
    return frozenset(word[:stem] for word in words.split())


@lru_cache(maxsize=1)
def ranks() -> dict[str, frozenset[str]]:
    """Each title that one bears oneself, and all the words for it."""
    lines = [frozenset(line.split()) for line in _file().ranks.splitlines()]
    return {word: line for line in lines for word in line}


@lru_cache(maxsize=1)
def first_names() -> dict[str, frozenset[str]]:
    """Each first name and its short forms, each short form and the names it is short for."""
    circles: dict[str, set[str]] = {}
    for line in _file().first_names.splitlines():
        full, *short = line.split() or ("",)
        circles.setdefault(full, set()).update(short)
        for name in short:
            circles.setdefault(name, set()).add(full)
    return {name: frozenset(others) for name, others in circles.items()}
