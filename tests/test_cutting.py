"""A rejected draft less the sentences that the checker found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.checker.report import Finding, Report
from drafter.cutting import without_findings
from drafter.view import View

DRAFT = "Hi Jo, thank you for writing. We sell the best pumps there are. Welcome to my network.\n\nDana"


def report(text: str, *found: str, missing: bool = False) -> Report:
    spans = [(text.index(part), text.index(part) + len(part)) for part in found]
    spans += [(len(text), len(text))] if missing else []
    findings = tuple(
        Finding(
            code="SAL001",
            name="x",
            severity="error",
            message="x",
            instead="x",
            start=start,
            end=end,
            text=text[start:end],
        )
        for start, end in spans
    )
    return Report(accepted=not findings, findings=findings)


def test_what_was_found_goes_with_its_sentence_and_the_rest_stays_as_it_was() -> None:
    cut = without_findings(DRAFT, report(DRAFT, "best pumps"))
    assert cut == "Hi Jo, thank you for writing. Welcome to my network.\n\nDana"


def test_a_paragraph_that_goes_leaves_no_gap() -> None:
    draft = "Hi Jo, thank you for writing.\n\nWe sell the best pumps there are.\n\nWelcome to my network."
    assert without_findings(draft, report(draft, "pumps")) == "Hi Jo, thank you for writing.\n\nWelcome to my network."


@pytest.mark.parametrize(
    ("draft", "found", "missing"),
    [
        (DRAFT, ("thank you",), False),
        (DRAFT, ("best pumps",), True),
        ("Hi Jo, thank you. We sell pumps. They are the best. Welcome.", ("sell pumps",), False),
        ("Hi Jo, thank you. We sell pumps.", ("sell pumps",), False),
        ("Hi Jo. One. Two is bad. Three. Four is bad. Five. Six is bad. Seven.", ("Two", "Four", "Six"), False),
        (DRAFT, (), False),
    ],
)
def test_no_cut_leaves_something_that_is_no_reply(draft: str, found: tuple[str, ...], missing: bool) -> None:
    assert without_findings(draft, report(draft, *found, missing=missing)) is None


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_a_cut_is_made_of_whole_sentences_of_the_draft(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    findings = report(text, text[start : start + length]) if text else report("")
    cut = without_findings(text, findings)
    if cut is not None:
        view = View(text)
        whole = [text[slice(*view.span(*sentence))] for sentence in view.sentences]
        assert len(cut) < len(text)
        assert sum(sentence in cut for sentence in whole) >= 2
