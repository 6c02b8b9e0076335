"""A folded view of a text: plain lower-case ASCII for matching, with exact spans back into the original.

Folding undoes what changes the look of a word but not its reading: case, diacritics, ligatures,
typographic quotes and dashes, full-width forms, zero-width characters, letters of another script
mixed into a Latin word, and words spelt out with spaces or dots (`d e m o`, `f.r.e.e`). A letter of
another script folds to `X`, so that it stays part of a word; any other symbol folds to `~`.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from functools import cached_property
from itertools import compress
from typing import Any

from drafter.needles import haystack
from drafter.regex import expression
from drafter.signatures import signatures_in

_LITERAL = {
    "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l",
    "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'", "ʼ": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"', "‹": '"', "›": '"',
    "¿": " ", "¡": " ", "…": "...", "。": ".", "、": ",", "，": ",", "؟": "?", "•": "*", "·": " ",
    "€": "$", "£": "$", "\t": " ", "\r": " ", "\x0b": "\n", "\x0c": "\n", "\x85": "\n",
}  # fmt: skip

_CONFUSABLE = str.maketrans(
    "аАеЕоОрРсСуУхХіІјЈѕЅһԁԛԝвВкКмМнНтТгпзбάαΑΒεΕΖηΗιΙκΚΜνΝοΟρΡτΤυΥχΧ",
    "aAeEoOpPcCyYxXiIjJsShdqwbBkKmMhHtTrnzbaaABeEZnHiIkKMvNoOpPtTuYxX",
)
_ODD = expression(r"[^\x00-\x7f]+")
_OTHER_SCRIPT = expression("[\u0370-\u03ff\u0400-\u052f]")
_WORD = expression(r"\w+")
_SPACED = expression(r"(?<![a-z0-9])[a-z](?:[ .*_|/-]{1,2}[a-z]){3,}(?![a-z0-9])")
_SENTENCE_END = expression(r"[.!?\n](?:(?<=\n)\n*|(?<!\n)[.!?]*[\"')\]]*(?=\s|$))")
_ABBREVIATION = expression(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|sr|sra|sig|dott|dra|mme|mlle|nr|vs|approx|ca|bzw|resp|dept"
    r"|e\.g|i\.e|z\.b|d\.h|u\.a|p\.s)|(?<!')\b[a-hj-z])$"
)


class _Folding(dict[int, str]):
    """Code point to folded text, filled as characters are met and bounded in size."""

    def __missing__(self, code: int) -> str:
        folded = _fold(chr(code))
        if len(self) < 8192:
            self[code] = folded
        return folded


def _fold(char: str) -> str:
    literal = _LITERAL.get(char)
    if literal is not None:
        return literal
    if char.isascii():
        return char.lower() if char.isprintable() or char == "\n" else " "
    category = unicodedata.category(char)
    if category in ("Cf", "Mn", "Me") or char in "\u115f\u1160\u3164\uffa0":
        return ""
    if category == "Cs":
        return "~"
    if category == "Zs":
        return " "
    if category in ("Zl", "Zp"):
        return "\n"
    if category == "Pd":
        return "-"
    if category == "Nd":
        return str(unicodedata.digit(char))
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if unicodedata.category(c) != "Mn")
    if plain != char and plain:
        return "".join(_fold(c) for c in plain)
    return "X" if category[0] == "L" else "~"


_FOLDING = _Folding()
_OTHER_LETTER = 0x80
"""Stands for `X` until all letters are small ones."""
_ASCII_FOLDED = bytes(
    ord("X") if code == _OTHER_LETTER else ord(_fold(chr(code))) if code < _OTHER_LETTER else 0 for code in range(256)
)
_SHAPES = bytes(97 if chr(code).isalpha() else 32 if chr(code) in " .*_|/-" else 48 for code in range(128)) + bytes(128)
"""For each byte: a letter, what may stand between the letters of a word that is spelt out, or anything else."""


def _fold_odd(error: UnicodeError) -> tuple[bytes, int]:
    """What a run of other characters than ASCII folds to, for the encoder."""
    assert isinstance(error, UnicodeEncodeError)
    folded = error.object[error.start : error.end].translate(_FOLDING)
    return folded.encode("ascii").replace(b"X", bytes((_OTHER_LETTER,))), error.end


codecs.register_error("drafter.folded", _fold_odd)


def _folded(latinised: str) -> bytes:
    return latinised.encode("ascii", "drafter.folded").translate(_ASCII_FOLDED)


def _may_be_spaced(folded: bytes) -> bool:
    """Whether four single letters follow each other somewhere."""
    return b"a a a a" in folded.translate(_SHAPES).replace(b"  ", b" ")


def fold(text: str) -> str:
    """`text` folded, for comparing words; see View for spans."""
    return _folded(text if text.isascii() else _latinised(text, text)).decode("ascii")


def _latinised(text: str, odd: str) -> str:
    """`text`, of which `odd` holds every character that is not ASCII, with look-alikes of Latin letters made Latin."""
    if not _OTHER_SCRIPT.search(odd):
        return text

    def mend(match: re.Match[str]) -> str:
        word = match.group()
        has_latin = any("a" <= char.lower() <= "z" for char in word)
        return word.translate(_CONFUSABLE) if has_latin and _OTHER_SCRIPT.search(word) else word

    return _WORD.sub(mend, text)


class View:
    """`folded` is the text to match; `span()` takes positions in it back to code points of `text`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.located: dict[Any, Any] = {}
        """What lexicons have found here."""
        odd = "" if text.isascii() else "".join(_ODD.findall(text))
        self._latin = _latinised(text, odd)
        folded = _folded(self._latin)
        if _may_be_spaced(folded) and _SPACED.search(plain := folded.decode("ascii")):
            offsets = self._char_offsets()
            kept = bytearray(b"\x01") * len(plain)
            for match in _SPACED.finditer(plain):
                for position in range(match.start(), match.end()):
                    kept[position] = plain[position].isalpha()
            self._offsets: list[int] | None = [offsets[i] for i, keep in enumerate(kept) if keep]
            folded = bytes(compress(folded, kept))
        elif len(folded) == len(text) and all(len(_FOLDING[ord(char)]) == 1 for char in set(odd)):
            self._offsets = None
        else:
            self._offsets = self._char_offsets()
        self.data = folded
        """`folded` as bytes, one for each character."""
        self.folded = folded.decode("ascii")

    def _char_offsets(self) -> list[int]:
        folding = _FOLDING
        return [i for i, char in enumerate(self._latin) for _ in folding[ord(char)]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that folded `[start, end)` came from, as code points."""
        if self._offsets is None:
            return start, end
        if start >= end:
            at = self._offsets[start] if start < len(self._offsets) else len(self.text)
            return at, at
        return self._offsets[start], self._offsets[end - 1] + 1

    @cached_property
    def haystack(self) -> bytes:
        """`data` in the form that needles are looked for in."""
        return haystack(self.data)

    @cached_property
    def signatures(self) -> set[str]:
        """All signatures that needles in the haystack could have."""
        return signatures_in(self.haystack.decode("ascii"))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The sentences as folded `(start, end)`, in order, without surrounding white space."""
        folded, spans, start = self.folded, [], 0
        for match in _SENTENCE_END.finditer(folded):
            end = match.end()
            if folded[match.start()] == "." and _ABBREVIATION.search(folded[max(start, end - 12) : match.start()]):
                continue
            spans.append((start, end))
            start = end
        spans.append((start, len(folded)))
        trimmed = []
        for start, end in spans:
            body = folded[start:end].lstrip()
            if body:
                trimmed.append((end - len(body), end - len(body) + len(body.rstrip())))
        return tuple(trimmed)

    def sentence_at(self, position: int) -> tuple[int, int]:
        """The sentence that folded `position` lies in, or the nearest before it."""
        index = bisect_right(self.sentences, (position, len(self.folded) + 1)) - 1
        return self.sentences[max(index, 0)] if self.sentences else (0, len(self.folded))
