"""What a draft claims, sentence shape by sentence shape, and whether the facts bear it out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checker.context import Context, Hit
from drafter.checker.grounding_facts import WORD, facts
from drafter.checker.grounding_words import words
from drafter.checker.policies import is_negated

_CLAUSE_END = re.compile(
    r"[.;:!?()\n,]|\s-\s|\b(?:but|because|so|though|although|aber|weil|denn|mais|parce|pero|porque|ma|perche|maar"
    r"|omdat|mas)\b|\b(?:and|und|et|y|e|en) (?:i|it|we|you|your|thank|thanks|welcome|ich|wir|je|nous|yo|io|ik|eu)\b"
)
_YOU_BEFORE = re.compile(r"\b(?:you|sie|du|vous|tu|usted|lei|je|u|voce)(?:'ve|'d| have| had)?\s+$")
_STORY_END = re.compile(r"[.,;:!?()\n]|\s-\s|\b(?:and|but|so|because|since|though|that|as|than|who|which|when)\b")
_REACH = 100
_WIDEST = 600
_SUPPOSED = re.compile(r"\b(?:if|whether|should|unless|never|ob|wenn|falls|si)\s+$")
_ASKED = re.compile(r"\b(?:have|had|did|were|was|haben|hatten|avons|abbiamo|hebben)\s+$")
_THANK_YOU = re.compile(r"\bthank[ -]you\b")


def content(context: Context, start: int, end: int, besides: str = "") -> list[str]:
    """The words of folded `[start, end)` that say something of a subject; those of list `besides` say nothing.

    In German they are the nouns; the names of sender and user say nothing.
    """
    view, lexicon, known = context.view, words(), facts(context)
    empty, more = lexicon.lists["empty"], lexicon.lists[besides] if besides else frozenset[str]()
    found = []
    for match in WORD.finditer(view.folded, start, end):
        word = match.group()
        if len(word) < 3 or word in empty or word in more or word in lexicon.numbers or word.isdigit():
            continue
        if word in known.persons or (known.is_german and not view.text[view.span(match.start(), match.end())[0]].isupper()):
            continue
        found.append(word)
    return found


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


def unknown_objects(
    context: Context, cue: str, *, noun_only: bool = False, besides: str = "", in_profile: bool = False
) -> Iterator[Hit]:
    """The claims whose object, the rest of the clause, has content that the request knows nothing of.

    With `noun_only` the object ends with its noun: what is said of it does not count. With `in_profile` the
    profile may know it.
    """
    for start, end in _meant(context, cue):
        known, folded = facts(context), context.view.folded
        if _is_harmless(folded, start, end):
            continue
        said = known.known if in_profile else known.asked
        stop = noun_end(folded, end) if noun_only else clause_end(folded, end)
        told = content(context, end, stop, besides)
        if told and not any(said.knows(word) for word in told):
            yield _hit(context, start, stop)


def _is_harmless(folded: str, start: int, end: int) -> bool:
    """Whether the cue ends with a verb of the sender's that any reply may use."""
    verb = WORD.findall(folded, start, end)
    return bool(verb) and verb[-1] in words().lists["harmless"] and "you" in verb[:-1]


def unknown_numbers(context: Context, cue: str) -> Iterator[Hit]:
    """The claims with a number that nobody gave."""
    for start, end in _meant(context, cue):
        folded = context.view.folded
        stop = clause_end(folded, end)
        if not facts(context).figures.issuperset(_numbers(folded, start, stop)):
            yield _hit(context, start, stop)


def unknown_deeds(context: Context, cue: str) -> Iterator[Hit]:
    """What the sender is told to have done, but for what every reply may say of them."""
    lists, folded = words().lists, context.view.folded
    for start, end in _meant(context, cue):
        before = _words_before(context, start)
        if (before and before[-1] in lists["open_words"]) or _is_harmless(folded, start, end):
            continue
        stop = clause_end(folded, end)
        told = content(context, end, stop, "courtesies")
        if told and not any(facts(context).asked.knows(word) for word in told) and not folded.startswith("?", stop):
            yield _hit(context, start, stop)


def unknown_statements(context: Context, cue: str, *, besides: str = "") -> Iterator[Hit]:
    """The claims of which the request knows no content word."""
    for start, end in _meant(context, cue):
        stop = clause_end(context.view.folded, end)
        told = content(context, start, stop, besides)
        if told and not any(facts(context).asked.knows(word) for word in told):
            yield _hit(context, start, stop)


def without_any(context: Context, cue: str, evidence: str) -> Iterator[Hit]:
    """The claims made although the request has no word of list `evidence`."""
    if facts(context).asked.words.isdisjoint(words().lists[evidence]):
        yield from plain(context, cue)


def without_evidence(context: Context, cue: str, *evidence: str, of_the_sender: bool = False) -> Iterator[Hit]:
    """The claims made although the request has no word of the lists `evidence`, nor any content word of the claim.

    With `of_the_sender` only those that others make, in sentences that speak of the sender.
    """
    said, lists, folded = facts(context).asked, words().lists, context.view.folded
    for start, end in _meant(context, cue, within=True):
        if any(not said.words.isdisjoint(lists[name]) for name in evidence):
            return
        if of_the_sender and (
            lists["you"].isdisjoint(_sentence_words(context, start)) or _YOU_BEFORE.search(folded, max(0, start - 12), start)
        ):
            continue
        if not any(said.knows(word) for word in content(context, start, end)):
            yield _hit(context, start, end)


def never_named(context: Context, cue: str) -> Iterator[Hit]:
    """The phrases of which some word is not in the request."""
    for start, end in _meant(context, cue):
        if not facts(context).asked.words.issuperset(WORD.findall(context.view.folded, start, end)):
            yield _hit(context, start, end)


def plain(context: Context, cue: str) -> Iterator[Hit]:
    """The claims, whatever the request says."""
    for start, end in _meant(context, cue, within=True):
        before = _words_before(context, start)
        if not before or before[-1] not in words().lists["pending"]:
            yield _hit(context, start, end)


def told_of_a_third(context: Context, cue: str) -> Iterator[Hit]:
    """What is told of a third person as a fact, not asked or left open."""
    lists, folded = words().lists, context.view.folded
    for start, end in _meant(context, cue):
        before = _words_before(context, start)
        relative = folded.startswith("who", start)
        if relative and not folded[:start].rstrip().endswith(","):
            continue
        if not relative and before and before[-1] in lists["open_words"]:
            continue
        if _is_question(context, start):
            continue
        stop = clause_end(folded, end)
        told = content(context, start, stop, "willing")
        if told and not any(facts(context).known.knows(word) for word in told):
            yield _hit(context, start, stop)


def unknown_possessions(context: Context) -> Iterator[Hit]:
    """What is called the sender's though nobody spoke of it: "your book", "your move"."""
    lists, view = words().lists, context.view
    yours = lists.get(f"yours_{context.language}") or lists["yours_en"]
    folded = view.folded
    if yours.isdisjoint(WORD.findall(folded)):
        return
    for match in WORD.finditer(folded):
        if match.group() not in yours or not _is_address(context, match.start(), match.end()):
            continue
        noun = _thing(context, match.end())
        if noun and not _is_open(context, match.start()):
            yield _hit(context, match.start(), noun)


def unknown_firm_facts(context: Context, cue: str) -> Iterator[Hit]:
    """What is said of the user's firm without a content word that the profile knows."""
    lists, folded = words().lists, context.view.folded
    for start, end in _meant(context, cue):
        stop = clause_end(folded, end)
        heard = WORD.findall(folded, end, stop)
        if not lists["no_facts"].isdisjoint(heard):
            continue
        told = content(context, end, stop)
        if told and not any(facts(context).firm.knows(word) for word in told):
            yield _hit(context, start, stop)


def unknown_stories(context: Context) -> Iterator[Hit]:
    """Clauses in the past, not the user's own, of whose content nothing is known."""
    view, lists, folded = context.view, words().lists, context.view.folded
    past, no_past = lists["past"], lists["no_past"]
    if past.isdisjoint(WORD.findall(folded)) and "ed" not in folded:
        return
    for begin, end in view.sentences:
        start = begin
        for match in (*_STORY_END.finditer(folded, begin, end), None):
            stop = match.start() if match else end
            clause = WORD.findall(folded, start, stop)
            if 3 < len(clause) < 40 and lists["no_story"].isdisjoint(clause) and not folded.startswith("?", stop):
                if clause[0] not in past and any(
                    word in past or (word[-2:] == "ed" and word not in no_past) for word in clause[1:]
                ):
                    told = content(context, start, stop, "courtesies")
                    if len(told) > 1 and not any(facts(context).known.knows(word) for word in told):
                        yield _hit(context, start + len(folded[start:stop]) - len(folded[start:stop].lstrip()), stop)
            start = match.end() if match else end


def _thing(context: Context, start: int) -> int:
    """Where the unknown thing that begins at folded `start` ends; 0 where it is known or of no account."""
    folded, lists = context.view.folded, words().lists
    stop = min(clause_end(folded, start), start + 60)
    end = 0
    for match in WORD.finditer(folded, start, stop):
        word = match.group()
        if word in lists["adjectives"] and not end:
            continue
        if word in lists["courtesies"] or facts(context).known.knows(word) or word.isdigit():
            return 0
        if word in lists["empty"] or len(word) < 3 or word in words().numbers:
            break
        if facts(context).is_german and not context.view.text[context.view.span(match.start(), match.end())[0]].isupper():
            if end:
                break
            continue
        end = match.end()
    return end


def _is_address(context: Context, start: int, end: int) -> bool:
    """Whether a possessive is the polite one: "Ihr" rather than "ihr", "tu" rather than "tú"."""
    begin, stop = context.view.span(start, end)
    written = context.view.text[begin:stop]
    return written.isascii() and (not written.lower().startswith("ihr") or written[0] == "I")


def _is_open(context: Context, start: int) -> bool:
    """Whether the sentence wishes, asks or asks for something."""
    begin, _ = context.view.sentence_at(start)
    before = WORD.findall(context.view.folded, max(begin, start - _WIDEST), start)
    lists = words().lists
    return (
        not lists["wishing"].isdisjoint(before) or not lists["asking"].isdisjoint(before) or _is_question(context, start)
    )


def _sentence_words(context: Context, start: int) -> list[str]:
    begin, end = context.view.sentence_at(start)
    around = context.view.folded[max(begin, start - _WIDEST) : min(end, start + _WIDEST)]
    return WORD.findall(_THANK_YOU.sub(" ", around))


def _words_before(context: Context, start: int) -> list[str]:
    """The last words before folded `start` in its sentence."""
    begin, _ = context.view.sentence_at(start)
    return WORD.findall(context.view.folded, max(begin, start - 30), start)


def _is_question(context: Context, start: int) -> bool:
    _, end = context.view.sentence_at(start)
    return context.view.folded[end - 1 : end] == "?"


def _meant(context: Context, cue: str, *, within: bool = False) -> Iterator[tuple[int, int]]:
    """Where the cue stands, but for what is denied, asked or supposed; `within`: by the cue itself too."""
    view = context.view
    for start, end in context.cues.spans(cue):
        if view.folded.startswith("'t", end) or _SUPPOSED.search(view.folded, max(0, start - 12), start):
            continue
        if _ASKED.search(view.folded, max(0, start - 12), start) and _is_question(context, start):
            continue
        if is_negated(view, end if within else start):
            continue
        yield start, end


def _numbers(folded: str, start: int, stop: int) -> set[int]:
    """The numbers above three spelt out in folded `[start, stop)`."""
    numbers, doubtful = words().numbers, words().lists["doubtful_numbers"]
    return {
        numbers[word]
        for word in WORD.findall(folded, start, stop)
        if word in numbers and numbers[word] > 3 and word not in doubtful
    }


def _hit(context: Context, start: int, stop: int) -> Hit:
    folded = context.view.folded
    while stop > start and folded[stop - 1].isspace():
        stop -= 1
    return Hit(*context.view.span(start, stop))
