"""The learnt weights: what a sentence as a whole does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import Profile, check
from drafter.checker import learnt
from drafter.checker.context import Context
from drafter.checker.rules import registry
from drafter.request import read_request
from drafter.stance import Stance
from drafter.view import View

PROFILE = Profile(name="Bruno Keller", company="Talbrook Pumps", what_we_do="We make and repair pumps for food plants.")
REQUEST = "From: Ola Lund, Plant Manager at Havn Foods\n\nThanks for connecting, good to find you here."


def context_of(draft: str, stance: Stance = Stance.ACCEPT) -> Context:
    return Context(View(draft), request=read_request(REQUEST, PROFILE), stance=stance, profile=PROFILE)


def test_a_sentence_carries_its_words_and_what_the_request_does_not_say() -> None:
    (sentence,) = learnt.sentences_of(context_of("Ola, your plant wants 12 pumps."), [("SAL001", 4, 8)])
    assert {"zzsender", "plant", "zznumber", "your plant", "wants zznumber pumps"} <= set(sentence.grams)
    assert "+pumps" in sentence.grams
    assert "+plant" not in sentence.grams
    assert sentence.named["rule:SAL001"] == 1
    assert sentence.named["shop"] > 0


def test_a_hint_that_no_word_gives_away_is_found_and_a_plain_welcome_is_not() -> None:
    hint = "Hi Ola, thank you for connecting. Should your plant ever need a second opinion, you know where we are."
    plain = "Hi Ola, thank you, and welcome. Good to find you here too."
    assert not check(hint, REQUEST, "accept", PROFILE).accepted
    assert check(plain, REQUEST, "accept", PROFILE).accepted


def test_no_rule_is_weighed_that_says_who_speaks_to_whom() -> None:
    weighed = {rule.code for rule in registry().rules if rule.weighed}
    assert "GRD009" in weighed
    assert not {code for code in weighed if code.startswith("IDN")}


@pytest.mark.parametrize("stance", learnt.STANCES)
def test_every_stance_has_a_column_of_its_own(stance: Stance) -> None:
    (sentence,) = learnt.sentences_of(context_of("Let me know when our offer suits you.", stance), ())
    assert isinstance(learnt.load_weights().score(sentence, stance), float)


@given(st.text(max_size=300))
def test_any_text_has_a_score_and_spans_within_it(text: str) -> None:
    context = context_of(text or "x")
    for sentence in learnt.sentences_of(context, ()):
        start, end = context.view.span(sentence.start, sentence.end)
        assert 0 <= start <= end <= len(context.draft)
        assert abs(learnt.load_weights().score(sentence, Stance.HELP)) < 1000


HINT = "We always have a job or two where a plant and our workshop could do well out of each other."
IDLE = (
    "It was raining here all morning and I read your message twice with a cup of tea at the window before I sat down."
)


@pytest.mark.parametrize("idle", [IDLE, f"{IDLE} The kettle has boiled since.", "Have a good week."])
def test_no_harmless_sentence_makes_up_for_a_wrong_one(idle: str) -> None:
    draft = f"Hi Ola, thank you for connecting. {HINT}"
    for longer in (draft, f"{draft} {idle}", draft.replace(HINT, f"{idle} {HINT}")):
        report = check(longer, REQUEST, "accept", PROFILE)
        assert [(finding.code, finding.text) for finding in report.errors] == [("SAL099", HINT)], longer


@pytest.mark.parametrize("stance", learnt.STANCES)
def test_another_language_than_english_moves_every_score_alike(stance: Stance) -> None:
    weights = learnt.load_weights()
    hint, plain = learnt.sentences_of(context_of(f"{HINT} Have a good week."), ())
    moved = [weights.score(s, stance, foreign=True) - weights.score(s, stance) for s in (hint, plain)]
    assert moved[0] == pytest.approx(moved[1]) and moved[0] != 0
