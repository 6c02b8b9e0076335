"""One event loop in a thread of its own, so that the synchronous calls share the asynchronous ones' code."""

from __future__ import annotations

import asyncio
import atexit
import os
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import suppress
from functools import lru_cache
from typing import Any, TypeVar

T = TypeVar("T")

_PATIENCE = 1.0
"""Seconds that is waited at exit for what is not done, and again for what is to be closed."""


@lru_cache(maxsize=1)
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="drafter", daemon=True)
    thread.start()
    atexit.register(_shut_down, loop, thread)
    return loop


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_loop.cache_clear)  # a forked process has no such thread


def _shut_down(loop: asyncio.AbstractEventLoop, thread: threading.Thread) -> None:
    """Let what is open in the loop be closed, as asyncio.run does."""
    if not thread.is_alive():
        return
    with suppress(FutureTimeout):
        asyncio.run_coroutine_threadsafe(_closed(loop), loop).result(2 * _PATIENCE)


async def _closed(loop: asyncio.AbstractEventLoop) -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    if tasks:
        await asyncio.wait(tasks, timeout=_PATIENCE)
    await loop.shutdown_asyncgens()


def run(work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, run to its end; an interrupt cancels it."""
    future = asyncio.run_coroutine_threadsafe(work, _loop())
    try:
        return future.result()
    except (KeyboardInterrupt, CancelledError):
        future.cancel()
        raise
