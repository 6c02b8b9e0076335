"""The headings of a thread: speakers with a time of day or a colon, and days."""

from __future__ import annotations

import re

import msgspec

from drafter.reading import words
from drafter.reading.names import (
    clean,
    clean_name,
    has_everyday_word,
    has_title_word,
    is_person,
    is_told_name,
    looks_like_name,
)
from drafter.regex import expression
from drafter.view import fold

_TIME = r"\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[AaPp]\.?\s?[Mm]\b\.?|Uhr|h)?|\d{1,2}\s?[AaPp][Mm]"
_TIME_AT_END = expression(rf"(?<![\w.,:/-])[\[(]?(?P<time>{_TIME})[\])]?$")
_BRACKET_FIRST = expression(
    rf"[\[(](?P<time>[\d./-]{{0,10}},?\s?(?:{_TIME}))[\])]\s*(?P<name>[^:\n]{{1,60}})(?::\s?(?P<text>.*))?$"
)
_DATE_FIRST = expression(
    rf"(?P<time>\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}},?\s(?:à\s)?(?:{_TIME}))\s[-–]\s"
    r"(?:(?P<name>[^:\n]{1,60}):\s)?(?P<text>.*)$"
)
_NAME_FIRST = expression(rf"(?P<name>[^\n\[\]]{{1,60}}), \[(?P<time>[\w ./,-]{{0,30}}(?:{_TIME}))\]:?$")
_PHONE = expression(r"~?\s?\+?\(?\d(?:[ ()./-]{0,2}\d){6,14}$")
_ENCRYPTED = expression(
    r"(?i)(?:(?:les|los|i|de|as) )?(?:messages|nachrichten|mensajes|messaggi|berichten|mensagens)\b[^\n]{0,80}"
    r"(?:end-to-end[ -]encrypted|ende-zu-ende-verschlüsselt|de bout en bout|de extremo a extremo"
    r"|crittograf\w+ end-to-end|end-to-end[ -]versleuteld|(?:de )?ponta a ponta)"
)
"""What a phone's export says first."""
_SENT = expression(rf"(?i)(?P<name>[^\n]{{1,80}}?) sent the following messages? at (?P<time>{_TIME})$")
_AGO = expression(r"\s?\([^()\d]{0,20}\d{1,2}[^()\d]{1,20}\)$")
_ONLY_TIME = expression(rf"(?P<time>{_TIME})$")
_CHAT = expression(r"(?P<name>[^:\n]{1,70}):(?:\s+(?P<text>\S.*))?$")
_NUMBER = expression(r"\d{1,4}(?:st|nd|rd|th|er|º|ª|o|a)?|\d{1,4}(?:\.\d{1,4}){1,2}")
_YEAR = expression(r"(?:19|20)\d\d")
_HANDLE = expression(r"(?=[\w.]*(?:\d\d|[._][a-z]))[a-z][\w.]{2,40}$")
"""A name that somebody gave themselves, in small letters: `gmac_1979`, but not `Hall2`."""
_LEAD = " \t[(·•|,–-"
_AT_WORDS = ("at", "um", "à", "a", "alle", "om", "às", "kl", "kl.")


class Stamp(msgspec.Struct, frozen=True):
    """Who speaks and when; `text_at` is where on the line their words start, or None: on the next line."""

    name: str
    """Empty where the page itself speaks."""
    when: str | None
    text_at: int | None = None


def read_stamp(line: str) -> Stamp | None:
    """A line that opens a message in a thread: `Name  7:44 AM`, `[10:05] Name: text` and the like."""
    if not line:
        return None
    if len(line) > 180 and line[0] not in "[(" and not line[0].isdigit():
        return None
    match = _SENT.match(line)
    if match:
        return Stamp(match["name"], match["time"])
    if line[0] in "[(" or line[0].isdigit():
        return _dated(_BRACKET_FIRST.match(line) or _DATE_FIRST.match(line))
    match = _NAME_FIRST.match(line) if line[-1] in "]:" else None
    if match:
        return Stamp(clean(match["name"]), match["time"]) if is_speaker(match["name"]) else None
    if not (line[-1].isdigit() or line[-1] in "mM.)]rh") or not any(char.isdigit() for char in line[-14:]):
        return None
    found = _TIME_AT_END.search(line, max(0, len(line) - 20))
    if not found:
        return None
    before = line[: found.start()]
    name, date = _name_and_date(before.rstrip(_LEAD))
    is_apart = before.endswith(("  ", "\t"))
    if not name or not (
        is_speaker(name)
        or (is_apart and (_HANDLE.match(name) or is_told_name(name) or is_person(name.title(), least=2)))
    ):
        return None
    if not is_apart and has_everyday_word(name) and fold(name) not in words.USER_LABELS:
        return None
    return Stamp(name, f"{date} {found['time']}".strip())


def _dated(match: re.Match[str] | None) -> Stamp | None:
    """What a line says that starts with a date or a time in brackets."""
    if not match:
        return None
    name, said = match["name"], match["text"]
    if not name or (said and _ENCRYPTED.match(said)):
        return Stamp("", None, len(match[0]))
    if not is_speaker(name) and not is_phone(name):
        return None
    return Stamp(clean(name), clean(match["time"]), None if said is None else match.start("text"))


def is_phone(name: str) -> bool:
    """Whether a speaker is known by their number alone."""
    return bool(_PHONE.match(name))


def _name_and_date(text: str) -> tuple[str, str]:
    """`Ann Lee Jan 14, 2025 at` as `Ann Lee` and `Jan 14, 2025`."""
    parts = text.split()
    end = len(parts) - (bool(parts) and parts[-1] in _AT_WORDS)
    for start in range(max(1, end - 4), end):
        date = " ".join(parts[start:end])
        if is_day(date) and (any(char.isdigit() for char in date) or fold(date).strip(".,") in words.DAYS):
            return " ".join(parts[:start]).rstrip(_LEAD), date
    return " ".join(parts[:end]), ""


def is_speaker(name: str) -> bool:
    """Whether `name` may stand before a time or a colon: a name with its additions, or "You"."""
    if fold(name).strip() in words.USER_LABELS:
        return True
    cleaned = clean_name(name)
    if not cleaned or name.lstrip()[:1] in "\"'“„«(>":
        return False
    if _swapped(cleaned):
        return True
    for glue in (" from ", " at ", " von ", " bei ", " de ", " | ", " - "):
        if glue in cleaned and looks_like_name(cleaned.split(glue)[0]):
            return True
    return looks_like_name(cleaned) and not is_day(cleaned)


def _swapped(name: str) -> str | None:
    """`Quast, Florian` as `Florian Quast`."""
    last, comma, first = (part.strip() for part in name.partition(","))
    is_name = comma and looks_like_name(last, most=3) and looks_like_name(first, most=2) and not has_title_word(first)
    return f"{first} {last}" if is_name else None


def speaker_name(name: str) -> str:
    """The name of a speaker as one would say it."""
    cleaned = clean_name(name) or name
    return _swapped(cleaned) or cleaned


def read_moment(text: str) -> str | None:
    """`text` where it is a time of day, a day before it and how long ago behind it at will, and nothing else."""
    shown = _AGO.sub("", text) if len(text) <= 100 else ""
    found = _TIME_AT_END.search(shown, max(0, len(shown) - 20))
    if not found:
        return None
    before = shown[: found.start()].rstrip(_LEAD).split()
    while before and before[-1] in (*_AT_WORDS, "ore", "las"):
        before.pop()
    return text if not before or is_day(" ".join(before)) else None


def only_time(line: str) -> str | None:
    """The time where the line holds nothing else."""
    match = _ONLY_TIME.match(line)
    return match["time"] if match else None


def read_chat(line: str) -> Stamp | None:
    """`Name: text` or `Name (Company): text`."""
    match = _CHAT.match(line[:4000])
    if not match:
        return None
    name = match["name"].strip(" *_")
    lowered = fold(name).strip()
    if lowered in words.HEADERS and lowered not in words.USER_LABELS:
        return None
    if not is_speaker(name) or not (name[0].isupper() or lowered in words.USER_LABELS):
        return None
    if lowered not in words.USER_LABELS and has_everyday_word(clean_name(name) or name):
        return None
    return Stamp(name, None, match.start("text") if match["text"] else None)


def is_day(line: str) -> bool:
    """Whether a line is a day separator: `MON`, `TODAY`, `JAN 14`, `12. SEPT. 2024`, `2023`, `14/01/2025`."""
    if not line or len(line) > 40:
        return False
    parts = [part.strip(".,") for part in fold(line).replace("/", " ").replace("-", " - ").split()]
    parts = [part for part in parts if part and part not in ("-", "de", "the", "of", "den", "o", "le", "del", "feira")]
    if not parts or len(parts) > 5:
        return False
    named = sum(part in words.DAYS or part in words.MONTHS for part in parts)
    if not all(part in words.DAYS or part in words.MONTHS or _NUMBER.fullmatch(part) for part in parts):
        return False
    return bool(named) or len(parts) == 3 or any("." in part for part in parts) or bool(_YEAR.fullmatch(parts[0]))
