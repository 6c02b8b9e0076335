"""`drafter check`: what is wrong with a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.common import (
    Format,
    FormatOption,
    ProfileOption,
    emit,
    emit_json,
    fields_of,
    find_profile,
    guarded,
    line_and_column,
    read_text,
    request_source,
    say,
)
from drafter.errors import ConfigError

if TYPE_CHECKING:
    from drafter.checker import Finding


@guarded
def check(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="The draft: a file, or - for standard input.")],
    request: Annotated[str | None, typer.Option(metavar="FILE", help="The message that the draft answers.")] = None,
    stance: Annotated[
        str | None,
        typer.Option(metavar="STANCE", help="The stance to check against; decided from the request if left out."),
    ] = None,
    channel: Annotated[
        str, typer.Option(metavar="message|note|note-premium", help="Where the reply goes.")
    ] = "message",
    profile: ProfileOption = None,
    format: FormatOption = Format.text,
) -> int:
    """Check a draft, alone or against the message that it answers. Exits with 1 where it is rejected."""
    from drafter.checker import check as check_draft
    from drafter.request import read_request
    from drafter.settings import CHANNEL_LIMITS
    from drafter.stance import Stance

    if file == "-" and request == "-":
        raise ConfigError("the draft and the request cannot both come from standard input: name a file for one")
    if stance is not None and stance not in {item.value for item in Stance}:
        raise ConfigError(f"unknown stance {stance!r}: one of {', '.join(item.value for item in Stance)}")
    if channel != "message" and channel not in CHANNEL_LIMITS:
        raise ConfigError(f"unknown channel {channel!r}: one of message, {', '.join(CHANNEL_LIMITS)}")
    draft = read_text(file)
    user = find_profile(profile)
    asked = read_request(request_source(request), user) if request else None
    report = check_draft(draft, asked, stance, user, channel=channel)
    if format is Format.json:
        emit_json({"file": file, **fields_of(report)})
    else:
        for finding in report.findings:
            emit(described(finding, draft, "stdin" if file == "-" else file))
        count = len(report.errors)
        say("accepted" if report.accepted else f"rejected: {count} error{'s' if count != 1 else ''}")
    return 0 if report.accepted else 1


def described(finding: Finding, draft: str, file: str) -> str:
    """A finding with its line, a caret under the span, and what to write instead."""
    row, column = line_and_column(draft, finding.start)
    lines = [f"{file}:{row}:{column}: {finding.severity} {finding.code} {finding.name}: {finding.message}"]
    if finding.text:
        begin = finding.start - column + 1
        line = draft[begin:].split("\n", 1)[0]
        shown = line[max(0, column - 41) : column + 60]
        width = max(1, min(len(finding.text.split("\n", 1)[0]), len(shown) - min(column - 1, 40)))
        lines += [f"    {shown}", f"    {' ' * min(column - 1, 40)}{'^' * width}"]
    lines.append(f"    instead: {finding.instead}")
    return "\n".join(lines)
