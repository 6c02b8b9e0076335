"""Fixtures for all tests: somebody to write for, and no settings from outside."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from drafter.profile import Competitor, Profile

EXAMPLES = Path(__file__).parent.parent / "examples"

hypothesis_settings.register_profile("drafter", deadline=None, max_examples=60)
hypothesis_settings.load_profile("drafter")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No key, setting or profile of the machine reaches a test."""
    for name in (
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "DRAFTER_MODEL",
        "DRAFTER_PROFILE",
        "DRAFTER_CHANNEL",
        "DRAFTER_TIMEOUT",
        "DRAFTER_DEADLINE",
        "DRAFTER_PROMPTS",
        "DRAFTER_CANDIDATES",
    ):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.chdir(home)


@pytest.fixture
def dana() -> Profile:
    """The user of the examples."""
    return Profile.load(EXAMPLES / "drafter.toml")


@pytest.fixture
def somebody() -> Profile:
    """A user with one competitor."""
    return Profile(
        name="Mara Lindholm",
        company="Lindholm Lifts",
        contact="post@lindholm-lifts.example",
        competitors=(Competitor(name="Upward Lifts", domains=("upward.example",)),),
    )


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever leaves this machine fails, in the test's own process."""
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not ipaddress.ip_address(address[0]).is_loopback:
            raise AssertionError(f"a test connects to {address[0]}")
        connect(self, address)

    def guarded_resolve(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host not in ("127.0.0.1", "localhost", "::1", None):
            raise AssertionError(f"a test looks up {host}")
        return resolve(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_resolve)
