"""What each part of the stance decision adds: signals, words, and the meaning of words.

<<<<<<< HEAD:benchmarks/stance_parts.py
    python -m benchmarks.stance_parts     5-fold cross-validation over 1, a and b, and c held out (minutes)
=======
    python -m benchmarks.stance_accuracy              the shipped decision on every set
    python -m benchmarks.stance_accuracy --parts      what each part adds: learnt from 1, a to e, tried on f (minutes)
    python -m benchmarks.stance_accuracy --sets 2     the shipped decision on evals/requests-2.jsonl
>>>>>>> deciding:benchmarks/stance_accuracy.py

Needs what benchmarks.train_stance needs. The shipped decision is measured by `drafter eval`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from sklearn.model_selection import StratifiedKFold

from benchmarks.train_stance import Case, Model, read_cases, read_drafts, read_phrases
from drafter.deciding.judge import settle
from drafter.deciding.verdict import weigh_by_signals
from drafter.evaluating.results import is_costly, is_right
from drafter.stance import Stance


class Outcome(NamedTuple):
    """One case and what was decided."""

    case: Case
    decided: Stance
    gold: Stance
    also_ok: tuple[Stance, ...]

    @property
    def right(self) -> bool:
        return is_right(self.decided, self.gold, self.also_ok)

    @property
    def costly(self) -> bool:
        return is_costly(self.decided, self.gold, self.also_ok)


def outcome(case: Case, chances: dict[str, float]) -> Outcome:
    """What is decided of a case for which the stances are as probable as `chances` says."""
    decided = Stance(settle(case.found, chances)[0])
    return Outcome(case, decided, Stance(case.gold), tuple(map(Stance, case.also_ok)))


def share(outcomes: Iterable[Outcome], test: Callable[[Outcome], bool] = lambda o: o.right) -> float:
    """The share of the outcomes that pass, in per cent."""
    listed = list(outcomes)
    return 100 * sum(map(test, listed)) / len(listed) if listed else float("nan")


def line(name: str, outcomes: list[Outcome]) -> str:
    """One row of the table."""
    english = [o for o in outcomes if o.case.language == "en"]
    others = [o for o in outcomes if o.case.language != "en"]
    costly = share(outcomes, lambda o: o.costly)
    return f"{name:44}{len(outcomes):6}{share(outcomes):8.1f}{share(english):10.1f}{share(others):8.1f}{costly:8.1f}"


def head(title: str) -> str:
    return f"{title:44}{'n':>6}{'all %':>8}{'English %':>10}{'other %':>8}{'costly %':>9}"


def details(outcomes: list[Outcome]) -> str:
    """By form, by stance, and the commonest confusions."""
    forms: dict[str, list[Outcome]] = defaultdict(list)
    golds: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        forms[one.case.form].append(one)
        golds[one.gold].append(one)
    wrong = Counter((o.gold, o.decided) for o in outcomes if not o.right)
    rows = [
        f"  {name:20}{len(group):6}{share(group):8.1f}"
        for part in (forms, golds)
        for name, group in sorted(part.items())
    ]
    rows += [f"  {gold} -> {stance}: {count}" for (gold, stance), count in wrong.most_common(12)]
    return "\n".join(rows)


<<<<<<< HEAD:benchmarks/stance_parts.py
def main() -> None:
    cases, held, side = read_cases("1", "a", "b"), read_cases("c"), read_drafts() + read_phrases()
    folds = list(StratifiedKFold(5, shuffle=True, random_state=0).split(cases, [case.gold for case in cases]))

    def crossed(**parts: Any) -> list[Outcome]:
        extra = side if parts.pop("extra", True) else []
        outcomes: list[Outcome] = []
        for train, test in folds:
            model = Model([cases[i] for i in train] + extra, **parts)
            tested = [cases[i] for i in test]
            outcomes += map(outcome, tested, model.chances(tested))
        return outcomes
=======
def by_parts() -> None:
    """What signals, words, their meaning, more texts and the gate for competitors add, on requests held out."""
    from benchmarks.train_stance import Case, Model, read_cases, read_drafts, read_phrases
    from drafter.deciding.verdict import weigh_by_signals

    cases, held, side = read_cases("1", "a", "b", "c", "d", "e"), read_cases("f"), read_drafts() + read_phrases()

    def outcome(case: Case, chances: dict[str, float]) -> Outcome:
        return Outcome(case.gold, case.also_ok, case.language, case.form, settle(case.found, chances)[0])

    def ungated(case: Case, chances: dict[str, float]) -> Outcome:
        thread = case.found.thread._replace(declined_as_competitor=None)
        return outcome(case._replace(found=case.found._replace(competitor=None, thread=thread)), chances)
>>>>>>> deciding:benchmarks/stance_accuracy.py

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


if __name__ == "__main__":
    main()
