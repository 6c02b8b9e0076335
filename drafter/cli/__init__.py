"""The command line: `drafter reply`, `drafter explain`, `drafter check`, `drafter eval`, `drafter model`."""

# The command modules do without `from __future__ import annotations`: typer would evaluate each string several times.

import atexit
import gc
import sys
from importlib import import_module
from typing import Annotated

import typer

from drafter.cli.usage import OneLineGroup

_COMMANDS = {
    "reply": "drafter.cli.reply:reply",
    "explain": "drafter.cli.explain:explain",
    "check": "drafter.cli.check:check",
    "eval": "drafter.cli.eval:evaluate",
    "rules": "drafter.cli.rules:rules",
    "rule": "drafter.cli.rules:rule",
    "model": "drafter.cli.model:app",
}


def application(named: str | None = None) -> typer.Typer:
    """The commands; the one that is named alone, where there is one, as each costs time to set up."""
    app = typer.Typer(
        name="drafter",
        cls=OneLineGroup,
        help="Drafts polite, professional replies to connection requests and messages. It never pitches and never "
        "sends.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name in [named] if named in _COMMANDS else _COMMANDS:
        module, _, attribute = _COMMANDS[name].partition(":")
        command = getattr(import_module(module), attribute)
        if isinstance(command, typer.Typer):
            app.add_typer(command)
        else:
            app.command(name)(command)
    return app


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"drafter {version('drafter')}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    pass


def main() -> None:
    """What the installed `drafter` command runs."""
    atexit.register(gc.freeze)  # to look for cycles in all that is given back takes a fifth of a short command's time
    application(sys.argv[1] if len(sys.argv) > 1 else None)()
