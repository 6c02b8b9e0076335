"""TOML and JSON files read into typed values, with errors that name file, line and key."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import tomli

from drafter.errors import ConfigError, InputError
from drafter.regex import expression
from drafter.text import decode, nearest, read_source

T = TypeVar("T")

_AT = expression(r"^(?P<what>.*?)(?: - at `(?:key in )?\$(?P<path>.*)`)?$", re.DOTALL)
_UNKNOWN = expression(r"unknown field `(?P<key>[^`]*)`")
_NAMED = expression(r"`(?P<key>\w+)(?:\[(?P<index>\d+)\])?`")
"""How an error of drafter's own begins, with the key inside the value that it is found in."""
_STEP = expression(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")


_MOST_LINES = 600
"""Lines of a file up to which the line of a mistake is looked for."""


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
        what, keys = explained(str(error), into)
        line = _line_of(text, keys)
        raise ConfigError(f"{path}:{line}: {kind}: {what}{_remedy(what)}") from None


def load_json(path: Path, into: type[T], *, kind: str) -> T:
    """The JSON file at `path` as a value of type `into`; raises ConfigError naming file and key."""
    text = _text_of(path, kind)
    try:
        return msgspec.json.decode(text, type=into)
    except msgspec.ValidationError as error:
        what, _ = explained(str(error), into)
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


def explained(message: str, into: Any) -> tuple[str, list[str | int]]:
    """What a message of msgspec's about a value of type `into` says, with the key put in front, and that key's path."""
    match = _AT.match(message)
    what = match["what"] if match else message
    path = (match["path"] if match else None) or ""
    keys: list[str | int] = [name or (int(index) if index.isdigit() else 0) for name, index in _STEP.findall(path)]
    unknown = _UNKNOWN.search(what)
    if unknown:
        known = _keys_at(into, keys)
        meant = nearest(unknown["key"], known)
        keys.append(unknown["key"])
        mended = f"did you mean {meant!r}?" if meant else f"the keys are {', '.join(known)}"
        return f"unknown key {dotted(keys)!r}: {mended}", keys
    named = _NAMED.match(what)
    inner = [named["key"], *([int(named["index"])] if named["index"] else [])] if named else []
    return (f"{dotted(keys)}: {what}" if keys else what), [*keys, *inner]


def _keys_at(into: Any, path: list[str | int]) -> list[str]:
    """The keys that there are at `path` in a value of type `into`."""
    from msgspec import inspect

    at: Any = inspect.type_info(into)
    for key in [*path, ""]:
        if isinstance(at, inspect.UnionType):
            at = next((kind for kind in at.types if isinstance(kind, inspect.StructType)), at)
        if key == "":
            break
        inner = {field.encode_name: field.type for field in at.fields} if isinstance(at, inspect.StructType) else {}
        at = inner.get(str(key)) or getattr(at, "item_type", None) or getattr(at, "value_type", None)
    return [field.encode_name for field in at.fields] if isinstance(at, inspect.StructType) else []


def dotted(keys: list[str | int]) -> str:
    """`["competitors", 0, "name"]` as `competitors[0].name`."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).lstrip(".")


def _line_of(text: str, keys: list[str | int]) -> int:
    """The line on which the key path starts: where the shortest valid head of the file that holds it begins.

    TOML parsers do not keep positions, but every head of the file that parses is a smaller file.
    """
    lines = text.splitlines(keepends=True)
    if len(lines) > _MOST_LINES:
        return 1
    path: list[str | int] = keys
    while path:
        begin = 0
        for number in range(1, len(lines) + 1):
            try:
                table = tomli.loads("".join(lines[:number]))
            except tomli.TOMLDecodeError:
                continue
            if _holds(table, path):
                return _skip_blank(lines, begin)
            begin = number
        path = path[:-1]
    return 1


def _skip_blank(lines: list[str], begin: int) -> int:
    while begin < len(lines) - 1 and (not lines[begin].strip() or lines[begin].lstrip().startswith("#")):
        begin += 1
    return begin + 1


def _holds(table: Any, path: list[str | int]) -> bool:
    for key in path:
        if isinstance(key, int):
            if not isinstance(table, list) or key >= len(table):
                return False
        elif not isinstance(table, dict) or key not in table:
            return False
        table = table[key]
    return True
