"""Word classes as data: a TOML file of lists, each list one regular expression over folded text."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from drafter.compiled import load_packaged
from drafter.errors import ConfigError


@lru_cache(maxsize=16)
def word_classes(path: Path) -> dict[str, re.Pattern[str]]:
    """The classes of the file by name; raises ConfigError that names the file and the class that is wrong."""
    found: dict[str, re.Pattern[str]] = {}
    for name, alternatives in load_packaged(path, dict[str, tuple[str, ...]], kind="word classes").items():
        try:
            found[name] = re.compile("|".join(alternatives))
        except re.error as error:
            raise ConfigError(f"{path}: the word class {name!r} is no regular expression: {error}") from None
    return found
