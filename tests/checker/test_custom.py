"""A user's own rules file: what it may say, and where its mistakes are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drafter.checker import check
from drafter.checker.custom import rules_with
from drafter.errors import ConfigError

PAGE = Path(__file__).parent.parent.parent / "docs" / "checking.md"

RULE = """\
switch_off = ["PRO011"]
[severity]
SAL0 = "warning"
ETQ0 = "error"

[words]
pet = "cat|dog"

[[rule]]
code = "OWN001"
name = "no-pets"
severity = "error"
kind = "pattern"
message = "talks of pets"
why = "We do not."
instead = "Leave the pet out."
bad = ["A cat.", "Two dogs.", "My cat says hello."]
good = ["A category.", "Dogma.", "Hello."]
[rule.patterns]
en = [
  '\\b<pet>s?\\b',
]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_example_of_the_page_loads_and_does_what_the_page_says(tmp_path: Path) -> None:
    [example] = re.findall(r"^```toml\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    rules = rules_with(written(tmp_path, example))
    findings = check("Hi Anna, I'll circle back to you on Monday.", rules=rules).findings
    assert [(finding.code, finding.severity, finding.text) for finding in findings if finding.code == "OWN001"] == [
        ("OWN001", "error", "circle back")
    ]
    assert not any(rule.code == "PRO011" for rule in rules.rules)
    assert {rule.severity for rule in rules.rules if rule.code.startswith("SAL04")} == {"warning"}
    assert (rules.find("SAL020").severity, rules.find("SAL020").weighed) == ("error", False)


def test_the_page_names_every_key_of_a_rule_and_of_the_file() -> None:
    from drafter.checker.custom import OwnRules
    from drafter.checker.rules import Rule

    text = PAGE.read_text("utf-8").split("## Rules of your own")[1].split("\n## ")[0]
    for key in {*OwnRules.__struct_fields__, *Rule.__struct_fields__} - {"ban", "weighed"}:
        assert re.search(rf"`{key}`|^{key} = |\[{key}\]|\.{key}\]", text, re.MULTILINE), key


def test_the_file_that_the_mistakes_below_are_made_in_has_none(tmp_path: Path) -> None:
    assert rules_with(written(tmp_path, RULE)).find("OWN001").name == "no-pets"


@pytest.mark.parametrize(
    ("right", "wrong", "line", "says"),
    [
        ("en = [", "xx = [", 20, "patterns: there is no language 'xx': one of any, en"),
        (r"'\b<pet>s?\b'", "' '", 20, "patterns.en[0] is empty"),
        ("'\\\\b<pet>s?\\\\b',".replace("\\\\", "\\"), "", 20, "patterns.en[0] is empty"),
        (r"'\b<pet>s?\b'", r"'\b(<pet>s?\b'", 20, "patterns.en[0] is no RE2 expression: missing ): "),
        (r"'\b<pet>s?\b'", r"'\b<pets>\b'", 20, "<pets>, which is no word list"),
        ('pet = "cat|dog"', 'pet = "(cat|dog"', 7, "no RE2 expression: missing ): "),
        ('"Two dogs."', '"Two birds."', 17, "bad[1] is not caught"),
        ('"Dogma."', '"A dog."', 18, "good[1] is caught"),
        ('"A cat.", ', "", 17, "bad: 2 of at least 3 examples"),
        ('"Dogma."', '{ draft = "x", profile = { nme = "A" } }', 18, "good[1]: "),
        ('"OWN001"', '"my 1"', 10, "three capital letters and three digits"),
        ('"OWN001"', '"SAL001"', 10, "the code is taken"),
        ('"pattern"', '"learnt"', 9, "is of kind learnt, which has no 'patterns'"),
        ('"pattern"', '"together"', 9, "is of kind together, which has no 'patterns'"),
        ('"pattern"', '"regex"', 13, "'regex': one of learnt, pattern, phrase, structure, together"),
        ('severity = "error"', 'severity = "fatal"', 12, "'fatal': one of error, warning"),
        ('ETQ0 = "error"', 'ETQ0 = "fatal"', 4, "severity.ETQ0: Invalid enum value 'fatal'"),
        ("ETQ0 =", "XYZ =", 4, "severity: 'XYZ' is the beginning of no rule's code"),
        ('["PRO011"]', '["PRO011", "NO1"]', 1, "switch_off: 'NO1' is the beginning of no rule's code"),
        ('why = "We do not."\n', "", 9, "missing required field `why`"),
        ('"We do not."', '" "', 15, "`why` is empty"),
        ('name = "no-pets"', 'nam = "no-pets"', 11, "unknown key 'rule[0].nam'"),
        ('why = "W', 'stances = ["maybe"]\nwhy = "W', 15, "'maybe': one of no_reply"),
    ],
)
@pytest.mark.parametrize("above", [0, 700])
def test_a_mistake_is_one_line_with_file_line_and_what_to_mend(
    tmp_path: Path, right: str, wrong: str, line: int, says: str, above: int
) -> None:
    assert RULE.count(right) == 1
    path = written(tmp_path, "# note\n" * above + RULE.replace(right, wrong))
    with pytest.raises(ConfigError) as caught:
        rules_with(path)
    message = str(caught.value)
    assert message.startswith(f"{path}:{line + above}: "), message
    assert says in message and "\n" not in message and "b'" not in message.replace("\\b", "")


def test_a_mistake_in_the_second_rule_is_found_there(tmp_path: Path) -> None:
    second = RULE[RULE.index("[[rule]]") :]
    with pytest.raises(ConfigError, match=r"own\.toml:25: .*'OWN001': the code is taken"):
        rules_with(written(tmp_path, RULE + "\n" + second))


def test_a_phrase_with_capitals_is_refused_when_the_file_is_read(tmp_path: Path) -> None:
    text = RULE.replace('"pattern"', '"phrase"').replace(r"'\b<pet>s?\b'", "'Cat'")
    with pytest.raises(ConfigError, match=r"own\.toml:20: .*capitals"):
        rules_with(written(tmp_path, text))
