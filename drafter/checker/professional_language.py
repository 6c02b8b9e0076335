"""Structure rules on the language of a reply: the sender's own, and one form of address throughout."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checker.context import Context, Hit, structure
from drafter.checker.cues import Cues, Span, has_foreign, is_foreign, is_readable, likely_language
from drafter.checker.obligations import SPOKEN, WORD, covers, hit, quoted
from drafter.deciding.spoken import spoken_language
from drafter.language import detect_language
from drafter.view import View, fold

_FOREIGN = 5
"""Words of a sentence in which a language shows."""


@structure
def is_in_another_language(context: Context) -> Iterator[Hit]:
    """The draft is in another language than the request, where both can be told."""
    expected = context.language
    if expected is None:
        return
    if context.likely_language == expected:
        yield from _foreign_sentences(context, expected)
        return
    text = context.draft
    for begin, end in reversed(quoted(context)):
        first, last = context.view.span(begin, end)
        text = text[:first] + text[last:]
    if len(WORD.findall(fold(text))) < 5:
        return
    written = detect_language(text)
    if written in SPOKEN and context.request and spoken_language(context.request) is None:
        return  # a request without a word in any language may be answered in any that people speak here
    if expected in SPOKEN and not is_readable(context.words):
        yield Hit(0, len(context.draft), "it is in no language at all")
        return
    if written in (None, expected):
        return
    # A short request may look like one language by its letters and like another by its everyday words.
    if written != likely_language(WORD.findall(context.message_view.folded)):
        yield Hit(0, len(context.draft), f"it is in {written}, the request in {expected}")


def _foreign_sentences(context: Context, expected: str) -> Iterator[Hit]:
    """Sentences of some length that are in another language than the rest."""
    if not has_foreign(context.words, expected):
        return
    for start, end in context.view.sentences:
        words = WORD.findall(context.view.folded, start, end)
        if len(words) < _FOREIGN or covers(quoted(context), start) or not is_foreign(words, expected):
            continue
        if detect_language(context.draft[slice(*context.view.span(start, end))]) == expected:
            continue
        yield hit(context, (start, end), f"the request is in {expected}")


@structure
def mixes_forms_of_address(context: Context) -> Iterator[Hit]:
    """The sender is addressed as a friend in one place and formally in another, or as a friend and writes formally."""
    familiar = _own(context, context.cues.spans("address_familiar"))
    if not familiar:
        return
    formal = _own(context, _formal(context.view, context.cues))
    view = context.view
    if formal:
        first, second = sorted((familiar[0], min(formal)))
        words = [view.text[slice(*view.span(*span))] for span in (first, second)]
        yield hit(context, second, f'"{words[0]}" and "{words[1]}"')
    elif context.request:
        spoken = frozenset((context.language,)) if context.language else None
        theirs = Cues(context.message_view, spoken)
        if _formal(context.message_view, theirs) and not ("address_familiar" in theirs or _is_by_a_pupil(context)):
            yield hit(context, familiar[0], "the sender writes formally")


def _formal(view: View, cues: Cues) -> list[Span]:
    """Where somebody is addressed formally."""
    return cues.spans("address_formal") + [span for span in cues.spans("address_capital") if _is_capital(view, span)]


def _is_by_a_pupil(context: Context) -> bool:
    """Whether the sender is so young that they are addressed as a friend."""
    return "pupil" in Cues(context.request_view, only="pupil")


def _own(context: Context, spans: list[Span]) -> list[Span]:
    """The spans that are not in quotation marks."""
    marks = quoted(context)
    return [span for span in spans if not covers(marks, span[0])]


def _is_capital(view: View, span: Span) -> bool:
    """Whether a word has a capital of its own, not for the place where it stands."""
    before = view.folded[: span[0]].rstrip()
    return (
        view.text[view.span(*span)[0]].isupper()
        and bool(before)
        and before[-1] not in ".!?:\"'(-"
        and ("\n" not in view.folded[len(before) : span[0]])
    )
