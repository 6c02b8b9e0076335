"""The HTTP client of the models: how it is built, how much it reads, and how long it waits between two tries."""

from __future__ import annotations

import asyncio
import importlib
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import openai

POOL = 8
"""Calls at a time that share one pool of connections."""
MAX_BODY = 1_000_000
"""Bytes of an answer's body that are read."""
BACKOFF = 0.5
"""Seconds of the first wait, at most, where the server does not say how long; then twice as long each time."""


class TooLong(Exception):
    """The body of an answer has more than MAX_BODY bytes."""


class Clients:
    """The clients of one model: for each event loop one for every POOL calls at a time.

    A connection pool looks at each of its connections for each request: many small ones are faster than a large one.
    """

    def __init__(self, build: Callable[[], openai.AsyncOpenAI]) -> None:
        self._build = build
        self._loops: dict[asyncio.AbstractEventLoop, _Busy] = {}

    @contextmanager
    def one(self) -> Iterator[openai.AsyncOpenAI]:
        """A client for one call."""
        loop = asyncio.get_running_loop()
        if loop not in self._loops:
            for known in list(self._loops):
                if known.is_closed():
                    self._loops.pop(known, None)
        busy = self._loops.setdefault(loop, _Busy([]))
        number = busy.calls // POOL
        if number == len(busy.clients):
            busy.clients.append(self._build())
        busy.calls += 1
        try:
            yield busy.clients[number]
        finally:
            busy.calls -= 1


@dataclass
class _Busy:
    clients: list[openai.AsyncOpenAI]
    calls: int = 0


def new_client(api_key: str, base_url: str | None, *, seconds: float, through_proxy: bool) -> openai.AsyncOpenAI:
    """A client that follows no redirect, tries nothing twice, and reads at most MAX_BODY bytes of an answer.

    `through_proxy` is whether the proxy that the environment names may be between.
    """
    import openai

    return openai.AsyncOpenAI(
        api_key=api_key,
        base_url=base_url,
        timeout=seconds,
        max_retries=0,
        http_client=openai.DefaultAsyncHttpxClient(
            follow_redirects=False, trust_env=through_proxy, event_hooks={"response": [_bound]}
        ),
    )


async def _bound(response: Any) -> None:
    """Let at most MAX_BODY bytes of the response be read."""
    # The SDK's HTTP library has another name in its older versions, and wants streams of its own class.
    library = importlib.import_module(type(response).__module__.partition(".")[0])
    stream = response.stream

    class Bounded(library.AsyncByteStream):  # type: ignore[misc, name-defined]
        async def __aiter__(self) -> AsyncIterator[bytes]:
            read = 0
            async for chunk in stream:
                read += len(chunk)
                if read > MAX_BODY:
                    raise TooLong
                yield chunk

        async def aclose(self) -> None:
            await stream.aclose()

    response.stream = Bounded()


def retry_after(error: Any) -> float | None:
    """Seconds that the server asks to wait, given as a number or a date."""
    response = getattr(error, "response", None)
    after = response.headers.get("retry-after", "") if response is not None else ""
    if re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", after):
        return float(after)
    try:
        return max(0.0, parsedate_to_datetime(after).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def wait(state: Any) -> float:
    """Seconds to the next try: what the server's Retry-After says, else exponential with jitter."""
    import tenacity

    error = state.outcome.exception()
    if getattr(error, "status_code", None) in (400, 422):
        return 0.0
    after = retry_after(error)
    return float(tenacity.wait_random_exponential(multiplier=BACKOFF, max=8)(state)) if after is None else after
