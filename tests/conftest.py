"""Fixtures for all tests: somebody to write for, and no settings from outside."""

from __future__ import annotations

from pathlib import Path

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
        "OPENAI_MODEL",
        "DRAFTER_MODEL",
        "DRAFTER_PROFILE",
        "DRAFTER_CHANNEL",
        "DRAFTER_TIMEOUT",
        "DRAFTER_DEADLINE",
        "DRAFTER_PROMPTS",
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
