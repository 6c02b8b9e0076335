"""Countries and towns as they stand beside a name or a firm."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from drafter.compiled import load_packaged

FILE = Path(__file__).parent.parent / "words" / "places.toml"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    places: str


@cache
def places() -> frozenset[str]:
    """The names, folded."""
    return frozenset(load_packaged(FILE, _File, kind="word file").places.split())
