"""Text from outside: decoded, bounded, and stripped of what could steer a terminal."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable
from pathlib import Path

from drafter.errors import InputError
from drafter.regex import expression

MAX_BYTES = 200_000
"""The largest source that is read as a request or draft, in bytes of UTF-8."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ANSI = expression(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]{0,4096}(?:\x07|\x1b\\)?|[ -/]*[0-~]?)|\x9b[0-?]*[ -/]*[@-~]"
)
_UNSAFE = expression(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls but tab, newline, return, NEL
    "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"  # bidi embeddings, overrides, isolates, marks
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # surrogates, BOM, annotations, tags
    "\u2800\u3164\uffa0]"  # letters and a pattern that show nothing
)

_GARBLED = expression(r"\w*[À-ÖØ-öø-ÿ]{4}\w*")
"""No language has four letters with diacritics in a row."""


def read_source(source: str | Path, *, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file, or of standard input for `-`, at most `limit` of them.

    Raises InputError where it is missing, a folder, unreadable or larger than `limit`.
    """
    name = str(source)
    try:
        if name == "-":
            if sys.stdin is None:
                raise InputError("standard input is closed: name a file")
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(source).open("rb") as file:
                data = file.read(limit + 1)
    except IsADirectoryError:
        raise InputError(f"{printable(name)} is a folder: name a file, or - for standard input") from None
    except FileNotFoundError:
        raise InputError(f"{printable(name)} does not exist: name a file, or - for standard input") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{printable(name)} cannot be read ({reason})") from None
    if len(data) > limit:
        raise InputError(f"{_shown(name)} is larger than {limit // 1000} kB: keep to one message, thread or draft")
    return data


def decode(data: bytes, name: str = "the input") -> str:
    """Text from bytes in UTF-8, UTF-16 or cp1252, tried in this order.

    Raises InputError for binary data and for bytes that none of them can read.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                text = "\0"
            if "\0" in text:
                raise InputError(f"{_shown(name)} starts like {encoding} but is not: save it as UTF-8")
            return text
    if b"\x00" in data:
        half = max(data[0::2].count(0), data[1::2].count(0))
        if len(data) % 2 == 0 and half * 4 > len(data):
            encoding = "utf-16-be" if data[0::2].count(0) == half else "utf-16-le"
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                pass
        raise InputError(f"{_shown(name)} is binary, not text: save it as plain text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    controls = sum(1 for byte in data if byte < 32 and byte not in b"\t\n\r\x0c\x1b")
    if controls * 50 > len(data):
        raise InputError(f"{_shown(name)} is binary, not text: save it as plain text")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise InputError(f"{_shown(name)} is neither UTF-8, UTF-16 nor cp1252: save it as UTF-8") from None


def printable(text: str) -> str:
    """`text` without terminal sequences, control characters and bidi overrides; safe to print."""
    return _UNSAFE.sub("", _ANSI.sub("", text)) if not text.isascii() or not text.isprintable() else text


def require_text(text: str, name: str = "the input") -> str:
    """`text` itself; raises InputError where it is blank or over the limit."""
    if not isinstance(text, str):
        raise InputError(f"{_shown(name)} is no text but {type(text).__name__}: give it as a string")
    if not printable(text).strip():
        raise InputError(f"{_shown(name)} is empty: write its text into it")
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise InputError(f"{_shown(name)} is larger than {MAX_BYTES // 1000} kB: keep to one message, thread or draft")
    return text


def garbled_in(text: str) -> str | None:
    """A word that shows that a text in another encoding was read as cp1252, `Çäðàâñòâóéòå`, if there is any."""
    found = None if text.isascii() else _GARBLED.search(text)
    return found.group() if found else None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` is misspelt from, if any."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.lower(), list(known), n=1, cutoff=0.75)), None) if len(word) > 2 else None


def _shown(name: str) -> str:
    return "standard input" if name == "-" else printable(name)
