"""For each rule, how often one round of repair removes its finding: a rule that seldom goes wants other words.

    python -m benchmarks.repair_rates openai:NAME evals/drafts-a.jsonl [--each 5] [--show]

Rows are those of `drafter eval`. Of every rule, the first drafts in which it finds an error are repaired
with the prompt that drafting uses, up to --each of them; what the checker says of the answer decides. Figures carry
95 % Wilson intervals.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from drafter.answers import reply_of
from drafter.checker import Report, check
from drafter.desk import Desk, open_desk
from drafter.errors import ModelError
from drafter.evaluating.profiles import profile_named
from drafter.evaluating.rates import rate
from drafter.request import Request, read_request
from drafter.settings import load_settings
from drafter.stance import Assessment, Stance


class Case(NamedTuple):
    """A draft with errors, and what it answers."""

    desk: Desk
    request: Request
    stance: Stance
    draft: str
    report: Report


def cases(files: list[Path], spec: str, each: int) -> Iterator[Case]:
    """Drafts with errors, until every rule that occurs has `each`."""
    seen: Counter[str] = Counter()
    settings = load_settings(deadline=600.0, timeout=600.0)
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["stance"] == Stance.NO_REPLY.value:
                continue
            profile = profile_named(row["profile"], path.parent, True)
            request = read_request(row["request"], profile)
            report = check(row["draft"], request, row["stance"], profile)
            codes = {finding.code for finding in report.errors}
            if any(seen[code] < each for code in codes):
                seen.update(codes)
                desk = open_desk(profile, spec, settings=settings)
                yield Case(desk, request, Stance(row["stance"]), row["draft"], report)


async def repaired(case: Case) -> Report | None:
    """The report on the repaired draft; None where the model gave none."""
    desk, model = case.desk, case.desk.model
    assert model is not None
    assessment: Any = Assessment(
        stance=case.stance,
        runner_up=case.stance,
        evidence=(),
        language=case.request.language or desk.profile.language,
        confidence=1.0,
        unsure=False,
    )
    prompt = desk.prompts.messages(case.request, desk.profile, assessment, nonce="5f2c9a1e")
    messages = desk.prompts.repair(prompt, case.draft, case.report)
    try:
        answer = reply_of((await model.complete(messages, deadline=600, seed=2)).text)
        return check(answer, case.request, case.stance, desk.profile) if answer else None
    except ModelError:
        return None


async def measure(chosen: list[Case], show: bool) -> None:
    """Print the rates."""
    asked: Counter[str] = Counter()
    removed: Counter[str] = Counter()
    brought: Counter[str] = Counter()
    accepted = failed = 0
    for case in chosen:
        report = await repaired(case)
        if report is None:
            failed += 1
            continue
        before, after = ({finding.code for finding in item.errors} for item in (case.report, report))
        asked.update(before)
        removed.update(before - after)
        brought.update(after - before)
        accepted += report.accepted
        if show:
            print(f"{case.stance}: {sorted(before)} -> {sorted(after)}", flush=True)
    for code in sorted(asked, key=lambda code: (removed[code] / asked[code], code)):
        print(f"{code}  removed {rate(removed[code], asked[code])}")
    print(f"accepted after one repair: {rate(accepted, len(chosen) - failed)}; no answer: {failed}")
    print("errors that the repair brought in:", ", ".join(f"{code} {n}" for code, n in brought.most_common()) or "none")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="model spec")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=5, help="drafts for each rule")
    parser.add_argument("--show", action="store_true", help="show every repair")
    options = parser.parse_args()
    asyncio.run(measure(list(cases(options.files, options.model, options.each)), options.show))


if __name__ == "__main__":
    main()
