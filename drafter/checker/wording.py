"""The rules that are words and patterns alone: what they hit in a draft, and which hits count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from drafter.checker.context import Context, Hit
from drafter.checker.policies import is_echoed, is_negated, is_negated_near, is_quoted, quotations
from drafter.checker.rules import Registry, Rule, registry
from drafter.lexicon import Lexicon
from drafter.regex import expression
from drafter.stance import Stance
from drafter.view import View

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
"""The languages that wording rules exist for; rules marked `any` run on all others."""


def applies(rule: Rule, stance: Stance | None) -> bool:
    """Whether a rule is for replies of this stance; None where it is not known."""
    if stance is not None and stance in rule.excepted:
        return False
    return not rule.stances or (stance is not None and stance in rule.stances)


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
        if applies(rules.rules[place.rule], stance)
    )


@lru_cache(maxsize=512)
def _exceptions(rules: Registry, number: int) -> Lexicon[int]:
    """What hits of one rule must not touch."""
    return Lexicon([(number, pattern) for pattern in rules.rules[number].unless], rules.words)


def every_lexicon() -> None:
    """Builds the lexicon of each language from drafter's own rules, and of what their hits must not touch."""
    for language in LANGUAGES:
        for is_reply in (False, True):
            _lexicon(registry(), language, is_reply)
    for number in range(len(registry().rules)):
        _exceptions(registry(), number)


def source_of(rule: Rule, pattern: str) -> str:
    """What a pattern of a rule is to the lexicon: a phrase stands for its very words."""
    if rule.kind != "phrase":
        return pattern
    escaped = "".join(char if char.isalnum() or char == " " or not char.isascii() else f"\\{char}" for char in pattern)
    return rf"\b{escaped}\b"


def wording_hits(context: Context, rules: Registry, language: str | None) -> Iterator[tuple[Rule, Hit]]:
    """What the wording rules hit that counts."""
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
        if meant and rule.unless:
            others = [(start, end) for _, start, end in _exceptions(rules, number).find(view)]
            meant = [span for span in meant if not any(a < span[1] and span[0] < b for a, b in others)]
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
