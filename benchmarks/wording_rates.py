"""How often the wording rules hit real salesy mail, and how often genuine mail.

    python -m benchmarks.wording_rates FOLDER [--misses work|held] [--prefix SAL]

FOLDER holds `salesy.jsonl` and `genuine.jsonl`, rows with `id`, `text` and `kind`. Placeholders are replaced by
plausible words, since a checker that scores by them measures nothing. A hash of the id splits the rows in two:
rules are tuned on the half called "work" alone, "held" is for reporting. No stance, request or profile is given,
so rules that depend on a stance do not run.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from drafter.checker import Report
from drafter.checker.context import Context
from drafter.checker.engine import run
from drafter.checker.rules import Registry, registry
from drafter.evaluating.rates import rate
from drafter.view import View

_PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{1,80}\}\}|\{[A-Za-z_ ]{2,60}\}|\[(?=[^\[\]\n]*[a-z])(?!image\])(?! ?\.\.)[A-Za-z0-9][^\[\]]{1,200}\](?!\()"
)
_FILLED = (
    (
        re.compile(
            r"first.?name|their.?name|contact.?name|recipient|prospect|friend|colleague|manager|referrer|^name$"
        ),
        "Maria",
    ),
    (re.compile(r"^e-?mail(?: address)?$"), "maria@northgate.example"),
    (re.compile(r"phone"), "0113 496 0182"),
    (re.compile(r"your.?name|my.?name|inbox|sender"), "Peter Lang"),
    (re.compile(r"compan|organi[sz]ation|firm|website|dealership|brand|client|customer"), "Northgate"),
    (re.compile(r"url|link"), "https://northgate.example/page"),
    (re.compile(r"number|metric|amount|price|size"), "40"),
    (re.compile(r"date|day|week|time|year|month"), "Tuesday"),
    (re.compile(r"position|role|title|job"), "planning manager"),
    (re.compile(r"city|location|place|region"), "Leeds"),
)
_ELSE = "stock keeping"


def filled(text: str) -> str:
    """`text` with every template placeholder replaced by a plausible word."""

    def word(match: re.Match[str]) -> str:
        name = match.group().strip("{}[] ").lower()
        return next((value for pattern, value in _FILLED if pattern.search(name)), _ELSE)

    return _PLACEHOLDER.sub(word, text)


class Row(NamedTuple):
    """One text, the group it is counted in, and the half it belongs to."""

    id: str
    text: str
    group: str
    half: str


def rows(folder: Path) -> list[Row]:
    """The rows of both files."""
    found = []
    for name in ("salesy", "genuine"):
        for line in (folder / f"{name}.jsonl").read_text("utf-8").rstrip("\n").split("\n"):
            row = json.loads(line)
            sort = "real" if row["kind"].startswith("real-sent") else "templates"
            half = "held" if hashlib.sha256(row["id"].encode()).digest()[0] & 1 else "work"
            found.append(Row(row["id"], filled(row["text"]), f"{name} {sort}", half))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", choices=["work", "held"], help="show the wrongly judged texts of one half")
    parser.add_argument("--prefix", default="", help="run only the rules whose code starts so")
    options = parser.parse_args()
    every = registry()
    rules = Registry(rules=tuple(r for r in every.rules if r.code.startswith(options.prefix)), words=every.words)
    caught: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    hits: Counter[tuple[str, str]] = Counter()
    for row in rows(options.folder):
        report: Report = run(Context(View(row.text)), rules, "en")
        salesy = row.group.startswith("salesy")
        for group in {row.group, f"{row.group.split()[0]} all"}:
            total[group, row.half] += 1
            caught[group, row.half] += not report.accepted
        hits.update((code, row.group) for code in {finding.code for finding in report.findings})
        if options.misses == row.half and salesy == report.accepted:
            print(f"\n[{row.id} {row.group}] {row.text[:1200]!r}")
            for finding in report.errors:
                print(f"  {finding.code} {finding.text!r}")
    for half in ("work", "held"):
        for group in sorted({group for group, _ in total}):
            print(f"{half}  {group:18} with an error {rate(caught[group, half], total[group, half])}")
    groups = ("salesy real", "salesy templates", "genuine real", "genuine templates")
    sizes = {group: total[group, "work"] + total[group, "held"] for group in groups}
    print("\nrule    severity  " + "  ".join(f"{group:>17}" for group in groups))
    for rule in rules.rules:
        shares = [
            f"{hits[rule.code, group]:5} = {hits[rule.code, group] / max(sizes[group], 1):6.1%}   " for group in groups
        ]
        if any(hits[rule.code, group] for group in groups):
            print(f"{rule.code}  {rule.severity:8}  " + "  ".join(shares) + f" {rule.name}")


if __name__ == "__main__":
    main()
