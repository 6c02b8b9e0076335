"""The loop of one reply: the model's candidates, the choice among them, else the template; and the trace of it all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from drafter.candidates import Asking, Task, checked
from drafter.checker.rules import Registry, levelled, registry, selected
from drafter.choosing import best_first, differs, explained
from drafter.desk import Desk
from drafter.draft import Attempt, Draft, Option
from drafter.errors import ConfigError, ModelUnavailable, ModelUnusable
from drafter.llm import Model
from drafter.replies import languages, template_replies
from drafter.replies import version as replies_version
from drafter.request import waits_for_nobody
from drafter.usage import Usage


class NoAcceptableDraft(ModelUnusable):
    """The model was reached, but none of its drafts was acceptable and a fallback was refused."""

    def __init__(self, message: str, attempts: tuple[Attempt, ...]) -> None:
        super().__init__(message, cost(attempts))
        self.attempts = attempts


class ModelUnreached(ModelUnavailable):
    """The model could not be reached and a fallback was refused."""

    def __init__(self, message: str, attempts: tuple[Attempt, ...]) -> None:
        super().__init__(message, cost(attempts))
        self.attempts = attempts


YOUR_TURN = "the last message is your own: nothing waits for an answer"


def cost(attempts: tuple[Attempt, ...]) -> Usage:
    """What the attempts cost together."""
    return sum((attempt.usage for attempt in attempts), Usage())


async def draft(desk: Desk, task: Task) -> Draft:
    """The draft for `task`. Raises ModelError where the model gives none and the desk refuses a fallback."""
    tried: list[Attempt] = []
    chosen: list[Attempt] = []
    if desk.model is not None:
        tried, chosen = await _from_model(desk, task, desk.model)
    if len(chosen) < task.options and (desk.fallback or desk.model is None):
        for attempt in _from_templates(desk, task):
            tried.append(attempt)
            if attempt.outcome == "accepted" and differs(attempt.text, [item.text for item in chosen]):
                chosen.append(attempt)
            if len(chosen) >= task.options:
                break
    if not chosen:
        raise ConfigError(
            f"no template for {task.assessment.stance} passes the checker here: "
            "look at the profile's `contact` and at your own rules"
        )
    return _draft(desk, task, tuple(tried), chosen)


async def _from_model(desk: Desk, task: Task, model: Model) -> tuple[list[Attempt], list[Attempt]]:
    """Every attempt of the model, and those chosen: the best first, each saying something else."""
    asking = Asking(desk, task, model)
    tried = await asking.run()
    chosen: list[Attempt] = []
    for attempt in best_first(tried):
        if len(chosen) < task.options and differs(attempt.text, [item.text for item in chosen]):
            chosen.append(attempt)
    if not chosen and not desk.fallback:
        raise (ModelUnreached if asking.unreached else NoAcceptableDraft)(_failure(tried), tuple(tried))
    return tried, chosen


def _from_templates(desk: Desk, task: Task) -> Iterator[Attempt]:
    rules = _template_rules(_lacks_language(task), waits_for_nobody(task.request))
    for text in template_replies(task.request, desk.profile, task.assessment, task.channel):
        attempt = Attempt(kind="template", source="template", outcome="rejected", text=text)
        yield checked(attempt, task, desk, rules=rules)


@lru_cache(maxsize=4)
def _template_rules(lacks_language: bool, asks_again: bool) -> Registry:
    # Templates were read by people, which is what the learnt rules stand in for; every other rule is asked.
    rules = selected(registry(), ignore=tuple(rule.code for rule in registry().rules if rule.kind == "learnt"))
    if lacks_language:
        # There is no template in the language of the request, and an English one, taken knowingly, is better than none.
        rules = levelled(rules, {"PRO015": "warning"})
    if asks_again:
        # Whoever wants a draft though the last message is their own wants to ask again.
        rules = selected(rules, ignore=("ETQ076",))
    return rules


def _lacks_language(task: Task) -> bool:
    return bool(task.assessment.language) and task.assessment.language not in languages()


def _draft(desk: Desk, task: Task, tried: tuple[Attempt, ...], chosen: list[Attempt]) -> Draft:
    best = chosen[0]
    assert best.report is not None
    return Draft(
        text=best.text,
        stance=task.assessment.stance,
        outcome="fell_back" if desk.model is not None and best.kind == "template" else "accepted",
        source=best.source,
        report=best.report,
        assessment=task.assessment,
        attempts=tried,
        usage=cost(tried),
        prompt_version=replies_version() if desk.model is None else desk.prompts.version,
        options=tuple(
            Option(text=item.text, source=item.source, report=item.report, direction=item.direction)
            for item in chosen
            if item.report is not None
        ),
        choice=explained(best, tried),
        notice="; ".join(_notices(desk, task, tried, chosen)),
    )


def _notices(desk: Desk, task: Task, tried: tuple[Attempt, ...], chosen: list[Attempt]) -> Iterator[str]:
    best = chosen[0]
    if waits_for_nobody(task.request):
        yield YOUR_TURN
    if desk.model is not None and best.kind == "template":
        yield f"fell back to the template: {_failure(tried)}"
    elif desk.model is not None and any(item.kind == "template" for item in chosen):
        yield "the model gave too few drafts that differ: the last are templates"
    if len(chosen) < task.options:
        yield f"{len(chosen)} of {task.options} drafts: no others say something else"
    if best.kind == "template" and _lacks_language(task):
        from drafter.languages import language_name

        name = language_name(task.assessment.language or "")
        yield f"there are no templates in {name}: this one is in English"
    if task.wish and best.kind == "template":
        yield "a template does not follow an instruction"
    elif best.unmet:
        yield f"the draft does not show all of the instruction: {'; '.join(best.unmet)}"


def _failure(tried: list[Attempt] | tuple[Attempt, ...]) -> str:
    last = next(attempt for attempt in reversed(tried) if attempt.kind != "template")
    return last.error if last.outcome == "failed" else f"{last.source} gave no acceptable draft ({_codes(last)})"


def _codes(attempt: Attempt) -> str:
    return ", ".join(dict.fromkeys(finding.code for finding in attempt.report.errors)) if attempt.report else ""
