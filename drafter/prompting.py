"""Prompts: sandboxed Jinja templates → chat messages.

Three files make a prompt: `system.j2` (who the user is, etiquette, what is banned; the same for every request
of a user), `stances/<stance>.j2` (what this reply must do) and `request.j2` (the request itself, last, fenced
by a nonce). Between them stand the messages and replies of `examples/<language>.toml`, as turns of their own: a small
model follows what it has seen rather than what it is told. `repair.j2` asks for a better draft, and `directions.toml`
says which ways several drafts for one request may go. The request is only ever a value in them.
"""

from __future__ import annotations

import hashlib
import re
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import jinja2
import msgspec
import tomli
from jinja2.sandbox import ImmutableSandboxedEnvironment

from drafter.checker.context import Told
from drafter.checker.report import Report
from drafter.checker.rules import registry
from drafter.checker.wording import LANGUAGES
from drafter.errors import ConfigError
from drafter.languages import known_language
from drafter.profile import Profile
from drafter.regex import expression
from drafter.replies.greeting import addressee
from drafter.request import Request
from drafter.settings import CHANNEL_LIMITS, Channel
from drafter.stance import Assessment, Stance
from drafter.text import printable

_QUOTED = expression(r'"[^"\n]*"')

MAX_SHOWN = 6_000
"""Characters of a request that a prompt shows: its end, where what the sender wants now stands."""

MAX_FINDINGS = 6
"""Findings that one repair asks to mend, one for each rule."""


_EXAMPLE = "example"
"""What fences an example: the fence of a real message is a nonce."""

T = TypeVar("T")


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A message and a good reply to it."""

    sender: str
    message: str
    reply: str
    """With {contact} for the user's contact address."""


def _shipped_folder() -> Path:
    inside = Path(__file__).parent / "prompts"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "prompts"


class Prompts:
    """The prompt templates, with single files replaced from the user's own folder."""

    def __init__(self, folder: str | Path | None = None) -> None:
        folders = [Path(folder)] if folder else []
        if folder and not Path(folder).is_dir():
            raise ConfigError(f"the prompts folder {printable(str(folder))} does not exist: mend the setting `prompts`")
        self._environment = ImmutableSandboxedEnvironment(
            loader=jinja2.FileSystemLoader([*folders, _shipped_folder()]),
            undefined=jinja2.StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self._head = lru_cache(maxsize=64)(self._rendered_head)

    def messages(
        self,
        request: Request,
        profile: Profile,
        assessment: Assessment,
        *,
        nonce: str,
        channel: Channel = "message",
        instruction: str = "",
        short: bool = False,
        direction: str = "",
    ) -> list[tuple[str, str]]:
        """The prompt for a first draft as `(role, content)`; the nonce fences what the sender wrote.

        What differs between the drafts for one request stands after it, so that they share all before.
        """
        last = self._turn(
            assessment.stance,
            profile,
            nonce=nonce,
            language=known_language(assessment.language),
            limit=CHANNEL_LIMITS.get(channel),
            instruction=printable(instruction),
            short=short,
            direction=direction,
            greeted=addressee(request.sender.name, full=False, language=assessment.language).name,
            request=shown(request),
        )
        return [*self._head(profile, assessment.stance, assessment.language), ("user", last)]

    def told(self, request: Request, profile: Profile, assessment: Assessment, *, nonce: str) -> Told:
        """What the prompt says of its own: without the request, the facts of the profile and the example replies."""
        messages = self.messages(request, profile, assessment, nonce=nonce)
        rules = self._render("system.j2", profile=profile, bans=bans())
        task = (
            "\n".join(content for role, content in messages if role != "assistant")
            .replace(rules, "\n")
            .replace(shown(request), "\n")
        )
        return Told(_without_facts(rules, profile), _without_facts(task, profile), nonce)

    def _turn(self, stance: Stance, profile: Profile, **values: Any) -> str:
        return self._render("request.j2", profile=profile, stance=stance.value, **values)

    def _rendered_head(self, profile: Profile, stance: Stance, language: str | None) -> list[tuple[str, str]]:
        """The part of a prompt that is the same for all requests of one stance in one language."""
        if language not in LANGUAGES:
            language = "en"
        system = self._render("system.j2", profile=profile, bans=bans())
        own = self._render(f"stances/{stance.value}.j2", profile=profile, bans=bans(stance))
        head = [("system", f"{system}\n\n{own}")]
        for example in self._examples(language).get(stance.value, ()):
            asked = self._turn(
                stance,
                profile,
                nonce=_EXAMPLE,
                language=known_language(language),
                limit=None,
                instruction="",
                short=False,
                direction="",
                greeted=example.sender,
                request=example.message,
            )
            reply = example.reply.replace("{contact}", profile.contact or "me here")
            head += [("user", asked), ("assistant", reply)]
        return head

    def repair(
        self,
        messages: list[tuple[str, str]],
        draft: str,
        report: Report,
        *,
        unmet: tuple[str, ...] = (),
        channel: Channel = "message",
    ) -> list[tuple[str, str]]:
        """`messages` with the draft, what to write instead and what of the user's wish is `unmet`.

        The same size in every round.
        """
        first = {finding.code: finding for finding in reversed(report.errors)}
        findings = sorted(first.values(), key=lambda finding: finding.start)[:MAX_FINDINGS]
        limit = CHANNEL_LIMITS.get(channel)
        asked = self._render("repair.j2", draft=draft, findings=findings, unmet=unmet, limit=limit)
        return [*messages, ("assistant", draft[:MAX_SHOWN]), ("user", asked)]

    def told_besides(self, told: Told, asked: str, report: Report, profile: Profile) -> Told:
        """What `told` says, and what the repair of a draft with this report asks for."""
        mends = tuple(
            sentence
            for finding in report.errors
            for said in (finding.message, finding.instead)
            for sentence in said.split(". ")
        )
        return msgspec.structs.replace(told, task=f"{told.task}\n{_without_facts(asked, profile)}", mends=mends)

    def directions(self, stance: Stance) -> tuple[str, ...]:
        """The ways that several drafts may go: the first in none but the stance's own, which is the empty line."""
        return ("", *self._directions.get(stance.value, ()))

    @cached_property
    def _directions(self) -> dict[str, list[str]]:
        return self._data("directions.toml", dict[str, list[str]])

    def _examples(self, language: str) -> dict[str, list[Example]]:
        return self._data(f"examples/{language}.toml", dict[str, list[Example]])

    def _data(self, name: str, kind: type[T]) -> T:
        try:
            return msgspec.convert(tomli.loads(self._source(name)), kind)
        except tomli.TOMLDecodeError as error:
            raise ConfigError(f"the prompt {name} is no valid TOML: {error}") from None
        except msgspec.ValidationError as error:
            raise ConfigError(f"the prompt {name}: {error}") from None

    @cached_property
    def version(self) -> str:
        """A digest of every prompt file: twelve hexadecimal digits."""
        digest = hashlib.sha256()
        loader = self._environment.loader
        assert loader is not None
        for name in loader.list_templates():
            if name.endswith((".j2", ".toml")):
                digest.update(f"{name}\0{self._source(name)}\0".encode())
        digest.update("\n".join(rule.ban for rule in registry().rules).encode())
        return digest.hexdigest()[:12]

    def _source(self, name: str) -> str:
        loader = self._environment.loader
        assert loader is not None
        try:
            source, _, _ = loader.get_source(self._environment, name)
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"the prompt {name} cannot be read: {error}") from None
        return source

    def _render(self, name: str, **values: Any) -> str:
        try:
            return self._environment.get_template(name).render(**values).strip()
        except jinja2.UndefinedError as error:
            raise ConfigError(f"the prompt {name} uses a variable that there is not: {error.message}") from None
        except jinja2.TemplateSyntaxError as error:
            raise ConfigError(f"the prompt {error.name or name}, line {error.lineno}: {error.message}") from None
        except jinja2.TemplateError as error:
            raise ConfigError(f"the prompt {name} cannot be rendered: {error.message}") from None
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"the prompt {name} cannot be read: {error}") from None
        except Exception as error:  # whatever an expression in a user's own prompt raises
            raise ConfigError(f"the prompt {name} cannot be rendered: {type(error).__name__}, {error}") from None


def _without_facts(text: str, profile: Profile) -> str:
    """The text with a mark in place of the user's own facts and of what stands in quotation marks."""
    facts = (profile.contact, profile.what_we_do, *profile.can_help_with, profile.name, profile.role, profile.company)
    for fact in filter(None, facts):
        text = text.replace(fact, " | ")
    return _QUOTED.sub(" | ", text)


@lru_cache(maxsize=8)
def load_prompts(folder: str = "") -> Prompts:
    """The prompts, read once for each folder."""
    return Prompts(folder or None)


def bans(stance: Stance | None = None) -> tuple[str, ...]:
    """What the prompt bans in every reply, or in those of one stance alone.

    Generated from the checker's own rules, so that the two cannot disagree.
    """
    return tuple(
        rule.ban for rule in registry().rules if rule.ban and (stance in rule.stances if stance else not rule.stances)
    )


_CHAT_MARK = expression(
    r"<[|｜][^<>\n]{1,60}[|｜]>|<(?:start|end)_of_turn>|</?(?:s|bos|eos|pad|unk|system|user|assistant)>"
    r"|<</?SYS>>|\[/?(?:INST|SYSTEM_PROMPT|TOOL_CALLS|AVAILABLE_TOOLS)\]",
    re.IGNORECASE,
)


def _in_brackets(mark: re.Match[str]) -> str:
    return f"({mark.group().strip('<|｜>[]')})"


def shown(request: Request) -> str:
    """The request as the model sees it: printable, at most MAX_SHOWN characters of its end.

    Marks of chat templates are put in brackets: a local model would take them for the end of the message.
    """
    text = _CHAT_MARK.sub(_in_brackets, printable(request.text)).strip()
    return text if len(text) <= MAX_SHOWN else "[…]\n" + text[-MAX_SHOWN:]
