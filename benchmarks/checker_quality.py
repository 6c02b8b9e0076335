"""How many bad drafts the checker catches, and how many good ones it rejects.

    python -m benchmarks.checker_quality evals/drafts-1.jsonl [--misses] [--category salesy]

Rows: request, stance, draft, label, category; profiles in evals/profiles/drafts. Figures carry 95 % Wilson intervals.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from drafter.checker import Report, check
from drafter.profile import Profile

PROFILES = Path(__file__).parent.parent / "evals" / "profiles" / "drafts"


def wilson(hits: int, total: int) -> str:
    """`hits` of `total` as a percentage with its 95 % Wilson interval."""
    if not total:
        return "none"
    z, share = 1.96, hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return f"{hits}/{total} = {share:.1%} [{middle - half:.1%}, {middle + half:.1%}]"


def profile_named(name: str) -> Profile:
    """One of the profiles that the draft cases are written for."""
    return msgspec.convert(json.loads((PROFILES / f"{name}.json").read_text("utf-8")), Profile)


def show(row: dict[str, Any], report: Report) -> None:
    """One wrongly judged row, for reading."""
    print(f"\n[{row['id']} {row['language']} {row['stance']} {row['label']} {row['category']}] {row['why']}")
    print(f"  Q: {row['request']!r}\n  D: {row['draft']!r}")
    for finding in report.findings:
        print(f"  {finding.severity} {finding.code} {finding.text!r} {finding.message}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="show the wrongly judged rows")
    parser.add_argument("--category", help="count the bad rows of this category alone")
    options = parser.parse_args()
    caught: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wronged: Counter[str] = Counter()
    for path in options.files:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["label"] == "reject" and options.category not in (None, row["category"]):
                continue
            report = check(row["draft"], row["request"], row["stance"], profile_named(row["profile"]))
            group = row["category"] if row["label"] == "reject" else "good"
            total[group] += 1
            caught[group] += not report.accepted
            if report.accepted != (row["label"] == "accept"):
                wronged.update({finding.code for finding in report.errors} if group == "good" else ())
                if options.misses:
                    show(row, report)
    bad = sum(count for group, count in total.items() if group != "good")
    print(f"caught {wilson(sum(caught.values()) - caught['good'], bad)}")
    for group in sorted(set(total) - {"good"}):
        print(f"  {group:13} {wilson(caught[group], total[group])}")
    print(f"good ones rejected {wilson(caught['good'], total['good'])}  by {dict(wronged)}")


if __name__ == "__main__":
    main()
