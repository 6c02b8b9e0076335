"""Results made by hand, so that figures and comparisons can be tested without deciding anything."""

from __future__ import annotations

from typing import Any

import msgspec

from drafter.evaluating.results import Checked, Decided, Drafted, is_costly, is_right
from drafter.stance import Stance


def decided(gold: str, stance: str, *, also_ok: tuple[str, ...] = (), name: str = "x", **fields: Any) -> Decided:
    """One request whose gold stance is `gold` and which was decided as `stance`."""
    told = (Stance(stance), Stance(gold), tuple(map(Stance, also_ok)))
    base: dict[str, Any] = {
        "name": name, "file": "cases.jsonl", "line": 1, "digest": name, "language": "en", "form": "bare",
        "gold": told[1], "also_ok": told[2], "decided": told[0], "runner_up": Stance.ACCEPT, "confidence": 0.9,
        "unsure": False, "right": is_right(*told), "costly": is_costly(*told), "evidence": (),
    }  # fmt: skip
    return Decided(**{**base, **fields})


def checked(label: str, accepted: bool, *, name: str = "x", **fields: Any) -> Checked:
    """One draft with its label, and whether the checker accepts it."""
    base: dict[str, Any] = {
        "name": name, "file": "cases.jsonl", "line": 1, "digest": name, "language": "en", "stance": Stance.HELP,
        "label": label, "category": "none", "accepted": accepted, "right": accepted == (label == "accept"),
        "findings": (),
    }  # fmt: skip
    return Checked(**{**base, **fields})


def with_draft(item: Decided, **fields: Any) -> Decided:
    """The same request, drafted."""
    base: dict[str, Any] = {
        "text": "Hi", "source": "openai:x", "outcome": "accepted", "first_pass": True, "answered": True,
        "tokens": 100, "seconds": 1.0, "attempts": (),
    }  # fmt: skip
    return msgspec.structs.replace(item, drafted=Drafted(**{**base, **fields}))
