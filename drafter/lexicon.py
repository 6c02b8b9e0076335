"""The one matching engine: named patterns as data → exact spans in a text.

A pattern is a regular expression in RE2 syntax over the folded view of a text (see drafter.view):
lower case, no diacritics. On top of RE2 it knows three short forms:

- a space stands for any run of white space;
- `<name>` stands for the word list `name`, given beside the patterns as `one|two|three`;
- `<~3>` stands for up to three words that may stand between.

All patterns of a lexicon are screened at once: by their needles (see drafter.needles), which an automaton finds in one
pass where many texts are read, or in a long text with one RE2 Set in time linear in its length; only those that may
hit are then located one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar

import re2

from drafter.errors import ConfigError
from drafter.patterns import all_patterns
from drafter.view import View

Key = TypeVar("Key")

_MAX_MEMORY = 256 << 20
_SHORT = 20_000
"""Characters of a text that needles are looked for in."""
_FEW = 20
"""Texts after which the automaton of all needles is built: it takes as long as it saves in about a hundred."""


def re2_options() -> Any:
    """How every pattern is read."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.never_capture = True
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    return options


_OPTIONS = re2_options()


class Lexicon(Generic[Key]):
    """Patterns, each under a key of the caller's; the same key may stand for several patterns."""

    def __init__(self, patterns: Iterable[tuple[Key, str]], words: Mapping[str, str]) -> None:
        listed = list(patterns)
        self._numbers, places = all_patterns().numbers([pattern for _, pattern in listed], words)
        self._keys = [listed[place][0] for place in places]
        self._compiled: dict[int, Any] = {}
        self._screen: Any = None
        self._texts = 0
        self._places: dict[int, tuple[int, ...]] = dict(zip(self._numbers, zip(range(len(places))), strict=True))
        """Of each number; tuples, which the collector lets be."""
        if len(self._places) < len(places):  # some patterns stand under several keys
            for place, number in enumerate(self._numbers):
                if (last := self._places[number])[-1] != place:
                    self._places[number] = (place, *last)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys, each once, in the order of their first patterns."""
        return tuple(dict.fromkeys(self._keys))

    def find(self, view: View, wanted: Container[Key] | None = None) -> Iterator[tuple[Key, int, int]]:
        """Each hit as `(key, start, end)` in folded positions: by pattern, then from left to right.

        `wanted` are the keys that are looked for; None stands for all. Hits of one pattern may overlap where its
        alternatives do.

        Raises ConfigError for a pattern that is no RE2 expression.
        """
        for index in self._candidates(view):
            key = self._keys[index]
            if wanted is not None and key not in wanted:
                continue
            for match in self.regexp(index).finditer(view.data):
                start, end = match.span()
                if end > start:
                    yield key, start, end

    def on(self, view: View) -> Located[Key]:
        """Where the keys stand in one text, each looked for when first asked for."""
        if self not in view.located:
            view.located[self] = Located(self, view)
        return view.located[self]  # type: ignore[no-any-return]

    def candidates_by_key(self, view: View) -> dict[Key, list[int]]:
        """The patterns that may match, under their keys."""
        found: dict[Key, list[int]] = {}
        for index in self._candidates(view):
            found.setdefault(self._keys[index], []).append(index)
        return found

    def _candidates(self, view: View) -> list[int]:
        """The patterns that may match."""
        if len(view.folded) <= _SHORT:
            self._texts += 1
            if self._texts > _FEW:
                return self._by_automaton(view)
            numbers = all_patterns().that_may_match(view) & self._places.keys()
            return sorted(place for number in numbers for place in self._places[number])
        if self._screen is None:
            self._screen = re2.Set.SearchSet(_OPTIONS)
            for index in range(len(self._numbers)):
                self._checked(index, self._screen.Add)
            if self._numbers:
                self._screen.Compile()
        return sorted(self._screen.Match(view.data) or ()) if self._numbers else []

    def _by_automaton(self, view: View) -> list[int]:
        """The patterns that may match, in one pass over the text."""
        needles, places, free = self._automaton
        matches = needles.find_matches_as_indexes(view.haystack, overlapping=True)
        return sorted(free.union(*[places[needle] for needle in {match[0] for match in matches}]))

    @cached_property
    def _automaton(self) -> tuple[Any, list[tuple[int, ...]], set[int]]:
        """What finds all needles in one pass, the patterns of each needle, and those that have none."""
        from ahocorasick_rs import BytesAhoCorasick

        needles = all_patterns().needles(self._places.keys())
        having = [tuple(place for number in numbers for place in self._places[number]) for numbers in needles.values()]
        free = {place for number in all_patterns().free(self._places.keys()) for place in self._places[number]}
        return BytesAhoCorasick([needle.encode() for needle in needles]), having, free

    def regexp(self, index: int) -> Any:
        """The compiled expression of one pattern; raises ConfigError where it is no RE2 expression."""
        if index not in self._compiled:
            self._compiled[index] = self._checked(index, lambda source: re2.compile(source, _OPTIONS))
        return self._compiled[index]

    def _checked(self, index: int, use: Callable[[bytes], Any]) -> Any:
        source = all_patterns().source(self._numbers[index])
        try:
            return use(source)
        except re2.error as error:
            shown, reason = source.decode("ascii")[:200], error.args[0]
            what = reason.decode() if isinstance(reason, bytes) else reason
            raise ConfigError(f"the pattern {shown!r} of {self._keys[index]} is no RE2 expression: {what}") from None

    def compile(self) -> None:
        """Compile every pattern now; raises ConfigError for one that is no RE2 expression."""
        for index in range(len(self._numbers)):
            self.regexp(index)


def _by_start_then_rank(found: tuple[tuple[int, int], int]) -> tuple[int, int]:
    return found[0][0], found[1]


class Located(Generic[Key]):
    """The spans of a lexicon's keys in one text."""

    def __init__(self, lexicon: Lexicon[Key], view: View) -> None:
        self._lexicon = lexicon
        self._data = view.data
        self._candidates = lexicon.candidates_by_key(view)
        self._found: dict[Key, list[tuple[int, int]]] = {}

    def __contains__(self, key: Key) -> bool:
        return key in self._candidates and bool(self.spans(key))

    def starts_at(self, key: Key, position: int) -> bool:
        """Whether a pattern of the key matches at this folded position."""
        patterns = self._candidates.get(key, ())
        return any(self._lexicon.regexp(index).match(self._data, position) is not None for index in patterns)

    def spans(self, key: Key) -> list[tuple[int, int]]:
        """Where the key stands, from left to right, as folded spans that do not overlap.

        Of two that do, the one that begins first counts, then the one of the earlier pattern.
        """
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._apart(self._candidates.get(key, ()))
        return found

    def _apart(self, patterns: Iterable[int]) -> list[tuple[int, int]]:
        every = [
            (match.span(), rank)
            for rank, index in enumerate(patterns)
            for match in self._lexicon.regexp(index).finditer(self._data)
        ]
        if len(every) > 1:
            every.sort(key=_by_start_then_rank)
        apart: list[tuple[int, int]] = []
        for (start, end), _ in every:
            if end > start and (not apart or start >= apart[-1][1]):
                apart.append((start, end))
        return apart
