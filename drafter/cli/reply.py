"""`drafter reply`: one request in, one reply out."""

from __future__ import annotations

from typing import Annotated

import typer

from drafter.cli.common import (
    Format,
    FormatOption,
    ProfileOption,
    RequestFile,
    emit,
    emit_json,
    fields_of,
    find_profile,
    guarded,
    request_source,
    say,
)
from drafter.errors import ConfigError


@guarded
def reply(
    file: RequestFile,
    profile: ProfileOption = None,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="SPEC", help="openai:NAME, local:NAME, local:FILE.gguf or template.  [env: DRAFTER_MODEL]"
        ),
    ] = None,
    channel: Annotated[
        str | None,
        typer.Option(metavar="message|note|note-premium", help="A note has at most 200 characters, 300 on premium."),
    ] = None,
    instruction: Annotated[str | None, typer.Option(metavar="TEXT", help="Your own wish for this reply.")] = None,
    fallback: Annotated[
        bool, typer.Option("--fallback/--no-fallback", help="Fall back to a template where the model fails.")
    ] = True,
    format: FormatOption = Format.text,
) -> int:
    """Draft the reply to one message and print it."""
    from drafter.drafting import draft_at, open_desk
    from drafter.request import read_request
    from drafter.settings import environment, load_settings, profile_path

    user = find_profile(profile)
    if user is None:
        raise ConfigError(
            "there is no profile: give --profile FILE, set DRAFTER_PROFILE, or write ./drafter.toml "
            '(one line is enough: name = "Your Name")'
        )
    environ = environment()
    settings = load_settings(environ, profile_path(profile, environ), model=model, channel=channel)
    desk = open_desk(user, settings=settings, environ=environ, fallback=fallback)
    request = read_request(request_source(file), user)
    draft = draft_at(desk, request, instruction=instruction)
    say(f"stance: {draft.stance}{' (unsure)' if draft.assessment.unsure else ''} · from: {draft.source}")
    if draft.notice:
        say(draft.notice)
    for finding in draft.report.findings:
        say(f"{finding.severity} {finding.code}: {finding.message}")
    if format is Format.json:
        emit_json(fields_of(draft))
    elif draft.text:
        emit(draft.text)
    return 4 if draft.outcome == "no_reply" else 0
