"""The verdict: signals and shape weighed into one stance, under the gates that etiquette sets above them."""

from __future__ import annotations

import msgspec

from drafter.competitors import Match, find_competitor
from drafter.deciding.grams import Gram, grams_of
from drafter.deciding.reading import Reading
from drafter.deciding.shape import shape_of
from drafter.deciding.signals import Hit, Signals, load_signals
from drafter.deciding.spoken import spoken_language
from drafter.deciding.thread import Thread, read_thread
from drafter.deciding.weights import load_weights, softmax
from drafter.language import detect_language
from drafter.profile import Profile
from drafter.request import Request

NAMES = ("no_reply", "decline_pitch", "introduce", "help", "answer", "accept", "ask_reason")
"""The stances that are weighed; decline_competitor is decided by the profile alone."""

_FEW_WORDS = 12
"""Words of an answer that says little by itself."""
FAVOURS = frozenset(("help", "introduce", "answer"))
"""The stances of somebody who asks for something that is given freely."""
FIRM = 4.0
"""What a firm signal adds to the score of its stance, over what is learnt."""


class Findings(msgspec.Struct, frozen=True):
    """All that was found in a request, before it is weighed."""

    reading: Reading
    signals: Signals
    hits: list[Hit]
    heard: dict[int, float]
    """How strongly each signal speaks: 1 where it stands in what the sender wants now, less elsewhere."""
    thread: Thread
    competitor: Match | None
    shape: dict[str, float]
    grams: list[Gram]
    language: str
    """ISO 639-1 code of what the sender wrote, else the profile's."""


def find_all(request: Request, profile: Profile) -> Findings:
    """The signals, the shape and the competitor of a request."""
    reading = Reading(request, profile)
    signals = load_signals()
    language = _language(reading)
    hits = _hits(reading, signals, language)
    thread = read_thread(reading, signals, hits)
    if _goes_on(reading, signals, hits, thread):
        reading = reading.widened()
    return Findings(
        reading,
        signals,
        hits,
        strengths(reading, signals, hits),
        thread,
        find_competitor(request, profile),
        shape_of(reading, thread),
        grams_of(reading),
        language,
    )


def _goes_on(reading: Reading, signals: Signals, hits: list[Hit], thread: Thread) -> bool:
    """Whether the sender's last words only answer what the user asked back: what they wanted, they want still."""
    if not reading.answered or thread.said_nothing or len(reading.now.split()) > _FEW_WORDS:
        return False
    if not thread.asked_why:
        return True
    before = (hit for hit in hits if reading.kind_at(reading.view.span(hit.start, hit.end)[0]) == "before")
    return any(signals.all[hit.signal].stance in FAVOURS for hit in before)


def _hits(reading: Reading, signals: Signals, language: str) -> list[Hit]:
    """The hits in the sender's language, and what the user said in another one."""
    hits = signals.find(reading.view, language)
    own = detect_language("\n".join(reading.user_turns)) if reading.user_turns else None
    if own and own != language:
        hits += [hit for hit in signals.find(reading.view, own) if signals.all[hit.signal].where == "user"]
    return hits


def _language(reading: Reading) -> str:
    """The language of what the sender wrote to the user; a planted instruction does not count."""
    return spoken_language(reading.request) or reading.profile.language


def strengths(reading: Reading, signals: Signals, hits: list[Hit]) -> dict[int, float]:
    """How strongly each signal speaks that was hit."""
    strength: dict[int, float] = {}
    for hit in hits:
        where = signals.all[hit.signal].where
        at, _ = reading.view.span(hit.start, hit.end)
        kind = reading.kind_at(at)
        if where in ("user", "answer") or kind == "user":
            continue
        if where == "head":
            value = 1.0 if kind == "head" else 0.0
        elif kind in ("now", "subject"):
            value = 1.0
        elif kind == "before":
            value = 0.4
        else:
            value = 0.0
        strength[hit.signal] = max(strength.get(hit.signal, 0.0), value)
    return {index: value for index, value in strength.items() if value}


def named_features(found: Findings) -> dict[str, float]:
    """Signals and shape as the features that the weights know by name."""
    features = {f"signal:{found.signals.all[index].name}": value for index, value in found.heard.items()}
    features.update((f"shape:{name}", value) for name, value in found.shape.items())
    return features


def weigh(found: Findings) -> dict[str, float]:
    """A probability for each of the weighed stances, from the learnt weights."""
    weights = load_weights()
    scores = weights.scores(named_features(found), found.grams)
    plain = firm(found)
    return dict(
        zip(
            weights.stances,
            softmax(score + FIRM * (name in plain) for name, score in zip(weights.stances, scores, strict=True)),
            strict=True,
        )
    )


def firm(found: Findings) -> set[str]:
    """The stances that the sender's own words speak for plainly."""
    return {
        signal.stance
        for index, value in found.heard.items()
        if value == 1 and (signal := found.signals.all[index]).firm
    }
