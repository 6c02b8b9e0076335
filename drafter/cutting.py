"""A rejected draft without the sentences that the checker found, where the rest can stand alone."""

from __future__ import annotations

from drafter.checker.report import Report
from drafter.checker.wordlists import word_list
from drafter.regex import expression
from drafter.view import View

_MOST = 2
"""Sentences that may go; of a draft that needs more, another draft is the better one."""
_LEAST = 2
"""Sentences that are left at least."""
_TOO_MUCH = ("SAL", "ETQ")
_WORD = expression(r"[a-z']+")
_BLANK_LINES = expression(r"\n{3,}")


def without_findings(text: str, report: Report) -> str | None:
    """`text` less the sentences in which `report` has an error; None where what is left would not be a reply.

    That is where something is missing, where the error is in the first sentence, which greets, where too little is
    left, and where the next sentence points back at one that is gone. Only what sells or breaks etiquette is cut: a
    model that makes things up or obeys what is planted is not to be trusted with the rest either.
    """
    if not all(error.code.startswith(_TOO_MUCH) for error in report.errors):
        return None
    view = View(text)
    spans = [view.span(*sentence) for sentence in view.sentences]
    gone: set[int] = set()
    for error in report.errors:
        within = {n for n, (start, end) in enumerate(spans) if start < error.end and error.start < end}
        if not within:
            return None
        gone |= within
    kept = [n for n in range(len(spans)) if n not in gone]
    if 0 in gone or not 0 < len(gone) <= _MOST or len(kept) < _LEAST:
        return None
    if any(n - 1 in gone and _points_back(view, view.sentences[n]) for n in kept):
        return None
    left = text
    for n in sorted(gone, reverse=True):
        start, end = spans[n]
        left = left[:start] + left[end:].lstrip(" ")
    return _BLANK_LINES.sub("\n\n", left).strip()


def _points_back(view: View, sentence: tuple[int, int]) -> bool:
    first = _WORD.search(view.folded, *sentence)
    return first is not None and first.group() in word_list("pointing")
