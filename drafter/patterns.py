"""All patterns that lexicons hold, made ready: expanded for RE2, and with the needles that rule them out.

Those of drafter's own files are read from their compiled form (see drafter.compiled), where a pattern may be split
into several expressions (see drafter.arrangement); those of a user's own are worked out when they are first asked for.
Each expression goes by its number.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache, cached_property
from itertools import accumulate, chain, pairwise
from threading import Lock
from zlib import adler32, crc32

import msgspec

from drafter.compiled import compiled
from drafter.errors import ConfigError
from drafter.needles import needles_of
from drafter.regex import expression
from drafter.signatures import signatures_of
from drafter.view import View, fold

_SPACE = expression(r"\\.|\[(?:\\.|[^\]\\])*\]| [?*+{]?")
_CAPITAL = expression(r"(?<!\\)[A-Z]")
_SHORT_FORM = expression(r"<(~\d|[a-z][a-z_0-9]*)>")
_GAP = r"(?:[^\s.!?;:]+\s+){0,%s}"


_MAKING = Lock()

Index = dict[int, dict[str, list[int]]]
"""For each signature, by what `_hashed` gives: its needles with the numbers of patterns."""


class StoredPatterns(msgspec.Struct, frozen=True, array_like=True):
    """Patterns in the form in which they are compiled; decoded one by one, as any one text needs few.

    Numbers are unsigned 32-bit little-endian.
    """

    keys: list[int]
    """Of each expression, by number; those that one pattern was split into have its key."""
    sources: memoryview
    """The RE2 expressions, one after the other."""
    source_starts: memoryview
    """Where each starts, and where the last one ends; numbers."""
    free: list[int]
    """The numbers of those that any text may match."""
    signatures: memoryview
    """What `_hashed` gives of the signatures of needles, sorted; numbers."""
    starts: memoryview
    """Where the needles of each signature start in `needles`, and where the last ones end; numbers."""
    lists: dict[int, memoryview]
    """Of whole lexicons, by what `_key` gives of them: the numbers, then to which of the patterns each belongs."""
    needles: memoryview
    """For each signature, its needles with the numbers of the expressions whose they are."""

    @classmethod
    def of(
        cls,
        keys: list[int],
        sources: list[bytes],
        free: list[int],
        index: Index,
        lists: dict[int, list[tuple[int, int]]],
    ) -> StoredPatterns:
        """What is compiled of patterns."""
        signatures = sorted(index)
        needles = [msgspec.msgpack.encode(index[signature]) for signature in signatures]
        return cls(
            keys,
            memoryview(b"".join(sources)),
            _packed(accumulate(map(len, sources), initial=0)),
            free,
            _packed(signatures),
            _packed(accumulate(map(len, needles), initial=0)),
            {key: _packed(chain.from_iterable(zip(*pairs, strict=True))) for key, pairs in lists.items()},
            memoryview(b"".join(needles)),
        )


class Patterns:
    """The compiled patterns, and those that come later."""

    def __init__(self, stored: StoredPatterns) -> None:
        self._stored = stored
        self._free = set(stored.free)
        self._added: list[tuple[int, str]] = []
        """Keys and expressions."""
        self._index: Index = {}
        """Of those that were added."""
        self._lists: dict[int, list[int]] = {}
        self._decoded: dict[int, dict[str, tuple[int, ...]]] = {}
        self._signatures = stored.signatures.cast("I")
        self._starts = stored.starts.cast("I")
        self._source_starts = stored.source_starts.cast("I")
        self._lock = Lock()

    def numbers(self, patterns: Iterable[str], words: Mapping[str, str]) -> tuple[list[int], list[int]]:
        """The numbers of the expressions of patterns, given the word lists that they may use, and for each whose it is.

        Raises ConfigError for an unknown `<name>` and for capitals.
        """
        listed = list(patterns)
        seed = crc32("\0".join([part for item in words.items() for part in item]).encode())
        whole = _key("\0".join((str(len(listed)), *listed)), seed)
        stored = self._stored.lists.get(whole)
        if stored is not None:
            both = stored.cast("I").tolist()
            return both[: len(both) // 2], both[len(both) // 2 :]
        known: dict[str, str] = {}
        found: list[int] = []
        places: list[int] = []
        for place, pattern in enumerate(listed):
            key = _key(pattern, seed)
            numbers = self._numbers.get(key) or (self._add(key, _expanded(pattern, words, known)),)
            found += numbers
            places += [place] * len(numbers)
        self._lists[whole] = found
        return found, places

    @cached_property
    def _numbers(self) -> dict[int, tuple[int, ...]]:
        """Of each key."""
        found: dict[int, tuple[int, ...]] = {}
        for number, key in enumerate(self._stored.keys):
            found[key] = (*found.get(key, ()), number)
        return found

    def source(self, number: int) -> bytes:
        """The RE2 expression of this number."""
        shipped = len(self._stored.keys)
        if number >= shipped:
            return self._added[number - shipped][1].encode("ascii")
        return bytes(self._stored.sources[self._source_starts[number] : self._source_starts[number + 1]])

    def that_may_match(self, view: View) -> Set[int]:
        """The numbers of those that the needles in a text do not rule out."""
        with self._lock:
            key = (self, len(self._added))
            if key not in view.located:
                found, text = set(self._free), view.haystack.decode("ascii")
                for signature in map(_hashed, view.signatures):
                    for needles in (self._stored_needles(signature), self._index.get(signature, {})):
                        _holding(text, needles, found)
                view.located[key] = found
            return view.located[key]  # type: ignore[no-any-return]

    def free(self, numbers: Set[int]) -> set[int]:
        """Those that any text may match."""
        return self._free & set(numbers)

    def needles(self, numbers: Iterable[int]) -> dict[str, list[int]]:
        """The needles of expressions: of those that have some, only such may match a text as it holds a needle of."""
        found: dict[str, list[int]] = {}
        with self._lock:  # one that is added meanwhile must not be missed
            for number in numbers:
                for needle in self._needles.get(number, ()):
                    found.setdefault(needle, []).append(number)
        return found

    def added(self) -> list[tuple[int, str]]:
        """The keys and expressions that were added, to be compiled."""
        return list(self._added)

    def added_lists(self) -> dict[int, list[int]]:
        """The numbers of whole lexicons that were added, to be compiled."""
        return dict(self._lists)

    def _add(self, key: int, source: str) -> int:
        groups = needles_of(source)
        with self._lock:
            if key not in self._numbers:
                number = len(self._stored.keys) + len(self._added)
                self._added.append((key, source))
                needles = groups[0] if groups else []
                if "_needles" in self.__dict__:
                    self._needles[number] = needles
                for needle in needles:
                    put(self._index, signatures_of(needle)[0], needle, number)
                if not groups:
                    self._free.add(number)
                self._numbers[key] = (number,)
            return self._numbers[key][0]

    @cached_property
    def _needles(self) -> dict[int, list[str]]:
        """Of each expression that has some."""
        found: dict[int, list[str]] = {}
        stored = (_needles_in(self._stored.needles[start:end]) for start, end in pairwise(self._starts))
        for needles in chain[Mapping[str, Sequence[int]]](stored, self._index.values()):
            for needle, numbers in needles.items():
                for number in numbers:
                    found.setdefault(number, []).append(needle)
        return found

    def _stored_needles(self, signature: int) -> dict[str, tuple[int, ...]]:
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


def _needles_in(stored: memoryview) -> dict[str, tuple[int, ...]]:
    return msgspec.msgpack.decode(stored, type=dict[str, tuple[int, ...]])  # tuples: the collector lets them be


def _hashed(signature: str) -> int:
    return crc32(signature.encode())


def put(index: Index, signature: str, needle: str, number: int) -> None:
    """Put the number of a pattern into the index, under a needle and its signature."""
    index.setdefault(_hashed(signature), {}).setdefault(needle, []).append(number)


def _holding(text: str, needles: Mapping[str, Sequence[int]], found: set[int]) -> None:
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
