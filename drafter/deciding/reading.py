"""A request prepared for the decision: one masked text whose regions say who speaks where."""

from __future__ import annotations

from bisect import bisect_right
from copy import copy
from functools import cached_property
from typing import Literal

import msgspec

from drafter.deciding.planted import planted_spans
from drafter.profile import Profile
from drafter.regex import expression
from drafter.request import Request
from drafter.view import View, fold

Kind = Literal["none", "head", "subject", "before", "now", "user", "signature"]


_EMPTY_SUBJECT = expression(
    r"(?:(?:re|aw|fwd?|wg|tr|sv|rv|r|i|ant)\s?:\s*)*"
    r"(?:(?:hello|hi|hey|hallo|bonjour|bonsoir|salut|hola|buenos dias|ciao|salve|buongiorno|ola|bom dia|dag|hoi|moin"
    r"|guten tag|gruss gott|good (?:morning|day|afternoon|evening)|greetings|grusse?|saluti|saludos|groet(?:en|jes)?)"
    r"(?:[ ,]+(?:(?:dear|frau|herr|ms|mr|mrs|dr|madame|monsieur|signora?|senora?) )?[a-z]+)?"
    r"|contact|kontakt\w*|contacto?|contatto|contato|kennismaking|message|nachricht|no subject|kein betreff)\W*"
)
"""A subject that says nothing, folded: a greeting, perhaps with a name."""


class Region(msgspec.Struct, frozen=True, order=True):
    """A stretch of the request: `now` is what the sender wrote since the user's last turn."""

    start: int
    end: int
    kind: Kind


class Reading:
    """The request as the decision sees it: quotations and planted instructions blanked, positions kept."""

    def __init__(self, request: Request, profile: Profile) -> None:
        self.request = request
        self.profile = profile
        self.regions = _regions(request)
        self.planted = planted_spans(request.text, [(r.start, r.end) for r in self.regions if r.kind != "user"])
        self.text = _masked(request.text, self.regions, self.planted)
        self.view = View(self.text)
        self._starts = [region.start for region in self.regions]

    def widened(self) -> Reading:
        """The same, where what the sender wrote before the user's last turn counts as what they want now."""
        wide = copy(self)
        wide.regions = [Region(r.start, r.end, "now") if r.kind == "before" else r for r in self.regions]
        wide.__dict__.pop("now", None)
        return wide

    def kind_at(self, position: int) -> Kind:
        """What the code point at `position` belongs to."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self.regions[index].end:
            return "none"
        return self.regions[index].kind

    def written(self, *kinds: Kind) -> str:
        """The masked text of the regions of these kinds."""
        return "\n".join(self.text[r.start : r.end] for r in self.regions if r.kind in kinds)

    @cached_property
    def now(self) -> str:
        return self.written("now").strip()

    @cached_property
    def user_turns(self) -> tuple[str, ...]:
        """What the user wrote in the thread."""
        return tuple(turn.text for turn in self.request.turns if turn.author == "user")

    @cached_property
    def answered(self) -> bool:
        """Whether the sender wrote after a turn of the user's."""
        turns = self.request.turns
        return bool(turns) and turns[-1].author == "sender" and any(turn.author == "user" for turn in turns)


def _regions(request: Request) -> list[Region]:
    turns = request.turns
    last_user = max((i for i, turn in enumerate(turns) if turn.author == "user"), default=-1)
    first_now = last_user + 1
    if turns and first_now >= len(turns):  # the user spoke last: the sender's last run of turns is what counts
        first_now = last_user
        while first_now > 0 and turns[first_now].author == "user":
            first_now -= 1
        while first_now > 0 and turns[first_now - 1].author == "sender":
            first_now -= 1
    regions = []
    for index, turn in enumerate(turns):
        kind: Kind = "user" if turn.author == "user" else "now" if index >= first_now else "before"
        regions.append(Region(turn.start, turn.end, kind))
    covered = {(region.start, region.end) for region in regions}
    for part in request.parts:
        if part.kind == "head" and (part.start, part.end) not in covered:
            regions.append(Region(part.start, part.end, "head"))
        elif part.kind == "signature":
            regions.append(Region(part.start, part.end, "signature"))
    regions.sort()
    return _with_subject(request, regions)


def _with_subject(request: Request, regions: list[Region]) -> list[Region]:
    subject = (request.subject or "").strip()
    if not subject or _EMPTY_SUBJECT.fullmatch(fold(subject)):
        return regions
    for index, region in enumerate(regions):
        if region.kind != "head":
            continue
        at = request.text.find(subject, region.start, region.end)
        if at >= 0:
            cut = [
                Region(region.start, at, "head"),
                Region(at, at + len(subject), "subject"),
                Region(at + len(subject), region.end, "head"),
            ]
            return [*regions[:index], *(r for r in cut if r.end > r.start), *regions[index + 1 :]]
    return regions


_INK = expression(r"[^\n]")


def _masked(text: str, regions: list[Region], planted: tuple[tuple[int, int], ...]) -> str:
    pieces, at = [], 0
    for region in regions:
        if region.start > at:
            pieces.append(_INK.sub(" ", text[at : region.start]))
        start = max(region.start, at)
        if region.kind == "signature":
            pieces.append(_INK.sub(" ", text[start : region.end]))
        else:
            pieces.append(text[start : region.end])
        at = max(at, region.end)
    pieces.append(_INK.sub(" ", text[at:]))
    masked = "".join(pieces)
    for start, end in planted:
        masked = masked[:start] + _INK.sub(" ", masked[start:end]) + masked[end:]
    return masked
