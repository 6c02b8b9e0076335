"""Who the user is: the profile, read strictly from one TOML file."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from drafter.datafile import load_json, load_toml


class Competitor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A firm that the user will not connect with."""

    name: str
    """The firm's name; legal forms such as Ltd or GmbH need not be given."""
    aliases: tuple[str, ...] = ()
    """Other whole names: former names, brands, subsidiaries, abbreviations."""
    domains: tuple[str, ...] = ()
    """E-mail domains, `example.com`; subdomains count too."""


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The user. All fields but `name` may be left out; drafter states nothing that is not here."""

    name: str
    """The user's full name."""
    role: str = ""
    """What the user is: "Owner", "HR Director"."""
    company: str = ""
    """The user's firm or organisation."""
    what_we_do: str = ""
    """One or two plain sentences on the work."""
    field_keywords: tuple[str, ...] = ()
    """Words that show that somebody is in the same field."""
    competitors: tuple[Competitor, ...] = ()
    """Firms whose people get a polite no."""
    contact: str = ""
    """Where business belongs: an e-mail address, a page, a phone number."""
    can_help_with: tuple[str, ...] = ()
    """What the user gladly helps with, free of charge."""
    signs_as: str = ""
    """The name under a reply; the first name where empty."""
    language: str = "en"
    """ISO 639-1 code of the language for replies where the request does not tell one."""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("`name` is empty")
        if not re.fullmatch("[a-z]{2}", self.language):
            raise ValueError(f"`language` is a code of two letters such as en or de, not {self.language!r}")

    @classmethod
    def load(cls, path: str | Path) -> Profile:
        """The profile in the TOML file at `path`; a `[settings]` table in it is left to the settings.

        Where the name ends in .json, the file is JSON, without such a table.
        Raises ConfigError that names file, line and key where the file is missing, broken, has an
        unknown key or a wrong type.
        """
        path = Path(path)
        if path.suffix == ".json":
            return load_json(path, cls, kind="profile")
        return load_toml(path, cls, kind="profile", ignore=("settings",))

    @property
    def first_name(self) -> str:
        """The name the user signs with."""
        return self.signs_as.strip() or self.name.split()[0]
