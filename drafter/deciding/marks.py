"""Marks of a sentence by which one that speaks to a machine is told from one that speaks to a person."""

from __future__ import annotations

from itertools import pairwise

from drafter.deciding.tokens import tokens_of
from drafter.regex import expression

_CODE = expression(r"[{}\[\]<>=;|\\]|\w\(|\)\.|::|#{2,}|`{2,}|%{2,}|-{3,}|[a-z0-9]_[a-z0-9]|__")
_LEET = expression(r"\b(?:[a-z]+[0-9]+[a-z]+|[0-9]+[a-z]+[0-9]+|[a-z]+[0-9]+[a-z]*[0-9]+)[a-z0-9]*\b")
_LONG = expression(r"(?<![\w/@.-])[a-z0-9+=]{24,}(?![\w@])")
_BINARY = expression(r"\b[01]{7,8}\b")
_ODD = expression(r"[{}\[\]<>=;|\\()#`%_0-9]|::|-{3}|[a-z0-9+=]{24}")
MAX_TOKENS = 400
"""Words of one sentence beyond this many are not looked at."""


def marks_of(sentence: str) -> list[str]:
    """The words, pairs and peculiarities of one folded sentence; `^` stands before its first word."""
    words = tokens_of(sentence)[:MAX_TOKENS]
    if not words:
        return []
    marks = [*words, *map(" ".join, pairwise(words)), f"^ {words[0]}", f"^ {' '.join(words[:2])}"]
    if not _ODD.search(sentence):
        return marks
    marks += ["<code>"] * min(len(_CODE.findall(sentence)), 4)
    marks += ["<leet>"] * min(len(_LEET.findall(sentence)), 4)
    marks += ["<long>"] * bool(_LONG.search(sentence))
    marks += ["<binary>"] * bool(_BINARY.search(sentence))
    return marks
