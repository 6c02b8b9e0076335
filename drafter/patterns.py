"""All patterns that lexicons hold, made ready: expanded for RE2, and with the needles that rule them out.

Those of drafter's own files are read from their compiled form (see drafter.compiled), those of a user's own are worked
out when they are first asked for. A pattern goes by its number.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from functools import cache, cached_property
from itertools import accumulate, pairwise
from threading import Lock
from typing import Any
from zlib import adler32, crc32

import msgspec

from drafter.compiled import compiled
from drafter.errors import ConfigError
from drafter.needles import BETWEEN, Needles, may_match, needles_of
from drafter.regex import expression
from drafter.signatures import signatures_of
from drafter.view import View, fold

_SPACE = expression(r"\\.|\[(?:\\.|[^\]\\])*\]| [?*+{]?")
_CAPITAL = expression(r"(?<!\\)[A-Z]")
_SHORT_FORM = expression(r"<(~\d|[a-z][a-z_0-9]*)>")
_FEW = 100
"""Texts after which the automaton of all needles is built: it takes as long as it saves in some four hundred."""
_GAP = r"(?:[^\s.!?;:]+\s+){0,%s}"


_MAKING = Lock()

Index = dict[int, dict[str, list[int]]]
"""For each signature, by what `_hashed` gives: its needles with the numbers of patterns."""


class Pattern(msgspec.Struct, frozen=True, array_like=True):
    """A pattern made ready."""

    source: bytes
    """The RE2 expression that it stands for."""
    needles: Needles
    """The groups of its needles but the first, which the index holds."""


class StoredPatterns(msgspec.Struct, frozen=True, array_like=True):
    """Patterns in the form in which they are compiled; decoded one by one, as any one text needs few."""

    keys: list[int]
    """Of each pattern, by number."""
    patterns: list[msgspec.Raw]
    """Each a Pattern, by number."""
    free: list[int]
    """The numbers of those without needles."""
    signatures: memoryview
    """What `_hashed` gives of the signatures of needles: sorted unsigned 32-bit little-endian numbers."""
    starts: memoryview
    """Where the needles of each signature start in `needles`, and where the last ones end; numbers alike."""
    lists: dict[int, memoryview]
    """The numbers of the patterns of whole lexicons, unsigned 32-bit little-endian, by what `_key` gives of them."""
    needles: memoryview
    """For each signature, its needles with the numbers of the patterns in whose first group they are."""

    @classmethod
    def of(
        cls, keys: list[int], patterns: list[Pattern], free: list[int], index: Index, lists: dict[int, list[int]]
    ) -> StoredPatterns:
        """What is compiled of patterns."""
        encode = msgspec.msgpack.encode
        signatures = sorted(index)
        needles = [encode(index[signature]) for signature in signatures]
        return cls(
            keys,
            [msgspec.Raw(encode(pattern)) for pattern in patterns],
            free,
            _packed(signatures),
            _packed(accumulate(map(len, needles), initial=0)),
            {key: _packed(numbers) for key, numbers in lists.items()},
            memoryview(b"".join(needles)),
        )


class Patterns:
    """Stored patterns and those that came since."""

    def __init__(self, stored: StoredPatterns) -> None:
        self._stored = stored
        self._numbers = {key: number for number, key in enumerate(stored.keys)}
        self._free = set(stored.free)
        self._since: list[Pattern] = []
        self._needles: list[list[str]] = []
        """The first groups of those that came since."""
        self._index: Index = {}
        """Of those that came since."""
        self._lists: dict[int, list[int]] = {}
        """The lexicons that came since."""
        self._groups: dict[int, list[list[str]]] = {}
        self._texts = 0
        self._decoded: dict[int, dict[str, list[int]]] = {}
        self._signatures = stored.signatures.cast("I")
        self._starts = stored.starts.cast("I")
        self._lock = Lock()

    def numbers(self, patterns: Iterable[str], words: Mapping[str, str]) -> list[int]:
        """The number of each pattern, given the word lists that it may use.

        Raises ConfigError for an unknown `<name>` and for capitals.
        """
        listed = list(patterns)
        seed = crc32("\0".join([part for item in words.items() for part in item]).encode())
        whole = _key("\0".join((str(len(listed)), *listed)), seed)
        stored = self._stored.lists.get(whole)
        if stored is not None:
            return stored.cast("I").tolist()
        known: dict[str, str] = {}
        found = []
        for pattern in listed:
            key = _key(pattern, seed)
            number = self._numbers.get(key)
            found.append(self._added(key, _expanded(pattern, words, known)) if number is None else number)
        self._lists[whole] = found
        return found

    def source(self, number: int) -> bytes:
        """The RE2 expression of a pattern."""
        return self._pattern(number).source

    def that_may_match(self, numbers: Set[int], view: View) -> list[int]:
        """Which of the patterns have a needle of every group in the text."""
        text = view.haystack
        return [number for number in self._promising(view) & numbers if may_match(self._further(number), text)]

    def _further(self, number: int) -> list[list[str]]:
        """The groups of a pattern's needles but the first."""
        if number not in self._groups:
            self._groups[number] = [group.split(BETWEEN) for group in self._pattern(number).needles]
        return self._groups[number]

    def stored(self) -> StoredPatterns:
        """Those that came since, to be compiled.

        Of the signatures that a needle may have, the one that the fewest needles may have stands for it: then few
        needles are looked for in any one text.
        """
        shipped = len(self._stored.keys)
        possible = {needle: signatures_of(needle) for group in self._needles for needle in group}
        often = Counter(signature for signatures in possible.values() for signature in set(signatures))
        index: Index = {}
        for number, group in enumerate(self._needles):
            for needle in group:
                _put(index, min(possible[needle], key=often.__getitem__), needle, number)
        return StoredPatterns.of(
            [key for key, number in self._numbers.items() if number >= shipped],
            self._since,
            [number - shipped for number in sorted(self._free) if number >= shipped],
            index,
            {key: [number - shipped for number in numbers] for key, numbers in self._lists.items()},
        )

    def _pattern(self, number: int) -> Pattern:
        shipped = len(self._stored.patterns)
        if number >= shipped:
            return self._since[number - shipped]
        return msgspec.msgpack.decode(self._stored.patterns[number], type=Pattern)

    def _added(self, key: int, source: str) -> int:
        needles = needles_of(source)
        with self._lock:
            if key not in self._numbers:
                number = len(self._numbers)
                self._since.append(Pattern(source.encode("ascii"), needles[1:]))
                self._needles.append(needles[0].split(BETWEEN) if needles else [])
                for needle in self._needles[-1]:
                    _put(self._index, signatures_of(needle)[0], needle, number)
                if not needles:
                    self._free.add(number)
                self._numbers[key] = number
            return self._numbers[key]

    def _promising(self, view: View) -> set[int]:
        """The numbers of the patterns of whose first group of needles the text holds one."""
        with self._lock:
            key = (self, len(self._since))
            if key not in view.located:
                self._texts += 1
                by = self._by_automaton if self._texts > _FEW else self._by_signatures
                found = self._free | by(view)
                for signature in map(_hashed, view.signatures) if self._index else ():
                    _holding(view.haystack, self._index.get(signature, {}), found)
                view.located[key] = found
            return view.located[key]  # type: ignore[no-any-return]

    def _by_signatures(self, view: View) -> set[int]:
        """The stored patterns of whose first group of needles the text holds one."""
        found: set[int] = set()
        for signature in map(_hashed, view.signatures):
            _holding(view.haystack, self._stored_needles(signature), found)
        return found

    def _by_automaton(self, view: View) -> set[int]:
        """The same, in one pass over the text."""
        needles, numbers = self._automaton
        matches = needles.find_matches_as_indexes(view.haystack, overlapping=True)
        return {number for needle in {match[0] for match in matches} for number in numbers[needle]}

    @cached_property
    def _automaton(self) -> tuple[Any, list[list[int]]]:
        """What finds all stored needles in one pass, and the numbers of the patterns of each needle."""
        from ahocorasick_rs import AhoCorasick

        needles = {
            needle: numbers
            for start, end in pairwise(self._starts)
            for needle, numbers in _needles_in(self._stored.needles[start:end]).items()
        }
        return AhoCorasick(list(needles), store_patterns=False), list(needles.values())

    def _stored_needles(self, signature: int) -> dict[str, list[int]]:
        if signature not in self._decoded:
            at = bisect_left(self._signatures, signature)
            if at == len(self._signatures) or self._signatures[at] != signature:
                return {}
            self._decoded[signature] = _needles_in(self._stored.needles[self._starts[at] : self._starts[at + 1]])
        return self._decoded[signature]


def _key(text: str, seed: int) -> int:
    data = text.encode()
    return crc32(data, seed) << 32 | adler32(data)


def _packed(numbers: Iterable[int]) -> memoryview:
    return memoryview(array("I", numbers)).cast("B")


def _needles_in(stored: memoryview) -> dict[str, list[int]]:
    return msgspec.msgpack.decode(stored, type=dict[str, list[int]])


def _hashed(signature: str) -> int:
    return crc32(signature.encode())


def _put(index: Index, signature: str, needle: str, number: int) -> None:
    index.setdefault(_hashed(signature), {}).setdefault(needle, []).append(number)


def _holding(text: str, needles: Mapping[str, list[int]], found: set[int]) -> None:
    for needle, numbers in needles.items():
        if needle in text:
            found.update(numbers)


def all_patterns() -> Patterns:
    """Those that drafter ships, and all that were added in this run."""
    with _MAKING:
        return _all_patterns()


@cache
def _all_patterns() -> Patterns:
    try:
        stored = msgspec.msgpack.decode(compiled().patterns, type=StoredPatterns)
    except msgspec.DecodeError:
        stored = StoredPatterns.of([], [], [], {}, {})
    return Patterns(stored)


def _expanded(pattern: str, words: Mapping[str, str], known: dict[str, str]) -> str:
    """The RE2 expression that `pattern` stands for; `known` keeps the word lists that are expanded already.

    Raises ConfigError for an unknown `<name>`.
    """

    def replace(match: re.Match[str]) -> str:
        name = match.group(1)
        if name.startswith("~"):
            return _GAP % name[1:]
        if name not in words:
            raise ConfigError(f"the pattern {pattern!r} uses <{name}>, which is no word list: define it under [words]")
        if name not in known:
            known[name] = f"(?:{_expanded(words[name], words, known)})"
        return known[name]

    plain = pattern if pattern.isascii() else "".join(c if c.isascii() else fold(c) for c in pattern)
    if _CAPITAL.search(plain):
        raise ConfigError(f"the pattern {pattern!r} has capitals: patterns match folded, lower-case text")
    return _SHORT_FORM.sub(replace, _SPACE.sub(_spaced, plain))


def _spaced(match: re.Match[str]) -> str:
    r"""`\s+` for a literal space, in a group of its own where a quantifier follows: ` ?` is no or any white space."""
    found = match.group()
    if found[0] != " ":
        return found
    return r"\s+" if found == " " else rf"(?:\s+){found[1]}"
