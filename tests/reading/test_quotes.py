"""Older mail in a body, as mail programs of many makes and languages put it there."""

from __future__ import annotations

import pytest

from drafter.profile import Profile
from drafter.request import read_request

BRUNO = Profile(name="Bruno Albertini", contact="region.south@valmera.example")


def turns(text: str) -> list[tuple[str, str]]:
    return [(turn.author, turn.text) for turn in read_request(text, BRUNO).turns]


@pytest.mark.parametrize(
    "attribution",
    [
        "On Tue, Jun 3, 2025 at 10:12 AM Bruno Albertini <b@v.example> wrote:",
        "On Tue, Jun 3, 2025 at 10:12 AM Bruno Albertini <b@v.example>\nwrote:",
        "On Tue, Jun 3, 2025 at 10:12 AM Bruno Albertini <b@v.example> wrote",
        "On 3 June 2025, Bruno Albertini wrote:",
        "> On 3 Jun 2025, at 10:12, Bruno Albertini <b@v.example> wrote:",
        "Am 03.06.2025 um 10:12 schrieb Bruno Albertini:",
        "Bruno Albertini <b@v.example> schrieb am Di., 3. Juni 2025, 10:12:",
        "Le mar. 3 juin 2025 à 10:12, Bruno Albertini <b@v.example> a écrit :",
        "El mar, 3 jun 2025 a las 10:12, Bruno Albertini (<b@v.example>) escribió:",
        "Il giorno mar 3 giu 2025 alle ore 10:12 Bruno Albertini <b@v.example> ha scritto:",
        "Op di 3 jun 2025 om 10:12 schreef Bruno Albertini <b@v.example>:",
        "Em ter., 3 de jun. de 2025 às 10:12, Bruno Albertini <b@v.example> escreveu:",
        "2025-06-03 10:12 GMT+02:00 Bruno Albertini <b@v.example>:",
        "On 3 June 2025, region.south@valmera.example wrote:",
    ],
)
def test_the_users_mail_is_known_from_its_attribution(attribution: str) -> None:
    assert turns(f"Thanks, that helps.\n\n{attribution}\n\n> Why do you ask?\n") == [
        ("user", "> Why do you ask?"),
        ("sender", "Thanks, that helps."),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "-----Original Message-----\nFrom: Bruno Albertini\nSent: Monday\nTo: Ann Lee\nSubject: Pumps\n",
        "-----Ursprüngliche Nachricht-----\nVon: Bruno Albertini\nGesendet: Montag\nAn: Ann\nBetreff: AW: Pumpen\n",
        "______________\nFrom: Bruno Albertini <b@v.example>\nSent: Monday\nTo: Ann\nSubject: RE: Pumps\n",
        "De : Bruno Albertini <b@v.example>\nEnvoyé : lundi\nÀ : Ann\nObjet : RE: Pompes\n",
    ],
)
def test_the_users_mail_is_known_from_its_head(head: str) -> None:
    assert turns(f"Thanks, that helps.\n\n{head}\nWhy do you ask?\n") == [
        ("user", "Why do you ask?"),
        ("sender", "Thanks, that helps."),
    ]


def test_a_whole_chain_is_read_from_the_oldest_to_the_newest() -> None:
    text = (
        "Hi Bruno,\n\nsee below.\n\nKind regards,\n\nPetra Sommer\nHead of Purchasing\n"
        "Sommer AG | Bahnhofstrasse 1 | 8000 Zürich\nT: +41 44 123 45 67 | petra.sommer@sommer.example\n\n"
        "________________________________\nFrom: Bruno Albertini <bruno@valmera.example>\nSent: Monday\n"
        "To: Petra Sommer\nSubject: RE: Pumps\n\nThank you.\n\n"
        "-----Original Message-----\nFrom: Petra Sommer\nSent: Sunday\nTo: Bruno\nSubject: Pumps\n\n"
        "Do you sell pumps?\n"
    )
    request = read_request(text, BRUNO)
    assert [(turn.author, turn.text, turn.when) for turn in request.turns] == [
        ("sender", "Do you sell pumps?", "Sunday"),
        ("user", "Thank you.", "Monday"),
        ("sender", "Hi Bruno,\n\nsee below.", None),
    ]
    assert tuple(msg for msg in (request.sender.name, request.sender.title, request.sender.company)) == (
        "Petra Sommer",
        "Head of Purchasing",
        "Sommer AG",
    )
    assert request.sender.email == "petra.sommer@sommer.example"


@pytest.mark.parametrize(
    "quoted",
    [
        "On 3 Jun 2025, Carla Dietrich <c@d.example> wrote:\n> We hate pumps",
        "----- Weitergeleitete Nachricht -----\nVon: Carla Dietrich <c@d.example>\nBetreff: x\n\nWe hate pumps",
        "> We hate pumps\n> and so do you",
    ],
)
def test_words_of_third_persons_are_quotations(quoted: str) -> None:
    request = read_request(f"See what she said.\n\n{quoted}", BRUNO)
    assert [turn.author for turn in request.turns] == ["sender"]
    assert request.message == "See what she said."
    assert [part.kind for part in request.parts][-1] == "quotation"


@pytest.mark.parametrize(
    "head", ["> From: Bruno Albertini", "> Von: Bruno Albertini <b@v.example>\n> Datum: 3. Juni\n>"]
)
def test_a_mail_quoted_with_its_head_is_the_users(head: str) -> None:
    request = read_request(f"From: Ann Lee\n\nThat was a graceful no.\n\n{head}\n> We work in the same field.", BRUNO)
    assert [(turn.author, turn.text.strip("> \n")) for turn in request.turns] == [
        ("user", "We work in the same field."),
        ("sender", "That was a graceful no."),
    ]


def test_a_message_that_is_quoted_with_its_head_as_a_whole_is_the_senders() -> None:
    request = read_request("> From: Ann Lee\n>\n> Hello, shall we connect?", BRUNO)
    assert [turn.author for turn in request.turns] == ["sender"]


def test_a_shout_in_angles_is_no_quotation() -> None:
    request = read_request("Sign in to open.\n\n>> OPEN DOCUMENT <<  http://x.example\n\nNow.", BRUNO)
    assert [turn.text for turn in request.turns] == [request.text]


def test_a_message_that_is_quoted_as_a_whole_is_the_senders() -> None:
    assert turns("> Hi Bruno\n> how are you") == [("sender", "> Hi Bruno\n> how are you")]


def test_in_the_users_own_answer_the_quoted_person_is_the_sender() -> None:
    request = read_request(
        "From: Bruno Albertini <b@v.example>\nSubject: Re: Hi\n\nWhy?\n\n"
        "On 3 June 2025, Ann Lee <ann@x.example> wrote:\n> Shall we connect?\n",
        BRUNO,
    )
    assert [turn.author for turn in request.turns] == ["sender", "user"]
    assert (request.sender.name, request.sender.email) == ("Ann Lee", "ann@x.example")


OLDER = {
    "en": ("On Mon, 3 Nov 2025 at 10:02, {} <x@{}.example> wrote:", "Hi Ann, thanks. May I ask why?"),
    "de": ("Am Mo., 3. Nov. 2025 um 10:02 Uhr schrieb {} <x@{}.example>:", "Hallo Ann, danke. Darf ich fragen, warum?"),
    "fr": ("Le lun. 3 nov. 2025 à 10:02, {} <x@{}.example> a écrit :", "Bonjour Ann, merci de votre message."),
}


@pytest.mark.parametrize("language", OLDER)
@pytest.mark.parametrize("deeper", [">>", "> >"])
@pytest.mark.parametrize("between", [">\n", "> \n", ""])
@pytest.mark.parametrize("mail", [True, False])
def test_the_users_quoted_turn_may_itself_quote(language: str, deeper: str, between: str, mail: bool) -> None:
    attribution, said = OLDER[language]
    head = "From: Ann Lee <x@lee.example>\nTo: Bruno Albertini <x@v.example>\nSubject: Re: Hi\n\n" if mail else ""
    text = (
        f"{head}I just like your work.\n\n{attribution.format('Bruno Albertini', 'v')}\n> {said}\n"
        f"{between}> {attribution.format('Ann Lee', 'lee')}\n{deeper} Let us connect, please\n"
    )
    first = [("sender", f"{deeper} Let us connect, please")] if mail else []
    assert turns(text) == [*first, ("user", f"> {said}"), ("sender", "I just like your work.")]


def test_a_mail_that_seems_to_come_from_the_user_alone_is_the_senders() -> None:
    text = "From: your.device <region.south@valmera.example>\nSubject: 48h\n\nYour camera was on. 0.08 BTC."
    assert turns(text) == [("sender", "Your camera was on. 0.08 BTC.")]


def test_below_a_quoted_head_the_deeper_quote_is_another_writers() -> None:
    text = (
        "From: Tom Reed <tom@x.example>\nSubject: Re: hi\n\nI'm sorry, I was rude.\n\n"
        "> From: Bruno Albertini <region.south@valmera.example>\n> Sent: Monday\n>\n> Thank you. Why?\n>\n"
        "> > From: Tom Reed\n> > Sent: Sunday\n> >\n> > I'd rather not connect.\n"
    )
    assert [(author, words.strip("> \n")) for author, words in turns(text)] == [
        ("sender", "I'd rather not connect."),
        ("user", "Thank you. Why?"),
        ("sender", "I'm sorry, I was rude."),
    ]


@pytest.mark.parametrize("banner", ["", "> -----Original Message-----\n"])
def test_a_mail_quoted_with_its_head_may_stand_first(banner: str) -> None:
    text = (
        f"From: Tom Reed <tom@x.example>\nSubject: Re: hi\n\n{banner}> From: Bruno Albertini\n> Sent: Monday\n>\n"
        "> May I ask why?\n\nJust to widen my circle.\n"
    )
    assert [(author, words.strip("> \n")) for author, words in turns(text)] == [
        ("user", "May I ask why?"),
        ("sender", "Just to widen my circle."),
    ]


def test_a_forged_address_gives_no_name_and_a_quotation_does_not_save_it() -> None:
    text = "From: Bruno Albertini <region.south@valmera.example>\n\nPay 0.08 BTC.\n\n> Your password: hunter2"
    request = read_request(text, BRUNO)
    assert [turn.author for turn in request.turns] == ["sender"]
    assert (request.sender.name, request.sender.email) == (None, None)
