"""The rule reference in docs/ says what the rules say."""

from __future__ import annotations

import pytest

from benchmarks.rule_reference import pages
from benchmarks.wording_rates import ROOT
from drafter.checker.pages import rule_page
from drafter.checker.rules import Rule, registry


def test_every_page_is_as_the_rules_make_it_and_none_is_left_over() -> None:
    made = pages()
    stale = [path.name for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    assert not stale, "run `python -m benchmarks.rule_reference`"
    assert set((ROOT / "docs" / "rules").iterdir()) == {path for path in made if path.parent.name == "rules"}


@pytest.mark.parametrize("rule", registry().rules, ids=lambda rule: rule.code)
def test_the_page_of_a_rule_says_all_that_somebody_who_met_it_asks(rule: Rule) -> None:
    page = rule_page(rule)
    for said in (rule.code, rule.name, rule.message, rule.why, rule.instead, "**How it is found:**", "## Left alone"):
        assert said in page
    assert rule.source and rule.source in page


def test_what_is_learnt_and_what_is_weighed_is_explained() -> None:
    assert "Weights" in rule_page(registry().find("SAL099")) and "--ignore ETQ099" in rule_page(
        registry().find("ETQ099")
    )
    weighed = next(rule for rule in registry().rules if rule.weighed and rule.severity == "error" and rule.patterns)
    assert "is a warning" in rule_page(weighed)
    unweighed = next(rule for rule in registry().rules if not rule.weighed and rule.patterns)
    assert "**Weighed:**" not in rule_page(unweighed)
