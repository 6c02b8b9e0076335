"""What a draft claims, sentence shape by sentence shape, and whether the facts bear it out."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checker.context import Context, Hit
from drafter.checker.grounding_facts import facts
from drafter.checker.grounding_reading import (
    clause_end,
    content,
    is_open,
    is_wished,
    meant,
    noun_end,
    stated,
    words_before,
)
from drafter.checker.grounding_said import WORD
from drafter.checker.grounding_words import words
from drafter.regex import expression
from drafter.stance import Stance

_AUXILIARIES = (" were", " was", " been", " had", " did")
_YOU_BEFORE = expression(r"\b(?:you|sie|du|vous|tu|usted|lei|je|u|voce)(?:'ve|'d| have| had)?\s+$")
_THANK_YOU = expression(r"\bthank[ -]you\b")
_STEP_WORDS = frozenset(("new", "role", "job", "post", "position", "step", "start", "title", "responsibility", "move"))
_STEPS = frozenset(
    ("became", "become", "promoted", "promotion", "appointed", "hired", "started", "joined", "new", "made")
)
_WIDEST = 600
_STOPS = frozenset('.,;:!?()\n-"')
_SUBJECT = expression(r"(?:i|we|you|he|she|they)\b")
_PASSIVE = expression(r"i(?:'ve| have) been\b")
_THEIR_MESSAGE = expression(
    r"i(?:'ve| have) (?:\w+ ){0,2}read your (?:\w+ ){0,2}(?:messages?|notes?|lines?|sentences?|words|questions?"
    r"|letters?|e-?mails?|mails?|requests?|invitations?|answers?|repl(?:y|ies))\b"
)
"""What anybody who answers has done."""
_DESCRIBES = expression(r"\b(?:man|woman|person|somebody|someone|one|those|people|anyone) (?:who|that) \w")
"""What somebody is: "a man who talks about", which may be the user themselves."""
_SELF = expression(r"\b(?:for|to|i'm|i am|me, )\s*$")
"""What makes it the user: "big words for a man who talks about"."""
_TELLING = expression(
    r"\b(?:tell|telling|inform|informing|remind|reminding|assure|assuring|show|showing|let|letting|warn|warning) $"
)
_TOLD = expression(r"(?:the|those|these|all the) (?:\w+ ){1,3}?(?:know )?that you ")
_TALES = frozenset(("story", "stories", "tale", "tales", "joke", "jokes", "news", "truth", "secret", "lie", "anecdote"))


def unknown_objects(
    context: Context, cue: str, *, noun_only: bool = False, besides: str = "", in_profile: bool = False
) -> Iterator[Hit]:
    """The claims whose object, the rest of the clause, has content that the request knows nothing of.

    With `noun_only` the object ends with its noun: what is said of it does not count. With `in_profile` the
    profile may know it.
    """
    for start, end in meant(context, cue):
        known, folded = facts(context), context.view.folded
        if _is_harmless(folded, start, end) or _is_common_thing(context, end):
            continue
        describes = _DESCRIBES.search(folded, start, end) is not None
        if describes and _SELF.search(folded, max(0, start - 12), start):
            continue
        knows = known.knows if in_profile or describes else known.asked.knows
        of_theirs = "your " in folded[start : end - 1]
        if of_theirs and is_open(context, start):
            continue
        stop = noun_end(context, end) if noun_only or of_theirs else clause_end(folded, end)
        told = content(context, end, stop, besides)
        heard = told + [word for word in WORD.findall(folded, start, end) if word in words().lists["relatives"]]
        if told and not any(knows(word) for word in heard) and not _is_told_step(told, known.asked.words):
            yield from stated(context, start, stop)


def _is_told_step(told: list[str], heard: frozenset[str]) -> bool:
    """Whether all that is claimed is a new post, and the request tells of one in other words."""
    return _STEP_WORDS.issuperset(told) and not _STEPS.isdisjoint(heard)


def unknown_numbers(context: Context, cue: str) -> Iterator[Hit]:
    """The claims with a number that nobody gave."""
    for start, end in meant(context, cue):
        folded = context.view.folded
        stop = clause_end(folded, end)
        if not all(facts(context).has_figure(number) for number in _numbers(folded, start, stop)):
            yield from stated(context, start, stop)


def unknown_deeds(context: Context, cue: str) -> Iterator[Hit]:
    """What the sender is told to have done, but for what every reply may say of them."""
    lists, folded = words().lists, context.view.folded
    for start, end in meant(context, cue):
        before = words_before(context, start)
        if (before and before[-1] in lists["open_words"]) or _is_harmless(folded, start, end):
            continue
        if folded[start:end].rsplit(None, 1)[-1] in lists["no_past"]:
            continue
        if context.stance is Stance.HELP and not _opens_a_clause(context, start):
            continue
        stop = clause_end(folded, end)
        told = content(context, end, stop, "courtesies")
        if len(told) == 1 and folded[start:end].endswith(_AUXILIARIES) and folded.startswith(told[0], end + 1):
            continue
        if told and not any(facts(context).asked.knows(word) for word in told) and not folded.startswith("?", stop):
            yield from stated(context, start, stop)


def unknown_statements(context: Context, cue: str, *, besides: str = "", alone: bool = False) -> Iterator[Hit]:
    """The claims of which the request knows no content word; `alone`: of the cue itself, whatever follows."""
    for start, end in meant(context, cue):
        stop = end if alone else clause_end(context.view.folded, end)
        told = content(context, start, stop, besides)
        if _is_passed_on(context, start, end):
            continue
        if told and not any(facts(context).asked.knows(word) for word in told):
            yield from stated(context, start, stop)


def _is_passed_on(context: Context, start: int, end: int) -> bool:
    """Whether somebody is to be told something of the sender: "tell the team that you wrote"."""
    folded = context.view.folded
    return (
        _TELLING.search(folded, max(0, start - 12), start) is not None
        and _TOLD.match(folded, start, end) is not None
        and _TALES.isdisjoint(WORD.findall(folded, start, end))
    )


def without_any(context: Context, cue: str, evidence: str) -> Iterator[Hit]:
    """The claims made although the request has no word of list `evidence`."""
    if facts(context).asked.words.isdisjoint(words().lists[evidence]):
        yield from plain(context, cue)


def without_evidence(context: Context, cue: str, *evidence: str, of_the_sender: bool = False) -> Iterator[Hit]:
    """The claims made although the request has no word of the lists `evidence`, nor any content word of the claim.

    With `of_the_sender` only those that others make, in sentences that speak of the sender.
    """
    said, lists = facts(context).asked, words().lists
    for start, end in meant(context, cue):
        if any(not said.words.isdisjoint(lists[name]) for name in evidence):
            return
        if of_the_sender and not _is_of_the_sender(context, start):
            continue
        if not any(said.knows(word) for word in content(context, start, end)):
            yield from stated(context, start, end, denial=end)


def never_named(context: Context, cue: str) -> Iterator[Hit]:
    """The phrases of which some word is not in the request, but for "this winter" in a wish."""
    for start, end in meant(context, cue):
        is_wish = context.view.folded.startswith("this ", start) and is_wished(context, start)
        if not is_wish and not facts(context).asked.words.issuperset(WORD.findall(context.view.folded, start, end)):
            yield from stated(context, start, end)


def plain(context: Context, cue: str) -> Iterator[Hit]:
    """The claims, whatever the request says."""
    folded = context.view.folded
    for start, end in meant(context, cue):
        is_claim = not (_PASSIVE.match(folded, start, end) or _THEIR_MESSAGE.match(folded, start))
        if is_claim and _opens_a_clause(context, start):
            yield from stated(context, start, end, denial=end)


def _opens_a_clause(context: Context, start: int) -> bool:
    """Whether a main clause begins at folded `start`, rather than "the book I've read" or "once I've asked"."""
    before = words_before(context, start)
    if not before or not _SUBJECT.match(context.view.folded, start):
        return True
    if context.view.folded[:start].rstrip()[-1:] in _STOPS:
        return before[-1] not in words().lists["pending"]
    return before[-1] in words().lists["clause_leads"]


def _is_harmless(folded: str, start: int, end: int) -> bool:
    """Whether the cue ends with a verb of the sender's that any reply may use."""
    verb = WORD.findall(folded, start, end)
    return bool(verb) and verb[-1] in words().lists["harmless"] and "you" in verb[:-1]


def _is_common_thing(context: Context, end: int) -> bool:
    """Whether a cue that ends with "your" leads to a thing of which any reply may speak."""
    folded = context.view.folded
    if not folded.endswith("your", 0, end):
        return False
    lists = words().lists
    for word in WORD.findall(folded, end, end + 40):
        if word not in lists["adjectives"]:
            return word in lists["courtesies"] or word in facts(context).empty
    return False


def _is_of_the_sender(context: Context, start: int) -> bool:
    """Whether the sentence speaks of the sender, and not the sender in it."""
    folded = context.view.folded
    if _YOU_BEFORE.search(folded, max(0, start - 12), start):
        return False
    begin, end = context.view.sentence_at(start)
    around = folded[max(begin, start - _WIDEST) : min(end, start + _WIDEST)]
    return not words().lists["you"].isdisjoint(WORD.findall(_THANK_YOU.sub(" ", around)))


def _numbers(folded: str, start: int, stop: int) -> set[int]:
    """The numbers above three spelt out in folded `[start, stop)`."""
    numbers, doubtful = words().numbers, words().lists["doubtful_numbers"]
    return {
        numbers[word]
        for word in WORD.findall(folded, start, stop)
        if word in numbers and numbers[word] > 3 and word not in doubtful
    }
