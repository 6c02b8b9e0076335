"""The text of an HTML mail, with lines where a reader sees lines.

Selectolax (the Lexbor engine) rather than the standard `html.parser`: the latter is quadratic in broken
markup before Python 3.13.6 and its siblings, and takes minutes for 200 kB of `<a x="`; Lexbor takes one
millisecond, and mends markup the way browsers do.
"""

from __future__ import annotations

import re
from typing import Any

from drafter.regex import expression

_BLOCKS = {
    "p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr",
    "section", "article", "header", "footer", "address", "dl", "dt", "dd", "center", "form", "fieldset", "main",
    "aside", "nav", "figure",
}  # fmt: skip
_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "table"}
_SILENT = {
    "head",
    "script",
    "style",
    "title",
    "template",
    "noscript",
    "svg",
    "math",
    "object",
    "iframe",
    "select",
    "textarea",
}
_SPACE = expression(r"[ \t\r\n\f]+")
_QUOTE, _UNQUOTE, _LINE, _PARAGRAPH = "\x02", "\x03", "\x04", "\x05"
"""Where a quoted block, a line and a paragraph begin or end, while the text is being put together."""
_MARKS = expression("[\x02-\x05]")
_RUN = expression("[ \n\x04\x05]+")
_MOST_TAGS = 8_000
"""Markup is read up to this tag: real mails have a tenth, and the engine is quadratic in nested blocks."""


def html_to_text(html: str) -> str:
    """The visible text of `html`; quoted blocks get `> ` as in plain mail."""
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser("<".join(html.split("<", _MOST_TAGS)[:_MOST_TAGS])).body
    pieces: list[str] = []
    if body is not None:
        _walk(body, pieces)
    return _with_quotes(_RUN.sub(_break, "".join(pieces))).strip()


def _break(run: re.Match[str]) -> str:
    """What a run of blanks and marks comes to: a paragraph, the breaks that were written, a line, a space."""
    marks = run.group()
    if _PARAGRAPH in marks:
        return "\n\n"
    return "\n" * min(2, marks.count("\n") + marks.strip(" ").startswith(_LINE)) if len(marks.strip(" ")) else " "


def _walk(root: Any, pieces: list[str]) -> None:
    """Enter and leave every node below `root`, without recursion: mails may nest without bound."""
    node, entering = root, True
    while True:
        if entering:
            _enter(node, pieces)
            child = None if node.tag in _SILENT else node.child
            if child is not None:
                node = child
                continue
        _leave(node, pieces)
        if node.mem_id == root.mem_id:
            return
        following = node.next
        entering = following is not None
        node = following if following is not None else node.parent


def _enter(node: Any, pieces: list[str]) -> None:
    tag = node.tag
    if tag == "-text":
        text = _SPACE.sub(" ", _MARKS.sub("", node.text_content or "").replace("\u00a0", " "))
        pieces.append(text.lstrip() if pieces and pieces[-1] in ("\n", _LINE, _PARAGRAPH) else text)
    elif tag == "br":
        pieces.append("\n")
    elif tag == "blockquote":
        pieces += [_PARAGRAPH, _QUOTE, _PARAGRAPH]
    elif tag in _BLOCKS:
        pieces.append(_PARAGRAPH if tag in _PARAGRAPHS else _LINE)


def _leave(node: Any, pieces: list[str]) -> None:
    tag = node.tag
    if tag in ("td", "th"):
        pieces.append(" ")
    elif tag == "blockquote":
        pieces += [_PARAGRAPH, _UNQUOTE, _PARAGRAPH]
    elif tag in _BLOCKS and tag != "br":
        pieces.append(_PARAGRAPH if tag in _PARAGRAPHS else _LINE)


def _with_quotes(text: str) -> str:
    if _QUOTE not in text:
        return text
    lines: list[str] = []
    depth, is_fresh = 0, False
    for line in text.split("\n"):
        if line in (_QUOTE, _UNQUOTE):
            while depth and lines and lines[-1].startswith(">") and not lines[-1].strip("> "):
                lines.pop()
            depth = max(0, depth + (1 if line == _QUOTE else -1))
            is_fresh = line == _QUOTE
        elif is_fresh and not line:
            continue
        elif line or not depth or not lines or lines[-1].strip("> "):
            lines.append((">" * min(depth, 5) + " " + line).rstrip() if depth else line)
            is_fresh = False
    return "\n".join(lines)
