"""How patterns are arranged so that few of them are ever tried on a text; done once, when they are compiled.

An expression with many alternatives is only as rare as the most common of them: the common ones are split off into
expressions of their own. Of the groups of needles that an expression has, the one that the fewest messages hold is
kept. How common a needle is, is counted in messages and replies written for drafter.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from drafter.needles import needles_of
from drafter.patterns import Index, Patterns, StoredPatterns, put
from drafter.regex import expression
from drafter.signatures import signatures_in, signatures_of
from drafter.view import View

_MESSAGES = Path(__file__).parent.parent / "evals"
_FILES = ("requests-1.jsonl", "drafts-1.jsonl")
_TOKEN = expression(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?:|[()|]|[^\\\[()|]+", re.DOTALL)
_RARE = 0.02
"""Share of messages on which an expression may be tried for nothing without being split."""
_GAIN = 0.75
"""What splitting must leave of the trials."""
_MOST = 24
"""Alternatives that are split off one by one."""
_COMMON = 0.3
"""Share of messages from which on looking for needles costs more than trying the expression."""


def arranged(patterns: Patterns) -> StoredPatterns:
    """Those that were added in this run, split, to be compiled."""
    keys: list[int] = []
    parts: list[str] = []
    of: list[range] = []
    for key, source in patterns.added():
        sources = split(source)
        of.append(range(len(parts), len(parts) + len(sources)))
        keys += [key] * len(sources)
        parts += sources
    lists = {
        key: [(part, place) for place, number in enumerate(numbers) for part in of[number]]
        for key, numbers in patterns.added_lists().items()
    }
    free = [number for number, part in enumerate(parts) if not rarest_needles(part)]
    return StoredPatterns.of(keys, [part.encode("ascii") for part in parts], free, _index(parts), lists)


def _index(parts: Iterable[str]) -> Index:
    """The needles of expressions by their signatures.

    Of the signatures that a needle may have, the one that the fewest needles may have stands for it: then few
    needles are looked for in any one text.
    """
    groups = list(map(rarest_needles, parts))
    possible = {needle: signatures_of(needle) for group in groups for needle in group}
    often = Counter(signature for signatures in possible.values() for signature in set(signatures))
    index: Index = {}
    for number, group in enumerate(groups):
        for needle in group:
            put(index, min(possible[needle], key=often.__getitem__), needle, number)
    return index


def split(source: str) -> tuple[str, ...]:
    """Expressions that together match where `source` does, and that fewer messages have the needles of."""
    return _split(source)[0]


@cache
def _split(source: str) -> tuple[tuple[str, ...], float]:
    """What to split an expression into, and the share of messages on which each of these would be tried, added up."""
    trials = _trials(source)
    best: tuple[str, ...] = (source,)
    least = trials
    for before, alternatives, after in _alternatives(source) if trials > _RARE else ():
        each = {alternative: f"{before}(?:{alternative}){after}" for alternative in alternatives}
        common = [alternative for alternative, part in each.items() if _trials(part) > _RARE / 4] or list(each)
        rare = "|".join(alternative for alternative in each if alternative not in common)
        if len(common) <= _MOST and (rare or len(each) > 1):
            parts = [each[alternative] for alternative in common] + ([f"{before}(?:{rare}){after}"] if rare else [])
            found = [_split(part) for part in parts]
            needed = sum(share for _, share in found)
            if needed < min(least, trials * _GAIN):
                best, least = tuple(part for parts, _ in found for part in parts), needed
    return best, least


def _alternatives(source: str) -> Iterator[tuple[str, list[str], str]]:
    """Each choice at the top of an expression: what stands before it, its alternatives, and what stands after it.

    None where there are flags, which would stay with the first alternative, or groups that capture.
    """
    tokens = [match.group() for match in _TOKEN.finditer(source)]
    if "(" in tokens:
        return
    depths, depth = [], 0
    for token in tokens:
        depth -= token == ")"
        depths.append(depth)
        depth += token == "(?:"
    whole = _between(tokens, depths, 0, len(tokens), 0)
    if len(whole) > 1:
        yield "", whole, ""
        return
    opened = 0
    for at, (token, depth) in enumerate(zip(tokens, depths, strict=True)):
        if depth or token not in ("(?:", ")"):
            continue
        if token == "(?:":
            opened = at
        elif not (at + 1 < len(tokens) and tokens[at + 1][0] in "?*+{"):
            found = _between(tokens, depths, opened + 1, at, 1)
            if len(found) > 1:
                yield "".join(tokens[:opened]), found, "".join(tokens[at + 1 :])


def _between(tokens: list[str], depths: list[int], start: int, end: int, depth: int) -> list[str]:
    """The alternatives at one depth of a stretch of tokens."""
    found = [""]
    for token, its in zip(tokens[start:end], depths[start:end], strict=True):
        if token == "|" and its == depth:
            found.append("")
        else:
            found[-1] += token
    return found


@cache
def rarest_needles(source: str) -> tuple[str, ...]:
    """The group of needles that the fewest messages have one of; none where most messages have."""
    share, group = min(((_share(group), group) for group in needles_of(source)), default=(1.0, []))
    return tuple(group) if share < _COMMON else ()


def _trials(source: str) -> float:
    """The share of messages on which an expression would be tried: those that have one of its needles."""
    needles = rarest_needles(source)
    return _share(needles) if needles else 1.0


def _share(needles: Iterable[str]) -> float:
    held = 0
    for needle in needles:
        held |= _with(needle)
    return held.bit_count() / len(_messages())


@cache
def _with(needle: str) -> int:
    """The messages that hold a needle, each a bit."""
    held, likely = 0, (1 << len(_messages())) - 1
    for signature in signatures_of(needle):
        likely &= _by_signature().get(signature, 0)
    while likely:
        last = likely & -likely
        if needle in _messages()[last.bit_length() - 1]:
            held |= last
        likely ^= last
    return held


@cache
def _by_signature() -> dict[str, int]:
    """The messages that have a signature, each a bit."""
    found: dict[str, int] = {}
    for at, message in enumerate(_messages()):
        for signature in signatures_in(message):
            found[signature] = found.get(signature, 0) | 1 << at
    return found


@cache
def _messages() -> list[str]:
    """Messages and replies in the form that needles are looked for in."""
    rows = [json.loads(line) for name in _FILES for line in (_MESSAGES / name).read_text("utf-8").splitlines()]
    return [View(row.get("draft") or row["request"]).haystack.decode("ascii") for row in rows]
