"""A user's own rules: added, switched off or re-levelled in a file of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from drafter.checker.context import STRUCTURES
from drafter.checker.examples import is_caught
from drafter.checker.report import Severity
from drafter.checker.rules import Registry, Rule, levelled, registry
from drafter.checker.wording import LANGUAGES, source_of
from drafter.datafile import load_toml, place_of
from drafter.errors import ConfigError, DrafterError
from drafter.lexicon import Lexicon
from drafter.places import Keys, dotted
from drafter.regex import expression

_CODE = expression(r"[A-Z]{3}[0-9]{3}")
_EXAMPLES = 3
"""Bad and good examples that a rule has at the least."""


class OwnRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file: more rules in the form of drafter's own, and changes to those."""

    words: dict[str, str] = {}
    rule: tuple[Rule, ...] = ()
    switch_off: tuple[str, ...] = ()
    """Codes, or their beginnings: `SAL0` is all that start so."""
    severity: dict[str, Severity] = {}
    """Code, or its beginning, to severity."""


class Mistake(NamedTuple):
    """What is wrong in the file, and the way to it."""

    keys: Keys
    what: str


@lru_cache(maxsize=8)
def rules_with(path: Path) -> Registry:
    """drafter's rules as the file at `path` changes them.

    Every rule of it is run on its own examples. Raises ConfigError that names file, line and key, or the rule,
    where something in it is wrong.
    """
    own = load_toml(path, OwnRules, kind="rule file")
    for mistake in _mistakes(own):
        raise ConfigError(f"{place_of(path, mistake.keys)}: rule file: {mistake.what}")
    shipped = registry()
    rules = tuple(
        rule for rule in (*shipped.rules, *own.rule) if not any(rule.code.startswith(key) for key in own.switch_off)
    )
    return levelled(Registry(rules=rules, words={**shipped.words, **own.words}), own.severity)


def _mistakes(own: OwnRules) -> Iterator[Mistake]:
    shipped = registry()
    words = {**shipped.words, **own.words}
    yield from _of_patterns([(["words", name], f"<{name}>") for name in own.words], words)
    taken = {rule.code for rule in shipped.rules}
    for number, rule in enumerate(own.rule):
        for keys, what in _of_rule(rule, taken, words):
            yield Mistake(["rule", number, *keys], f"rule {rule.code!r}: {what}")
        taken.add(rule.code)
    for number, key in enumerate(own.switch_off):
        yield from _of_beginning(["switch_off", number], key, taken)
    for key in own.severity:
        yield from _of_beginning(["severity", key], key, taken)


def _of_beginning(keys: Keys, beginning: str, codes: set[str]) -> Iterator[Mistake]:
    if not beginning or not any(code.startswith(beginning) for code in codes):
        yield Mistake(keys, f"{keys[0]}: {beginning!r} is the beginning of no rule's code: `drafter rules` lists them")


def _of_rule(rule: Rule, taken: set[str], words: dict[str, str]) -> Iterator[Mistake]:
    """Mistakes in one rule; the later ones are looked for where there are no earlier ones."""
    if not _CODE.fullmatch(rule.code):
        yield Mistake(["code"], "the code is no code: give three capital letters and three digits, such as OWN001")
    if rule.code in taken:
        yield Mistake(["code"], "the code is taken: give another")
    if rule.kind == "learnt":
        yield Mistake(["kind"], "only drafter's own rules are learnt: give another kind")
    if rule.kind == "structure" and rule.structure not in STRUCTURES:
        yield Mistake(
            ["structure"], f"there is no structure {rule.structure!r}: one of {', '.join(sorted(STRUCTURES))}"
        )
    for key in ("name", "message", "why", "instead"):
        if not getattr(rule, key).strip():
            yield Mistake([key], f"`{key}` is empty: say it in a few words")
    patterns = list(_patterns(rule))
    for keys, pattern in patterns:
        if keys[1] not in ("any", *LANGUAGES):
            yield Mistake(keys, f"{keys[0]}: there is no language {keys[1]!r}: one of any, {', '.join(LANGUAGES)}")
        if not pattern.strip():
            yield Mistake(keys, f"{dotted(keys)} is empty: give what it finds, or take it out")
    yield from _of_patterns([(keys, source_of(rule, pattern)) for keys, pattern in patterns], words)
    yield from _of_patterns([(["unless", number], pattern) for number, pattern in enumerate(rule.unless)], words)
    yield from _of_examples(rule, words)


def _patterns(rule: Rule) -> Iterator[tuple[Keys, str]]:
    """Each pattern and the way to it; what holds none is an empty pattern."""
    for key, by_language in (("patterns", rule.patterns), ("replying", rule.replying)):
        for language, listed in by_language.items():
            for number, pattern in enumerate(listed or ("",)):
                yield [key, language, number], pattern
    for language, lists in rule.together.items():
        for place, listed in enumerate(lists or ((),)):
            for number, pattern in enumerate(listed or ("",)):
                keys: Keys = ["together", language, place, number]
                yield keys, pattern


def _of_patterns(patterns: Iterable[tuple[Keys, str]], words: dict[str, str]) -> Iterator[Mistake]:
    for keys, pattern in patterns:
        try:
            Lexicon([(dotted(keys), pattern)], words).compile()
        except ConfigError as error:
            yield Mistake(keys, str(error))


def _of_examples(rule: Rule, words: dict[str, str]) -> Iterator[Mistake]:
    for key, examples in (("bad", rule.bad), ("good", rule.good)):
        if len(examples) < _EXAMPLES:
            yield Mistake([key], f"{key}: {len(examples)} of at least {_EXAMPLES} examples: give more")
        for number, example in enumerate(examples):
            keys: Keys = [key, number]
            try:
                caught = is_caught(rule, example, words)
            except (DrafterError, msgspec.ValidationError) as error:
                yield Mistake(keys, f"{dotted(keys)}: {error}")
                continue
            if caught != (key == "bad"):
                what = "caught: mend what finds it" if caught else "not caught: mend what should find it"
                yield Mistake(keys, f"{dotted(keys)} is {what}, or the example")
