"""The one call to a model: OpenAI-compatible servers, local models, any LangChain chat model.

There is one retry layer, here; the SDK's own is off. A call ends within its deadline, and ends in a
Completion or in a ModelError whose message never holds a key.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol
from weakref import WeakKeyDictionary

import msgspec

from drafter.errors import ConfigError, ModelUnavailable, ModelUnusable
from drafter.settings import Settings
from drafter.text import printable

if TYPE_CHECKING:
    import openai
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from openai.types.chat import ChatCompletion

MAX_REQUESTS = 4
"""HTTP requests that one call may make, retries and changed parameters together."""
DEFAULT_MODEL = "openai:gpt-5-mini"
"""What drafts where a key or a server is set and no model is named."""
MAX_ANSWER = 20_000
"""Characters of an answer; a longer one is no reply."""
_MAX_WAIT = 30.0
_RETRIED = frozenset({408, 409, 429, 500, 502, 503, 504, 529})


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """What a call cost, as far as the server tells."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    requests: int = 0
    seconds: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            requests=self.requests + other.requests,
            seconds=round(self.seconds + other.seconds, 3),
        )


class Completion(msgspec.Struct, frozen=True, kw_only=True):
    """The text of one answer and what it cost."""

    text: str
    usage: Usage


class Model(Protocol):
    """Something that answers chat messages."""

    spec: str
    """What was used, as `Draft.source` says it."""

    async def complete(self, messages: list[BaseMessage], *, deadline: float) -> Completion:
        """Answer within `deadline` seconds; raises ModelUnavailable or ModelUnusable."""


class OpenAIModel:
    """A chat model behind any OpenAI-compatible endpoint."""

    def __init__(self, spec: str, name: str, *, api_key: str, base_url: str | None, timeout: float) -> None:
        self.spec = spec
        self._name = name
        self._api_key = api_key
        self._base_url = base_url
        self._timeout = timeout
        self._parameters: dict[str, Any] = {"temperature": 0.3, "max_tokens": 300, "seed": 1}
        self._joined_system = False
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, openai.AsyncOpenAI] = WeakKeyDictionary()

    async def complete(self, messages: list[BaseMessage], *, deadline: float) -> Completion:
        """See Model."""
        import openai
        import tenacity

        started, tries = time.monotonic(), 0
        last: openai.OpenAIError | None = None

        async def once() -> ChatCompletion:
            nonlocal tries, last
            tries += 1
            try:
                return await self._request(messages)
            except openai.OpenAIError as error:
                last = error
                raise

        retrying = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(self._is_worth_another),
            wait=_wait,
            stop=tenacity.stop_after_attempt(MAX_REQUESTS),
            reraise=True,
        )
        try:
            answer: ChatCompletion = await asyncio.wait_for(retrying(once), timeout=deadline)
            text = self._text(answer)
            used = answer.usage
        except asyncio.TimeoutError:
            why = f" ({self._explained(last)})" if last else ""
            raise ModelUnavailable(f"{self.spec} did not answer within {deadline:.0f} s{why}") from None
        except openai.OpenAIError as error:
            raise ModelUnavailable(f"{self.spec}: {self._explained(error)}") from None
        except (ValueError, TypeError, AttributeError, LookupError) as error:
            # The SDK builds its objects without validation, so a foreign body fails where it is used.
            raise ModelUnusable(f"{self.spec} answered with no chat completion ({type(error).__name__})") from None
        usage = Usage(
            prompt_tokens=(used and used.prompt_tokens) or 0,
            completion_tokens=(used and used.completion_tokens) or 0,
            requests=tries,
            seconds=round(time.monotonic() - started, 3),
        )
        return Completion(text=text, usage=usage)

    async def _request(self, messages: list[BaseMessage]) -> ChatCompletion:
        from langchain_core.messages import convert_to_openai_messages

        converted: Any = convert_to_openai_messages(messages)
        if self._joined_system:
            converted = _without_system(converted)
        answer: ChatCompletion = await self._client().chat.completions.create(
            model=self._name, messages=converted, **self._parameters
        )
        return answer

    def _client(self) -> openai.AsyncOpenAI:
        import openai

        loop = asyncio.get_running_loop()
        if loop not in self._clients:
            self._clients[loop] = openai.AsyncOpenAI(
                api_key=self._api_key,
                base_url=self._base_url,
                timeout=self._timeout,
                max_retries=0,
                http_client=openai.DefaultAsyncHttpxClient(follow_redirects=False),
            )
        return self._clients[loop]

    def _is_worth_another(self, error: BaseException) -> bool:
        import openai

        if isinstance(error, openai.APIStatusError):
            return error.status_code in _RETRIED or (error.status_code in (400, 422) and self._adapt(error))
        return isinstance(error, openai.APIConnectionError)

    def _adapt(self, error: openai.APIStatusError) -> bool:
        """Leave out, for this run, the parameter that the server refuses; False where none is named."""
        said = f"{error.message} {error.body}".lower()
        if "max_tokens" in self._parameters and "max_tokens" in said:
            del self._parameters["max_tokens"]
            # Models that want this name count their reasoning in it.
            self._parameters["max_completion_tokens"] = 4000
            return True
        for name in ("temperature", "seed", "max_completion_tokens"):
            if name in self._parameters and name in said:
                del self._parameters[name]
                return True
        if not self._joined_system and "system" in said and "role" in said:
            self._joined_system = True
            return True
        return False

    def _explained(self, error: openai.OpenAIError) -> str:
        import openai

        if isinstance(error, openai.APITimeoutError):
            return f"no answer within {self._timeout:.0f} s"
        if isinstance(error, openai.APIConnectionError):
            cause = error.__cause__ or error
            where = _without_secrets(self._base_url) or "the OpenAI API"
            return self._safe(f"{where} cannot be reached ({cause})")
        if isinstance(error, openai.APIStatusError):
            hint = {
                401: "the key is wrong: mend OPENAI_API_KEY",
                403: "the key may not use this model",
                404: f"there is no model {self._name!r} or no chat endpoint there",
                429: "too many requests, or the quota is used up",
            }.get(error.status_code, "the server refused the call")
            return f"HTTP {error.status_code}, {hint}"
        return self._safe(str(error))

    def _safe(self, message: str) -> str:
        shown = " ".join(printable(message).split())[:200]
        return shown.replace(self._api_key, "***") if len(self._api_key) > 3 else shown

    def _text(self, answer: ChatCompletion) -> str:
        if not answer.choices:
            raise ModelUnusable(f"{self.spec} answered without a choice")
        choice = answer.choices[0]
        if getattr(choice.message, "refusal", None):
            raise ModelUnusable(f"{self.spec} refused to answer")
        if choice.finish_reason == "content_filter":
            raise ModelUnusable(f"the content filter of {self.spec} stopped the answer")
        return _usable(self.spec, choice.message.content, cut_off=choice.finish_reason == "length")


class LangChainModel:
    """Any LangChain chat model, called as it is configured; its own retries are its owner's."""

    def __init__(self, model: BaseChatModel) -> None:
        name = getattr(model, "model_name", None) or getattr(model, "model", None)
        self.spec = f"langchain:{type(model).__name__}" + (f":{name}" if isinstance(name, str) else "")
        self._model = model

    async def complete(self, messages: list[BaseMessage], *, deadline: float) -> Completion:
        """See Model."""
        started = time.monotonic()
        try:
            answer = await asyncio.wait_for(self._model.ainvoke(messages), timeout=deadline)
        except asyncio.TimeoutError:
            raise ModelUnavailable(f"{self.spec} did not answer within {deadline:.0f} s") from None
        except Exception as error:  # whatever a model class of somebody else's raises
            raise ModelUnavailable(f"{self.spec} failed ({type(error).__name__})") from error
        used = answer.usage_metadata
        usage = Usage(
            prompt_tokens=used["input_tokens"] if used else 0,
            completion_tokens=used["output_tokens"] if used else 0,
            requests=1,
            seconds=round(time.monotonic() - started, 3),
        )
        cut_off = answer.response_metadata.get("finish_reason") == "length"
        return Completion(text=_usable(self.spec, answer.text, cut_off=cut_off), usage=usage)


def _without_secrets(address: str | None) -> str:
    """The address without the user name and password that it may hold."""
    return re.sub(r"//[^/@]*@", "//", address or "")


def _usable(spec: str, text: str | None, *, cut_off: bool) -> str:
    if cut_off:
        raise ModelUnusable(f"the answer of {spec} was cut off at its length limit")
    if not isinstance(text, str) or not printable(text).strip():
        raise ModelUnusable(f"{spec} gave an empty answer")
    if len(text) > MAX_ANSWER:
        raise ModelUnusable(f"{spec} answered with {len(text):,} characters, which is no reply")
    return text


def _without_system(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    system = "\n\n".join(m["content"] for m in messages if m["role"] == "system")
    others = [m for m in messages if m["role"] != "system"]
    return [{**others[0], "content": f"{system}\n\n{others[0]['content']}"}, *others[1:]]


def _wait(state: Any) -> float:
    """Seconds to the next try: what the server's Retry-After says, else exponential with jitter."""
    import tenacity

    error = state.outcome.exception()
    response = getattr(error, "response", None)
    if getattr(error, "status_code", None) in (400, 422):
        return 0.0
    after = response.headers.get("retry-after", "") if response is not None else ""
    if after.replace(".", "", 1).isdigit():
        return min(float(after), _MAX_WAIT)
    return float(tenacity.wait_random_exponential(multiplier=0.5, max=8)(state))


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
    if base_url and not re.match(r"https?://[^/\s]*[\w\]]", base_url):
        raise ConfigError("OPENAI_BASE_URL is no http(s) address: give it like http://localhost:11434/v1")
    return _openai_model(spec, name, key, base_url, settings.timeout)


@lru_cache(maxsize=16)
def _openai_model(spec: str, name: str, key: str, base_url: str | None, timeout: float) -> OpenAIModel:
    """One model for each address and key, so that calls share its connections and what it has learnt."""
    return OpenAIModel(spec, name, api_key=key, base_url=base_url, timeout=timeout)
