"""The page: nothing from outside is loaded, nothing from inside a request is markup."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode

from drafter.evaluating.as_html import as_html
from drafter.evaluating.cases import read_cases
from drafter.evaluating.figures import evaluation_of
from drafter.evaluating.measuring import measure

HOSTILE = (
    "</p></details><script>alert(1)</script><img src=http://x.example/y onerror=alert(2)> {{ 7*7 }} \u202eevil\x1b[31m"
)
USER = {"name": "Dana Whitfield"}
ROWS: list[dict[str, Any]] = [
    {"id": "fine", "request": "Hi Dana, I'd like to add you to my network.", "stance": "ask_reason", "profile": USER},
    {"id": 'a"b', "request": f"Buy our pens now, 50% off. {HOSTILE}", "stance": "accept", "profile": USER,
     "language": '"><b>', "tags": [HOSTILE], "why": HOSTILE},
    {"id": "costly", "request": "Hi Dana, hello!", "stance": "no_reply", "profile": USER},
    {"id": "draft", "request": "Hi Dana, hello.", "stance": "help", "profile": USER,
     "draft": f"We help companies like yours. {HOSTILE}",
     "label": "reject", "category": HOSTILE},
]  # fmt: skip


def first(tree: HTMLParser | LexborNode, selector: str) -> LexborNode:
    node = tree.css_first(selector)
    assert node is not None, selector
    return node


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)), "utf-8")
    cases = read_cases([path])
    return as_html(evaluation_of(list(measure(cases)), [HOSTILE]), cases)


def test_what_cases_say_is_text_and_never_markup(page: str) -> None:
    tree = HTMLParser(page)
    assert len(tree.css("script")) == 1 and not tree.css("img") and len(tree.css("details")) == 4
    request = first(tree, "details[data-stance=accept] .text").text()
    assert "<script>alert(1)</script>" in request and "{{ 7*7 }}" in request
    assert "\u202e" not in page and "\x1b" not in page


def test_the_page_loads_nothing_and_lets_only_its_own_script_run(page: str) -> None:
    tree = HTMLParser(page)
    script = first(tree, "script").text()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = first(tree, "meta[http-equiv]").attributes["content"]
    assert policy == f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    assert not tree.css("link, iframe, object, embed, [src]")
    assert "url(" not in first(tree, "style").text() and "@import" not in page
    assert all(re.match("#", node.attributes["href"] or "") for node in tree.css("[href]"))


def test_what_went_wrong_stands_first_and_says_so(page: str) -> None:
    cases = HTMLParser(page).css(".case")
    assert [(case.attributes["data-flags"], first(case, ".badge").text()) for case in cases] == [
        ("wrong,costly", "costly"), ("wrong", "wrong"), ("", "right"), ("", "right"),
    ]  # fmt: skip
    assert cases[1].attributes["data-language"] == '"><b>'


def test_evidence_and_findings_are_underlined_where_they_stand(page: str) -> None:
    tree = HTMLParser(page)
    evidence = [mark.text() for mark in tree.css("details[data-kind=request] .text mark")]
    assert any("50%" in text for text in evidence)
    findings = tree.css("details[data-kind=draft] .draft .text mark.error")
    assert findings[0].text() == "We help companies like yours"
    assert "SAL001" in (findings[0].attributes["title"] or "")


def test_without_script_all_cases_are_there_and_the_filters_are_not(page: str) -> None:
    tree = HTMLParser(page)
    assert "hidden" in first(tree, "form.filters").attributes
    assert all("hidden" not in case.attributes for case in tree.css(".case"))
