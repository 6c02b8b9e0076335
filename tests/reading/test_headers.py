"""Header lines in the spellings that people paste."""

from __future__ import annotations

import pytest

from drafter.reading.headers import Person, is_sender_header, read_head, read_person
from drafter.reading.lines import split_lines
from drafter.request import read_request


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


@pytest.mark.parametrize(
    "head",
    [
        "De: {}\nEnviado el: lunes, 3 de marzo de 2025 10:22\nPara: Dana\nCCO: Eva\nAsunto: A\nDatos adjuntos: a.pdf",
        "De: {}\nEnviada: 3 de março de 2025 10:22\nPara: Dana\nAssunto: A\nAnexos: a.pdf\nImportância: Alta",
        "De: {}\nEnviada em: segunda-feira, 3 de março de 2025 10:22\nPara: Dana\nAssunto: A\nPrioridade: Alta",
        "De : {}\nEnvoyé : lundi 3 mars 2025 10:22\nÀ : Dana\nObjet : A\nPièces jointes : a.pdf\nPriorité : Haute",
        "Von: {}\nGesendet am: Montag, 3. März 2025 10:22\nAn: Dana\nBetreff: A\nAnlage: a.pdf\nWichtigkeit: Hoch",
        "Da: {}\nInviato: lunedì 3 marzo 2025 10:22\nA: Dana\nOggetto: A\nAllegati: a.pdf\nPriorità: Alta",
        "Van: {}\nVerzonden: maandag 3 maart 2025 10:22\nAan: Dana\nOnderwerp: A\nBijlagen: a.pdf\nUrgentie: Hoog",
    ],
)
def test_no_line_of_a_head_stays_in_the_message(head: str) -> None:
    request = read_request(head.format("Tom Reed <tom@x.example>") + "\n\nHello")
    assert (request.sender.name, request.subject, request.message) == ("Tom Reed", "A", "Hello")


@pytest.mark.parametrize("name", ["Tom Reed via LinkedIn", '"Tom Reed via LinkedIn"', "Tom Reed (via LinkedIn)"])
def test_a_page_that_mails_for_somebody_is_not_the_sender(name: str) -> None:
    person = read_person(f"{name} <messages-noreply@linkedin.example>")
    assert person == Person("Tom Reed")


def test_a_house_in_a_street_keeps_its_address() -> None:
    assert read_person("Hotel Via Roma <info@roma.example>").email == "info@roma.example"
