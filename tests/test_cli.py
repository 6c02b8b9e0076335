"""The command line: results on stdout, everything else on stderr, and the exit codes of the contract."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES
from tests.server import Answer, chat, serving

PROFILE = ("--profile", str(EXAMPLES / "drafter.toml"))
REQUEST = "From: Anna Keller, HR Manager at Bergland Dairies\n\nHi Dana, I'd like to add you to my network."
GOOD = "Hi Anna, thank you for the invitation. May I ask what made you want to connect?"


def drafter(*arguments: str, stdin: str | bytes = "", **environ: str) -> subprocess.CompletedProcess[bytes]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    command = [sys.executable, "-m", "drafter", *arguments]
    return subprocess.run(
        command, input=data, capture_output=True, env={**os.environ, **environ}, timeout=60, check=False
    )


@pytest.fixture
def request_file(tmp_path: Path) -> str:
    path = tmp_path / "request.txt"
    path.write_text(REQUEST, "utf-8")
    return str(path)


def test_reply_prints_the_reply_alone_and_says_the_rest_on_stderr(request_file: str) -> None:
    done = drafter("reply", request_file, *PROFILE)
    assert done.returncode == 0
    assert b"Anna" in done.stdout and b"stance" not in done.stdout
    assert b"stance: ask_reason" in done.stderr and b"template" in done.stderr


def test_a_request_comes_from_standard_input_too(request_file: str) -> None:
    assert drafter("reply", "-", *PROFILE, stdin=REQUEST).stdout == drafter("reply", request_file, *PROFILE).stdout


def test_reply_as_json_carries_the_draft(request_file: str) -> None:
    done = drafter("reply", request_file, *PROFILE, "--format", "json")
    draft = json.loads(done.stdout)
    assert draft["version"] == 1
    assert {
        "text", "stance", "outcome", "source", "report", "assessment", "attempts", "usage", "prompt_version",
    } <= set(draft)  # fmt: skip
    assert draft["report"]["accepted"] is True


def test_a_configured_model_drafts_and_is_named(request_file: str) -> None:
    with serving([chat(GOOD)]) as server:
        done = drafter("reply", request_file, *PROFILE, OPENAI_BASE_URL=server.url, DRAFTER_MODEL="openai:test")
    assert done.stdout.decode().strip() == GOOD
    assert b"openai:test" in done.stderr


def test_several_options_are_numbered_and_each_says_where_it_is_from(request_file: str) -> None:
    done = drafter("reply", request_file, *PROFILE, "--options", "3")
    starts = [line[:3] for line in done.stdout.decode().splitlines() if line]
    assert (done.returncode, starts) == (0, ["1. ", "2. ", "3. "])
    assert done.stderr.count(b": from template") == 3
    fields = json.loads(drafter("reply", request_file, *PROFILE, "--options", "3", "--format", "json").stdout)
    assert [option["text"] for option in fields["options"]] == [
        line[3:] for line in done.stdout.decode().splitlines() if line
    ]


def test_a_failed_attempt_is_shown_with_its_cost_and_the_others_with_a_flag(request_file: str) -> None:
    bad = f"We help companies like yours, and shall we book a demo call? {GOOD}"
    with serving([chat(bad), chat(GOOD)]) as server:
        environ = {"OPENAI_BASE_URL": server.url}
        repaired = drafter("reply", request_file, *PROFILE, **environ)
        plain = drafter("reply", request_file, *PROFILE, **environ)
        traced = drafter("reply", request_file, *PROFILE, "--trace", **environ)
    shown = repaired.stderr.decode()
    assert "candidate 1, draft: rejected (" in shown and "candidate 1, repair: accepted" in shown
    assert "1 requests, 10+5 tokens" in shown and "chosen: candidate 1" in shown
    assert b"candidate 1" not in plain.stderr and b"candidate 1, draft: accepted" in traced.stderr
    assert repaired.stdout == plain.stdout == traced.stdout


def test_an_instruction_that_breaks_etiquette_is_one_line_and_exit_code_2(request_file: str) -> None:
    done = drafter("reply", request_file, *PROFILE, "--instruction", "ask for a call")
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert b'"ask for a call" breaks etiquette' in done.stderr


def test_explain_tells_stance_evidence_with_line_and_runner_up(request_file: str) -> None:
    text = drafter("explain", request_file, *PROFILE).stdout.decode()
    assert "stance:    ask_reason" in text and "runner-up:" in text
    fields = json.loads(drafter("explain", request_file, *PROFILE, "--format", "json").stdout)
    assert fields["version"] == 1 and fields["stance"] == "ask_reason" and fields["language"] == "en"


def test_check_exits_with_the_verdict_and_shows_what_to_write_instead(tmp_path: Path, request_file: str) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_text("Hi Anna, we help companies like yours. Book a demo call today!", "utf-8")
    good.write_text(GOOD, "utf-8")
    done = drafter("check", str(bad))
    assert done.returncode == 1
    assert b"SAL" in done.stdout and b"^^^" in done.stdout and b"instead:" in done.stdout
    assert drafter("check", str(good), "--request", request_file, *PROFILE).returncode == 0
    report = json.loads(drafter("check", "-", "--format", "json", stdin=bad.read_bytes()).stdout)
    finding = report["findings"][0]
    assert report["version"] == 1 and report["accepted"] is False
    assert bad.read_text("utf-8")[finding["start"] : finding["end"]] == finding["text"]


def test_a_scam_exits_with_4_and_prints_nothing(tmp_path: Path) -> None:
    done = drafter("reply", str(EXAMPLES / "no_reply.txt"), *PROFILE)
    assert (done.returncode, done.stdout) == (4, b"")
    assert b"no reply" in done.stderr.lower()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["reply", "missing.txt", *PROFILE], "missing.txt does not exist"),
        (["reply", ".", *PROFILE], "is a folder"),
        (["reply", "blank.txt", *PROFILE], "blank.txt is empty"),
        (["reply", "binary.txt", *PROFILE], "binary.txt is binary"),
        (["reply", "large.txt", *PROFILE], "larger than 200 kB"),
        (["reply", "fine.txt"], "no profile"),
        (["reply", "fine.txt", "--profile", "none.toml"], "none.toml does not exist"),
        (["reply", "fine.txt", "--profile", "unknown.toml"], "unknown.toml:2"),
        (["reply", "fine.txt", "--profile", "broken.toml"], "no valid TOML"),
        (["reply", "fine.txt", *PROFILE, "--model", "gpt"], "unknown model 'gpt'"),
        (["reply", "fine.txt", *PROFILE, "--model", "openai:gpt-5-mini"], "OPENAI_API_KEY"),
        (["reply", "fine.txt", *PROFILE, "--channel", "fax"], "channel"),
        (["check", "missing.txt"], "missing.txt does not exist"),
        (["check", "fine.txt", "--stance", "maybe"], "unknown stance 'maybe'"),
        (["check", "-", "--request", "-"], "standard input"),
        (["explain", "blank.txt"], "blank.txt is empty"),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else None,
)
def test_bad_input_is_one_clear_line_and_exit_code_2(arguments: list[str], says: str) -> None:
    Path("blank.txt").write_text(" \n\t\n", "utf-8")
    Path("binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\r")
    Path("large.txt").write_text("word " * 50_000, "utf-8")
    Path("fine.txt").write_text(REQUEST, "utf-8")
    Path("unknown.toml").write_text('name = "A"\nnmae = "B"\n', "utf-8")
    Path("broken.toml").write_text("name = \n", "utf-8")
    done = drafter(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in done.stderr.decode() and done.stderr.count(b"\n") == 1 and b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["reply"], "missing argument 'FILE|-'"),
        (["nonsense"], "'nonsense'"),
        (["--nonsense"], "--nonsense"),
        (["reply", "a", "b", "c"], "b c"),
        (["reply", "a", "--modle", "x"], "--modle"),
        (["reply", "a", "--options", "many"], "'many'"),
        (["reply", "a", "--model"], "--model"),
        (["check", "--format", "x", "-"], "'x'"),
        (["check"], "missing argument"),
        (["explain"], "missing argument"),
        (["rule"], "missing argument"),
        (["rules", "--format", "x"], "'x'"),
        (["model", "nonsense"], "'nonsense'"),
        (["model", "rm"], "missing argument"),
        (["model", "pull", "--from", "x"], "'x'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_usage_is_one_line_that_names_the_help_and_exit_code_2(arguments: list[str], says: str) -> None:
    done = drafter(*arguments)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout, said.count("\n")) == (2, b"", 1)
    assert said.startswith("drafter: ") and says in said
    assert f"{' '.join(['drafter', *arguments[: 2 if arguments[0] == 'model' else 1]])} --help" in said or (
        "drafter --help" in said or "drafter model --help" in said
    )


@pytest.mark.parametrize("arguments", [[], ["model"]])
def test_without_arguments_the_help_is_shown(arguments: list[str]) -> None:
    done = drafter(*arguments)
    assert done.returncode == 2 and b"Commands:" in done.stderr + done.stdout and b"Traceback" not in done.stderr


def test_a_wrong_key_falls_back_and_is_refused_without_a_fallback(request_file: str) -> None:
    key = "wrong-key-0815"
    with serving([Answer({"error": {"message": f"Incorrect API key: {key}"}}, status=401)]) as server:
        environ = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": key}
        fell_back = drafter("reply", request_file, *PROFILE, **environ)
        refused = drafter("reply", request_file, *PROFILE, "--no-fallback", **environ)
    assert fell_back.returncode == 0 and fell_back.stdout and b"fell back" in fell_back.stderr
    assert fell_back.stderr.count(b"OPENAI_API_KEY") == 1 and b"candidate 1" not in fell_back.stderr
    assert (refused.returncode, refused.stdout) == (3, b"")
    assert b"OPENAI_API_KEY" in refused.stderr and refused.stderr.count(b"\n") == 1
    assert key.encode() not in fell_back.stderr + refused.stderr


def test_the_trace_repeats_a_cause_only_where_it_is_asked_for(request_file: str) -> None:
    environ = {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "DRAFTER_DEADLINE": "5"}
    plain = drafter("reply", request_file, *PROFILE, **environ).stderr
    assert b"fell back" in plain and b"candidate 1" not in plain and b"chosen" not in plain
    traced = drafter("reply", request_file, *PROFILE, "--trace", **environ).stderr
    assert b"candidate 1, draft: failed" in traced and b"chosen: the template" in traced


def test_an_unreachable_server_exits_with_3_without_a_fallback(request_file: str) -> None:
    done = drafter(
        "reply", request_file, *PROFILE, "--no-fallback",
        OPENAI_BASE_URL="http://127.0.0.1:9/v1", DRAFTER_DEADLINE="5",
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.count(b"\n") == 1


def test_an_interrupt_exits_with_130(request_file: str) -> None:
    with serving([chat(GOOD, wait=20)]) as server:
        environ = {**os.environ, "OPENAI_BASE_URL": server.url}
        command = [sys.executable, "-m", "drafter", "reply", request_file, *PROFILE]
        running = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(1500):
            if server.asked:
                break
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=10)
    assert (running.returncode, out) == (130, b"")
    assert b"interrupted" in err and b"Traceback" not in err


def test_terminal_sequences_of_a_request_never_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text("From: \x1b[31mEve\x1b[0m \u202egnp.exe\n\nHi\x1b]0;owned\x07, connect?", "utf-8")
    for command in ("reply", "explain"):
        done = drafter(command, str(path), *PROFILE)
        assert b"\x1b" not in done.stdout + done.stderr and b"\xe2\x80\xae" not in done.stdout + done.stderr


def test_the_version_and_the_help_are_shown_without_loading_what_is_heavy() -> None:
    assert drafter("--version").stdout.startswith(b"drafter ")
    probe = (
        "import sys; from drafter.cli import application; from typer.testing import CliRunner;"
        "sys.argv=['drafter'];"
        "done = CliRunner().invoke(application(), sys.argv[1:] + {arguments});"
        "heavy = set('openai langchain_core xllamacpp jinja2 pydantic asyncio'.split()) & set(sys.modules);"
        "assert not heavy, heavy; assert done.exit_code == 0, done.output"
    )
    Path("r.txt").write_text(REQUEST, "utf-8")
    Path("d.txt").write_text(GOOD, "utf-8")
    for arguments in (
        ["--help"],
        ["check", "d.txt"],
        ["explain", "r.txt"],
        ["reply", "r.txt", "--model", "template", *PROFILE],
    ):
        done = subprocess.run(
            [sys.executable, "-c", probe.format(arguments=repr(arguments))], capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()


def test_a_closed_pipe_is_no_error(request_file: str) -> None:
    command = f"{sys.executable} -m drafter reply {request_file} {' '.join(PROFILE)} | true"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr and b"BrokenPipe" not in done.stderr


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp1253"])
def test_a_file_in_another_encoding_is_warned_of(encoding: str) -> None:
    text = "Здравствуйте, добавьте меня" if encoding != "cp1253" else "Καλημέρα, θα ήθελα να συνδεθούμε"
    Path("other.txt").write_bytes(text.encode(encoding))
    warning = b"other.txt looks like text in another encoding ("
    for command in (("explain",), ("reply", *PROFILE), ("check",), ("check", "-", "--request")):
        assert drafter(*command, "other.txt", stdin=GOOD).stderr.count(warning) == 1


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_a_file_with_umlauts_is_not_warned_of(encoding: str) -> None:
    Path("own.txt").write_bytes("Grüße aus Köln, très à l\u2019aise, créée, señor, Müßiggänger, naïf".encode(encoding))
    assert b"encoding" not in drafter("explain", "own.txt").stderr


def test_a_template_in_english_for_another_language_says_what_check_says_as_a_warning(tmp_path: Path) -> None:
    message = tmp_path / "russian.txt"
    message.write_text("From: Ольга Смирнова\n\nЗдравствуйте! Хотелось бы добавить вас в свою сеть контактов.", "utf-8")
    done = drafter("reply", str(message), *PROFILE, "--model", "template", "--format", "json")
    draft = json.loads(done.stdout)
    assert (done.returncode, draft["outcome"], draft["report"]["accepted"]) == (0, "accepted", True)
    assert [(finding["code"], finding["severity"]) for finding in draft["report"]["findings"]] == [
        ("PRO015", "warning")
    ]
    assert draft["options"][0]["report"] == draft["report"] and "this one is in English" in draft["notice"]
    assert b"warning PRO015" in done.stderr
