"""The shipping functions run on cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from drafter.desk import Desk, open_desk
from drafter.errors import ModelUnavailable
from drafter.evaluating.cases import Case, read_cases
from drafter.evaluating.measuring import OpenDesk, measure
from drafter.evaluating.results import Checked, Decided
from drafter.profile import Profile
from drafter.stance import Stance, decide_stance
from tests.server import Answer, Server, chat, serving

GOOD = "Hi Anna, thank you for the invitation. May I ask what made you want to connect?"
BAD = "Hi Anna, we help companies like yours. Shall we hop on a quick call?"
ASKED: dict[str, Any] = {
    "request": "From: Anna Keller\n\nHi Dana, I'd like to add you to my network.",
    "stance": "ask_reason",
    "profile": {"name": "Dana Whitfield", "contact": "hello@whitfield.example"},
}
SCAM = {
    **ASKED,
    "stance": "no_reply",
    "request": "Your parcel is held. Pay the fee at http://pay-me.example or lose it.",
}


def cases(tmp_path: Path, *rows: dict[str, Any]) -> list[Case]:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return read_cases([path])


def desks(server: Server) -> OpenDesk:
    environ = {"OPENAI_BASE_URL": server.url}

    def desk(profile: Profile) -> Desk:
        return open_desk(profile, "openai:test", environ=environ, nonce=lambda: "0")

    return desk


def test_a_request_is_decided_as_decide_stance_does(tmp_path: Path) -> None:
    [case] = cases(tmp_path, ASKED)
    [result] = measure([case])
    assert isinstance(result, Decided)
    told = decide_stance(case.request, case.profile)
    assert (result.decided, result.evidence, result.confidence) == (told.stance, told.evidence, told.confidence)
    assert (result.right, result.language, result.form, result.drafted) == (True, "en", "head", None)


def test_the_language_that_the_case_names_goes_before_the_one_that_is_heard(tmp_path: Path) -> None:
    [result] = measure(cases(tmp_path, {**ASKED, "language": "xx"}))
    assert result.language == "xx"


@pytest.mark.parametrize(
    ("draft", "label", "right"), [(GOOD, "accept", True), (GOOD, "reject", False), (BAD, "reject", True)]
)
def test_a_draft_is_checked_against_its_label(tmp_path: Path, draft: str, label: str, right: bool) -> None:
    [result] = measure(cases(tmp_path, {**ASKED, "draft": draft, "label": label, "category": "salesy"}))
    assert isinstance(result, Checked)
    assert result.right is right and result.accepted is (draft == GOOD)


def test_a_first_draft_that_is_accepted_is_a_first_pass(tmp_path: Path) -> None:
    with serving([chat(GOOD)]) as server:
        [result] = measure(cases(tmp_path, ASKED), desks(server))
    assert isinstance(result, Decided) and result.drafted is not None
    drafted = result.drafted
    assert (drafted.first_pass, drafted.outcome, drafted.answered, drafted.text) == (True, "accepted", True, GOOD)
    assert drafted.tokens == 15 and drafted.seconds > 0


def test_what_was_rejected_is_kept_with_its_findings(tmp_path: Path) -> None:
    with serving([chat(BAD)]) as server:
        [result] = measure(cases(tmp_path, ASKED), desks(server))
    assert isinstance(result, Decided) and result.drafted is not None
    drafted = result.drafted
    assert (drafted.first_pass, drafted.outcome, drafted.source) == (False, "fell_back", "template")
    assert drafted.attempts[0].text == BAD and drafted.attempts[0].findings
    assert drafted.attempts[-1].kind == "template" and drafted.text == drafted.attempts[-1].text


def test_labelled_drafts_and_requests_that_get_no_reply_are_not_drafted(tmp_path: Path) -> None:
    with serving([chat(GOOD)]) as server:
        checked, decided = measure(cases(tmp_path, {**ASKED, "draft": GOOD, "label": "accept"}, SCAM), desks(server))
        assert isinstance(checked, Checked) and isinstance(decided, Decided)
        assert decided.decided is Stance.NO_REPLY and decided.drafted and decided.drafted.outcome == "no_reply"
        assert server.asked == []


def test_a_model_that_gives_no_text_three_times_in_a_row_ends_the_run(tmp_path: Path) -> None:
    with serving([Answer(status=401)]) as server:
        results = measure(cases(tmp_path, *[ASKED] * 4), desks(server))
        assert [isinstance(next(results), Decided) for _ in range(2)] == [True, True]
        with pytest.raises(ModelUnavailable, match=r"401.*no text for 3 requests in a row"):
            next(results)


def test_a_failure_between_drafts_is_counted_and_the_run_goes_on(tmp_path: Path) -> None:
    fails, works = Answer(status=401), chat(GOOD)
    with serving([fails, fails, works, fails, fails, works]) as server:
        results = list(measure(cases(tmp_path, *[ASKED] * 6), desks(server)))
    answered = [item.drafted.answered for item in results if isinstance(item, Decided) and item.drafted]
    assert answered == [False, False, True, False, False, True]
