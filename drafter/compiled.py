"""The data files that ship with drafter, in the form in which they load fastest.

Reading TOML and expanding patterns (see drafter.lexicon) takes longer than all else that one
command does. Both are kept in `compiled.msgpack`, made by

    python -m drafter.compiled

A TOML file that was changed since is read as TOML, and a pattern that is not among the compiled ones is worked out
anew: the compiled file never says anything else than the sources do.
"""

from __future__ import annotations

import sys
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

import msgspec

from drafter.datafile import load_toml

if TYPE_CHECKING:
    from drafter.patterns import StoredPatterns

T = TypeVar("T")

FOLDER = Path(__file__).parent
FILE = FOLDER / "compiled.msgpack"


class _Table(msgspec.Struct, frozen=True, array_like=True):
    crc: int
    """Of the TOML file's bytes."""
    table: memoryview
    """Encoded by itself, skipped at once where it is not asked for."""


class Compiled(msgspec.Struct, frozen=True):
    """The whole file."""

    tables: dict[str, _Table]
    """By path below the package."""
    patterns: memoryview
    """A StoredPatterns of drafter.patterns, encoded by itself: skipped at once where no pattern is asked for."""
    legal_forms: frozenset[str] | None = None
    """The last words of the legal forms of firms; None where nothing is compiled."""


@cache
def compiled() -> Compiled:
    """The compiled file, read once; empty where there is none that can be read."""
    try:
        if sys.platform == "win32":  # where what is mapped cannot be replaced
            return msgspec.msgpack.decode(FILE.read_bytes(), type=Compiled)
        with FILE.open("rb") as file:  # mapped: any one command reads a small part of it
            return msgspec.msgpack.decode(mmap(file.fileno(), 0, access=ACCESS_READ), type=Compiled)
    except (OSError, ValueError, msgspec.DecodeError):
        return Compiled(tables={}, patterns=memoryview(b""))


def load_packaged(path: Path, into: type[T], *, kind: str) -> T:
    """The TOML file at `path`, which ships with drafter, as a value of type `into`; see load_toml for errors."""
    stored = compiled().tables.get(path.relative_to(FOLDER).as_posix()) if path.is_relative_to(FOLDER) else None
    if stored is not None and stored.crc == crc32(path.read_bytes()):
        return msgspec.msgpack.decode(stored.table, type=into)
    return load_toml(path, into, kind=kind)


def main() -> None:
    """Compiles all data files anew."""
    import tomli

    from drafter.firm_names import legal_forms

    tables = {}
    for path in sorted(FOLDER.rglob("*.toml")):
        data = path.read_bytes()
        table = msgspec.msgpack.encode(tomli.loads(data.decode()))
        tables[path.relative_to(FOLDER).as_posix()] = _Table(crc=crc32(data), table=memoryview(table))
    _write(Compiled(tables=tables, patterns=memoryview(b"")))
    patterns = msgspec.msgpack.encode(_all_patterns())
    _write(Compiled(tables=tables, patterns=memoryview(patterns), legal_forms=legal_forms()))
    print(f"{len(tables)} files, {FILE.stat().st_size / 1000:.0f} kB -> {FILE.name}")


def _write(contents: Compiled) -> None:
    """The file made anew: what is mapped elsewhere must not change."""
    new = FILE.with_suffix(".new")
    new.write_bytes(msgspec.msgpack.encode(contents))
    new.replace(FILE)


def _all_patterns() -> StoredPatterns:
    """Every pattern that drafter may ask for."""
    from drafter.arrangement import arranged
    from drafter.checker.cues import every_lexicon as cues
    from drafter.checker.mailing import lexicon as mailing
    from drafter.checker.policies import lexicon as policies
    from drafter.checker.wording import every_lexicon as rules
    from drafter.deciding.planted import load_marks
    from drafter.deciding.signals import every_lexicon as signals
    from drafter.patterns import all_patterns

    cues()
    rules()
    signals()
    load_marks()
    policies()
    mailing()
    return arranged(all_patterns())


if __name__ == "__main__":
    main()
