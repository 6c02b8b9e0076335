"""Texts cut into marked pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drafter.evaluating.marking import Mark, segments

SPANS = st.lists(
    st.builds(Mark, st.integers(-3, 60), st.integers(-3, 60), st.sampled_from(["error", "evidence"]), st.text())
)


@given(st.text(max_size=50), SPANS)
def test_the_pieces_joined_are_the_text(text: str, marks: list[Mark]) -> None:
    assert "".join(piece.text for piece in segments(text, marks)) == text


@given(st.text(max_size=50), SPANS)
def test_a_place_is_marked_where_a_span_covers_it_and_nowhere_else(text: str, marks: list[Mark]) -> None:
    whole = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    shown = [bool(piece.kind) for piece in segments(text, marks) for _ in piece.text]
    assert shown == [any(mark.start <= place < mark.end for mark in whole) for place in range(len(text))]


def test_the_strongest_of_overlapping_marks_gives_the_kind_and_all_are_told() -> None:
    pieces = segments("abcdef", [Mark(0, 4, "warning", "first"), Mark(2, 6, "error", "second")])
    assert [(piece.text, piece.kind, piece.note) for piece in pieces] == [
        ("ab", "warning", "first"),
        ("cd", "error", "first; second"),
        ("ef", "error", "second"),
    ]


def test_a_narrow_mark_stands_out_from_the_broad_one_around_it() -> None:
    pieces = segments("x" * 100, [Mark(0, 100, "evidence", "all"), Mark(10, 20, "evidence", "words")])
    assert [piece.broad for piece in pieces] == [True, False, True]
