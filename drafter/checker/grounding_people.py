"""Possessions, third persons, the firm and stories: claims that are told by their place in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checker.context import Context, Hit
from drafter.checker.grounding_facts import WORD, facts
from drafter.checker.grounding_reading import clause_end, content, hit, is_question, meant, noun_end, words_before
from drafter.checker.grounding_words import words

_STORY_END = re.compile(r"[.,;:!?()\n]|\s-\s|\b(?:and|but|so|because|since|though|that|as|than|who|which|when)\b")
_WIDEST = 600


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
            yield hit(context, match.start(), noun)


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
        if facts(context).is_small(context.view, match.start()):
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
    opening = words().lists["wishing"] | words().lists["asking"]
    return not opening.isdisjoint(before) or is_question(context, start)


def told_of_a_third(context: Context, cue: str) -> Iterator[Hit]:
    """What is told of a third person as a fact, not asked or left open."""
    lists, folded = words().lists, context.view.folded
    for start, end in meant(context, cue):
        before = words_before(context, start)
        relative = folded.startswith("who", start)
        if relative and not folded[:start].rstrip().endswith(","):
            continue
        if not relative and before and before[-1] in lists["open_words"]:
            continue
        if is_question(context, start):
            continue
        stop = noun_end(folded, end)
        told = content(context, start, stop, "willing")
        if told and not any(facts(context).known.knows(word) for word in told):
            yield hit(context, start, stop)


def unknown_firm_facts(context: Context, cue: str) -> Iterator[Hit]:
    """What is said of the user's firm without a content word that the profile knows."""
    lists, folded = words().lists, context.view.folded
    for start, end in meant(context, cue):
        stop = clause_end(folded, end)
        heard = WORD.findall(folded, end, stop)
        if not lists["no_facts"].isdisjoint(heard):
            continue
        told = content(context, end, stop)
        if told and not any(facts(context).firm.knows(word) for word in told):
            yield hit(context, start, stop)


def unknown_stories(context: Context) -> Iterator[Hit]:
    """Clauses in the past, not the user's own, of whose content nothing is known."""
    view = context.view
    for begin, end in view.sentences:
        start = begin
        for match in (*_STORY_END.finditer(view.folded, begin, end), None):
            stop = match.start() if match else end
            if _tells_a_story(view.folded, start, stop):
                told = content(context, start, stop, "courtesies")
                if len(told) > 1 and not any(facts(context).known.knows(word) for word in told):
                    lead = len(view.folded[start:stop]) - len(view.folded[start:stop].lstrip())
                    yield hit(context, start + lead, stop)
            start = match.end() if match else end


def _tells_a_story(folded: str, start: int, stop: int) -> bool:
    lists = words().lists
    clause = WORD.findall(folded, start, min(stop, start + _WIDEST))
    if len(clause) < 4 or not lists["no_story"].isdisjoint(clause) or folded.startswith("?", stop):
        return False
    past, no_past = lists["past"], lists["no_past"]
    return clause[0] not in past and any(
        word in past or (word[-2:] == "ed" and word not in no_past) for word in clause[1:]
    )
