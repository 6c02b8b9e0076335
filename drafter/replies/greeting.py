"""How the sender is greeted: by the name that they give themselves, where it surely is one."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from drafter.reading import words
from drafter.reading.names import is_mailbox, is_told_name, looks_like_name
from drafter.regex import expression
from drafter.replies import words as table
from drafter.view import fold

NAME_LIMIT = 40


class Addressee(msgspec.Struct, frozen=True):
    """How the sender is greeted; the name is empty where it is not known well enough."""

    name: str
    titled: bool = False


NOBODY = Addressee("")


_NAME = expression(r"[^\W\d_](?:[^\W\d_]|[ .'’-])*", re.UNICODE)


def addressee(name: str | None, *, full: bool, language: str | None) -> Addressee:
    """How to greet somebody called `name`, with first and last name where `full` says so."""
    if not name or not is_name(name):
        return NOBODY
    parts = [part for part in name.split() if fold(part).strip(".,") not in words.CREDENTIALS - {"ma", "ba", "jr"}]
    titles, rest = _split_titles(parts)
    if not rest or (rest[0].isascii() and all(len(part.strip(".")) < 2 for part in rest)):  # initials alone
        return NOBODY
    if titles:
        folded = fold(titles[0]).strip(".")
        first_wins = folded in table.FIRST_NAME_FOLLOWS and not (language == "de" and folded in ("fr", "sr"))
        spoken = [rest[0]] if first_wins or language == "pt" else _last_name(rest)
        return Addressee(_cased(" ".join([*titles, *spoken])), titled=True)
    if len(rest) > 2 and fold(rest[1]) in table.JOINERS:
        return Addressee(_cased(" ".join(rest[:3])))
    if len(rest[0].strip(".")) < 2:
        return Addressee(_cased(" ".join(rest)))
    if full and len(rest) > 1 and len(rest[-1].strip(".")) > 1:
        return Addressee(_cased(" ".join(rest)))
    return Addressee(_cased(rest[0].strip(".")))


def is_name(name: str) -> bool:
    """Whether `name` is short, made of letters, and no desk, firm or order."""
    name = unicodedata.normalize("NFC", name)
    if len(name) > NAME_LIMIT or not _NAME.fullmatch("".join(c for c in name if not _is_mark(c))) or _is_zalgo(name):
        return False
    folded = {part for token in fold(name).split() for part in (token.strip(".'"), *token.strip(".'").split("-"))}
    bodies = folded & table.BODIES
    if folded & table.ORDERS or is_mailbox(name) or (bodies and not (bodies <= words.SURNAMES and is_told_name(name))):
        return False
    parts = name.split()
    titles, rest = _split_titles(parts)
    if len(rest) > 2 and fold(rest[1]) in table.JOINERS:
        rest = [rest[0], *rest[2:]]
    if not any("a" <= char <= "z" for char in fold(name)):  # another script: nothing to compare with
        return looks_like_name(name, most=4)
    return bool(titles and rest and len(rest) < 5) or is_told_name(" ".join(rest))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc")


def _is_zalgo(name: str) -> bool:
    return any(all(map(_is_mark, name[at : at + 3])) for at in range(len(name) - 2))


def _split_titles(parts: list[str]) -> tuple[list[str], list[str]]:
    titles: list[str] = []
    rest = list(parts)
    known = table.LAST_NAME_FOLLOWS | table.FIRST_NAME_FOLLOWS
    while len(rest) > 1:
        folded = fold(rest[0]).strip(".")
        if titles and folded in table.PASSED_OVER:
            rest = rest[1:]
        elif folded in known and not (len(folded) < 3 and not rest[0].endswith(".") and rest[0].isupper()):
            titles.append(rest[0])
            rest = rest[1:]
        else:
            break
    return titles, rest


def _last_name(parts: list[str]) -> list[str]:
    for at, part in enumerate(parts[1:], start=1):
        if fold(part) in words.PARTICLES and part[0].islower():
            return parts[at:]
    return parts[-1:]


def _cased(name: str) -> str:
    """`name` as one writes it, where it came in capitals or without any."""
    letters = name.replace(" ", "")
    if len(letters) > 3 and (letters.isupper() or letters.islower()):
        return " ".join(
            part[:1].upper() + part[1:].lower() if "-" not in part else part.title() for part in name.split()
        )
    return name
