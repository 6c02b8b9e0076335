"""How fast the checker is, beside proselint, and whether its time grows with the text and no faster.

Within one process CPU time counts, so that a busy machine does not matter; whole processes count by the clock.

    pip install proselint
    python -m benchmarks.check_speed

proselint is needed for nothing else. Every line gives what it is held to.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.speed import DRAFT, in_turns
from drafter import Profile, Request, check, read_request
from drafter.checker.context import Context
from drafter.checker.engine import run
from drafter.checker.rules import Registry, registry
from drafter.evaluating.cases import read_cases
from drafter.stance import Stance
from drafter.view import View

EVALS = Path(__file__).parent.parent / "evals"
MESSAGES, CHARACTERS = 1000, 600
ORDINARY = DRAFT[: len(DRAFT) // 3]
REPEATED = {
    "one word": "connect ", "one letter": "a", "letters": "a ", "quotes": '"', "apostrophes": "'",
    "quoted words": "'a b' ", "brackets": "(", "square brackets": "[", "curly brackets": "{", "closing": ")]",
    "dots": ".", "spaced dots": ". ", "digits": "1", "figures": "1,000 ", "capitals": "A", "shouting": "THE ",
    "names": "Anna ", "no": "no no no ", "at signs": "a@", "addresses": "a@b.c ", "links": "http://a.b/ ",
    "hosts": "www.a.", "zero-width": "a\u200b", "other script": "ж", "ideographs": "漢", "accents": "e\u0301",
    "lines": "a\n", "returns": "\r", "spaces": " ", "dashes": "-", "slashes": "/", "tags": "<a>", "stars": "*",
    "underscores": "_", "questions": "? ", "negations": "not ", "offers": "we help you ", "conditions": "if you ",
    "amounts": "$5 ", "emoji": "\N{GRINNING FACE}",
}  # fmt: skip


def wording_rules() -> Registry:
    """The rules that are words and patterns alone."""
    every = registry()
    kinds = ("phrase", "pattern", "together")
    return Registry(rules=tuple(rule for rule in every.rules if rule.kind in kinds), words=every.words)


def messages() -> list[str]:
    """A thousand messages of six hundred characters, no two alike, from the drafts of evals/."""
    drafts = [row["draft"] for row in rows()]
    joined = "\n".join(drafts * (1 + MESSAGES * CHARACTERS // sum(map(len, drafts))))
    step = (len(joined) - CHARACTERS) // MESSAGES
    return [joined[i * step : i * step + CHARACTERS] for i in range(MESSAGES)]


def rows() -> list[dict[str, Any]]:
    """The rows of the drafts of evals/ but drafts-2."""
    files = sorted(set(EVALS.glob("drafts-*.jsonl")) - {EVALS / "drafts-2.jsonl"})
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def seconds(call: Callable[[], object], rounds: int) -> float:
    """The median of so many calls, after one to warm up."""
    taken = []
    for _ in range(rounds + 1):
        started = time.process_time()
        call()
        taken.append(time.process_time() - started)
    return statistics.median(taken[1:])


def wording() -> None:
    """The wording rules over a thousand messages, beside proselint over the same ones."""
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    CheckRegistry().register_many(__register__)
    texts, rules = messages(), wording_rules()
    ours = seconds(lambda: [run(Context(View(text)), rules, "en") for text in texts], 5)
    theirs = seconds(lambda: [LintFile("message", content=text).lint() for text in texts], 1)
    print(f"wording rules, {MESSAGES} messages of {CHARACTERS} characters {ours * 1000:8.1f} ms   limit 50 ms")
    print(f"proselint, the same messages {theirs * 1000:8.1f} ms   {theirs / ours:.1f} times ours, limit 25")


def whole_checks() -> None:
    """Every draft of evals/ with its request, stance and profile."""
    cases = read_cases([EVALS / "drafts-a.jsonl", EVALS / "drafts-c.jsonl"])
    ready = [(case.row.draft or "", case.request, case.row.stance, case.profile) for case in cases]
    taken = seconds(lambda: [check(*each) for each in ready], 3) / len(ready)
    print(f"whole checks, {len(ready)} drafts with all they answer {taken * 1000:6.3f} ms each   limit 0.5 ms")


def grown(size: int, *, whole: bool) -> Iterator[tuple[str, float, float]]:
    """Seconds for so many characters of everything, and how much longer each doubling up to there took."""
    profile = Profile.load(EVALS.parent / "examples" / "drafter.toml")
    request = read_request(EVALS.parent / "examples" / "ask_reason.txt", profile)
    rules = registry() if whole else wording_rules()

    def once(text: str) -> float:
        started = time.process_time()
        run(_known(text, request, profile) if whole else Context(View(text)), rules, "en")
        return time.process_time() - started

    once(ORDINARY * 200)
    for name, piece in {"ordinary": ORDINARY, **REPEATED}.items():
        short, long = (piece * (length // len(piece)) for length in (size // 8, size))
        first = min(once(short) for _ in range(5))
        last = min(once(long) for _ in range(3 if first < 0.5 else 1))
        yield name, last, (last / first) ** (1 / 3)


def _known(text: str, request: Request, profile: Profile) -> Context:
    return Context(View(text), request=request, stance=Stance.ACCEPT, profile=profile, language="en")


def linear() -> None:
    """Wording rules up to 8 MB; whole checks up to what check() takes."""
    for name, size, whole in (("wording rules", 8_000_000, False), ("whole checks", 200_000, True)):
        worst = sorted(grown(size, whole=whole), key=lambda item: -item[2])
        print(f"{name}, twice the text up to {size / 1e6} MB: at most {worst[0][2]:.2f} times as long   limit 2.2")
        for text, taken, ratio in worst[:5]:
            print(f"    {text:16} {taken * 1000:9.1f} ms, each doubling {ratio:5.2f} times as long")
        slowest = max(worst, key=lambda item: item[1])
        print(f"    slowest: {slowest[0]}, {slowest[1] * 1000:.1f} ms")


def cold() -> None:
    """`drafter check` beside `proselint check`, whole processes."""
    scripts = Path(sys.executable).parent
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as file:
        file.write(DRAFT[:CHARACTERS])
    ours, theirs = in_turns([[str(scripts / "drafter"), "check", file.name],
                             [str(scripts / "proselint"), "check", file.name]], 15)  # fmt: skip
    print(f"drafter check, cold {ours * 1000:8.1f} ms   proselint check {theirs * 1000:8.1f} ms   "
          f"{theirs / ours:.1f} times ours, limit 2")  # fmt: skip


if __name__ == "__main__":
    wording()
    whole_checks()
    cold()
    linear()
