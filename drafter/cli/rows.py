"""Drafts as JSON Lines: each row with its own request, stance and profile."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

import msgspec

from drafter.checker import check
from drafter.checker.rules import Registry
from drafter.cli.reports import Checked
from drafter.errors import ConfigError, DrafterError, InputError
from drafter.evaluating.json_rows import MAX_ROW, numbered_rows
from drafter.profile import Profile
from drafter.request import Request
from drafter.settings import require_channel
from drafter.stance import Stance
from drafter.text import nearest, printable


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row; other fields are left alone, unless they look like one of these."""

    draft: str
    request: str | None = None
    stance: str | None = None
    profile: str | dict[str, Any] | None = None
    """A file, relative to the rows' own folder, or the profile's fields."""
    channel: str | None = None
    id: str | int | None = None


def known(stance: str | None, channel: str) -> None:
    """Raises ConfigError for a stance or channel that there is not."""
    if stance is not None and stance not in {item.value for item in Stance}:
        raise ConfigError(f"unknown stance {printable(stance)!r}: one of {', '.join(item.value for item in Stance)}")
    require_channel(channel)


def checked_rows(
    file: str, asked: Request | None, stance: str | None, channel: str, user: Profile | None, rules: Registry
) -> Iterator[Checked | DrafterError]:
    """The report of each row, or what is wrong with the row; the others go on."""
    folder = Path(file).parent
    name = "stdin" if file == "-" else file
    empty = True
    with _opened(file) as lines:
        for number, line in numbered_rows(lines, file):
            empty = False
            try:
                if len(line) > MAX_ROW:
                    raise InputError(f"the row is larger than {MAX_ROW // 1000} kB")
                row = _row(line)
                known(row.stance, row.channel or channel)
                who = _profile(row.profile, folder) if row.profile else user
                report = check(
                    row.draft,
                    row.request or asked,
                    row.stance or stance,
                    who,
                    channel=row.channel or channel,
                    rules=rules,
                )
            except (DrafterError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
                yield InputError(f"{name}:{number}: {error}")
                continue
            yield Checked(file=name, draft=row.draft, report=report, row=number, id=row.id)
    if empty:
        yield InputError(f"{printable(name)}: there are no rows in it: give one draft a line, as JSON")


def _row(line: bytes) -> Row:
    fields = msgspec.json.decode(line)
    row = msgspec.convert(fields, Row)
    for key in fields.keys() - set(Row.__struct_fields__):
        meant = nearest(key, Row.__struct_fields__)
        if meant:
            raise InputError(f"unknown field {printable(key)!r}: did you mean {meant!r}?")
    return row


def _opened(file: str) -> AbstractContextManager[IO[bytes]]:
    if file == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise InputError(f"{printable(file)} cannot be read ({error.strerror})") from None


def _profile(given: str | dict[str, Any], folder: Path) -> Profile:
    if isinstance(given, dict):
        return msgspec.convert(given, Profile)
    return _loaded(folder / given)


@lru_cache(maxsize=64)
def _loaded(path: Path) -> Profile:
    return Profile.load(path)
