"""The model's side of the loop: candidates in different directions, each checked and repaired.

A repair is asked for with the original prompt, one draft and what to write instead, so that no round is larger than
the one before it.
"""

from __future__ import annotations

import time

import msgspec

from drafter.answers import left_over, reply_of
from drafter.checker import check
from drafter.checker.context import Told
from drafter.checker.rules import Registry
from drafter.choosing import best_first, differs
from drafter.cutting import without_findings
from drafter.deciding.planted import planted_spans
from drafter.deciding.spoken import not_the_users
from drafter.desk import Desk
from drafter.draft import Attempt
from drafter.errors import AnswerCutOff, ModelError, ModelUnavailable, ModelUnusable
from drafter.instruction import Wish
from drafter.llm import Completion, Messages, Model
from drafter.request import Request
from drafter.settings import Channel
from drafter.stance import Assessment
from drafter.usage import Usage

MAX_REPAIRS = 2
"""Calls for one candidate after its first: a repair, or another draft where there is none to repair."""
_MAX_ROOM = 4
"""How many times its usual length a cut-off answer may get."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What one reply is to be."""

    request: Request
    assessment: Assessment
    channel: Channel
    wish: Wish | None = None
    options: int = 1
    """Accepted replies that are wanted, each saying something else."""


class Candidate:
    """One way to the reply: its drafts and repairs, in order."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.attempts: list[Attempt] = []
        self.ended = False
        """Whether another call is of no use."""
        self.cut_off = 0
        """Answers that reached their length limit."""

    @property
    def done(self) -> bool:
        """Whether there is an accepted draft with nothing left to ask for."""
        return any(attempt.outcome == "accepted" and not attempt.unmet for attempt in self.attempts)

    @property
    def base(self) -> Attempt | None:
        """The draft that a repair starts from: the latest of those with the fewest errors."""
        texts = [attempt for attempt in self.attempts if attempt.text]
        return min(reversed(texts), key=_faults, default=None)


def checked(
    attempt: Attempt, task: Task, desk: Desk, *, rules: Registry | None = None, told: Told | None = None
) -> Attempt:
    """`attempt` with the verdict on its text. What the user's own instruction says is a fact of theirs."""
    profile = desk.profile
    if task.wish:
        facts = (*profile.can_help_with, task.wish.text)
        profile = msgspec.structs.replace(profile, can_help_with=facts)
    report = check(
        attempt.text, task.request, task.assessment.stance, profile, channel=task.channel, rules=rules, told=told
    )
    return msgspec.structs.replace(
        attempt,
        outcome="accepted" if report.accepted else "rejected",
        report=report,
        unmet=task.wish.unmet(attempt.text) if task.wish else (),
    )


class Asking:
    """The calls to the model for one task, all within the deadline."""

    def __init__(self, desk: Desk, task: Task, model: Model) -> None:
        self._desk = desk
        self._task = task
        self._model = model
        self._nonce = desk.nonce()
        self._told = desk.prompts.told(task.request, desk.profile, task.assessment, nonce=self._nonce)
        self._directions = desk.prompts.directions(task.assessment.stance)
        self._ends = time.monotonic() + desk.settings.deadline
        self._candidates: list[Candidate] = []
        self.unreached = False
        """Whether the model cannot be reached, so that no other call is of use."""

    async def run(self) -> list[Attempt]:
        """Every attempt, by candidate and in order."""
        if self._task.options > 1:
            await self._several(self._task.options)
        else:
            await self._one(self._desk.settings.candidates or self._model.candidates)
        return [attempt for candidate in self._candidates for attempt in candidate.attempts]

    async def _one(self, most: int) -> None:
        """Up to `most` first drafts until one cannot be bettered; where none is good, the best of them is repaired."""
        for _ in range(most):
            candidate = self._begun()
            await self._call(candidate)
            if self.unreached or (candidate.done and not _warnings(candidate)):
                return
        if not any(candidate.done for candidate in self._candidates):
            await self._mend(min(self._candidates, key=lambda item: _faults(item.base)))

    async def _several(self, wanted: int) -> None:
        """A candidate for each reply wanted, at once; then others, while too few of them differ."""
        from asyncio import gather

        await gather(*(self._worked(self._begun()) for _ in range(wanted)))
        while not self.unreached and len(self._candidates) < 2 * wanted and self._differing() < wanted:
            await self._worked(self._begun())

    def _begun(self) -> Candidate:
        candidate = Candidate(len(self._candidates) + 1)
        self._candidates.append(candidate)
        return candidate

    def _differing(self) -> int:
        texts: list[str] = []
        for attempt in best_first(attempt for candidate in self._candidates for attempt in candidate.attempts):
            if differs(attempt.text, texts):
                texts.append(attempt.text)
        return len(texts)

    async def _worked(self, candidate: Candidate) -> None:
        await self._call(candidate)
        await self._mend(candidate)

    async def _mend(self, candidate: Candidate) -> None:
        for _ in range(MAX_REPAIRS):
            if candidate.done or candidate.ended or self.unreached:
                return
            await self._call(candidate)

    async def _call(self, candidate: Candidate) -> None:
        base = candidate.base
        # Another draft in place of one that failed goes another way, so that no request is made twice.
        turn = candidate.number - 1 + (0 if base else len(candidate.attempts))
        direction = self._directions[turn % len(self._directions)]
        attempt = Attempt(
            kind="repair" if base else "draft",
            source=self._model.spec,
            outcome="failed",
            candidate=candidate.number,
            direction=direction,
        )
        messages, told = self._messages(direction, base), self._told
        if base and base.report:
            told = self._desk.prompts.told_besides(told, messages[-1][1], base.report, self._desk.profile)
        try:
            completion = await self._completed(messages, candidate)
            attempt = msgspec.structs.replace(attempt, usage=completion.usage, text=self._reply(completion))
        except ModelError as error:
            self.unreached |= isinstance(error, ModelUnavailable)
            candidate.attempts.append(msgspec.structs.replace(attempt, error=str(error), usage=error.usage))
            return
        attempt = checked(attempt, self._task, self._desk, told=told)
        if any(earlier.text == attempt.text for earlier in candidate.attempts):
            candidate.ended = True
            attempt = msgspec.structs.replace(attempt, error="the same text again")
        candidate.attempts.append(attempt)
        if attempt.outcome == "rejected" and not candidate.ended:
            self._cut(candidate, attempt, told)

    def _cut(self, candidate: Candidate, attempt: Attempt, told: Told) -> None:
        """Where the draft is a good reply once the sentences that were found are out, no call is needed to mend it.

        Not where the request gives orders: what a model writes that may have obeyed is not to be rescued.
        """
        request = self._task.request
        if attempt.unmet or not attempt.report or planted_spans(request.text, not_the_users(request)):
            return
        left = without_findings(attempt.text, attempt.report)
        if left:
            cut = msgspec.structs.replace(attempt, kind="cut", text=left, usage=Usage())
            cut = checked(cut, self._task, self._desk, told=told)
            if cut.outcome == "accepted":
                candidate.attempts.append(cut)

    async def _completed(self, messages: Messages, candidate: Candidate) -> Completion:
        seconds = self._ends - time.monotonic()
        if seconds <= 0:
            raise ModelUnavailable(f"{self._model.spec} used up the deadline")
        room = min(2**candidate.cut_off, _MAX_ROOM)
        started = time.monotonic()
        try:
            completion = await self._model.complete(
                messages, deadline=seconds, seed=1 + len(candidate.attempts), room=room
            )
        except AnswerCutOff:
            candidate.cut_off += 1
            raise
        # What a local model waits for its turn is no part of the deadline.
        self._ends += max(0.0, time.monotonic() - started - completion.usage.seconds)
        return completion

    def _messages(self, direction: str, base: Attempt | None) -> Messages:
        task, prompts = self._task, self._desk.prompts
        messages = prompts.messages(
            task.request,
            self._desk.profile,
            task.assessment,
            nonce=self._nonce,
            channel=task.channel,
            instruction=task.wish.text if task.wish else "",
            short=bool(task.wish and task.wish.short),
            direction=direction,
        )
        if base is None:
            return messages
        assert base.report is not None
        return prompts.repair(messages, base.text, base.report, unmet=base.unmet, channel=task.channel)

    def _reply(self, completion: Completion) -> str:
        text = reply_of(completion.text)
        if not text:
            raise ModelUnusable(f"{self._model.spec} answered with nothing but wrapping", completion.usage)
        if left_over(text):
            raise ModelUnusable(f"{self._model.spec} answered with markup that is no reply", completion.usage)
        return text


def _faults(attempt: Attempt | None) -> float:
    """How much there is to mend."""
    if attempt is None or attempt.report is None:
        return float("inf")
    return len(attempt.report.errors) + len(attempt.unmet) / 10


def _warnings(candidate: Candidate) -> bool:
    """Whether every accepted draft has findings."""
    accepted = [attempt for attempt in candidate.attempts if attempt.outcome == "accepted"]
    return all(attempt.report and attempt.report.findings for attempt in accepted)
