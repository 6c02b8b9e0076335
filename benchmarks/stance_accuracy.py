"""How often the stance is right, what each part adds, and what the errors would cost.

    python -m benchmarks.stance_accuracy              the shipped decision on every set
    python -m benchmarks.stance_accuracy --parts      what each part adds: learnt from 1, a to e, tried on f (minutes)
    python -m benchmarks.stance_accuracy --sets 2     the shipped decision on evals/requests-2.jsonl

`--parts` needs what benchmarks.train_stance needs.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from drafter.deciding.judge import settle
from drafter.deciding.verdict import find_all, weigh
from drafter.profile import Profile
from drafter.request import read_request

EVALS = Path(__file__).parent.parent / "evals"
OPEN = frozenset(("accept", "help", "introduce", "answer"))


class Outcome(NamedTuple):
    """One case and what was decided."""

    gold: str
    also_ok: tuple[str, ...]
    language: str
    form: str
    stance: str

    @property
    def right(self) -> bool:
        return self.stance == self.gold or self.stance in self.also_ok

    @property
    def costly(self) -> bool:
        if self.right:
            return False
        return self.gold == "no_reply" or (self.gold.startswith("decline") and self.stance in OPEN)


def share(outcomes: Iterable[Outcome], test: Callable[[Outcome], bool] = lambda o: o.right) -> float:
    """The share of the outcomes that pass, in per cent."""
    listed = list(outcomes)
    return 100 * sum(map(test, listed)) / len(listed) if listed else float("nan")


def line(name: str, outcomes: list[Outcome]) -> str:
    """One row of the table."""
    english = [o for o in outcomes if o.language == "en"]
    others = [o for o in outcomes if o.language != "en"]
    costly = share(outcomes, lambda o: o.costly)
    return f"{name:44}{len(outcomes):6}{share(outcomes):8.1f}{share(english):10.1f}{share(others):8.1f}{costly:8.1f}"


def head(title: str) -> str:
    return f"{title:44}{'n':>6}{'all %':>8}{'English %':>10}{'other %':>8}{'costly %':>9}"


def decided(name: str) -> list[Outcome]:
    """The shipped decision on `evals/requests-NAME.jsonl`."""
    outcomes = []
    for text in (EVALS / f"requests-{name}.jsonl").read_bytes().splitlines():
        row = msgspec.json.decode(text)
        profile = msgspec.convert(
            msgspec.json.decode((EVALS / "profiles" / f"{row['profile']}.json").read_bytes()), Profile
        )
        request = read_request(row["request"], profile)
        found = find_all(request, profile)
        stance = settle(found, weigh(found))[0]
        outcomes.append(Outcome(row["stance"], tuple(row["also_ok"]), row["language"], request.form, stance))
    return outcomes


def details(outcomes: list[Outcome]) -> str:
    """By form, by stance, and the commonest confusions."""
    forms: dict[str, list[Outcome]] = defaultdict(list)
    golds: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        forms[outcome.form].append(outcome)
        golds[outcome.gold].append(outcome)
    wrong = Counter((o.gold, o.stance) for o in outcomes if not o.right)
    rows = [
        f"  {name:20}{len(group):6}{share(group):8.1f}"
        for part in (forms, golds)
        for name, group in sorted(part.items())
    ]
    rows += [f"  {gold} -> {stance}: {count}" for (gold, stance), count in wrong.most_common(12)]
    return "\n".join(rows)


def by_parts() -> None:
    """What signals, words, their meaning, more texts and the gate for competitors add, on requests held out."""
    from benchmarks.train_stance import Case, Model, read_cases, read_drafts, read_phrases
    from benchmarks.weights_by_hand import weigh_by_signals

    cases, held, side = read_cases("1", "a", "b", "c", "d", "e"), read_cases("f"), read_drafts() + read_phrases()

    def outcome(case: Case, chances: dict[str, float]) -> Outcome:
        return Outcome(case.gold, case.also_ok, case.language, case.form, settle(case.found, chances)[0])

    def ungated(case: Case, chances: dict[str, float]) -> Outcome:
        thread = msgspec.structs.replace(case.found.thread, declined_as_competitor=None)
        return outcome(
            case._replace(found=msgspec.structs.replace(case.found, competitor=None, thread=thread)), chances
        )

    def learnt(extra: list[Case], **parts: Any) -> list[dict[str, float]]:
        return Model(cases + extra, **parts).chances(held)

    print(head("learnt from 1 and a to e, tried on f"))
    print(line("signals with weights by hand", [outcome(case, weigh_by_signals(case.found)) for case in held]))
    variants: dict[str, tuple[list[Case], dict[str, Any]]] = {
        "words and pairs alone": ([], {"signals": False, "meaning": False}),
        "signals and shape alone, learnt": ([], {"words": False, "meaning": False}),
        "signals, words and pairs": ([], {"meaning": False}),
        "signals, words, meaning of words": ([], {}),
    }
    for name, (extra, parts) in variants.items():
        print(line(name, list(map(outcome, held, learnt(extra, **parts)))), flush=True)
    chances = learnt(side)
    print(line("all, with the drafts' requests and phrases", list(map(outcome, held, chances))))
    print(line("the same without the gate for competitors", list(map(ungated, held, chances))))
    print(details(list(map(outcome, held, chances))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", action="store_true")
    parser.add_argument("--sets", nargs="*", default=["1", "a", "b", "c"])
    options = parser.parse_args()
    if options.parts:
        by_parts()
        return
    print(head("the shipped decision"))
    for name in options.sets:
        outcomes = decided(name)
        print(line(f"requests-{name}", outcomes))
        print(details(outcomes))


if __name__ == "__main__":
    main()
