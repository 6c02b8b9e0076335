"""The HTTP client of the models: how it is built, how much it reads, and how long it waits between two tries."""

from __future__ import annotations

import asyncio
import importlib
import re
import time
import weakref
from base64 import b64encode
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    import openai

MAX_BODY = 1_000_000
"""Bytes of an answer's body that are read."""
BACKOFF = 0.5
"""Seconds of the first wait, at most, where the server does not say how long; then twice as long each time."""


class TooLong(Exception):
    """The body of an answer has more than MAX_BODY bytes."""


_Open = dict[asyncio.AbstractEventLoop, tuple["openai.AsyncOpenAI", AsyncGenerator[None, None]]]


class Clients:
    """The clients of one model, one for each event loop, each open until its loop ends."""

    def __init__(self, build: Callable[[], openai.AsyncOpenAI]) -> None:
        self._build = build
        self._open: _Open = {}
        weakref.finalize(self, _let_go, self._open)

    async def one(self) -> openai.AsyncOpenAI:
        """The client for calls in the running loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._open or self._open[loop][0].is_closed():
            for known in [known for known in list(self._open) if known.is_closed()]:
                _let_go({known: self._open.pop(known)})
            client = self._build()
            kept = _kept(client)
            await kept.__anext__()
            self._open[loop] = client, kept
        return self._open[loop][0]


def _let_go(clients: _Open) -> None:
    """Have the clients closed, each in its own loop."""
    for loop, (_, kept) in clients.items():
        if loop.is_closed():  # perhaps without closing what was open in it; of which nobody need hear
            loop.set_exception_handler(lambda *_: None)
        else:
            with suppress(RuntimeError):  # it was closed this moment
                loop.call_soon_threadsafe(_end, kept)


def _end(kept: AsyncGenerator[None, None]) -> None:
    asyncio.get_running_loop().create_task(kept.aclose())


async def _kept(client: openai.AsyncOpenAI) -> AsyncGenerator[None, None]:
    """Closes the client at its end: an event loop that shuts down ends all generators that were begun in it."""
    try:
        yield
    finally:
        await client.close()


def new_client(api_key: str, base_url: str | None, *, seconds: float, through_proxy: bool) -> openai.AsyncOpenAI:
    """A client that follows no redirect, tries nothing twice, and reads at most MAX_BODY bytes of an answer.

    `through_proxy` is whether the proxy that the environment names may be between.
    """
    import openai

    address, login = with_login(base_url)
    return openai.AsyncOpenAI(
        api_key=api_key,
        base_url=address,
        # What is packed has no bound: a few bytes may be gigabytes.
        default_headers={"Accept-Encoding": "identity", **login},
        timeout=seconds,
        max_retries=0,
        # Half the work of the SDK's own client: with many calls at once that is what takes the time.
        http_client=openai.DefaultAioHttpClient(
            follow_redirects=False, trust_env=through_proxy, event_hooks={"response": [_bound]}
        ),
    )


def with_login(address: str | None) -> tuple[str | None, dict[str, str]]:
    """The address without the user name and password that it may hold, and the header that says them.

    Raises ValueError where it is no address.
    """
    parts = urlsplit(address or "")
    login, _, host = parts.netloc.rpartition("@")
    if not login:
        return address, {}
    basic = b64encode(unquote(login).encode()).decode("ascii")
    return parts._replace(netloc=host).geturl(), {"Authorization": f"Basic {basic}"}


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


def first_failure(error: BaseException) -> BaseException:
    """What the HTTP library below raised: the SDK's own takes a refused connection for one that took too long."""
    import aiohttp

    while not isinstance(error, (aiohttp.ClientError, TooLong)) and error.__cause__ is not None:
        error = error.__cause__
    return error


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
