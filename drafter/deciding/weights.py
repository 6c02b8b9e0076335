"""The learnt weights: what each signal, shape and word speaks for. Made by `python -m benchmarks.train_stance`."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from drafter.deciding.tokens import key_of

if TYPE_CHECKING:
    from drafter.deciding.grams import Gram

FILE = Path(__file__).parent / "weights.bin"
PLANTED_FILE = Path(__file__).parent / "planted.bin"
_MOST_KNOWN = 50_000


class Stored(msgspec.Struct, frozen=True):
    """The file: one row of small whole numbers for each key, times `scale`; plain weights for the rest."""

    stances: tuple[str, ...]
    bias: tuple[float, ...]
    named: dict[str, tuple[float, ...]]
    """Weights of signals (`signal:NAME`) and shapes (`shape:NAME`)."""
    scale: float
    keys: memoryview
    """Sorted unsigned 32-bit little-endian keys."""
    rows: memoryview
    """One signed byte for each key and stance."""


Row = tuple[int, ...]


class Table(dict[str, Row]):
    """The rows of whole numbers of words and pairs by their texts, looked up once; empty for what was never learnt."""

    def __init__(self, keys: memoryview, rows: memoryview, width: int) -> None:
        super().__init__()
        self._keys = keys.cast("I")
        self._rows = rows.cast("b")
        self._width = width

    def __missing__(self, gram: str) -> Row:
        key, width = key_of(gram), self._width
        index = bisect_left(self._keys, key)
        is_known = index < len(self._keys) and self._keys[index] == key
        row = tuple(self._rows[index * width : index * width + width]) if is_known else ()
        if len(self) < _MOST_KNOWN:
            self[gram] = row
        return row


class Weights:
    """The weights ready for use."""

    def __init__(self, stored: Stored) -> None:
        self.stances = stored.stances
        self.bias = stored.bias
        self.named = stored.named
        self._scale = stored.scale
        self._table = Table(stored.keys, stored.rows, len(stored.stances))

    def contributions(self, grams: Sequence[Gram], stance: str) -> list[tuple[float, Gram]]:
        """Each known gram with what it adds to the score of the stance, over what it adds to all alike."""
        column, width = self.stances.index(stance), len(self.stances)
        unit, table = self._unit(grams), self._table
        return [((row[column] - sum(row) / width) * unit, gram) for gram in grams if (row := table[gram.text])]

    def scores(self, named: Mapping[str, float], grams: Sequence[Gram]) -> list[float]:
        """The score of each stance."""
        unit, table = self._unit(grams), self._table
        rows = [row for gram in grams if (row := table[gram.text])]
        totals = map(sum, zip(*rows, strict=True)) if rows else [0] * len(self.stances)
        scores = [base + total * unit for base, total in zip(self.bias, totals, strict=True)]
        for name, value in named.items():
            weights = self.named.get(name)
            if weights is not None:
                scores = [score + value * weight for score, weight in zip(scores, weights, strict=True)]
        return scores

    def _unit(self, grams: Sequence[Gram]) -> float:
        return self._scale / math.sqrt(max(len([1 for gram in grams if " " not in gram.text]), 1))


class StoredPlanted(msgspec.Struct, frozen=True):
    """The file of the weights by which planted sentences are told: one signed byte for each key, times `scale`."""

    bias: float
    scale: float
    keys: memoryview
    """Sorted unsigned 32-bit little-endian keys."""
    values: memoryview


class Planted:
    """The weights of the marks of a sentence, ready for use."""

    def __init__(self, stored: StoredPlanted) -> None:
        self._bias = stored.bias
        self._scale = stored.scale
        self._table = Table(stored.keys, stored.values, 1)

    def weight(self, marks: list[str]) -> float:
        """The logarithm of the odds that a sentence with these marks is planted; far below 0 where it has none."""
        total = sum(chain.from_iterable(map(self._table.__getitem__, marks)))
        return self._bias + self._scale * total / math.sqrt(max(len(list(filter(is_word, marks))), 1))


def is_word(mark: str) -> bool:
    """Whether a mark is a single word of the sentence."""
    return " " not in mark and "<" not in mark


@cache
def load_planted() -> Planted:
    """The weights for planted sentences that drafter ships, read once."""
    return Planted(msgspec.msgpack.decode(PLANTED_FILE.read_bytes(), type=StoredPlanted))


@cache
def load_weights() -> Weights:
    """The weights that drafter ships, read once."""
    return Weights(msgspec.msgpack.decode(FILE.read_bytes(), type=Stored))


def softmax(scores: Iterable[float]) -> list[float]:
    """Scores as probabilities."""
    values = list(scores)
    top = max(values)
    raised = [math.exp(value - top) for value in values]
    total = sum(raised)
    return [value / total for value in raised]
