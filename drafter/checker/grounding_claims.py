"""What a draft claims, sentence shape by sentence shape, and whether the facts bear it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checker.context import Context, Hit
from drafter.checker.grounding_facts import WORD, facts
from drafter.checker.grounding_words import words

_CLAUSE_END = re.compile(
    r"[.;:!?()\n,]|\s-\s|\b(?:but|because|so|though|although|aber|weil|denn|mais|parce|pero|porque|ma|perche|maar"
    r"|omdat|mas)\b|\b(?:and|und|et|y|e|en) (?:i|it|we|you|your|thank|thanks|welcome|ich|wir|je|nous|yo|io|ik|eu)\b"
)
_REACH = 100


def content(folded: str, start: int, end: int) -> list[str]:
    """The words of folded `[start, end)` that say something of a subject."""
    empty, numbers = words().lists["empty"], words().numbers
    return [
        word
        for word in WORD.findall(folded, start, end)
        if len(word) > 2 and word not in empty and word not in numbers and not word.isdigit()
    ]


def clause_end(folded: str, start: int) -> int:
    """Where the clause that goes on at folded `start` ends."""
    stop = min(len(folded), start + _REACH)
    match = _CLAUSE_END.search(folded, start, stop)
    if match:
        return match.start()
    if stop < len(folded):
        space = folded.rfind(" ", start, stop)
        return space if space > start else stop
    return stop


def unknown_after(context: Context, cue: str, *, noun_only: bool = False) -> Iterator[Hit]:
    """The claims whose object, the rest of the clause, has content that the request knows nothing of.

    With `noun_only` the object ends with its noun: what is said of it does not count.
    """
    said, folded = facts(context).asked, context.view.folded
    for start, end in context.cues.spans(cue):
        stop = noun_end(folded, end) if noun_only else clause_end(folded, end)
        told = content(folded, end, stop)
        if told and not any(said.knows(word) for word in told):
            yield Hit(*context.view.span(start, _last(folded, end, stop)))


def unknown_within(context: Context, cue: str) -> Iterator[Hit]:
    """The claims of which no content word, or one number, from the cue to the end of the clause, is not known."""
    known, folded = facts(context), context.view.folded
    for start, end in context.cues.spans(cue):
        stop = clause_end(folded, end)
        told = content(folded, start, stop)
        if (told and not any(known.asked.knows(word) for word in told)) or not known.figures.issuperset(
            numbers_in(folded, start, stop)
        ):
            yield Hit(*context.view.span(start, _last(folded, end, stop)))


def without_evidence(context: Context, cue: str, evidence: str) -> Iterator[Hit]:
    """The claims made although the request has no word of list `evidence`, nor any content word of the claim."""
    spans = context.cues.spans(cue)
    if not spans:
        return
    said, folded = facts(context).asked, context.view.folded
    if not said.words.isdisjoint(words().lists[evidence]):
        return
    for start, end in spans:
        if not any(said.knows(word) for word in content(folded, start, end)):
            yield Hit(*context.view.span(start, end))


def numbers_in(folded: str, start: int, stop: int) -> set[int]:
    """The numbers above three spelt out in folded `[start, stop)`."""
    numbers, doubtful = words().numbers, words().lists["doubtful_numbers"]
    return {
        numbers[word]
        for word in WORD.findall(folded, start, stop)
        if word in numbers and numbers[word] > 3 and word not in doubtful
    }


def noun_end(folded: str, start: int) -> int:
    """Where the object that begins at folded `start` ends: before the first small word after its content."""
    stop = clause_end(folded, start)
    empty, joints = words().lists["empty"], words().lists["joints"]
    begun = False
    for match in WORD.finditer(folded, start, stop):
        word = match.group()
        if word not in empty and len(word) > 2:
            begun = True
        elif begun and word not in joints:
            return match.start()
    return stop


def _last(folded: str, start: int, stop: int) -> int:
    """`stop` without the white space before it."""
    while stop > start and folded[stop - 1].isspace():
        stop -= 1
    return stop

