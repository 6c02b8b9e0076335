"""The one matching engine: named patterns as data → exact spans in a text.

A pattern is a regular expression in RE2 syntax over the folded view of a text (see drafter.view):
lower case, no diacritics. On top of RE2 it knows three short forms:

- a space stands for any run of white space;
- `<name>` stands for the word list `name`, given beside the patterns as `one|two|three`;
- `<~3>` stands for up to three words that may stand between.

All patterns of a lexicon are screened at once with one RE2 Set, in time linear in the text; only those
that hit are then located one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

import re2

from drafter.errors import ConfigError
from drafter.view import View, fold

Key = TypeVar("Key")

_SPACE = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]| [?*+{]?")
_CAPITAL = re.compile(r"(?<!\\)[A-Z]")
_SHORT_FORM = re.compile(r"<(~\d|[a-z][a-z_0-9]*)>")
_GAP = r"(?:[^\s.!?;:]+\s+){0,%s}"
_MAX_MEMORY = 256 << 20


def _options() -> Any:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.never_capture = True
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    return options


_OPTIONS = _options()


def expand(pattern: str, words: Mapping[str, str]) -> str:
    """The RE2 expression that `pattern` stands for; raises ConfigError for an unknown `<name>`."""
    return _expanded(pattern, words, {})


def _expanded(pattern: str, words: Mapping[str, str], known: dict[str, str]) -> str:
    """expand, with the word lists that are expanded already."""

    def replace(match: re.Match[str]) -> str:
        name = match.group(1)
        if name.startswith("~"):
            return _GAP % name[1:]
        if name not in words:
            raise ConfigError(f"the pattern {pattern!r} uses <{name}>, which is no word list: define it under [words]")
        if name not in known:
            known[name] = f"(?:{_expanded(words[name], words, known)})"
        return known[name]

    plain = pattern if pattern.isascii() else "".join(c if c.isascii() else fold(c) for c in pattern)
    if _CAPITAL.search(plain):
        raise ConfigError(f"the pattern {pattern!r} has capitals: patterns match folded, lower-case text")
    return _SHORT_FORM.sub(replace, _SPACE.sub(_spaced, plain))


def _spaced(match: re.Match[str]) -> str:
    r"""`\s+` for a literal space, in a group of its own where a quantifier follows: ` ?` is no or any white space."""
    found = match.group()
    if found[0] != " ":
        return found
    return r"\s+" if found == " " else rf"(?:\s+){found[1]}"


class Lexicon(Generic[Key]):
    """Patterns, each under a key of the caller's; the same key may stand for several patterns."""

    def __init__(self, patterns: Iterable[tuple[Key, str]], words: Mapping[str, str]) -> None:
        self._keys: list[Key] = []
        self._sources: list[bytes] = []
        self._compiled: dict[int, Any] = {}
        self._screen = re2.Set.SearchSet(_OPTIONS)
        known: dict[str, str] = {}
        for key, pattern in patterns:
            source = _expanded(pattern, words, known).encode("ascii")
            try:
                self._screen.Add(source)
            except re2.error as error:
                raise ConfigError(f"the pattern {pattern!r} is no RE2 expression: {error}") from None
            self._keys.append(key)
            self._sources.append(source)
        if self._sources:
            self._screen.Compile()

    def find(self, view: View) -> Iterator[tuple[Key, int, int]]:
        """Each hit as `(key, start, end)` in folded positions: by pattern, then from left to right."""
        if not self._sources:
            return
        for index in sorted(self._screen.Match(view.data) or ()):
            for match in self._regexp(index).finditer(view.data):
                if match.end() > match.start():
                    yield self._keys[index], match.start(), match.end()

    def _regexp(self, index: int) -> Any:
        if index not in self._compiled:
            self._compiled[index] = re2.compile(self._sources[index], _OPTIONS)
        return self._compiled[index]
