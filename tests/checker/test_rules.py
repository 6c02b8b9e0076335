"""Every rule's own examples: the bad are caught by that rule, the good are left alone by it."""

from __future__ import annotations

import pytest

from drafter.checker.context import STRUCTURES
from drafter.checker.examples import is_caught
from drafter.checker.rules import Rule, registry
from drafter.checker.wording import LANGUAGES


@pytest.mark.parametrize("rule", registry().rules, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_a_rule_catches_its_bad_examples_and_leaves_its_good_ones(rule: Rule) -> None:
    words = registry().words
    missed = [example for example in rule.bad if not is_caught(rule, example, words)]
    wronged = [example for example in rule.good if is_caught(rule, example, words)]
    assert not missed, "not caught"
    assert not wronged, "wrongly caught"


@pytest.mark.parametrize("rule", registry().rules, ids=lambda rule: rule.code)
def test_a_rule_says_what_it_needs_to_say(rule: Rule) -> None:
    assert len(rule.bad) >= 3 and len(rule.good) >= 3
    assert rule.message and rule.why and rule.instead
    assert set(rule.patterns) | set(rule.replying) | set(rule.together) <= {"any", *LANGUAGES}
    if rule.kind == "structure":
        assert rule.structure in STRUCTURES


def test_there_are_at_least_forty_wording_rules() -> None:
    assert sum(rule.kind != "structure" for rule in registry().rules) >= 40


def test_a_hit_that_touches_an_exception_and_one_in_an_excepted_stance_do_not_count() -> None:
    from drafter.checker.engine import check

    def codes(text: str, stance: str) -> set[str]:
        return {finding.code for finding in check(text, "From: Ann Lee\n\nHello!", stance).findings}

    assert "ETQ072" in codes("Thank you, Ann, but I'll pass on your invitation.", "accept")
    assert "ETQ072" not in codes("Thank you, Ann, I'll pass on your regards.", "accept")
    assert "SAL063" in codes("You're a good fit for us, Ann.", "accept")
    assert "SAL063" not in codes("You're a good fit for us, Ann.", "help")
