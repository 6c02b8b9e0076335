"""Mails copied from a mail page, where no line says `From:`."""

from __future__ import annotations

import pytest

from drafter.profile import Profile
from drafter.request import read_request

DANA = Profile(name="Dana Whitfield", signs_as="Dana")
TOM = "Tom Reed <tom@harcourt-talent.example>"
BODY = "\n\nHi Dana, I liked your article.\n\nTom"


@pytest.mark.parametrize(
    "head",
    [
        f"{TOM}\nMon, Mar 3, 10:22 AM (2 days ago)\nto me",
        f"{TOM}\nMon, Mar 3, 10:22\u202fAM (2 days ago)",
        f"{TOM}\n10:22 AM (2 hours ago)\nto me, Petra",
        "Tom Reed tom@harcourt-talent.example\nMon, Mar 3, 2025, 10:22 AM",
        f"{TOM}\tMon, Mar 3, 2025 at 10:22 AM\nTo: Dana Whitfield <dana@whitfield.example>",
        "Tom Reed<tom@harcourt-talent.example>\nMon 3/3/2025 10:22 AM",
        "Tom Reed<tom@harcourt-talent.example>\n\u200b\nYou\n\u200b\nMon 3/3/2025 10:22 AM",
        f"{TOM}\nMon 3/3/2025 10:22 AM\nTo: You\nCc: Petra Lang",
        f"{TOM}\nMo., 3. März, 10:22 (vor 2 Tagen)\nan mich",
        f"{TOM}\nMo 03.03.2025 10:22\nAn: Sie",
        f"{TOM}\nlun. 3 mars 10:22 (il y a 2 jours)\nÀ moi",
        f"{TOM}\n3 mars 2025 à 10:22\nÀ : Vous",
        f"{TOM}\nlun, 3 mar, 10:22 (hace 2 días)\npara mí",
        f"{TOM}\nlun 3 mar, 10:22 (2 giorni fa)\na me",
        f"{TOM}\n3 marzo 2025 alle ore 10:22",
        f"{TOM}\nma 3 mrt 10:22 (2 dagen geleden)\naan mij",
        f"{TOM}\nseg., 3 de mar., 10:22 (há 2 dias)\npara mim",
        f"{TOM}\n3 de março de 2025 às 10:22",
    ],
)
@pytest.mark.parametrize("above", ["", "Your article\nInbox\n\n", "TR\n"])
def test_what_a_mail_page_shows_above_a_mail_is_its_head(above: str, head: str) -> None:
    request = read_request(above + head + BODY, DANA)
    assert (request.sender.name, request.sender.email) == ("Tom Reed", "tom@harcourt-talent.example")
    assert [turn.text for turn in request.turns] == ["Hi Dana, I liked your article."]
    assert request.text[request.parts[0].start : request.parts[0].end] == f"{above}{head}\n\n"
    assert request.subject == ("Your article" if "article" in above else None)


def test_a_printed_mail_names_the_user_first() -> None:
    top = "Gmail\nDana Whitfield <dana@whitfield.example>\nYour article\n1 message\n"
    request = read_request(f"{top}{TOM}\t3. März 2025 um 10:22\nAn: Dana Whitfield{BODY}", DANA)
    assert (request.sender.name, request.subject) == ("Tom Reed", "Your article")


@pytest.mark.parametrize("when", ["10:22 (vor 3 Stunden)", "Mon, Mar 3, 2025, 10:22 AM\nto me"])
def test_a_page_may_hide_the_address(when: str) -> None:
    request = read_request(f"Tom Reed\n{when}{BODY}", DANA)
    assert request.sender.name == "Tom Reed"
    assert [turn.text for turn in request.turns] == ["Hi Dana, I liked your article."]


def test_a_conversation_copied_from_a_mail_page_is_a_thread() -> None:
    request = read_request(
        f"{TOM}\nMon, Mar 3, 10:22 AM (2 days ago)\nto me\n\nHi Dana!\n\nDana Whitfield <dana@whitfield.example>\n"
        f"Mon, Mar 3, 11:05 AM (2 days ago)\nto Tom\n\nWhy?\n\n{TOM}\n9:01 AM (1 hour ago)\nto me\n\nYour article.",
        DANA,
    )
    assert request.sender.email == "tom@harcourt-talent.example"
    assert [(turn.author, turn.text) for turn in request.turns] == [
        ("sender", "Hi Dana!"),
        ("user", "Why?"),
        ("sender", "Your article."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Hi Dana,\nplease write to\nTom Reed <tom@x.example>\n10:22",
        "Tom Reed <tom@x.example>\nis who you want to talk to.",
        "Monday Club\nwe meet at 10:22",
    ],
)
def test_an_address_in_a_message_opens_no_mail(text: str) -> None:
    assert [turn.text for turn in read_request(text, DANA).turns] == [text]
