"""Cues: how thanks, a no, a reason and the like are said, as data, found once for each draft."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import msgspec

from drafter.datafile import load_toml
from drafter.errors import ConfigError
from drafter.language import _EVERYDAY as EVERYDAY
from drafter.lexicon import Lexicon
from drafter.view import View, fold

CUES_FOLDER = Path(__file__).parent.parent / "cues"

Span = tuple[int, int]


class CueFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of cues: patterns by name and language, and the word lists that they use."""

    words: dict[str, str] = {}
    cue: dict[str, dict[str, tuple[str, ...]]]


class Cues:
    """The cues of one text in some languages, by name, as folded spans; each is located when first asked for."""

    def __init__(self, view: View, languages: frozenset[str] | None = None) -> None:
        """`languages` None stands for all that are known; cues under `any` are always among them."""
        self._view = view
        self._lexicon = _lexicon(languages)
        self._candidates = self._lexicon.screen(view)
        self._found: dict[str, list[Span]] = {}

    def __contains__(self, name: str) -> bool:
        return bool(self.spans(name))

    def spans(self, name: str, within: Span | None = None) -> list[Span]:
        """Where the cue stands from left to right, or where it stands within one folded span."""
        if name not in self._found:
            located = {
                span for number in self._candidates.get(name, ()) for span in self._lexicon.locate(number, self._view)
            }
            self._found[name] = sorted(located)
        found = self._found[name]
        return found if within is None else [span for span in found if within[0] <= span[0] < within[1]]


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


@lru_cache(maxsize=64)
def _lexicon(languages: frozenset[str] | None) -> Lexicon[str]:
    words = {name: source for file in _files() for name, source in file.words.items()}
    patterns = [
        (name, pattern)
        for file in _files()
        for name, by_language in file.cue.items()
        for language, spoken in by_language.items()
        if languages is None or language == "any" or language in languages
        for pattern in spoken
    ]
    return Lexicon(patterns, words)


_WORD = re.compile(r"[a-z_']+")


@lru_cache(maxsize=1)
def _everyday() -> dict[str, frozenset[str]]:
    return {
        language: frozenset(fold(word) for word in words.split() if len(word) > 1)
        for language, words in EVERYDAY.items()
    }


def likely_language(view: View) -> str | None:
    """Which of the seven languages most everyday words of a text belong to, at a glance."""
    words = set(_WORD.findall(view.folded[:2000]))
    scores = sorted(((len(words & common), language) for language, common in _everyday().items()), reverse=True)
    return scores[0][1] if scores[0][0] >= 2 and scores[0][0] > scores[1][0] else None
