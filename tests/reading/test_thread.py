"""Threads as they come from different places."""

from __future__ import annotations

import pytest

from drafter.profile import Profile
from drafter.reading.stamps import is_day, read_chat, read_stamp
from drafter.request import Request, read_request

BRUNO = Profile(name="Bruno Albertini", signs_as="Bruno")


def turns(text: str) -> list[tuple[str, str]]:
    return [(turn.author, turn.text) for turn in read_request(text, BRUNO).turns]


def read(text: str) -> Request:
    return read_request(text, BRUNO)


@pytest.mark.parametrize(
    ("line", "name", "when"),
    [
        ("Ann Lee  7:44 AM", "Ann Lee", "7:44 AM"),
        ("Ann Lee 16:10", "Ann Lee", "16:10"),
        ("gmac_1979  1:50 AM", "gmac_1979", "1:50 AM"),
        ("Ann Lee · 16:10 Uhr", "Ann Lee", "16:10 Uhr"),
        ("Ann Lee, 9:05 p.m.", "Ann Lee", "9:05 p.m."),
        ("Ann Lee [9:05 AM]", "Ann Lee", "9:05 AM"),
        ("Ann Lee Jan 14, 2025 at 9:05 AM", "Ann Lee", "Jan 14, 2025 9:05 AM"),
        ("Ann Lee Yesterday 9:05", "Ann Lee", "Yesterday 9:05"),
        ("anouk de wael  9:05", "anouk de wael", "9:05"),
        ("Ann Lee sent the following message at 9:01 AM", "Ann Lee", "9:01 AM"),
        ("[10:05] Ann Lee", "Ann Lee", "10:05"),
    ],
)
def test_a_line_with_speaker_and_time_opens_a_message(line: str, name: str, when: str) -> None:
    stamp = read_stamp(line)
    assert stamp is not None
    assert (stamp.name, stamp.when) == (name, when)


@pytest.mark.parametrize(
    "line",
    [
        "Let us meet Monday 9:00",
        "Monday 9:00",
        "see you at 10:30",
        '"Bruno Albertini  9:03 AM',
        "9:00",
        "Call me 16:10",
        "Room_4  14:00",
        "Hall2  14:00",
        "Day1  9:00",
        "",
    ],
)
def test_a_line_that_mentions_a_time_opens_none(line: str) -> None:
    assert read_stamp(line) is None


@pytest.mark.parametrize("line", ["Ann Lee: hello", "Ann: hello", "Ann Lee (Acme): hello", "You: hello"])
def test_a_name_with_a_colon_may_open_a_message(line: str) -> None:
    stamp = read_chat(line)
    assert stamp is not None
    assert stamp.text_at == line.index("hello")


@pytest.mark.parametrize(
    "line", ["Dear Ann: hello", "Subject: hello", "One question: why", "http://x.example", "PS: hello"]
)
def test_other_words_with_a_colon_open_none(line: str) -> None:
    assert read_chat(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "MON", "TODAY", "Gestern", "HEUTE", "MAR.", "JAN 14", "12. SEPT. 2024", "2023", "14/01/2025", "2025-01-14",
        "Jun 2024", "sexta-feira", "3 avril", "20.03.2025", "Monday, June 2",
    ],
)  # fmt: skip
def test_day_separators_are_known_in_many_languages(line: str) -> None:
    assert is_day(line)


@pytest.mark.parametrize("line", ["", "Ann Lee", "12", "Hello Monday people", "1234567", "May I?", "42 pumps"])
def test_other_lines_are_no_days(line: str) -> None:
    assert not is_day(line)


def test_a_whole_page_copied_from_linkedin_is_read() -> None:
    request = read(
        "Florian Quast\nFlorian Quast\n   2nd degree connection\n· 2nd\nSales Engineer at Quellhorst\n\nTODAY\n"
        "Florian Quast sent the following message at 9:01 AM\nView Florian’s profileFlorian Quast\n"
        "Florian Quast   (He/Him) 9:01 AM\nHi Bruno.\n\nBruno Albertini sent the following messages at 9:40 AM\n"
        "View Bruno’s profile\nBruno Albertini 9:40 AM\nWhy?\n"
    )
    assert (request.sender.name, request.sender.title, request.sender.company) == (
        "Florian Quast",
        "Sales Engineer",
        "Quellhorst",
    )
    assert [(turn.author, turn.text) for turn in request.turns] == [("sender", "Hi Bruno."), ("user", "Why?")]


@pytest.mark.parametrize(
    "text",
    [
        "[12/03/24, 10:05:11] Ann Lee: Hello\nthere\n[12/03/24, 10:06:00] Bruno: Hi",
        "12.03.24, 10:05 - Ann Lee: Hello\nthere\n12.03.24, 10:06 - Bruno Albertini: Hi",
        "[10:05] Lee, Ann\nHello\nthere\n[10:06] Albertini, Bruno\nHi",
        "Ann Lee\n10:05 AM\nHello\nthere\n\nBruno Albertini\n10:06 AM\nHi",
        "Ann Lee: Hello\nthere\nYou: Hi",
        "Ann Lee (Acme): Hello\nthere\nBruno: Hi",
    ],
    ids=["phone export", "phone export with dashes", "office chat", "time on its own line", "chat", "chat with firm"],
)
def test_other_places_export_threads_in_their_own_way(text: str) -> None:
    assert turns(text) == [("sender", "Hello\nthere"), ("user", "Hi")]
    assert read(text).sender.name == "Ann Lee"


def test_a_day_as_the_whole_answer_is_an_answer() -> None:
    text = "Ann Lee  9:00\nWhen?\n\nBruno Albertini  9:05\nMonday\n\nAnn Lee  9:06\nTODAY\n"
    assert [words for _, words in turns(text)] == ["When?", "Monday", "TODAY"]


def test_a_quoted_heading_inside_a_message_gives_the_user_no_words() -> None:
    text = 'Kelvin Marsh  9:02 AM\nHi\n\nKelvin Marsh  9:03 AM\n"Bruno Albertini  9:03 AM\nYes please."\n'
    assert {author for author, _ in turns(text)} == {"sender"}


def test_a_sender_with_the_users_first_name_is_told_from_the_user() -> None:
    request = read("Bruno  9:00\nHello\n\nBruno Albertini  9:05\nHi\n")
    assert [turn.author for turn in request.turns] == ["sender", "user"]


def test_in_a_group_the_last_of_the_others_is_answered() -> None:
    request = read("Ann Lee  9:00\nHello\n\nBruno Albertini  9:02\nHi\n\nBob Stone  9:05\nHi both\n")
    assert request.sender.name == "Bob Stone"
    assert request.turns[0].name == "Ann Lee"


def test_a_head_above_a_thread_says_who_the_sender_is() -> None:
    request = read("From: Ann Lee, Buyer at Acme\n\nAnn Lee  9:00\nHello\n\nBruno Albertini  9:02\nHi\n")
    assert request.form == "thread"
    assert request.sender.company == "Acme"


def test_a_speaker_may_name_their_firm() -> None:
    request = read("Rachel from Rendertoft  1:00 PM\nHi!\n\nBruno Albertini  1:22 PM\nHello Rachel\n")
    assert (request.sender.name, request.sender.company) == ("Rachel", "Rendertoft")


NUMBER = "+44 7700 900123"


@pytest.mark.parametrize(
    "text",
    [
        f"12/03/2025, 09:14 - {NUMBER}: Hello\nthere\n12/03/2025, 09:15 - Bruno Albertini: Hi",
        f"[12/3/25, 9:14:22 AM] {NUMBER}: Hello\nthere\n[12/3/25, 9:15:22 AM] Bruno: Hi",
        f"[12.03.25, 09:14:22] \u202a{NUMBER}\u202c: Hello\nthere\n[12.03.25, 09:15:22] Bruno: Hi",
    ],
)
def test_a_phone_number_speaks_and_is_no_name(text: str) -> None:
    assert turns(text) == [("sender", "Hello\nthere"), ("user", "Hi")]
    request = read(text)
    assert request.sender.name is None
    assert request.turns[0].name is None


@pytest.mark.parametrize(
    "notice",
    [
        "Messages and calls are end-to-end encrypted. No one outside of this chat can read them.",
        "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand außerhalb dieses Chats kann sie lesen.",
        "Les messages et les appels sont chiffrés de bout en bout.",
        "Los mensajes y las llamadas están cifrados de extremo a extremo.",
        "I messaggi e le chiamate sono crittografati end-to-end.",
        "Berichten en gesprekken worden end-to-end versleuteld.",
        "As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta.",
    ],
)
def test_what_the_app_says_first_is_nobodys_message(notice: str) -> None:
    said = [("sender", "Hello")]
    assert turns(f"12/03/2025 09:13 - {notice}\n12/03/2025 09:14 - Ann Lee: Hello") == said
    assert turns(f"[12/03/2025, 09:13:01] Ann Lee: \u200e{notice}\n[12/03/2025, 09:14:02] Ann Lee: Hello") == said


def test_what_the_app_says_in_between_ends_a_message() -> None:
    text = "12/03/2025, 09:14 - Ann Lee: Hello\n12/03/2025, 09:15 - Your security code with Ann Lee changed.\n"
    assert turns(f"{text}12/03/2025, 09:16 - Ann Lee: There?") == [("sender", "Hello"), ("sender", "There?")]


@pytest.mark.parametrize(
    "text",
    [
        "12/03/2025, 09:14 - visit of the plant\n12/03/2025, 11:00 - lunch",
        "Ann Lee  9:00\nMy plan:\n12/03/2025, 09:14 - visit of the plant",
    ],
)
def test_a_list_of_dates_is_part_of_a_message(text: str) -> None:
    assert turns(text)[0][1].endswith(text.splitlines()[-1])


@pytest.mark.parametrize("stamp", ["[3 Mar 2025 at 10:22:01]:", "[03.03.25 10:22]", "[3. März 2025 um 10:22:01]:"])
def test_a_speaker_may_stand_before_a_moment_in_brackets(stamp: str) -> None:
    text = f"Ann Lee, {stamp}\nHello\nthere\n\nBruno Albertini, {stamp}\nHi"
    assert turns(text) == [("sender", "Hello\nthere"), ("user", "Hi")]
    assert read(text).sender.name == "Ann Lee"


@pytest.mark.parametrize(
    "text",
    [
        "Bruno: Thanks, Rob, but we are in the same trade.\nRob: I know.",
        "Bruno: Thanks, but we are in the same trade.\nRob: Come on, we're not competitors!",
        "Bruno:\nThanks, but we are in the same trade.\n\nRob:\nCome on, we're not competitors!",
        "You: Thanks, Rob, but no.\nRob: Why?",
    ],
)
def test_one_message_each_is_a_conversation_with_the_user(text: str) -> None:
    assert [turn.author for turn in read(text).turns] == ["user", "sender"]
    assert read(text).sender.name == "Rob"


def test_the_users_one_answer_is_the_users() -> None:
    assert turns("Rob: Shall we connect?\nBruno: Sorry.") == [("sender", "Shall we connect?"), ("user", "Sorry.")]


@pytest.mark.parametrize("text", ["Bruno: you were right", "Bruno: we hold a fair.\nLugar: Berna\nHora: 9"])
def test_a_salutation_with_a_colon_starts_a_message(text: str) -> None:
    assert turns(text) == [("sender", text)]
