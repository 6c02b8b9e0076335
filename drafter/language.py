"""The language that a text is written in."""

from __future__ import annotations


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, or None where it cannot be told."""
    return None
