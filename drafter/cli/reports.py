"""Printing findings: text for people, JSON for programs, SARIF and GitHub annotations for CI."""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import Any, Protocol
from urllib.parse import quote

import msgspec

from drafter.checker.report import Finding, Report
from drafter.checker.rules import Registry
from drafter.cli.common import colours, emit, emit_json, fields_of, line_and_column, printable_line, say
from drafter.languages import language_name
from drafter.text import printable

_SHOWN_BEFORE = 40
_SHOWN_AFTER = 60


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """One draft, where it comes from, and its report."""

    file: str
    draft: str
    report: Report
    row: int | None = None
    """The line of the file, from 1, where that holds many drafts."""
    id: str | int | None = None

    @property
    def name(self) -> str:
        """The file, with the row where it holds many drafts."""
        return self.file if self.row is None else f"{self.file}:{self.row}"


class Printer(Protocol):
    """Prints each draft's report as it comes."""

    def draft(self, item: Checked) -> None:
        """One draft."""

    def end(self, *, complete: bool) -> None:
        """After the last; not complete where a draft could not be read."""


def printer(name: str, rules: Registry, *, alone: bool, strict: bool = False) -> Printer:
    """The printer of a format; `alone` where there is one draft and no more, `strict` where a warning rejects."""
    if name == "json":
        return _Json(alone=alone)
    if name == "jsonl":
        return _JsonLines()
    if name == "sarif":
        return _Sarif(rules)
    return _Github() if name == "github" else _Text(strict=strict)


class _Text:
    def __init__(self, *, strict: bool) -> None:
        self._strict = strict
        self._drafts = self._rejected = 0
        self._without_rules: dict[str, list[str]] = {}

    def draft(self, item: Checked) -> None:
        report = item.report
        if report.language is None and report.written_in:
            self._without_rules.setdefault(report.written_in, []).append(item.name)
        for finding in item.report.findings:
            emit(described(finding, item.draft, item.name), styled=True)
        self._drafts += 1
        self._rejected += not item.report.accepted or (self._strict and bool(item.report.findings))

    def end(self, *, complete: bool) -> None:  # noqa: ARG002
        for code, names in self._without_rules.items():
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            say(
                f"{names[0]}{more}: there are no wording rules for {language_name(code)}: "
                "only the English ones and those that need no language ran"
            )
        if self._drafts == 1:
            say("rejected" if self._rejected else "accepted")
        elif self._drafts:
            say(f"{self._drafts} drafts, {self._rejected} rejected")


def described(finding: Finding, draft: str, file: str) -> str:
    """A finding with its line, a caret under the span, and what to write instead."""
    row, column = line_and_column(draft, finding.start)
    bold, red, yellow, plain = colours()
    colour = red if finding.severity == "error" else yellow
    where, what = printable(f"{file}:{row}:{column}"), printable(f"{finding.name}: {finding.message}")
    lines = [f"{bold}{where}{plain}: {colour}{finding.severity} {finding.code}{plain} {what}"]
    if finding.text:
        begin = finding.start - (column - 1)
        line = printable_line(draft[begin:].split("\n", 1)[0])
        left = max(0, column - 1 - _SHOWN_BEFORE)
        shown = line[left : column - 1 + _SHOWN_AFTER]
        at = column - 1 - left
        marked = shown[at : at + max(1, len(finding.text.split("\n", 1)[0]))]
        under = f"{' ' * _width(shown[:at])}{colour}{'^' * max(1, _width(marked))}{plain}"
        lines += [f"    {shown}", f"    {under}"]
    lines.append(f"    instead: {finding.instead}")
    return "\n".join(lines)


def _width(text: str) -> int:
    """The columns that `text` takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else not unicodedata.combining(char) for char in text)


def _fields(item: Checked) -> dict[str, Any]:
    named = {"file": item.name} if item.id is None else {"file": item.name, "id": item.id}
    return {**named, **fields_of(item.report)}


class _Json:
    def __init__(self, *, alone: bool) -> None:
        self._alone = alone
        self._items: list[dict[str, Any]] = []

    def draft(self, item: Checked) -> None:
        self._items.append(_fields(item))

    def end(self, *, complete: bool) -> None:
        if self._alone and self._items:
            emit_json(self._items[0])
        else:
            accepted = complete and all(item["accepted"] for item in self._items)
            emit_json({"accepted": accepted, "complete": complete, "drafts": self._items})


class _JsonLines:
    def draft(self, item: Checked) -> None:
        import json

        line = json.dumps({"version": 1, **_fields(item)}, ensure_ascii=False)
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")

    def end(self, *, complete: bool) -> None:  # noqa: ARG002
        sys.stdout.buffer.flush()


def _region(item: Checked, finding: Finding) -> dict[str, int]:
    """Where a finding stands in its file, in the words of SARIF; a row of many is marked as a whole line."""
    if item.row is not None:
        return {"startLine": item.row}
    line, column = line_and_column(item.draft, finding.start)
    end_line, end_column = line_and_column(item.draft, finding.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


class _Github:
    def draft(self, item: Checked) -> None:
        for finding in item.report.findings:
            region = _region(item, finding)
            text = f"{finding.message}. {finding.instead}".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
            place = f"line={region['startLine']}" + (f",col={region['startColumn']}" if item.row is None else "")
            name = item.file.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
            emit(f"::{finding.severity} file={name},{place},title={finding.code} {finding.name}::{text}")

    def end(self, *, complete: bool) -> None:
        pass


class _Sarif:
    """SARIF 2.1.0."""

    def __init__(self, rules: Registry) -> None:
        self._rules = rules
        self._results: list[dict[str, Any]] = []

    def draft(self, item: Checked) -> None:
        for finding in item.report.findings:
            uri = quote(item.file.replace("\\", "/") if os.sep == "\\" else item.file, errors="surrogateescape")
            place = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": _region(item, finding)}}
            self._results.append(
                {
                    "ruleId": finding.code,
                    "level": finding.severity,
                    "message": {"text": f"{finding.message}. {finding.instead}"},
                    "locations": [place],
                }
            )

    def end(self, *, complete: bool) -> None:
        used = {result["ruleId"] for result in self._results}
        rules = [
            {
                "id": rule.code,
                "name": rule.name,
                "shortDescription": {"text": rule.message},
                "fullDescription": {"text": rule.why},
                "help": {"text": rule.instead},
            }
            for rule in self._rules.rules
            if rule.code in used
        ]
        run = {
            "tool": {"driver": {"name": "drafter", "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": complete}],
            "results": self._results,
        }
        import json

        schema = "https://json.schemastore.org/sarif-2.1.0.json"
        emit(json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=2))
