"""Who the user is: the profile, read strictly from one TOML file."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from drafter.datafile import load_json, load_toml
from drafter.errors import ConfigError
from drafter.mistakes import explained
from drafter.regex import expression

_AROUND_DOMAIN = expression(
    r"^\s*(?:[a-z][a-z+]*:(?://)?)?(?:[^@/\s]*@)?(?:\*\.|www\.)?|[:/?#].*$|\.?\s*$", re.IGNORECASE
)
_DOMAIN = expression(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")


class ProfileError(ConfigError, ValueError):
    """A value that no profile has; a ValueError too, so that the file's reader adds file and line."""


class Competitor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A firm that the user will not connect with."""

    name: str
    """The firm's name; legal forms such as Ltd or GmbH need not be given."""
    aliases: tuple[str, ...] = ()
    """Other whole names: former names, brands, subsidiaries, abbreviations."""
    domains: tuple[str, ...] = ()
    """E-mail domains, `example.com`, also cut out of an address; subdomains count too."""

    def __post_init__(self) -> None:
        _require_types(self)
        if not self.name.strip():
            raise ProfileError("`name` is empty: write the firm's name")
        for index, alias in enumerate(self.aliases):
            if not alias.strip():
                raise ProfileError(f"`aliases[{index}]` is empty: write another name of {self.name}, or leave it out")
        domains = tuple(_domain_in(given, index) for index, given in enumerate(self.domains))
        msgspec.structs.force_setattr(self, "domains", domains)


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
        _require_types(self)
        if not self.name.strip():
            raise ProfileError("`name` is empty: write the user's full name")
        if not re.fullmatch("[a-z]{2}", self.language):
            raise ProfileError(f"`language` is a code of two letters such as en or de, not {self.language!r}")

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


def require_profile(profile: Profile | None) -> None:
    """Raises ConfigError for what is no profile."""
    if profile is not None and not isinstance(profile, Profile):
        raise ConfigError(f"{type(profile).__name__} is no profile: give Profile(name=...) or Profile.load(path)")


def _require_types(value: msgspec.Struct) -> None:
    """Holds a value made in Python to its types, as a file is: any sequence becomes a tuple. Raises ProfileError."""
    for field in _fields(type(value)):
        try:
            typed = msgspec.convert(getattr(value, field.name), field.type)
        except msgspec.ValidationError as error:
            what, keys = explained(str(error).replace("`$", f"`$.{field.name}"), type(value))
            raise ProfileError(what if keys else f"{field.name}: {what}") from None
        msgspec.structs.force_setattr(value, field.name, typed)


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)


def _domain_in(given: str, index: int) -> str:
    """The domain in an address of any kind."""
    domain = _AROUND_DOMAIN.sub("", given).lower()
    if not _DOMAIN.fullmatch(domain):
        raise ProfileError(f"`domains[{index}]` {given!r} is no domain: write it like example.com")
    return domain
