"""Which of the names in a thread is the user's."""

from __future__ import annotations

from drafter.profile import Profile
from drafter.reading import words
from drafter.reading.names import tokens
from drafter.view import fold


class Who:
    """Tells the user from everybody else, by the profile and by labels such as "You"."""

    def __init__(self, profile: Profile | None) -> None:
        self._full = tokens(profile.name) if profile else []
        short = {" ".join(tokens(profile.first_name)), self._full[0]} if profile and self._full else set()
        self._short = short | {" ".join(self._full)} if short else set()
        self._contact = fold(profile.contact).strip() if profile and "@" in profile.contact else ""

    @property
    def is_known(self) -> bool:
        """Whether there is a profile to go by."""
        return bool(self._full)

    def exactly(self, name: str) -> bool:
        """Whether `name` is "You" or all of the user's name."""
        parts = tokens(name)
        return (len(parts) == 1 and parts[0] in words.USER_LABELS) or (bool(parts) and parts == self._full)

    def is_user(self, name: str | None, email: str | None = None) -> bool:
        """Whether `name`, or the address, is the user's."""
        if email and self._contact and fold(email) == self._contact:
            return True
        if not name:
            return False
        if self.exactly(name):
            return True
        parts = [part for part in (token.strip(",()") for token in tokens(name)) if part]
        if not parts or not self._full:
            return False
        return " ".join(parts) in self._short or self._is_variant(parts)

    def is_addressed(self, name: str) -> bool:
        """Whether `name` is the user's as others say it: `Frau Lindqvist` too."""
        parts = [part.strip(".,") for part in fold(name).split()]
        has_title = parts[-1:] == self._full[-1:] and any(part in words.HONORIFICS for part in parts)
        return self.is_user(name) or (bool(parts) and has_title)

    def _is_variant(self, parts: list[str]) -> bool:
        """Middle names, swapped order and initials: `Hanna M. Lindqvist`, `Albertini, Bruno`, `B. Albertini`."""
        if len(self._full) < 2 or len(parts) < 2:
            return False
        if set(self._full) <= set(parts):
            return True
        first, last = self._full[0], self._full[-1]
        return (parts[-1] == last and parts[0] == first[0]) or (parts[0] == first and parts[-1] == last[0])
