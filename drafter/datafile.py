"""TOML and JSON files read into typed values, with errors that name file, line and key."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec
import tomli

from drafter.errors import ConfigError, InputError
from drafter.mistakes import explained
from drafter.places import Keys, line_of
from drafter.text import decode, read_source

T = TypeVar("T")


def load_toml(path: Path, into: type[T], *, kind: str, ignore: tuple[str, ...] = ()) -> T:
    """The TOML file at `path` as a value of type `into`, strictly; `kind` names it in errors.

    Top-level keys in `ignore` are left out. Raises ConfigError naming file, line and key.
    """
    text = _text_of(path, kind)
    try:
        table = tomli.loads(text)
    except RecursionError:
        raise ConfigError(f"{path}: the {kind} is nested too deeply") from None
    except tomli.TOMLDecodeError as error:
        line = getattr(error, "lineno", "?")
        raise ConfigError(f"{path}:{line}: the {kind} is no valid TOML: {_reason(error)}") from None
    for key in ignore:
        table.pop(key, None)
    try:
        return msgspec.convert(table, into, strict=True)
    except msgspec.ValidationError as error:
        what, keys = explained(error, into, table)
        raise ConfigError(f"{path}:{line_of(text, keys)}: {kind}: {what}{_remedy(what)}") from None


def place_of(path: Path, keys: Keys) -> str:
    """`FILE:LINE` of what `keys` lead to in the TOML file at `path`, which has been read."""
    return f"{path}:{line_of(_text_of(path, 'file'), keys)}"


def load_json(path: Path, into: type[T], *, kind: str) -> T:
    """The JSON file at `path` as a value of type `into`; raises ConfigError naming file and key."""
    text = _text_of(path, kind)
    try:
        return msgspec.json.decode(text, type=into)
    except msgspec.ValidationError as error:
        what = explained(error, into)[0]
        raise ConfigError(f"{path}: {kind}: {what}{_remedy(what)}") from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: the {kind} is no valid JSON: {error}") from None


def _text_of(path: Path, kind: str) -> str:
    try:
        return decode(read_source(path, limit=4_000_000), str(path))
    except InputError as error:
        raise ConfigError(f"{kind}: {str(error).split(':')[0]}") from None


def _reason(error: tomli.TOMLDecodeError) -> str:
    return str(getattr(error, "msg", "") or error).split(" (at ")[0]


def _remedy(what: str) -> str:
    return ": add it" if "missing required field" in what else ""
