"""The stance weighed by hand, nothing learnt: what the learnt weights are held against."""

from __future__ import annotations

from drafter.deciding.verdict import NAMES, Findings
from drafter.deciding.weights import softmax

_SHAPE_WEIGHTS: dict[str, dict[str, float]] = {
    "empty": {"ask_reason": 4},
    "bare-link": {"ask_reason": 4},
    "to-another": {"ask_reason": 3},
    "few-words": {"ask_reason": 2.5},
    "short": {"ask_reason": 0.8},
    "questions": {"help": 0.6, "answer": 0.3},
    "money": {"decline_pitch": 0.8},
    "percent": {"decline_pitch": 1.0},
    "asked-why": {"accept": 2.0, "ask_reason": -6},
    "asked": {"accept": 0.8},
    "link": {"no_reply": 0.8},
    "long": {"help": 0.5},
}


def weigh_by_signals(found: Findings) -> dict[str, float]:
    """A probability for each of the weighed stances, from the signals' own weights alone."""
    scores = dict.fromkeys(NAMES, 0.0)
    for index, value in found.heard.items():
        signal = found.signals.all[index]
        if signal.stance in scores:
            scores[signal.stance] += signal.weight * value
    for name, value in found.shape.items():
        for stance, weight in _SHAPE_WEIGHTS.get(name, {}).items():
            scores[stance] += weight * value
    scores["ask_reason"] += 1.0
    return dict(zip(scores, softmax(scores.values()), strict=True))
