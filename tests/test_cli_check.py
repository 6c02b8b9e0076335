"""`drafter check` as a tool: many drafts, rows, formats for programs and CI, own rules."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_cli import GOOD, PROFILE, drafter

BAD = "Hi Anna, we help companies like yours.\nBook a demo call today!"


@pytest.fixture(autouse=True)
def drafts() -> None:
    Path("bad.txt").write_text(BAD, "utf-8")
    Path("good.txt").write_text(GOOD, "utf-8")


def test_one_bad_draft_among_many_rejects_them_all() -> None:
    done = drafter("check", "good.txt", "bad.txt")
    assert done.returncode == 1
    assert b"bad.txt:1:10: error SAL" in done.stdout and b"good.txt" not in done.stdout
    assert b"2 drafts, 1 rejected" in done.stderr
    both = json.loads(drafter("check", "good.txt", "bad.txt", "--format", "json").stdout)
    assert (both["accepted"], [item["accepted"] for item in both["drafts"]]) == (False, [True, False])


def test_a_file_that_cannot_be_read_does_not_hide_the_others() -> None:
    done = drafter("check", "none.txt", "bad.txt")
    assert done.returncode == 2
    assert b"none.txt does not exist" in done.stderr and b"bad.txt:1" in done.stdout


def test_the_caret_stands_under_the_span() -> None:
    lines = drafter("check", "bad.txt").stdout.decode().splitlines()
    shown, carets = lines[1], lines[2]
    assert shown[carets.index("^") : carets.rindex("^") + 1] == "we help companies like yours"


def test_rules_are_chosen_by_the_beginning_of_their_code() -> None:
    assert drafter("check", "bad.txt", "--select", "PRO").returncode == 0
    assert drafter("check", "bad.txt", "--ignore", "SAL,ETQ").returncode == 0
    assert drafter("check", "bad.txt", "--select", "SAL0", "--ignore", "PRO").returncode == 1
    done = drafter("check", "bad.txt", "--select", "ZZZ")
    assert done.returncode == 2 and b"'ZZZ' is the beginning of no rule" in done.stderr


def test_jsonl_and_github_and_sarif_name_the_place() -> None:
    row = json.loads(drafter("check", "bad.txt", "--format", "jsonl").stdout.splitlines()[0])
    assert row["version"] == 1 and row["findings"][0]["text"] in BAD
    assert drafter("check", "bad.txt", "--format", "github").stdout.startswith(b"::error file=bad.txt,line=1,col=10,")
    run = json.loads(drafter("check", "bad.txt", "--format", "sarif").stdout)["runs"][0]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (1, 10)
    assert run["results"][0]["ruleId"] in {rule["id"] for rule in run["tool"]["driver"]["rules"]}


def test_the_caret_stands_under_the_span_after_wide_and_combining_letters() -> None:
    Path("wide.txt").write_text("漢字 e\u0301: we help companies like yours.", "utf-8")
    carets = drafter("check", "wide.txt").stdout.decode().splitlines()[2]
    assert carets.index("^") == len("    ") + len("漢字") * 2 + len(" e: ")


def test_sarif_has_what_the_standard_requires_and_points_into_files() -> None:
    Path("a draft é.txt").write_text(BAD, "utf-8")
    Path("rows.jsonl").write_text(json.dumps({"draft": GOOD}) + "\n" + json.dumps({"draft": BAD}) + "\n", "utf-8")
    log = json.loads(drafter("check", "a draft é.txt", "rows.jsonl", "none.txt", "--format", "sarif").stdout)
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"] == "drafter"
    assert run["invocations"] == [{"executionSuccessful": False}]
    places = set()
    for result in run["results"]:
        assert result["message"]["text"] and result["level"] in ("error", "warning")
        assert result["ruleId"] in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
        place = result["locations"][0]["physicalLocation"]
        places.add(place["artifactLocation"]["uri"])
        assert all(value >= 1 for value in place["region"].values())
        if place["artifactLocation"]["uri"] == "rows.jsonl":
            assert place["region"] == {"startLine": 2}
    assert places == {"a%20draft%20%C3%A9.txt", "rows.jsonl"}


def test_an_annotation_of_a_row_is_on_its_line() -> None:
    Path("rows.jsonl").write_text(json.dumps({"draft": GOOD}) + "\n" + json.dumps({"draft": BAD}) + "\n", "utf-8")
    annotated = drafter("check", "rows.jsonl", "--format", "github").stdout.decode().splitlines()
    assert annotated and all(line.startswith("::error file=rows.jsonl,line=2,title=") for line in annotated)


def test_what_a_warning_rejects_is_called_rejected() -> None:
    Path("warned.txt").write_text("Thank you for reaching out, Jo.", "utf-8")
    assert b"accepted" in drafter("check", "warned.txt").stderr
    done = drafter("check", "warned.txt", "--fail-on", "warning")
    assert (done.returncode, done.stderr) == (1, b"rejected\n")


def test_an_empty_draft_among_many_is_named() -> None:
    Path("empty.txt").write_text("\n", "utf-8")
    done = drafter("check", "good.txt", "empty.txt")
    assert done.returncode == 2 and b"empty.txt is empty" in done.stderr


def test_rows_carry_their_own_request_stance_and_profile() -> None:
    rows = [
        {"id": "a", "draft": GOOD, "stance": "ask_reason"},
        {"id": "b", "draft": GOOD, "stance": "decline_pitch", "request": "From: Anna\n\nBuy my pens.", "extra": 1},
        {"id": "c", "draft": GOOD, "profile": PROFILE[1], "request": "From: Anna\n\nHi Dana"},
        {"id": "d", "draft": GOOD, "profile": {"name": "Mara"}},
    ]
    Path("rows.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n\n", "utf-8")
    done = drafter("check", "rows.jsonl", "--format", "jsonl")
    verdicts = {row["id"]: row["accepted"] for row in map(json.loads, done.stdout.splitlines())}
    assert verdicts == {"a": True, "b": False, "c": True, "d": True}
    piped = drafter("check", "-", "--rows", "--format", "jsonl", stdin=Path("rows.jsonl").read_bytes())
    assert len(piped.stdout.splitlines()) == 4


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{", "bad.jsonl:2"),
        ('{"text": "x"}', "missing required field `draft`"),
        ('{"draft": 3}', "Expected `str`"),
        ('{"draft": "x", "stance": "maybe"}', "unknown stance 'maybe'"),
        ('{"draft": "x", "channel": "fax"}', "unknown channel 'fax'"),
        ('{"draft": "x", "profile": {"nam": "A"}}', "bad.jsonl:2"),
        ('{"draft": "x", "profile": "none.toml"}', "none.toml does not exist"),
        ('{"draft": " "}', "empty"),
        ('{"draft": "x", "requst": "y"}', "bad.jsonl:2: unknown field 'requst': did you mean 'request'?"),
        ('{"draft": "x", "Chanel": "note"}', "did you mean 'channel'?"),
        ('["x"]', "bad.jsonl:2: Expected `object`"),
    ],
)
def test_a_wrong_row_is_named_and_the_others_go_on(row: str, says: str) -> None:
    good = json.dumps({"draft": GOOD})
    Path("bad.jsonl").write_text(f"{good}\n{row}\n{good}\n", "utf-8")
    done = drafter("check", "bad.jsonl", "--format", "jsonl")
    assert done.returncode == 2 and says in done.stderr.decode() and b"Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_a_users_own_rules_add_switch_off_and_re_level() -> None:
    Path("own.toml").write_text(
        """
        switch_off = ["SAL001"]
        severity = { SAL = "warning" }
        [words]
        pet = "cat|dog"
        [[rule]]
        code = "OWN001"
        name = "no-pets"
        severity = "error"
        kind = "pattern"
        message = "talks of pets"
        why = "We do not."
        instead = "Leave the pet out."
        patterns = { en = ['\\b<pet>s?\\b'] }
        bad = ["A cat.", "My dog.", "Dogs and cats."]
        good = ["A category.", "Dogma.", "Hello."]
        """.replace("\\\\", "\\"),
        "utf-8",
    )
    done = drafter("check", "bad.txt", "--rules", "own.toml")
    assert done.returncode == 0 and b"SAL001" not in done.stdout and b"warning SAL" in done.stdout
    assert drafter("check", "bad.txt", "--rules", "own.toml", "--fail-on", "warning").returncode == 1
    Path("pet.txt").write_text("Hi Anna, my dogs say hello.", "utf-8")
    assert b"OWN001" in drafter("check", "pet.txt", "--rules", "own.toml").stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('switch_off = ["XYZ"]', "'XYZ' is the beginning of no rule"),
        ('severity = { SAL001 = "fatal" }', "own.toml:1: rule file: severity"),
        ("x = 1", "unknown key 'x'"),
        ('[[rule]]\ncode = "OWN001"\n', "own.toml:1"),
    ],
)
def test_a_mistake_in_own_rules_names_the_file_and_the_place(text: str, says: str) -> None:
    Path("own.toml").write_text(text, "utf-8")
    done = drafter("check", "good.txt", "--rules", "own.toml")
    assert done.returncode == 2 and says in done.stderr.decode()


def test_the_rules_are_listed_and_shown() -> None:
    listed = drafter("rules").stdout.decode()
    assert "SAL001" in listed and "ETQ001" in listed
    assert len(json.loads(drafter("rules", "--format", "json").stdout)["rules"]) == len(listed.splitlines())
    page = drafter("rule", "sal001").stdout.decode()
    assert "**Instead:**" in page and "## Left alone" in page
    assert drafter("rule", "NONE").returncode == 2


@pytest.mark.parametrize(("environ", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_are_for_terminals_that_want_them(environ: dict[str, str], coloured: bool) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "drafter", "check", "bad.txt"]
    base = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    running = subprocess.Popen(
        command, stdout=theirs, stderr=subprocess.DEVNULL, env={**base, "TERM": "xterm", **environ}
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    running.wait(timeout=30)
    os.close(ours)
    assert (b"\x1b[31m" in shown) == coloured
    assert b"\x1b" not in drafter("check", "bad.txt").stdout


def test_rows_may_be_in_a_file_of_any_name() -> None:
    Path("rows.txt").write_text(json.dumps({"id": 7, "draft": BAD}) + "\n", "utf-8")
    done = drafter("check", "rows.txt", "--rows", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)["drafts"][0]["id"]) == (1, 7)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_rows_are_read_in_any_encoding_that_other_files_may_have(encoding: str) -> None:
    rows = [{"id": "ä", "draft": GOOD}, {"id": "b", "draft": BAD}]
    data = "\r\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode(encoding)
    Path("rows.jsonl").write_bytes(data)
    for done in (
        drafter("check", "rows.jsonl", "--format", "jsonl"),
        drafter("check", "-", "--rows", "--format", "jsonl", stdin=data),
    ):
        assert [(row["id"], row["accepted"]) for row in map(json.loads, done.stdout.splitlines())] == [
            ("ä", True),
            ("b", False),
        ]


def test_rows_that_are_no_text_do_not_hide_the_other_files() -> None:
    Path("binary.jsonl").write_bytes(b"\x89PNG\r\0\0\n")
    done = drafter("check", "binary.jsonl", "none.jsonl", "bad.txt")
    assert done.returncode == 2 and b"binary.jsonl is binary" in done.stderr and b"none.jsonl cannot" in done.stderr
    assert b"bad.txt:1" in done.stdout


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_file_without_rows_is_an_error(text: str) -> None:
    Path("rows.jsonl").write_text(text, "utf-8")
    done = drafter("check", "rows.jsonl")
    assert done.returncode == 2 and b"rows.jsonl: there are no rows in it" in done.stderr
    assert drafter("check", "-", "--rows", stdin=text).returncode == 2


def test_the_channel_is_the_setting_where_none_is_given() -> None:
    Path("long.txt").write_text(
        GOOD + " I read each one that comes, and I like to know what lies behind it." * 3, "utf-8"
    )
    length = ("--select", "PRO016")
    assert drafter("check", "long.txt", *length).returncode == 0
    assert drafter("check", "long.txt", *length, DRAFTER_CHANNEL="note").returncode == 1
    assert drafter("check", "long.txt", *length, "--channel", "message", DRAFTER_CHANNEL="note").returncode == 0
    Path("drafter.toml").write_text('name = "Dana"\n[settings]\nchannel = "note"\n', "utf-8")
    assert drafter("check", "long.txt", *length).returncode == 1
    Path("rows.jsonl").write_text(json.dumps({"draft": Path("long.txt").read_text("utf-8")}), "utf-8")
    assert drafter("check", "rows.jsonl", *length).returncode == 1


def test_a_language_without_rules_is_named_once() -> None:
    Path("ru.txt").write_text("Здравствуйте, Ольга! Спасибо за приглашение. Что вас заинтересовало?", "utf-8")
    line = b"ru.txt: there are no wording rules for Russian: only the English ones and those that need no language ran"
    done = drafter("check", "ru.txt", "good.txt")
    assert done.stderr.splitlines()[0] == line and done.stderr.count(b"\n") == 2
    assert b"ru.txt and 1 more: there are no wording rules" in drafter("check", "ru.txt", "ru.txt").stderr
    report = json.loads(drafter("check", "ru.txt", "--format", "json").stdout)
    assert (report["language"], report["written_in"]) == (None, "ru")
    assert b"wording rules" not in drafter("check", "good.txt").stderr
    good = json.loads(drafter("check", "good.txt", "--format", "json").stdout)
    assert (good["language"], good["written_in"]) == ("en", "en")
