"""How fast drafter is, beside references measured in the same run.

    python -m benchmarks.speed

Cold: whole processes, run in turns with the reference, medians. Warm: one process. Every line gives the ratio to
its reference, and the limit that it is held to.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from drafter import Drafter, Profile, check, draft_reply, read_request

EXAMPLES = Path(__file__).parent.parent / "examples"
PROFILE = str(EXAMPLES / "drafter.toml")
REQUEST = str(EXAMPLES / "ask_reason.txt")
DRAFT = (
    "Hi Marcus, thank you for the invitation and for the kind words. I like to know a little about the people I "
    "connect with, because a network is only worth something where both sides know why they are in it. May I ask "
    "what made you want to connect? "
) * 3


def line(name: str, seconds: float, reference: float, limit: str) -> None:
    """One result."""
    print(f"{name:34} {seconds * 1000:8.2f} ms   reference {reference * 1000:8.2f} ms   "
          f"ratio {seconds / reference:5.2f}   limit {limit}")  # fmt: skip


def in_turns(commands: list[list[str]], rounds: int) -> list[float]:
    """Median wall time of each command, all run once in every round."""
    times: list[list[float]] = [[] for _ in commands]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "DRAFTER_"))}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds + 1):
            for taken, command in zip(times, commands, strict=True):
                started = time.perf_counter()
                subprocess.run(command, cwd=folder, env=environ, capture_output=True, check=False)
                if number:
                    taken.append(time.perf_counter() - started)
    return [statistics.median(taken) for taken in times]


def cold() -> None:
    """The commands and the import, as whole processes."""
    python = sys.executable
    drafter = str(Path(python).parent / "drafter")
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as file:
        file.write(DRAFT[:600])
    names = ["drafter --help", "drafter check", "drafter explain", "drafter reply --model template", "import drafter"]
    commands = [
        [python, "-c", "pass"],
        [python, "-c", "import typer"],
        [drafter, "--help"],
        [drafter, "check", file.name, "--request", REQUEST, "--profile", PROFILE],
        [drafter, "explain", REQUEST, "--profile", PROFILE],
        [drafter, "reply", REQUEST, "--profile", PROFILE, "--model", "template"],
        [python, "-c", "import drafter"],
    ]
    empty, typer, *others = in_turns(commands, 15)
    for name, seconds in zip(names, others, strict=True):
        if name == "import drafter":
            line(name, seconds, empty, f"1.5 x + 30 ms = {1.5 * empty * 1000 + 30:.1f} ms")
        else:
            line(name, seconds, typer, "2.5")


def warm() -> None:
    """check() on a 600-character draft with its request, after as many as it takes until all is built that is kept."""
    profile = Profile.load(PROFILE)
    request = read_request(Path(REQUEST), profile)
    draft = DRAFT[:600]
    for _ in range(50):
        check(draft, request, "ask_reason", profile)
    rounds = 300
    started = time.perf_counter()
    for _ in range(rounds):
        check(draft, request, "ask_reason", profile)
    line("check, warm", (time.perf_counter() - started) / rounds, 0.001, "1 ms")


def against_a_server() -> None:
    """draft_reply against a loopback server that answers after 100 ms, and the openai SDK alone."""
    import openai

    profile = Profile.load(PROFILE)
    request = read_request(Path(REQUEST), profile)
    with answering(0.1):
        client = openai.OpenAI(max_retries=0)
        messages: list[Any] = [{"role": "user", "content": "Hello?"}]
        ours, theirs = alternating(
            lambda: draft_reply(request, profile=profile, model="openai:test"),
            lambda: client.chat.completions.create(model="test", messages=messages),
        )
        line("draft_reply, server of 100 ms", ours, theirs, "1.05")


def many_at_once() -> None:
    """64 drafts at once through abatch against a server that takes 500 ms for each, and 64 calls of the openai SDK."""
    import openai

    profile = Profile.load(PROFILE)
    text = Path(REQUEST).read_text("utf-8")

    async def both() -> tuple[float, float]:
        drafter = Drafter(profile, model="openai:test")
        client = openai.AsyncOpenAI(max_retries=0)
        messages: list[Any] = [{"role": "user", "content": text}]
        times: tuple[list[float], list[float]] = ([], [])
        for number in range(6):
            started = time.perf_counter()
            drafts = await drafter.abatch([text] * 64)
            drafted = time.perf_counter()
            await asyncio.gather(*(client.chat.completions.create(model="test", messages=messages) for _ in range(64)))
            if {draft.source for draft in drafts} != {"openai:test"}:
                raise SystemExit("not every draft is the model's own")
            if number:
                times[0].append(drafted - started)
                times[1].append(time.perf_counter() - drafted)
        await client.close()
        return statistics.median(times[0]), statistics.median(times[1])

    with answering(0.5):
        ours, theirs = asyncio.run(both())
    line("64 drafts, server of 500 ms", ours, 0.5, "1.15")
    line("64 calls of the SDK alone", theirs, 0.5, "-")


@contextmanager
def answering(seconds: float) -> Iterator[None]:
    """A server in a process of its own, which answers after so many seconds, as the configured one."""
    command = [sys.executable, "-m", "benchmarks.answering", str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            os.environ["OPENAI_BASE_URL"], os.environ["OPENAI_API_KEY"] = server.stdout.readline().strip(), "none"
            yield
        finally:
            server.terminate()


def alternating(first: Callable[[], Any], second: Callable[[], Any], rounds: int = 30) -> tuple[float, float]:
    """Median seconds of two calls made in turns, after one of each to warm up."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for taken, call in zip(times, (first, second), strict=True):
            started = time.perf_counter()
            call()
            if number:
                taken.append(time.perf_counter() - started)
    return statistics.median(times[0]), statistics.median(times[1])


if __name__ == "__main__":
    cold()
    warm()
    against_a_server()
    many_at_once()
