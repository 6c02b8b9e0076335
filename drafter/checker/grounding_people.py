"""The sender's possessions, third persons and the firm: claims that are told by their place in the sentence."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checker.context import Context, Hit
from drafter.checker.grounding_facts import WORD, facts
from drafter.checker.grounding_reading import clause_end, content, is_question, meant, noun_end, stated, words_before
from drafter.checker.grounding_words import words

_WIDEST = 600


def unknown_possessions(context: Context) -> Iterator[Hit]:
    """What is called the sender's though nobody spoke of it: "your book", "your move"."""
    lists = words().lists
    yours = lists.get(f"yours_{context.language}") or lists["yours_en"]
    for _, start, end in facts(context).places(yours):
        if not _is_address(context, start, end):
            continue
        noun = _thing(context, end)
        if noun and not _is_open(context, start):
            yield from stated(context, start, noun)


def _thing(context: Context, start: int) -> int:
    """Where the unknown thing that begins at folded `start` ends; 0 where it is known or of no account."""
    folded, lists = context.view.folded, words().lists
    stop = min(clause_end(folded, start), start + 60)
    end = 0
    for match in WORD.finditer(folded, start, stop):
        word = match.group()
        if word in lists["adjectives"] and not end:
            continue
        if word in lists["courtesies"] or facts(context).knows(word) or word.isdigit():
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
        if relative and "," not in folded[max(0, start - 2) : start]:
            continue
        if not relative and before and before[-1] in lists["open_words"]:
            continue
        if is_question(context, start):
            continue
        stop = noun_end(folded, end)
        told = content(context, start, stop, "willing")
        if told and not any(facts(context).knows(word) for word in told):
            yield from stated(context, start, stop)


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
            yield from stated(context, start, stop)
