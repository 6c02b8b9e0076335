"""The user's own wish for one reply: refused where it breaks etiquette, and looked for in the draft."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from drafter.checker.policies import is_negated
from drafter.compiled import load_packaged
from drafter.errors import InputError
from drafter.lexicon import Lexicon
from drafter.regex import expression
from drafter.stance import Stance
from drafter.text import printable
from drafter.view import View, fold

MAX_INSTRUCTION = 500
"""Characters that an instruction may have."""
MAX_SHORT = 30
"""Words of a reply that is to be short."""

_DATA = Path(__file__).with_name("instructions.toml")
_QUOTED = expression(r"[\"“„«]([^\"“”„«»\n]{2,60})[\"”“»]")
_OBJECT_END = expression(r"[,.;:!?\n](?:\s|$)|\s(?:and|und|et|y|e|en|but|aber|mais|pero|ma|maar|mas|instead)\s")
_WORD = expression(r"[^\W_][\w'’.-]*[^\W_]|[^\W_]")
_SMALL = expression(
    "a|an|and|at|der|die|das|dem|den|des|eine?|einen|el|las?|les?|los?|il|i|gli|de|het|een|os?|as|uma?"
    "|that|the|their|my|our|in|on|of|from|for|his|her|to|that's|dass|que|che|dat"
)


class Refusal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of instruction that breaks etiquette."""

    name: str
    why: str
    stances: tuple[str, ...] = ()
    """Where it is refused; empty: everywhere."""
    patterns: dict[str, tuple[str, ...]]
    negated: dict[str, tuple[str, ...]] = {}
    """Patterns that hold their own negation."""
    spared: dict[str, tuple[str, ...]] = {}
    """A hit that ends within one of these is none: it is about what is the sender's, or the user's to give."""
    bad: tuple[str, ...]
    good: tuple[str, ...]


class _Data(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    refused: tuple[Refusal, ...]
    short: dict[str, tuple[str, ...]]
    mention: dict[str, tuple[str, ...]]
    words: dict[str, str] = {}


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """An instruction that may be followed, and what of it can be looked for in a draft."""

    text: str
    short: bool = False
    """Whether the reply is to be short: at most MAX_SHORT words."""
    wanted: tuple[str, ...] = ()
    """Words that the reply is to hold."""
    unwanted: tuple[str, ...] = ()
    """Words that it is not to hold."""

    def unmet(self, draft: str) -> tuple[str, ...]:
        """What the draft does not show, each as something to do."""
        folded = fold(draft)
        missing = [f'mention "{word}"' for word in self.wanted if _stem(word) not in folded]
        missing += [f'leave out "{word}"' for word in self.unwanted if _stem(word) in folded]
        if self.short and len(_WORD.findall(draft)) > MAX_SHORT:
            missing.append(f"make it shorter: at most {MAX_SHORT} words")
        return tuple(missing)


def read_instruction(text: str, stance: Stance) -> Wish | None:
    """The wish that `text` expresses; None where it is blank.

    Raises InputError where it is too long, or breaks the etiquette of `stance`.
    """
    if not isinstance(text, str):
        raise InputError(f"the instruction is no text but {type(text).__name__}: give it as a string")
    text = " ".join(printable(text).split())
    if not text:
        return None
    if len(text) > MAX_INSTRUCTION:
        raise InputError(f"the instruction has {len(text)} characters: {MAX_INSTRUCTION} are allowed")
    view = View(text)
    for refusal, start, end in _refused(view, stance):
        shown = text[slice(*view.span(start, end))].strip(" ,.;")
        raise InputError(f'the instruction "{shown}" breaks etiquette: {refusal.why}; leave it out')
    wanted, unwanted = _mentioned(view)
    short = any(not is_negated(view, start) for _, start, _ in _lexicon("short").find(view))
    return Wish(text=text, short=short, wanted=wanted, unwanted=unwanted)


@lru_cache(maxsize=1)
def instructions() -> _Data:
    """What is refused and what is looked for, as data."""
    return load_packaged(_DATA, _Data, kind="instructions")


@lru_cache(maxsize=2)
def _lexicon(name: str) -> Lexicon[str]:
    patterns = [(name, pattern) for listed in getattr(instructions(), name).values() for pattern in listed]
    return Lexicon(patterns, instructions().words)


_Kind = Literal["patterns", "negated", "spared"]
_KINDS: tuple[_Kind, ...] = ("patterns", "negated", "spared")


@lru_cache(maxsize=8)
def _refusals(stance: Stance) -> Lexicon[tuple[int, _Kind]]:
    patterns = [
        ((number, kind), pattern)
        for number, refusal in enumerate(instructions().refused)
        if not refusal.stances or stance.value in refusal.stances
        for kind in _KINDS
        for listed in getattr(refusal, kind).values()
        for pattern in listed
    ]
    return Lexicon(patterns, instructions().words)


def _refused(view: View, stance: Stance) -> Iterator[tuple[Refusal, int, int]]:
    hits = list(_refusals(stance).find(view))
    spared = [(number, start, end) for (number, kind), start, end in hits if kind == "spared"]
    for (number, kind), start, end in hits:
        if kind == "spared" or any(of == number and first < end <= last for of, first, last in spared):
            continue
        if kind == "negated" or not is_negated(view, start):
            yield instructions().refused[number], start, end


def _mentioned(view: View) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that are to be mentioned, and those that are not to be."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for _, start, end in _lexicon("mention").find(view):
        after = view.text[view.span(start, end)[1] :]
        (unwanted if is_negated(view, start) else wanted).extend(_concrete(after))
    return tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted))


def _concrete(after: str) -> list[str]:
    """What the object at the start of `after` names: quoted words, else names and numbers, else a single word."""
    quoted = _QUOTED.match(after.lstrip())
    if quoted:
        return [quoted[1]]
    stop = _OBJECT_END.search(after)
    words = _WORD.findall(after[: stop.start()] if stop else after)
    names = [
        word
        for word in words
        if (word[0].isupper() or word[0].isdigit()) and not word.startswith(("I'", "I’")) and word != "I"
    ]
    telling = [word for word in words if not _SMALL.fullmatch(fold(word))]
    return names or (telling if len(telling) == 1 else [])


def _stem(word: str) -> str:
    """The word folded; a long one of small letters without the ending that a sentence may change."""
    folded = fold(word)
    return folded[:-2] if len(folded) > 6 and word.islower() else folded
