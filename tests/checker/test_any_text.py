"""The whole checker on any text whatever, and on text that was disguised."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import Profile, check, read_request
from drafter.checker.context import Context
from drafter.checker.engine import run
from drafter.checker.rules import registry
from drafter.errors import InputError
from drafter.stance import Stance
from drafter.text import printable
from drafter.view import View

USER = Profile(
    name="Dana Whitfield",
    role="Planner",
    company="Whitfield Rooms",
    what_we_do="plans offices",
    contact="hello@whitfieldrooms.example",
)
REQUEST = read_request("From: Ana Kovač, Director at Brightwell\n\nHi Dana, could you look at our floor plan?", USER)
PITCH = "We help companies like yours."

any_character = st.characters(exclude_categories=())
"""All of Unicode, unassigned code points and lone surrogates too."""
pieces = st.lists(
    st.sampled_from(
        ["We help companies like yours", "Shall we hop on a quick call? ", "d.e.m.o ", "f r e e ", "\u200b", "\u202e",
         "\u0430", "\ud83d", "\udc00", "\ufb01", "ß", "İ", "e\u0301", "漢字", "🙂", "\x00", "\x1b[31m", "\n", "\r\n",
         "\u2028", "“", "'", '"', "(", "[", "{{", "Dear ", "Ana ", "Whitfield Rooms ", "hello@x.example ", "a.b/c ",
         "1,000.50 ", "50 % ", "not ", "because ", "May 5th ", "Dana", ". ", "? "]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def assert_spans_are_exact(text: str, **known: object) -> None:
    try:
        report = check(text, **known)  # type: ignore[arg-type]
    except InputError:
        assert not printable(text).strip()
        return
    for finding in report.findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text


@settings(max_examples=150, deadline=None)
@given(st.text(any_character, max_size=300) | pieces)
def test_any_text_alone_has_exact_spans(text: str) -> None:
    assert_spans_are_exact(text)


@settings(max_examples=200, deadline=None)
@given(
    st.text(any_character, max_size=200) | pieces,
    st.text(any_character, max_size=100).map("Hello. {}".format) | st.just(REQUEST),
    st.sampled_from([None, *Stance]),
    st.sampled_from([None, USER]),
)
def test_any_text_has_exact_spans_whatever_it_answers(
    text: str, request: object, stance: Stance | None, profile: Profile | None
) -> None:
    assert_spans_are_exact(text, request=request, stance=stance, profile=profile)


@pytest.mark.parametrize("piece", ["a", "we help companies like yours ", "漢", "a\u200b", "'a' ", "(", "no ", "\ud800"])
def test_a_line_of_a_million_characters_is_read_to_its_end(piece: str) -> None:
    text = (piece * (1_000_000 // len(piece)))[:-40] + ". Shall we hop on a quick call tomorrow? "
    for finding in run(Context(View(text)), registry(), "en").findings:
        assert text[finding.start : finding.end] == finding.text
    assert "SAL020" in {finding.code for finding in run(Context(View(text)), registry(), "en").findings}


@pytest.mark.parametrize(
    "disguised",
    [
        "We he\u200blp comp\u200banies like yours.",
        "We h\u00adelp companies li\u2060ke yours.",
        "Wе hеlp cоmpanies like yоurs.",
        "Ｗｅ ｈｅｌｐ ｃｏｍｐａｎｉｅｓ ｌｉｋｅ ｙｏｕｒｓ.",
        "We h e l p companies like yours.",
        "We h.e.l.p companies like yours.",
        "We help c-o-m-p-a-n-i-e-s like yours.",
        "W\u0336e\u0336 help companies like yours.",
        "𝐖𝐞 𝐡𝐞𝐥𝐩 𝐜𝐨𝐦𝐩𝐚𝐧𝐢𝐞𝐬 𝐥𝐢𝐤𝐞 𝐲𝐨𝐮𝐫𝐬.",
        "WE HELP COMPANIES LIKE YOURS.",
        "We\u00a0help\u2003companies\nlike yours.",
        "We hélp cömpanies like yours.",
    ],
)
def test_a_disguised_pitch_is_seen_and_marked_where_it_stands(disguised: str) -> None:
    found = [finding for finding in check(disguised).findings if finding.code == "SAL001"]
    assert found and disguised[found[0].start : found[0].end] == found[0].text
    assert len(found[0].text) >= len("help companies like yours")


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ", "´"])
def test_every_apostrophe_negates_alike(apostrophe: str) -> None:
    assert check(f"I don{apostrophe}t offer you a free consultation.").accepted
    assert not check(f"We{apostrophe}d love to offer you a free consultation.").accepted


@pytest.mark.parametrize("opening, closing", [('"', '"'), ("“", "”"), ("„", "“"), ("«", "»")])
def test_every_pair_of_quotation_marks_quotes(opening: str, closing: str) -> None:
    assert check(f"Your line {opening}we help companies like yours{closing} made me smile, Jo.").accepted


@pytest.mark.parametrize(
    "draft",
    [
        "Thank you, Zoë. Łukasz and Søren will be glad, and so is Đorđe Ćosić.",
        "Hello Nguyễn, thank you for writing. Żaneta told me nothing of it.",
        "Спасибо за сообщение, Анна. Рад знакомству и желаю вам удачи.",
        "Ευχαριστώ για το μήνυμα, Άννα. Χαίρομαι που γνωριστήκαμε.",
        "お便りありがとうございます。またお話しできるのを楽しみにしています。",
        "شكرا لك على رسالتك يا ليلى. يسعدني التواصل معك.",
        "תודה על ההודעה, נועה. שמח להכיר.",
        "ขอบคุณสำหรับข้อความของคุณ",
    ],
)
def test_names_with_diacritics_and_other_scripts_are_left_alone(draft: str) -> None:
    assert check(draft).findings == ()
