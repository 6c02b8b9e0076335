"""The judgement: weights, gates and costs turned into an assessment with its evidence."""

from __future__ import annotations

from drafter.deciding.evidence import evidence_of
from drafter.deciding.verdict import FAVOURS, NAMES, Findings, find_all, firm, weigh
from drafter.profile import Profile
from drafter.request import Request
from drafter.stance import Assessment, Stance

_SURE = 0.5
_SCAM_OVER_COMPETITOR = 0.8
_COSTLY = FAVOURS | {"accept"}
_SPOKEN = FAVOURS | {"decline_pitch"}
"""What nobody wants without a word that says so."""
_CERTAIN = 0.4
"""How probable no_reply must be where no signal of a scam or of harassment is heard; never, where the sender says
plainly what they want."""
_NO_REASON = 0.4
"""How sure a welcome is at most to whoever was asked for the reason and gave none."""
_COST = 1.75
"""How many harmless errors one costly error weighs: an open reply to a scam or to a pitch, any reply to a scam."""


def judge(request: Request, profile: Profile) -> Assessment:
    """The assessment of one request."""
    found = find_all(request, profile)
    chances = weigh(found)
    stance, runner, confidence = settle(found, chances)
    competitor = found.competitor
    return Assessment(
        stance=Stance(stance),
        runner_up=Stance(runner),
        evidence=evidence_of(found, stance, runner),
        language=found.language,
        confidence=round(confidence, 3),
        unsure=confidence < _SURE,
        competitor=competitor.name if competitor and stance == "decline_competitor" else None,
    )


def settle(found: Findings, chances: dict[str, float]) -> tuple[str, str, float]:
    """Stance, runner-up and confidence: the least harmful choice, under the gate for competitors."""
    if found.thread.asked_why or found.thread.said_nothing:
        chances = answered(_asked_for(found, chances) if found.thread.said_nothing else chances)
    ranked = by_harm(chances)
    least = 1.0 if firm(found) else _CERTAIN
    if ranked[0] == "no_reply" and chances["no_reply"] < least and not _is_alarming(found):
        others = by_harm(chances | {"no_reply": 0.0})
        ranked = [*(name for name in others if name != "no_reply"), "no_reply"]
    stance, runner = ranked[0], ranked[1]
    if found.competitor or found.thread.declined_as_competitor:
        if stance == "no_reply" and chances[stance] >= _SCAM_OVER_COMPETITOR:
            return stance, "decline_competitor", chances[stance]
        return "decline_competitor", stance, 0.99 if found.competitor else 0.9
    if found.thread.said_nothing and stance == "accept":
        return stance, runner, min(chances[stance], _NO_REASON)
    return stance, runner, chances[stance]


def _asked_for(found: Findings, chances: dict[str, float]) -> dict[str, float]:
    """The chances without those of favours and offers that no signal speaks of: a mere greeting makes none."""
    spoken = {found.signals.all[index].stance for index in found.heard}
    return {name: 0.0 if name in _SPOKEN - spoken else chance for name, chance in chances.items()}


def _is_alarming(found: Findings) -> bool:
    """Whether words of a scam or of harassment stand in the request, and not only words like theirs."""
    return any(found.signals.all[index].stance == "no_reply" for index in found.heard)


def answered(chances: dict[str, float]) -> dict[str, float]:
    """Nobody is asked for the reason twice: what would be no reason from a stranger is one from who was asked."""
    return chances | {"accept": chances["accept"] + chances["ask_reason"], "ask_reason": 0.0}


def by_harm(chances: dict[str, float], *, cost: float = _COST) -> list[str]:
    """The stances by expected harm, the least first."""

    def harm(name: str) -> float:
        wrong = 1 - chances[name]
        if name in _COSTLY:
            wrong += (cost - 1) * (chances["no_reply"] + chances["decline_pitch"])
        elif name != "no_reply":
            wrong += (cost - 1) * 0.5 * chances["no_reply"]
        return wrong

    return sorted(NAMES, key=lambda name: (harm(name), NAMES.index(name)))
