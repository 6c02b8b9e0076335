"""The English names of languages, by ISO 639-1 code, as the detector has them."""

from __future__ import annotations

from functools import cache


@cache
def _names() -> dict[str, str]:
    import pycld2  # type: ignore[import-untyped]

    return {code: name.replace("_", " ").title() for name, code in reversed(pycld2.LANGUAGES)}


def known_language(code: str | None) -> str:
    """The name of a language; empty where it has none."""
    return _names().get(code or "", "")


def language_name(code: str) -> str:
    """The name of a language, for a person."""
    return known_language(code) or f"the language {code!r}"
