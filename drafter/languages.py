"""The English names of languages, by ISO 639-1 code."""

from __future__ import annotations

from functools import cache

from drafter.language import NEW_CODES, cld2

_WITH_RULES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
}


@cache
def _names() -> dict[str, str]:
    """The detector's own names, where it is installed."""
    detector = cld2()
    listed = detector.LANGUAGES if detector else ()
    return {NEW_CODES.get(code, code): name.replace("_", " ").title() for name, code in reversed(listed)} | _WITH_RULES


def known_language(code: str | None) -> str:
    """The name of a language; empty where it has none."""
    return _names().get(code or "", "")


def language_name(code: str) -> str:
    """The name of a language, for a person."""
    return known_language(code) or f"the language {code!r}"
