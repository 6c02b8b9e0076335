"""`drafter check`: what is wrong with drafts."""

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.common import ProfileOption, find_profile, guarded, read_text, request_source, say, warn_of_garbling
from drafter.errors import ConfigError, DrafterError

if TYPE_CHECKING:
    from drafter.checker.rules import Registry
    from drafter.cli.reports import Checked
    from drafter.profile import Profile


class ReportFormat(str, Enum):
    """How findings are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    sarif = "sarif"
    github = "github"


class FailOn(str, Enum):
    """What rejects a draft."""

    error = "error"
    warning = "warning"


def _listed(values: list[str] | None) -> tuple[str, ...]:
    return tuple(code.strip() for value in values or () for code in value.split(",") if code.strip())


@guarded
def check(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...|-", help="Drafts; - is standard input. A .jsonl file holds one in each line."),
    ],
    request: Annotated[str | None, typer.Option(metavar="FILE", help="The message that the draft answers.")] = None,
    stance: Annotated[
        str | None, typer.Option(metavar="STANCE", help="Check against this stance; else the request decides it.")
    ] = None,
    channel: Annotated[
        str | None,
        typer.Option(
            metavar="message|note|note-premium",
            help="Where the reply goes: a note has a limit.  [env: DRAFTER_CHANNEL]",
        ),
    ] = None,
    profile: ProfileOption = None,
    format: Annotated[ReportFormat, typer.Option("--format", help="How to print the findings.")] = ReportFormat.text,
    select: Annotated[list[str] | None, typer.Option(metavar="CODES", help="Only rules whose code begins so.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="CODES", help="No rule whose code begins so.")] = None,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="What rejects a draft.")] = FailOn.error,
    rules: Annotated[Path | None, typer.Option(metavar="FILE", help="Your own rules and changes: a TOML file.")] = None,
    rows: Annotated[bool, typer.Option("--rows", help="The files hold JSON Lines, whatever their names.")] = False,
) -> int:
    """Check drafts, alone or against the message they answer. Exits with 1 where one is rejected."""
    from drafter.cli.reports import printer
    from drafter.settings import environment, load_settings, profile_path

    environ = environment()
    goes = load_settings(environ, profile_path(profile, environ), channel=channel).channel
    registry = _rules(rules, _listed(select), _listed(ignore))
    user = find_profile(profile)
    alone, strict = len(files) == 1 and not files[0].endswith(".jsonl") and not rows, fail_on is FailOn.warning
    show = printer(format.value, registry, alone=alone, strict=strict)
    rejected, unread = False, False
    for item in _checked(files, request, stance, goes, user, registry, rows):
        if isinstance(item, DrafterError):
            say(f"drafter: {item}")
            unread = True
            continue
        show.draft(item)
        rejected |= not item.report.accepted or (strict and bool(item.report.findings))
    show.end(complete=not unread)
    return 2 if unread else int(rejected)


def _rules(own: Path | None, select: tuple[str, ...], ignore: tuple[str, ...]) -> "Registry":
    from drafter.checker.rules import registry, selected

    rules = registry()
    if own:
        from drafter.checker.custom import rules_with

        rules = rules_with(own)
    return selected(rules, select, ignore) if select or ignore else rules


def _checked(
    files: list[str],
    request: str | None,
    stance: str | None,
    channel: str,
    user: "Profile | None",
    registry: "Registry",
    rows: bool,
) -> Iterator["Checked | DrafterError"]:
    from drafter.checker import check as check_draft
    from drafter.cli.reports import Checked
    from drafter.cli.rows import checked_rows, known
    from drafter.request import read_request
    from drafter.text import require_text

    if request == "-" and "-" in files:
        raise ConfigError("the draft and the request cannot both come from standard input: name a file for one")
    known(stance, channel)
    asked = read_request(request_source(request), user) if request else None
    if request and asked:
        warn_of_garbling(asked.text, request)
    for file in files:
        try:
            if rows or file.endswith(".jsonl"):
                yield from checked_rows(file, asked, stance, channel, user, registry)
                continue
            draft = require_text(read_text(file), file)
            warn_of_garbling(draft, file)
            report = check_draft(draft, asked, stance, user, channel=channel, rules=registry)
        except DrafterError as error:
            if len(files) == 1:
                raise
            yield error
            continue
        yield Checked(file="stdin" if file == "-" else file, draft=draft, report=report)
