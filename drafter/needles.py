"""Needles: literal words of which any match of a pattern must hold one.

Compiling hundreds of patterns takes most of the time of a single check. A text that holds none of a pattern's
needles cannot match it, so that for one short text only a handful of patterns is ever compiled. Needles are
kept beside the compiled modules, and worked out again where a pattern is new.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import marshal
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Needles = tuple[str, ...]

_MOST = 60
_SHORTEST = 3
_MOST_KEPT = 20_000


def needles_of(patterns: Sequence[bytes]) -> list[Needles]:
    """The needles of each pattern, in order; none where anything may match it."""
    known = _Store.load()
    digests = [hashlib.blake2b(pattern, digest_size=12).digest() for pattern in patterns]
    fresh = {
        digest: _work_out(p.decode("ascii")) for digest, p in zip(digests, patterns, strict=True) if digest not in known
    }
    if fresh:
        known.update(fresh)
        _Store.save(known)
    return [known[digest] for digest in digests]


class _Store:
    """The needles kept from earlier runs, in the folder where Python keeps its compiled modules."""

    _loaded: dict[bytes, Needles] | None = None

    @staticmethod
    def _path() -> Path:
        beside = Path(__file__).parent
        folder = Path(sys.pycache_prefix, *beside.parts[1:]) if sys.pycache_prefix else beside / "__pycache__"
        return folder / f"needles-{sys.implementation.cache_tag}.bin"

    @classmethod
    def load(cls) -> dict[bytes, Needles]:
        if cls._loaded is None:
            try:
                cls._loaded = dict(marshal.loads(cls._path().read_bytes()))
            except (OSError, ValueError, EOFError, TypeError):
                cls._loaded = {}
        return cls._loaded

    @classmethod
    def save(cls, known: dict[bytes, Needles]) -> None:
        if sys.dont_write_bytecode or len(known) > _MOST_KEPT:
            return
        path = cls._path()
        part = path.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            part.write_bytes(marshal.dumps(known))
            part.replace(path)


def _work_out(pattern: str) -> Needles:
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
