"""A text cut into lines that know where they stand."""

from __future__ import annotations

import msgspec

from drafter.text import printable


class Line(msgspec.Struct, frozen=True):
    """One line: `text[start:end]` is the line without its break, `text` what can be seen of it, trimmed."""

    start: int
    end: int
    text: str


def split_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of `text[start:end]`, positions counted in all of `text`."""
    lines, at = [], start
    for raw in text[start:end].splitlines(keepends=True):
        body = raw.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        lines.append(Line(at, at + len(body), printable(body).strip()))
        at += len(raw)
    return lines


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """`[start, end)` without the white space at either side; empty spans stay at `start`."""
    body = text[start:end]
    left = len(body) - len(body.lstrip())
    if left == len(body):
        return start, start
    return start + left, start + len(body.rstrip())


def first_filled(lines: list[Line], index: int = 0) -> int:
    """The index of the first line from `index` on that is not blank, or the number of lines."""
    while index < len(lines) and not lines[index].text:
        index += 1
    return index
