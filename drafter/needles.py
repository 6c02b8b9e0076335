"""Needles: literal words of which any match of a pattern must hold one.

Compiling hundreds of patterns takes most of the time of a single check. A text that holds none of a pattern's
needles cannot match it, so that for one short text only a handful of patterns is ever compiled. The needles of
drafter's own patterns are kept (see drafter.compiled), those of a user's own are worked out.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

Needles = tuple[str, ...]

_MOST = 60
_SHORTEST = 3


def needles_of(pattern: str) -> Needles:
    """The needles of one RE2 expression; none where anything may match it."""
    # Only ever run on a pattern that is new, so the parser of the standard library's own engine will do.
    parser = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
    try:
        tree = parser.parse(pattern)
    except Exception:  # RE2 knows forms that the other engine does not: then nothing is required
        return ()
    return tuple(sorted(_required(tree) or ()))


def _required(items: Any) -> frozenset[str] | None:
    """The best set of literals of which every match of the sequence holds one; None where there is none."""
    best: frozenset[str] | None = None
    run = ""
    for kind, value in [*items, (None, None)]:
        name = str(kind)
        if name == "LITERAL":
            run += chr(value)
            continue
        best = _better(best, frozenset((run,)) if run else None)
        run = ""
        best = _better(best, _inner(name, value))
    return best


def _inner(name: str, value: Any) -> frozenset[str] | None:
    if name == "SUBPATTERN":
        return _required(value[-1])
    if name == "BRANCH":
        parts = [_required(branch) for branch in value[1]]
        return None if any(part is None for part in parts) else frozenset().union(*[part for part in parts if part])
    if name in ("MAX_REPEAT", "MIN_REPEAT") and value[0] > 0:
        return _required(value[2])
    return None


def _better(first: frozenset[str] | None, second: frozenset[str] | None) -> frozenset[str] | None:
    kept = [each for each in (first, second) if each and len(each) <= _MOST and min(map(len, each)) >= _SHORTEST]
    return max(kept, key=lambda each: (min(*map(len, each), 8), -len(each)), default=None)
