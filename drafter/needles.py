"""Needles: literal words that any match of a pattern must hold, one of each group.

Compiling hundreds of patterns takes most of the time of a single check. A text that holds none of a group's
needles cannot match the pattern, so that for one short text only a handful of patterns is ever compiled. The needles
of drafter's own patterns are kept (see drafter.compiled), those of a user's own are worked out.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

Needles = tuple[tuple[str, ...], ...]

_MOST = 60
_SHORTEST = 3
_GROUPS = 4


def needles_of(pattern: str) -> Needles:
    """The needles of one RE2 expression, in groups; none where anything may match it."""
    # Only ever run on a pattern that is new, so the parser of the standard library's own engine will do.
    parser = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
    try:
        tree = parser.parse(pattern)
    except Exception:  # RE2 knows forms that the other engine does not: then nothing is required
        return ()
    telling = {group for group in _required(tree) if len(group) <= _MOST and min(map(len, group)) >= _SHORTEST}
    return tuple(tuple(sorted(group)) for group in sorted(telling, key=_by_rarity)[:_GROUPS])


def _by_rarity(group: frozenset[str]) -> tuple[int, int, list[str]]:
    """The groups first that the fewest texts hold: long needles, and few of them."""
    return -min(*map(len, group), 8), len(group), sorted(group)


def _required(items: Any) -> list[frozenset[str]]:
    """The groups of literals of each of which every match of the sequence holds one."""
    groups: list[frozenset[str]] = []
    run = ""
    for kind, value in [*items, (None, None)]:
        name = str(kind)
        if name == "LITERAL":
            run += chr(value)
            continue
        if run:
            groups.append(frozenset((run,)))
        run = ""
        groups += _inner(name, value)
    return groups


def _inner(name: str, value: Any) -> list[frozenset[str]]:
    if name == "SUBPATTERN":
        return _required(value[-1])
    if name == "BRANCH":
        parts = [_required(branch) for branch in value[1]]
        return [frozenset().union(*(min(part, key=_by_rarity) for part in parts))] if all(parts) else []
    if name in ("MAX_REPEAT", "MIN_REPEAT") and value[0] > 0:
        return _required(value[2])
    return []
