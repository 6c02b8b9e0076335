"""The figures counted from results."""

from __future__ import annotations

from drafter.checker.report import Finding
from drafter.evaluating.figures import evaluation_of
from drafter.evaluating.results import Tried
from tests.evaluating.helpers import checked, decided, with_draft


def finding(code: str, severity: str = "error") -> Finding:
    fields = {"name": "n", "message": "m", "instead": "i", "start": 0, "end": 0, "text": ""}
    return Finding(code=code, severity=severity, **fields)  # type: ignore[arg-type]


def test_accuracy_counts_also_ok_and_strict_does_not() -> None:
    results = [
        decided("help", "help"),
        decided("help", "answer", also_ok=("answer",), language="de", form="card"),
        decided("decline_pitch", "accept", unsure=True, language="de"),
        decided("accept", "help"),
    ]
    figures = evaluation_of(results, ["a.jsonl"]).requests
    assert figures is not None
    assert (figures.accuracy.hits, figures.strict.hits, figures.costly.hits, figures.unsure.hits) == (2, 1, 1, 1)
    assert {name: (item.hits, item.total) for name, item in figures.by_language.items()} == {"de": (1, 2), "en": (1, 2)}
    assert {name: (item.hits, item.total) for name, item in figures.by_form.items()} == {"bare": (1, 3), "card": (1, 1)}
    assert figures.by_stance["help"].hits == 2 and figures.by_stance["accept"].hits == 0
    assert figures.confusion["help"]["answer"] == 1 and figures.confusion["decline_pitch"]["accept"] == 1
    assert sum(sum(row.values()) for row in figures.confusion.values()) == 4


def test_caught_and_wrongly_rejected_are_counted_apart() -> None:
    results = [
        checked("reject", False, category="salesy"),
        checked("reject", True, category="salesy"),
        checked("reject", False, category="identity"),
        checked("accept", True),
        checked("accept", False, findings=(finding("SAL001"), finding("SAL001"), finding("PRO001", "warning"))),
    ]
    figures = evaluation_of(results, ["a.jsonl"]).drafts
    assert figures is not None
    assert (figures.caught.hits, figures.caught.total) == (2, 3)
    assert (figures.wrongly_rejected.hits, figures.wrongly_rejected.total) == (1, 2)
    assert {name: item.hits for name, item in figures.caught_by_category.items()} == {"identity": 1, "salesy": 1}
    assert figures.rejecting_good == {"SAL001": 1}


def test_drafting_counts_the_requests_that_get_a_reply() -> None:
    rejected = Tried(kind="draft", outcome="rejected", text="x", error="", findings=(finding("SAL001"),))
    template = Tried(kind="template", outcome="accepted", text="x", error="", findings=(finding("PRO009"),))
    results = [
        with_draft(decided("help", "help"), tokens=100, seconds=1.0),
        with_draft(
            decided("help", "help"), tokens=300, seconds=4.0, first_pass=False, outcome="fell_back",
            attempts=(rejected, rejected, template),
        ),
        with_draft(decided("help", "help"), tokens=120, seconds=2.0, first_pass=False, answered=False),
        with_draft(decided("no_reply", "no_reply"), outcome="no_reply", first_pass=False, tokens=0, seconds=0.0),
    ]  # fmt: skip
    figures = evaluation_of(results, ["a.jsonl"], "openai:x").drafting
    assert figures is not None
    assert (figures.first_pass.hits, figures.first_pass.total) == (1, 3)
    assert (figures.fell_back.hits, figures.unanswered.hits) == (1, 1)
    assert (figures.tokens, figures.seconds) == (120, 2.0)
    assert figures.rejecting == {"SAL001": 2}


def test_what_was_not_measured_has_no_figures() -> None:
    evaluation = evaluation_of([checked("accept", True)], ["a.jsonl"])
    assert evaluation.requests is None and evaluation.drafting is None and evaluation.drafts is not None
    assert evaluation_of([decided("help", "help")], ["a.jsonl"]).drafts is None
