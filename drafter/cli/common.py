"""What the commands share: options, reading of input, output, and errors in one line."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec

import typer

from drafter.errors import DrafterError, InputError
from drafter.regex import expression
from drafter.text import decode, garbled_in, printable, read_source

if TYPE_CHECKING:
    from drafter.profile import Profile

P = ParamSpec("P")


class Format(str, Enum):
    """How the result is printed."""

    text = "text"
    json = "json"


RequestFile = Annotated[str, typer.Argument(metavar="FILE|-", help="The message: a file, or - for standard input.")]
StanceOption = Annotated[
    str | None, typer.Option("--stance", metavar="NAME", help="Your own choice instead of what is decided.")
]
ProfileOption = Annotated[
    Path | None, typer.Option("--profile", metavar="FILE", help="Who you are: a TOML file.  [env: DRAFTER_PROFILE]")
]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print the result.")]


def guarded(command: Callable[P, int]) -> Callable[P, None]:
    """`command` with its exit code, errors as one line on stderr, and 130 for Ctrl-C."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            if sys.stdout is None:
                raise InputError("standard output is closed")
            code = command(*args, **kwargs)
            sys.stdout.flush()
        except DrafterError as error:
            say(f"drafter: {error}")
            code = error.exit_code
        except KeyboardInterrupt:
            say("drafter: interrupted")
            code = 130
        except OSError as error:
            if not isinstance(error, BrokenPipeError):
                say(f"drafter: the result cannot be written ({error.strerror})")
            # The reader of our output has gone; writing anything more would fail again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 0 if isinstance(error, BrokenPipeError) else 2
        raise typer.Exit(code)

    return run


def say(line: str) -> None:
    """One line on stderr, safe for a terminal."""
    typer.echo(printable(" ".join(line.split())), err=True)


def emit(text: str, *, styled: bool = False) -> None:
    """The result on stdout, as UTF-8; safe for a terminal, but for our own colours where it is `styled`."""
    safe = _BETWEEN_COLOURS.sub(lambda match: printable(match.group()), text) if styled else printable(text)
    sys.stdout.buffer.write(safe.encode("utf-8", "replace") + b"\n")


_COLOURS = ("\x1b[1m", "\x1b[31m", "\x1b[33m", "\x1b[0m")
_UNDERLINE = ("\x1b[4m", "\x1b[0m")
_BETWEEN_COLOURS = expression(r"(?:(?!\x1b\[(?:1|4|31|33|0)m).)+", re.DOTALL)


def colours() -> tuple[str, str, str, str]:
    """What switches on bold, red and yellow, and all off again: on a terminal, and without NO_COLOR."""
    return _COLOURS if _is_styled() else ("", "", "", "")


def underline() -> tuple[str, str] | None:
    """What switches underlining on and off again; None where there is no terminal that shows it."""
    return _UNDERLINE if _is_styled() else None


def _is_styled() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def emit_json(fields: dict[str, Any]) -> None:
    """The result on stdout as JSON, with the version of its form."""
    sys.stdout.buffer.write(json_bytes(fields))


def json_bytes(fields: dict[str, Any]) -> bytes:
    """The result as JSON, with the version of its form."""
    import json

    text = json.dumps({"version": 1, **fields}, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def fields_of(value: Any) -> Any:
    """A value of drafter's as plain dictionaries, lists and strings."""
    import msgspec

    return msgspec.to_builtins(value)


def read_text(file: str) -> str:
    """The text of a file or of standard input."""
    return decode(read_source(file), file)


def warn_of_garbling(text: str, file: str) -> None:
    """Says on stderr where a text was not written in the encoding that it was read in."""
    word = garbled_in(text)
    if word:
        name = "standard input" if file == "-" else file
        say(f"drafter: {name} looks like text in another encoding ({word[:20]}): save it as UTF-8")


def request_source(file: str) -> bytes | Path:
    """What read_request takes for a file named on the command line."""
    return read_source(file) if file == "-" else Path(file)


def find_profile(named: Path | None) -> Profile | None:
    """The profile that --profile, DRAFTER_PROFILE or the usual places give; None where there is none."""
    from drafter.profile import Profile
    from drafter.settings import environment, profile_path

    path = profile_path(named, environment())
    return Profile.load(path) if path else None


def line_and_column(text: str, position: int) -> tuple[int, int]:
    """Line and column of a code point, both from 1."""
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def printable_line(line: str) -> str:
    """`line` with each character that must not reach a terminal replaced, so that columns stay."""
    return "".join(char if printable(char) else "\N{REPLACEMENT CHARACTER}" for char in line.replace("\t", " "))
