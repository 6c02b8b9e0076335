"""The learnt weights: what each signal, shape and word speaks for. Made by `python -m benchmarks.train_stance`."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec

from drafter.deciding.grams import Gram

FILE = Path(__file__).parent / "weights.bin"


class Stored(msgspec.Struct, frozen=True):
    """The file: one row of small whole numbers for each key, times `scale`; plain weights for the rest."""

    stances: tuple[str, ...]
    bias: tuple[float, ...]
    named: dict[str, tuple[float, ...]]
    """Weights of signals (`signal:NAME`) and shapes (`shape:NAME`)."""
    scale: float
    keys: bytes
    """Sorted unsigned 32-bit little-endian keys."""
    rows: bytes
    """One signed byte for each key and stance."""


class Weights:
    """The weights ready for use."""

    def __init__(self, stored: Stored) -> None:
        self.stances = stored.stances
        self.bias = stored.bias
        self.named = stored.named
        self._scale = stored.scale
        self._keys = array("I")
        self._keys.frombytes(stored.keys)
        self._rows = array("b")
        self._rows.frombytes(stored.rows)
        self._known: dict[str, tuple[int, ...] | None] = {}

    def row(self, gram: str, key: int) -> tuple[int, ...] | None:
        """The row of a gram, or None where it was never learnt."""
        if gram in self._known:
            return self._known[gram]
        index = bisect_left(self._keys, key)
        width = len(self.stances)
        found = (
            tuple(self._rows[index * width : index * width + width])
            if index < len(self._keys) and self._keys[index] == key
            else None
        )
        if len(self._known) < 50_000:
            self._known[gram] = found
        return found

    def contributions(self, grams: Iterable[Gram]) -> list[tuple[Gram, tuple[float, ...]]]:
        """Each known gram with what it adds to the scores of the stances."""
        found = [(gram, row) for gram in grams if (row := self.row(gram.text, gram.key)) is not None]
        words = sum(1 for gram in grams if " " not in gram.text)
        unit = self._scale / math.sqrt(max(words, 1))
        return [(gram, tuple(value * unit for value in row)) for gram, row in found]

    def scores(self, named: Mapping[str, float], grams: list[Gram]) -> list[float]:
        """The score of each stance."""
        totals = [0] * len(self.stances)
        words = 0
        for gram in grams:
            words += " " not in gram.text
            row = self._known[gram.text] if gram.text in self._known else self.row(gram.text, gram.key)
            if row is not None:
                totals = [a + b for a, b in zip(totals, row, strict=True)]
        unit = self._scale / math.sqrt(max(words, 1))
        scores = [base + total * unit for base, total in zip(self.bias, totals, strict=True)]
        for name, value in named.items():
            weights = self.named.get(name)
            if weights is not None:
                scores = [score + value * weight for score, weight in zip(scores, weights, strict=True)]
        return scores


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
