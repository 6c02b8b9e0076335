"""From a request to a draft: decide, prompt, check, repair, fall back."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec

from drafter.checker import Report, check
from drafter.checker.custom import selected
from drafter.checker.rules import Registry, registry
from drafter.draft import Attempt, Draft, Kind
from drafter.errors import ConfigError, ModelError, ModelUnavailable, ModelUnusable
from drafter.languages import LANGUAGE_NAMES
from drafter.llm import Completion, Model, Usage, resolve_model
from drafter.profile import Profile
from drafter.replies import languages, replies_in, template_replies
from drafter.replies import version as replies_version
from drafter.request import Request, read_request
from drafter.settings import Channel, Settings, environment, load_settings, require_channel
from drafter.stance import Assessment, Stance, decide_stance

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from drafter.prompting import Prompts

T = TypeVar("T")

MAX_REPAIRS = 1
"""Repair calls after the first draft."""


class NoAcceptableDraft(ModelUnusable):
    """The model was reached, but none of its drafts was acceptable and a fallback was refused."""

    def __init__(self, message: str, attempts: tuple[Attempt, ...]) -> None:
        super().__init__(message)
        self.attempts = attempts


class ModelUnreached(ModelUnavailable):
    """The model could not be reached and a fallback was refused."""

    def __init__(self, message: str, attempts: tuple[Attempt, ...]) -> None:
        super().__init__(message)
        self.attempts = attempts


def _nonce() -> str:
    return secrets.token_hex(4)


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What all drafts of one user share: the model, the prompts and the settings."""

    profile: Profile
    model: Model | None
    """None: the templates."""
    settings: Settings
    fallback: bool = True
    nonce: Callable[[], str] = _nonce

    @property
    def prompts(self) -> Prompts:
        """The prompts; loaded where a model is asked."""
        from drafter.prompting import load_prompts

        return load_prompts(self.settings.prompts)


def open_desk(
    profile: Profile,
    model: str | BaseChatModel | None = None,
    *,
    settings: Settings | None = None,
    environ: Mapping[str, str] | None = None,
    fallback: bool = True,
    nonce: Callable[[], str] = _nonce,
) -> Desk:
    """A desk with the model that `model`, the settings and the environment mean; see resolve_model."""
    environ = environment() if environ is None else environ
    settings = settings or load_settings(environ)
    resolved = resolve_model(model, settings, environ)
    return Desk(profile=profile, model=resolved, settings=settings, fallback=fallback, nonce=nonce)


def draft_reply(
    request: str | Path | Request,
    *,
    profile: Profile,
    model: str | BaseChatModel | None = None,
    channel: Channel | None = None,
    instruction: str | None = None,
    fallback: bool = True,
) -> Draft:
    """The reply to one request: drafted by the model, checked, repaired or replaced.

    `request` is the text itself, a Path to read it from, or a Request. `model` is a model spec, a LangChain
    chat model, or None for the configured one. `instruction` is the user's own wish for this reply.
    Raises InputError or ConfigError; with `fallback=False` also ModelError, where otherwise the stance's
    template is returned.
    """
    return draft_at(open_desk(profile, model, fallback=fallback), request, channel=channel, instruction=instruction)


async def adraft_reply(
    request: str | Path | Request,
    *,
    profile: Profile,
    model: str | BaseChatModel | None = None,
    channel: Channel | None = None,
    instruction: str | None = None,
    fallback: bool = True,
) -> Draft:
    """draft_reply, awaited."""
    desk = open_desk(profile, model, fallback=fallback)
    return await adraft_at(desk, request, channel=channel, instruction=instruction)


def draft_at(
    desk: Desk,
    request: str | Path | Request,
    *,
    channel: Channel | None = None,
    instruction: str | None = None,
) -> Draft:
    """draft_reply at a desk that is open already."""
    return _run(desk, adraft_at(desk, request, channel=channel, instruction=instruction))


async def adraft_at(
    desk: Desk,
    request: str | Path | Request,
    *,
    channel: Channel | None = None,
    instruction: str | None = None,
) -> Draft:
    """draft_at, awaited."""
    channel = channel or desk.settings.channel
    require_channel(channel)
    if not isinstance(request, Request):
        request = read_request(request, desk.profile)
    assessment = decide_stance(request, desk.profile)
    if assessment.stance is Stance.NO_REPLY:
        return _no_reply(assessment, desk.profile)
    return await _Drafting(desk, request, assessment, channel, instruction).run()


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
    return Draft(
        text="",
        stance=Stance.NO_REPLY,
        outcome="no_reply",
        source="template",
        report=Report(accepted=True, findings=()),
        assessment=assessment,
        attempts=(),
        usage=Usage(),
        prompt_version=replies_version(),
        notice=f"{advice} ({reasons})" if reasons else advice,
    )


class _Drafting:
    """One pass of the loop."""

    def __init__(
        self, desk: Desk, request: Request, assessment: Assessment, channel: Channel, instruction: str | None
    ) -> None:
        self.desk = desk
        self.request = request
        self.assessment = assessment
        self.channel = channel
        self.instruction = instruction
        self.attempts: list[Attempt] = []
        self._unavailable = False

    async def run(self) -> Draft:
        if self.desk.model is None:
            return self._from_template("accepted", replies_version())
        version = self.desk.prompts.version
        accepted = await self._from_model(self.desk.model)
        if accepted is not None:
            return self._draft(accepted, "accepted", version)
        if not self.desk.fallback:
            self._refuse()
        return self._from_template("fell_back", version)

    async def _from_model(self, model: Model) -> Attempt | None:
        from drafter.answers import reply_of

        prompt = self.desk.prompts.messages(
            self.request,
            self.desk.profile,
            self.assessment,
            nonce=self.desk.nonce(),
            channel=self.channel,
            instruction=self.instruction,
        )
        ends = time.monotonic() + self.desk.settings.deadline
        kind: Kind = "draft"
        messages = prompt
        for _ in range(1 + MAX_REPAIRS):
            try:
                completion = await _complete(model, messages, ends - time.monotonic())
                text = reply_of(completion.text)
                if not text:
                    raise ModelUnusable(f"{model.spec} answered with nothing but wrapping")
            except ModelError as error:
                self.attempts.append(Attempt(kind=kind, source=model.spec, outcome="failed", error=str(error)))
                if isinstance(error, ModelUnavailable):
                    self._unavailable = True
                    return None
                continue
            attempt = self._checked(kind, model.spec, text, completion.usage)
            if attempt.outcome == "accepted":
                return attempt
            assert attempt.report is not None
            messages, kind = self.desk.prompts.repair(prompt, text, attempt.report), "repair"
        return None

    def _checked(self, kind: Kind, source: str, text: str, usage: Usage, rules: Registry | None = None) -> Attempt:
        about = (self.request, self.assessment.stance, self.desk.profile)
        report = check(text, *about, channel=self.channel, rules=rules)
        attempt = Attempt(
            kind=kind,
            source=source,
            outcome="accepted" if report.accepted else "rejected",
            text=text,
            report=report,
            usage=usage,
        )
        self.attempts.append(attempt)
        return attempt

    def _from_template(self, outcome: Literal["accepted", "fell_back"], version: str) -> Draft:
        rules = registry()
        if self.assessment.language and self.assessment.language not in languages():
            # There is no template in the language of the request, and an English one is better than none.
            rules = selected(rules, ignore=("PRO015",))
        for text in template_replies(self.request, self.desk.profile, self.assessment, self.channel):
            attempt = self._checked("template", "template", text, Usage(), rules)
            if attempt.outcome == "accepted":
                return self._draft(attempt, outcome, version)
        raise ConfigError(
            f"no template for {self.assessment.stance} passes the checker here: "
            "look at the profile's `contact` and at your own rules"
        )

    def _draft(self, attempt: Attempt, outcome: Literal["accepted", "fell_back"], version: str) -> Draft:
        assert attempt.report is not None
        return Draft(
            text=attempt.text,
            stance=self.assessment.stance,
            outcome=outcome,
            source=attempt.source,
            report=attempt.report,
            assessment=self.assessment,
            attempts=tuple(self.attempts),
            usage=sum((item.usage for item in self.attempts), Usage()),
            prompt_version=version,
            notice=self._notice(attempt, outcome),
        )

    def _notice(self, attempt: Attempt, outcome: Literal["accepted", "fell_back"]) -> str:
        said = [f"fell back to the template: {self._failure()}"] if outcome == "fell_back" else []
        language = self.assessment.language
        if attempt.kind == "template" and language and language not in languages():
            said.append(f"there are no templates in {LANGUAGE_NAMES.get(language, language)}: this one is in English")
        return "; ".join(said)

    def _failure(self) -> str:
        last = next(item for item in reversed(self.attempts) if item.kind != "template")
        if last.outcome == "failed":
            return last.error
        codes = ", ".join(dict.fromkeys(finding.code for finding in last.report.errors)) if last.report else ""
        return f"{last.source} gave no acceptable draft ({codes})"

    def _refuse(self) -> None:
        unreachable = self.attempts[-1].outcome == "failed" and self._unavailable
        raise (ModelUnreached if unreachable else NoAcceptableDraft)(self._failure(), tuple(self.attempts))


async def _complete(model: Model, messages: list[tuple[str, str]], seconds: float) -> Completion:
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    kinds = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
    if seconds <= 0:
        raise ModelUnavailable(f"{model.spec} used up the deadline")
    return await model.complete([kinds[role](content=content) for role, content in messages], deadline=seconds)
