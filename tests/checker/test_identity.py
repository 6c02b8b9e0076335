"""Who writes to whom: the user to the sender, and both keep their names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.checker.context import Context
from drafter.checker.engine import check, run
from drafter.checker.names import is_misspelt, is_one_of, is_same, names_in
from drafter.checker.rules import Registry, registry
from drafter.profile import Profile
from drafter.request import read_request
from drafter.stance import Stance
from drafter.view import View

USER = Profile(name="Hanna Lindqvist", role="Owner", company="Lindqvist Rooms", contact="hello@lindqvistrooms.example")
FAMILY = Registry(rules=tuple(rule for rule in registry().rules if rule.code.startswith("IDN")), words=registry().words)


def found(draft: str, sender: str, message: str = "Hello Hanna, let us connect.", stance: str = "accept") -> set[str]:
    request = read_request(f"From: {sender}\n\n{message}", USER)
    context = Context(View(draft), request=request, stance=Stance(stance), profile=USER, language="en")
    return {finding.code for finding in run(context, FAMILY, "en").findings}


@pytest.mark.parametrize(
    ("sender", "greeting"),
    [
        ("Elizabeth Grayson", "Hi Liz"),
        ("Alexander Novak", "Dear Sasha"),
        ("Jörg Müller", "Guten Tag Herr Mueller"),
        ("José Ramírez", "Hola, Jose"),
        ("Dr Freya Nilsson, Baltic Water Conference", "Dear Dr Nilsson"),
        ("Ana-Lucia Prado", "Hello Ana"),
        ("Awards Desk, Industry Gazette", "Dear Awards team"),
        ("Hanna Berg", "Hi Hanna"),
        ("Prof. Abel Wick", "Thank you, Professor Wick"),
        ("Tobin Ash", "Good morning"),
        ("Tobin Ash", "Dear all"),
    ],
)
def test_every_right_way_to_address_somebody_is_left_alone(sender: str, greeting: str) -> None:
    assert found(f"{greeting}, thank you for the kind words. Welcome.", sender) == set()


@pytest.mark.parametrize(
    ("sender", "draft", "code"),
    [
        ("Tobin Ash", "Hi Hanna, thank you. Welcome.", "IDN001"),
        ("Tobin Ash", "Hanna, thank you. Welcome.", "IDN001"),
        ("Tobin Ash", "Dear Ms Lindqvist, thank you. Welcome.", "IDN001"),
        ("Elliot Grayson", "Hi Edward, thank you.", "IDN002"),
        ("Elliot Grayson", "Hello Mr Gray, thank you.", "IDN002"),
        ("Salma Rifai", "That made my day, Selma. Welcome.", "IDN003"),
        ("Alec Thorn", "Hi Alec, felt is best.\nBest, Alec", "IDN004"),
        ("Alec Thorn", "Hi Alec, felt is best.\nBest, Robert", "IDN004"),
        ("Duane Cobb, Facilities Manager", "Hi, I'm Duane and I'd like to join.", "IDN005"),
        ("Alonzo Pratt, investor", "Hello Alonzo, I'm an investor and keen to connect.", "IDN005"),
        ("Olga Taras", "Thank you, Olga. Hanna will be happy to look into it.", "IDN006"),
        ("Pierce Nolan", "Thank you. What made Pierce want to connect with you?", "IDN007"),
    ],
)
def test_a_wrong_name_is_found(sender: str, draft: str, code: str) -> None:
    assert code in found(draft, sender)


@pytest.mark.parametrize(
    ("sender", "draft", "code"),
    [
        ("Mrs P. Whitcombe, bursar", "Dear Mr Whitcombe, thank you. Good to be connected.", "IDN002"),
        ("Mallory Kemp, care home manager", "Thank you for writing. Glad we're connected. Mallory", "IDN004"),
        ("Hortense Adair, trustee", "Dear Hortense, thank you. Welcome.\nKind wishes, Hanna Adair", "IDN004"),
        ("Bridie Malone, caretaker", "Mary, thank you. Good to hear from you.", "IDN002"),
        ("Philip Ashe, director, WordBridge", "Thank you, Philip. WordBridge would rather not connect.", "IDN009"),
    ],
)
def test_who_is_taken_for_whom(sender: str, draft: str, code: str) -> None:
    assert code in found(draft, sender)


@pytest.mark.parametrize(
    ("sender", "draft"),
    [
        ("Mrs P. Whitcombe, bursar", "Dear Mrs Whitcombe, thank you. Good to be connected."),
        ("Mallory Kemp, care home manager", "Thank you for writing. Glad we're connected, Mallory."),
        ("Hortense Adair, trustee", "Dear Hortense, thank you. Welcome.\nKind wishes, Hanna Lindqvist"),
        ("Bridie Malone, caretaker", "Bridie, thank you. Good to hear from you."),
        ("Philip Ashe, director, WordBridge", "Thank you, Philip. I'd rather not connect; WordBridge has my respect."),
    ],
)
def test_who_is_who_and_is_left_alone(sender: str, draft: str) -> None:
    assert not found(draft, sender)


def test_a_name_that_the_sender_signs_with_is_theirs() -> None:
    assert found("Hi Megan, thank you.", "Awards Desk", "You are shortlisted!\n\nBest,\nMegan") == set()
    assert found("Hi Megan, thank you.", "Awards Desk", "My name is Megan and I run the awards.") == set()


def test_the_third_person_of_an_introduction_is_not_greeted() -> None:
    draft = "Hi Olof, I'd be glad to ask first."
    assert "IDN002" in found(draft, "Thea Lang", "Could you introduce me to Olof Berg?", "introduce")


def test_the_name_in_the_users_firm_or_address_speaks_of_nobody() -> None:
    draft = "Thank you, Olga. Write to hanna.lindqvist@lindqvistrooms.example; Lindqvist Rooms is me and two others."
    assert found(draft, "Olga Taras") == set()


def test_a_farewell_to_the_sender_is_no_signature() -> None:
    assert found("Send me a sketch, and all the best, Alec.", "Alec Thorn") == set()


def test_the_senders_words_with_the_sides_unchanged_are_found_and_turned_round_are_not() -> None:
    message = "May we interview you about driver shortages?"
    assert "IDN010" in found("We would like to interview you about driver shortages.", "Simon Teague", message)
    assert found("An interview about driver shortages is fine by me, Simon.", "Simon Teague", message) == set()


def test_without_a_request_nobody_is_greeted_wrongly() -> None:
    context = Context(View("Hi Edward, thank you. I'm Duane."), profile=USER)
    assert run(context, FAMILY, "en").findings == ()


@pytest.mark.parametrize(
    ("given_name", "name"), [("bob", "robert"), ("mueller", "muller"), ("ben", "benjamin"), ("li", "li")]
)
def test_short_forms_and_spellings_stand_for_the_same_person(given_name: str, name: str) -> None:
    assert is_same(given_name, name)


@pytest.mark.parametrize(
    ("given_name", "name"), [("paula", "paul"), ("gray", "grayson"), ("jesper", "kasper"), ("", "ann")]
)
def test_other_names_do_not(given_name: str, name: str) -> None:
    assert not is_one_of(given_name, ("elliot", name))


def test_a_slip_is_one_letter_or_two_in_a_long_name() -> None:
    assert is_misspelt("selma", "salma") and is_misspelt("wolter", "wouter")
    assert not is_misspelt("anna", "bert") and not is_misspelt("salma", "salma")


def test_titles_and_brackets_are_no_part_of_a_name() -> None:
    assert names_in("Dr. Ana-Lucia van der Berg (Berg AG)") == ("ana-lucia", "berg", "ana", "lucia")


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ["Hi ", "Hanna", "Olof", " Berg", ", ", "\n", "Best,", "I'm ", "thank you ", "é", "🙂", ". ", '"']
        )
    ).map("".join),
)
def test_any_names_and_texts_give_exact_spans(name: str, draft: str) -> None:
    request = read_request(f"From: Olof {name}\n\nHello Hanna, I'm {name}.", USER)
    context = Context(View(draft), request=request, stance=Stance.ACCEPT, profile=USER, language="en")
    for finding in run(context, FAMILY, "en").findings:
        assert draft[finding.start : finding.end] == finding.text


@pytest.mark.parametrize(
    ("sender", "greeting"),
    [("Molly Keating", "Hi Polly"), ("Bob Marsh", "Dear Robbie"), ("Hilde Brekke", "Dear Lady Annabel")],
)
def test_another_short_form_or_the_person_asked_about_is_not_the_sender(sender: str, greeting: str) -> None:
    message = "Could you introduce me to your chairwoman, Lady Annabel Frayne?"
    assert "IDN002" in found(f"{greeting}, thank you for the kind words. Welcome.", sender, message)


@pytest.mark.parametrize("closing", ["Kind regards, Dermot", "All the best, Dermot", "Best wishes from Dermot"])
def test_a_closing_with_the_senders_name_is_their_signature_even_within_a_line(closing: str) -> None:
    assert "IDN004" in found(f"Thank you, Dermot. Welcome. {closing}", "Dermot Lally")
    assert "IDN004" not in found(f"Thank you, Dermot. Welcome. {closing.replace('Dermot', 'Hanna')}", "Dermot Lally")


def test_a_wish_to_the_sender_that_ends_in_a_stop_is_no_signature() -> None:
    assert "IDN004" not in found("Thank you. Send me a sketch, and all the best, Dermot.", "Dermot Lally")


def test_the_senders_firm_beside_the_users_is_no_name_given() -> None:
    request = "From: Jytte Holm, Holm Pumper\n\nShall we connect?"
    user = Profile(name="Bruno Marchetti", company="Talbrook")
    both = "Thank you, Jytte. As Holm and Talbrook are in the same field, I won't connect. I respect your firm."
    assert "IDN005" not in {finding.code for finding in check(both, request, "decline_competitor", user).errors}
    own = "Thank you. As Jytte Holm I won't connect with you."
    assert "IDN005" in {finding.code for finding in check(own, request, "decline_competitor", user).errors}
