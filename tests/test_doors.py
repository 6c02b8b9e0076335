"""What is called from Python refuses a value of the wrong type in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from drafter import (
    ConfigError,
    Drafter,
    DrafterError,
    InputError,
    Profile,
    check,
    decide_stance,
    draft_reply,
    read_request,
)

DANA: Any = Profile(name="Dana Whitfield")
NO_PROFILE: Any = "x"
NUMBER: Any = 5


@pytest.mark.parametrize(
    ("call", "kind", "says"),
    [
        (lambda: read_request(NUMBER), InputError, "int is no request"),
        (lambda: read_request("Hi", NO_PROFILE), ConfigError, "str is no profile"),
        (lambda: check(NUMBER), InputError, "the draft is no text but int"),
        (lambda: check("Hi", NUMBER), InputError, "int is no request"),
        (lambda: check("Hi", profile=NO_PROFILE), ConfigError, "str is no profile"),
        (lambda: check("Hi", channel=NUMBER), ConfigError, "unknown channel '5'"),
        (lambda: check("Hi", stance=NUMBER), ConfigError, "unknown stance 5"),
        (lambda: decide_stance(NUMBER), InputError, "int is no request"),
        (lambda: decide_stance("Hi", NO_PROFILE), ConfigError, "str is no profile"),
        (lambda: draft_reply("Hi", profile=NO_PROFILE), ConfigError, "str is no profile"),
        (lambda: draft_reply("Hi", profile=DANA, stance=NUMBER), InputError, "there is no stance '5'"),
        (lambda: draft_reply("Hi", profile=DANA, options=NO_PROFILE), ConfigError, "x options"),
        (lambda: draft_reply("Hi", profile=DANA, instruction=NUMBER), InputError, "the instruction is no text but int"),
        (lambda: Drafter(DANA).batch(["Hello!", NUMBER]), InputError, "int is no request"),
        (lambda: Drafter(NO_PROFILE), ConfigError, "str is no profile"),
    ],
)
def test_a_wrong_type_is_an_error_in_one_line(call: Callable[[], object], kind: type[DrafterError], says: str) -> None:
    with pytest.raises(kind) as error:
        call()
    assert says in str(error.value) and "\n" not in str(error.value)


def test_a_draft_in_bytes_is_refused_and_a_request_in_bytes_is_read() -> None:
    draft: Any = b"Hi"
    with pytest.raises(InputError, match="the draft is no text but bytes"):
        check(draft)
    assert decide_stance(b"Let us connect.") == decide_stance("Let us connect.")


def test_every_door_reads_a_path(tmp_path: Path) -> None:
    path = tmp_path / "request.txt"
    path.write_text("Let us connect.", "utf-8")
    assert decide_stance(path) == decide_stance("Let us connect.")
    assert check("Hi Jo.", path) == check("Hi Jo.", "Let us connect.")
    assert draft_reply(path, profile=DANA).text == draft_reply("Let us connect.", profile=DANA).text
