"""Links, e-mail addresses and phone numbers in a text."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.regex import expression

_HAS_ADDRESS = expression(r"@|://|www\.|\.(?:com|org|net|example|co\.uk|gov|edu|info|io|eu|dev)\b")
_IS_ADDRESS = expression(r"[^@\s]@[\w-]+\.\w|://\w|www\.\w|\w\.\w")
_SCHEME = expression(r"^(?:mailto:)?(?:https?://)?(?:www\.)?")
_PHONE = expression(r"(?<![\d.,/-])\+?\d[\d /().-]{6,24}\d(?![.,/-]?\d)")
_DIGIT = expression(r"\d")
_NO_DIGIT = expression(r"\D")
_STOPS = frozenset('<>()"[],; \t\n')
_LONGEST = 300
_SHORTEST_PHONE = 7
_TELLING = 6


def addresses(folded: str) -> Iterator[tuple[int, int]]:
    """Each link and e-mail address as a folded span."""
    done = 0
    for match in _HAS_ADDRESS.finditer(folded):
        start, end = match.span()
        if start < done:
            continue
        lowest, highest = max(done, start - _LONGEST), min(len(folded), start + _LONGEST)
        while start > lowest and folded[start - 1] not in _STOPS:
            start -= 1
        while end < highest and folded[end] not in _STOPS:
            end += 1
        done = end
        while end > start and folded[end - 1] in ".:!?'*_/":
            end -= 1
        if _IS_ADDRESS.search(folded, start, end):
            yield start, end


def bare(address: str) -> str:
    """A folded address without scheme and `www.`."""
    return _SCHEME.sub("", address).rstrip("/")


def forms(folded: str) -> frozenset[str]:
    """Every address of a text, bare, and every host and e-mail domain."""
    found: set[str] = set()
    for start, end in addresses(folded):
        address = bare(folded[start:end])
        found.add(address)
        host = address.rpartition("@")[2].partition("/")[0]
        found.add(host)
    return frozenset(found)


def phones(folded: str) -> Iterator[tuple[int, int, str]]:
    """Each phone number as a folded span, with its last digits, which country codes do not change."""
    for match in _PHONE.finditer(folded) if _DIGIT.search(folded) else ():
        digits = _NO_DIGIT.sub("", match.group())
        if len(digits) >= _SHORTEST_PHONE:
            yield *match.span(), digits[-_TELLING:]
