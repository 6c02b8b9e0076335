"""Planted instructions: words in a request that are addressed to whatever drafts the reply.

They are content, never an instruction, so they are found first and blanked before anything is decided.
Known marks (`planted.toml`) tell enclosures that no reader is meant to see, and sentences that speak to a machine.
Every other sentence is weighed by its words, as learnt from sentences of both kinds, and beside a planted sentence
less is needed: what is planted comes in runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec

from drafter.compiled import load_packaged
from drafter.deciding.marks import marks_of
from drafter.deciding.weights import load_planted
from drafter.lexicon import Lexicon
from drafter.regex import expression
from drafter.view import View

Span = tuple[int, int]

FILE = Path(__file__).parent / "planted.toml"

_KNOWN = 8.0
"""What a known mark adds to the weight of its sentence."""
_SWITCH = 1.0
"""What it costs to go over from the sender's own words to planted ones within a paragraph, or back."""
_NEW_PARAGRAPH = 0.5
"""The same at the start of a paragraph."""
_DOUBT = 1.5
"""Added to the weight of every sentence: to blank a sentence of the sender's own rarely changes the stance."""
_COMPANY = 3.0
"""Added to every weight where something is planted for certain: there is more of it then than a sentence shows."""
_FLOOR = -4.0
"""No sentence speaks more strongly than this for being the sender's own: a planted text has ordinary ones too."""
_CERTAIN = 2.5
"""From this weight on something is planted for certain."""

_SURELY_OWN = -3.0
"""Below this weight words are the sender's own where nothing else says so."""
_CLOSINGS = 8
"""Closing marks in a sentence after which one of the sender's own is looked for."""

_PARAGRAPH = expression(r"\n[ \t]*\n")
_MACHINE = expression(
    r"\b(?:a\.?i|k\.?i|ia|i\.a|mail-|chatgpt|gpt|llm|claude|gemini|copilot|bot|robo|comput|model|assist|asist|agent|"
    r"automat|respond|machin|maschin|maquina|macchina|intelig|intellig|kunstlich|whatever|whichever|software|program|"
    r"tool|reader|writer|engine|helper|filter|system|sprachmodell|taalmodel|chatbot|large |grand |grosses |\w+bot)"
)
"""Every word that may name a machine in `planted.toml`."""
_LEAD = expression(r"[^a-z0-9%]+(?=[a-z0-9%])")
_WORD = expression(r"[a-z0-9]+")
_CLOSED = expression(r"[\"'\])}>=%]\s+(?=[a-z])")
"""Where a text may end that does not end in a stop."""


class Mark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One mark of planted words, with examples that are run as tests."""

    name: str
    kind: Literal["hidden", "enclosure", "cue"]
    why: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    patterns: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mark: tuple[Mark, ...]
    words: dict[str, str]


class Marks(msgspec.Struct, frozen=True):
    """The marks by their names, and the lexicons that find them."""

    named: dict[str, Mark]
    on_machines: Lexicon[str]
    """Patterns that name a machine: costly to compile, and of no use where no machine is named."""
    others: Lexicon[str]

    def find(self, view: View) -> Iterator[tuple[str, int, int]]:
        """Each mark in the text as `(name, start, end)` in folded positions."""
        yield from self.others.find(view)
        if _MACHINE.search(view.folded):
            yield from self.on_machines.find(view)

    def compile(self) -> None:
        """Compile every pattern now; raises ConfigError for one that is no RE2 expression."""
        self.on_machines.compile()
        self.others.compile()


@cache
def load_marks() -> Marks:
    """The marks that drafter ships, read once."""
    file = load_packaged(FILE, _File, kind="file of planted instructions")
    patterns = [(mark.name, pattern) for mark in file.mark for pattern in mark.patterns]
    return Marks(
        {mark.name: mark for mark in file.mark},
        Lexicon(((name, pattern) for name, pattern in patterns if "<who>" in pattern), file.words),
        Lexicon(((name, pattern) for name, pattern in patterns if "<who>" not in pattern), file.words),
    )


def planted_spans(text: str, within: Iterable[Span]) -> tuple[Span, ...]:
    """Spans of `text`, inside the stretches `within`, that are addressed to an assistant; sorted, disjoint."""
    found: list[Span] = []
    for start, end in within:
        found.extend((start + first, start + last) for first, last in _in_stretch(text[start:end]))
    return _merged(found)


@lru_cache(maxsize=32)
def _in_stretch(text: str) -> tuple[Span, ...]:
    """Kept, as one request is read more than once: to decide, to fill a template and to check."""
    view = View(text)
    return tuple(view.span(lead, tail) for lead, tail in _in_view(view))


def _in_view(view: View) -> Iterator[Span]:
    marks = load_marks()
    by_kind: dict[str, list[Span]] = {"hidden": [], "enclosure": [], "cue": []}
    for name, start, end in marks.find(view):
        by_kind[marks.named[name].kind].append((start, end))
    yield from by_kind["hidden"]
    cues: list[int] = []
    for start, end in by_kind["cue"]:
        lead = _LEAD.match(view.folded, start, end)
        at = lead.end() if lead else start
        held = [span for span in by_kind["enclosure"] if span[0] <= at < span[1]]
        if held:
            yield _enclosure(view, min(held), at)
        else:
            cues.append(at)
    yield from _runs(view, cues, _merged(by_kind["hidden"]))


def _enclosure(view: View, span: Span, at: int) -> Span:
    """The fence as it stands; a heading's goes on through its paragraph."""
    if view.folded[span[0]] != "#":
        return span
    paragraph = _PARAGRAPH.search(view.folded, at)
    return span[0], paragraph.start() if paragraph else len(view.folded)


def _runs(view: View, cues: list[int], hidden: tuple[Span, ...]) -> Iterator[Span]:
    """The runs of planted sentences: the cheapest way through all of them, where each change costs."""
    first = {view.sentence_at(at): at for at in sorted(cues, reverse=True)}
    sentences = [s for s in view.sentences if not any(a <= s[0] and s[1] <= b for a, b in hidden)]
    weights = [_weight(view, sentence) + _KNOWN * (sentence in first) for sentence in sentences]
    if not any(weight > -_DOUBT for weight in weights):
        return
    is_certain = max(weights) > _CERTAIN
    lift = _COMPANY if is_certain else _DOUBT
    changes = [_change(view, a, b) for a, b in pairwise(sentences)]
    planted = _cheapest([weight + lift for weight in weights], changes)
    if not cues and not _leaves_words(view, sentences, planted):
        return
    if is_certain:
        planted = _filled(planted, changes)
    last = {view.sentence_at(at): at for at in sorted(cues)}
    for sentence, is_planted in zip(sentences, planted, strict=True):
        if is_planted:
            start = _without_speech_before(view.folded, sentence[0], first.get(sentence, sentence[0]))
            begin = start if start > sentence[0] and _is_own(view, (sentence[0], start)) else sentence[0]
            yield begin, _without_speech_after(view, max(begin, last.get(sentence, begin)), sentence[1])


def _is_own(view: View, span: Span) -> bool:
    """Whether a part of a planted sentence is the sender's own."""
    return _weight(view, span) + _COMPANY < 0


def _without_speech_after(view: View, start: int, end: int) -> int:
    """Where the order ends within its sentence: before one of the sender's own that follows a closing mark, if any."""
    for at in [match.end() for match in _CLOSED.finditer(view.folded, start, end)][:_CLOSINGS]:
        begins_anew = view.text[view.span(at, end)[0]].isupper()
        if _is_own(view, (at, end)) if begins_anew else _weight(view, (at, end)) < _SURELY_OWN:
            return at
    return end


def _filled(planted: list[bool], changes: list[float]) -> list[bool]:
    """The same, with one or two sentences between planted ones of the same paragraph."""
    filled = list(planted)
    for at in range(1, len(planted) - 1):
        for end in (at + 1, at + 2):
            is_gap = planted[at - 1] and not any(planted[at:end]) and end < len(planted) and planted[end]
            if is_gap and _NEW_PARAGRAPH not in changes[at - 1 : end]:
                filled[at:end] = [True] * (end - at)
    return filled


def _weight(view: View, sentence: Span) -> float:
    """How strongly the words of a sentence speak for its being planted: above 0 more than against."""
    return max(load_planted().weight(marks_of(view.folded[sentence[0] : sentence[1]])), _FLOOR)


def _change(view: View, before: Span, after: Span) -> float:
    return _NEW_PARAGRAPH if _PARAGRAPH.search(view.folded, before[1], after[0]) else _SWITCH


def _cheapest(weights: list[float], changes: list[float]) -> list[bool]:
    """For each sentence whether it is planted; of all ways, the one with the greatest sum of weights less changes."""
    own, planted = 0.0, weights[0] - _SWITCH / 2
    back: list[tuple[bool, bool]] = []
    for weight, change in zip(weights[1:], changes, strict=True):
        back.append((planted - change > own, planted >= own - change))
        own, planted = max(own, planted - change), max(planted, own - change) + weight
    state = planted - _SWITCH / 2 > own
    states = [state]
    for from_planted in reversed(back):
        state = from_planted[state]
        states.append(state)
    return states[::-1]


def _leaves_words(view: View, sentences: list[Span], planted: list[bool]) -> bool:
    """Whether the sender says anything besides: words that are all there is are the message, not planted in one."""
    left = [view.folded[s:e] for (s, e), is_planted in zip(sentences, planted, strict=True) if not is_planted]
    return len(_WORD.findall(" ".join(left))) > 3


def _without_speech_before(folded: str, start: int, at: int) -> int:
    """Where the order starts within its sentence: after a colon or an opening quotation mark before it, if any."""
    cut = max(folded.rfind(mark, start, at) for mark in ('"', ": ", " //", " ~~", ">>"))
    return cut if cut > start else start


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
