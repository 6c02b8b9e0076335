"""The folded view: what it undoes, and that its spans are exact."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from drafter.view import _OTHER_SCRIPT, View, fold


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ÉCLAIR für Ærø", "eclair fur aero"),
        ("it’s “free” – no…", 'it\'s "free" - no...'),
        ("ｆｒｅｅ ｄｅｍｏ", "free demo"),
        ("fr\u200bee de\u00admo", "free demo"),
        ("frее dеmo", "free demo"),  # two and one Cyrillic letters
        ("a f r e e demo".replace("a ", "A: "), "a: free demo"),
        ("f.r.e.e", "free"),
        ("100 €", "100 $"),
        ("٣ things", "3 things"),
    ],
)
def test_what_looks_different_but_reads_the_same_folds_alike(written: str, read: str) -> None:
    assert View(written).folded == read


def test_text_in_another_script_is_left_alone() -> None:
    assert View("Привет, мир").folded == "XXXXXX, XXX"
    assert View("Ελένη").folded == "XXXXX"
    assert View("你好").folded == "XX"


def test_initials_are_no_spelt_out_word() -> None:
    assert View("J. R. Smith and A. B. Cole").folded == "j. r. smith and a. b. cole"


@pytest.mark.parametrize("text", ["Das „große“ Maß, ﬁx it", "f r e e, große d e m o", "ａｂ\u200bｃ…x"])
def test_a_span_of_the_view_is_the_words_of_the_original(text: str) -> None:
    view = View(text)
    start, end = view.span(0, len(view.folded))
    assert text[start:end].strip("\u200b") == text
    for at in range(len(view.folded)):
        begin, stop = view.span(at, at + 1)
        assert fold(text[begin:stop])[:1] and view.folded[at] in fold(text[begin:stop])


@given(st.text(max_size=120), st.data())
def test_every_span_lies_within_the_original_and_keeps_the_order(text: str, data: st.DataObject) -> None:
    view = View(text)
    assert view.folded.isascii()
    size = len(view.folded)
    start = data.draw(st.integers(0, size))
    end = data.draw(st.integers(start, size))
    begin, stop = view.span(start, end)
    assert 0 <= begin <= stop <= len(text)
    if start < end:
        assert begin < stop


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=60), st.integers(0, 60))
def test_a_character_folds_alike_wherever_it_stands(text: str, at: int) -> None:
    before, after = text[:at], text[at:]
    assume(not _OTHER_SCRIPT.search(text))
    assert fold(text) == fold(before) + fold(after) == "".join(map(fold, text))


@given(st.text(alphabet="aé .!?\n\"'ß", max_size=80))
def test_sentences_are_in_order_without_overlap_and_lose_no_word(text: str) -> None:
    view = View(text)
    spans = view.sentences
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    inside = "".join(view.folded[a:b] for a, b in spans)
    assert sorted(inside.replace(" ", "").replace("\n", "")) == sorted(view.folded.replace(" ", "").replace("\n", ""))


def test_abbreviations_end_no_sentence() -> None:
    view = View("Dr. Weber wrote, e.g. on Monday. It helped! Did it?")
    assert [view.folded[a:b] for a, b in view.sentences] == [
        "dr. weber wrote, e.g. on monday.",
        "it helped!",
        "did it?",
    ]
