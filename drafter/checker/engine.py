"""check(): the rules applied to one draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

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
from drafter.checker.policies import is_echoed, is_negated, is_negated_near, is_quoted, quotations
from drafter.checker.report import Finding, Report, Severity, one_a_sentence
from drafter.checker.rules import Registry, Rule, registry
from drafter.deciding.spoken import spoken_language
from drafter.errors import ConfigError
from drafter.language import detect_language
from drafter.lexicon import Lexicon
from drafter.profile import Profile, require_profile
from drafter.regex import expression
from drafter.request import Request, as_request
from drafter.settings import require_channel
from drafter.stance import Stance, decide_stance
from drafter.text import require_text
from drafter.view import View

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
"""The languages that wording rules exist for; rules marked `any` run on all others."""


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
    return [*_wording(context, rules, written_in), *_structures(context, rules)]


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
        if rule.kind == "learnt" and _applies(rule, context.stance):
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


def _applies(rule: Rule, stance: Stance | None) -> bool:
    return not rule.stances or (stance is not None and stance in rule.stances)


def _structures(context: Context, rules: Registry) -> Iterator[tuple[Rule, Hit]]:
    for rule, find in _structures_for(rules, context.stance):
        for hit in find(context):
            yield rule, hit


@lru_cache(maxsize=128)
def _structures_for(rules: Registry, stance: Stance | None) -> list[tuple[Rule, Structure]]:
    return [
        (rule, STRUCTURES[rule.structure])
        for rule in rules.rules
        if rule.kind == "structure" and _applies(rule, stance)
    ]


class _Place(msgspec.Struct, frozen=True):
    """Where a pattern stands among the rules."""

    rule: int
    group: int
    """The list of a `together` rule that it is of; -1 in any other rule."""
    groups: int
    """How many lists there are."""


@lru_cache(maxsize=32)
def _lexicon(rules: Registry, language: str, is_reply: bool) -> Lexicon[_Place]:
    """The patterns for one language, with or without those that hold for replies of some stance only."""
    patterns: list[tuple[_Place, str]] = []
    for number, rule in enumerate(rules.rules):
        if rule.stances and not is_reply:
            continue
        for name in dict.fromkeys(("any", "en", language)):
            weak = rule.replying.get(name, ()) if is_reply else ()
            patterns.extend((_Place(number, -1, 0), pattern) for pattern in (*rule.patterns.get(name, ()), *weak))
            groups = rule.together.get(name, ())
            for group, alternatives in enumerate(groups):
                patterns.extend((_Place(number, group, len(groups)), pattern) for pattern in alternatives)
    return Lexicon([(place, source_of(rules.rules[place.rule], pattern)) for place, pattern in patterns], rules.words)


@lru_cache(maxsize=128)
def _applying(rules: Registry, language: str, stance: Stance | None) -> frozenset[_Place]:
    """The places in the lexicon of a language that apply to a stance: only those are looked for."""
    return frozenset(
        place
        for place in _lexicon(rules, language, stance is not None).keys
        if _applies(rules.rules[place.rule], stance)
    )


def every_lexicon() -> None:
    """Builds the lexicon of each language from drafter's own rules."""
    for language in LANGUAGES:
        for is_reply in (False, True):
            _lexicon(registry(), language, is_reply)


def source_of(rule: Rule, pattern: str) -> str:
    """What a pattern of a rule is to the lexicon: a phrase stands for its very words."""
    if rule.kind != "phrase":
        return pattern
    escaped = "".join(char if char.isalnum() or char == " " or not char.isascii() else f"\\{char}" for char in pattern)
    return rf"\b{escaped}\b"


def _wording(context: Context, rules: Registry, language: str | None) -> Iterator[tuple[Rule, Hit]]:
    view = context.view
    language = language if language in LANGUAGES else "en"
    grouped: dict[int, list[tuple[_Place, int, int]]] = {}
    lexicon = _lexicon(rules, language, context.stance is not None)
    for place, start, end in lexicon.find(view, _applying(rules, language, context.stance)):
        grouped.setdefault(place.rule, []).append((place, start, end))
    if not grouped:
        return
    quoted = quotations(view)
    for number, found in grouped.items():
        rule = rules.rules[number]
        spans = [_trimmed(view, start, end) for place, start, end in found if not place.groups]
        spans += _together(view, [item for item in found if item[0].groups])
        meant = [span for span in spans if _is_meant(rule, context, span, quoted)]
        for start, end in _merged(meant):
            yield rule, Hit(*view.span(start, end))


_EDGE = expression(r"[\s.,;:!?-]*")


def _trimmed(view: View, start: int, end: int) -> tuple[int, int]:
    """The span without the end of the sentence before it, which a pattern may need to see where it starts."""
    match = _EDGE.match(view.folded, start, end)
    return (match.end(), end) if match and match.end() < end else (start, end)


def _together(view: View, found: Iterable[tuple[_Place, int, int]]) -> list[tuple[int, int]]:
    """The spans from first to last hit in each sentence that has a hit of every list."""
    sentences: dict[tuple[int, int], list[tuple[_Place, int, int]]] = {}
    for item in found:
        sentences.setdefault(view.sentence_at(item[1]), []).append(item)
    return [
        (min(item[1] for item in items), max(item[2] for item in items))
        for items in sentences.values()
        if len({place.group for place, _, _ in items}) == items[0][0].groups
    ]


def _is_meant(rule: Rule, context: Context, span: tuple[int, int], quoted: list[tuple[int, int]]) -> bool:
    start, end = span
    if rule.quoted == "exempt" and is_quoted(quoted, start, end):
        return False
    if rule.negated == "exempt" and is_negated(context.view, start, end):
        return False
    if rule.negated == "near" and is_negated_near(context.view, start):
        return False
    return not (
        rule.echoed == "exempt" and context.request and is_echoed(context.view, start, end, context.message_view)
    )


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
