"""Where the profile that a case names is found."""

from __future__ import annotations

import re
from pathlib import Path

from drafter.errors import InputError
from drafter.profile import Profile


def profile_named(name: str, folder: Path, of_draft: bool) -> Profile:
    """The profile for a case in `folder`: the file that profile_file gives.

    Raises InputError where there is none, ConfigError where it is broken.
    """
    return Profile.load(profile_file(name, folder, of_draft))


def profile_file(name: str, folder: Path, of_draft: bool) -> Path:
    """The file `NAME.toml` or `NAME.json` for a case in `folder`.

    It is in `folder/profiles/`; for a row with a draft in `folder/profiles/drafts/`, where there is that folder.
    Raises InputError where it is in neither form there.
    """
    if not re.fullmatch(r"\w[\w.-]{0,99}", name):
        raise InputError(f"{name[:100]!r} is no name of a profile: give the file's name without its folder")
    profiles = folder / "profiles"
    if of_draft and (profiles / "drafts").is_dir():
        profiles /= "drafts"
    for ending in (".toml", ".json"):
        if (file := profiles / f"{name}{ending}").is_file():
            return file
    raise InputError(f"there is no {profiles / name}.toml and no .json")
