"""Every rule's own examples: the bad are caught by that rule, the good are left alone by it."""

from __future__ import annotations

import msgspec
import pytest

from drafter.checker.context import STRUCTURES, Context, Told
from drafter.checker.engine import LANGUAGES, run
from drafter.checker.rules import Example, Registry, Rule, registry
from drafter.language import detect_language
from drafter.profile import Profile
from drafter.request import read_request
from drafter.stance import Stance
from drafter.view import View

SOMEBODY = Profile(name="Dana Whitfield", company="Whitfield Rooms", contact="hello@whitfieldrooms.example")


def codes_found(rule: Rule, example: str | Example) -> set[str]:
    if isinstance(example, str):
        example = Example(draft=example)
    profile = msgspec.convert(example.profile, Profile) if example.profile else SOMEBODY
    request = read_request(example.request, profile) if example.request else None
    stance = example.stance or (rule.stances[0] if rule.stances else "accept" if rule.replying else None)
    language = example.language or (request.language if request else None) or detect_language(example.draft)
    context = Context(
        View(example.draft),
        request=request,
        stance=Stance(stance) if stance else None,
        profile=profile if request else None,
        language=language if request or example.language else None,
        channel=example.channel,
        told=Told(example.told, "", "") if example.told else None,
    )
    alone = Registry(rules=(rule,), words=registry().words)
    return {finding.code for finding in run(context, alone, language).findings}


@pytest.mark.parametrize("rule", registry().rules, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_a_rule_catches_its_bad_examples_and_leaves_its_good_ones(rule: Rule) -> None:
    missed = [example for example in rule.bad if rule.code not in codes_found(rule, example)]
    wronged = [example for example in rule.good if rule.code in codes_found(rule, example)]
    assert not missed, "not caught"
    assert not wronged, "wrongly caught"


@pytest.mark.parametrize("rule", registry().rules, ids=lambda rule: rule.code)
def test_a_rule_says_what_it_needs_to_say(rule: Rule) -> None:
    assert len(rule.bad) >= 3 and len(rule.good) >= 3
    assert rule.message and rule.why and rule.instead
    assert set(rule.patterns) | set(rule.replying) | set(rule.together) <= {"any", *LANGUAGES}
    assert all(stance in list(Stance) for stance in rule.stances)
    if rule.kind == "structure":
        assert rule.structure in STRUCTURES


def test_there_are_at_least_forty_wording_rules() -> None:
    assert sum(rule.kind != "structure" for rule in registry().rules) >= 40
