"""What a structure rule may look at, and the table of structure rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache

import msgspec

from drafter.checker.cues import Cues, likely_language
from drafter.profile import Profile
from drafter.regex import expression
from drafter.request import Request
from drafter.stance import Stance
from drafter.view import View

_WORD = expression(r"[a-z0-9_']+")


class Hit(msgspec.Struct, frozen=True):
    """A span of the draft in code points; `detail` is added to the rule's message."""

    start: int
    end: int
    detail: str = ""


class Told(msgspec.Struct, frozen=True):
    """What a model was told beside the request: none of it belongs in a reply."""

    rules: str
    """What holds for every reply."""
    task: str
    """What holds for this one."""
    nonce: str
    """What fences the request."""
    mends: tuple[str, ...] = ()
    """What a repair asked for, sentence by sentence."""


class Context:
    """One draft and all that is known of what it answers. Everything but `view` may be missing."""

    def __init__(
        self,
        view: View,
        *,
        request: Request | None = None,
        stance: Stance | None = None,
        profile: Profile | None = None,
        language: str | None = None,
        channel: str = "message",
        told: Told | None = None,
    ) -> None:
        self.view = view
        self.request = request
        self.stance = stance
        self.profile = profile
        self.language = language
        """The language that the reply should be in, where known."""
        self.channel = channel
        self.told = told
        """What the model was told that wrote the draft, where known."""

    @property
    def draft(self) -> str:
        """The draft as given."""
        return self.view.text

    @cached_property
    def cues(self) -> Cues:
        """How the draft thanks, declines, gives a reason and so on."""
        spoken = {language for language in (self.language, self.likely_language) if language}
        return Cues(self.view, frozenset(spoken) if spoken else None)

    @cached_property
    def words(self) -> list[str]:
        """The words of the draft, folded."""
        return _WORD.findall(self.view.folded)

    @cached_property
    def likely_language(self) -> str | None:
        """The language that the draft looks like, where it is one of the seven that rules exist for."""
        return likely_language(self.words, self.language)

    @cached_property
    def request_view(self) -> View:
        """The whole request folded; empty where there is none."""
        return _heard(self.request.text if self.request else "")

    @cached_property
    def message_view(self) -> View:
        """What the sender wrote, folded; empty where there is no request."""
        return _heard(self.request.message if self.request else "")


_heard = lru_cache(maxsize=64)(View)
"""The view of what several drafts answer."""


Structure = Callable[[Context], Iterable[Hit]]

STRUCTURES: dict[str, Structure] = {}
"""The structure rules by the name that the rule files use."""


def structure(function: Structure) -> Structure:
    """Registers a structure rule under its function's name."""
    STRUCTURES[getattr(function, "__name__")] = function  # noqa: B009
    return function
