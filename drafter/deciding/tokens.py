"""Tokens: the words of a folded text and the numbers under which their weights are kept."""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

from drafter.regex import expression

TOKEN = expression(r"https?://\S+|www\.\S+|[a-zX0-9_]+(?:'(?:s|t|m|d|re|ve|ll)\b)?|[?!%$]")


def key_of(gram: str) -> int:
    """The number under which the weights of a gram are kept."""
    return crc32(gram.encode("ascii", "replace"))


def tokens_of(folded: str) -> list[str]:
    """The tokens of a folded text that has no names to make alike."""
    return list(map(plain_token, TOKEN.findall(folded)))


@lru_cache(maxsize=20_000)
def plain_token(token: str) -> str:
    """A token with numbers and links made alike."""
    if token[0].isdigit():
        return "0"
    if token.startswith(("http", "www.")):
        return "zzlink"
    return token
