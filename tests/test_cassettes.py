"""What a real model answered, replayed: one request for each stance, the repair, and the asynchronous path.

The answers are those of qwen2.5-coder-1.5b-instruct behind an OpenAI-compatible server.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from drafter import Draft, Drafter, Profile, Request, adraft_reply, draft_reply
from drafter.stance import Stance
from tests.conftest import EXAMPLES
from tests.recording import ADDRESS, CASSETTES, SERVER, CassetteError, cassette

MODEL = "openai:qwen2.5-coder-1.5b-instruct"
STANCES = [stance.value for stance in Stance if stance is not Stance.NO_REPLY]
SECRET = re.compile(
    rb"sk-[A-Za-z0-9_-]{8,}|[Bb]earer\s+\S+|api[_-]?key|authorization|cookie|hf_[A-Za-z0-9]{8,}|/root|/home/"
)


@pytest.fixture(autouse=True)
def recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's address, and a fence that is the same at every recording."""
    monkeypatch.setenv("OPENAI_BASE_URL", ADDRESS)
    monkeypatch.setenv("OPENAI_API_KEY", "none" if not SERVER else "local")
    monkeypatch.setenv("DRAFTER_DEADLINE", "600")
    monkeypatch.setenv("DRAFTER_TIMEOUT", "600")
    monkeypatch.setattr("secrets.choice", lambda letters: letters[16])


def example(stance: str) -> Path:
    return next(EXAMPLES.glob(f"{stance}.*"))


def fitting(draft: Draft) -> bool:
    """Whether the draft is one that may be shown, and says truly where it comes from."""
    own = draft.outcome == "accepted" and draft.source == MODEL
    replaced = draft.outcome == "fell_back" and draft.source == "template" and draft.attempts[0].outcome == "rejected"
    return draft.report.accepted and (own or replaced)


@pytest.mark.parametrize("stance", STANCES)
def test_a_model_drafts_for_each_stance(stance: str, dana: Profile) -> None:
    with cassette(f"test_cassettes/{stance}"):
        draft = draft_reply(example(stance), profile=dana, model=MODEL)
    assert draft.stance == stance
    assert fitting(draft)
    assert draft.usage.prompt_tokens > 0


@pytest.mark.skipif(bool(SERVER), reason="recording")
def test_most_of_the_recorded_drafts_are_the_models_own(dana: Profile) -> None:
    drafts = []
    for stance in STANCES:
        with cassette(f"test_cassettes/{stance}"):
            drafts.append(draft_reply(example(stance), profile=dana, model=MODEL))
    assert sum(draft.outcome == "accepted" for draft in drafts) >= len(drafts) / 2


def test_a_rejected_draft_is_repaired_by_the_model(dana: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    # A prompt that asks for a pitch gets one; the repair has to undo it.
    monkeypatch.setenv("DRAFTER_PROMPTS", str(Path(__file__).parent / "prompts_that_pitch"))
    with cassette("test_cassettes/repair"):
        draft = draft_reply(example("ask_reason"), profile=dana, model=MODEL)
    assert [attempt.kind for attempt in draft.attempts][:2] == ["draft", "repair"]
    assert draft.attempts[0].outcome == "rejected"
    assert fitting(draft)


def test_the_asynchronous_calls_replay_too(dana: Profile) -> None:
    async def both() -> tuple[Draft, list[Draft]]:
        one = await adraft_reply(example("help"), profile=dana, model=MODEL)
        texts: list[str | Request] = [example(stance).read_text("utf-8") for stance in ("accept", "decline_pitch")]
        return one, await Drafter(dana, model=MODEL).abatch(texts, config={"max_concurrency": 1})

    with cassette("test_cassettes/asynchronous"):
        one, several = asyncio.run(both())
    assert fitting(one) and all(fitting(draft) for draft in several)


@pytest.mark.skipif(bool(SERVER), reason="recording")
class TestTheCassettesThemselves:
    def test_a_call_that_was_not_recorded_fails(self, dana: Profile) -> None:
        with pytest.raises(CassetteError, match="no answer for"), cassette("test_cassettes/ask_reason"):
            draft_reply("Hello Dana, something else.", profile=dana, model=MODEL)

    def test_an_answer_that_is_not_asked_for_fails(self) -> None:
        with pytest.raises(CassetteError, match="not asked for"), cassette("test_cassettes/ask_reason"):
            pass

    def test_a_missing_cassette_fails(self) -> None:
        with pytest.raises(CassetteError, match="is missing"), cassette("test_cassettes/no_such"):
            pass

    @pytest.mark.parametrize("path", sorted(CASSETTES.rglob("*.yaml")), ids=lambda path: path.stem)
    def test_no_cassette_holds_a_secret_or_a_path(self, path: Path) -> None:
        assert not SECRET.findall(path.read_bytes())
