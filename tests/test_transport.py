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

from drafter.transport import Clients, retry_after


class Built:
    """Counts the clients that are built, and those that are closed."""

    def __init__(self) -> None:
        self.count = 0
        self.closed: list[int] = []

    def __call__(self) -> Any:
        self.count += 1
        number = self.count

        async def close() -> None:
            self.closed.append(number)

        return SimpleNamespace(number=number, close=close, is_closed=lambda: number in self.closed)


def held(clients: Clients, calls: int) -> list[int]:
    """The clients of so many calls at once."""

    async def call() -> int:
        number: int = getattr(await clients.one(), "number")  # noqa: B009
        await asyncio.sleep(0)
        return number

    async def together() -> list[int]:
        return await asyncio.gather(*(call() for _ in range(calls)))

    return asyncio.run(together())


def test_calls_of_one_loop_share_a_client_and_another_loop_has_its_own() -> None:
    clients = Clients(Built())
    assert held(clients, 3) == [1, 1, 1]
    assert held(clients, 2) == [2, 2]


def test_a_client_is_closed_with_its_loop() -> None:
    built = Built()
    clients = Clients(built)
    held(clients, 2)
    assert built.closed == [1]


def test_the_client_of_a_loop_that_has_ended_is_let_go() -> None:
    clients = Clients(Built())
    for _ in range(3):
        held(clients, 1)
    assert len(clients._open) == 1


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
