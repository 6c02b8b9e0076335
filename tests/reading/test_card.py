"""Invitation cards."""

from __future__ import annotations

import pytest

from drafter.reading.card import is_count
from drafter.request import read_request


@pytest.mark.parametrize(
    "line",
    [
        "140 mutual connections", "1 mutual connection", "500+ connections", "12 gemeinsame Kontakte",
        "4 relations en commun", "12 contactos en común", "34 collegamenti in comune", "4 conexões em comum",
        "3 gemeenschappelijke connecties", "Bob Stone and 11 other mutual connections", "Ann is a mutual connection",
        "1 mutual connection: Bob Stone", "Petra Lang and 3 others", "Petra Lang und 3 weitere",
        "Petra Lang et 3 autres personnes", "Petra Lang et 3 autres", "Petra Lang y 3 más",
        "Petra Lang y 3 contactos más", "Petra Lang e altri 3", "Petra Lang e altre 3 persone",
        "Petra Lang en 3 anderen", "Petra Lang e mais 3 pessoas", "Petra Lang e outras 3 pessoas",
    ],
)  # fmt: skip
def test_counts_of_shared_contacts_are_known_in_many_languages(line: str) -> None:
    assert is_count(line)
    request = read_request(f"Ann Lee\nBuyer at Acme\n{line}\n\nHello there")
    assert request.form == "card"
    assert (request.sender.name, request.sender.company) == ("Ann Lee", "Acme")
    assert request.message == "Hello there"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "I made 40 new connections at the fair.",
        "We have mutual friends",
        "40 pumps",
        "7",
        "I met Ann and 3 others.",
    ],
)
def test_other_lines_count_nothing(line: str) -> None:
    assert not is_count(line)


@pytest.mark.parametrize(
    "buttons", ["[Accept]   [Ignore]   [Report]", "Annehmen  Melden", "Accepter Signaler", "Accetta Segnala", "Block"]
)
def test_a_card_of_nothing_but_buttons_has_no_note(buttons: str) -> None:
    request = read_request(f"Ann Lee\nBuyer at Acme\n2 mutual connections\n{buttons}\n")
    assert (request.form, request.message) == ("card", "")


def test_a_card_needs_no_count() -> None:
    request = read_request("Ann Lee\nSales Director at Acme | Keynotes\n\nHello there")
    assert request.form == "card"
    assert (request.sender.title, request.sender.company) == ("Sales Director", "Acme")


@pytest.mark.parametrize(
    "text",
    [
        "Hi Bruno\nhow are you\n\nbye",
        "Ann Lee\n\nHi Bruno, we met in Bern.",
        "Dear Ann,\nthank you.\n\nBob",
        "One\nTwo\n\nThree",
    ],
)
def test_two_lines_and_a_blank_one_make_no_card(text: str) -> None:
    assert read_request(text).form == "bare"


def test_buttons_and_notices_belong_to_the_page() -> None:
    request = read_request(
        "Invitation from Ann Lee\nAnn Lee\n2nd degree connection\nBuyer at Acme\n12 mutual connections\n"
        "Accept\nIgnore\n\n"
        "Accept this, please?\n[Accept]  [Ignore]"
    )
    assert (request.sender.name, request.sender.title, request.sender.company) == ("Ann Lee", "Buyer", "Acme")
    assert request.message == "Accept this, please?"


def test_a_card_may_name_its_sender_twice_and_hold_the_note_at_once() -> None:
    request = read_request(
        "Tom Reed\nTom Reed\nHelping leaders shine | Consultant at Harcourt Talent\nPetra Lang and 3 others\n"
        "Hi Dana, I liked your article.\nIgnore\nAccept"
    )
    assert (request.sender.name, request.sender.company) == ("Tom Reed", "Harcourt Talent")
    assert request.message == "Hi Dana, I liked your article."
