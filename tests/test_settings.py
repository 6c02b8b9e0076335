"""Settings: arguments over environment over .env over the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.errors import ConfigError
from drafter.settings import Settings, environment, load_settings, profile_path

FILE = 'name = "A"\n[settings]\nmodel = "openai:from-file"\ntimeout = 5\ndeadline = 7\n'


def test_each_source_gives_way_to_the_one_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("drafter.toml").write_text(FILE, "utf-8")
    assert load_settings().model == "openai:from-file"
    Path(".env").write_text("DRAFTER_MODEL=openai:from-dotenv\nDRAFTER_TIMEOUT=9\n", "utf-8")
    assert load_settings().model == "openai:from-dotenv"
    monkeypatch.setenv("DRAFTER_MODEL", "openai:from-environment")
    assert load_settings().model == "openai:from-environment"
    settings = load_settings(model="template")
    assert settings == Settings(model="template", timeout=9.0, deadline=7.0)


def test_a_dollar_in_the_dotenv_file_is_a_dollar() -> None:
    Path(".env").write_text("OPENAI_API_KEY='a${HOME}b'\n", "utf-8")
    assert environment()["OPENAI_API_KEY"] == "a${HOME}b"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DRAFTER_TIMEOUT", "soon"),
        ("DRAFTER_TIMEOUT", "-1"),
        ("DRAFTER_DEADLINE", "0"),
        ("DRAFTER_CHANNEL", "fax"),
        ("DRAFTER_SECOND_READING", "maybe"),
    ],
)
def test_a_wrong_variable_is_named(variable: str, value: str) -> None:
    with pytest.raises(ConfigError, match=f"{variable}='{value}'"):
        load_settings({variable: value})


def test_a_wrong_key_in_the_file_is_named_with_its_line() -> None:
    Path("drafter.toml").write_text('name = "A"\n[settings]\nmodle = "x"\n', "utf-8")
    with pytest.raises(
        ConfigError, match=r"drafter.toml:3: settings: unknown key 'settings.modle': did you mean 'model'"
    ):
        load_settings({})


@pytest.mark.parametrize("name", ["TIMEOUT", "DEADLINE", "CANDIDATES"])
def test_what_is_no_number_is_shown_one(name: str) -> None:
    with pytest.raises(ConfigError, match=rf"DRAFTER_{name}='abc': not a number: write one such as \d+$"):
        load_settings({f"DRAFTER_{name}": "abc"})


def test_a_dotenv_file_in_another_encoding_is_named() -> None:
    Path(".env").write_bytes("DRAFTER_MODEL=modèle\n".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"\.env is not UTF-8: save it as UTF-8$"):
        environment()


def test_a_wrong_argument_is_an_error() -> None:
    with pytest.raises(ConfigError, match="channel"):
        load_settings({}, channel="fax")


def test_the_profile_is_looked_for_where_the_documentation_says(tmp_path: Path) -> None:
    assert profile_path(None, {}) is None
    own = Path.home() / "config" / "drafter" / "drafter.toml"
    own.parent.mkdir(parents=True)
    own.write_text(FILE, "utf-8")
    assert profile_path(None, {}) == own
    Path("drafter.toml").write_text(FILE, "utf-8")
    assert profile_path(None, {}) == Path("drafter.toml")
    assert profile_path(None, {"DRAFTER_PROFILE": "b.toml"}) == Path("b.toml")
    assert profile_path("a.toml", {"DRAFTER_PROFILE": "b.toml"}) == Path("a.toml")


def test_a_profile_in_json_holds_no_settings(tmp_path: Path) -> None:
    path = tmp_path / "dana.json"
    path.write_text('{"name": "Dana"}', "utf-8")
    assert load_settings({}, path) == Settings()
