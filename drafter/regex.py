"""Regular expressions that are compiled when they are first used, and kept for the next run.

Compiling takes Python longer than all else that one command does, and any one message needs few of them. What was
compiled is kept as Python keeps the modules that it compiled: in `__pycache__`, for this very interpreter, and not
where PYTHONDONTWRITEBYTECODE forbids it or the folder can't be written to.
"""

from __future__ import annotations

import atexit
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, AnyStr, cast

import msgspec


class _Code(msgspec.Struct, frozen=True, array_like=True):
    """What Python's own compiler makes of an expression, and the arguments that its engine takes beside it."""

    flags: int
    code: list[int]
    groups: int
    names: dict[str, int]


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    interpreter: str
    expressions: dict[str, msgspec.Raw]
    """Each a _Code, by what `_key` gives."""


_INTERPRETER = f"{sys.version} {sys.byteorder} {sys.maxsize}"

_new: dict[str, tuple[str | bytes, int]] = {}
_FOREIGN = (RuntimeError, TypeError, ValueError, LookupError, OverflowError, AttributeError, ImportError)
"""What another Python's compiler and engine may raise: then the expression is compiled in each run."""


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
    return cast("re.Pattern[AnyStr]", _Later(partial(_compiled, pattern, flags)))


def _compiled(pattern: str | bytes, flags: int) -> Any:
    key = _key(pattern, flags)
    kept = _kept().get(key)
    if kept is not None:
        with suppress(msgspec.DecodeError, *_FOREIGN):
            return _revived(pattern, msgspec.msgpack.decode(kept, type=_Code))
    compiled = re.compile(pattern, flags)
    if not _new and not sys.dont_write_bytecode and sys.implementation.name == "cpython":
        atexit.register(_keep)
    _new[key] = (pattern, flags)
    return compiled


def _keep() -> None:
    """Keep what was compiled in this run."""
    from tempfile import NamedTemporaryFile

    with suppress(OSError, NotImplementedError):
        file = _file()
        with NamedTemporaryFile(dir=file.parent, prefix=file.name, delete=False) as own:
            try:
                _kept.cache_clear()
                own.write(msgspec.msgpack.encode(_Kept(_INTERPRETER, _kept() | _codes())))
                own.close()
                Path(own.name).chmod(0o644)
                Path(own.name).replace(file)
            finally:
                Path(own.name).unlink(missing_ok=True)


def _codes() -> dict[str, msgspec.Raw]:
    """What was compiled in this run, as it is kept."""
    found = {}
    for key, (pattern, flags) in list(_new.items()):
        with suppress(*_FOREIGN):
            code = _code(pattern, flags)
            if _revived(pattern, code) == re.compile(pattern, flags):
                found[key] = msgspec.Raw(msgspec.msgpack.encode(code))
    return found


def _file() -> Path:
    return Path(cache_from_source(__file__)).with_suffix(".expressions")


def _key(pattern: str | bytes, flags: int) -> str:
    return f"{int(flags)} {pattern!r}"


@cache
def _kept() -> dict[str, msgspec.Raw]:
    """What earlier runs of this very interpreter kept."""
    with suppress(OSError, NotImplementedError, msgspec.DecodeError):
        kept = msgspec.msgpack.decode(_file().read_bytes(), type=_Kept)
        if kept.interpreter == _INTERPRETER:
            return kept.expressions
    return {}


def _code(pattern: str | bytes, flags: int) -> _Code:
    package, prefix = ("re", "_") if sys.version_info >= (3, 11) else ("", "sre_")
    parser, compiler = (import_module(f"{package}.{prefix}{name}".lstrip(".")) for name in ("parser", "compiler"))
    tree = parser.parse(pattern, flags)
    # Nothing public gives the code; what is kept is compared with what re.compile gives.
    code = [int(part) for part in compiler._code(tree, flags)]
    return _Code(flags | tree.state.flags, code, tree.state.groups - 1, tree.state.groupdict)


def _revived(pattern: str | bytes, code: _Code) -> Any:
    of_groups: list[str | None] = [None] * (code.groups + 1)
    for name, group in code.names.items():
        of_groups[group] = name
    engine = import_module("_sre")
    return engine.compile(pattern, code.flags, code.code, code.groups, code.names, tuple(of_groups))
