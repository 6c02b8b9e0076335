"""What the user's own turns show: that they asked for the reason, or said no before."""

from __future__ import annotations

import msgspec

from drafter.deciding.reading import Reading
from drafter.deciding.signals import Hit, Signals
from drafter.regex import expression
from drafter.view import fold

_WORD = expression(r"[a-z0-9]+(?:'[a-z]+)?")


class Thread(msgspec.Struct, frozen=True):
    """The state of a thread; all False where the user has not written yet."""

    asked_why: bool = False
    """The user asked for the reason and the sender has given one since, however vague."""
    said_nothing: bool = False
    """The user asked for the reason and the sender has written since, but nothing that could be one."""
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
    asked_why = asked and "user-asked-why" in last
    said_nothing = asked_why and _says_nothing(reading, signals, hits)
    return Thread(
        asked_why=asked_why and not said_nothing,
        said_nothing=said_nothing,
        asked=asked and not said_nothing,
        declined_as_competitor=competitor,
        declined=any("user-declined" in said for said in by_turn.values()),
    )


def _says_nothing(reading: Reading, signals: Signals, hits: list[Hit]) -> bool:
    """Whether what the sender wrote last holds no word beside greetings, thanks, excuses and names."""
    request = reading.request
    names = set(fold(f"{reading.profile.name} {reading.profile.signs_as} {request.sender.name or ''}").split())
    empty = [(hit.start, hit.end) for hit in hits if signals.all[hit.signal].where == "answer"]
    return all(
        word.group() in names or any(start <= word.start() and word.end() <= end for start, end in empty)
        for word in _WORD.finditer(reading.view.folded)
        if reading.kind_at(reading.view.span(*word.span())[0]) == "now"
    )


def _is_denial(hit: Hit, reading: Reading, signals: Signals) -> bool:
    at = reading.view.span(hit.start, hit.end)[0]
    return signals.all[hit.signal].name == "denies-rivalry" and reading.kind_at(at) == "now"
