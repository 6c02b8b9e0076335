"""Taking turns: one after another in each event loop.

An event loop that is given many tasks lets each do what it can before it looks at any network: of many drafts no
request would be sent before all are prepared, all answers would come at once, and the time of waiting would be lost.
"""

from __future__ import annotations

import asyncio

_ROUNDS = 3
"""Times that the loop goes round between two tasks: as often as a request takes from being made to being sent."""


class Turns:
    """A lock for each event loop."""

    def __init__(self) -> None:
        self._locks: dict[asyncio.AbstractEventLoop, asyncio.Lock] = {}

    def lock(self) -> asyncio.Lock:
        """That of the running loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._locks:
            for known in [known for known in list(self._locks) if known.is_closed()]:
                self._locks.pop(known, None)
        return self._locks.setdefault(loop, asyncio.Lock())


_turns = Turns()


async def in_turn() -> None:
    """Return when all that came before in this loop had their turn, and had the time to send what they prepared."""
    async with _turns.lock():
        for _ in range(_ROUNDS):
            await asyncio.sleep(0)
