"""What several tests of the checker look up."""

from __future__ import annotations

import tomli

from drafter.checker.cues import CUES_FOLDER


def cue_names() -> frozenset[str]:
    """The names of all cues."""
    files = [tomli.loads(path.read_text("utf-8")) for path in CUES_FOLDER.glob("*.toml")]
    return frozenset(name for file in files for name in file["cue"])
