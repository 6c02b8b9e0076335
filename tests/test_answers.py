"""What models wrap around a reply is taken off; the reply itself is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.answers import reply_of

REPLY = "Hi Anna, thank you for writing. What made you want to connect?"


@pytest.mark.parametrize(
    "answer",
    [
        REPLY,
        f"<think>She is a stranger.</think>\n\n{REPLY}",
        f"She is a stranger.\n</think>\n{REPLY}",
        f"```\n{REPLY}\n```",
        f"```text\n{REPLY}\n```\n",
        f'"{REPLY}"',
        f"“{REPLY}”",
        f"Here is your reply:\n\n{REPLY}",
        f"Sure! Here's a polite reply to Anna:\n\n{REPLY}",
        f"Reply: {REPLY}",
        f"Subject: Re: your invitation\n\n{REPLY}",
        f'Here is the reply:\n```\nSubject: Hello\n\n"{REPLY}"\n```',
        '{"reply": "' + REPLY + '"}',
        '```json\n{"stance": "ask_reason", "text": "' + REPLY + '"}\n```',
        f"\x1b[1m{REPLY}\x1b[0m",
    ],
)
def test_wrapping_is_taken_off(answer: str) -> None:
    assert reply_of(answer) == REPLY


@pytest.mark.parametrize(
    "reply",
    [
        'Hi Anna, "why not" is a good answer.',
        '"Why me?" is what I ask everyone, Anna. So: "why me?"',
        "Dear Mr Think, thank you for the subject: it interests me.",
        "Hi {name}",
        "{not json}",
    ],
)
def test_a_reply_without_wrapping_is_left_alone(reply: str) -> None:
    assert reply_of(reply) == reply


def test_reasoning_that_never_ends_leaves_nothing() -> None:
    assert reply_of("<think>I wonder who she is and") == ""


@given(st.text(max_size=120))
def test_any_answer_gives_some_text(answer: str) -> None:
    assert reply_of(answer) == reply_of(reply_of(answer)) or len(reply_of(answer)) <= len(answer)
