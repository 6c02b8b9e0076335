"""Regressions beyond chance, on the very same cases."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from drafter.errors import ConfigError
from drafter.evaluating.comparing import Change, Verdict, compare, read_baseline
from tests.evaluating.helpers import checked, decided, with_draft


def change(before: Sequence[Verdict], now: Sequence[Verdict], what: str) -> Change:
    return next(item for item in compare(before, now, "b.json").changes if item.what == what)


def requests(*stances: str) -> list[Verdict]:
    return [decided("help", stance, name=f"r{number}") for number, stance in enumerate(stances)]


@pytest.mark.parametrize(
    ("worse", "better", "regressed"), [(4, 0, False), (5, 0, True), (5, 1, False), (7, 1, True), (5, 5, False)]
)
def test_a_regression_is_what_chance_alone_seldom_brings_about(worse: int, better: int, regressed: bool) -> None:
    before = requests(*["help"] * worse, *["answer"] * better, *["help"] * 50)
    now = requests(*["answer"] * worse, *["help"] * better, *["help"] * 50)
    found = change(before, now, "stances right")
    assert (len(found.worse), len(found.better), found.pairs) == (worse, better, worse + better + 50)
    assert found.regressed is regressed
    assert compare(before, now, "b.json").regressed is regressed


def test_the_cases_that_got_worse_and_better_are_named() -> None:
    found = change(requests("help", "answer", "help"), requests("answer", "help", "help"), "stances right")
    assert (found.worse, found.better) == (("r0",), ("r1",))


def test_costly_errors_are_compared_beside_right_and_wrong() -> None:
    before = [decided("decline_pitch", "ask_reason", name=f"r{n}") for n in range(6)]
    now = [decided("decline_pitch", "accept", name=f"r{n}") for n in range(6)]
    assert not change(before, now, "stances right").regressed
    assert change(before, now, "no costly error").regressed


def test_more_bad_drafts_caught_do_not_make_up_for_good_ones_rejected() -> None:
    before = [checked("accept", True, name=f"g{n}") for n in range(6)]
    before += [checked("reject", True, name=f"b{n}") for n in range(20)]
    now = [checked("accept", False, name=f"g{n}") for n in range(6)]
    now += [checked("reject", False, name=f"b{n}") for n in range(20)]
    assert change(before, now, "good drafts let through").regressed
    assert not change(before, now, "bad drafts caught").regressed
    assert compare(before, now, "b.json").regressed


def test_first_drafts_are_compared_where_both_were_drafted() -> None:
    items = [decided("help", "help", name=f"r{n}") for n in range(6)]
    before = [with_draft(item) for item in items]
    now = [with_draft(item, first_pass=False) for item in items]
    assert change(before, now, "first drafts accepted").regressed
    assert all(item.what != "first drafts accepted" for item in compare(before, items, "b.json").changes)


def test_cases_that_only_one_of_the_two_has_are_told_and_not_compared() -> None:
    before, now = requests("help", "help"), [*requests("answer"), decided("help", "answer", name="new")]
    found = compare(before, now, "b.json")
    assert (found.only_before, found.only_now) == (("r1",), ("new",))
    assert change(before, now, "stances right").pairs == 1


def test_a_case_twice_in_the_files_counts_once() -> None:
    assert change(requests("help") * 5, requests("answer") * 5, "stances right").pairs == 1


def test_a_report_is_compared_as_it_was_written(tmp_path: Path) -> None:
    results = (with_draft(decided("help", "help", name="a")), checked("reject", True, name="b"))
    path = tmp_path / "report.json"
    path.write_bytes(msgspec.json.encode({"version": 1, "cases": results}))
    found = compare(read_baseline(path), results, "report.json")
    assert [(item.what, item.pairs, item.worse, item.better) for item in found.changes] == [
        ("stances right", 1, (), ()),
        ("no costly error", 1, (), ()),
        ("bad drafts caught", 1, (), ()),
        ("first drafts accepted", 1, (), ()),
    ]


def test_a_report_whose_evidence_and_findings_have_another_form_can_be_compared(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    old = {"kind": "request", "name": "a", "digest": "a", "right": True, "costly": False, "evidence": [{"old": 1}]}
    path.write_text(json.dumps({"version": 1, "cases": [old], "more": 1}), "utf-8")
    found = compare(read_baseline(path), [decided("help", "answer", name="a")], "report.json")
    assert found.changes[0].worse == ("a",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is no JSON report of `drafter eval`"),
        ("{}", "missing required field `version`"),
        ('{"version": 2, "cases": []}', "is a report of version 2"),
        (json.dumps({"version": 1, "cases": [{"kind": "reply"}]}), "cases[0].kind: Invalid value 'reply'"),
        ("[" * 100_000, "is no JSON report of `drafter eval`"),
    ],
)
def test_a_baseline_that_is_no_report_is_one_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as error:
        read_baseline(path)
    assert says in str(error.value) and str(path) in str(error.value) and "\n" not in str(error.value)
