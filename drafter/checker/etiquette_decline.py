"""Structure rules of the etiquette family: a decline says no and why, shows respect, and leaves nothing open."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checker.context import Context, Hit, structure
from drafter.checker.cues import Cues, Span
from drafter.checker.obligations import WEIGHTY, WORD, hit, lacks, missing, questions, refuses, unless
from drafter.checker.policies import is_echoed, is_negated, is_negated_near
from drafter.regex import expression
from drafter.view import View, fold

_REMOVAL = expression(r"\b(?:remove|removing|unsubscribe|off (?:your|the|this)|stop)\b")
_PURPOSES = ("thanks", "declines", "same_field", "not_for_trade", "respects", "wishes_well")
_PRAISE = expression(r"\b(?:respect|admir|regard|esteem|compliment|wish)")
_WE = expression(
    r"\b(?:we|us|ours?|wir|uns|unser\w*|nous|notre|nos|nosotr\w+|nuestr\w+|noi|nostr\w|wij|ons|onze|noss\w+)\b"
)
_CLAUSE = 5
"""Words from which on a clause is no mere aside."""
_GREETING = 3
"""Words up to which a sentence is a greeting or a name."""
_SHORT = 6
"""Words from which on a sentence that serves no purpose of a decline is no mere aside."""


@structure
def asks_in_a_decline(context: Context) -> Iterator[Hit]:
    """Any question; asking to be taken off a list is none."""
    for begin, end in questions(context):
        if not _REMOVAL.search(context.view.folded, begin, end):
            yield hit(context, (begin, end))


@structure
def never_declines(context: Context) -> Iterator[Hit]:
    """No word of a no."""
    policy = ("not_for_trade",) if context.stance == "decline_pitch" else ()
    if not lacks(context, "declines", *policy):
        return
    if not any(
        refuses(context, sentence) or _draws_a_conclusion(context, sentence) for sentence in context.view.sentences
    ):
        yield missing(context)


def _draws_a_conclusion(context: Context, sentence: Span) -> bool:
    """Whether something follows from the reason for a no: however it is put, it is the no."""
    reasons = ("same_field", "not_for_trade")
    return bool(context.cues.spans("follows", sentence)) and any(context.cues.spans(r, sentence) for r in reasons)


@structure
def names_no_shared_field(context: Context) -> Iterator[Hit]:
    """The reason for the no is never said, here or before."""
    if not lacks(context, "same_field") or _was_told_before(context):
        return
    sentences = context.view.sentences
    if not any(
        _draws_a_parallel(context, sentence)
        or _names_the_field(context, sentence)
        or _names_both_firms(context, sentence)
        for sentence in sentences
    ):
        yield missing(context)


def _names_both_firms(context: Context, sentence: Span) -> bool:
    """Whether the sender's firm is named beside the user's, or beside "we"."""
    theirs = context.request.sender.company if context.request else None
    ours = context.profile.company if context.profile else None
    said = context.view.folded[slice(*sentence)]
    return _is_named(theirs, said) and (_is_named(ours, said) or bool(_WE.search(said)))


def _is_named(firm: str | None, said: str) -> bool:
    telling = WEIGHTY.search(fold((firm or "")[:100]))
    return telling is not None and telling.group() in said


def _was_told_before(context: Context) -> bool:
    turns = context.request.turns if context.request else ()
    return any(turn.author == "user" and "same_field" in Cues(View(turn.text), only="same_field") for turn in turns)


def _names_the_field(context: Context, sentence: Span) -> bool:
    """Whether the user's field is named where something is negated: no pumps on a pump maker's list."""
    keywords = context.profile.field_keywords if context.profile else ()
    stems = {word[:5] for keyword in keywords for word in WEIGHTY.findall(fold(keyword[:100]))}
    said = {word[:5] for word in WEIGHTY.findall(context.view.folded, *sentence)} if stems else set()
    return bool(stems & said) and (
        refuses(context, sentence) or any(context.cues.spans(cue, sentence) for cue in ("declines", "follows"))
    )


def _draws_a_parallel(context: Context, sentence: Span) -> bool:
    """Whether one word is said of both sides: you do offices, we do offices."""
    if not context.cues.spans("first_person", sentence):
        return False
    words = WEIGHTY.findall(context.view.folded, *sentence)
    return len({word[:6] for word in words}) < len(words)


@structure
def lacks_respect(context: Context) -> Iterator[Hit]:
    """No respect for the sender's work, although they are wished well."""
    if lacks(context, "respects") and not lacks(context, "wishes_well"):
        yield missing(context)


@structure
def wishes_nothing(context: Context) -> Iterator[Hit]:
    """No good wishes, and no sentence that might be some: each thanks, declines or pays respect."""
    if not lacks(context, "wishes_well") or lacks(context, "respects"):
        return
    if all(_serves(context, sentence) or _is_greeting(context, sentence) for sentence in context.view.sentences):
        yield missing(context)


def _is_greeting(context: Context, sentence: Span) -> bool:
    return len(WORD.findall(context.view.folded, *sentence)) <= _GREETING


@structure
def lacks_respect_and_wishes(context: Context) -> Iterator[Hit]:
    """A bare no: neither respect nor good wishes."""
    if lacks(context, "respects", "wishes_well"):
        yield missing(context)


@structure
def names_a_later_time(context: Context) -> Iterator[Hit]:
    """A time to come that the sender did not speak of, unless it is wished well or ruled out as well."""
    view = context.view
    for start, end in context.cues.spans("later_time"):
        if context.cues.spans("wishes_well", view.sentence_at(start)) or is_negated(view, start, end):
            continue
        if not (context.request and is_echoed(view, start, end, context.message_view)):
            yield hit(context, (start, end))


@structure
def names_no_policy(context: Context) -> Iterator[Hit]:
    """Nothing says that the network is not for buying or selling."""
    if not lacks(context, "not_for_trade"):
        return
    for sentence in context.view.sentences:
        if context.cues.spans("trade", sentence) and context.cues.spans("negation", sentence):
            return
    yield missing(context)


@structure
def opens_up(context: Context) -> Iterator[Hit]:
    """Words of willingness in a decline: happy to, let's, I might, drop me a line."""
    yield from unless(context, "opens_up", "stays_shut")


@structure
def says_something_else(context: Context) -> Iterator[Hit]:
    """A whole sentence on the user's own doings that serves no purpose of a decline."""
    for sentence in context.view.sentences:
        if not context.cues.spans("own_doing", sentence) or _serves(context, sentence):
            continue
        is_long = len(WORD.findall(context.view.folded, *sentence)) >= _SHORT
        if is_long and not context.cues.spans("negation", sentence):
            yield hit(context, sentence)


@structure
def takes_the_no_back(context: Context) -> Iterator[Hit]:
    """A clause after but or if that neither declines nor thanks nor wishes; anything after unless or by the way."""
    for span in context.cues.spans("takes_back"):
        yield hit(context, span)
    for span in context.cues.spans("turns_round"):
        is_aside = len(WORD.findall(context.view.folded, *span)) < _CLAUSE or not context.cues.spans(
            "somebodys_doing", span
        )
        if not is_aside and not _serves(context, span) and not refuses(context, span):
            yield hit(context, span)


def _serves(context: Context, span: Span) -> bool:
    return any(context.cues.spans(purpose, span) for purpose in _PURPOSES)


@structure
def gossips(context: Context) -> Iterator[Hit]:
    """Talk about the competitor's people, prices and fortunes."""
    yield from unless(context, "gossip", "no_gossip")


@structure
def talks_business(context: Context) -> Iterator[Hit]:
    """A sentence on the user's own orders, prices, people or plans; that both compete is none."""
    for span in context.cues.spans("own_business"):
        sentence = context.view.sentence_at(span[0])
        if _PRAISE.search(context.view.folded, *span):
            continue
        if not context.cues.spans("says_same_field", sentence) and not is_negated_near(context.view, span[0]):
            yield hit(context, span)
