"""What a model answers, freed of what it wraps around the reply."""

from __future__ import annotations

import json
import re

from drafter.regex import expression
from drafter.text import printable

_REASONING = expression(r"<(think|thinking|reasoning|reflection)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_LEAKED_END = expression(r"^.*</(?:think|thinking|reasoning|reflection)\s*>", re.DOTALL | re.IGNORECASE)
_UNCLOSED = expression(r"<(?:think|thinking|reasoning)\b[^>]*>.*\Z", re.DOTALL | re.IGNORECASE)
_FENCE = expression(r"\A```[a-z]*\n(.*?)\n?```\s*\Z", re.DOTALL)
_PREAMBLE = expression(
    r"\A(?:(?:sure|certainly|of course|okay|ok)[,!.:]? ?)?"
    r"(?:here(?:'s| is| are)|this is|below is) [^\n:]{0,80}(?:reply|response|message|draft|answer)[^\n:]{0,60}:\s*\n*"
    r"|\A(?:reply|response|draft|answer|message|antwort|réponse|respuesta|risposta|antwoord|resposta)\s*:\s*",
    re.IGNORECASE,
)
_SUBJECT = expression(r"\A(?:subject|betreff|objet|asunto|oggetto|onderwerp|assunto)\s*:[^\n]*\n+", re.IGNORECASE)
_QUOTES = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("'", "'"))


def unwrapped(answer: str) -> str:
    """`answer` without reasoning, what must not reach a terminal, and a code fence around it."""
    text = _REASONING.sub("", printable(answer))
    return _unfenced(_UNCLOSED.sub("", _LEAKED_END.sub("", text)).strip())


def reply_of(answer: str) -> str:
    """The reply within `answer`: without reasoning, code fence, JSON, preamble, subject line or outer quotes."""
    text = unwrapped(answer)
    for _ in range(3):
        before = text
        text = _unfenced(text)
        text = _PREAMBLE.sub("", text, count=1)
        text = _SUBJECT.sub("", text, count=1)
        text = _unquoted(_from_json(text)).strip()
        if text == before:
            break
    return text


def _unfenced(text: str) -> str:
    match = _FENCE.match(text)
    return match.group(1).strip() if match else text


def _from_json(text: str) -> str:
    if not text.startswith("{"):
        return text
    try:
        value = json.loads(text)
    except ValueError:
        return text
    texts = {key: item for key, item in value.items() if isinstance(item, str)}
    named = [texts[key] for key in ("reply", "message", "text", "draft", "response") if key in texts]
    return (named or sorted(texts.values(), key=len, reverse=True) or [text])[0]


def _unquoted(text: str) -> str:
    for opening, closing in _QUOTES:
        inside = text[1:-1]
        if len(text) > 2 and text[0] == opening and text[-1] == closing and opening not in inside:
            return inside if closing not in inside or opening != closing else text
    return text
