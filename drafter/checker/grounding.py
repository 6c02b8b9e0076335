"""Structure rules of the grounding family: what a draft states must stand in the request or the profile."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checker import grounding_claims as claims
from drafter.checker import grounding_people as people
from drafter.checker.context import Context, Hit, structure
from drafter.checker.grounding_facts import facts
from drafter.checker.grounding_figures import unknown_addresses, unknown_days, unknown_figures
from drafter.checker.grounding_names import unknown_names
from drafter.checker.grounding_slots import other_fillers
from drafter.regex import expression
from drafter.stance import Stance

_TALKED = expression(
    r"\b(?:told|asked|warned|promised|reminded) you\b|\ba (?:good )?word (?:in )?for (?:me|us)\b"
    r"|\bmentioned (?:me|us)\b|\b(?:ihnen|dir) von (?:mir|uns)\b|\b(?:to|with) you about (?:me|my|us|our)\b"
    r"|\b(?:mention\w*|recommend\w*|spoke\w*|talk\w*|introduc\w*|wrote|written|said) (?:\w+ ){0,3}(?:me|us|my) "
    r"(?:\w+ ){0,2}to you\b|\bspoken? (?:to|with) you\b|\b(?:ihnen|dir) (?:\w+ ){0,4}(?:erzahlt|gesagt|berichtet)\b"
    r"|\b(?:vous|t') ?a (?:\w+ )?(?:parle|dit)\b|\b(?:le|te) (?:hablo|ha hablado|dijo)\b"
    r"|\b(?:le|ti) ha (?:parlato|detto)\b"
    r"|\b(?:je|u) (?:\w+ ){0,3}(?:verteld|gezegd)\b|\blhe (?:falou|disse)\b"
)
"""The request tells that somebody spoke of the sender to the user."""


@structure
def states_an_unknown_name(context: Context) -> Iterator[Hit]:
    """A person, company, place, product or event that nobody named."""
    if context.request and context.profile:
        yield from unknown_names(context)


@structure
def states_an_unknown_figure(context: Context) -> Iterator[Hit]:
    """A number that nobody gave."""
    if context.request and context.profile:
        yield from unknown_figures(context)


@structure
def states_an_unknown_day(context: Context) -> Iterator[Hit]:
    """A month or weekday that nobody named."""
    if context.request:
        yield from unknown_days(context)


@structure
def gives_an_unknown_address(context: Context) -> Iterator[Hit]:
    """A link, e-mail address or phone number that nobody gave."""
    if context.request and context.profile:
        yield from unknown_addresses(context)


@structure
def claims_shared_history(context: Context) -> Iterator[Hit]:
    """A meeting, call or talk that the sender knows nothing of."""
    if context.request:
        yield from claims.without_evidence(context, "grounding_shared", "shared")


@structure
def tells_a_memory(context: Context) -> Iterator[Hit]:
    """A memory of which the request knows nothing."""
    if context.request:
        yield from claims.unknown_objects(context, "grounding_memory")


@structure
def names_a_wrong_subject(context: Context) -> Iterator[Hit]:
    """A subject that is not the one of the request."""
    if context.request:
        yield from claims.unknown_objects(context, "grounding_topic", noun_only=True)
        if context.stance is not Stance.HELP:
            yield from other_fillers(context)


@structure
def claims_about_the_sender(context: Context) -> Iterator[Hit]:
    """Something about the sender that they did not say."""
    if context.request:
        yield from claims.unknown_objects(context, "grounding_claim", besides="courtesies")
        yield from claims.unknown_numbers(context, "grounding_claim")
        yield from claims.unknown_statements(context, "grounding_circumstance", besides="courtesies", alone=True)
        if context.stance is not Stance.DECLINE_COMPETITOR:
            yield from claims.unknown_objects(context, "grounding_common", besides="courtesies", in_profile=True)


@structure
def tells_news(context: Context) -> Iterator[Hit]:
    """News, or a service, of which nobody told."""
    if context.request:
        yield from claims.unknown_objects(context, "grounding_feeling", noun_only=True, besides="courtesies")
        yield from claims.unknown_objects(context, "grounding_service", noun_only=True)


@structure
def congratulates_on_nothing(context: Context) -> Iterator[Hit]:
    """A success of which nobody told."""
    if context.request:
        yield from claims.unknown_objects(context, "grounding_congratulation", noun_only=True, besides="adjectives")


@structure
def has_been_told_of_the_sender(context: Context) -> Iterator[Hit]:
    """What somebody is said to have told the user of the sender, where the sender knows of no such talk."""
    if context.request and not _TALKED.search(context.request_view.folded):
        yield from people.words_on_the_sender(context, "grounding_word_of_them")


@structure
def shares_a_past_with_a_third(context: Context) -> Iterator[Hit]:
    """A past with somebody else of which the request knows nothing."""
    if context.request and context.stance in (Stance.ACCEPT, Stance.ASK_REASON, Stance.ANSWER):
        yield from claims.unknown_objects(context, "grounding_bond")


@structure
def names_a_go_between(context: Context) -> Iterator[Hit]:
    """A mutual contact, or what somebody is said to have told."""
    if context.request:
        yield from claims.without_evidence(context, "grounding_mutual", "thirds")
        yield from claims.without_evidence(context, "grounding_told", "thirds", of_the_sender=True)


@structure
def speaks_of_papers_not_sent(context: Context) -> Iterator[Hit]:
    """An attachment, proposal or other paper that nobody sent."""
    if context.request:
        is_pitch = context.stance is Stance.DECLINE_PITCH
        yield from claims.unknown_statements(context, "grounding_paper", besides="pitched" if is_pitch else "")
        yield from claims.unknown_statements(context, "grounding_thing", besides="adjectives", alone=True)
        yield from claims.without_any(context, "grounding_attachment", "sent")


@structure
def claims_an_action(context: Context) -> Iterator[Hit]:
    """Something done on the spot: spoken to somebody, checked, booked."""
    if context.request:
        yield from claims.plain(context, "grounding_action")
        yield from people.words_of_a_third(context, "grounding_quoted")


@structure
def claims_a_dealing(context: Context) -> Iterator[Hit]:
    """What the firm did before."""
    if context.request:
        yield from claims.plain(context, "grounding_dealing")


@structure
def names_a_time(context: Context) -> Iterator[Hit]:
    """A time past, or one at which the user will be somewhere, that the request does not name."""
    if context.request:
        yield from claims.never_named(context, "grounding_when")
        yield from claims.unknown_numbers(context, "grounding_hour")


@structure
def tells_the_sender_what_they_did(context: Context) -> Iterator[Hit]:
    """A doing of the sender's that they did not tell."""
    if context.request:
        yield from claims.unknown_deeds(context, "grounding_deed")


@structure
def names_an_unknown_possession(context: Context) -> Iterator[Hit]:
    """A thing of the sender's that they did not speak of."""
    if context.request:
        yield from people.unknown_possessions(context)


@structure
def names_an_unknown_relative(context: Context) -> Iterator[Hit]:
    """A relative of the sender's of whom they did not speak."""
    if context.request:
        yield from people.unknown_relatives(context)


@structure
def tells_of_a_third_person(context: Context) -> Iterator[Hit]:
    """Facts on the person to be asked that nobody told."""
    if context.request:
        yield from people.told_of_a_third(context, "grounding_third")
        yield from people.told_of_a_third(context, "grounding_third_past", whatever=True)
        yield from people.unknown_belongings(context)


@structure
def answers_what_was_not_written(context: Context) -> Iterator[Hit]:
    """An earlier exchange that the request does not show."""
    if context.request is None:
        return
    known = facts(context)
    if not known.is_returned and not known.asked.is_recalled:
        yield from claims.without_evidence(context, "grounding_return", "returns", "shared")


@structure
def recalls_an_event(context: Context) -> Iterator[Hit]:
    """An event that the request does not name."""
    if context.request:
        yield from claims.unknown_statements(context, "grounding_event")
        if context.stance in (Stance.ACCEPT, Stance.ASK_REASON, Stance.DECLINE_COMPETITOR):
            yield from claims.unknown_objects(
                context, "grounding_turn", noun_only=True, besides="courtesies", in_profile=True
            )


@structure
def states_a_fact_of_the_firm(context: Context) -> Iterator[Hit]:
    """A fact of the user's firm that the profile does not have."""
    if context.request and context.profile:
        yield from people.unknown_firm_facts(context, "grounding_firm")
        if context.stance is Stance.ANSWER:
            yield from claims.unknown_numbers(context, "grounding_size")


@structure
def tells_a_story(context: Context) -> Iterator[Hit]:
    """Something that happened, of which nothing is known."""
    if context.request and context.profile and context.language in (None, "en"):
        yield from people.unknown_stories(context)
