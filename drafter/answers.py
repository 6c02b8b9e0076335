"""What a model answers, freed of what it wraps around the reply."""

from __future__ import annotations

import re
from typing import Any

from drafter.regex import expression
from drafter.text import printable

_TAGS = "think|thinking|thought|reasoning|reflection|analysis|scratchpad"
_REASONING = expression(rf"<({_TAGS})\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_LEAKED_END = expression(rf"^.*</(?:{_TAGS})\s*>", re.DOTALL | re.IGNORECASE)
_UNCLOSED = expression(rf"<(?:{_TAGS})\b[^>]*>.*\Z", re.DOTALL | re.IGNORECASE)

_FINAL = expression(r"^.*<\|channel\|>final[^<]{0,40}<\|message\|>", re.DOTALL)
"""Where the answer begins after the channels that some models think in."""
_HEAD = expression(
    r"\A(?:\s*(?:<\|im_start\|>|<\|start_header_id\|>|<start_of_turn>|<\|start\|>|<\|assistant\|>|<\|message\|>|<｜Assistant｜>"
    r"|<s>|\[/INST\])\s*(?:(?:assistant|model)\b\s*)?(?:<\|end_header_id\|>)?"
    r"|\s*(?:###? ?)?(?:assistant|response):\s)+",
    re.IGNORECASE,
)
_TURN_END = expression(
    r"(?:<\|[a-z_]{2,30}\|>|<｜[^｜>\n]{2,40}｜>|</s>|\[/?INST\]|<end_of_turn>|<start_of_turn>|<eos>"
    r"|\n\s*(?:###? ?)?(?:user|human|instruction|system|assistant):?\s*\n"
    r"|\n\s*(?:###? ?)?(?:user|human|instruction|assistant): ).*\Z",
    re.DOTALL | re.IGNORECASE,
)
_GAPS = expression(r"(?<=\S) {2,}(?=\S)")
_MARKUP = expression(
    rf"<\|[a-z_]{{2,30}}\|>|<｜|</?(?:{_TAGS})\b|\[/?INST\]|<(?:start|end)_of_turn>|</?s>|^```|^\s*[{{\[]\"",
    re.IGNORECASE | re.M,
)

_FENCE = expression(r"\A```[\w-]*\n(.*?)\n?```\s*\Z", re.DOTALL)
_PREAMBLE = expression(
    r"\A(?:\*\*)?(?:(?:sure|certainly|of course|absolutely|okay|ok|gern|klar|bien sûr|claro|certo|natuurlijk)"
    r"(?: thing)?[,!.:]? ?)?"
    r"(?:(?:here(?:'s|’s| is| are)|this is|below is|hier ist|hier is|voici|aquí (?:tienes|está)|ecco|aqui está)"
    r" [^\n:]{0,80}"
    r"(?:reply|response|message|draft|answer|note|antwort|nachricht|réponse|message|respuesta|mensaje|risposta|messaggio"
    r"|antwoord|bericht|resposta|mensagem)[^\n:]{0,60}:(?:\*\*)?\s*"
    r"|(?:(?:draft )?reply|response|draft|answer|message|antwort|réponse|respuesta|risposta|antwoord|resposta)"
    r"\s*:(?:\*\*)?\s*)",
    re.IGNORECASE,
)
_SUBJECT = expression(
    r"\A(?:\*\*)?(?:subject|re|betreff|objet|asunto|oggetto|onderwerp|assunto)\s*:[^\n]*(?:\n+|\Z)", re.IGNORECASE
)
_REMARK = expression(
    r"\n\s*(?:---+\s*\n\s*)?(?:\(?\*{0,2}note\b[^\n]{0,400}"
    r"|let me know if you(?:'d| would) like (?:me to|any|a)\b[^\n]{0,200}"
    r"|(?:this|the) (?:reply|response|message|draft) [^\n]{0,400}|i hope this (?:helps|works)\b[^\n]{0,100}"
    r"|\[?word count\b[^\n]{0,60})\s*\Z",
    re.IGNORECASE,
)
_QUOTES = (('"', '"'), ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("'", "'"))
_KEYS = ("reply", "message", "text", "draft", "response", "content", "answer", "body")


def unwrapped(answer: str) -> str:
    """`answer` without reasoning, what must not reach a terminal, and a code fence around it."""
    text = _REASONING.sub("", _FINAL.sub("", printable(answer)))
    return _unfenced(_UNCLOSED.sub("", _LEAKED_END.sub("", text)).strip())


def reply_of(answer: str) -> str:
    """The reply within `answer`.

    Without reasoning, marks of the chat template, code fence, JSON, preamble, subject line, closing remark, outer
    quotes and second signature.
    """
    text = unwrapped(answer)
    for _ in range(4):
        before = text
        text = _HEAD.sub("", text, count=1)
        text = _TURN_END.sub("", text, count=1).strip()
        text = _unfenced(text)
        text = _PREAMBLE.sub("", text, count=1)
        text = _SUBJECT.sub("", text, count=1)
        text = _unquoted(_from_json(text)).strip()
        text = _REMARK.sub("", text, count=1).strip()
        if text == before:
            break
    return _GAPS.sub(" ", _signed_once(_said_once(text)))


def left_over(text: str) -> str:
    """The first mark of a chat template, fence or JSON in what should be a reply; empty where there is none."""
    match = _MARKUP.search(text)
    return match.group() if match else ""


def _unfenced(text: str) -> str:
    match = _FENCE.match(text)
    return match.group(1).strip() if match else text


def _from_json(text: str) -> str:
    if not text.startswith(("{", "[", '"')):
        return text
    try:
        import json

        found = _text_in(json.loads(text))
    except (ValueError, RecursionError):
        return text
    return printable(found) if found else text


def _text_in(value: Any) -> str:
    """The reply in a value of JSON: under one of the usual names, else its longest text."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and len(value) == 1:
        return _text_in(value[0])
    if not isinstance(value, dict):
        return ""
    for key in _KEYS:
        if key in value and (found := _text_in(value[key])):
            return found
    return max((item for item in value.values() if isinstance(item, str)), key=len, default="")


def _unquoted(text: str) -> str:
    for opening, closing in _QUOTES:
        inside = text[1:-1]
        if len(text) > 2 and text[0] == opening and text[-1] == closing and opening not in inside:
            return inside if closing not in inside or opening != closing else text
    return text


def _said_once(text: str) -> str:
    """The text without its own repetition."""
    paragraphs = [paragraph.strip() for paragraph in text.split("\n\n")]
    half = len(paragraphs) // 2
    doubled = half and len(paragraphs) % 2 == 0 and paragraphs[:half] == paragraphs[half:]
    return "\n\n".join(paragraphs[:half]) if doubled else text


def _signed_once(text: str) -> str:
    """The text up to the end of its first signature, where the same name closes it twice."""
    lines = text.split("\n")
    first = len(lines)
    while first > 1 and len(lines[first - 1].split()) <= 4 and not lines[first - 1].rstrip().endswith((".", "?", "!")):
        first -= 1
    seen: dict[str, int] = {}
    for number in range(first, len(lines)):
        words = lines[number].strip("*-–— \t").split()
        if not words or lines[number].rstrip().endswith(","):
            continue
        name = words[0].casefold()
        if name in seen:
            return "\n".join(lines[: seen[name] + 1]).rstrip()
        seen[name] = number
    return text
