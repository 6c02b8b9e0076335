"""A chat model behind an OpenAI-compatible endpoint.

There is one retry layer, here; the SDK's own is off. Requests are tried again where that may help, never more than
MAX_REQUESTS in one call; a parameter that the server refuses is left out from then on.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from typing import TYPE_CHECKING, Any

import msgspec

from drafter.errors import ModelUnavailable, ModelUnusable
from drafter.llm import Completion, Messages, usable
from drafter.regex import expression
from drafter.text import printable
from drafter.transport import MAX_BODY, Clients, TooLong, first_failure, new_client, retry_after, wait, with_login
from drafter.usage import Usage

if sys.version_info >= (3, 11):
    from asyncio import timeout
else:
    from async_timeout import timeout

if TYPE_CHECKING:
    import openai

MAX_REQUESTS = 4
"""HTTP requests that one call may make, retries and changed parameters together."""
ROOM = 300
"""Tokens that an answer may have."""
REASONING_ROOM = 4000
"""The same for models that want `max_completion_tokens`: they count their reasoning in it."""
_RETRIED = frozenset({408, 409, 429, 500, 502, 503, 504, 529})
_ADAPTED = frozenset({400, 422, 500, 501})
_NO_SYSTEM = expression(
    r"\bsystem\b.*\brole|\brole\b.*\bsystem\b|system (?:message|prompt)|roles? must alternate|only user"
)


class _Message(msgspec.Struct):
    content: str | list[dict[str, Any]] | None = None
    refusal: Any = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Answer(msgspec.Struct):
    choices: list[_Choice] | None = None
    usage: Any = None


_decoder = msgspec.json.Decoder(_Answer)


class _Slow(Exception):
    """One request took longer than it may."""


class _Sent(msgspec.Struct, frozen=True):
    """What one request was sent with, apart from the messages."""

    parameters: dict[str, Any]
    joined: bool


class OpenAIModel:
    """A chat model behind any OpenAI-compatible endpoint."""

    candidates = 1
    _through_proxy = True
    """Whether the proxy that the environment names may be between."""

    def __init__(self, spec: str, name: str, *, api_key: str, base_url: str | None, timeout: float) -> None:
        self.spec = spec
        self._name = name
        self._api_key = api_key
        self._base_url = base_url
        self._timeout = timeout
        self._refused: set[str] = set()
        self._joined = False
        """Whether the system message goes into the first of the user's."""
        self._clients = Clients(self._client)

    async def complete(
        self, messages: Messages, *, deadline: float, seed: int = 1, room: int = 1, schema: dict[str, Any] | None = None
    ) -> Completion:
        """See Model."""
        started, tries = time.monotonic(), 0

        def usage(used: Any = None) -> Usage:
            counts = used if isinstance(used, dict) else {}
            return Usage(
                prompt_tokens=_count(counts, "prompt_tokens"),
                completion_tokens=_count(counts, "completion_tokens"),
                requests=tries,
                seconds=round(time.monotonic() - started, 3),
            )

        async def once() -> bytes:
            nonlocal tries
            tries += 1
            sent = _Sent(self._parameters(seed, room, schema), self._joined)
            seconds = min(self._timeout, deadline - (time.monotonic() - started))
            return await self._request(messages, sent, seconds)

        try:
            body = await self._retried(once, deadline)
        except Exception as error:
            raise self._failure(error, usage(), deadline) from None
        try:
            answer = _decoder.decode(body)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise ModelUnusable(f"{self.spec} answered with no chat completion", usage()) from None
        cost = usage(answer.usage)
        return Completion(text=self._text(answer, cost), usage=cost)

    async def _retried(self, once: Any, deadline: float) -> bytes:
        import tenacity

        retrying = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(self._is_worth_another),
            wait=wait,
            stop=tenacity.stop_after_attempt(MAX_REQUESTS) | tenacity.stop_before_delay(deadline),
            reraise=True,
        )
        body: bytes = await retrying(once)
        return body

    async def _request(self, messages: Messages, sent: _Sent, seconds: float) -> bytes:
        import openai

        body = {
            "model": self._name,
            "messages": [
                {"role": role, "content": text} for role, text in (_joined if sent.joined else list)(messages)
            ],
            **sent.parameters,
        }
        try:
            # The method made for this endpoint checks and copies the body field by field, and builds an answer out of
            # models that it does not validate: neither is of use here.
            client = await self._clients.one()
            async with timeout(seconds):
                return await client.post("/chat/completions", cast_to=bytes, body=body)
        except asyncio.TimeoutError:
            raise _Slow from None
        except openai.APIStatusError as error:
            error.sent = sent  # type: ignore[attr-defined]
            raise

    def _parameters(self, seed: int, room: int, schema: dict[str, Any] | None) -> dict[str, Any]:
        given: dict[str, Any] = {"temperature": 0.3, "max_tokens": ROOM * room, "seed": seed}
        if schema:
            given["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": schema},
            }
        if "max_tokens" in self._refused:
            given["max_completion_tokens"] = REASONING_ROOM * room
        return {name: value for name, value in given.items() if name not in self._refused}

    def _client(self) -> openai.AsyncOpenAI:
        return new_client(self._api_key, self._base_url, seconds=self._timeout, through_proxy=self._through_proxy)

    def _is_worth_another(self, error: BaseException) -> bool:
        import aiohttp
        import openai

        if isinstance(first_failure(error), TooLong):
            return False
        if isinstance(error, openai.APIStatusError):
            if error.status_code in _ADAPTED and self._adapt(error):
                return True
            return error.status_code in _RETRIED and error.code != "insufficient_quota"
        return isinstance(error, (openai.APIConnectionError, aiohttp.ClientError, _Slow))

    def _adapt(self, error: openai.APIStatusError) -> bool:
        """Leave out from now on what the server refuses; False where it names nothing that was sent."""
        said = f"{error.message} {error.body}".lower()
        sent: _Sent = error.sent  # type: ignore[attr-defined]
        for name in ("max_tokens", "temperature", "seed", "max_completion_tokens", "response_format"):
            if name in sent.parameters and re.search(rf"\b{name}\b", said):
                self._refused.add(name)
                return True
        if not sent.joined and _NO_SYSTEM.search(said):
            self._joined = True
            return True
        return False

    def _failure(self, error: Exception, usage: Usage, deadline: float) -> ModelUnavailable | ModelUnusable:
        import aiohttp
        import openai

        first = first_failure(error)

        if isinstance(first, TooLong):
            return ModelUnusable(f"{self.spec} answered with more than {MAX_BODY // 1_000_000} MB", usage)
        if isinstance(first, (_Slow, asyncio.TimeoutError)):
            return ModelUnavailable(f"{self.spec} did not answer within {min(self._timeout, deadline):.0f} s", usage)
        if isinstance(error, (openai.OpenAIError, aiohttp.ClientError)):
            return ModelUnavailable(f"{self.spec}: {self._explained(error, first)}", usage)
        if isinstance(error, RuntimeError):
            raise error
        return ModelUnusable(f"{self.spec} answered with no chat completion ({type(error).__name__})", usage)

    def _explained(self, error: Exception, first: BaseException) -> str:
        import aiohttp
        import openai

        if isinstance(error, (openai.APIConnectionError, aiohttp.ClientError)):
            where = with_login(self._base_url)[0] or "the OpenAI API"
            # That of an answer which is no HTTP names the address, and with it what may be secret.
            why = type(first).__name__ if isinstance(first, aiohttp.ClientResponseError) else str(first)
            return self._safe(f"{where} cannot be reached ({why or type(first).__name__})")
        if isinstance(error, openai.APIStatusError):
            return f"HTTP {error.status_code}, {_hint(error, self._name)}"
        return self._safe(str(error))

    def _safe(self, message: str) -> str:
        shown = " ".join(printable(message).split())[:200]
        return shown.replace(self._api_key, "***") if len(self._api_key) > 3 else shown

    def _text(self, answer: _Answer, cost: Usage) -> str:
        if not answer.choices:
            raise ModelUnusable(f"{self.spec} answered without a choice", cost)
        choice = answer.choices[0]
        if choice.message.refusal:
            raise ModelUnusable(f"{self.spec} refused to answer", cost)
        if choice.finish_reason == "content_filter":
            raise ModelUnusable(f"the content filter of {self.spec} stopped the answer", cost)
        content = choice.message.content
        if isinstance(content, list):
            content = "".join(str(part["text"]) for part in content if part.get("type") == "text" and "text" in part)
        return usable(self.spec, content, cost, cut_off=choice.finish_reason == "length")


def _hint(error: openai.APIStatusError, name: str) -> str:
    if 300 <= error.status_code < 400:
        return "the address has moved: mend OPENAI_BASE_URL"
    if error.code == "insufficient_quota":
        return "the quota is used up"
    after = retry_after(error)
    if after is not None and after > 1 and error.status_code in _RETRIED:
        return f"the server asks to wait {after:.0f} s"
    return {
        401: "the key is wrong: mend OPENAI_API_KEY",
        403: "the key may not use this model",
        404: f"there is no model {printable(name)!r} or no chat endpoint there",
        429: "too many requests, or the quota is used up",
    }.get(error.status_code, "the server refused the call" if error.status_code < 500 else "the server failed")


def _count(used: dict[str, Any], name: str) -> int:
    value = used.get(name)
    return value if isinstance(value, int) and value > 0 else 0


def _joined(messages: Messages) -> Messages:
    """`messages` with the system message at the head of the first other one."""
    system = "\n\n".join(text for role, text in messages if role == "system")
    (role, text), *others = [message for message in messages if message[0] != "system"]
    return [(role, f"{system}\n\n{text}"), *others]
