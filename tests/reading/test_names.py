"""Names, titles and firms told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.reading.names import LIMIT, clean_name, is_person, is_told_name, looks_like_name, split_role
from drafter.text import printable


@pytest.mark.parametrize(
    ("headline", "title", "company"),
    [
        ("Key Account Manager at Torrent Flow Systems GmbH", "Key Account Manager", "Torrent Flow Systems GmbH"),
        ("Sales Engineer @ Quellhorst", "Sales Engineer", "Quellhorst"),
        ("Vertriebsingenieur bei der Alpen-Pumpentechnik AG", "Vertriebsingenieur", "Alpen-Pumpentechnik AG"),
        ("Cheffe de projet chez OB Interiors", "Cheffe de projet", "OB Interiors"),
        ("Amministratore delegato presso Cantieri Lagunari", "Amministratore delegato", "Cantieri Lagunari"),
        ("Directora de compras en Aguas del Ebro", "Directora de compras", "Aguas del Ebro"),
        ("Diretora de operações na Linha Azul", "Diretora de operações", "Linha Azul"),
        ("Planner bij Kade 9", "Planner", "Kade 9"),
        ("Säljare på Fjord", "Säljare", "Fjord"),
        ("COO, Fjordtak Insurance", "COO", "Fjordtak Insurance"),
        ("People & Culture, SHLines", "People & Culture", "SHLines"),
        ("Supply chain manager, Kade 9 Brewery (ex-Transpelago)", "Supply chain manager", "Kade 9 Brewery"),
        ("Facilities Lead at Grayle Insurance (workspace by Plateau)", "Facilities Lead", "Grayle Insurance"),
        ("Founder @ Kalendrive | 20 sales calls or you pay $0", "Founder", "Kalendrive"),
        ("Delegate Relations @ PumpLeaders Summit, Dubai", "Delegate Relations", "PumpLeaders Summit"),
        ("Head of Sales | Acme Corp", "Head of Sales", "Acme Corp"),
        ("CEO of Kruse Pumpen", "CEO", "Kruse Pumpen"),
        ("Swiftline Logistics", None, "Swiftline Logistics"),
        ("Apex Talent", None, "Apex Talent"),
        ("Wells Without Borders", None, "Wells Without Borders"),
        ("Havutex Oy", None, "Havutex Oy"),
        ("Executive Coach", "Executive Coach", None),
        ("Operations Excellence", "Operations Excellence", None),
        ("Terminal Operations", "Terminal Operations", None),
        ("Executive Search", "Executive Search", None),
        ("Betriebsleiter", "Betriebsleiter", None),
        ("Head of Education, shipping museum", "Head of Education, shipping museum", None),
        ("Landscape architecture student, Izmir", "Landscape architecture student, Izmir", None),
        ("ex-Corvane", "ex-Corvane", None),
        ("Sales manager (once, long ago, at Acme)", "Sales manager (once, long ago, at Acme)", None),
        ("Director at Acme (formerly at Beta)", "Director", "Acme"),
        ("Delivery Manager, Hanoi", "Delivery Manager, Hanoi", None),
        ("formerly Rydell & Sons", "formerly Rydell & Sons", None),
        ("tenant at Harbour House", "tenant at Harbour House", None),
        ("manager at a paper mill", "manager at a paper mill", None),
        ("Chair of the Delta Labour Forum", "Chair of the Delta Labour Forum", None),
        ("Interior stylist → Founder, Glowpath Coaching", "Interior stylist → Founder", "Glowpath Coaching"),
        ("I make complicated machines simple", "I make complicated machines simple", None),
        ("", None, None),
    ],
)
def test_a_headline_is_split_into_what_and_where(headline: str, title: str | None, company: str | None) -> None:
    assert split_role(headline) == (title, company)


def test_a_firm_with_the_writers_surname_is_a_firm() -> None:
    assert split_role("Uhl Partner Search", "uhl").company == "Uhl Partner Search"


@pytest.mark.parametrize(
    "name",
    [
        "Tom Baker",
        "Aurélie Monnier",
        "Noor van Aken",
        "Jo-Jo Marchetti",
        "D'Arcy O’Neill",
        "Dr. Hartmut Seibold",
        "Zoë",
    ],
)
def test_people_have_names(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "text",
    [
        "Hi Bruno",
        "Kind Regards",
        "Next Step",
        "Sales Team",
        "MONDAY",
        "tom fisk",
        "R2 D2",
        "Are you?",
        "a@b.c",
        "",
        "。。",
    ],
)
def test_phrases_and_noise_are_no_people(text: str) -> None:
    assert not is_person(text)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Tom Fisk (new account) 🚀", "Tom Fisk"),
        ("  “Tom   Fisk” ", "Tom Fisk"),
        ("Zoé Martin • 2e", "Zoé Martin"),
        ("Tom Fisk · 2nd", "Tom Fisk"),
        ("Lucía Fernández (ella)", "Lucía Fernández"),
        ("🚀🚀", None),
        ("123", None),
    ],
)
def test_decoration_is_no_part_of_a_name(raw: str, name: str | None) -> None:
    assert clean_name(raw) == name


@given(text=st.text())
def test_any_name_comes_out_clean_short_and_on_one_line(text: str) -> None:
    name = clean_name(text)
    assert name is None or (len(name) <= LIMIT and name.strip() == name and printable(name) == name)


@given(text=st.text())
def test_any_headline_is_split_without_failing(text: str) -> None:
    for part in split_role(text):
        assert part is None or 0 < len(part) <= LIMIT


@given(text=st.text())
def test_a_person_always_looks_like_a_name(text: str) -> None:
    assert looks_like_name(text) or not is_person(text)


@pytest.mark.parametrize(
    "name",
    [
        "Owen Price", "Owen Day", "Ann Church", "Ann Page", "Tom Parish", "Lea March", "Eva Best", "Tim Good",
        "Al Brand", "Anjali Das", "Minh Le", "Lisa An", "Kim So", "Ana Dias", "Guido Caro", "Eva Morgen",
        "Ann Key", "Joe Friday", "Sam", "Jan", "April", "Dean", "Mai", "June", "Ann Lee",
        "Anna Maria Price", "Dr. Owen Price",
    ],
)  # fmt: skip
def test_a_name_that_is_told_may_be_a_common_word(name: str) -> None:
    assert is_told_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "Open Day", "Best Price", "Good Brand", "Price", "Day", "Good", "Le", "Das", "Monday", "Our Church",
        "Team Price", "Apex Talent", "Owen Marketing", "Sales", "Good Morning", "Dear Price", "Hi Owen", "Total Price",
    ],
)  # fmt: skip
def test_common_words_alone_are_no_name_even_where_told(text: str) -> None:
    assert not is_told_name(text)
