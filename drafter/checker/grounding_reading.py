"""Where a claim stands in a draft, how far it reaches, and what it tells."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checker.context import Context, Hit
from drafter.checker.grounding_facts import facts
from drafter.checker.grounding_said import WORD
from drafter.checker.grounding_words import words
from drafter.checker.policies import is_negated
from drafter.regex import expression

_CLAUSE_END = expression(
    r"[.;:!?()\n,]|\s-\s|\b(?:but|because|so|though|although|aber|weil|denn|mais|parce|pero|porque|ma|perche|maar"
    r"|omdat|mas)\b|\b(?:and|und|et|y|e|en) (?:i|it|we|you|your|thank|thanks|welcome|ich|wir|je|nous|yo|io|ik|eu)\b"
)
_SUPPOSED = expression(r"\b(?:if|whether|should|unless|never|ob|wenn|falls|si)\s+$")
_ASKED = expression(r"\b(?:have|had|did|were|was|haben|hatten|avons|abbiamo|hebben)\s+$")
_WANTED = expression(r"\b(?:could|would|will|can|may|might|should|shall|that|let|have) $")
_QUESTION_END = expression(r"[;:?]|\s-\s")
_THAT = expression(r",? ?(?:dass|that|que|che|dat)\b")
_REACH = 100
_WIDEST = 600


def content(context: Context, start: int, end: int, besides: str = "") -> list[str]:
    """The words of folded `[start, end)` that say something of a subject; those of list `besides` say nothing.

    In German they are the nouns; the names of sender and user say nothing.
    """
    view, lexicon, known = context.view, words(), facts(context)
    if known.is_german and (that := _THAT.match(view.folded, start)):
        return [word for word in WORD.findall(view.folded, that.end(), end) if word not in known.empty]
    empty, more = known.empty, lexicon.lists[besides or "nothing"]
    found = []
    for match in WORD.finditer(view.folded, start, end):
        word = match.group()
        if len(word) < 3 or word in empty or word in more or word in lexicon.numbers or word.isdigit():
            continue
        if word not in known.persons and not known.is_small(view, match.start()):
            found.append(word)
    return found


def clause_end(folded: str, start: int) -> int:
    """Where the clause that goes on at folded `start` ends."""
    stop = min(len(folded), start + _REACH)
    that = _THAT.match(folded, start)
    match = _CLAUSE_END.search(folded, that.end() if that else start, stop)
    if match:
        return match.start()
    if stop < len(folded):
        space = folded.rfind(" ", start, stop)
        return space if space > start else stop
    return stop


def noun_end(context: Context, start: int) -> int:
    """Where the object that begins at folded `start` ends: before the first small word after its content."""
    folded = context.view.folded
    stop = clause_end(folded, start)
    empty, joints, pronouns = facts(context).empty, words().lists["joints"], words().lists["pronouns"]
    begun = False
    for match in WORD.finditer(folded, start, stop):
        word = match.group()
        if word not in empty and len(word) > 2:
            begun = True
        elif (word in pronouns and match.start() > start + 1) or (begun and word not in joints):
            return match.start()
    return stop


def meant(context: Context, cue: str) -> Iterator[tuple[int, int]]:
    """Where the cue stands, but for what is asked or supposed."""
    if cue not in context.cues:
        return
    view = context.view
    for start, end in context.cues.spans(cue):
        if view.folded.startswith("'t", end) or _SUPPOSED.search(view.folded, max(0, start - 12), start):
            continue
        if view.folded.startswith("you", start) and _WANTED.search(view.folded, max(0, start - 8), start):
            continue
        if _ASKED.search(view.folded, max(0, start - 12), start) and is_question(context, start):
            continue
        yield start, end


def is_question(context: Context, start: int) -> bool:
    """Whether what is said at folded `start` is asked: a question mark ends it before anything else does."""
    _, end = context.view.sentence_at(start)
    match = _QUESTION_END.search(context.view.folded, start, min(end, start + _WIDEST))
    return match is not None and match.group() == "?"


def is_open(context: Context, start: int) -> bool:
    """Whether the sentence wishes, asks or asks for something."""
    begin, _ = context.view.sentence_at(start)
    before = WORD.findall(context.view.folded, max(begin, start - _WIDEST), start)
    opening = words().lists["wishing"] | words().lists["asking"]
    return not opening.isdisjoint(before) or is_question(context, start)


def is_wished(context: Context, start: int) -> bool:
    """Whether the clause of folded `start` wishes or supposes something."""
    folded = context.view.folded
    begin = max(context.view.sentence_at(start)[0], start - _REACH)
    begin = max(begin, *(folded.rfind(stop, begin, start) for stop in ",;:"))
    return not words().lists["supposing"].isdisjoint(WORD.findall(folded, begin, start))


def words_before(context: Context, start: int) -> list[str]:
    """The last words before folded `start` in its sentence."""
    begin, _ = context.view.sentence_at(start)
    return WORD.findall(context.view.folded, max(begin, start - 30), start)


def stated(context: Context, start: int, stop: int, *, denial: int | None = None) -> Iterator[Hit]:
    """The hit on folded `[start, stop)`, unless it is denied at `denial`, by default at its start."""
    view = context.view
    if is_negated(view, start if denial is None else denial):
        return
    while stop > start and view.folded[stop - 1].isspace():
        stop -= 1
    yield Hit(*view.span(start, stop))
