"""Scripts other than Latin: how much of a text is in them, and the language that they show."""

from __future__ import annotations

from drafter.regex import expression

_SCRIPTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("ja", "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f", ("ja",)),
    ("ko", "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", ("ko",)),
    ("zh", "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff", ("zh", "ja")),
    ("ru", "\u0400-\u052f", ("ru", "uk", "bg", "sr", "be", "mk", "kk", "ky", "mn", "tg", "uz", "tt")),
    ("el", "\u0370-\u03ff\u1f00-\u1fff", ("el",)),
    ("he", "\u0590-\u05ff", ("he", "yi")),
    ("ar", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefe", ("ar", "fa", "ur", "ps", "ku", "sd", "ug")),
    ("hi", "\u0900-\u097f", ("hi", "mr", "ne", "sa")),
    ("bn", "\u0980-\u09ff", ("bn", "as")),
    ("pa", "\u0a00-\u0a7f", ("pa",)),
    ("gu", "\u0a80-\u0aff", ("gu",)),
    ("ta", "\u0b80-\u0bff", ("ta",)),
    ("te", "\u0c00-\u0c7f", ("te",)),
    ("kn", "\u0c80-\u0cff", ("kn",)),
    ("ml", "\u0d00-\u0d7f", ("ml",)),
    ("si", "\u0d80-\u0dff", ("si",)),
    ("th", "\u0e00-\u0e7f", ("th",)),
    ("lo", "\u0e80-\u0eff", ("lo",)),
    ("my", "\u1000-\u109f", ("my",)),
    ("ka", "\u10a0-\u10ff", ("ka",)),
    ("am", "\u1200-\u137f", ("am", "ti")),
    ("km", "\u1780-\u17ff", ("km",)),
    ("hy", "\u0530-\u058f", ("hy",)),
)  # fmt: skip
"""The commonest language of a script, its code points, and all languages that may be meant."""

_OTHER = "".join(points for _, points, _ in _SCRIPTS)
_WITHOUT_SPACES = "".join(points for name, points, _ in _SCRIPTS if name in ("ja", "zh", "th", "lo", "my", "km"))
_LATIN = expression("[A-Za-z\u00c0-\u024f]")
_IN = {name: expression(f"[{points}]") for name, points, _ in _SCRIPTS}
_ANY = expression(f"[{_OTHER}]")
_WORD = expression(f"[{_OTHER}][{_OTHER}\u0300-\u036f\u200c'’-]*")
_SPACELESS = expression(f"[{_WITHOUT_SPACES}]")


def words_in_other_scripts(text: str) -> int:
    """The words that are not in Latin letters; where a script has no spaces, two characters are a word."""
    if text.isascii() or not _ANY.search(text):
        return 0
    return sum(max(1, len(_SPACELESS.findall(word)) // 2) for word in _WORD.findall(text))


def language_of_script(text: str, guess: str | None = None) -> str | None:
    """The language that the script of most letters shows, `guess` where it may be; None for Latin letters."""
    if text.isascii() or not _ANY.search(text):
        return None
    letters = {name: len(_IN[name].findall(text)) for name in _IN}
    most = sum(letters.values())
    if most < 2 or most <= len(_LATIN.findall(text)):
        return None
    if letters["ja"] and letters["ja"] + letters["zh"] > most / 2:
        return "ja"
    for name, _, languages in _SCRIPTS:
        if letters[name] > most / 2:
            return guess if guess in languages else name
    return None
