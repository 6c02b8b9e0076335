"""What a text says: its words, figures, days and addresses, ready to compare with."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property

from drafter.checker.grounding_addresses import forms, phones
from drafter.checker.grounding_words import same_stems, stem, words
from drafter.regex import expression

WORD = expression(r"[a-z0-9_]+")
NUMBER = expression(r"\d\d*(?:[.,:]\d+)*")
_DATE = expression(r"\b\d{1,4}[./-](\d{1,2})[./-]\d{1,4}\b|\b\d{1,2}\.(\d{1,2})\.")
_COMPOUND = expression(r"([a-z]+)(?:und|en|y)([a-z]{4,})")
_THOUSANDS = expression(r"\d{1,3}(?:[.,]\d{3})+")
_THOUSAND = expression(r"\b(\d{1,6})k\b")
_SEPARATOR = expression(r"[.,:]")
_RECALLED = expression(
    r"\byou(?:'d| had| once| never| have)? (?:\w{2,}ed|wrote|said|told|gave|sent|met|took|spoke|came|left"
    r"|(?:taught|showed|lent) (?:me|us)"
    r"|(?:drew|built|made|did|ran|kept|held|led)\b[^.!?]{0,40} (?:for|with) (?:me|us))\b"
)
_FEW_FIGURES = 6
_LONGEST = 40
_HUGE = 10**12


class Said:
    """The words of one text, folded, and whether a word or a name is among them in some form."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[str] = WORD.findall(text)
        self.words = frozenset(self.tokens)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words, and those that may stand for them."""
        same = same_stems()
        found = {stem(word) for word in self.words}
        for one in tuple(found):
            found.update(same.get(one, ()))
        return frozenset(found)

    @cached_property
    def _forwards(self) -> list[str]:
        return sorted(self.words)

    @cached_property
    def _backwards(self) -> list[str]:
        return sorted(word[::-1] for word in self.words)

    def has_head(self, part: str) -> bool:
        """Whether some word begins so."""
        return _any_begins(self._forwards, part)

    def has_tail(self, part: str) -> bool:
        """Whether some word ends so: `pumpen` as in "kreiselpumpen"."""
        return _any_begins(self._backwards, part[::-1])

    def knows(self, word: str) -> bool:
        """Whether a folded word is said, in any inflection, as part of a compound or by another name."""
        word = word[:_LONGEST]
        if word in self.words:
            return True
        if len(word) >= 4 and (self.has_head(word) or (len(word) >= 5 and self.has_tail(word))):
            return True
        if any(word[:size] in self.words or word[-size:] in self.words for size in range(5, len(word))):
            return True
        return stem(word) in self.stems

    def knows_name(self, word: str) -> bool:
        """Whether a folded name is said: whole, inflected, shortened or as a nickname."""
        said, word = self.words, word[:_LONGEST]
        if word in said or (word[-1:] in ("s", "n") and word[:-1] in said):
            return True
        plain = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
        if plain in said or not said.isdisjoint(words().nicknames.get(word, ())):
            return True
        if (len(word) >= 3 and self.has_head(word)) or (len(word) >= 4 and self.has_tail(word)):
            return True
        endings = words().lists["endings"]
        return any(word[:size] in said and word[size:] in endings for size in range(3, len(word)))

    @cached_property
    def figures(self) -> frozenset[int]:
        """The numbers, in digits, spelt out or as ordinals, and where they are few their sums and differences."""
        found: set[int] = set()
        for raw in NUMBER.findall(self.text):
            found.update(readings(raw))
        found.update(int(raw) * 1000 for raw in _THOUSAND.findall(self.text))
        found.update(_spelt(self.tokens))
        ordinals = words().ordinals
        found.update(ordinals[word] for word in self.words.intersection(ordinals))
        if len(found) >= _FEW_FIGURES:
            return frozenset(found)
        pairs = [(one, other) for one in found for other in found if one > other]
        return frozenset(found.union(*((one + other, one - other) for one, other in pairs)))

    @cached_property
    def is_recalled(self) -> bool:
        """Whether it tells of something that the reader did."""
        return _RECALLED.search(self.text) is not None

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Links and e-mail addresses without scheme, and their hosts."""
        return forms(self.text)

    @cached_property
    def addresses_in_lines(self) -> str:
        """The same, one on each line."""
        return "\n".join(self.addresses)

    @cached_property
    def phones(self) -> frozenset[str]:
        """The last digits of each phone number."""
        return frozenset(digits for _, _, digits in phones(self.text))

    @cached_property
    def months(self) -> frozenset[int]:
        """The months named or written as figures, 1 to 12."""
        numbers = words().months
        found = {numbers[word] for word in self.words.intersection(numbers)}
        for groups in _DATE.findall(self.text):
            found.update(int(part) for part in groups if part)
        return frozenset(found)

    @cached_property
    def weekdays(self) -> frozenset[int]:
        """The weekdays named, 1 to 7."""
        said = self.words
        return frozenset(number for word, number in words().weekdays.items() if word in said or f"{word}s" in said)

    def days_after(self, word: str) -> bool:
        """Whether a weekday stands right behind a word of some length."""
        weekdays = words().weekdays
        return len(word) > 3 and any(
            one == word and other in weekdays for one, other in zip(self.tokens, self.tokens[1:], strict=False)
        )

    @cached_property
    def counted(self) -> frozenset[str]:
        """What is counted, in singular and plural: the longer words close behind a number."""
        numbers = words().numbers
        found: set[str] = set()
        for place, token in enumerate(self.tokens):
            if token.isdigit() or token in numbers:
                found.update(word for word in self.tokens[place + 1 : place + 4] if len(word) > 3)
        return frozenset(found.union([f"{word}s" for word in found], [word[:-1] for word in found if word[-1] == "s"]))


def _any_begins(words_in_order: Sequence[str], part: str) -> bool:
    at = bisect_left(words_in_order, part)
    return at < len(words_in_order) and words_in_order[at].startswith(part)


def readings(raw: str) -> set[int]:
    """What digits with separators may mean: "1.900" and "1,900" are 1900; "14.04" is 14 and 4 too."""
    parts = _SEPARATOR.split(raw)
    found = {int("".join(parts)[:18])}
    if not _THOUSANDS.fullmatch(raw):
        found.update(int(part[:18]) for part in parts)
    return found


def _spelt(tokens: Iterable[str]) -> set[int]:
    """The numbers spelt out, runs of them put together: "four hundred", "forty", "two", "vierundzwanzig"."""
    known = words().numbers
    found: set[int] = set()
    total = run = 0
    for token in tokens:
        value = known.get(token)
        if value is None:
            if 8 < len(token) < 30:
                found.update(_compound(token))
            if token not in ("and", "und", "y", "e", "et"):
                total = run = 0
            continue
        if total > _HUGE:
            total = run = 0
        found.add(value)
        total = (total or 1) * value if value >= 100 else total + value if run and value < run else value
        run = value
        found.add(total)
    return found


def spelt_number(run: Iterable[str]) -> int:
    """The number that a run of number words stands for."""
    return max(_spelt(run), default=0)


def _compound(token: str) -> set[int]:
    """ "vierundzwanzig" as 24."""
    known = words().numbers
    match = _COMPOUND.fullmatch(token)
    return {known[match[1]] + known[match[2]]} if match and match[1] in known and match[2] in known else set()
