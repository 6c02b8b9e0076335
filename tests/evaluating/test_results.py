"""What counts as right, and which errors are costly."""

from __future__ import annotations

import pytest

from drafter.evaluating.results import is_costly, is_right
from drafter.stance import Stance


@pytest.mark.parametrize(
    ("gold", "decided", "also_ok", "costly"),
    [
        ("decline_pitch", "answer", (), True),
        ("decline_competitor", "accept", (), True),
        ("decline_pitch", "help", ("answer",), True),
        ("no_reply", "introduce", (), True),
        ("no_reply", "decline_pitch", (), True),
        ("no_reply", "ask_reason", (), True),
        ("decline_pitch", "answer", ("answer",), False),
        ("decline_pitch", "ask_reason", (), False),
        ("decline_pitch", "decline_competitor", (), False),
        ("decline_pitch", "no_reply", (), False),
        ("help", "answer", (), False),
        ("ask_reason", "accept", (), False),
        ("no_reply", "no_reply", (), False),
    ],
)
def test_an_error_is_costly_where_it_opens_a_door_that_should_be_shut(
    gold: str, decided: str, also_ok: tuple[str, ...], costly: bool
) -> None:
    assert is_costly(Stance(decided), Stance(gold), tuple(map(Stance, also_ok))) is costly


def test_a_stance_that_also_ok_names_is_right() -> None:
    assert is_right(Stance.HELP, Stance.ANSWER, (Stance.HELP,))
    assert not is_right(Stance.HELP, Stance.ANSWER, (Stance.ACCEPT,))
