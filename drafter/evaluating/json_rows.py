"""Rows of JSON Lines, in any encoding that a saved file may have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import IO

from drafter.errors import InputError
from drafter.text import MAX_BYTES, decode, printable

MAX_ROW = 4 * MAX_BYTES
"""Bytes that one row may have; one that is larger comes cut to a byte more."""
MAX_WIDE = 200_000_000
"""Bytes of a file in UTF-16, which is read as a whole."""

_BOM = b"\xef\xbb\xbf"


def numbered_rows(file: IO[bytes], name: str) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, each with its number from 1, as UTF-8 without a byte order mark.

    Raises InputError where the file begins like UTF-16 or something binary and cannot be read so. Bytes that are no
    UTF-8 are left to whoever reads the row.
    """
    lines = iter(lambda: file.readline(MAX_ROW + 1), b"")
    first = next(lines, b"")
    if b"\0" in first or first.startswith((b"\xff\xfe", b"\xfe\xff")):
        rows: Iterator[bytes] = iter(_wide(first + file.read(MAX_WIDE), name))
    else:
        rows = chain((first,), lines)
    for number, line in enumerate(rows, 1):
        row = line.removeprefix(_BOM)
        if row.strip():
            yield number, row


def _wide(data: bytes, name: str) -> list[bytes]:
    if len(data) > MAX_WIDE:
        raise InputError(f"{printable(name)} is larger than {MAX_WIDE // 1_000_000} MB: save it as UTF-8")
    text = decode(data, name)
    return [line.encode("utf-8", "surrogatepass")[: MAX_ROW + 1] for line in text.split("\n")]
