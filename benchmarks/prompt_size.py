"""How many tokens the prompts have, how much of them two requests of one stance share, and what of it a server reuses.

    python -m benchmarks.prompt_size http://127.0.0.1:8091 [KEY]

The server's own tokenizer counts (llama.cpp's /tokenize). What it reused for the second of two requests, each with a
fence of its own, is by its own counter too (`cached_tokens`). A typical request is the median of evals/requests-1.jsonl
by length.
"""

from __future__ import annotations

import json
import statistics
import sys
import urllib.request
from pathlib import Path
from typing import Any

from drafter import Profile, Request, Stance, read_request
from drafter.prompting import Prompts
from drafter.stance import Assessment

ROOT = Path(__file__).parent.parent


class Server:
    """A llama.cpp server."""

    def __init__(self, url: str, key: str) -> None:
        self._url, self._key = url, key

    def _asked(self, path: str, body: dict[str, Any]) -> Any:
        call = urllib.request.Request(
            f"{self._url}{path}",
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(call) as answer:
            return json.load(answer)

    def tokens(self, text: str) -> list[int]:
        """The tokens of `text`."""
        counted: list[int] = self._asked("/tokenize", {"content": text})["tokens"]
        return counted

    def reused(self, prompt: list[tuple[str, str]]) -> tuple[int, int]:
        """Tokens of a chat prompt, and those that were evaluated before."""
        messages = [{"role": role, "content": text} for role, text in prompt]
        used = self._asked("/v1/chat/completions", {"messages": messages, "max_tokens": 1})["usage"]
        return used["prompt_tokens"], used["prompt_tokens_details"]["cached_tokens"]


def typical(stance: Stance, profile: Profile) -> tuple[Request, Request]:
    """The two requests of a stance whose lengths are in the middle."""
    rows = [json.loads(line) for line in (ROOT / "evals" / "requests-1.jsonl").read_text("utf-8").splitlines()]
    texts = sorted((row["request"] for row in rows if row["stance"] == stance.value), key=len)
    middle = len(texts) // 2
    return read_request(texts[middle], profile), read_request(texts[middle - 1], profile)


def main() -> None:
    server = Server(sys.argv[1], (sys.argv[2:] or ["local"])[0])
    profile = Profile.load(ROOT / "examples" / "drafter.toml")
    shares: list[float] = []
    for stance in Stance:
        if stance is Stance.NO_REPLY:
            continue
        assessment = Assessment(
            stance=stance, runner_up=stance, evidence=(), language="en", confidence=1.0, unsure=False
        )
        prompts = [
            Prompts().messages(request, profile, assessment, nonce=nonce)
            for request, nonce in zip(typical(stance, profile), ("qmzkvbtx", "hfwdarpl"), strict=True)
        ]
        first, second = (server.tokens("\n".join(text for _, text in prompt)) for prompt in prompts)
        shared = next((at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other), 0)
        server.reused(prompts[1])
        counted, reused = server.reused(prompts[0])
        shares.append(reused / counted)
        print(
            f"{stance:20} {len(first):5} tokens, {shared / len(first):.0%} shared with another request; "
            f"of {counted} in the chat {reused / counted:.0%} reused"
        )
    print(f"{'median':20} {statistics.median(shares):.0%} reused")


if __name__ == "__main__":
    main()
