"""Expressions that are compiled at their first use and kept for the next run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import regex

PROGRAM = """
import re, sys
from drafter.regex import expression
compiled = []
original = re.compile
re.compile = lambda *given: compiled.append(given) or original(*given)
word = expression(r"(?P<head>[a-z])\\w*", re.IGNORECASE)
found = word.match("Word, and more")
print(found.group(), found["head"], word.groups, len(compiled))
"""


def run(folder: Path, **more: str) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment.update(PYTHONPYCACHEPREFIX=str(folder), **more)
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, env=environment, check=True)
    assert not done.stderr
    return done.stdout.strip()


def kept_in(folder: Path) -> list[Path]:
    return list(folder.rglob("*.expressions*"))


def test_what_one_run_compiled_the_next_need_not(tmp_path: Path) -> None:
    assert run(tmp_path) == "Word W 1 1"
    (file,) = kept_in(tmp_path)
    before = file.read_bytes()
    assert run(tmp_path) == "Word W 1 0"
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"\xff\xff", msgspec.msgpack.encode((1, {}))])
def test_a_file_that_is_broken_or_of_another_python_is_made_anew(tmp_path: Path, content: bytes) -> None:
    run(tmp_path)
    (file,) = kept_in(tmp_path)
    file.write_bytes(content)
    assert run(tmp_path) == "Word W 1 1"
    assert run(tmp_path) == "Word W 1 0"


def test_what_another_python_kept_is_not_used(tmp_path: Path) -> None:
    run(tmp_path)
    (file,) = kept_in(tmp_path)
    interpreter, expressions = msgspec.msgpack.decode(file.read_bytes())
    file.write_bytes(msgspec.msgpack.encode((f"{interpreter}, but another", expressions)))
    assert run(tmp_path) == "Word W 1 1"


def test_code_that_the_engine_refuses_is_compiled_anew(tmp_path: Path) -> None:
    run(tmp_path)
    (file,) = kept_in(tmp_path)
    interpreter, expressions = msgspec.msgpack.decode(file.read_bytes())
    for key, (flags, code, groups, names) in expressions.items():
        expressions[key] = (flags, [*code[:-1], 60_000], groups, names)
    file.write_bytes(msgspec.msgpack.encode((interpreter, expressions)))
    assert run(tmp_path) == "Word W 1 1"


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, PYTHONDONTWRITEBYTECODE="1") == "Word W 1 1"
    assert not kept_in(tmp_path)


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert run(tmp_path / "file" / "below") == "Word W 1 1"


@given(st.text(alphabet="ab()|*+?[]{}^$.\\wdsb1,:<>P=!", max_size=20), st.sampled_from([0, re.IGNORECASE, re.ASCII]))
def test_a_revived_expression_is_the_compiled_one(pattern: str, flags: int) -> None:
    try:
        compiled = re.compile(pattern, flags)
    except (re.error, OverflowError, RecursionError, Warning):
        return
    code = msgspec.msgpack.decode(msgspec.msgpack.encode(regex._code(pattern, flags)), type=regex._Code)
    revived = regex._revived(pattern, code)
    assert revived == compiled
    assert revived.groupindex == compiled.groupindex
    assert [match.span() for match in revived.finditer("aab (b1)")] == [m.span() for m in compiled.finditer("aab (b1)")]
