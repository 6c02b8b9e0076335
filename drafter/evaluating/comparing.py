"""Whether an evaluation is worse than a former one, on the very same cases and beyond chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from drafter.errors import ConfigError
from drafter.evaluating.rates import chance_of
from drafter.evaluating.results import DraftVerdict, RequestVerdict
from drafter.mistakes import explained
from drafter.text import decode, printable, read_source

LEVEL = 0.05
"""A change for the worse that chance alone brings about less often than this is a regression."""
MAX_REPORT = 200_000_000
"""Bytes that a former report may have."""

Verdict = RequestVerdict | DraftVerdict


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was measured before and now: the cases that changed."""

    what: str
    pairs: int
    worse: tuple[str, ...]
    """Names of the cases that were good before and are not now."""
    better: tuple[str, ...]
    chance: float
    """One-sided exact McNemar test: how often chance alone makes as many of the changed cases worse."""
    regressed: bool


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """This evaluation beside a former one."""

    baseline: str
    changes: tuple[Change, ...]
    only_before: tuple[str, ...]
    """Names of the cases that only the former report has, or has with another text or label."""
    only_now: tuple[str, ...]
    regressed: bool


class _Report(msgspec.Struct, frozen=True):
    version: int
    cases: tuple[Verdict, ...]


def read_baseline(path: Path) -> tuple[Verdict, ...]:
    """The cases of a former JSON report; raises ConfigError where it is none."""
    name = printable(str(path))
    try:
        report = msgspec.json.decode(decode(read_source(path, limit=MAX_REPORT), name), type=_Report)
    except (msgspec.MsgspecError, RecursionError) as error:
        what = explained(error, _Report)[0]
        raise ConfigError(f"{name} is no JSON report of `drafter eval`: {what}: write one with --format json") from None
    if report.version != 1:
        raise ConfigError(f"{name} is a report of version {report.version}: write it anew with --format json")
    return report.cases


def compare(before: Iterable[Verdict], now: Iterable[Verdict], baseline: str) -> Comparison:
    """The changes between two evaluations; a case is the same where its request, labels and draft are."""
    old = {item.digest: item for item in before}
    new = {item.digest: item for item in now}
    pairs = [(old[digest], new[digest]) for digest in new if digest in old]
    measured = (_change(what, [(is_good(a), is_good(b), b.name) for a, b in pairs]) for what, is_good in _MEASURES)
    changes = tuple(change for change in measured if change.pairs)
    return Comparison(
        baseline=baseline,
        changes=changes,
        only_before=tuple(old[digest].name for digest in old if digest not in new),
        only_now=tuple(new[digest].name for digest in new if digest not in old),
        regressed=any(change.regressed for change in changes),
    )


def _change(what: str, pairs: list[tuple[bool | None, bool | None, str]]) -> Change:
    """The change in one measure; None where it does not apply to a case."""
    told = [(before, now, name) for before, now, name in pairs if before is not None and now is not None]
    worse = tuple(name for before, now, name in told if before and not now)
    better = tuple(name for before, now, name in told if now and not before)
    chance = chance_of(len(worse), len(better))
    return Change(
        what=what,
        pairs=len(told),
        worse=worse,
        better=better,
        chance=round(chance, 5),
        regressed=chance < LEVEL,
    )


def _stance_is_right(item: Verdict) -> bool | None:
    return item.right if isinstance(item, RequestVerdict) else None


def _is_harmless(item: Verdict) -> bool | None:
    return not item.costly if isinstance(item, RequestVerdict) else None


def _is_caught(item: Verdict) -> bool | None:
    return not item.accepted if isinstance(item, DraftVerdict) and item.label == "reject" else None


def _is_let_through(item: Verdict) -> bool | None:
    return item.accepted if isinstance(item, DraftVerdict) and item.label == "accept" else None


def _passed_at_once(item: Verdict) -> bool | None:
    drafted = item.drafted if isinstance(item, RequestVerdict) else None
    return drafted.first_pass if drafted and drafted.outcome != "no_reply" else None


_MEASURES: tuple[tuple[str, Callable[[Verdict], bool | None]], ...] = (
    ("stances right", _stance_is_right),
    ("no costly error", _is_harmless),
    ("bad drafts caught", _is_caught),
    ("good drafts let through", _is_let_through),
    ("first drafts accepted", _passed_at_once),
)
