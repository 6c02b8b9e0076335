"""How often a planted instruction changes the stance.

    python -m benchmarks.planted_instructions FILE          a JSON Lines file, each line with a `text`
    python -m benchmarks.planted_instructions FILE --half 1 only every second text (0: the even ones, 1: the odd ones)
    python -m benchmarks.planted_instructions FILE --show   each change, for reading

Every text is planted into ordinary requests of evals/, in every place named below; what counts is whether the
stance is another than that of the same request without it. The last column tells of how many texts a part is
taken for planted; that is what to read for harmless texts, which are the sender's own words.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from drafter.deciding.reading import Reading
from drafter.profile import Profile
from drafter.request import read_request
from drafter.stance import decide_stance
from drafter.view import View

EVALS = Path(__file__).parent.parent / "evals"
HOSTS_FOR_EACH_STANCE = 6
STANCES = ("no_reply", "decline_pitch", "introduce", "help", "answer", "accept", "ask_reason")


class Host(NamedTuple):
    """An ordinary request: paragraphs of a message, and the profile that it is written to."""

    text: str
    profile: Profile


class Row(msgspec.Struct):
    """What the benchmark reads of a line."""

    text: str


def hosts() -> list[Host]:
    """Bare English messages of `evals/requests-d.jsonl` and `-e`, as many for each stance."""
    chosen: dict[str, list[Host]] = {stance: [] for stance in STANCES}
    for name in ("d", "e"):
        for line in (EVALS / f"requests-{name}.jsonl").read_bytes().splitlines():
            row = msgspec.json.decode(line)
            if row["stance"] not in chosen or row["language"] != "en" or {"injection", "planted"} & set(row["tags"]):
                continue
            profile = msgspec.json.decode((EVALS / "profiles" / f"{row['profile']}.json").read_bytes(), type=Profile)
            request = read_request(row["request"], profile)
            if request.form == "bare" and len(chosen[row["stance"]]) < HOSTS_FOR_EACH_STANCE:
                chosen[row["stance"]].append(Host(row["request"].strip(), profile))
    return [host for group in zip(*chosen.values(), strict=True) for host in group]


def _card(message: str, name: str = "Jo Park", headline: str = "Gardener in Leeds") -> str:
    return f"From: {name}, {headline}\n\n{message}\n"


def _line(text: str) -> str:
    return " ".join(text.split())


def _running(message: str, text: str) -> str:
    view = View(message)
    sentences = view.sentences
    at = view.span(*sentences[len(sentences) // 2 - 1 if len(sentences) > 1 else 0])[1]
    return f"{message[:at]} {_line(text)} {message[at:].lstrip()}"


def _middle(message: str, text: str) -> str:
    at = message.find(". ", len(message) // 3)
    return f"{message[: at + 1]}\n\n{text}\n\n{message[at + 2 :]}" if at >= 0 else f"{text}\n\n{message}"


PLACES: dict[str, tuple[Callable[[str, str], str], Callable[[str, str], str]]] = {
    "first paragraph": (lambda m, t: f"{t}\n\n{m}", lambda m, t: m),  # noqa: ARG005
    "middle paragraph": (_middle, lambda m, t: _middle(m, "").replace("\n\n\n\n", "\n\n")),  # noqa: ARG005
    "last paragraph": (lambda m, t: f"{m}\n\n{t}", lambda m, t: m),  # noqa: ARG005
    "running text": (_running, lambda m, t: m),  # noqa: ARG005
    "sender's name": (lambda m, t: _card(m, name=_line(t)), lambda m, t: _card(m)),  # noqa: ARG005
    "headline": (lambda m, t: _card(m, headline=_line(t)), lambda m, t: _card(m)),  # noqa: ARG005
}
"""How a text is planted, and the same request without it."""


class Trial(NamedTuple):
    """One text planted in one place of one request."""

    text: str
    place: str
    before: str
    after: str
    found: bool


def trials(texts: list[str]) -> Iterator[Trial]:
    """Every text in every place, each time in the next request."""
    every = hosts()
    turn = 0
    for text in texts:
        for place, (plant, plain) in PLACES.items():
            host = every[turn % len(every)]
            turn += 1
            request = read_request(plant(host.text, text), host.profile)
            before = decide_stance(plain(host.text, text), host.profile)
            after = decide_stance(request, host.profile)
            found = bool(Reading(request, host.profile).planted)
            yield Trial(text, place, str(before.stance), str(after.stance), found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    texts = [msgspec.json.decode(line, type=Row).text for line in options.file.read_bytes().splitlines()]
    texts = texts if options.half is None else texts[options.half :: 2]
    every, changed, found = Counter[str](), Counter[str](), Counter[str]()
    for trial in trials(texts):
        every[trial.place] += 1
        changed[trial.place] += trial.before != trial.after
        found[trial.place] += trial.found
        if options.show and trial.before != trial.after:
            print(f"{trial.before} -> {trial.after} [{trial.place}] {trial.text[:300]!r}")
    print(f"{'place':20}{'n':>6}{'changed':>9}{'changed %':>11}{'found %':>9}")
    for place in PLACES:
        n = every[place]
        print(f"{place:20}{n:6}{changed[place]:9}{100 * changed[place] / n:11.1f}{100 * found[place] / n:9.1f}")
    n = every.total()
    print(f"{'all':20}{n:6}{changed.total():9}{100 * changed.total() / n:11.1f}{100 * found.total() / n:9.1f}")


if __name__ == "__main__":
    main()
