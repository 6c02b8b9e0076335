"""Settings: from arguments, then the environment, then `.env`, then the `[settings]` table of the profile's file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

import msgspec

from drafter.datafile import load_toml
from drafter.errors import ConfigError
from drafter.text import printable

Channel = Literal["message", "note", "note-premium"]
Switch = Literal["on", "off"]

CHANNEL_LIMITS: dict[str, int] = {"note": 200, "note-premium": 300}
"""Characters that a connection note may have, on a free and on a paid account; a message has no limit."""

MAX_CANDIDATES = 5
"""Drafts of one request that differ in direction."""


def require_channel(name: str) -> None:
    """Raises ConfigError for a channel that there is not."""
    if name not in get_args(Channel):
        raise ConfigError(f"unknown channel {printable(str(name))!r}: one of {', '.join(get_args(Channel))}")


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How drafter works, apart from who the user is."""

    model: str = ""
    """Model spec: `openai:NAME`, `local:NAME or path.gguf`, `template`; empty: the best that is there."""
    channel: Channel = "message"
    """Where the reply goes."""
    timeout: float = 60.0
    """Seconds that one call to the model may take."""
    deadline: float = 120.0
    """Seconds that all calls for one draft may take together."""
    prompts: str = ""
    """Folder whose files replace prompts of the same name."""
    candidates: int = 0
    """Drafts that the model is asked for, until one is without a finding; 0: one, or three of a local model."""
    second_reading: Switch = "on"
    """Whether a model that is not local reads again a request whose evidence is weak."""

    def __post_init__(self) -> None:
        if not 0 <= self.candidates <= MAX_CANDIDATES:
            raise ValueError(f"`candidates` is a number from 1 to {MAX_CANDIDATES}")
        if not (0 < self.timeout <= 86_400 and 0 < self.deadline <= 86_400):
            raise ValueError("`timeout` and `deadline` are seconds above 0, a day at most")


class _SettingsFile(msgspec.Struct, frozen=True):
    settings: Settings = Settings()


def user_folder() -> Path:
    """The user's configuration folder for drafter."""
    from platformdirs import user_config_path

    return user_config_path("drafter")


def environment() -> Mapping[str, str]:
    """The process environment over the `.env` file of the current folder."""
    path = Path(".env")
    if not path.is_file():
        return os.environ
    from dotenv import dotenv_values

    try:
        values = dotenv_values(path, interpolate=False)
    except UnicodeDecodeError:
        raise ConfigError(f"{path.absolute()} is not UTF-8: save it as UTF-8") from None
    except OSError as error:
        raise ConfigError(f"{path.absolute()} cannot be read ({error.strerror}): see who may read it") from None
    return {**{key: value for key, value in values.items() if value is not None}, **os.environ}


def profile_path(named: str | Path | None, environ: Mapping[str, str]) -> Path | None:
    """The file that holds the profile: the one named, `DRAFTER_PROFILE`, `./drafter.toml`, or the user's own.

    None where there is none; a file that is named need not exist.
    """
    chosen = named or environ.get("DRAFTER_PROFILE")
    if chosen:
        return Path(chosen)
    here = Path("drafter.toml")
    if here.is_file():
        return here
    own = user_folder() / "drafter.toml"
    return own if own.is_file() else None


def load_settings(
    environ: Mapping[str, str] | None = None, file: Path | None = None, **given: str | float | None
) -> Settings:
    """The settings that hold: `given` arguments that are not None, over `environ`, over the file's table.

    Raises ConfigError that names the variable, or file, line and key.
    """
    environ = environment() if environ is None else environ
    file = file or profile_path(None, environ)
    if file and file.suffix == ".json":  # a profile in JSON has no table of settings
        file = None
    base = load_toml(file, _SettingsFile, kind="settings").settings if file else Settings()
    values = msgspec.to_builtins(base)
    for name in Settings.__struct_fields__:
        variable = f"DRAFTER_{name.upper()}"
        if environ.get(variable):
            values[name] = _converted(variable, name, environ[variable])
        if given.get(name) is not None:
            values[name] = given[name]
    try:
        return msgspec.convert(values, Settings)
    except msgspec.ValidationError as error:
        what, _, key = str(error).partition(" - at `$.")
        raise ConfigError(f"the setting {key.rstrip('`') or 'given'}: {what}{_choices(key.rstrip('`'))}") from None


_EXAMPLES = {"timeout": 60, "deadline": 120, "candidates": 3}


def _choices(name: str) -> str:
    choices = {"channel": get_args(Channel), "second_reading": get_args(Switch)}.get(name)
    return f": one of {', '.join(choices)}" if choices else ""


def _converted(variable: str, name: str, value: str) -> str | float:
    kind = type(getattr(Settings(), name))
    try:
        number_or_text: str | float = kind(value)
        msgspec.convert({name: number_or_text}, Settings)
    except (ValueError, msgspec.ValidationError) as error:
        is_typed = isinstance(error, msgspec.ValidationError)
        reason = str(error).split(" - at")[0] if is_typed else f"not a number: write one such as {_EXAMPLES[name]}"
        raise ConfigError(f"{variable}={printable(value)!r}: {reason}{_choices(name)}") from None
    return number_or_text
