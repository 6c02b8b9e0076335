"""What a sentence of a reply does, judged by learnt weights: does it belong in a reply of its stance, or not?

Selling and half-open doors hide in sentences without one telling word. Rules name what they find; the weights,
trained on labelled replies by `python -m benchmarks.train_checker`, add up all that speaks for and against a
sentence: its words, runs of words, what the request did not bring up, and the rules that hit it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import msgspec

from drafter.checker.context import Context
from drafter.checker.wordlists import word_list
from drafter.profile import Profile
from drafter.regex import expression
from drafter.request import Sender
from drafter.stance import Stance
from drafter.view import fold

FILE = Path(__file__).with_name("learnt.bin")
STANCES = tuple(stance for stance in Stance if stance is not Stance.NO_REPLY)

_TOKEN = expression(r"[a-zX0-9_']+|[?!$%]")
_DIGIT = expression(r"[0-9]")
_STEM = 6
_MOST_TOKENS = 120
_MOST_SENTENCES = 60
_MOST_KNOWN = 20_000

Triple = tuple[str, str, str]


class Sentence(msgspec.Struct, frozen=True):
    """One sentence of a draft as the weights see it."""

    start: int
    end: int
    """Folded positions."""
    words: list[str]
    """Names and numbers made alike."""
    fresh: list[str]
    """Those that the request does not use; none where there is no request."""
    unit: float
    """What one gram counts: less in a long sentence."""
    named: dict[str, float]
    """Its place, its shape, and the rules that hit it."""

    @property
    def grams(self) -> list[str]:
        """Words, pairs and triples; `+word` for what is fresh."""
        row = _row(self.words)
        pairs = [" ".join(pair) for pair in pairwise(row)]
        triples = [" ".join(triple) for triple in _triples(row)]
        return [*self.words, *pairs, *triples, *[f"+{word}" for word in self.fresh]]


class _Alike(dict[str, str]):
    """A token to the word that it counts as: that of the draft, but for names and numbers."""

    def __missing__(self, token: str) -> str:
        word = _plain(token)
        if len(self) < _MOST_KNOWN:
            self[token] = word
        return word


class _Fresh(dict[str, bool]):
    """Whether a word is news to a request, judged once for all its drafts."""

    def __init__(self, asked: str) -> None:
        super().__init__()
        self._heard = {word[:_STEM] for word in _TOKEN.findall(asked)}

    def __missing__(self, word: str) -> bool:
        fresh = word.isalpha() and word not in word_list("small") and word[:_STEM] not in self._heard
        if len(self) < _MOST_KNOWN:
            self[word] = fresh
        return fresh


_fresh = lru_cache(maxsize=8)(_Fresh)


def sentences_of(context: Context, hits: Iterable[tuple[str, int, int]]) -> list[Sentence]:
    """The sentences of a draft; `hits` are the codes of rules with the spans of code points that they hit."""
    view, found = context.view, list(hits)
    request, profile = context.request, context.profile
    alike, is_fresh = _alike(request.sender if request else None, profile), _fresh(context.request_view.folded)
    shop = _shop(profile) if profile else frozenset()
    spans = view.sentences[:_MOST_SENTENCES]
    sentences = []
    for number, (start, end) in enumerate(spans):
        tokens = _TOKEN.findall(view.folded, start, end)[:_MOST_TOKENS]
        words = [alike[token] for token in tokens]
        fresh = [word for word in words if is_fresh[word]] if request else []
        begin, stop = view.span(start, end)
        named = {f"rule:{code}": 1.0 for code, first, last in found if first < stop and begin < last}
        named["first"], named["last"] = float(number == 0), float(number == len(spans) - 1)
        named["asks"] = float("?" in words)
        named["length"] = min(len(words), 40) / 20
        if request:
            named["fresh"] = len(fresh) / max(1, len(words))
            named["shop"] = min(sum([word[:_STEM] in shop for word in fresh]), 3) / 2
        sentences.append(Sentence(start, end, words, fresh, 1 / math.sqrt(max(1, len(words)) + 2), named))
    return sentences


def _plain(word: str) -> str:
    return word if word.isalpha() or not _DIGIT.search(word) else "zznumber"


def _row(words: Sequence[str]) -> list[str]:
    """The words between marks of start and end."""
    return ["<", *words, ">"]


def _triples(row: Sequence[str]) -> Iterator[Triple]:
    return zip(row, row[1:], row[2:], strict=False)


@lru_cache(maxsize=8)
def _alike(sender: Sender | None, profile: Profile | None) -> _Alike:
    """Names of the user, the sender and their firms to the words that stand for them in every draft."""
    alike = _Alike()
    for text, stand_in in (
        ((sender.company or "").partition(" ")[0] if sender else "", "zztheirs"),
        (sender.name if sender else "", "zzsender"),
        (profile.company.partition(" ")[0] if profile else "", "zzfirm"),
        (f"{profile.name} {profile.signs_as}" if profile else "", "zzuser"),
    ):
        for word in _TOKEN.findall(fold((text or "")[:200])):
            if len(word) > 2 and word not in word_list("small") and not _DIGIT.search(word):
                alike[word] = stand_in
    return alike


@lru_cache(maxsize=64)
def _shop(profile: Profile) -> frozenset[str]:
    """The stems of the words by which the profile tells the user's trade."""
    told = " ".join((profile.what_we_do, profile.role, *profile.field_keywords, *profile.can_help_with))
    return frozenset(
        word[:_STEM] for word in _TOKEN.findall(fold(told)) if len(word) > 3 and word not in word_list("small")
    )


class Stored(msgspec.Struct, frozen=True):
    """The file: for each stance a weight of everything by name, and small whole numbers for each gram."""

    bias: tuple[float, ...]
    """One for each of STANCES; with it, a score above 0 rejects."""
    foreign: float
    """What any language but English adds: most training texts are English."""
    named: dict[str, tuple[float, ...]]
    scale: float
    keys: memoryview
    """Sorted unsigned 32-bit little-endian keys of grams."""
    rows: memoryview
    """One signed byte for each key and stance."""


def key_of(gram: str) -> int:
    """The number under which the weights of a gram are kept."""
    return crc32(gram.encode("ascii", "replace"))


class Weights:
    """The weights ready for use."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        self._keys = stored.keys.cast("I")
        self._rows = stored.rows.cast("b")
        self._known: list[dict[str, int]] = [{} for _ in STANCES]
        self._around: list[dict[Triple, int]] = [{} for _ in STANCES]
        """The weight of a word between its neighbours, with that of the pair before it and of all three."""

    def score(self, sentence: Sentence, stance: Stance, *, foreign: bool = False) -> float:
        """The log-odds that the sentence is wrong in a reply of this stance, moved so that 0 is where it rejects.

        `foreign` is whether it is to be in another language than English.
        """
        column = STANCES.index(stance)
        around, known, words = self._around[column], self._known[column], _row(sentence.words)
        total = self._weight(f"{words[-2]} {words[-1]}", column)
        for triple in _triples(words):
            weight = around.get(triple)
            total += self._weight_around(triple, column) if weight is None else weight
        for word in sentence.fresh:
            weight = known.get(gram := f"+{word}")
            total += self._weight(gram, column) if weight is None else weight
        score = self._stored.bias[column] + total * self._stored.scale * sentence.unit
        if foreign:
            score += self._stored.foreign
        for name, value in sentence.named.items():
            row = self._stored.named.get(name)
            if row is not None:
                score += row[column] * value
        return score

    def _weight_around(self, triple: Triple, column: int) -> int:
        pair = f"{triple[0]} {triple[1]}"
        weight = self._weight(triple[1], column) + self._weight(pair, column)
        weight += self._stored_weight(f"{pair} {triple[2]}", column)
        if len(self._around[column]) < _MOST_KNOWN:
            self._around[column][triple] = weight
        return weight

    def _weight(self, gram: str, column: int) -> int:
        known = self._known[column]
        weight = known.get(gram)
        if weight is None:
            weight = self._stored_weight(gram, column)
            if len(known) < _MOST_KNOWN:
                known[gram] = weight
        return weight

    def _stored_weight(self, gram: str, column: int) -> int:
        key = key_of(gram)
        index = bisect_left(self._keys, key)
        is_known = index < len(self._keys) and self._keys[index] == key
        return self._rows[index * len(STANCES) + column] if is_known else 0


@cache
def load_weights() -> Weights:
    """The weights that drafter ships, read once."""
    return Weights(msgspec.msgpack.decode(FILE.read_bytes(), type=Stored))
