"""A user's own rules: added, switched off or re-levelled in a file of their own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from drafter.checker.context import STRUCTURES
from drafter.checker.report import Severity
from drafter.checker.rules import Registry, Rule, registry
from drafter.datafile import load_toml
from drafter.errors import ConfigError
from drafter.lexicon import Lexicon


class OwnRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file: more rules in the form of drafter's own, and changes to those."""

    words: dict[str, str] = {}
    rule: tuple[Rule, ...] = ()
    switch_off: tuple[str, ...] = ()
    """Codes, or their beginnings: `SAL0` is all that start so."""
    severity: dict[str, Severity] = {}
    """Code, or its beginning, to severity."""


@lru_cache(maxsize=8)
def rules_with(path: Path) -> Registry:
    """drafter's rules as the file at `path` changes them.

    Raises ConfigError that names file, line and key, or the rule, where something in it is wrong.
    """
    own = load_toml(path, OwnRules, kind="rule file")
    shipped = registry()
    taken = {rule.code for rule in shipped.rules}
    for rule in own.rule:
        if rule.code in taken:
            raise ConfigError(f"{path}: rule: the code {rule.code} is taken: give another")
        if rule.kind == "structure" and rule.structure not in STRUCTURES:
            raise ConfigError(f"{path}: rule {rule.code}: structure: there is no {rule.structure!r}")
        taken.add(rule.code)
    for key in (*own.switch_off, *own.severity):
        if not any(code.startswith(key) for code in taken):
            raise ConfigError(f"{path}: {key!r} is the beginning of no rule's code")
    rules = tuple(
        _levelled(rule, own.severity)
        for rule in (*shipped.rules, *own.rule)
        if not any(rule.code.startswith(key) for key in own.switch_off)
    )
    changed = Registry(rules=rules, words={**shipped.words, **own.words})
    _compiled(path, own.rule, changed.words)
    return changed


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


def _levelled(rule: Rule, severity: dict[str, Severity]) -> Rule:
    keys = sorted((key for key in severity if rule.code.startswith(key)), key=len)
    return msgspec.structs.replace(rule, severity=severity[keys[-1]], weighed=False) if keys else rule


def _compiled(path: Path, rules: tuple[Rule, ...], words: dict[str, str]) -> None:
    for rule in rules:
        listed = [pattern for patterns in rule.patterns.values() for pattern in patterns]
        listed += [pattern for lists in rule.together.values() for each in lists for pattern in each]
        try:
            Lexicon([(rule.code, pattern) for pattern in listed], words).compile()
        except ConfigError as error:
            raise ConfigError(f"{path}: rule {rule.code}: patterns: {error}") from None
