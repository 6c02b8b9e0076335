"""How many tokens the prompts have, and how much of them two requests of one stance share.

    python -m benchmarks.prompt_size http://127.0.0.1:8091 [KEY]

The server's own tokenizer counts (llama.cpp's /tokenize).
"""

from __future__ import annotations

import json
import sys
import urllib.request
from pathlib import Path

from drafter import Profile, Stance, read_request
from drafter.prompting import Prompts
from drafter.stance import Assessment

EXAMPLES = Path(__file__).parent.parent / "examples"


def tokens(server: str, key: str, text: str) -> list[int]:
    """The tokens of `text` as the server counts them."""
    call = urllib.request.Request(
        f"{server}/tokenize",
        data=json.dumps({"content": text}).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(call) as answer:
        counted: list[int] = json.load(answer)["tokens"]
    return counted


def main() -> None:
    server, key = sys.argv[1], (sys.argv[2:] or ["local"])[0]
    profile = Profile.load(EXAMPLES / "drafter.toml")
    other = read_request("From: Ib Holm, carpenter\n\nHello Dana, one short message of another kind.", profile)
    for stance in Stance:
        if stance is Stance.NO_REPLY:
            continue
        request = read_request(next(EXAMPLES.glob(f"{stance}.*")), profile)
        assessment = Assessment(
            stance=stance, runner_up=stance, evidence=(), language="en", confidence=1.0, unsure=False
        )
        both = [
            tokens(
                server, key, "\n".join(text for _, text in Prompts().messages(q, profile, assessment, nonce="5f2c9a1e"))
            )
            for q in (request, other)
        ]
        shared = next(
            (at for at, pair in enumerate(zip(*both, strict=False)) if len(set(pair)) > 1), min(map(len, both))
        )
        print(f"{stance:20} {len(both[0]):5} tokens, {shared / len(both[0]):.0%} shared with another request")


if __name__ == "__main__":
    main()
