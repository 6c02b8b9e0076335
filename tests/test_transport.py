"""The HTTP clients: shared while they last, and gone with their event loop."""

from __future__ import annotations

import asyncio
import time
from email.utils import formatdate
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.transport import POOL, Clients, retry_after


class Built:
    """Counts the clients that are built."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> Any:
        self.count += 1
        return SimpleNamespace(number=self.count)


def held(clients: Clients, calls: int) -> list[int]:
    """The clients of so many calls at once."""

    async def call() -> int:
        with clients.one() as client:
            await asyncio.sleep(0.01)
            number: int = getattr(client, "number")  # noqa: B009
            return number

    async def together() -> list[int]:
        return await asyncio.gather(*(call() for _ in range(calls)))

    return asyncio.run(together())


def test_a_few_calls_share_one_client_and_many_are_spread() -> None:
    assert held(Clients(Built()), POOL) == [1] * POOL
    assert held(Clients(Built()), 2 * POOL + 1) == [1] * POOL + [2] * POOL + [3]


def test_calls_one_after_another_use_the_same_client() -> None:
    built = Built()
    clients = Clients(built)

    async def thrice() -> None:
        for _ in range(3):
            with clients.one():
                pass

    asyncio.run(thrice())
    assert built.count == 1


def test_the_clients_of_a_loop_that_has_ended_are_let_go() -> None:
    clients = Clients(Built())
    for _ in range(3):
        held(clients, 1)
    assert len(clients._loops) == 1


def asking_to_wait(value: str) -> Any:
    return SimpleNamespace(response=SimpleNamespace(headers={"retry-after": value}))


@pytest.mark.parametrize(("value", "seconds"), [("0", 0), ("7", 7), ("1.5", 1.5)])
def test_seconds_to_wait_are_read(value: str, seconds: float) -> None:
    assert retry_after(asking_to_wait(value)) == seconds


def test_a_date_to_wait_for_is_read_and_one_that_has_passed_is_now() -> None:
    assert 50 < (retry_after(asking_to_wait(formatdate(time.time() + 60, usegmt=True))) or 0) <= 60
    assert retry_after(asking_to_wait(formatdate(0, usegmt=True))) == 0


@given(st.text(max_size=40))
def test_any_header_gives_seconds_or_nothing(value: str) -> None:
    seconds = retry_after(asking_to_wait(value))
    assert seconds is None or seconds >= 0
