"""Negation, refusal, quotation and echo: what makes a hit not meant."""

from __future__ import annotations

import pytest

from drafter.checker import policies
from drafter.view import View


def negated(text: str, hit: str) -> bool:
    view = View(text)
    start = view.folded.index(hit)
    return policies.is_negated(view, start, start + len(hit))


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("I don't offer discounts through my network.", "discounts"),
        ("No demo for me, thank you.", "demo"),
        ("There is no discount, no trial and no fee.", "trial"),
        ("I'll pass on the demo.", "demo"),
        ("I'm going to decline: I turn down every free audit.", "free audit"),
        ("I keep my network clear of special offers.", "special offers"),
        ("A demo isn't for me.", "demo"),
        ("Discovery calls are not what I'm on here for.", "discovery calls"),
        ("The limited spots I'll leave to others.", "limited spots"),
        ("I'll give the early bird offer a miss.", "early bird offer"),
        ("I can't promise you a job.", "i can't promise you"),
        ("Ich biete keinen Rabatt an.", "rabatt"),
        ("Je n'offre pas de remise.", "remise"),
        ("No ofrecemos ningún descuento.", "descuento"),
        ("Non offro nessuno sconto.", "sconto"),
        ("Ik geef geen korting.", "korting"),
        ("Não há desconto.", "desconto"),
    ],
)
def test_a_negation_or_refusal_reaches_the_rest_of_its_clause(text: str, hit: str) -> None:
    assert negated(text, hit)


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Not only a discount but a free trial too.", "free trial"),
        ("It's not just a discount.", "discount"),
        ("It's a no-brainer: a free trial.", "free trial"),
        ("No obligation, a free trial.", "free trial"),
        ("Don't hesitate to ask for our discount.", "discount"),
        ("I'm not selling anything, but we have a free trial.", "free trial"),
        ("I don't buy here; our discount stands.", "discount"),
        ("I won't buy. Our discount stands.", "discount"),
        ("Without wishing to advertise, our free trial is popular.", "free trial"),
        ("I say no to yours, and our free trial is better.", "free trial"),
        ("Why not try our free trial?", "free trial"),
        ("Nicht nur ein Rabatt, auch ein Test.", "rabatt"),
    ],
)
def test_what_only_looks_like_a_negation_or_has_ended_is_none(text: str, hit: str) -> None:
    assert not negated(text, hit)


def test_a_negation_right_before_is_nearer_than_one_of_the_same_clause() -> None:
    view = View("I don't buy here and offer discounts, not trials.")
    assert not policies.is_negated_near(view, view.folded.index("discounts"))
    assert policies.is_negated_near(view, view.folded.index("trials"))


def test_quotations_survive_apostrophes() -> None:
    view = View("It's \"a steal\", he said, and 'the best deal' wasn't mine, the firms' words.")
    assert [view.folded[begin:end] for begin, end in policies.quotations(view)] == ['"a steal"', "'the best deal'"]


def test_a_span_is_quoted_only_if_all_of_it_is() -> None:
    view = View('A "free trial" and another free trial and a "demo".')
    quoted = policies.quotations(view)
    first = view.folded.index("free trial")
    second = view.folded.rindex("free trial")
    assert policies.is_quoted(quoted, first, first + 10)
    assert not policies.is_quoted(quoted, first, second)
    assert not policies.is_quoted(quoted, second, second + 10)
    assert policies.is_quoted(quoted, view.folded.index("demo"), view.folded.index("demo") + 4)


@pytest.mark.parametrize(
    ("draft", "hit", "heard", "echo"),
    [
        ("Glad the discount code worked.", "discount code", "The discount codes you posted worked", True),
        ("Spend the 35% well.", "35%", "We give 35% off", True),
        ("Spend the 40% well.", "40%", "We give 35% off", False),
        ("A free trial of ours.", "free trial", "May I send you a brochure?", False),
        ("What we do for you.", "what we do for you", "What do you do?", False),
    ],
)
def test_an_echo_has_every_telling_word_of_the_request(draft: str, hit: str, heard: str, echo: bool) -> None:
    view = View(draft)
    start = view.folded.index(hit)
    assert policies.is_echoed(view, start, start + len(hit), View(heard)) is echo


def test_the_policies_take_time_linear_in_the_text() -> None:
    view = View("no " * 200_000 + '"' * 1001 + "'" * 1001 + "free trial")
    start = len(view.folded) - 10
    assert policies.is_negated(view, start, start + 10) in (True, False)
    assert policies.quotations(view) is not None
