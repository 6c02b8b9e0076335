"""Needles: literal stretches that any match of a pattern must hold, one of each group.

Compiling hundreds of patterns takes most of the time of a single check. A text that holds none of a group's
needles cannot match the pattern, so that for one text only a handful of patterns is ever compiled. The needles
of drafter's own patterns are kept (see drafter.compiled), those of a user's own are worked out.

Needles are looked for in a text as `haystack` gives it: a naught for any digit, and one space for whatever stands
between words, so that ` our ` is not found in `your` and ` thank you` stays one needle. Signs follow by themselves at
the end, for needles that are nothing else. The way from an expression to its needles is that of RE2's own prefilter: a
part that stands for few enough strings is multiplied out, together with its neighbours; any other ends the stretch.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

import msgspec

from drafter.regex import expression

EDGE = "\0"
"""An edge of a word in a string that an expression stands for: a space in a haystack."""
_EDGE = EDGE.encode()

_STRINGS = 100
"""Strings that a part is multiplied out to at the most."""
_MOST = 400
"""Needles in a group."""
_SHORTEST = 2
_LONGEST = 40
_PLAIN = bytes.maketrans(b"123456789\t\n\r\f\v", b"000000000     ")
_WORDS = bytes(code for code in range(1, 128) if chr(code).isalnum() or code == ord("_"))
_SPACED = bytes(code if code > 127 or code in b"\0" + _WORDS else 32 for code in _PLAIN)
"""What a haystack has in the place of each byte: a space for what is of no word."""
_NO_SIGNS = _WORDS + b" \t\n\r\f\v,.\0"
"""All but the signs that needles may be made of: those stand in every text."""
_READ_OTHERWISE = expression(r"\[:\^?\w+:\]|\{,|\(\?\w*i")
"""What the parser reads as something else than RE2: named classes, a repeat without a least number, no case."""
_CLASSES = {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "0"}


def haystack(data: bytes) -> bytes:
    """A folded text in the form that needles are looked for in."""
    return _one_space(b" %b " % data.translate(_SPACED)) + data.translate(None, _NO_SIGNS)


def _one_space(spaced: bytes) -> bytes:
    while b"  " in spaced:
        spaced = spaced.replace(b"  ", b" ")
    return spaced


def needles_of(pattern: str) -> list[list[str]]:
    """The needles of one RE2 expression, in groups, the most telling first; none where anything may match it."""
    # Only ever run on a pattern that is new, so the parser of the standard library's own engine will do.
    parser = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
    if _READ_OTHERWISE.search(pattern):
        return []
    try:
        tree = parser.parse(pattern)
    except (re.error, OverflowError, RecursionError):  # a form that only RE2 knows: then nothing is required
        return []
    closed = _sequence(tree).closed()
    orders = ((_among_words, _among_signs), (_among_signs, _among_words))
    telling = {group for strings in closed for order in orders if (group := _needles(strings, order))}
    return [sorted(group) for group in sorted(telling, key=_by_rarity)]


Strings = frozenset[str]


class _Required(msgspec.Struct, frozen=True):
    """What any match of a part holds."""

    exact: Strings | None
    """All strings that the part stands for, where they are few."""
    groups: list[Strings]
    """Otherwise, groups of strings of each of which it holds one."""

    def closed(self) -> list[Strings]:
        return self.groups if self.exact is None else [self.exact]


_ANYTHING = _Required(None, [])
_NOTHING = frozenset(("",))


def _among_words(string: bytes) -> bytes:
    """A string of an expression as a haystack has it among its words."""
    # At its own ends the string knows of an edge only where the expression says so.
    return _one_space(string.translate(_SPACED).replace(_EDGE, b" "))


def _among_signs(string: bytes) -> bytes:
    """The same among its signs."""
    return string.translate(None, _NO_SIGNS)


def _needles(strings: Strings, order: Iterable[Callable[[bytes], bytes]]) -> Strings:
    """The strings as needles, without those that hold another; nothing where one tells nothing, in whatever form."""
    needles: set[str] = set()
    for string in sorted(strings, key=len):
        held = (form(string.encode("latin-1", "replace")).decode("latin-1") for form in order)
        needle = next(filter(_tells, held), None)
        if needle is None:
            return frozenset()
        if not any(other in needle for other in needles):
            needles.add(needle)
    return frozenset(needles) if len(needles) <= _MOST else frozenset()


def _tells(needle: str) -> bool:
    """Whether few enough texts hold it: some letters, a whole word, or signs."""
    bare = needle.strip()
    if bare.isalpha():
        return len(bare) >= _SHORTEST or needle[0] == needle[-1] == " "
    return bool(bare)


def _by_rarity(group: Strings) -> tuple[int, int, list[str]]:
    """The groups first that the fewest texts hold: long needles, and few of them."""
    return -min(*map(len, group), 8), len(group), sorted(group)


def _sequence(items: Iterable[Any]) -> _Required:
    """A run of parts: neighbours that are few strings each are multiplied out."""
    groups: list[Strings] = []
    current: Strings = _NOTHING
    whole = True
    for kind, value in items:
        part = _part(str(kind), value)
        if part.exact is not None:
            joined = frozenset(_joined(*pair) for pair in product(current, part.exact))
            if len(current) * len(part.exact) <= _STRINGS and max(map(len, joined), default=0) <= _LONGEST:
                current = joined
                continue
        whole = False
        groups.append(current)
        groups += part.groups
        current = _NOTHING if part.exact is None else part.exact
    return _Required(current, []) if whole else _Required(None, [*groups, current])


def _joined(left: str, right: str) -> str:
    """Two strings that follow each other; white space beside white space is one run."""
    return left + (right[1:] if left.endswith(" ") and right.startswith(" ") else right)


def _part(kind: str, value: Any) -> _Required:
    """One node of the parser's tree."""
    if kind == "LITERAL":
        return _Required(frozenset((chr(value).translate(_PLAIN),)), [])
    if kind == "AT":
        return _Required(frozenset((EDGE if str(value) == "AT_BOUNDARY" else "",)), [])
    if kind == "IN":
        return _one_of(value)
    if kind == "SUBPATTERN":
        return _sequence(value[-1])
    if kind == "BRANCH":
        return _either([_sequence(branch) for branch in value[1]])
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        return _repeated(value[0], value[1], _sequence(value[2]))
    return _ANYTHING


def _one_of(items: list[Any]) -> _Required:
    """A class of characters."""
    kinds = [(str(kind), value) for kind, value in items]
    if not all(kind == "LITERAL" or str(value) in _CLASSES for kind, value in kinds):
        return _ANYTHING
    chars = (chr(value).translate(_PLAIN) if kind == "LITERAL" else _CLASSES[str(value)] for kind, value in kinds)
    return _Required(frozenset(chars), [])


def _either(branches: list[_Required]) -> _Required:
    if all(branch.exact is not None for branch in branches):
        return _Required(frozenset().union(*(branch.exact or () for branch in branches)), [])
    order = (_among_words, _among_signs)
    options = [[group for group in branch.closed() if _needles(group, order)] for branch in branches]
    if not all(options):
        return _ANYTHING
    return _Required(None, [frozenset().union(*(min(groups, key=_by_rarity) for groups in options))])


def _repeated(least: int, most: int, part: _Required) -> _Required:
    if part.exact == frozenset((" ",)):
        return _Required(frozenset((" ",)) if least else frozenset(("", " ")), [])
    if least == 0:
        few = most == 1 and part.exact is not None
        return _Required(part.exact | _NOTHING, []) if few and part.exact is not None else _ANYTHING
    if most == 1:
        return part
    if part.exact is None or len(part.exact) ** least > _STRINGS:
        return _Required(None, part.closed())
    strings = _NOTHING
    for _ in range(least):
        strings = frozenset(_joined(*pair) for pair in product(strings, part.exact))
    return _Required(strings, []) if least == most else _Required(None, [strings])
