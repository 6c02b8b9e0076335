"""The loop: draft, check, repair, fall back; and a trace that hides nothing."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel
from langchain_core.runnables import RunnableLambda

from drafter import Drafter, Profile, adraft_reply, draft_reply, read_request
from drafter.drafting import MAX_REPAIRS, NoAcceptableDraft
from drafter.errors import ConfigError, InputError, ModelError
from drafter.prompting import MAX_FINDINGS
from drafter.stance import Stance
from tests.server import Answer, chat, serving

REQUEST = "From: Anna Keller, HR Manager at Bergland Dairies\n\nHi Dana, I'd like to add you to my network."
GOOD = "Hi Anna, thank you for the invitation. May I ask what made you want to connect?"
SALESY = "Hi Anna, thank you! We help companies like yours find great engineers. Shall we book a demo call?"


def saying(*texts: str) -> FakeListChatModel:
    return FakeListChatModel(responses=list(texts))


def test_an_accepted_draft_is_the_models_own(dana: Profile) -> None:
    draft = draft_reply(REQUEST, profile=dana, model=saying(GOOD))
    assert (draft.text, draft.outcome, draft.stance) == (GOOD, "accepted", Stance.ASK_REASON)
    assert draft.source.startswith("langchain:")
    assert [attempt.outcome for attempt in draft.attempts] == ["accepted"]
    assert draft.report.accepted and not draft.notice


def test_a_rejected_draft_is_repaired_once(dana: Profile) -> None:
    draft = draft_reply(REQUEST, profile=dana, model=saying(SALESY, GOOD))
    assert (draft.text, draft.outcome) == (GOOD, "accepted")
    assert [(attempt.kind, attempt.outcome) for attempt in draft.attempts] == [
        ("draft", "rejected"),
        ("repair", "accepted"),
    ]
    assert draft.attempts[0].text == SALESY


def test_the_repair_call_carries_the_draft_the_findings_and_what_to_write_instead(
    dana: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving([chat(SALESY), chat(GOOD)]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        draft = draft_reply(REQUEST, profile=dana, model="openai:test")
    first, second = (call["messages"] for call in server.asked)
    assert second[: len(first)] == first
    assert second[len(first)] == {"role": "assistant", "content": SALESY}
    assert draft.attempts[0].report is not None
    findings = draft.attempts[0].report.errors
    asked = [finding for finding in findings if finding.instead in second[-1]["content"]]
    assert len({finding.code for finding in asked}) >= min(len({finding.code for finding in findings}), MAX_FINDINGS)


def test_a_draft_that_stays_bad_is_replaced_by_the_template(dana: Profile) -> None:
    draft = draft_reply(REQUEST, profile=dana, model=saying(SALESY))
    assert (draft.outcome, draft.source) == ("fell_back", "template")
    assert draft.text != SALESY and draft.report.accepted
    assert [attempt.kind for attempt in draft.attempts] == ["draft", *["repair"] * MAX_REPAIRS, "template"]
    assert "no acceptable draft" in draft.notice


def test_without_a_fallback_a_bad_draft_is_an_error_that_keeps_the_trace(dana: Profile) -> None:
    with pytest.raises(NoAcceptableDraft) as caught:
        draft_reply(REQUEST, profile=dana, model=saying(SALESY), fallback=False)
    assert len(caught.value.attempts) == 1 + MAX_REPAIRS
    assert SALESY not in str(caught.value)


@pytest.mark.parametrize(
    "answer",
    [Answer("", status=401), chat("", finish="stop"), chat("Dear An", finish="length"), Answer("<html>", status=404)],
)
def test_a_failing_server_ends_in_the_template_and_is_named(
    dana: Profile, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    with serving([answer]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        draft = draft_reply(REQUEST, profile=dana, model="openai:test")
        assert (draft.outcome, draft.source) == ("fell_back", "template")
        assert draft.attempts[0].outcome == "failed" and draft.attempts[0].error in draft.notice
        with pytest.raises(ModelError):
            draft_reply(REQUEST, profile=dana, model="openai:test", fallback=False)


def test_without_a_model_the_template_is_the_draft_and_equal_input_gives_equal_output(dana: Profile) -> None:
    first = draft_reply(REQUEST, profile=dana, model="template")
    again = draft_reply(REQUEST, profile=dana)
    assert first == again
    assert (first.outcome, first.source) == ("accepted", "template")
    assert "Anna" in first.text and first.text.count("?") == 1


def test_a_scam_gets_no_reply_and_no_model_is_asked(dana: Profile) -> None:
    scam = (
        "From: Barrister Joseph Kamara\n\nDear beneficiary, the sum of USD 8,500,000 was left by a deceased client. "
        "To claim the inheritance send your bank account number and a processing fee of 250 USD by Western Union."
    )
    draft = draft_reply(scam, profile=dana, model=saying("must not be asked"))
    assert (draft.text, draft.outcome, draft.stance) == ("", "no_reply", Stance.NO_REPLY)
    assert "block" in draft.notice and not draft.attempts


def test_a_path_is_read_and_a_string_is_the_text(dana: Profile, tmp_path: Path) -> None:
    path = tmp_path / "request.txt"
    path.write_text(REQUEST, "utf-8")
    assert draft_reply(path, profile=dana).text == draft_reply(REQUEST, profile=dana).text
    with pytest.raises(InputError):
        draft_reply("  ", profile=dana)
    with pytest.raises(InputError):
        draft_reply(tmp_path / "none.txt", profile=dana)


def test_the_async_call_gives_the_same_draft(dana: Profile) -> None:
    draft = asyncio.run(adraft_reply(REQUEST, profile=dana, model=saying(GOOD)))
    assert draft.text == GOOD


def test_a_drafter_is_a_runnable(dana: Profile) -> None:
    drafter = Drafter(dana, model=saying(GOOD))
    request = read_request(REQUEST, dana)
    assert drafter.invoke(REQUEST).text == GOOD
    assert drafter.invoke(request).text == GOOD
    assert asyncio.run(drafter.ainvoke(REQUEST)).text == GOOD
    assert [draft.text for draft in drafter.batch([REQUEST, request])] == [GOOD, GOOD]
    assert [draft.text for draft in asyncio.run(drafter.abatch([REQUEST] * 3))] == [GOOD] * 3
    assert [draft.text for draft in drafter.stream(REQUEST)] == [GOOD]
    chain = RunnableLambda(str.strip) | drafter | RunnableLambda(lambda draft: draft.text.upper())
    assert chain.invoke(f"\n{REQUEST}\n") == GOOD.upper()


def test_a_note_keeps_to_its_limit(dana: Profile) -> None:
    for channel, limit in (("note", 200), ("note-premium", 300)):
        draft = draft_reply(REQUEST, profile=dana, model=saying(GOOD + " " + "I ask everyone. " * 20), channel=channel)  # type: ignore[arg-type]
        assert len(draft.text) <= limit


def test_the_instruction_reaches_the_model_before_the_fenced_request(
    dana: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving([chat(GOOD)]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        draft_reply(REQUEST, profile=dana, model="openai:test", instruction="mention Lisbon")
    last = server.asked[0]["messages"][-1]["content"]
    assert 0 < last.index("mention Lisbon") < last.index("add you to my network")


def test_every_draft_carries_the_version_of_its_prompts(
    dana: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = draft_reply(REQUEST, profile=dana, model=saying(GOOD)).prompt_version
    assert len(shipped) == 12
    (tmp_path / "repair.j2").write_text("Again, please: {{ draft }}", "utf-8")
    monkeypatch.setenv("DRAFTER_PROMPTS", str(tmp_path))
    assert draft_reply(REQUEST, profile=dana, model=saying(GOOD)).prompt_version != shipped


def test_a_users_own_prompt_with_an_unknown_variable_is_named(
    dana: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "request.j2").write_text("{{ reqest }}", "utf-8")
    monkeypatch.setenv("DRAFTER_PROMPTS", str(tmp_path))
    with pytest.raises(ConfigError, match=r"request\.j2.*'reqest' is undefined"):
        draft_reply(REQUEST, profile=dana, model=saying(GOOD))


def test_what_the_sender_wrote_is_a_value_and_never_a_template(dana: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = "From: {{ 7*7 }}\n\nHi Dana {% raw %}{{ profile.contact }}{{ ''.__class__.__mro__ }} please connect"
    with serving([chat("Hi, thank you for writing. What made you want to connect?")]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        draft_reply(hostile, profile=dana, model="openai:test")
    sent = json.dumps(server.asked[0])
    assert "{{ 7*7 }}" in sent and "{{ profile.contact }}" in sent
    assert dana.contact not in server.asked[0]["messages"][-1]["content"]


def test_each_call_has_a_fence_of_its_own(dana: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    def fence(call: dict[str, Any]) -> str:
        lines: list[str] = [line for line in call["messages"][-1]["content"].splitlines() if line.startswith("---")]
        assert lines[0] == lines[-1]
        return lines[0]

    with serving([chat(GOOD)]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        for _ in range(2):
            draft_reply(REQUEST, profile=dana, model="openai:test")
    assert fence(server.asked[0]) != fence(server.asked[1])


def test_a_template_in_another_language_than_the_requests_is_said(dana: Profile) -> None:
    draft = draft_reply("Hej Dana! Jag skulle gärna vilja ha kontakt med dig. Vänliga hälsningar, Lars", profile=dana)
    assert draft.assessment.language == "sv"
    assert "no templates in Swedish" in draft.notice and draft.report.accepted
