"""Signatures: what tells at once that a text holds none of a pattern's needles (see drafter.needles).

The signature of a needle is a word of it, a few of its letters or a sign; the signatures of a text are all that its
needles could have.
"""

from __future__ import annotations

import re

from drafter.regex import expression

_WORD = expression(r"\w+", re.ASCII)
_WHOLE = "="
_GRAMS = (4, 3)


def signatures_in(haystack: str) -> set[str]:
    """Every signature that a needle in the haystack could have."""
    found = set(haystack)
    for word in set(_WORD.findall(haystack)):
        found.add(_WHOLE + word)
        for size in _GRAMS:
            found.update(word[start : start + size] for start in range(len(word) - size + 1))
    return found


def signatures_of(needle: str) -> list[str]:
    """What may stand for a needle, the longest first: its whole words, letters of its words, else a sign."""
    parts = needle.split(" ")
    # Between two spaces stands a whole word or a sign; the ends may be parts of words.
    words = [_WHOLE + part for part in parts[1:-1] if _WORD.fullmatch(part)]
    runs = [run for part in parts for run in _WORD.findall(part)]
    letters = [run[at : at + size] for size in _GRAMS for run in runs for at in range(len(run) - size + 1)]
    return [*sorted(words, key=len, reverse=True), *letters] or [needle.strip()[0]]
