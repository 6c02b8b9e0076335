"""Where in a TOML file a key stands: TOML parsers do not keep positions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import tomli

from drafter.regex import expression

Keys = list[str | int]
"""The way to a value: `["competitors", 0, "name"]`."""

_TOKEN = expression(
    r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:\\.|[^"\\])*"' r"|'[^']*'|#[^\n]*|[\[\]{}]|\n|\Z", re.DOTALL
)


def dotted(keys: Keys) -> str:
    """`["competitors", 0, "name"]` as `competitors[0].name`."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).lstrip(".")


def line_of(text: str, keys: Keys) -> int:
    """The line, from 1, of the statement of a valid TOML file that gives what `keys` lead to, or most of the way."""
    table: Keys = []
    seen: dict[str, int] = {}
    furthest, found = 0, 1
    for line, statement in _statements(text):
        held = tomli.loads(statement)
        if statement.lstrip().startswith("["):
            table = _named(held, seen)
            reached = len(table) if keys[: len(table)] == table else 0
        else:
            reached = len(table) + _steps(held, keys[len(table) :]) if keys[: len(table)] == table else 0
        if reached > furthest:
            furthest, found = reached, line
    return found


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each header and each key with its value, with the line on which it begins."""
    start, line, depth = 0, 1, 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        depth += (token in ("[", "{")) - (token in ("]", "}"))
        if token in ("\n", "") and depth == 0:
            statement = text[start : match.end()]
            if statement.strip() and not statement.lstrip().startswith("#"):
                yield line, statement
            start, line = match.end(), line + statement.count("\n")


def _named(header: Any, seen: dict[str, int]) -> Keys:
    """The way to the table that a header opens; `seen` counts the tables of each array so far."""
    keys: Keys = []
    while header:
        if isinstance(header, list):
            number = seen[dotted(keys)] = seen.get(dotted(keys), -1) + 1
            keys.append(number)
            header = header[0]
            continue
        [(key, header)] = header.items()
        keys.append(key)
        if dotted(keys) in seen and not isinstance(header, list):
            keys.append(seen[dotted(keys)])
    return keys


def _steps(held: Any, keys: Keys) -> int:
    """How many of the keys lead on in what a statement holds."""
    for count, key in enumerate(keys):
        try:
            held = held[key]
        except (KeyError, IndexError, TypeError):
            return count
    return len(keys)
