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


HINT = "Should your plant ever need a second opinion, you know where we are."


def test_a_draft_is_rejected_for_its_worst_sentence_and_for_none_that_is_plain() -> None:
    context = context_of(f"Hi Ola, thank you for connecting. {HINT} Have a good week.")
    sentences = learnt.sentences_of(context, ())
    wrong = learnt.load_weights().wrong_in(sentences, Stance.ACCEPT, foreign=False)
    assert [context.view.text[slice(*context.view.span(s.start, s.end))] for s in wrong] == [HINT]


def test_a_draft_without_a_sentence_is_not_judged() -> None:
    assert learnt.load_weights().wrong_in([], Stance.HELP, foreign=False) == []


@pytest.mark.parametrize("scores", [[5.0, -5.0], [-5.0, 5.0, 1e9], [-1e9]])
def test_what_is_weighed_of_a_draft_is_bounded(scores: list[float]) -> None:
    sentences = learnt.sentences_of(context_of("One. Two goes on here! Three?"), ())[: len(scores)]
    summary = learnt.summary_of(sentences, scores, foreign=True)
    assert summary["top"] == max(-5.0, min(max(scores), 5.0))
    assert all(-5 <= value <= 5 * len(scores) + 1 for value in summary.values())
    assert summary["foreign"] == 1


@given(st.lists(st.sampled_from(["Thank you.", HINT, "Welcome!", "We have a special offer.", "?"]), max_size=9))
def test_only_sentences_of_the_draft_are_wrong(parts: list[str]) -> None:
    context = context_of(" ".join(parts) or "x")
    sentences = learnt.sentences_of(context, ())
    wrong = learnt.load_weights().wrong_in(sentences, Stance.ACCEPT, foreign=False)
    assert all(sentence in sentences for sentence in wrong)
