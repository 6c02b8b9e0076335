"""Cases: labelled requests and drafts, read from JSON Lines or YAML and checked before anything is measured."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from drafter.errors import DrafterError, InputError
from drafter.evaluating.json_rows import MAX_ROW, numbered_rows
from drafter.evaluating.profiles import profile_file, profile_named
from drafter.mistakes import explained
from drafter.profile import Profile
from drafter.request import Request, read_request
from drafter.stance import Stance
from drafter.text import printable, require_text

T = TypeVar("T")
Label = Literal["accept", "reject"]
Named = Callable[[str, Path, bool], Profile]


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One case as it is written; a field that is none of these is an error, so that no misspelt label goes unread."""

    request: str
    stance: Stance
    """The gold stance; for a draft the one that it is checked against."""
    also_ok: tuple[Stance, ...] = ()
    """Stances that a careful person could defend."""
    profile: str | Profile | None = None
    """Name of a file, see profile_named, or the fields of a profile."""
    language: str | None = None
    tags: tuple[str, ...] = ()
    draft: str | None = None
    label: Label | None = None
    """What the checker should say of the draft."""
    category: str | None = None
    """What is wrong with a draft that is to be rejected."""
    id: str | int | None = None
    why: str | None = None
    span: Any = None
    """This and `hard` are notes for people, of any kind: nothing is measured by them."""
    hard: Any = None


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A row with its place, its user and its request as read."""

    row: Row
    file: str
    line: int
    profile: Profile
    request: Request

    @property
    def name(self) -> str:
        """The row's id, else its place."""
        return str(self.row.id) if self.row.id is not None else f"{self.file}:{self.line}"

    @property
    def digest(self) -> str:
        """What makes it this case: sixteen hexadecimal digits over request, profile as named, labels and draft."""
        row = self.row
        told = (row.request, row.profile, row.stance, sorted(row.also_ok), row.draft, row.label)
        return hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:16]


def files_of(cases: Sequence[Case]) -> set[Path]:
    """The files that the cases were read from, those of their profiles included."""
    named = {
        (case.row.profile, Path(case.file).parent, case.row.draft is not None)
        for case in cases
        if isinstance(case.row.profile, str)
    }
    return {Path(case.file) for case in cases} | {profile_file(*place) for place in named}


def read_cases(paths: Iterable[Path], user: Profile | None = None) -> list[Case]:
    """All cases of the files; `user` is whom a request that names no profile was written to.

    A name that ends in .yaml or .yml is YAML (a list), any other JSON Lines. Raises InputError that names
    file, line and field for the first row that is broken, and where there is no case at all.
    """
    paths = list(paths)
    named = cache(profile_named)
    cases = [_case(path, line, fields, user, named) for path in paths for line, fields in _rows(path)]
    if not cases:
        raise InputError(f"{printable(', '.join(map(str, paths)))}: no case in it: a case has `request` and `stance`")
    return cases


def _rows(path: Path) -> Iterator[tuple[int, Any]]:
    """The line of each row, and its fields: still as JSON, or read from YAML."""
    if path.suffix.lower() in (".yaml", ".yml"):
        from drafter.evaluating.yaml_rows import yaml_rows

        return yaml_rows(path)
    return _json_rows(path)


def _json_rows(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as lines:
            for number, row in numbered_rows(lines, str(path)):
                if len(row) > MAX_ROW:
                    raise InputError(f"{path}:{number}: the row is larger than {MAX_ROW // 1000} kB")
                yield number, row
    except FileNotFoundError:
        raise InputError(f"{path} does not exist: name a file of cases") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror})") from None


def _case(path: Path, line: int, fields: Any, user: Profile | None, named: Named) -> Case:
    where = f"{path}:{line}"
    try:
        row = msgspec.json.decode(fields, type=Row) if isinstance(fields, bytes) else msgspec.convert(fields, Row)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise InputError(f"{where}: {explained(error, Row)[0]}") from None
    except RecursionError:
        raise InputError(f"{where}: the row is nested too deeply") from None
    if (row.draft is None) != (row.label is None):
        raise InputError(f"{where}: {'draft' if row.draft is None else 'label'}: a draft and its label go together")
    profile = _at(f"{where}: profile", lambda: _profile(row, path, user, named))
    if row.draft is not None:
        _at(f"{where}: draft", lambda: require_text(row.draft or "", "the draft"))
    request = _at(f"{where}: request", lambda: read_request(row.request, profile))
    return Case(row=row, file=str(path), line=line, profile=profile, request=request)


def _profile(row: Row, path: Path, user: Profile | None, named: Named) -> Profile:
    if isinstance(row.profile, Profile):
        return row.profile
    if row.profile is not None:
        return named(row.profile, path.parent, row.draft is not None)
    if user is None:
        raise InputError("the case names none: name one, or give --profile FILE")
    return user


def _at(where: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except DrafterError as error:
        raise InputError(f"{where}: {error}") from None
