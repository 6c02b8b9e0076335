"""What calls to a model cost."""

from __future__ import annotations

import msgspec


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """What calls cost, as far as the server tells."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    requests: int = 0
    """HTTP requests, those that failed included."""
    seconds: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            requests=self.requests + other.requests,
            seconds=round(self.seconds + other.seconds, 3),
        )
