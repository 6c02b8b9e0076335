"""The command line: `drafter reply`, `drafter explain`, `drafter check`, `drafter eval`, `drafter model`."""

from __future__ import annotations

from typing import Annotated

import typer

from drafter.cli.check import check
from drafter.cli.eval import evaluate
from drafter.cli.explain import explain
from drafter.cli.model import app as model_app
from drafter.cli.reply import reply
from drafter.cli.rules import rule, rules
from drafter.cli.usage import OneLineGroup

app = typer.Typer(
    name="drafter",
    cls=OneLineGroup,
    help="Drafts polite, professional replies to connection requests and messages. It never pitches and never sends.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(reply)
app.command()(explain)
app.command()(check)
app.command("eval")(evaluate)
app.command()(rules)
app.command()(rule)
app.add_typer(model_app)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"drafter {version('drafter')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    pass


def main() -> None:
    """What the installed `drafter` command runs."""
    app()
