"""`drafter eval`: how well drafter does on labelled cases."""

import functools
import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from drafter.cli.common import ProfileOption, fields_of, find_profile, guarded, json_bytes, say
from drafter.errors import ConfigError
from drafter.text import printable

if TYPE_CHECKING:
    from drafter.evaluating.cases import Case
    from drafter.evaluating.figures import Evaluation
    from drafter.evaluating.measuring import OpenDesk

T = TypeVar("T")


class EvaluationFormat(str, Enum):
    """How the result is printed."""

    text = "text"
    json = "json"
    html = "html"


@guarded
def evaluate(
    cases: Annotated[
        list[Path], typer.Argument(metavar="CASES...", help="Labelled requests and drafts: JSON Lines or YAML.")
    ],
    profile: ProfileOption = None,
    model: Annotated[
        str | None, typer.Option(metavar="SPEC", help="Draft each request with this model; else nothing is drafted.")
    ] = None,
    format: Annotated[
        EvaluationFormat, typer.Option("--format", help="How to print the result.")
    ] = EvaluationFormat.text,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the result there.")] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A former JSON report: exit with 1 where this one is worse beyond chance."),
    ] = None,
) -> int:
    """Measure the stance decision, the checker, and with --model the drafting, on labelled cases."""
    import msgspec

    from drafter.evaluating.cases import files_of, read_cases
    from drafter.evaluating.comparing import compare, read_baseline
    from drafter.evaluating.figures import evaluation_of
    from drafter.evaluating.measuring import measure

    if output:
        _require_writable(output, [*cases, *([baseline] if baseline else [])])
    before = read_baseline(baseline) if baseline else None
    read = read_cases(cases, find_profile(profile))
    if output:
        _require_writable(output, [*files_of(read), *_profile_read(profile)])
    results = list(_shown(measure(read, _desks(model, profile) if model else None), len(read), wanted=bool(model)))
    evaluation = evaluation_of(results, map(str, cases), model)
    if before is not None:
        evaluation = msgspec.structs.replace(evaluation, comparison=compare(before, results, str(baseline)))
    _print(_rendered(evaluation, read, format), output)
    return _verdict(evaluation)


def _require_writable(output: Path, sources: Iterable[Path]) -> None:
    """Raises ConfigError where the result would go nowhere, or over a file that it is made from."""
    if not output.parent.is_dir():
        raise ConfigError(f"--output: there is no folder {printable(str(output.parent))}")
    for source in sources:
        if output.exists() and source.exists() and output.samefile(source):
            raise ConfigError(
                f"--output {printable(str(output))} would overwrite {printable(str(source))}, "
                "which is read here: name another file"
            )


def _profile_read(profile: Path | None) -> list[Path]:
    from drafter.settings import environment, profile_path

    path = profile_path(profile, environment())
    return [path] if path else []


def _desks(model: str, profile: Path | None) -> "OpenDesk":
    from drafter.desk import open_desk
    from drafter.settings import environment, load_settings, profile_path

    environ = environment()
    settings = load_settings(environ, profile_path(profile, environ), model=model)
    return functools.cache(functools.partial(open_desk, settings=settings, environ=environ))


def _shown(items: Iterable[T], total: int, *, wanted: bool) -> Iterator[T]:
    """The items as they come, counted on stderr where that is a terminal."""
    counted = wanted and sys.stderr.isatty()
    for number, item in enumerate(items, 1):
        if counted:
            typer.echo(f"\r{number} of {total}", err=True, nl=number == total)
        yield item


def _rendered(evaluation: "Evaluation", cases: list["Case"], format: EvaluationFormat) -> bytes:
    if format is EvaluationFormat.json:
        return json_bytes(fields_of(evaluation))
    if format is EvaluationFormat.html:
        from drafter.evaluating.as_html import as_html

        return as_html(evaluation, cases).encode("utf-8", "replace")
    from drafter.evaluating.as_text import as_text

    return printable(as_text(evaluation)).encode("utf-8", "replace") + b"\n"


def _print(result: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(result)
        return
    try:
        output.write_bytes(result)
    except OSError as error:
        raise ConfigError(f"{printable(str(output))} cannot be written ({error.strerror})") from None
    say(f"wrote {output}")


def _verdict(evaluation: "Evaluation") -> int:
    from drafter.evaluating.as_text import named, summary

    comparison = evaluation.comparison
    if comparison is None or not comparison.regressed:
        return 0
    for change in comparison.changes:
        if change.regressed:
            say(f"worse than {comparison.baseline}: {change.what}: {summary(change)}: {named(change.worse)}")
    return 1
