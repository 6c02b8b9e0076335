"""A rule run on its own examples."""

from __future__ import annotations

import msgspec

from drafter.checker.context import Context, Told
from drafter.checker.engine import run
from drafter.checker.rules import Example, Registry, Rule
from drafter.language import detect_language
from drafter.profile import Profile
from drafter.request import read_request
from drafter.stance import Stance
from drafter.view import View

_SOMEBODY = Profile(name="Dana Whitfield", company="Whitfield Rooms", contact="hello@whitfieldrooms.example")
"""Who answers where an example has no profile."""


def is_caught(rule: Rule, example: str | Example, words: dict[str, str]) -> bool:
    """Whether the rule, alone with the word lists, finds something in an example.

    An example that names no stance is a reply of the rule's first.
    """
    if isinstance(example, str):
        example = Example(draft=example)
    profile = msgspec.convert(example.profile, Profile) if example.profile else _SOMEBODY
    request = read_request(example.request, profile) if example.request else None
    supposed = rule.stances[0] if rule.stances else Stance.ACCEPT if rule.replying else None
    language = example.language or (request.language if request else None) or detect_language(example.draft)
    context = Context(
        View(example.draft),
        request=request,
        stance=example.stance or supposed,
        profile=profile if request else None,
        language=language if request or example.language else None,
        channel=example.channel,
        told=Told(example.told, "", "") if example.told else None,
    )
    return bool(run(context, Registry(rules=(rule,), words=words), language).findings)
