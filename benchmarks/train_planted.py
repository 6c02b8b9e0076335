"""Trains the weights by which planted sentences are told, and writes `drafter/deciding/planted.bin`.

    python -m benchmarks.train_planted                 the sentences of all labelled requests and evals/planted.txt
    python -m benchmarks.train_planted 1 a b --test d  trained on some, what it says of the sentences of others

Needs what benchmarks.train_stance needs; run it first, as planted sentences are blanked before a stance is learnt.
"""

from __future__ import annotations

import argparse
from array import array
from collections import Counter
from typing import Any, NamedTuple

import msgspec
import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from benchmarks.train_stance import EVALS, ROOT, parts, profile_of, rows_of
from benchmarks.word_vectors import common_words, word_vectors
from drafter.deciding.marks import marks_of
from drafter.deciding.planted import load_marks
from drafter.deciding.tokens import key_of, tokens_of
from drafter.deciding.weights import PLANTED_FILE, Planted, StoredPlanted, is_word
from drafter.request import read_request
from drafter.view import View, fold

C = 1.0
BOW, VECTOR = 0.5, 2.0
"""How strongly the marks as such and the vectors of words are scaled."""
FOR_PLANTED = 1.0
"""What a planted sentence counts against one of a sender's own."""
COMMON = 15_000
"""Words of the encoder's vocabulary that get a weight of their own."""
LEAST = 2
"""Weights smaller than this, in units of the stored scale, are left out."""


class Sentence(NamedTuple):
    """A folded sentence and whether it is planted."""

    text: str
    planted: bool


def read_written() -> list[Sentence]:
    """The sentences of `evals/planted.txt`."""
    sentences, planted = [], False
    for line in (EVALS / "planted.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            planted = line.split()[1] == "planted"
        elif line and not line.startswith("#"):
            view = View(line)
            sentences += [Sentence(view.folded[start:end], planted) for start, end in view.sentences]
    return sentences


def read_sent(*names: str) -> list[Sentence]:
    """The sentences of the labelled requests: the senders' own, and those with a known mark where one is planted."""
    sentences = []
    for row in (row for name in names for row in rows_of(f"requests-{name}")):
        request = read_request(row["request"], profile_of(row["profile"]))
        has_planted = bool({"injection", "planted", "planted_visible", "planted_hidden"} & set(row["tags"]))
        for turn in request.turns:
            if turn.author == "sender":
                view = View(turn.text)
                marked = _marked(view) if has_planted else set()
                sentences += [
                    Sentence(view.folded[start:end], has_planted)
                    for start, end in view.sentences
                    if not has_planted or (start, end) in marked
                ]
    return sentences


def _marked(view: View) -> set[tuple[int, int]]:
    """The sentences with a cue, and all in a fence that holds one."""
    marks = load_marks()
    hits = [(marks.named[name].kind, start, end) for name, start, end in marks.find(view)]
    cues = [(start, end) for kind, start, end in hits if kind == "cue"]
    fences = [(a, b) for kind, a, b in hits if kind == "enclosure" and any(a <= s < b for s, _ in cues)]
    return {
        (start, end)
        for start, end in view.sentences
        if any(start < e and s < end for s, e in cues) or any(a <= start and end <= b for a, b in fences)
    }


class Detector:
    """What is learnt, before it is multiplied out into a table."""

    def __init__(self, sentences: list[Sentence]) -> None:
        marks = [marks_of(sentence.text) for sentence in sentences]
        found = Counter(mark for each in marks for mark in set(each))
        self.marks = sorted(found)
        self.at = {mark: i for i, mark in enumerate(self.marks)}
        self.idf = np.log((1 + len(marks)) / (1 + np.array([found[mark] for mark in self.marks])))
        planted = np.array([sentence.planted for sentence in sentences])
        self.fit = LogisticRegression(C=C, max_iter=2000, tol=1e-3).fit(
            self.features(marks), planted, sample_weight=np.where(planted, FOR_PLANTED, 1)
        )

    def features(self, sentences: list[list[str]]) -> Any:
        """One row for each sentence's marks."""
        words = sorted({mark for marks in sentences for mark in marks if is_word(mark)})
        table = dict(zip(words, word_vectors(words, {}), strict=True))
        data: list[tuple[int, int, float]] = []
        dense = np.zeros((len(sentences), 512), dtype=np.float32)
        for i, marks in enumerate(sentences):
            own = [mark for mark in marks if is_word(mark)]
            unit = 1 / np.sqrt(max(1, len(own)))
            data += [
                (i, self.at[mark], k * unit * BOW * self.idf[self.at[mark]])
                for mark, k in Counter(marks).items()
                if mark in self.at
            ]
            for mark in own:
                dense[i] += table[mark]
            dense[i] *= VECTOR * unit
        rows, columns, values = zip(*data, strict=True)
        sparse = csr_matrix((values, (rows, columns)), shape=(len(sentences), len(self.marks)))
        return hstack([sparse, csr_matrix(dense)]).tocsr()

    def table(self) -> StoredPlanted:
        """The weights multiplied out: one value for each mark."""
        weights = self.fit.coef_[0]
        values = {mark: float(weights[i] * self.idf[i] * BOW) for mark, i in self.at.items()}
        common = {token for word in common_words()[:COMMON] for token in tokens_of(fold(word))[:1]}
        words = sorted(common | {mark for mark in self.marks if is_word(mark)})
        for word, value in zip(words, word_vectors(words, {}) @ weights[len(self.marks) :] * VECTOR, strict=True):
            values[word] = values.get(word, 0.0) + float(value)
        scale = float(np.quantile(np.abs(list(values.values())), 0.9995)) / 127
        rounded = {key_of(mark): max(-127, min(127, round(value / scale))) for mark, value in values.items()}
        kept = sorted(key for key, value in rounded.items() if abs(value) >= LEAST)
        return StoredPlanted(
            bias=round(float(self.fit.intercept_[0]), 4),
            scale=scale,
            keys=memoryview(array("I", kept).tobytes()),
            values=memoryview(array("b", (rounded[key] for key in kept)).tobytes()),
        )


def tested(stored: StoredPlanted, sentences: list[Sentence]) -> str:
    """How many sentences of each kind weigh more than nothing."""
    planted = Planted(stored)
    rows = []
    for kind, name in ((True, "planted"), (False, "the sender's own")):
        weights = [planted.weight(marks_of(s.text)) for s in sentences if s.planted is kind]
        rows.append(
            f"{name:20}{len(weights):7}{100 * sum(w > 0 for w in weights) / max(1, len(weights)):8.2f} % above 0"
        )
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=parts())
    parser.add_argument("--test", nargs="*", default=[], help="parts to test on; then nothing is written")
    options = parser.parse_args()
    sentences = read_written() + read_sent(*options.names)
    stored = Detector(sentences).table()
    if options.test:
        print(tested(stored, read_sent(*options.test)))
        return
    data = msgspec.msgpack.encode(stored)
    PLANTED_FILE.write_bytes(data)
    print(f"{len(sentences)} sentences, {len(data) / 1000:.0f} kB -> {PLANTED_FILE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
