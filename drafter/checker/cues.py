"""Cues: how thanks, a no, a reason and the like are said, as data, found once for each draft."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from drafter.datafile import load_toml
from drafter.errors import ConfigError
from drafter.lexicon import Lexicon
from drafter.view import View

CUES_FOLDER = Path(__file__).parent.parent / "cues"

Span = tuple[int, int]


class CueFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of cues: patterns by name and language, and the word lists that they use."""

    words: dict[str, str] = {}
    cue: dict[str, dict[str, tuple[str, ...]]]


class Cues:
    """The cues found in one text, by name, as folded spans from left to right."""

    def __init__(self, view: View) -> None:
        self._found: dict[str, list[Span]] = {}
        for name, start, end in _lexicon().find(view):
            self._found.setdefault(name, []).append((start, end))

    def __contains__(self, name: str) -> bool:
        return name in self._found

    def spans(self, name: str, within: Span | None = None) -> list[Span]:
        """Where the cue stands, or where it stands within one folded span."""
        found = sorted(self._found.get(name, ()))
        if within is None:
            return found
        return [(start, end) for start, end in found if within[0] <= start < within[1]]


@lru_cache(maxsize=1)
def cue_names() -> frozenset[str]:
    """The names of all cues."""
    return frozenset(name for file in _files() for name in file.cue)


@lru_cache(maxsize=1)
def _files() -> tuple[CueFile, ...]:
    files = tuple(load_toml(path, CueFile, kind="cue file") for path in sorted(CUES_FOLDER.glob("*.toml")))
    if not files:
        raise ConfigError(f"{CUES_FOLDER}: there are no cue files: install drafter again")
    return files


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon[str]:
    """All languages at once: a cue is no accusation, and drafts quote foreign words."""
    words = {name: source for file in _files() for name, source in file.words.items()}
    patterns = [
        (name, pattern)
        for file in _files()
        for name, by_language in file.cue.items()
        for spoken in by_language.values()
        for pattern in spoken
    ]
    return Lexicon(patterns, words)
