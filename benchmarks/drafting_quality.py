"""How good drafts by a small model are, beside the same model asked plainly.

    python -m benchmarks.drafting_quality draft local:NAME evals/requests-f.jsonl drafts.jsonl [--each 5] [--no-plain]
    python -m benchmarks.drafting_quality figures drafts.jsonl
    python -m benchmarks.drafting_quality sheet drafts.jsonl sheet.md key.json
    python -m benchmarks.drafting_quality count sheet.md key.json

`draft` takes --each requests of every stance, by the digest of their ids, has drafter and the plain prompt answer each,
and adds a row for each to drafts.jsonl; rows that are there already stay. `sheet` shows the two replies as A and B, in
an order that the digest of the request decides; a reader who has not seen the key writes A, B or = behind every
`better:`, and `count` says how often drafter's was preferred.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import statistics
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from drafter.answers import reply_of
from drafter.background import run
from drafter.desk import Desk, open_desk
from drafter.draft import Draft
from drafter.drafting import draft_at
from drafter.errors import ModelError
from drafter.evaluating.profiles import profile_named
from drafter.evaluating.rates import rate
from drafter.profile import Profile
from drafter.settings import load_settings

PLAIN = "Write a polite reply to this message as {who}.\n\n{message}"
SECONDS = 600.0
"""Deadline of a draft: a machine that does something else too shall not turn a slow draft into a template."""


def digest(text: str) -> str:
    """What puts rows into an order that nobody chose."""
    return hashlib.sha256(text.encode()).hexdigest()


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON Lines; none where there is no file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def chosen(path: Path, each: int) -> list[dict[str, Any]]:
    """`each` requests of every stance."""
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(rows_of(path), key=lambda row: digest(row["id"])):
        groups[row["stance"]].append(row)
    return [row for stance in sorted(groups) for row in groups[stance][:each]]


def plainly(desk: Desk, message: str) -> dict[str, Any]:
    """What the model answers to the plain prompt."""
    assert desk.model is not None
    user = desk.profile
    who = user.name + (f", {user.role}" if user.role else "") + (f" at {user.company}" if user.company else "")
    prompt = [("user", PLAIN.format(who=who, message=message))]
    try:
        answer = run(desk.model.complete(prompt, deadline=SECONDS, room=2))
    except ModelError as error:
        return {"text": "", "error": str(error)}
    return {"text": reply_of(answer.text), "seconds": answer.usage.seconds, "tokens": answer.usage.completion_tokens}


def drafted(draft: Draft, seconds: float) -> dict[str, Any]:
    """What is kept of a draft."""
    return {
        "text": draft.text,
        "stance": draft.stance.value,
        "outcome": draft.outcome,
        "accepted": draft.report.accepted,
        "notice": draft.notice,
        "prompt_tokens": draft.usage.prompt_tokens,
        "tokens": draft.usage.completion_tokens,
        "seconds": round(seconds, 1),
        "prompts": draft.prompt_version,
        "attempts": [
            {
                "kind": attempt.kind,
                "outcome": attempt.outcome,
                "candidate": attempt.candidate,
                "text": attempt.text,
                "error": attempt.error,
                "seconds": attempt.usage.seconds,
                "found": [[item.code, item.text, item.message] for item in attempt.report.errors]
                if attempt.report
                else [],
            }
            for attempt in draft.attempts
        ],
    }


def draft(options: argparse.Namespace) -> None:
    """Draft what has no row yet."""
    done = {row["id"] for row in rows_of(options.output)}
    settings = load_settings(deadline=SECONDS, timeout=SECONDS)
    for row in chosen(options.requests, options.each):
        if row["id"] in done:
            continue
        profile: Profile = profile_named(row["profile"], options.requests.parent, False)
        desk = open_desk(profile, options.model, settings=settings, nonce=lambda: "qmzkvbtx")
        started = time.monotonic()
        made = draft_at(desk, row["request"])
        result = drafted(made, time.monotonic() - started)
        kept = {key: row[key] for key in ("id", "profile", "language", "request")} | {"gold": row["stance"]}
        kept |= {"drafter": result, "plain": {} if options.no_plain else plainly(desk, row["request"])}
        with options.output.open("a", encoding="utf-8") as file:
            file.write(json.dumps(kept, ensure_ascii=False) + "\n")
        print(f"{row['id']} {made.stance} {made.outcome} {result['seconds']} s", flush=True)


def figures(options: argparse.Namespace) -> None:
    """Print outcomes, tokens and seconds, and what rejected drafts."""
    rows = rows_of(options.output)
    replies = [row["drafter"] for row in rows if row["drafter"]["outcome"] != "no_reply"]
    own = [reply for reply in replies if reply["outcome"] == "accepted"]
    tried = [attempt for reply in replies for attempt in reply["attempts"] if attempt["kind"] != "template"]
    first = [reply["attempts"][0]["outcome"] == "accepted" for reply in replies]
    print(f"accepted, or advised not to reply: {rate(sum(row['drafter']['accepted'] for row in rows), len(rows))}")
    print(f"advised not to reply: {len(rows) - len(replies)} of {len(rows)}")
    print(f"the stance of the label: {rate(sum(row['drafter']['stance'] == row['gold'] for row in rows), len(rows))}")
    print(f"the model's own words: {rate(len(own), len(replies))}; its first draft: {rate(sum(first), len(replies))}")
    print(f"calls for a reply: {len(tried) / len(replies):.1f} on average")
    for name in ("prompt_tokens", "tokens", "seconds"):
        print(f"median {name} of a reply: {statistics.median(reply[name] for reply in replies):.0f}")
    codes = Counter(code for attempt in tried for code in {item[0] for item in attempt["found"]})
    print("rejected by:", ", ".join(f"{code} {count}" for code, count in codes.most_common()) or "nothing")


def is_first(row: dict[str, Any]) -> bool:
    """Whether drafter's reply is A on the sheet."""
    return int(digest(row["request"]), 16) % 2 == 0


def sheet(options: argparse.Namespace) -> None:
    """Write the blind sheet and its key."""
    parts, key = [], {}
    for row in sorted(rows_of(options.output), key=lambda row: digest(row["request"])):
        made = row["drafter"]
        pair = [made["text"] or f"[no reply] {made['notice']}", row["plain"]["text"] or "[no answer]"]
        key[row["id"]] = "A" if is_first(row) else "B"
        first, second = pair if is_first(row) else reversed(pair)
        parts.append(
            f"## {row['id']} (to {row['profile']})\n\n{row['request']}\n\n### A\n\n{first}\n\n### B\n\n{second}"
        )
        parts.append("better: \n")
    options.sheet.write_text("\n\n".join(parts), "utf-8")
    options.key.write_text(json.dumps(key, indent=1), "utf-8")


def count(options: argparse.Namespace) -> None:
    """Print how often drafter's reply was preferred."""
    key = json.loads(options.key.read_text("utf-8"))
    parts = re.split(r"^## (\S+) \(to \w+\)$", options.sheet.read_text("utf-8"), flags=re.M)[1:]
    marks = {parts[i]: re.findall(r"^better: *([AB=])", parts[i + 1], re.M)[-1:] for i in range(0, len(parts), 2)}
    wrong = [name for name in key if not marks.get(name)]
    if wrong:
        raise SystemExit(f"no mark for {', '.join(wrong)}")
    won = sum(marks[name] == [side] for name, side in key.items())
    drawn = sum(marks[name] == ["="] for name in key)
    print(f"drafter preferred: {rate(won, len(key))}; no difference: {drawn}; plain: {len(key) - won - drawn}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("draft")
    one.add_argument("model", help="model spec")
    one.add_argument("requests", type=Path)
    one.add_argument("output", type=Path)
    one.add_argument("--each", type=int, default=5, help="requests of every stance")
    one.add_argument("--no-plain", action="store_true", help="without the plain prompt")
    one.set_defaults(run=draft)
    for name, function, arguments in (
        ("figures", figures, ["output"]),
        ("sheet", sheet, ["output", "sheet", "key"]),
        ("count", count, ["sheet", "key"]),
    ):
        command = commands.add_parser(name)
        for argument in arguments:
            command.add_argument(argument, type=Path)
        command.set_defaults(run=function)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
