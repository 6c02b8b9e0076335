"""An evaluation as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drafter.evaluating.comparing import LEVEL, Change, Comparison
from drafter.evaluating.figures import DraftFigures, DraftingFigures, Evaluation, RequestFigures
from drafter.evaluating.rates import Rate
from drafter.evaluating.results import Decided
from drafter.stance import Stance

MOST_NAMES = 20
"""Cases that one line names."""
_WIDTH = 26


def as_text(evaluation: Evaluation) -> str:
    """The figures, and the costly errors by name."""
    parts = []
    if evaluation.requests:
        parts += [_requests(evaluation.requests), _costly(evaluation)]
    if evaluation.drafts:
        parts.append(_drafts(evaluation.drafts))
    if evaluation.drafting:
        parts.append(_drafting(evaluation.drafting))
    if evaluation.comparison:
        parts.append(_comparison(evaluation.comparison))
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines)


def named(names: tuple[str, ...]) -> str:
    """The names of cases, so many that they fit a few lines."""
    shown = ", ".join(names[:MOST_NAMES])
    return f"{shown} and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else shown


def _line(name: str, value: object, note: str = "", *, indent: int = 2) -> str:
    return f"{' ' * indent}{name:{_WIDTH - indent}}{value}{f'  {note}' if note else ''}"


def _group(title: str, rates: dict[str, Rate]) -> Iterator[str]:
    if rates:
        yield f"  {title}"
        yield from (_line(name, value, indent=4) for name, value in rates.items())


def _counts(title: str, counts: dict[str, int]) -> Iterator[str]:
    if counts:
        yield _line(title, ", ".join(f"{name} {count}" for name, count in counts.items()))


def _requests(figures: RequestFigures) -> Iterator[str]:
    yield f"requests ({figures.accuracy.total}); shares with 95 % Wilson intervals"
    yield _line("accuracy", figures.accuracy, "the gold stance or one of also_ok")
    yield _line("strict", figures.strict, "the gold stance alone")
    yield _line("costly errors", figures.costly)
    yield _line("unsure", figures.unsure)
    yield from _group("accuracy by language", figures.by_language)
    yield from _group("accuracy by form", figures.by_form)
    yield from _confusion(figures)


def _confusion(figures: RequestFigures) -> Iterator[str]:
    numbers = {stance.value: number for number, stance in enumerate(Stance, 1)}
    yield "  gold stance (rows) and what was decided (columns); off the diagonal may be in also_ok"
    yield " " * (_WIDTH + 2) + "".join(f"{number:5}" for number in numbers.values()) + "   right"
    for gold, row in figures.confusion.items():
        cells = "".join(f"{count or '.':>5}" for count in row.values())
        share = figures.by_stance.get(gold)
        right = f"{share.share:.1%}" if share and share.share is not None else "-"
        yield f"    {numbers[gold]} {gold:{_WIDTH - 4}}{cells}{right:>8}"


def _costly(evaluation: Evaluation) -> Iterator[str]:
    costly = [item for item in evaluation.cases if isinstance(item, Decided) and item.costly]
    if costly:
        yield "costly errors: an open stance where a decline or no reply is due, or any reply where none is"
    for item in costly[:MOST_NAMES]:
        yield f"  {item.name}  {item.file}:{item.line}  {item.gold}, decided {item.decided} ({item.confidence:.0%})"
    if len(costly) > MOST_NAMES:
        yield f"  and {len(costly) - MOST_NAMES} more"


def _drafts(figures: DraftFigures) -> Iterator[str]:
    yield f"drafts ({figures.caught.total} bad, {figures.wrongly_rejected.total} good)"
    yield _line("caught", figures.caught)
    yield _line("wrongly rejected", figures.wrongly_rejected)
    yield from _group("caught by category", figures.caught_by_category)
    yield from _group("caught by stance", figures.caught_by_stance)
    yield from _group("wrongly rejected by stance", figures.wrongly_rejected_by_stance)
    yield from _counts("good rejected by", figures.rejecting_good)


def _drafting(figures: DraftingFigures) -> Iterator[str]:
    yield f"drafted with {figures.model} ({figures.first_pass.total}; requests that get no reply are not drafted)"
    yield _line("first pass", figures.first_pass, "the first draft accepted as it came")
    yield _line("fell back", figures.fell_back, "to a template")
    yield _line("no text at all", figures.unanswered)
    yield _line("tokens, median", f"{figures.tokens:g}", "prompts and repairs included")
    yield _line("seconds, median", f"{figures.seconds:.2f}")
    yield from _counts("attempts rejected by", figures.rejecting)


def _comparison(comparison: Comparison) -> Iterator[str]:
    yield f"against {comparison.baseline}: one-sided exact McNemar test on the same cases, level {LEVEL:.0%}"
    for change in comparison.changes:
        yield _line(change.what, summary(change))
        yield from _members("got worse", change.worse)
        yield from _members("got better", change.better)
    yield from _members(f"only before: {len(comparison.only_before)} cases", comparison.only_before)
    yield from _members(f"only now: {len(comparison.only_now)} cases", comparison.only_now)
    yield "  regression" if comparison.regressed else "  no regression beyond chance"


def summary(change: Change) -> str:
    """How many cases changed, and how likely that is by chance."""
    verdict = "  REGRESSION" if change.regressed else ""
    counts = f"{len(change.worse)} worse, {len(change.better)} better of {change.pairs}"
    return f"{counts}, p = {change.chance:.3f}{verdict}"


def _members(title: str, names: Iterable[str]) -> Iterator[str]:
    listed = tuple(names)
    if listed:
        yield f"    {title}: {named(listed)}"
