"""The loop: draft, check, repair, fall back; and a trace that hides nothing."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel
from langchain_core.runnables import RunnableLambda
from msgspec.structs import replace

from drafter import Drafter, Profile, adraft_reply, decide_stance, draft_reply, drafting, read_request
from drafter.candidates import MAX_REPAIRS
from drafter.choosing import NEAR_COPY, likeness
from drafter.errors import ConfigError, InputError, ModelError
from drafter.loop import NoAcceptableDraft
from drafter.prompting import MAX_FINDINGS
from drafter.stance import Stance
from drafter.usage import Usage
from tests.server import Answer, chat, serving

REQUEST = "From: Anna Keller, HR Manager at Bergland Dairies\n\nHi Dana, I'd like to add you to my network."
GOOD = "Hi Anna, thank you for the invitation. May I ask what made you want to connect?"
THANKS = "Hi Anna, thank you for the invitation."
PITCH = "We help companies like yours find great engineers."
QUESTION = "May I ask what made you want to connect?"
SALESY = "Hi Anna, thank you! We help companies like yours find great engineers. Shall we book a demo call?"


def saying(*texts: str) -> FakeListChatModel:
    return FakeListChatModel(responses=list(texts))


def test_an_accepted_draft_is_the_models_own(dana: Profile) -> None:
    draft = draft_reply(REQUEST, profile=dana, model=saying(GOOD))
    assert (draft.text, draft.outcome, draft.stance) == (GOOD, "accepted", Stance.ASK_REASON)
    assert draft.source.startswith("langchain:")
    assert [attempt.outcome for attempt in draft.attempts] == ["accepted"]
    assert draft.report.accepted and not draft.notice


def test_a_rejected_draft_is_repaired(dana: Profile) -> None:
    draft = draft_reply(REQUEST, profile=dana, model=saying(SALESY, GOOD))
    assert (draft.text, draft.outcome) == (GOOD, "accepted")
    assert [(attempt.kind, attempt.outcome) for attempt in draft.attempts] == [
        ("draft", "rejected"),
        ("repair", "accepted"),
    ]
    assert draft.attempts[0].text == SALESY


def test_a_sentence_too_many_is_cut_out_without_another_call(dana: Profile) -> None:
    draft = draft_reply(REQUEST, profile=dana, model=saying(f"{THANKS} {PITCH} {QUESTION}", "never asked for"))
    assert draft.text == f"{THANKS} {QUESTION}"
    assert draft.outcome == "accepted"
    assert [(attempt.kind, attempt.outcome) for attempt in draft.attempts] == [
        ("draft", "rejected"),
        ("cut", "accepted"),
    ]
    assert draft.attempts[1].usage == Usage()


def test_what_is_left_of_a_cut_has_to_pass_too(dana: Profile) -> None:
    draft = draft_reply(REQUEST, profile=dana, model=saying(f"{THANKS} {PITCH} All the best.", GOOD))
    assert [(attempt.kind, attempt.outcome) for attempt in draft.attempts] == [
        ("draft", "rejected"),
        ("repair", "accepted"),
    ]


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
    bad = [f"{SALESY} {word}" for word in ("Now?", "Soon?", "Today?", "Ever?")]
    draft = draft_reply(REQUEST, profile=dana, model=saying(*bad))
    assert (draft.outcome, draft.source) == ("fell_back", "template")
    assert draft.text not in bad and draft.report.accepted
    assert [attempt.kind for attempt in draft.attempts] == ["draft", *["repair"] * MAX_REPAIRS, "template"]
    assert "no acceptable draft" in draft.notice


def test_the_same_text_again_ends_the_repairs(dana: Profile) -> None:
    draft = draft_reply(REQUEST, profile=dana, model=saying(SALESY))
    assert [attempt.kind for attempt in draft.attempts] == ["draft", "repair", "template"]
    assert draft.attempts[1].error == "the same text again"


def test_every_repair_asks_with_the_same_prompt_and_one_draft(dana: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = [chat(f"{SALESY} {word}") for word in ("Now?", "Soon?", "Today?", "Ever?")]
    with serving(bad) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        draft_reply(REQUEST, profile=dana, model="openai:test")
    first, *repairs = [call["messages"] for call in server.asked]
    assert len(repairs) == MAX_REPAIRS
    for repair in repairs:
        assert len(repair) == len(first) + 2 and repair[: len(first)] == first


def test_a_repair_that_makes_it_worse_is_not_built_upon(dana: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    close = GOOD.replace("invitation.", "invitation, we could have a quick call.")
    with serving([chat(close), chat(SALESY), chat(GOOD)]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        draft = draft_reply(REQUEST, profile=dana, model="openai:test")
    assert draft.text == GOOD
    assert server.asked[2]["messages"][-2]["content"] == close


def test_without_a_fallback_a_bad_draft_is_an_error_that_keeps_the_trace_and_its_cost(
    dana: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving([chat(SALESY)]) as server, pytest.raises(NoAcceptableDraft) as caught:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        draft_reply(REQUEST, profile=dana, model="openai:test", fallback=False)
    assert len(caught.value.attempts) == 2
    assert (caught.value.usage.prompt_tokens, caught.value.usage.requests) == (20, 2)
    assert SALESY not in str(caught.value)


class TestSeveralCandidates:
    """More than one draft for a request."""

    def test_candidates_go_different_ways_and_share_all_but_the_end(
        self, dana: Profile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DRAFTER_CANDIDATES", "3")
        with serving([chat(SALESY)]) as server:
            monkeypatch.setenv("OPENAI_BASE_URL", server.url)
            draft = draft_reply(REQUEST, profile=dana, model="openai:test")
        shortest = min(len(call["messages"]) for call in server.asked)
        prompts = [call["messages"] for call in server.asked if len(call["messages"]) == shortest]
        ends = [messages[-1]["content"] for messages in prompts]
        assert len(set(ends)) == 3 and len({end.split("Your reply")[0] for end in ends}) == 1
        assert all(messages[:-1] == prompts[0][:-1] for messages in prompts)
        assert len({attempt.direction for attempt in draft.attempts if attempt.kind == "draft"}) == 3

    def test_the_first_without_a_finding_ends_the_asking(self, dana: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DRAFTER_CANDIDATES", "3")
        with serving([chat(SALESY), chat(GOOD)]) as server:
            monkeypatch.setenv("OPENAI_BASE_URL", server.url)
            draft = draft_reply(REQUEST, profile=dana, model="openai:test")
        assert len(server.asked) == 2 and draft.text == GOOD
        assert [attempt.kind for attempt in draft.attempts] == ["draft", "draft"]
        assert draft.choice.startswith("candidate 2: accepted; candidate 1: rejected (")

    def test_without_a_good_candidate_the_best_is_repaired(
        self, dana: Profile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DRAFTER_CANDIDATES", "2")
        close = GOOD.replace("invitation.", "invitation, we could have a quick call.")
        with serving([chat(SALESY), chat(close), chat(GOOD)]) as server:
            monkeypatch.setenv("OPENAI_BASE_URL", server.url)
            draft = draft_reply(REQUEST, profile=dana, model="openai:test")
        assert server.asked[2]["messages"][-2]["content"] == close
        assert draft.text == GOOD and draft.attempts[-1].candidate == 2


OTHERS = (
    "Hello Anna, thanks for your note. I like to know a little about the people I connect with. "
    "What brought you to my profile?",
    "Thanks for getting in touch, Anna. Out of interest, what do you have in mind?",
)


def by_direction(*texts: str) -> Any:
    """Another text for each way that the prompt asks for."""
    ways: dict[str, str] = {}

    def script(body: dict[str, Any]) -> Answer:
        asked = next(message["content"] for message in reversed(body["messages"]) if "Your reply" in message["content"])
        way = asked.rpartition("Your reply")[2]
        return chat(ways.setdefault(way, texts[min(len(ways), len(texts) - 1)]))

    return script


class TestOptions:
    """Several drafts to choose from."""

    def test_each_is_accepted_and_says_something_else(self, dana: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
        with serving(by_direction(GOOD, *OTHERS)) as server:
            monkeypatch.setenv("OPENAI_BASE_URL", server.url)
            draft = draft_reply(REQUEST, profile=dana, model="openai:test", options=3)
        assert {option.text for option in draft.options} == {GOOD, *OTHERS}
        assert draft.options[0].text == draft.text
        assert all(option.report.accepted and option.source == "openai:test" for option in draft.options)
        assert len({option.direction for option in draft.options}) == 3

    def test_a_near_copy_is_no_other_draft(self, dana: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
        copies = [GOOD.replace("thank you", word) for word in ("many thanks", "thanks a lot", "warm thanks")]
        with serving(by_direction(GOOD, *copies, OTHERS[0])) as server:
            monkeypatch.setenv("OPENAI_BASE_URL", server.url)
            draft = draft_reply(REQUEST, profile=dana, model="openai:test", options=2)
        texts = [option.text for option in draft.options]
        assert len(texts) == 2 and likeness(*texts) < NEAR_COPY

    def test_what_the_model_does_not_give_comes_from_the_templates_and_is_said(
        self, dana: Profile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with serving([chat(GOOD)]) as server:
            monkeypatch.setenv("OPENAI_BASE_URL", server.url)
            draft = draft_reply(REQUEST, profile=dana, model="openai:test", options=3)
        assert [option.source for option in draft.options] == ["openai:test", "template", "template"]
        assert (draft.outcome, draft.text) == ("accepted", GOOD) and "templates" in draft.notice
        assert len(server.asked) <= 2 * 3 * (1 + MAX_REPAIRS)

    def test_templates_are_options_too(self, dana: Profile) -> None:
        draft = draft_reply(REQUEST, profile=dana, model="template", options=3)
        texts = [option.text for option in draft.options]
        assert len(texts) == 3
        assert all(likeness(one, other) < NEAR_COPY for one in texts for other in texts if one != other)

    @pytest.mark.parametrize("number", [0, -1, 6])
    def test_too_many_or_too_few_are_an_error(self, dana: Profile, number: int) -> None:
        with pytest.raises(ConfigError, match="from 1 to 5"):
            draft_reply(REQUEST, profile=dana, model="template", options=number)


class TestTheInstruction:
    """The user's own wish for one reply."""

    LISBON = "Hi Anna, greetings from Lisbon, and thank you for the invitation. What made you want to connect?"

    def asked(self, dana: Profile, monkeypatch: pytest.MonkeyPatch, instruction: str, *texts: str) -> tuple[Any, Any]:
        with serving([chat(text) for text in texts]) as server:
            monkeypatch.setenv("OPENAI_BASE_URL", server.url)
            draft = draft_reply(REQUEST, profile=dana, model="openai:test", instruction=instruction)
        return draft, server.asked

    def test_it_stands_last_in_the_prompt(self, dana: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
        _, calls = self.asked(dana, monkeypatch, "sound warmer", GOOD)
        assert calls[0]["messages"][-1]["content"].endswith("sound warmer")

    def test_what_it_names_is_a_fact_of_the_users(self, dana: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
        draft, calls = self.asked(dana, monkeypatch, "mention Lisbon", self.LISBON)
        assert (draft.text, len(calls)) == (self.LISBON, 1)

    def test_a_word_that_is_missing_is_asked_for(self, dana: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
        draft, calls = self.asked(dana, monkeypatch, "mention Lisbon", GOOD, self.LISBON)
        assert draft.text == self.LISBON and not draft.notice
        assert 'mention "Lisbon"' in calls[1]["messages"][-1]["content"]
        assert draft.attempts[0].outcome == "accepted" and draft.attempts[0].unmet == ('mention "Lisbon"',)

    def test_what_is_still_missing_is_said(self, dana: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
        draft, _ = self.asked(dana, monkeypatch, "mention Lisbon", GOOD)
        assert (draft.text, draft.outcome) == (GOOD, "accepted")
        assert 'mention "Lisbon"' in draft.notice

    def test_a_template_says_that_it_does_not_follow_one(self, dana: Profile) -> None:
        draft = draft_reply(REQUEST, profile=dana, model="template", instruction="shorter")
        assert "does not follow an instruction" in draft.notice

    def test_one_that_breaks_etiquette_is_refused_before_a_model_is_asked(
        self, dana: Profile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(InputError, match="pitch our"):
            draft_reply(REQUEST, profile=dana, model=saying("must not be asked"), instruction="pitch our services")


def test_a_cut_off_answer_is_asked_for_again_with_more_room_and_not_identically(
    dana: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving([chat("Dear An", finish="length"), chat(GOOD)]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        draft = draft_reply(REQUEST, profile=dana, model="openai:test")
    first, second = server.asked
    assert draft.text == GOOD
    assert second["max_tokens"] > first["max_tokens"] and second["seed"] != first["seed"]
    assert second["messages"] != first["messages"]
    assert [attempt.outcome for attempt in draft.attempts] == ["failed", "accepted"]


@pytest.mark.parametrize(
    "answer",
    [
        chat("Dear An", finish="length"),
        chat(""),
        chat(None, refusal="No."),
        chat("x", finish="content_filter"),
        chat("<think>hm"),
        chat("Well:\n```\nHi\n```\nIt asks."),
    ],
)
def test_what_a_failed_attempt_cost_is_kept(dana: Profile, monkeypatch: pytest.MonkeyPatch, answer: Answer) -> None:
    with serving([answer, chat(GOOD)]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        draft = draft_reply(REQUEST, profile=dana, model="openai:test")
    failed, accepted = draft.attempts
    assert (failed.outcome, failed.usage.prompt_tokens, failed.usage.completion_tokens) == ("failed", 10, 5)
    assert failed.error and "\n" not in failed.error
    assert draft.usage.prompt_tokens == 20 and accepted.usage.requests == 1


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


def unsure_request(dana: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is decided from here on is unsure, and a guess that nothing bars from being read again."""

    def doubtful(request: Any, profile: Profile) -> Any:
        return replace(decide_stance(request, profile), stance=Stance.ACCEPT, confidence=0.4, unsure=True)

    monkeypatch.setattr(drafting, "decide_stance", doubtful)


def test_a_user_may_choose_the_stance(dana: Profile) -> None:
    draft = draft_reply(REQUEST, profile=dana, model="template", stance="accept")
    assert draft.stance is Stance.ACCEPT and draft.outcome == "accepted"
    assert draft.assessment.decided is Stance.ASK_REASON
    with pytest.raises(InputError, match="there is no stance 'welcome'"):
        draft_reply(REQUEST, profile=dana, model="template", stance="welcome")


def test_a_capable_model_reads_weak_evidence_again_under_a_schema(
    dana: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    unsure_request(dana, monkeypatch)
    with serving([chat('{"stance": "ask_reason"}'), chat(GOOD)]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        draft = draft_reply(REQUEST, profile=dana, model="openai:test")
    assert (draft.stance, draft.text) == (Stance.ASK_REASON, GOOD)
    assert server.asked[0]["response_format"]["type"] == "json_schema"
    assert "response_format" not in server.asked[1]
    assert draft.usage.requests == 2


@pytest.mark.parametrize("answer", [chat("I think they want help."), Answer(status=500, body=b"no")])
def test_a_second_reading_that_fails_leaves_the_first(
    dana: Profile, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    unsure_request(dana, monkeypatch)
    welcome = "Hi Anna, thank you for the invitation. It's good to be connected."
    with serving([answer, *[answer] * 3, chat(welcome), chat(welcome)]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        draft = draft_reply(REQUEST, profile=dana, model="openai:test")
    assert draft.stance is Stance.ACCEPT


def test_a_switched_off_second_reading_asks_nothing(dana: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    unsure_request(dana, monkeypatch)
    monkeypatch.setenv("DRAFTER_SECOND_READING", "off")
    with serving([chat("Hi Anna, thank you for the invitation. It's good to be connected.")]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        draft_reply(REQUEST, profile=dana, model="openai:test")
    assert all("response_format" not in call for call in server.asked)


ASKED = "MON\nJo Park  9:00 AM\nLet's connect!\n\nDana Whitfield  9:30 AM\nThank you, Jo. {}\n"


def test_a_thread_that_ends_with_the_users_question_needs_no_draft(dana: Profile) -> None:
    done = draft_reply(ASKED.format("May I ask what made you want to connect?"), profile=dana)
    assert (done.text, done.outcome) == ("", "no_reply")
    assert "your own" in done.notice


def test_a_thread_that_ends_with_the_users_word_is_drafted_for_with_a_notice(dana: Profile) -> None:
    done = draft_reply(ASKED.format("The talk is on Monday."), profile=dana)
    assert done.text
    assert "your own" in done.notice
    assert "your own" not in draft_reply("Hi Dana, let's connect!", profile=dana).notice


def test_a_user_who_chooses_the_stance_may_ask_again(dana: Profile) -> None:
    done = draft_reply(ASKED.format("What made you want to connect?"), profile=dana, stance="ask_reason")
    assert done.text.count("?") == 1


def test_a_template_in_english_for_another_language_is_reported_as_a_warning(dana: Profile) -> None:
    draft = draft_reply(
        "From: Ольга Смирнова\n\nЗдравствуйте! Хотелось бы добавить вас.", profile=dana, model="template"
    )
    assert draft.report.accepted
    assert [(finding.code, finding.severity) for finding in draft.report.findings] == [("PRO015", "warning")]
