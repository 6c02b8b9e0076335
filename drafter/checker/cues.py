"""Cues: how thanks, a no, a reason and the like are said, as data, found once for each draft."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from drafter.compiled import load_packaged
from drafter.errors import ConfigError
from drafter.language import _EVERYDAY as EVERYDAY
from drafter.lexicon import Lexicon
from drafter.view import View, fold

_FOREIGN = 3
"""Everyday words of another language that are no chance."""
_MANY = 8
"""Words among which there are everyday ones in any language."""
_READABLE = 0.12
"""The share of them that there is at least."""
CUES_FOLDER = Path(__file__).parent.parent / "cues"

Span = tuple[int, int]


class CueFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of cues: patterns by name and language, and the word lists that they use."""

    words: dict[str, str] = {}
    cue: dict[str, dict[str, tuple[str, ...]]]


class Cues:
    """The cues of one text in some languages, by name, as folded spans; each is looked for when first asked for."""

    def __init__(self, view: View, languages: frozenset[str] | None = None, only: str | None = None) -> None:
        """`languages` None stands for all that are known; cues under `any` are always among them.

        `only` is the one cue that is ever asked for; None stands for all.
        """
        self._located = _lexicon(languages, only).on(view)

    def __contains__(self, name: str) -> bool:
        return name in self._located

    def starts_at(self, name: str, position: int) -> bool:
        """Whether the cue stands at this folded position."""
        return self._located.starts_at(name, position)

    def spans(self, name: str, within: Span | None = None) -> list[Span]:
        """Where the cue stands from left to right, or where it stands within one folded span."""
        found = self._located.spans(name)
        if within is None or not found:
            return found
        first = bisect_left(found, (within[0], 0))
        return found[first : bisect_left(found, (within[1], 0), first)]


@lru_cache(maxsize=1)
def _files() -> tuple[CueFile, ...]:
    files = tuple(load_packaged(path, CueFile, kind="cue file") for path in sorted(CUES_FOLDER.glob("*.toml")))
    if not files:
        raise ConfigError(f"{CUES_FOLDER}: there are no cue files: install drafter again")
    return files


@lru_cache(maxsize=64)
def _lexicon(languages: frozenset[str] | None, only: str | None) -> Lexicon[str]:
    return Lexicon(
        [
            (name, pattern)
            for file in _files()
            for name, by_language in file.cue.items()
            if only in (None, name)
            for language, spoken in by_language.items()
            if languages is None or language == "any" or language in languages
            for pattern in spoken
        ],
        {key: source for file in _files() for key, source in file.words.items()},
    )


def every_lexicon() -> None:
    """Builds the lexicons of all cues, of those of each language, and of each cue by itself."""
    _lexicon(None, None)
    for name in sorted({name for file in _files() for name in file.cue}):
        _lexicon(None, name)
    for language in EVERYDAY:
        _lexicon(frozenset((language,)), None)


@lru_cache(maxsize=1)
def _everyday() -> dict[str, frozenset[str]]:
    return {
        language: frozenset(fold(word) for word in words.split() if len(word) > 1)
        for language, words in EVERYDAY.items()
    }


def likely_language(words: Sequence[str], expected: str | None = None) -> str | None:
    """Which of the seven languages most of these folded words are everyday words of, at a glance.

    It is the expected one without further ado where a third of the words are everyday words of that.
    """
    said = set(words[:400])
    everyday = _everyday()
    if expected in everyday and len(said & everyday[expected]) * 3 >= len(said):
        return expected
    scores = sorted(((len(said & common), language) for language, common in everyday.items()), reverse=True)
    return scores[0][1] if scores[0][0] >= 2 and scores[0][0] > scores[1][0] else None


@lru_cache(maxsize=8)
def _foreign_words(expected: str) -> frozenset[str]:
    everyday = _everyday()
    return frozenset().union(*everyday.values()) - everyday[expected]


def has_foreign(words: Sequence[str], expected: str) -> bool:
    """Whether some folded words are everyday words of the other languages, and not of `expected`."""
    return expected in _everyday() and len(_foreign_words(expected).intersection(words)) >= _FOREIGN


def is_readable(words: Sequence[str]) -> bool:
    """Whether some of many folded words are everyday words of one of the seven languages."""
    few = len(words) * _READABLE
    return len(words) < _MANY or any(sum(word in common for word in words) >= few for common in _everyday().values())


def is_foreign(words: Sequence[str], expected: str) -> bool:
    """Whether folded words are mostly such as `has_foreign` looks for."""
    own = len(_everyday()[expected].intersection(words))
    foreign = len(_foreign_words(expected).intersection(words))
    return foreign >= max(_FOREIGN, 3 * own)
