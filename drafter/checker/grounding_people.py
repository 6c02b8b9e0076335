"""The sender's possessions, third persons and the firm: claims that are told by their place in the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from drafter.checker.context import Context, Hit
from drafter.checker.grounding_facts import facts
from drafter.checker.grounding_reading import (
    clause_end,
    content,
    is_open,
    is_question,
    meant,
    noun_end,
    stated,
    words_before,
)
from drafter.checker.grounding_said import WORD
from drafter.checker.grounding_words import words
from drafter.regex import expression
from drafter.stance import Stance
from drafter.view import fold

_STORY_END = expression(r"[.,;:!?()\n]|\s-\s|\b(?:and|but|so|because|since|though|as|than|who|which|when)\b")
_ASKED = expression(
    r"(?:he|she|they|who)(?:'s|'re| is| are| gets?| will be|'ll be| must be) (?:always |only |simply |of course )?"
    r"(?:asked|told|consulted)(?: (?:first|before|beforehand)\b|[.,;:!?)\n]|$)"
)
"""Asking or telling somebody is the user's own doing."""
_OURS = frozenset(("the", "our"))
_WIDEST = 600
_SUBJECT_WITHIN = 3
"""Words before "told me about you" among which its subject stands."""
_WITHOUT_PRONOUNS = frozenset(("es", "it", "pt"))
"""Languages in which the form of address is no word of its own: only a name tells a third person there."""


def unknown_possessions(context: Context) -> Iterator[Hit]:
    """What is called the sender's though nobody spoke of it: "your book", "your move"."""
    for start, end in _possessives(context):
        thing = 0 if _is_praised(context, start) else _thing(context, end)
        if not thing:
            continue
        told = _is_told(context, end, thing)
        if told if context.stance is Stance.HELP else told or not is_open(context, start):
            yield from stated(context, start, thing)


def unknown_relatives(context: Context) -> Iterator[Hit]:
    """Who is called a relative of the sender's though nobody spoke of them: "your brother"."""
    lists = words().lists
    for start, end in _possessives(context):
        near = WORD.finditer(context.view.folded, end, clause_end(context.view.folded, end))
        for match in islice(near, 2):
            if match.group() in lists["relatives"]:
                if not facts(context).asked.knows(match.group()):
                    yield from stated(context, start, match.end())
                break


def _possessives(context: Context) -> Iterator[tuple[int, int]]:
    """Where the draft has the word for what is the sender's, as folded spans."""
    lists = words().lists
    language = "de" if facts(context).is_german else context.language
    for _, start, end in facts(context).places(lists.get(f"yours_{language}") or lists["yours_en"]):
        if _is_address(context, start, end):
            yield start, end


def unknown_belongings(context: Context) -> Iterator[Hit]:
    """What is called a third person's though nobody spoke of it."""
    for _, start, end in facts(context).places(words().lists["theirs"]):
        thing = _thing(context, end, "willing")
        if thing and not is_open(context, start):
            yield from stated(context, start, thing)


def _thing(context: Context, start: int, besides: str = "courtesies") -> int:
    """Where the unknown thing that begins at folded `start` ends; 0 where it is known or of no account."""
    folded, lists, known = context.view.folded, words().lists, facts(context)
    knows = known.knows if context.stance is Stance.DECLINE_COMPETITOR else known.asked.knows
    stop = min(clause_end(folded, start), start + 60)
    end = 0
    for match in WORD.finditer(folded, start, stop):
        word = match.group()
        if word in lists["adjectives"] and not end:
            continue
        if end and (word in lists["past"] or word[-2:] == "ed"):
            break
        if word.isdigit() or _is_common(word, besides) or knows(word):
            return 0
        if word in known.empty or len(word) < 3 or word in words().numbers:
            break
        if known.is_small(context.view, match.start()):
            if end:
                break
            continue
        end = match.end()
    return end


def _is_common(word: str, besides: str) -> bool:
    """Whether any reply may speak of such a thing, or of several."""
    lists = words().lists
    if len(word) > 6 and word not in lists["concrete"] and any(map(word.endswith, lists["abstract"])):
        return True
    common = (lists[besides], lists["courtesies"], lists["askable"])
    return any(word in some or word.rstrip("s") in some for some in common)


def _is_told(context: Context, start: int, end: int) -> bool:
    """Whether advice tells of the thing in folded `[start, end)` as a fact instead of asking for it."""
    lists, folded = words().lists, context.view.folded
    name = set(WORD.findall(folded, start, end))
    after = WORD.search(folded, end, end + 30)
    told = after is not None and (after.group() in lists["past"] or after.group()[-2:] == "ed")
    return told or not name.isdisjoint(lists["relatives"])


def _is_praised(context: Context, start: int) -> bool:
    """Whether a firm of the same field is praised for what both of them make."""
    if context.stance is not Stance.DECLINE_COMPETITOR:
        return False
    before = words_before(context, start)
    return bool(before) and before[-1] in words().lists["praise"]


def _is_address(context: Context, start: int, end: int) -> bool:
    """Whether a possessive is the polite one: "Ihr" rather than "ihr", "tu" rather than "tú"."""
    begin, stop = context.view.span(start, end)
    written = context.view.text[begin:stop]
    if written.lower() == "je":
        before = words_before(context, start)
        return bool(before) and before[-1] in words().lists["je_leads"]
    return written.isascii() and (not written.lower().startswith("ihr") or written[0] == "I")


def told_of_a_third(context: Context, cue: str, *, whatever: bool = False) -> Iterator[Hit]:
    """What is told of a third person as a fact, not asked or left open; `whatever`: even where it is known."""
    lists, folded = words().lists, context.view.folded
    for start, end in meant(context, cue):
        before = words_before(context, start)
        if _ASKED.match(folded, start):
            continue
        relative = folded.startswith("who", start)
        if relative and "," not in folded[max(0, start - 2) : start]:
            continue
        if before[-1:] == ["so"] or before[-2:] == ["so", "that"]:
            continue
        if (not relative and before and before[-1] in lists["open_words"]) or is_question(context, start):
            continue
        stop = noun_end(context, end)
        told = content(context, start, stop, "willing")
        if whatever or (told and not any(facts(context).knows(word) for word in told)):
            yield from stated(context, start, stop)


def words_of_a_third(context: Context, cue: str) -> Iterator[Hit]:
    """What somebody of the request is said to have told the user; the user's own people are an aside."""
    known, folded = facts(context), context.view.folded
    for start, end in meant(context, cue):
        who = folded[start:end].split(None, 1)[0]
        named = context.view.text[context.view.span(start, start + 1)[0]].isupper() and known.asked.knows_name(who)
        if named or who in words().lists["thirds_named"]:
            before = words_before(context, start)
            if not before or before[-1] not in words().lists["open_words"] | words().lists["pending"]:
                yield from stated(context, start, end)


def words_on_the_sender(context: Context, cue: str) -> Iterator[Hit]:
    """What somebody is said to have told the user of the sender; what the sender told is no such word."""
    known = facts(context)
    for start, end in meant(context, cue):
        before = words_before(context, start)[-_SUBJECT_WITHIN:]
        ours = words().lists["the_sender_or_theirs"]
        if context.language in _WITHOUT_PRONOUNS and not any(known.asked.knows_name(word) for word in before):
            continue
        if not any(word in ours for word in before):
            yield from stated(context, start, end)


def unknown_firm_facts(context: Context, cue: str) -> Iterator[Hit]:
    """What is said of the user's firm without a content word that the profile knows."""
    lists, folded, known = words().lists, context.view.folded, facts(context)
    if context.stance is Stance.HELP and not _is_about_the_firm(context):
        return
    for start, end in meant(context, cue):
        stop = clause_end(folded, end)
        heard = WORD.findall(folded, end, stop)
        if not lists["no_facts"].isdisjoint(heard):
            continue
        told = content(context, end, stop)
        if told and not any(known.firm.knows(word) for word in told):
            yield from stated(context, start, stop)


def _is_about_the_firm(context: Context) -> bool:
    """Whether the request names the user's firm."""
    company = context.profile.company if context.profile else ""
    return not facts(context).asked.words.isdisjoint(word for word in WORD.findall(fold(company)) if len(word) > 3)


def unknown_stories(context: Context) -> Iterator[Hit]:
    """Clauses in the past, not the user's own, of whose content nothing is known."""
    view, lists, said = context.view, words().lists, facts(context).draft_words
    telling = (said & lists["past"]) | {word for word in said if word[-2:] == "ed"}
    if not said.isdisjoint(_OURS):
        telling |= said & lists["present"]
    for begin, end in view.sentences:
        if telling.isdisjoint(WORD.findall(view.folded, begin, end)):
            continue
        start = begin
        for match in (*_STORY_END.finditer(view.folded, begin, end), None):
            stop = match.start() if match else end
            if _tells_a_story(view.folded, start, stop):
                told = content(context, start, stop, "courtesies")
                if len(told) > 1 and not any(facts(context).knows(word) for word in told):
                    lead = len(view.folded[start:stop]) - len(view.folded[start:stop].lstrip())
                    yield from stated(context, start + lead, stop)
            start = match.end() if match else end


def _tells_a_story(folded: str, start: int, stop: int) -> bool:
    lists = words().lists
    first = WORD.search(folded, start, stop)
    if first is None or first.group() not in lists["subjects"]:
        return False
    clause = WORD.findall(folded, start, min(stop, start + _WIDEST))
    if len(clause) < 4 or not lists["no_story"].isdisjoint(clause) or folded.startswith("?", stop):
        return False
    past, no_past = lists["past"], lists["no_past"]
    if clause[0] in _OURS and not lists["present"].isdisjoint(clause[2:5]):
        return True
    return any(word in past or (word[-2:] == "ed" and word not in no_past) for word in clause[1:])
