"""Many drafts at once: each has its turn."""

from __future__ import annotations

import asyncio

from drafter.turns import Turns, in_turn


def test_what_one_prepared_is_sent_before_the_next_is_prepared() -> None:
    log: list[str] = []

    async def draft(number: int) -> None:
        await in_turn()
        log.append(f"prepared {number}")
        await asyncio.sleep(0)
        log.append(f"sent {number}")

    async def together() -> None:
        await asyncio.gather(*(draft(number) for number in range(3)))

    asyncio.run(together())
    assert log == ["prepared 0", "sent 0", "prepared 1", "sent 1", "prepared 2", "sent 2"]


def test_one_that_is_cancelled_keeps_nobody_waiting() -> None:
    async def together() -> str:
        first, second = asyncio.create_task(in_turn()), asyncio.create_task(in_turn())
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.wait_for(second, 1)
        return "done"

    assert asyncio.run(together()) == "done"
    assert asyncio.run(together()) == "done"  # and so in another loop


def test_the_locks_of_loops_that_have_ended_are_let_go() -> None:
    turns = Turns()

    async def contend() -> None:
        async def one() -> None:
            async with turns.lock():
                await asyncio.sleep(0)

        await asyncio.gather(one(), one())

    for _ in range(5):
        asyncio.run(contend())
    assert len(turns._locks) == 1
