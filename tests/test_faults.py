"""Failing servers, on a real socket: each ends within the deadline, in a draft or in one clear line.

No fault makes more requests than stated, and none brings the key into a message or a log.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from drafter import Profile, adraft_reply, draft_reply
from drafter.candidates import MAX_REPAIRS
from drafter.cli import application
from drafter.errors import ModelError
from drafter.openai_model import MAX_REQUESTS
from drafter.transport import MAX_BODY
from tests.conftest import EXAMPLES
from tests.server import Answer, Server, chat, serving

KEY = "never-shown-4711"
REQUEST = "From: Anna Keller, HR Manager at Bergland Dairies\n\nHi Dana, I'd like to add you to my network."
GOOD = "Hi Anna, thank you for the invitation. May I ask what made you want to connect?"
DEADLINE = 10.0
CALLS = 1 + MAX_REPAIRS
"""Calls for one draft where the server answers, but with nothing that is a reply."""
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"


def reset(connection: socket.socket) -> None:
    connection.sendall(HEAD + b'{"choices": [')
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def ended_early(connection: socket.socket) -> None:
    connection.sendall(HEAD + b'{"choices": [')
    connection.shutdown(socket.SHUT_RDWR)


def dripping(connection: socket.socket) -> None:
    connection.sendall(HEAD)
    for _ in range(200):
        connection.sendall(b" ")
        time.sleep(0.05)


def no_http(connection: socket.socket) -> None:
    connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")
    connection.shutdown(socket.SHUT_RDWR)


def error(status: int, body: str | dict[str, object] = "", **headers: str) -> Answer:
    said = body or {"error": {"message": f"refused: key {KEY}", "code": None}}
    return Answer(said, status=status, headers={name.replace("_", "-"): value for name, value in headers.items()})


class Fault(NamedTuple):
    """What the server does, how many requests it may see for one draft, and what the user is told."""

    answer: Answer
    requests: int
    says: str
    passes: bool = False
    """Whether a good answer to the next request makes a draft."""
    timeout: float = 5.0


NONSENSE = CALLS
PAGE = "<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"

FAULTS = {
    "reset in the middle of the body": Fault(Answer(break_off=reset), MAX_REQUESTS, "cannot be reached", True),
    "ended in the middle of the body": Fault(Answer(break_off=ended_early), MAX_REQUESTS, "cannot be reached", True),
    "another protocol": Fault(Answer(break_off=no_http), MAX_REQUESTS, "cannot be reached", True),
    "slow first byte": Fault(chat(GOOD, wait=1.6), MAX_REQUESTS, "did not answer within", True, timeout=1.0),
    "slow drip": Fault(Answer(break_off=dripping), MAX_REQUESTS, "did not answer within", True, timeout=1.0),
    "400": Fault(error(400), 1, "HTTP 400"),
    "401": Fault(error(401), 1, "mend OPENAI_API_KEY"),
    "403": Fault(error(403), 1, "may not use this model"),
    "404": Fault(error(404), 1, "no model 'test'"),
    "408": Fault(error(408), MAX_REQUESTS, "HTTP 408", True),
    "409": Fault(error(409), MAX_REQUESTS, "HTTP 409", True),
    "429": Fault(error(429), MAX_REQUESTS, "HTTP 429, too many requests", True),
    "429 that asks for no wait": Fault(error(429, Retry_After="0"), MAX_REQUESTS, "HTTP 429", True),
    "429 that asks for a long wait": Fault(error(429, Retry_After="3600"), 1, "asks to wait 3600 s"),
    "429 that asks for a wait until a date": Fault(
        error(429, Retry_After="Fri, 31 Dec 2100 23:59:59 GMT"), 1, "asks to wait"
    ),
    "429 whose wait is nonsense": Fault(error(429, Retry_After="soon"), MAX_REQUESTS, "HTTP 429", True),
    "a quota that is used up": Fault(
        error(429, {"error": {"message": "You exceeded your quota", "code": "insufficient_quota"}}), 1, "quota"
    ),
    "500": Fault(error(500), MAX_REQUESTS, "HTTP 500, the server failed", True),
    "502 with a page": Fault(error(502, PAGE, Content_Type="text/html"), MAX_REQUESTS, "HTTP 502", True),
    "503": Fault(error(503), MAX_REQUESTS, "HTTP 503", True),
    "503 that asks for a wait": Fault(error(503, Retry_After="0.1"), MAX_REQUESTS, "HTTP 503", True),
    "529": Fault(error(529), MAX_REQUESTS, "HTTP 529", True),
    "501": Fault(error(501), 1, "HTTP 501"),
    "redirect": Fault(error(307, Location="http://127.0.0.1:9/v1"), 1, "has moved"),
    "empty body": Fault(Answer(b""), NONSENSE, "no chat completion", True),
    "broken JSON": Fault(Answer('{"choices": [{"message"'), NONSENSE, "no chat completion", True),
    "other JSON": Fault(Answer('{"choices": "none"}'), NONSENSE, "no chat completion", True),
    "a page": Fault(Answer(PAGE, headers={"Content-Type": "text/html"}), NONSENSE, "no chat completion", True),
    "invalid UTF-8": Fault(Answer(b'{"choices": "\xff\xfe"}'), NONSENSE, "no chat completion", True),
    "deeply nested": Fault(Answer(b"[" * 200_000), NONSENSE, "no chat completion", True),
    "no choices": Fault(Answer({"choices": []}), NONSENSE, "without a choice", True),
    "an error as a success": Fault(Answer({"error": {"message": KEY}}), NONSENSE, "without a choice", True),
    "null content": Fault(chat(None), NONSENSE, "an empty answer", True),
    "a refusal": Fault(chat(None, refusal="I cannot help with that."), NONSENSE, "refused to answer", True),
    "the content filter": Fault(chat("Hi", finish="content_filter"), NONSENSE, "content filter", True),
    "the length limit": Fault(chat("Hi Anna, tha", finish="length"), NONSENSE, "cut off", True),
    "10 MB": Fault(chat("x" * 10_000_000), NONSENSE, f"more than {MAX_BODY // 1_000_000} MB", True),
    "a long error page": Fault(error(503, PAGE * 200_000), NONSENSE, "MB", True),
    "a wrong content type": Fault(Answer(chat(GOOD).body, headers={"Content-Type": "text/plain"}), 1, "", passes=True),
}
HARMLESS = frozenset({"a wrong content type"})


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafter.transport.BACKOFF", 0.01)
    monkeypatch.setenv("DRAFTER_TIMEOUT", "5")
    monkeypatch.setenv("DRAFTER_DEADLINE", str(DEADLINE))
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


@pytest.fixture(autouse=True)
def the_key_is_never_said(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    caplog.set_level(logging.DEBUG)
    yield
    printed = capfd.readouterr()
    assert KEY not in caplog.text and KEY not in printed.out + printed.err


def at(server: Server, monkeypatch: pytest.MonkeyPatch, fault: Fault | None = None) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    if fault:
        monkeypatch.setenv("DRAFTER_TIMEOUT", str(fault.timeout))


@pytest.mark.parametrize("name", sorted(FAULTS.keys() - HARMLESS))
def test_a_fault_ends_in_the_template_within_the_deadline_and_says_why(
    name: str, dana: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = FAULTS[name]
    with serving([fault.answer]) as server:
        at(server, monkeypatch, fault)
        started = time.monotonic()
        draft = draft_reply(REQUEST, profile=dana, model="openai:test")
        assert time.monotonic() - started < DEADLINE + 0.7
        assert (draft.outcome, draft.source) == ("fell_back", "template") and draft.report.accepted
        assert fault.says in draft.notice and "\n" not in draft.notice
        assert len(server.asked) == draft.usage.requests == fault.requests
        assert KEY not in repr(draft)


@pytest.mark.parametrize("name", sorted(FAULTS.keys() - HARMLESS))
def test_a_fault_without_a_fallback_is_one_line_and_exit_code_3(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = FAULTS[name]
    path = tmp_path / "request.txt"
    path.write_text(REQUEST, "utf-8")
    with serving([fault.answer]) as server:
        at(server, monkeypatch, fault)
        arguments = ["reply", str(path), "--profile", str(EXAMPLES / "drafter.toml"), "--model", "openai:test"]
        done = CliRunner().invoke(application(), [*arguments, "--no-fallback"])
        assert (done.exit_code, done.stdout) == (3, "")
        assert done.stderr.count("\n") == 1 and fault.says in done.stderr
        assert len(server.asked) == fault.requests
    assert KEY not in done.output


@pytest.mark.parametrize("name", sorted(name for name, fault in FAULTS.items() if fault.passes))
def test_a_fault_that_passes_leaves_a_draft_of_the_models_own(
    name: str, dana: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving([FAULTS[name].answer, chat(GOOD)]) as server:
        at(server, monkeypatch, FAULTS[name])
        draft = draft_reply(REQUEST, profile=dana, model="openai:test", fallback=False)
        assert (draft.text, draft.outcome) == (GOOD, "accepted")
        assert len(server.asked) == draft.usage.requests == (1 if name in HARMLESS else 2)


def test_a_refused_connection_is_tried_as_often_as_stated(dana: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving([chat(GOOD)]) as server:
        at(server, monkeypatch)
    draft = draft_reply(REQUEST, profile=dana, model="openai:test")
    assert draft.outcome == "fell_back" and "cannot be reached" in draft.notice
    assert draft.usage.requests == MAX_REQUESTS


def test_a_connection_that_was_closed_between_two_calls_is_opened_again(
    dana: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def once(connection: socket.socket) -> None:
        body = chat(GOOD).body
        connection.sendall(HEAD.replace(b"500", str(len(body)).encode()) + body)
        connection.shutdown(socket.SHUT_RDWR)

    with serving([Answer(break_off=once)]) as server:
        at(server, monkeypatch)
        for _ in range(3):
            draft = draft_reply(REQUEST, profile=dana, model="openai:test", fallback=False)
            assert draft.text == GOOD
        assert len(server.asked) == 3


def test_an_unreachable_server_is_asked_no_more_for_the_other_candidates(
    dana: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_CANDIDATES", "5")
    with serving([error(401)]) as server:
        at(server, monkeypatch)
        draft_reply(REQUEST, profile=dana, model="openai:test")
        assert len(server.asked) == 1


def test_the_whole_draft_ends_at_the_deadline_whatever_its_calls_do(
    dana: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_DEADLINE", "0.5")
    with serving([chat("Buy our great product now!", wait=0.25)]) as server, pytest.raises(ModelError):
        at(server, monkeypatch)
        started = time.monotonic()
        try:
            draft_reply(REQUEST, profile=dana, model="openai:test", fallback=False)
        finally:
            assert time.monotonic() - started < 1.0


def test_calls_in_one_event_loop_after_another_leave_nothing_behind(
    dana: Profile, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with serving([chat(GOOD)]) as server:
        at(server, monkeypatch)
        for _ in range(3):
            assert asyncio.run(adraft_reply(REQUEST, profile=dana, model="openai:test")).text == GOOD
    assert "Traceback" not in capfd.readouterr().err
