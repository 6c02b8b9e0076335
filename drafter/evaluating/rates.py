"""Shares with their intervals, and whether a change for the worse is more than chance."""

from __future__ import annotations

import math

import msgspec

_Z = 1.959964
"""The normal quantile of a two-sided 95 % interval."""


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """`hits` of `total`, with the 95 % Wilson interval of the share; None where there is nothing to count."""

    hits: int
    total: int
    share: float | None = None
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        if self.share is None:
            return "none"
        return f"{self.hits}/{self.total} = {self.share:.1%} [{self.low:.1%}, {self.high:.1%}]"


def rate(hits: int, total: int) -> Rate:
    """The share of `hits` in `total`.

    The interval is Wilson's score interval (E. B. Wilson, 1927), which holds for shares near 0 and 1 too.
    """
    if not total:
        return Rate(hits=hits, total=total)
    share = hits / total
    shrink = 1 + _Z * _Z / total
    middle = (share + _Z * _Z / (2 * total)) / shrink
    half = _Z * math.sqrt(share * (1 - share) / total + _Z * _Z / (4 * total * total)) / shrink
    low, high = (round(min(1.0, max(0.0, end)), 6) for end in (middle - half, middle + half))
    return Rate(hits=hits, total=total, share=round(share, 6), low=low, high=high)


def chance_of(worse: int, better: int) -> float:
    """How probable it is that at least `worse` of the changed cases got worse, were both ways equally likely.

    The one-sided exact McNemar test: cases that did not change say nothing, the others are tosses of a coin.
    """
    changed = worse + better
    ways: int = sum(math.comb(changed, k) for k in range(worse, changed + 1))
    return ways / (1 << changed)
