"""The structure rule on mailings: marks of advertising that prove nothing alone and much together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from drafter.checker.context import Context, Hit, structure
from drafter.compiled import load_packaged
from drafter.lexicon import Lexicon

_MARKS = Path(__file__).with_name("mailing.toml")
_MANY = 4
"""Marks that no letter has together."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon[str]:
    """The marks, by class."""
    marks = load_packaged(_MARKS, dict[str, tuple[str, ...]], kind="word classes")
    return Lexicon([(name, pattern) for name, patterns in marks.items() for pattern in patterns], {})


@structure
def reads_like_a_mailing(context: Context) -> Iterator[Hit]:
    """Several different marks of a mailing in a text of which nothing is known: a reply is judged by its stance."""
    if context.stance is not None:
        return
    found = lexicon().on(context.view)
    names = [name for name in lexicon().keys if name in found]
    if len(names) >= _MANY:
        yield Hit(*context.view.span(*min(found.spans(name)[0] for name in names)), detail=", ".join(names))
