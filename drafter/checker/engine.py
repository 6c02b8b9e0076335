"""check(): the rules applied to one draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from drafter.checker import (  # noqa: F401  (most register structures)
    etiquette,
    grounding,
    identity,
    leaks,
    learnt,
    mailing,
    professional,
)
from drafter.checker.context import STRUCTURES, Context, Hit, Structure, Told
from drafter.checker.report import Finding, Report, Severity, one_a_sentence
from drafter.checker.rules import Registry, Rule, registry
from drafter.checker.wording import LANGUAGES, applies, wording_hits
from drafter.deciding.spoken import spoken_language
from drafter.errors import ConfigError
from drafter.language import detect_language
from drafter.profile import Profile, require_profile
from drafter.request import Request, as_request
from drafter.settings import require_channel
from drafter.stance import Stance, decide_stance
from drafter.text import require_text
from drafter.view import View


def check(
    text: str,
    request: str | bytes | Path | Request | None = None,
    stance: str | Stance | None = None,
    profile: Profile | None = None,
    *,
    channel: str = "message",
    rules: Registry | None = None,
    told: Told | None = None,
) -> Report:
    """Check one draft; with a request, stance or profile also against what it answers.

    Where a request is given without a stance, the stance is decided from it. `channel` is "message",
    "note" (200 characters) or "note-premium" (300). `rules` replaces drafter's own; `told` is what the model was
    told that wrote the draft, none of which belongs in it. Raises InputError for
    blank or oversized text, ConfigError for an unknown stance or channel.
    """
    require_text(text, "the draft")
    require_channel(channel)
    if stance is not None and not isinstance(stance, Stance):
        stance = _stance_named(stance)
    require_profile(profile)
    if request is not None:
        request = as_request(request, profile)
    if stance is None and request is not None:
        stance = decide_stance(request, profile).stance
    language = (spoken_language(request) if request else None) or (profile.language if profile and request else None)
    context = Context(
        View(text),
        request=request,
        stance=stance,
        profile=profile,
        language=language,
        channel=channel,
        told=told,
    )
    written_in = language or detect_language(text)
    return run(context, rules or registry(), written_in)


def _stance_named(name: str) -> Stance:
    try:
        return Stance(name)
    except ValueError:
        raise ConfigError(f"unknown stance {name!r}: one of {', '.join(Stance)}") from None


def run(context: Context, rules: Registry, written_in: str | None) -> Report:
    """The report of `rules` on the draft of `context`, whose wording is in language `written_in`."""
    hits = hits_of(context, rules, written_in)
    if context.stance in learnt.STANCES and any(rule.weighed or rule.kind == "learnt" for rule in rules.rules):
        foreign = written_in not in (None, "en")
        findings = [_finding(*weighed) for weighed in _weighed(context, rules, hits, foreign=foreign)]
    else:
        findings = [_finding(context, rule, hit, rule.severity) for rule, hit in hits]
    if len(findings) > 1:
        starts = [context.view.span(*sentence)[0] for sentence in context.view.sentences]
        findings = one_a_sentence(findings, starts, context.draft)
    accepted = all(finding.severity != "error" for finding in findings)
    ruled = written_in if written_in in LANGUAGES else None
    return Report(accepted=accepted, findings=tuple(findings), language=ruled, written_in=written_in)


def hits_of(context: Context, rules: Registry, written_in: str | None) -> list[tuple[Rule, Hit]]:
    """What the rules hit, each by itself."""
    return [*wording_hits(context, rules, written_in), *_structures(context, rules)]


def is_weighed(rule: Rule, hit: Hit, stance: Stance | None) -> bool:
    """Whether a hit is evidence on its sentence rather than the last word; what is missing is in no sentence."""
    return rule.is_weighed_in(stance) and hit.end > hit.start


def evidence(hits: Iterable[tuple[Rule, Hit]], stance: Stance | None) -> list[tuple[str, int, int]]:
    """The hits that the learnt weights know, those that they weigh: code and span.

    What rejects by itself would only hide from them which words it is that say so.
    """
    return [(rule.code, hit.start, hit.end) for rule, hit in hits if rule.is_weighed_in(stance)]


def _weighed(
    context: Context, rules: Registry, hits: list[tuple[Rule, Hit]], *, foreign: bool
) -> Iterator[tuple[Context, Rule, Hit, Severity]]:
    """The hits with their severities: those that are weighed reject only where their sentence is wrong as a whole.

    A wrong sentence that no rule names is a finding of the learnt rule.
    """
    assert context.stance is not None
    weights = learnt.load_weights()
    wrong = [
        context.view.span(sentence.start, sentence.end)
        for sentence in learnt.sentences_of(context, evidence(hits, context.stance))
        if weights.score(sentence, context.stance, foreign=foreign) > 0
    ]
    named: set[tuple[int, int]] = set()
    for rule, hit in hits:
        severity = rule.severity
        within = [span for span in wrong if span[0] < hit.end and hit.start < span[1]]
        if is_weighed(rule, hit, context.stance) and not within:
            severity = "warning"
        if severity == "error":
            named.update(within)
        yield context, rule, hit, severity
    for rule in rules.rules:
        if rule.kind == "learnt" and applies(rule, context.stance):
            for span in wrong:
                if span not in named:
                    yield context, rule, Hit(*span), rule.severity


def _finding(context: Context, rule: Rule, hit: Hit, severity: Severity) -> Finding:
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity,
        message=f"{rule.message}: {hit.detail}" if hit.detail else rule.message,
        instead=rule.instead,
        start=hit.start,
        end=hit.end,
        text=context.draft[hit.start : hit.end],
    )


def _structures(context: Context, rules: Registry) -> Iterator[tuple[Rule, Hit]]:
    for rule, find in _structures_for(rules, context.stance):
        for hit in find(context):
            yield rule, hit


@lru_cache(maxsize=128)
def _structures_for(rules: Registry, stance: Stance | None) -> list[tuple[Rule, Structure]]:
    return [
        (rule, STRUCTURES[rule.structure]) for rule in rules.rules if rule.kind == "structure" and applies(rule, stance)
    ]
