"""`drafter reply`: one request in, one reply out."""

from typing import TYPE_CHECKING, Annotated

import typer

from drafter.cli.common import (
    Format,
    FormatOption,
    ProfileOption,
    RequestFile,
    StanceOption,
    emit,
    emit_json,
    fields_of,
    find_profile,
    guarded,
    request_source,
    say,
    warn_of_garbling,
)
from drafter.errors import ConfigError

if TYPE_CHECKING:
    from drafter.draft import Attempt


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
    stance: StanceOption = None,
    instruction: Annotated[str | None, typer.Option(metavar="TEXT", help="Your own wish for this reply.")] = None,
    options: Annotated[
        int, typer.Option(metavar="N", help="How many drafts to show, each saying something else; up to 5.")
    ] = 1,
    fallback: Annotated[
        bool, typer.Option("--fallback/--no-fallback", help="Fall back to a template where the model fails.")
    ] = True,
    trace: Annotated[
        bool, typer.Option("--trace", help="Show every attempt; rejected ones are shown without it too.")
    ] = False,
    format: FormatOption = Format.text,
) -> int:
    """Draft the reply to one message and print it."""
    from drafter.desk import open_desk
    from drafter.drafting import draft_at
    from drafter.loop import ModelUnreached, NoAcceptableDraft
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
    warn_of_garbling(request.text, file)
    try:
        draft = draft_at(desk, request, instruction=instruction, options=options, stance=stance)
    except (NoAcceptableDraft, ModelUnreached) as error:
        if trace:
            _show_trace(error.attempts)
        raise
    say(f"stance: {draft.stance}{' (unsure)' if draft.assessment.unsure else ''} · from: {draft.source}")
    if draft.notice:
        say(draft.notice)
    if trace or any(_is_news(attempt, draft.notice) for attempt in draft.attempts):
        _show_trace(draft.attempts)
        say(f"chosen: {draft.choice}")
    for finding in draft.report.findings:
        say(f"{finding.severity} {finding.code}: {finding.message}")
    if format is Format.json:
        emit_json(fields_of(draft))
    elif options > 1:
        for number, option in enumerate(draft.options, 1):
            say(f"{number}: from {option.source}{f' · {option.direction}' if option.direction else ''}")
        emit("\n\n".join(f"{number}. {option.text}" for number, option in enumerate(draft.options, 1)))
    elif draft.text:
        emit(draft.text)
    return 4 if draft.outcome == "no_reply" else 0


def _is_news(attempt: "Attempt", notice: str) -> bool:
    """Whether an attempt of the model's went wrong in a way that the notice does not tell."""
    told = bool(attempt.error) and attempt.error in notice
    return attempt.kind != "template" and attempt.outcome != "accepted" and not told


def _show_trace(attempts: tuple["Attempt", ...]) -> None:
    from drafter.choosing import fared

    for attempt in attempts:
        if attempt.kind == "template":
            say(f"template: {fared(attempt)}")
            continue
        used = attempt.usage
        say(
            f"candidate {attempt.candidate}, {attempt.kind}: {fared(attempt)} · {used.requests} requests, "
            f"{used.prompt_tokens}+{used.completion_tokens} tokens, {used.seconds:.1f} s"
        )
