"""Many drafts at once, one after another: the first are on their way while the last are still read and decided.

An event loop that is given many tasks lets each do what it can before it looks at any network: then no request is sent
before all are prepared, all answers come at once, and the time that was spent waiting cannot be used.
"""

from __future__ import annotations

import asyncio
from weakref import WeakKeyDictionary

_ROUNDS = 3
"""Times that the loop goes round between two tasks: as often as a request takes from being made to being sent."""

_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


async def in_turn() -> None:
    """Return when all that came before in this loop had their turn, and had the time to send what they prepared."""
    async with _turns.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
        for _ in range(_ROUNDS):
            await asyncio.sleep(0)
