"""`drafter eval` as a tool: formats, exit codes, the baseline."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.server import Answer, chat, serving
from tests.test_cli import GOOD, PROFILE, REQUEST, drafter

ROW: dict[str, Any] = {"id": "a", "request": REQUEST, "stance": "ask_reason", "language": "en"}
DRAFT = {**ROW, "id": "d", "draft": GOOD, "label": "accept"}


@pytest.fixture(autouse=True)
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("cases.jsonl", ROW, DRAFT)


def write(name: str, *rows: dict[str, Any]) -> None:
    Path(name).write_text("\n".join(map(json.dumps, rows)), "utf-8")


def test_the_figures_alone_go_to_standard_output() -> None:
    done = drafter("eval", "cases.jsonl", *PROFILE)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert "accuracy                1/1 = 100.0% [20.7%, 100.0%]" in text
    assert "wrongly rejected        0/1 = 0.0%" in text and "drafted with" not in text


def test_costly_errors_are_named_with_their_place() -> None:
    write("cases.jsonl", {**ROW, "stance": "no_reply"})
    text = drafter("eval", "cases.jsonl", *PROFILE).stdout.decode()
    assert "a  cases.jsonl:1  no_reply, decided ask_reason" in text


def test_json_carries_the_figures_and_each_case_but_not_its_request() -> None:
    report = json.loads(drafter("eval", "cases.jsonl", *PROFILE, "--format", "json").stdout)
    assert report["version"] == 1 and report["requests"]["accuracy"]["hits"] == 1 and report["drafting"] is None
    assert [(case["kind"], case["name"], case["line"]) for case in report["cases"]] == [
        ("request", "a", 1), ("draft", "d", 2),
    ]  # fmt: skip
    assert "Bergland" not in json.dumps(report["cases"][1])


def test_the_result_goes_to_the_file_that_is_named() -> None:
    done = drafter("eval", "cases.jsonl", *PROFILE, "--format", "html", "--output", "page.html")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"wrote page.html\n")
    assert Path("page.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("output", "source"),
    [
        ("cases.jsonl", "cases.jsonl"),
        ("./other/../cases.jsonl", "cases.jsonl"),
        ("symlink.jsonl", "cases.jsonl"),
        ("hardlink.jsonl", "cases.jsonl"),
        ("before.json", "before.json"),
        ("mine.toml", "mine.toml"),
        ("profiles/tom.toml", "profiles/tom.toml"),
    ],
)
def test_a_file_that_is_read_is_never_overwritten_by_the_result(output: str, source: str) -> None:
    Path("other").mkdir()
    Path("profiles").mkdir()
    Path("mine.toml").write_text('name = "Dana Whitfield"', "utf-8")
    Path("profiles/tom.toml").write_text('name = "Tom"', "utf-8")
    write("cases.jsonl", {**ROW, "profile": "tom"}, {**ROW, "id": "b"})
    Path("symlink.jsonl").symlink_to("cases.jsonl")
    Path("hardlink.jsonl").hardlink_to("cases.jsonl")
    Path("before.json").write_bytes(drafter("eval", "cases.jsonl", "--profile", "mine.toml", "--format", "json").stdout)
    kept = Path(source).read_bytes()
    arguments = ("cases.jsonl", "--profile", "mine.toml", "--baseline", "before.json")
    done = drafter("eval", *arguments, "--output", output)
    assert (done.returncode, done.stdout) == (2, b"") and done.stderr.count(b"\n") == 1
    assert f"would overwrite {source}, which is read here: name another file" in done.stderr.decode()
    assert Path(source).read_bytes() == kept


def test_a_former_result_that_is_not_read_may_be_replaced() -> None:
    for _ in range(2):
        assert drafter("eval", "cases.jsonl", *PROFILE, "--output", "report.txt").returncode == 0


def test_yaml_cases_give_the_same_as_json_lines() -> None:
    Path("cases.yaml").write_text(json.dumps([ROW, DRAFT]), "utf-8")
    written, lines = (
        json.loads(drafter("eval", name, *PROFILE, "--format", "json").stdout) for name in ("cases.yaml", "cases.jsonl")
    )
    assert written["requests"] == lines["requests"] and written["drafts"] == lines["drafts"]
    assert [case["digest"] for case in written["cases"]] == [case["digest"] for case in lines["cases"]]


def test_a_regression_exits_with_1_and_names_the_cases() -> None:
    rows = [{**ROW, "id": f"case-{n}", "request": f"{REQUEST} {n}"} for n in range(6)]
    write("cases.jsonl", *rows)
    assert drafter("eval", "cases.jsonl", *PROFILE, "--format", "json", "--output", "then.json").returncode == 0
    same = drafter("eval", "cases.jsonl", *PROFILE, "--baseline", "then.json")
    assert same.returncode == 0 and b"no regression beyond chance" in same.stdout
    report = json.loads(Path("then.json").read_text("utf-8"))
    # The same cases, all wrong now: the other user's listed competitor sends them.
    Path("other.toml").write_text('name = "Dana"\n[[competitors]]\nname = "Bergland Dairies"\n', "utf-8")
    worse = drafter("eval", "cases.jsonl", "--profile", "other.toml", "--baseline", "then.json")
    assert worse.returncode == 1 and len(report["cases"]) == 6
    assert b"got worse: case-0, case-1" in worse.stdout and b"REGRESSION" in worse.stdout
    assert b"worse than then.json: stances right: 6 worse, 0 better of 6, p = 0.016" in worse.stderr
    page = drafter("eval", "cases.jsonl", "--profile", "other.toml", "--baseline", "then.json", "--format", "html")
    assert page.returncode == 1 and b"Worse than then.json" in page.stdout and b"got worse" in page.stdout


def test_a_regression_within_chance_exits_with_0() -> None:
    assert drafter("eval", "cases.jsonl", *PROFILE, "--format", "json", "--output", "then.json").returncode == 0
    Path("other.toml").write_text('name = "Dana"\n[[competitors]]\nname = "Bergland Dairies"\n', "utf-8")
    done = drafter("eval", "cases.jsonl", "--profile", "other.toml", "--baseline", "then.json")
    assert done.returncode == 0 and b"1 worse, 0 better of 1, p = 0.500" in done.stdout


def test_with_a_model_each_request_is_drafted() -> None:
    with serving([chat(GOOD)]) as server:
        done = drafter("eval", "cases.jsonl", *PROFILE, "--model", "openai:test", OPENAI_BASE_URL=server.url)
        assert len(server.asked) == 1
    assert done.returncode == 0
    assert b"drafted with openai:test (1;" in done.stdout and b"first pass              1/1 = 100.0%" in done.stdout


def test_without_a_model_nothing_is_drafted_even_where_one_is_configured() -> None:
    with serving([chat(GOOD)]) as server:
        environ = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "k", "DRAFTER_MODEL": "openai:test"}
        assert drafter("eval", "cases.jsonl", *PROFILE, **environ).returncode == 0
        assert server.asked == []


def test_a_model_that_gives_nothing_exits_with_3() -> None:
    write("cases.jsonl", *[ROW] * 4)
    with serving([Answer(status=401)]) as server:
        done = drafter("eval", "cases.jsonl", *PROFILE, "--model", "openai:test", OPENAI_BASE_URL=server.url)
    assert (done.returncode, done.stdout) == (3, b"") and done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("none.jsonl",), "none.jsonl does not exist"),
        (("broken.jsonl",), "broken.jsonl:1: stance: Invalid enum value 'maybe'"),
        (("empty.jsonl",), "empty.jsonl: no case in it"),
        (("cases.jsonl", "--baseline", "none.json"), "none.json does not exist"),
        (("cases.jsonl", "--baseline", "cases.jsonl"), "is no JSON report of `drafter eval`"),
        (("cases.jsonl", "--output", "none/page.html"), "--output: there is no folder none"),
        (("cases.jsonl", "--output", "."), "cannot be written"),
        (("cases.jsonl", "--model", "fax:1"), "unknown model 'fax:1'"),
        (("unnamed.jsonl",), "profile: the case names none"),
        (("misspelt.jsonl",), "misspelt.jsonl:1: unknown key 'alsook': did you mean 'also_ok'?"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(arguments: tuple[str, ...], says: str) -> None:
    write("broken.jsonl", {**ROW, "stance": "maybe"})
    write("unnamed.jsonl", ROW)
    write("misspelt.jsonl", {**ROW, "alsook": ["accept"]})
    Path("empty.jsonl").touch()
    profile = () if arguments[0] == "unnamed.jsonl" else PROFILE
    done = drafter("eval", *arguments, *profile)
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in done.stderr.decode() and done.stderr.count(b"\n") == 1


def test_what_only_some_paths_need_is_not_loaded_on_others() -> None:
    code = (
        "import sys\nfrom drafter.cli import application\n"
        "try:\n    application()(['eval', 'cases.jsonl', '--profile', sys.argv[1]])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('openai', 'langchain_core', 'yaml', 'jinja2', 'xllamacpp') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, PROFILE[1]], capture_output=True, text=True, env={**os.environ}, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
