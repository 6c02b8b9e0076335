"""What models wrap around a reply is taken off; the reply itself is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.answers import left_over, reply_of

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
        f"{REPLY}<|im_end|>",
        f"{REPLY}\n<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nThanks!",
        f"<|im_start|>assistant\n{REPLY}<|im_end|>\n<|im_start|>user\nAnother one",
        f"<start_of_turn>model\n{REPLY}<end_of_turn>",
        f"{REPLY}</s>",
        f"[/INST] {REPLY}",
        f"{REPLY}\n\nUser: thank you\nAssistant: my pleasure",
        f"{REPLY}\n\n### Instruction:\nWrite another one",
        f"Assistant: {REPLY}",
        f"{REPLY}<｜end▁of▁sentence｜>",
        "<|channel|>analysis<|message|>She is a stranger.<|end|>"
        f"<|start|>assistant<|channel|>final<|message|>{REPLY}<|return|>",
        f"**Reply:** {REPLY}",
        f"Hier ist Ihre Antwort:\n\n{REPLY}",
        f"Voici la réponse :\n{REPLY}",
        f"{REPLY}\n\nLet me know if you'd like me to change anything!",
        f"{REPLY}\n\n(Note: this asks one question only.)",
        f"{REPLY}\n\n{REPLY}",
        '{"reply": {"text": "' + REPLY + '"}}',
        '[{"reply": "' + REPLY + '"}]',
        f"<think>a</think><think>b</think>{REPLY}",
        f'```markdown\n{{"reply": "{REPLY}"}}\n```',
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
        f"{REPLY}\n\nBest,\nDana",
        "Hi Anna,\n\nthank you.\n\nDana",
        "Hi Anna, the user: that is me. Note that I ask everyone.",
        "Anna,\nthank you for writing. What made you want to connect?\nAnna's note was short.",
        "Message received, Anna. What made you want to connect?",
        "I hope this finds you well, Anna. What made you write?",
        "{not json}",
    ],
)
def test_a_reply_without_wrapping_is_left_alone(reply: str) -> None:
    assert reply_of(reply) == reply


@pytest.mark.parametrize(
    ("signed", "once"),
    [
        ("\n\nBest,\nDana\n\nBest regards,\nDana Whitfield", "\n\nBest,\nDana"),
        ("\nDana\nDana", "\nDana"),
        ("\n\n- Dana\n\nDana", "\n\n- Dana"),
        ("\n\nDana\n\nDana Whitfield\nWhitfield & Partners", "\n\nDana"),
    ],
)
def test_a_second_signature_is_taken_off(signed: str, once: str) -> None:
    assert reply_of(REPLY + signed) == REPLY + once


@pytest.mark.parametrize(
    "answer",
    [
        f"{REPLY} <|tool_call|> {REPLY} [INST",
        f"Well:\n```\n{REPLY}\n```\nIt asks.",
        f'I made this JSON:\n{{"reply": "{REPLY}"}}\nIt asks.',
    ],
)
def test_what_cannot_be_taken_off_is_noticed(answer: str) -> None:
    assert left_over(reply_of(answer)) or reply_of(answer) == REPLY


def test_a_reply_has_nothing_left_over() -> None:
    assert not left_over(REPLY + " My <3 to the team [sic].")


def test_reasoning_that_never_ends_leaves_nothing() -> None:
    assert reply_of("<think>I wonder who she is and") == ""


@given(st.text(max_size=120))
def test_any_answer_gives_some_text(answer: str) -> None:
    assert reply_of(answer) == reply_of(reply_of(answer)) or len(reply_of(answer)) <= len(answer)


def test_gaps_within_a_line_are_closed_and_paragraphs_are_kept() -> None:
    assert reply_of("Thank you, Jo.     What made you write?\n\nMara") == "Thank you, Jo. What made you write?\n\nMara"
