"""What the user's own turns show: that they asked for the reason, or said no before."""

from __future__ import annotations

from typing import NamedTuple

from drafter.deciding.reading import Reading
from drafter.deciding.signals import Hit, Signals


class Thread(NamedTuple):
    """The state of a thread; all False where the user has not written yet."""

    asked_why: bool = False
    """The user asked for the reason and the sender has written since."""
    asked: bool = False
    """The user asked anything at all and the sender has written since."""
    declined_as_competitor: Hit | None = None
    """Where the user had said that both are in the same field and declined."""
    declined: bool = False
    """The user had declined something before."""


def read_thread(reading: Reading, signals: Signals, hits: list[Hit]) -> Thread:
    """The thread's state from the hits in the user's turns."""
    by_turn: dict[int, dict[str, Hit]] = {}
    turns = [turn for turn in reading.request.turns if turn.author == "user"]
    for hit in hits:
        if signals.all[hit.signal].where != "user":
            continue
        at = reading.view.span(hit.start, hit.end)[0]
        for index, turn in enumerate(turns):
            if turn.start <= at < turn.end:
                by_turn.setdefault(index, {}).setdefault(signals.all[hit.signal].name, hit)
    competitor = None
    denied = next((hit for hit in hits if _is_denial(hit, reading, signals)), None)
    for index, said in by_turn.items():
        asks = turns[index].text.rstrip().endswith("?")
        if asks or ("user-does-not-buy" in said and "user-named-same-field" not in said):
            continue
        refused = "user-will-not-connect" in said or (denied is not None and index == len(turns) - 1)
        if refused or ("user-named-same-field" in said and "user-declined" in said):
            competitor = said.get("user-named-same-field") or said.get("user-will-not-connect") or denied
    last = by_turn.get(len(turns) - 1, {})
    asked = reading.answered and bool(turns) and "?" in turns[-1].text
    return Thread(
        asked_why=asked and "user-asked-why" in last,
        asked=asked,
        declined_as_competitor=competitor,
        declined=any("user-declined" in said for said in by_turn.values()),
    )


def _is_denial(hit: Hit, reading: Reading, signals: Signals) -> bool:
    at = reading.view.span(hit.start, hit.end)[0]
    return signals.all[hit.signal].name == "denies-rivalry" and reading.kind_at(at) == "now"
