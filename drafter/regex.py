"""Regular expressions that are compiled when they are first used.

Compiling takes Python longer than all else that one command does, and any one message needs few of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any, AnyStr, cast


class _Later:
    """Stands in for a `re.Pattern`, and takes its methods over at the first use."""

    def __init__(self, compiled: Callable[[], Any]) -> None:
        self._compiled = cache(compiled)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._compiled(), name)
        self.__dict__[name] = value
        return value


def expression(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile(pattern, flags)` gives, compiled when it is first used."""
    return cast("re.Pattern[AnyStr]", _Later(partial(re.compile, pattern, flags)))
