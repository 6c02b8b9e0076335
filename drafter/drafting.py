"""From a request to a draft: read, decide, and let the loop draft."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from drafter.candidates import Task
from drafter.checker import Report
from drafter.desk import Desk, open_desk
from drafter.draft import Draft
from drafter.errors import ConfigError, ModelError
from drafter.instruction import read_instruction
from drafter.loop import YOUR_TURN, draft
from drafter.profile import Profile
from drafter.replies import replies_in
from drafter.replies import version as replies_version
from drafter.request import Request, as_request, waits_for_nobody
from drafter.settings import MAX_CANDIDATES, Channel, require_channel
from drafter.stance import Assessment, Stance, decide_stance, overrule
from drafter.usage import Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

T = TypeVar("T")


def draft_reply(
    request: str | bytes | Path | Request,
    *,
    profile: Profile,
    model: str | BaseChatModel | None = None,
    channel: Channel | None = None,
    instruction: str | None = None,
    options: int = 1,
    stance: Stance | str | None = None,
    fallback: bool = True,
) -> Draft:
    """The reply to one request: drafted by the model, checked, repaired or replaced.

    `request` is the text itself, its bytes, a Path to read it from, or a Request. `model` is a model spec, a LangChain
    chat model, or None for the configured one. `instruction` is the user's own wish for this reply; one that breaks
    etiquette is refused with InputError. `options` is how many replies are wanted, each saying something else: they
    are `Draft.options`. `stance` overrules the decision. Raises InputError or ConfigError; with `fallback=False` also
    ModelError, where otherwise the stance's template is returned.
    """
    desk = open_desk(profile, model, fallback=fallback)
    return draft_at(desk, request, channel=channel, instruction=instruction, options=options, stance=stance)


async def adraft_reply(
    request: str | bytes | Path | Request,
    *,
    profile: Profile,
    model: str | BaseChatModel | None = None,
    channel: Channel | None = None,
    instruction: str | None = None,
    options: int = 1,
    stance: Stance | str | None = None,
    fallback: bool = True,
) -> Draft:
    """draft_reply, awaited."""
    desk = open_desk(profile, model, fallback=fallback)
    return await adraft_at(desk, request, channel=channel, instruction=instruction, options=options, stance=stance)


def draft_at(
    desk: Desk,
    request: str | bytes | Path | Request,
    *,
    channel: Channel | None = None,
    instruction: str | None = None,
    options: int = 1,
    stance: Stance | str | None = None,
) -> Draft:
    """draft_reply at a desk that is open already."""
    return _run(
        desk, adraft_at(desk, request, channel=channel, instruction=instruction, options=options, stance=stance)
    )


async def adraft_at(
    desk: Desk,
    request: str | bytes | Path | Request,
    *,
    channel: Channel | None = None,
    instruction: str | None = None,
    options: int = 1,
    stance: Stance | str | None = None,
) -> Draft:
    """draft_at, awaited."""
    channel = channel or desk.settings.channel
    require_channel(channel)
    if desk.model is not None:
        from drafter.turns import in_turn  # with asyncio, which templates do without

        await in_turn()
    if not isinstance(options, int) or not 1 <= options <= MAX_CANDIDATES:
        raise ConfigError(f"{options} options: give a number from 1 to {MAX_CANDIDATES}")
    request = as_request(request, desk.profile)
    assessment, read = await _assessed(desk, request, stance)
    if assessment.stance is Stance.NO_REPLY:
        return _no_reply(assessment, desk.profile)
    if not stance and not instruction and waits_for_nobody(request) and "?" in request.turns[-1].text:
        return _nothing(assessment, YOUR_TURN)
    wish = read_instruction(instruction, assessment.stance) if instruction else None
    task = Task(request=request, assessment=assessment, channel=channel, wish=wish, options=options)
    done = await draft(desk, task)
    return replace(done, usage=done.usage + read) if read.requests else done


async def _assessed(desk: Desk, request: Request, stance: Stance | str | None) -> tuple[Assessment, Usage]:
    """The stance that the user chose, or the one decided, read again by a capable model where the evidence is weak.

    With what the second reading cost; where it fails, the first stands.
    """
    assessment, cost = decide_stance(request, desk.profile), Usage()
    if stance is not None:
        return overrule(assessment, stance), cost
    model = desk.model
    if model is None or not assessment.unsure:
        return assessment, cost
    from drafter.second_reading import read_again, reads_again

    if not reads_again(model.spec, desk.settings):
        return assessment, cost

    async def ask(messages: list[tuple[str, str]], schema: dict[str, Any]) -> str:
        nonlocal cost
        answer = await model.complete(messages, deadline=desk.settings.timeout, schema=schema)
        cost = answer.usage
        return answer.text

    try:
        return await read_again(assessment, request, desk.profile, ask, nonce=desk.nonce()), cost
    except ModelError as error:
        return assessment, error.usage


def _run(desk: Desk, work: Coroutine[Any, Any, T]) -> T:
    if desk.model is not None:
        from drafter.background import run

        return run(work)
    # Without a model nothing is ever awaited, so the first step is the last and no event loop is needed.
    try:
        work.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    raise RuntimeError("a draft without a model waited for something")


def _no_reply(assessment: Assessment, profile: Profile) -> Draft:
    reasons = "; ".join(dict.fromkeys(item.why for item in assessment.evidence if item.stance is Stance.NO_REPLY))
    advice = replies_in(profile.language).no_reply
    return _nothing(assessment, f"{advice} ({reasons})" if reasons else advice)


def _nothing(assessment: Assessment, notice: str) -> Draft:
    """A draft without a text, and why."""
    return Draft(
        text="",
        stance=assessment.stance,
        outcome="no_reply",
        source="template",
        report=Report(accepted=True, findings=()),
        assessment=assessment,
        attempts=(),
        usage=Usage(),
        prompt_version=replies_version(),
        notice=notice,
    )
