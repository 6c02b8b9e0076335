"""The facts a reply may state: those of the request and of the profile, and the words of the draft beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from drafter.checker.context import Context
from drafter.checker.grounding_said import WORD, Said
from drafter.checker.grounding_words import words
from drafter.checker.names import whole_words
from drafter.profile import Profile
from drafter.view import View, fold

_HEAD = 4000
_NEAR = 24


class Facts:
    """What the request and the profile of one context say, and the words of its draft."""

    def __init__(self, context: Context) -> None:
        self.asked = _said(context.request_view.folded)
        """What the request says: all that may be claimed of the sender."""
        self.firm = _profile_said(context.profile) if context.profile else _NOTHING
        """What the profile says: all that may be stated of the user's firm."""
        sender = (context.request and context.request.sender.name) or ""
        user = context.profile.name if context.profile else ""
        self.persons = frozenset(WORD.findall(fold(f"{sender} {user}")))
        """The words of the sender's and the user's names."""
        self.is_returned = bool(context.request and any(turn.author == "user" for turn in context.request.turns))
        """Whether the request holds an earlier message of the user's."""
        self._language = context.language
        self.empty = _empty(frozenset(("en", context.language, context.likely_language)))
        """Small words of the languages that the draft may be in, and words that say nothing of a subject."""
        self._draft = context.view.folded
        self.draft_words = frozenset(WORD.findall(self._draft))

    def says(self, word: str) -> bool:
        """Whether a folded word stands in request or profile just so."""
        return word in self.asked.words or word in self.firm.words

    def knows(self, word: str) -> bool:
        """Whether request or profile say a folded word."""
        return self.asked.knows(word) or self.firm.knows(word)

    def knows_name(self, word: str) -> bool:
        """Whether request or profile say a folded name."""
        return self.asked.knows_name(word) or self.firm.knows_name(word)

    def has_address(self, address: str) -> bool:
        """Whether request or profile have a bare address."""
        return address in self.asked.addresses or address in self.firm.addresses

    def has_in_address(self, name: str) -> bool:
        """Whether a name of several words, folded and run together, is part of an address of the request."""
        return name in self.asked.addresses_in_lines

    def has_phone(self, digits: str) -> bool:
        """Whether request or profile have a phone number with these last digits."""
        return digits in self.asked.phones or digits in self.firm.phones

    def has_figure(self, value: int) -> bool:
        """Whether a number is in request or profile."""
        return value in self.asked.figures or value in self.firm.figures

    @cached_property
    def is_german(self) -> bool:
        """Whether the draft is in German, where every noun has a capital."""
        german = words().lists["german"]
        if self._language == "de" or german.isdisjoint(self.draft_words):
            return self._language == "de"
        head = WORD.findall(self._draft, 0, _HEAD)
        return sum(word in german for word in head) * 8 > len(head)

    def is_small(self, view: View, start: int) -> bool:
        """Whether the word at folded `start` is no noun for certain: in German, one without a capital."""
        return self.is_german and not view.text[view.span(start, start + 1)[0]].isupper()

    def places(self, wanted: Iterable[str]) -> Iterator[tuple[str, int, int]]:
        """Where the draft has the wanted words: `(word, start, end)` in folded positions."""
        draft = self._draft
        for word in sorted(self.draft_words.intersection(wanted)):
            for start, end in whole_words(draft, word):
                if "_" not in (draft[start - 1 : start], draft[end : end + 1]):
                    yield word, start, end

    def before(self, start: int) -> str:
        """The word before folded `start`, if it stands close."""
        near = WORD.findall(self._draft, max(0, start - _NEAR), start)
        return near[-1] if near else ""


@lru_cache(maxsize=32)
def _empty(languages: frozenset[str | None]) -> frozenset[str]:
    lists = words().lists
    return frozenset().union(*(lists.get(f"empty_{language}", ()) for language in languages))


_said = lru_cache(maxsize=8)(Said)
_NOTHING = Said("")


facts = lru_cache(maxsize=8)(Facts)
"""The facts of a context, read once for all rules."""


@lru_cache(maxsize=64)
def _profile_said(profile: Profile) -> Said:
    """Every field of the profile, one on a line."""
    fields = [
        profile.name, profile.role, profile.company, profile.what_we_do, profile.contact, profile.signs_as,
        *profile.field_keywords, *profile.can_help_with,
    ]  # fmt: skip
    for competitor in profile.competitors:
        fields += [competitor.name, *competitor.aliases, *competitor.domains]
    return Said(fold("\n".join(fields)))
