"""Models: what a spec means, and what every model promises.

A call ends within its deadline, and ends in a Completion or in a ModelError whose message never holds a key.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import msgspec

from drafter.errors import AnswerCutOff, ConfigError, ModelUnavailable, ModelUnusable
from drafter.settings import Settings
from drafter.text import printable
from drafter.usage import Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from drafter.openai_model import OpenAIModel

Messages = list[tuple[str, str]]
"""A prompt as `(role, content)`; the roles are system, user and assistant."""

DEFAULT_MODEL = "openai:gpt-5-mini"
"""What drafts where a key or a server is set and no model is named."""
MAX_ANSWER = 20_000
"""Characters of an answer; a longer one is no reply."""


class Completion(msgspec.Struct, frozen=True, kw_only=True):
    """The text of one answer and what it cost."""

    text: str
    usage: Usage


class Model(Protocol):
    """Something that answers chat messages."""

    spec: str
    """What was used, as `Draft.source` says it."""
    candidates: int
    """Drafts that it is asked for, where the settings do not say, until one is without a finding."""

    async def complete(
        self, messages: Messages, *, deadline: float, seed: int = 1, room: int = 1, schema: dict[str, Any] | None = None
    ) -> Completion:
        """Answer within `deadline` seconds; raises ModelUnavailable or ModelUnusable, with the usage.

        Another `seed` gives another answer, where the model can; `room` multiplies the tokens that an answer may have.
        With a `schema`, servers that know JSON schemas hold the answer to it.
        """


class LangChainModel:
    """Any LangChain chat model, called as it is configured; its own retries are its owner's."""

    candidates = 1

    def __init__(self, model: BaseChatModel) -> None:
        name = getattr(model, "model_name", None) or getattr(model, "model", None)
        self.spec = f"langchain:{type(model).__name__}" + (f":{name}" if isinstance(name, str) else "")
        self._model = model

    async def complete(
        self,
        messages: Messages,
        *,
        deadline: float,
        seed: int = 1,  # noqa: ARG002
        room: int = 1,  # noqa: ARG002
        schema: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> Completion:
        """See Model; seed, room and schema are its owner's to set."""
        import asyncio

        started = time.monotonic()

        def usage(used: Any = None) -> Usage:
            return Usage(
                prompt_tokens=used["input_tokens"] if used else 0,
                completion_tokens=used["output_tokens"] if used else 0,
                requests=1,
                seconds=round(time.monotonic() - started, 3),
            )

        try:
            answer = await asyncio.wait_for(self._model.ainvoke(list(messages)), timeout=deadline)
        except asyncio.TimeoutError:
            raise ModelUnavailable(f"{self.spec} did not answer within {deadline:.0f} s", usage()) from None
        except Exception as error:  # whatever a model class of somebody else's raises
            raise ModelUnavailable(f"{self.spec} failed ({type(error).__name__})", usage()) from error
        cost = usage(answer.usage_metadata)
        ended = [answer.response_metadata.get(name) for name in ("finish_reason", "stop_reason", "done_reason")]
        cut_off = any(str(reason).lower() in ("length", "max_tokens") for reason in ended)
        return Completion(text=usable(self.spec, answer.text, cost, cut_off=cut_off), usage=cost)


def usable(spec: str, text: str | None, usage: Usage, *, cut_off: bool) -> str:
    """The answer itself; raises ModelUnusable where it can be no reply."""
    if cut_off:
        raise AnswerCutOff(f"the answer of {spec} was cut off at its length limit", usage)
    if not isinstance(text, str) or not printable(text).strip():
        raise ModelUnusable(f"{spec} gave an empty answer", usage)
    if len(text) > MAX_ANSWER:
        raise ModelUnusable(f"{spec} answered with {len(text):,} characters, which is no reply", usage)
    return text


def resolve_model(model: str | BaseChatModel | None, settings: Settings, environ: Mapping[str, str]) -> Model | None:
    """The model that a spec means; None means the templates.

    Without a spec: the configured one, else OpenAI where `OPENAI_API_KEY` or `OPENAI_BASE_URL` is set,
    else an installed local model, else the templates. Raises ConfigError for an unknown spec or a missing key.
    """
    if model is not None and not isinstance(model, str):
        if not hasattr(model, "ainvoke"):
            raise ConfigError(f"{type(model).__name__} is no LangChain chat model: it has no ainvoke")
        return LangChainModel(model)
    spec = model or settings.model
    if not spec and (environ.get("OPENAI_API_KEY") or environ.get("OPENAI_BASE_URL")):
        spec = DEFAULT_MODEL
    if not spec:
        from drafter.local import best_installed

        spec = best_installed() or "template"
    kind, _, name = spec.partition(":")
    if kind == "template" and not name:
        return None
    if kind == "openai" and name:
        return _openai(spec, name, settings, environ)
    if kind == "local" and name:
        from drafter.local import local_model

        return local_model(spec, name, settings.deadline)
    raise ConfigError(f"unknown model {printable(spec)!r}: give openai:NAME, local:NAME, local:FILE.gguf or template")


def _openai(spec: str, name: str, settings: Settings, environ: Mapping[str, str]) -> OpenAIModel:
    base_url = environ.get("OPENAI_BASE_URL") or None
    key = environ.get("OPENAI_API_KEY") or ("none" if base_url else "")
    if not key:
        raise ConfigError(
            f"{printable(spec)} needs a key: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server without one"
        )
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ConfigError("OPENAI_API_KEY holds characters that no key has: copy it again")
    if base_url and not _is_address(base_url):
        raise ConfigError("OPENAI_BASE_URL is no http(s) address: give it like http://localhost:11434/v1")
    return _openai_model(spec, name, key, base_url, settings.timeout)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


@lru_cache(maxsize=16)
def _openai_model(spec: str, name: str, key: str, base_url: str | None, timeout: float) -> OpenAIModel:
    """One model for each address and key, so that calls share its connections and what it has learnt."""
    from drafter.openai_model import OpenAIModel

    return OpenAIModel(spec, name, api_key=key, base_url=base_url, timeout=timeout)
