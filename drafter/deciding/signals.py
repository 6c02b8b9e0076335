"""Signals: what a pitch, a job seeker, a scam ... looks like, as data in `drafter/signals/*.toml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from drafter.compiled import load_packaged
from drafter.lexicon import Lexicon
from drafter.regex import expression
from drafter.view import View

FOLDER = Path(__file__).parent.parent / "signals"

EMPLOYER = "employer.toml"
"""How the sender says where they work; read only where a listed firm is named."""

Where = Literal["message", "now", "subject", "head", "user", "answer"]
"""message: what the sender wrote, the subject included; now: what they wrote since the user's last turn;
head: their headline; user: the user's own turns; answer: what they wrote when they were asked why. The last two
are not weighed."""

_NEGATION = expression(
    r"\b(?:not?|never|nothing|without|hardly|cannot|nobody|none|neither|nor|\w+n't|dont|wont|isnt|"
    r"nicht|nichts|kein\w*|nie|niemals|ohne|weder|"
    r"pas|sans|ne|n'\w+|aucun\w*|jamais|rien|"
    r"sin|nunca|nada|ningun\w*|tampoco|"
    r"non|senza|mai|nessun\w*|niente|nulla|"
    r"niet|niets|geen|nooit|zonder|"
    r"nao|sem|nenhum\w*)\b[^.!?;:\n]*$"
)
_NEGATION_REACH = 28
_NEGATES_NOTHING = expression(
    r"\b(?:not only|not just|why not|if not|no doubt|nicht nur|non solo|no solo|pas seulement)\b"
)


class Signal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to look for, the stance it speaks for, and examples that are run as tests."""

    name: str
    stance: str
    why: str
    """What a hit shows, in a few words for a person."""
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    patterns: dict[str, tuple[str, ...]]
    """Language to patterns in the syntax of drafter.lexicon; `any` for those of no language."""
    weight: float = 1.0
    """How strongly it speaks where no weights are learnt."""
    firm: bool = False
    """Whether it says plainly what the sender wants, whatever else the words resemble."""
    where: Where = "message"
    negation: Literal["skip", "keep"] = "skip"
    """skip: a hit shortly after a negation does not count."""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    signal: tuple[Signal, ...] = ()
    words: dict[str, str] = {}


class Hit(msgspec.Struct, frozen=True):
    """A signal and the folded span where it stands."""

    signal: int
    start: int
    end: int


class Signals:
    """All signals; their patterns are compiled for one language at a time, when it is first met."""

    def __init__(self, signals: tuple[Signal, ...], words: dict[str, str]) -> None:
        self.all = signals
        self._words = words
        self._lexicons: dict[str, Lexicon[int]] = {}

    def find(self, view: View, language: str) -> list[Hit]:
        """Every hit of the language's patterns that no negation takes back, in the order of the signals."""
        folded = view.folded
        return [
            Hit(index, start, end)
            for index, start, end in self.lexicon(language).find(view)
            if (self.all[index].negation == "keep" or not negated(folded, start)) and not _cuts_a_word(folded, end)
        ]

    def lexicon(self, language: str) -> Lexicon[int]:
        """The patterns of one language and those of none."""
        if language not in self._lexicons:
            self._lexicons[language] = Lexicon(
                (
                    (index, whole_words(pattern))
                    for index, signal in enumerate(self.all)
                    for spoken in ("any", language)
                    for pattern in signal.patterns.get(spoken, ())
                ),
                self._words,
            )
        return self._lexicons[language]


def whole_words(pattern: str) -> str:
    """`pattern` so that it matches whole words only; one that may end in a sign is left open there."""
    return rf"\b(?:{pattern})" if "%" in pattern or r"\?" in pattern else rf"\b(?:{pattern})\b"


def _cuts_a_word(folded: str, end: int) -> bool:
    """Whether a hit ends within `don't`, `won't` and the like."""
    return folded[end - 1 : end + 2] == "n't"


def negated(folded: str, start: int) -> bool:
    """Whether a negation stands shortly before `start`, in the same clause."""
    before = folded[max(0, start - _NEGATION_REACH) : start]
    cut = max(*(before.rfind(sign) for sign in ",([{)]}"), before.rfind(" but "))
    before = before[cut + 1 :]
    return bool(_NEGATION.search(before)) and not _NEGATES_NOTHING.search(before)


def read_signals(folder: Path = FOLDER) -> tuple[tuple[Signal, ...], dict[str, str]]:
    """The signals and word lists of all files in `folder`; raises ConfigError where one is wrong."""
    signals: list[Signal] = []
    words: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == EMPLOYER:
            continue
        file = load_packaged(path, _File, kind="signal file")
        signals.extend(file.signal)
        words.update(file.words)
    return tuple(signals), words


@cache
def load_signals() -> Signals:
    """The signals that drafter ships, read once."""
    return Signals(*read_signals())


def every_lexicon() -> None:
    """Builds the lexicons of all languages."""
    employer_lexicon()
    signals = load_signals()
    for language in sorted({language for signal in signals.all for language in signal.patterns}):
        signals.lexicon(language)


@cache
def employer_lexicon() -> Lexicon[str]:
    """The patterns of `employer.toml` under their signals' names; `zzfirm` stands for the firm."""
    file = load_packaged(FOLDER / EMPLOYER, _File, kind="signal file")
    return Lexicon(
        (
            (signal.name, whole_words(pattern))
            for signal in file.signal
            for patterns in signal.patterns.values()
            for pattern in patterns
        ),
        file.words,
    )
