"""The rules as data: what a rule says of itself, and the registry of all of them."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec

from drafter.checker.report import Severity
from drafter.compiled import load_packaged
from drafter.errors import ConfigError
from drafter.settings import Channel
from drafter.stance import Stance

Kind = Literal["phrase", "pattern", "together", "structure", "learnt"]
USED_BY: dict[Kind, tuple[str, ...]] = {
    "phrase": ("patterns",),
    "pattern": ("patterns", "replying"),
    "together": ("together",),
    "structure": ("structure",),
    "learnt": (),
}
"""For each kind the keys that it finds something by: a rule has one of them, and none of the others."""
Policy = Literal["exempt", "counts"]
Negation = Literal["exempt", "near", "counts"]

RULES_FOLDER = Path(__file__).parent.parent / "rules"


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A draft that the rule must catch or must leave alone, with what it answers."""

    draft: str
    request: str | None = None
    stance: Stance | None = None
    profile: dict[str, object] | None = None
    language: str | None = None
    channel: Channel = "message"
    told: str | None = None
    """What the model was told for every reply."""


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that a draft must not, or must, do."""

    code: str
    """Stable: three letters of the family and three digits."""
    name: str
    """Lower-case words joined by hyphens."""
    severity: Severity
    kind: Kind
    """phrase: literal words; pattern: see drafter.lexicon; together: one pattern of each list within one
    sentence; structure: a named function of drafter.checker; learnt: see drafter.checker.learnt."""
    message: str
    why: str
    instead: str
    """What to write instead: goes to people and into the repair prompt."""
    ban: str = ""
    """How the rule reads in the prompt's list of what is banned; empty: it is not listed."""
    stances: tuple[Stance, ...] = ()
    """The stances it applies to; empty: all."""
    excepted: tuple[Stance, ...] = ()
    """Stances that it does not apply to, though it does where none is known."""
    patterns: dict[str, tuple[str, ...]] = {}
    """By language, `any` for all: phrases or patterns."""
    replying: dict[str, tuple[str, ...]] = {}
    """More patterns, too weak for any text whatever: they count only where the stance is known."""
    unless: tuple[str, ...] = ()
    """Patterns in whatever language: a hit that touches what one of them finds does not count."""
    together: dict[str, tuple[tuple[str, ...], ...]] = {}
    structure: str = ""
    negated: Negation = "exempt"
    """Whether a hit within the scope of a negation counts; near: only one in the same breath exempts it."""
    quoted: Policy = "exempt"
    """Whether a hit within quotation marks counts."""
    echoed: Policy = "counts"
    """Whether a hit whose words the request uses too counts."""
    source: str = ""
    weighed: bool | tuple[Stance, ...] = False
    """Whether, or in which stances, a hit is evidence on its sentence, weighed with all else that is learnt of it,
    where the stance is known: for rules that good replies contradict now and then. Otherwise every hit has the rule's
    severity."""
    bad: tuple[str | Example, ...]
    good: tuple[str | Example, ...]

    def is_weighed_in(self, stance: Stance | None) -> bool:
        """Whether a hit is weighed in replies of this stance."""
        return self.weighed if isinstance(self.weighed, bool) else stance in self.weighed

    def __post_init__(self) -> None:
        given = [key for keys in USED_BY.values() for key in keys if getattr(self, key)]
        needed = USED_BY[self.kind]
        for key in given:
            if key not in needed:
                raise ValueError(f"rule {self.code} is of kind {self.kind}, which has no {key!r}: take it out")
        if self.stances and not isinstance(self.weighed, bool) and not set(self.weighed) <= set(self.stances):
            raise ValueError(f"rule {self.code} is weighed in a stance that it is not for: take it out of `weighed`")
        if needed and not given:
            raise ValueError(f"rule {self.code} is of kind {self.kind}: give it {' or '.join(map(repr, needed))}")


class RuleFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of rules of one family, with the word lists that its patterns use."""

    words: dict[str, str] = {}
    source: str = ""
    """The source of the rules of this file that name none."""
    rule: tuple[Rule, ...] = ()


class Registry(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """All rules in the order of their codes, and the word lists of all files."""

    rules: tuple[Rule, ...]
    words: dict[str, str]

    def find(self, code: str) -> Rule:
        """The rule with this code or name; raises ConfigError where there is none."""
        for rule in self.rules:
            if code.upper() == rule.code or code.lower() == rule.name:
                return rule
        raise ConfigError(f"there is no rule {code!r}: `drafter rules` lists them")


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The rules that come with drafter."""
    words: dict[str, str] = {}
    rules: list[Rule] = []
    for path in sorted(RULES_FOLDER.glob("*.toml")):
        file = load_packaged(path, RuleFile, kind="rule file")
        words.update(file.words)
        rules.extend(rule if rule.source else msgspec.structs.replace(rule, source=file.source) for rule in file.rule)
    rules.sort(key=lambda rule: rule.code)
    for first, second in pairwise(rules):
        if first.code == second.code:
            raise ConfigError(f"{RULES_FOLDER}: two rules have the code {first.code}: give one another number")
    return Registry(rules=tuple(rules), words=words)


def selected(rules: Registry, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> Registry:
    """The rules whose codes begin with one of `select` (all where it is empty) and with none of `ignore`.

    Raises ConfigError for a beginning that fits no rule.
    """
    for key in (*select, *ignore):
        if not any(rule.code.startswith(key.upper()) for rule in rules.rules):
            raise ConfigError(f"{key!r} is the beginning of no rule's code: `drafter rules` lists them")
    kept = tuple(
        rule
        for rule in rules.rules
        if (not select or rule.code.startswith(tuple(key.upper() for key in select)))
        and not (ignore and rule.code.startswith(tuple(key.upper() for key in ignore)))
    )
    return Registry(rules=kept, words=rules.words)


def levelled(rules: Registry, severity: dict[str, Severity]) -> Registry:
    """The rules with these severities, by code or by the beginning of one; the longest beginning counts."""

    def new(rule: Rule) -> Rule:
        keys = sorted((key for key in severity if rule.code.startswith(key)), key=len)
        return msgspec.structs.replace(rule, severity=severity[keys[-1]], weighed=False) if keys else rule

    return Registry(rules=tuple(new(rule) for rule in rules.rules), words=rules.words)
