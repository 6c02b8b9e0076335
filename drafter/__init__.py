"""drafter: polite, professional replies to connection requests and messages, and never a pitch."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drafter.checker import Finding, Report, check
    from drafter.draft import Attempt, Draft, Option
    from drafter.drafting import adraft_reply, draft_reply
    from drafter.errors import (
        ConfigError,
        DrafterError,
        InputError,
        ModelError,
        ModelUnavailable,
        ModelUnusable,
    )
    from drafter.profile import Competitor, Profile
    from drafter.request import Request, Sender, Turn, read_request
    from drafter.runnable import Drafter
    from drafter.stance import Assessment, Evidence, Stance, decide_stance

_HOME = {
    "Assessment": "stance",
    "Attempt": "draft",
    "Competitor": "profile",
    "ConfigError": "errors",
    "Draft": "draft",
    "Drafter": "runnable",
    "DrafterError": "errors",
    "Evidence": "stance",
    "Finding": "checker",
    "InputError": "errors",
    "ModelError": "errors",
    "ModelUnavailable": "errors",
    "ModelUnusable": "errors",
    "Option": "draft",
    "Profile": "profile",
    "Report": "checker",
    "Request": "request",
    "Sender": "request",
    "Stance": "stance",
    "Turn": "request",
    "adraft_reply": "drafting",
    "check": "checker",
    "decide_stance": "stance",
    "draft_reply": "drafting",
    "read_request": "request",
}

__all__ = [
    "Assessment",
    "Attempt",
    "Competitor",
    "ConfigError",
    "Draft",
    "Drafter",
    "DrafterError",
    "Evidence",
    "Finding",
    "InputError",
    "ModelError",
    "ModelUnavailable",
    "ModelUnusable",
    "Option",
    "Profile",
    "Report",
    "Request",
    "Sender",
    "Stance",
    "Turn",
    "adraft_reply",
    "check",
    "decide_stance",
    "draft_reply",
    "read_request",
]


def __getattr__(name: str) -> Any:
    # Loaded when first used: importing drafter costs next to nothing.
    if name in _HOME:
        value = getattr(importlib.import_module(f"drafter.{_HOME[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'drafter' has no attribute {name!r}")
