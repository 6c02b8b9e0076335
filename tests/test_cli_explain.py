"""`drafter explain`: how the decision fell, the user's own choice, and what would have changed it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafter.deciding.alternatives import changes_of
from drafter.errors import InputError
from drafter.profile import Competitor, Profile
from drafter.request import read_request
from drafter.stance import Stance, decide_stance, overrule
from tests.conftest import EXAMPLES
from tests.test_cli import drafter

PROFILE = ("--profile", str(EXAMPLES / "drafter.toml"))
ADA = Profile(name="Ada Brook", company="Brook Bikes", competitors=(Competitor(name="Meridian Cycles"),))


def explained(text: str, *options: str) -> str:
    done = drafter("explain", "-", *PROFILE, *options, stdin=text)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def test_the_evidence_stands_in_its_line_with_carets_under_it() -> None:
    lines = explained("Hi Dana,\n\nCould you introduce me to your brother?\n").splitlines()
    assert lines[0].startswith("stance:    introduce")
    at = next(i for i, line in enumerate(lines) if "^" in line)
    begin, end = lines[at].index("^"), lines[at].rindex("^") + 1
    assert lines[at - 1][begin:end] in "Could you introduce me to your brother?"
    assert "line 3" in lines[at - 2]


def test_what_would_have_changed_it_is_said() -> None:
    request = read_request("Hi Ada, could you introduce me to your brother? Thank you for the talk on Thursday.", ADA)
    found = decide_stance(request, ADA)
    changes = changes_of(request, ADA, found)
    assert found.stance is Stance.INTRODUCE
    assert changes
    assert all(change.stance is not found.stance and change.without for change in changes)


@pytest.mark.parametrize(
    ("text", "without"),
    [
        (
            "From: Jo Park, Planner at Meridian Cycles\n\nHi Ada, let's connect.",
            "the listed competitor Meridian Cycles",
        ),
        (
            "MON\nJo Park  9:00 AM\nHi!\n\nAda Brook  9:30 AM\nHello Jo, we are in the same field, so I'd rather not "
            "connect.\n\nTUE\nJo Park  8:00 AM\nAre you sure?\n",
            "the user's earlier no in the thread",
        ),
        (
            "MON\nJo Park  9:00 AM\nHi!\n\nAda Brook  9:30 AM\nHello Jo, may I ask what made you want to connect?\n\n"
            "TUE\nJo Park  8:00 AM\nJust growing my network.\n",
            "the user's question for the reason",
        ),
    ],
)
def test_the_gate_that_decided_is_named(text: str, without: str) -> None:
    request = read_request(text, ADA)
    changes = changes_of(request, ADA, decide_stance(request, ADA))
    assert without in {change.without for change in changes}


def test_a_message_without_words_has_nothing_to_leave_out() -> None:
    request = read_request(".", ADA)
    assert changes_of(request, ADA, decide_stance(request, ADA)) == ()


def test_the_users_choice_is_shown_beside_what_was_decided() -> None:
    text = explained("Hi Dana, let's connect.", "--stance", "accept")
    assert text.startswith("stance:    accept (your choice; decided: ask_reason)")
    fields = json.loads(explained("Hi Dana, let's connect.", "--stance", "accept", "--format", "json"))
    assert (fields["stance"], fields["decided"], fields["unsure"]) == ("accept", "ask_reason", False)
    assert isinstance(fields["changes"], list)


def test_an_unknown_stance_is_an_error_in_one_line_that_lists_them() -> None:
    done = drafter("explain", "-", *PROFILE, "--stance", "maybe", stdin="Hi")
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"'maybe'" in done.stderr and b"ask_reason" in done.stderr


def test_overruling_keeps_the_evidence_and_what_was_decided() -> None:
    first = decide_stance("Hi Ada, let's connect.", ADA)
    chosen = overrule(first, "decline-pitch")
    assert (chosen.stance, chosen.decided, chosen.runner_up) == (Stance.DECLINE_PITCH, first.stance, first.stance)
    assert chosen.evidence == first.evidence
    assert (chosen.confidence, chosen.unsure) == (1.0, False)
    assert overrule(first, first.stance) is first
    with pytest.raises(InputError, match="no_reply"):
        overrule(first, "perhaps")


def test_terminal_control_characters_of_the_sender_are_not_printed(tmp_path: Path) -> None:
    file = tmp_path / "request.txt"
    file.write_bytes(b"Hi Dana, could you \x1b[31mintroduce\x1b[4m me to your brother?")
    done = drafter("explain", str(file), *PROFILE)
    assert b"\x1b" not in done.stdout
