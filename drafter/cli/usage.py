"""Wrong usage in one line, whichever command it is of."""

from __future__ import annotations

import sys
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from drafter.cli.common import say

# Typer brings its own copy of click, or click itself in its older versions: this is the class in either.
_UsageError: Any = typer.BadParameter.__base__


class OneLineGroup(TyperGroup):
    """A group of commands that says what is wrong in one line, in place of three, and exits with 2."""

    def main(self, *args: Any, **options: Any) -> NoReturn:
        """Run the command that the arguments name, and exit with its code."""
        try:
            code = super().main(*args, **{**options, "standalone_mode": False})
        except _UsageError as error:
            message = error.format_message()
            if "\n" in message:  # no arguments at all: the help
                error.show()
            else:
                say(f"drafter: {message[:1].lower()}{message[1:].rstrip('.')}: see {_help_of(error)}")
            code = error.exit_code
        except typer.Abort:
            say("drafter: interrupted")
            code = 130
        sys.exit(code if isinstance(code, int) else 0)


def _help_of(error: Any) -> str:
    path = error.ctx.command_path if error.ctx else "drafter"
    # The program's name may be a path, or `python -m drafter`.
    command = " ".join(["drafter", *path.split()[1:]]) if not path.startswith("python") else path
    return f"'{command} --help'"
