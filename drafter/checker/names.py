"""Whose name a word is: the sender's, the user's or somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from drafter.checker.context import Context
from drafter.checker.cues import Span
from drafter.checker.wordlists import first_names, word_list
from drafter.regex import expression
from drafter.view import fold

_NAME = expression(r"[a-z_](?:[a-z_'-]*[a-z_])?")
_ASIDE = expression(r"[(\[|<,].*", re.DOTALL)
_LONGEST = 120
"""Characters of a name that are read."""


def plain(word: str) -> str:
    """A folded name with the spellings of an umlaut made one: mueller, muller."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("-", "").replace("'", "")


@lru_cache(maxsize=512)
def names_in(text: str) -> tuple[str, ...]:
    """The parts of a name as written, folded, without titles and what stands in brackets."""
    found = _NAME.findall(fold(_ASIDE.sub("", text[:_LONGEST])))
    parts = [word for word in found if word not in word_list("titles") and len(word) > 1]
    return tuple(dict.fromkeys([*parts, *(part for word in parts if "-" in word for part in word.split("-"))]))


def is_same(given: str, name: str, *, familiar: bool = True) -> bool:
    """Whether folded `given` may be used for somebody called `name`: the same or, where `familiar`, a short form."""
    first, second = plain(given), plain(name)
    if first == second or not familiar:
        return first == second
    if second in first_names().get(first, ()):
        return True
    short, long = sorted((first, second), key=len)
    return len(short) >= 3 and long.startswith(short) and len(long) >= len(short) + 2


def is_one_of(word: str, names: tuple[str, ...]) -> bool:
    """Whether `word` is the first name, a short form of it, or any other part as it is."""
    return any(is_same(word, name, familiar=number == 0) for number, name in enumerate(names))


def is_misspelt(given: str, name: str) -> bool:
    """Whether `given` is a slip for `name`: one letter off, or two in a long name."""
    first, second = plain(given[:_LONGEST]), plain(name[:_LONGEST])
    if first == second or abs(len(first) - len(second)) > 1 or min(len(first), len(second)) < 4:
        return False
    return _distance(first, second) <= (2 if min(len(first), len(second)) >= 6 and first[0] == second[0] else 1)


def _distance(first: str, second: str) -> int:
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]


@lru_cache(maxsize=8)
def sender_names(context: Context) -> tuple[str, ...]:
    """The parts of the sender's name, folded; empty where nobody says who wrote."""
    request = context.request
    if request is None:
        return ()
    written = [request.sender.name or "", *{turn.name or "" for turn in request.turns if turn.author == "sender"}]
    return tuple(dict.fromkeys(part for name in written if name for part in names_in(name)))


@lru_cache(maxsize=8)
def user_names(context: Context) -> tuple[str, ...]:
    """The parts of the user's name and of what they sign with, folded."""
    profile = context.profile
    return tuple(dict.fromkeys((*names_in(profile.name), *names_in(profile.signs_as)))) if profile else ()


def starts_with_capital(context: Context, position: int) -> bool:
    """Whether the draft has a capital where the folded draft has this position."""
    return context.draft[context.view.span(position, position + 1)[0]].isupper()


def name_words(context: Context, start: int, reach: int = 60) -> list[Span]:
    """Up to three capitalised words that follow each other from folded `start` on, titles left out."""
    folded, found, after = context.view.folded, list[Span](), start
    for match in _NAME.finditer(folded, start, min(len(folded), start + reach)):
        gap, after = folded[after : match.start()], match.end()
        if gap.strip(" " if found else " .") or "\n" in gap:
            break
        if match.group() in word_list("titles") and not found:
            continue
        if match.group() in word_list("titles") or not starts_with_capital(context, match.start()):
            break
        found.append(match.span())
        if len(found) == 3:
            break
    return found


def whole_words(folded: str, word: str) -> Iterator[Span]:
    """Where `word` stands in `folded` as a whole word."""
    at = folded.find(word)
    while at >= 0:
        end = at + len(word)
        if not (folded[at - 1 : at].isalnum() or folded[end : end + 1].isalnum()):
            yield at, end
        at = folded.find(word, end)
