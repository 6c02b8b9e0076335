"""Header lines in the spellings that people paste."""

from __future__ import annotations

import pytest

from drafter.reading.headers import is_sender_header, read_head, read_person
from drafter.reading.lines import split_lines


@pytest.mark.parametrize("label", ["From", "Von", "De", "De ", "Da", "Van", "Från", "FROM", "*From*", "От", "差出人"])
@pytest.mark.parametrize("colon", [":", "："])
def test_the_sender_is_named_in_many_languages(label: str, colon: str) -> None:
    head = read_head(split_lines(f"{label}{colon} Ann Lee, Buyer at Acme\n\nHello"))
    assert head is not None
    assert (head.person.name, head.person.title, head.person.company) == ("Ann Lee", "Buyer", "Acme")
    assert not head.is_mail


@pytest.mark.parametrize("label", ["Subject", "Betreff", "Objet", "Asunto", "Oggetto", "Onderwerp", "Assunto", "Ämne"])
def test_the_subject_is_named_in_many_languages(label: str) -> None:
    head = read_head(split_lines(f"From: Ann Lee\n{label} : A question\nDate: today\n\nHello"))
    assert head is not None
    assert head.subject == "A question"
    assert head.when == "today"
    assert head.is_mail
    assert head.after == 3


@pytest.mark.parametrize("label", ["Reply-To", "Antwort an", "Répondre à", "Sender"])
def test_other_addresses_of_the_sender_belong_to_the_head(label: str) -> None:
    lines = split_lines(f"From: Ann Lee <ann@x.example>\n{label}: b@y.example\nSubject: Hi\n\nHello")
    head = read_head(lines)
    assert head is not None
    assert (head.person.email, head.subject, head.after) == ("ann@x.example", "Hi", 3)
    assert is_sender_header(lines[1].text)
    assert not is_sender_header(lines[0].text)


def test_the_organization_is_where_the_sender_works() -> None:
    head = read_head(split_lines("From: Ann Lee <ann@x.example>\nOrganization: Acme Foods\n\nHello"))
    assert head is not None
    assert head.person.company == "Acme Foods"


def test_the_sender_may_come_after_other_headers() -> None:
    head = read_head(split_lines("Subject: Hi\nDate: now\nFrom: Ann Lee <ann@x.example>\nTo: Bob\n\nHello"))
    assert head is not None
    assert head.person.email == "ann@x.example"


@pytest.mark.parametrize(
    "text", ["Hello\nFrom: Ann Lee", "From:\n\nHello", "From here on: nothing", "", "From Ann Lee"]
)
def test_text_without_a_head_has_none(text: str) -> None:
    assert read_head(split_lines(text)) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ann Lee", ("Ann Lee", None, None, None)),
        ("Ann Lee <Ann.Lee@X.example>", ("Ann Lee", None, None, "ann.lee@x.example")),
        ("ann@x.example", (None, None, None, "ann@x.example")),
        ("ann@x.example (Ann Lee)", ("Ann Lee", None, None, "ann@x.example")),
        ("Ann Lee (ann@x.example)", ("Ann Lee", None, None, "ann@x.example")),
        ("Ann Lee [mailto:ann@x.example]", ("Ann Lee", None, None, "ann@x.example")),
        ('"Lee, Ann" <ann.lee@x.example>', ("Ann Lee", None, None, "ann.lee@x.example")),
        ("Ann Lee <ann@x.example>, Studio Moe Interiors", ("Ann Lee", None, "Studio Moe Interiors", "ann@x.example")),
        ("Ann Lee (Acme Foods)", ("Ann Lee", None, "Acme Foods", None)),
        ("Ann Lee (she/her)", ("Ann Lee", None, None, None)),
        ("Ann Lee (2)", ("Ann Lee", None, None, None)),
        ("Verkauf <verkauf@x.example>", (None, None, None, "verkauf@x.example")),
        ("Einkaufsanfrage <a@x.example>", (None, None, None, "a@x.example")),
        ("Segreteria <s@x.example>", (None, None, None, "s@x.example")),
        ("Ann Lee (new account)", ("Ann Lee", None, None, None)),
        ("Ann Lee, Director, Acme Corp", ("Ann Lee", "Director", "Acme Corp", None)),
        ("Ann Lee, PhD, Director at Acme", ("Ann Lee", "Director", "Acme", None)),
        ("Ann Lee at Acme Foods", ("Ann Lee", None, "Acme Foods", None)),
        ("Ann Lee | Head of Sales | Acme Corp", ("Ann Lee", "Head of Sales", "Acme Corp", None)),
        ("Ann Lee - Acme Corp", ("Ann Lee", None, "Acme Corp", None)),
        ("Sales Team <sales@x.example>", (None, None, None, "sales@x.example")),
    ],
)
def test_a_sender_is_read_in_many_spellings(value: str, expected: tuple[str | None, ...]) -> None:
    assert tuple(read_person(value)) == expected
