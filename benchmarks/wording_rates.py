"""How often the wording rules hit real salesy mail, and how often genuine mail.

    python -m benchmarks.wording_rates FOLDER [--misses work|held] [--prefix SAL]
    python -m benchmarks.wording_rates FOLDER --write       # docs/rates.json, for the rule reference

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
from typing import Any, NamedTuple

from drafter.checker import Report, check
from drafter.checker.context import Context
from drafter.checker.engine import hits_of, run
from drafter.checker.rules import Registry, registry
from drafter.evaluating.cases import read_cases
from drafter.evaluating.rates import rate
from drafter.stance import Stance
from drafter.view import View

ROOT = Path(__file__).parent.parent
EVALS = ROOT / "evals"
RATES = ROOT / "docs" / "rates.json"

_PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{1,80}\}\}|\{[A-Za-z_ ]{2,60}\}"
    r"|\[(?=[^\[\]\n]*[a-z])(?!image\])(?! ?\.\.)[A-Za-z0-9][^\[\]]{1,200}\](?!\()"
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


GROUPS = ("salesy real", "salesy templates", "genuine real", "genuine templates")


def wording_hits(texts: list[Row], rules: Registry) -> dict[str, dict[str, list[int]]]:
    """For each rule that needs the text alone, and each wording rule, the texts of each group that it hits.

    `alone` are hits in the text as it is, `reply` in the text read as a reply of a stance that the rule is for.
    """
    hits: dict[str, dict[str, list[int]]] = {}
    for rule in rules.rules:
        if rule.kind == "learnt" or (rule.kind == "structure" and rule.stances):
            continue
        supposed = Stance(rule.stances[0]) if rule.stances else Stance.ACCEPT if rule.replying else None
        ways = {"alone": None, "reply": supposed} if supposed else {"alone": None}
        alone = Registry(rules=(rule,), words=rules.words)
        hits[rule.code] = {}
        for way, stance in ways.items():
            if stance is None and (rule.stances or not (rule.patterns or rule.together or rule.structure)):
                continue  # it does not run on a text of which nothing is known
            found = Counter(row.group for row in texts if hits_of(Context(View(row.text), stance=stance), alone, "en"))
            hits[rule.code][way] = [found[group] for group in GROUPS]
    return hits


def draft_hits() -> dict[str, Any]:
    """For each rule the good and bad drafts of evals/ in which it finds something, and in which it is an error."""
    files = sorted(set(EVALS.glob("drafts-*.jsonl")) - {EVALS / "drafts-2.jsonl"})
    hits: dict[str, list[int]] = {}
    sizes = [0, 0]
    for case in read_cases(files):
        report = check(case.row.draft or "", case.request, case.row.stance, case.profile)
        bad = case.row.label == "reject"
        sizes[bad] += 1
        for place, findings in enumerate((report.findings, report.errors)):
            for code in {finding.code for finding in findings}:
                hits.setdefault(code, [0, 0, 0, 0])[2 * bad + place] += 1
    return {"good": sizes[0], "bad": sizes[1], "rules": dict(sorted(hits.items()))}


def write_rates(texts: list[Row], rules: Registry) -> None:
    """Write docs/rates.json: numbers alone, no text."""
    salesy = Registry(rules=tuple(rule for rule in rules.rules if rule.code.startswith("SAL")), words=rules.words)
    total: Counter[tuple[str, str]] = Counter()
    caught: Counter[tuple[str, str]] = Counter()
    for row in texts:
        total[row.group, row.half] += 1
        caught[row.group, row.half] += not run(Context(View(row.text)), salesy, "en").accepted
    halves = {half: {g: [caught[g, half], total[g, half]] for g in GROUPS} for half in ("work", "held")}
    sizes = [total[group, "work"] + total[group, "held"] for group in GROUPS]
    fields = {"groups": GROUPS, "sizes": sizes, "salesy_rules_alone": halves,
              "rules": wording_hits(texts, rules), "drafts": draft_hits()}  # fmt: skip
    RATES.write_text(re.sub(r"\[\s+([\d,\s]+?)\s+\]", _on_one_line, json.dumps(fields, indent=1)) + "\n", "utf-8")
    print(f"wrote {RATES}")


def _on_one_line(match: re.Match[str]) -> str:
    return "[" + ", ".join(match.group(1).replace(",", " ").split()) + "]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", choices=["work", "held"], help="show the wrongly judged texts of one half")
    parser.add_argument("--prefix", default="", help="run only the rules whose code starts so")
    parser.add_argument("--write", action="store_true", help="write docs/rates.json, and show nothing")
    options = parser.parse_args()
    if options.write:
        write_rates(rows(options.folder), registry())
    else:
        show(rows(options.folder), options.prefix, options.misses)


def show(texts: list[Row], prefix: str, misses: str | None) -> None:
    """Print what the rules whose codes begin with `prefix` catch, and the wrongly judged texts of one half."""
    every = registry()
    rules = Registry(rules=tuple(r for r in every.rules if r.code.startswith(prefix)), words=every.words)
    caught: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    hits: Counter[tuple[str, str]] = Counter()
    for row in texts:
        report: Report = run(Context(View(row.text)), rules, "en")
        salesy = row.group.startswith("salesy")
        for group in {row.group, f"{row.group.split()[0]} all"}:
            total[group, row.half] += 1
            caught[group, row.half] += not report.accepted
        hits.update((code, row.group) for code in {finding.code for finding in report.findings})
        if misses == row.half and salesy == report.accepted:
            print(f"\n[{row.id} {row.group}] {row.text[:1200]!r}")
            for finding in report.errors:
                print(f"  {finding.code} {finding.text!r}")
    for half in ("work", "held"):
        for group in sorted({group for group, _ in total}):
            print(f"{half}  {group:18} with an error {rate(caught[group, half], total[group, half])}")
    sizes = {group: total[group, "work"] + total[group, "held"] for group in GROUPS}
    print("\nrule    severity  " + "  ".join(f"{group:>17}" for group in GROUPS))
    for rule in rules.rules:
        shares = [
            f"{hits[rule.code, group]:5} = {hits[rule.code, group] / max(sizes[group], 1):6.1%}   " for group in GROUPS
        ]
        if any(hits[rule.code, group] for group in GROUPS):
            print(f"{rule.code}  {rule.severity:8}  " + "  ".join(shares) + f" {rule.name}")


if __name__ == "__main__":
    main()
