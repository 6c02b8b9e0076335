"""Lines that belong to the page and not to a message: speakers with a time of day, day separators, notices."""

from __future__ import annotations

import re
from typing import NamedTuple

from drafter.reading import words
from drafter.reading.names import clean, clean_name, looks_like_name, tokens
from drafter.view import fold

_TIME = r"\d{1,2}(?:[:.h]\d{2}(?::\d{2})?)\s?(?:[AaPp]\.?\s?[Mm]\b\.?|Uhr|h)?|\d{1,2}\s?[AaPp][Mm]"
_NAME_TIME = re.compile(
    rf"(?P<name>[^\d\s][^\n]{{0,79}}?)(?P<gap>\s*[·•|,–-]\s+|\s+)(?P<date>(?:[^\W\d_]{{2,9}}\.?,?\s)?(?:\d[\w./-]{{0,9}},?\s)?(?:\d{{4}},?\s)?(?:at |um |à )?)"
    rf"\[?\(?(?P<time>{_TIME})\)?\]?$"
)
_BRACKET_FIRST = re.compile(rf"[\[(](?P<time>[\d./-]{{0,10}},?\s?(?:{_TIME}))[\])]\s*(?P<name>[^:\n]{{1,60}}):\s?(?P<text>.*)$")
_DATE_FIRST = re.compile(rf"(?P<time>\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}},?\s(?:{_TIME}))\s[-–]\s(?P<name>[^:\n]{{1,60}}):\s(?P<text>.*)$")
_SENT = re.compile(rf"(?i)(?P<name>[^\n]{{1,80}}?) sent the following messages? at (?P<time>{_TIME})$")
_ONLY_TIME = re.compile(rf"(?P<time>{_TIME})$")
_CHAT = re.compile(r"(?P<name>[^:\n]{1,70}):(?:\s+(?P<text>\S.*))?$")
_NOTICE = re.compile(
    r"(?i)(?:you are now connected with .{1,80}|view .{1,80}[’']s? profile.{0,80}|.{1,80} accepted your (?:invitation|request).{0,40}"
    r"|sie sind jetzt mit .{1,80} vernetzt|vous êtes (?:désormais|maintenant) en relation avec .{1,80}|(?:seen|read|gelesen|sent|delivered)"
    r"|ora sei collegato (?:a|con) .{1,80}|ahora estás en contacto con .{1,80}|\d+ new messages?|(?:active|online) now"
    r"|mobile\s*[•·].{0,30}|status is (?:online|offline|reachable))$"
)
_DAY_DATE = re.compile(r"[^\W_]+|\d+")


class Stamp(NamedTuple):
    """Who speaks and when; `text_at` is where on the line their words start, or None: on the next line."""

    name: str
    when: str | None
    text_at: int | None = None


def read_stamp(line: str) -> Stamp | None:
    """A line that opens a message in a thread: `Name  7:44 AM`, `[10:05] Name: text` and the like."""
    if not line or len(line) > 180 and line[0] not in "[(" and not line[0].isdigit():
        return None
    match = _SENT.match(line)
    if match:
        return Stamp(match["name"], match["time"])
    if line[0] in "[(" or line[0].isdigit():
        match = _BRACKET_FIRST.match(line) or _DATE_FIRST.match(line)
        if match and is_speaker(match["name"]):
            return Stamp(clean(match["name"]), clean(match["time"]), match.start("text"))
        return None
    if not (line[-1].isdigit() or line[-1] in "mM.)]rh") or not any(char.isdigit() for char in line[-14:]):
        return None
    match = _NAME_TIME.match(line)
    if not match or not is_speaker(match["name"]):
        return None
    date = match["date"].strip(" ,")
    if date and not is_day(date.removesuffix(" at").removesuffix(" um").removesuffix(" à")) and date not in ("at", "um", "à"):
        return None
    return Stamp(match["name"].strip(), " ".join(f"{date} {match['time']}".split()))


def is_speaker(name: str) -> bool:
    """Whether `name` may stand before a time or a colon: a name with its additions, or "You"."""
    if fold(name).strip() in words.USER_LABELS:
        return True
    cleaned = clean_name(name)
    if not cleaned or cleaned[0] in "\"'“„«(":
        return False
    if name.lstrip()[:1] in "\"'“„«>":
        return False
    for glue in (" from ", " at ", " von ", " bei ", " de ", " | ", " - "):
        if glue in cleaned and looks_like_name(cleaned.split(glue)[0]):
            return True
    return looks_like_name(cleaned) and not is_day(cleaned)


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
    if not is_speaker(name) or not name[0].isupper() and lowered not in words.USER_LABELS:
        return None
    if any(part in words.GENERIC and part not in words.USER_LABELS for part in tokens(name)):
        return None
    return Stamp(name, None, match.start("text") if match["text"] else None)


def is_day(line: str) -> bool:
    """Whether a line is a day separator: `MON`, `TODAY`, `JAN 14`, `12. SEPT. 2024`, `2023`, `14/01/2025`."""
    if not line or len(line) > 40:
        return False
    parts = [part.strip(".,") for part in fold(line).replace("/", " ").replace("-", " - ").split()]
    parts = [part for part in parts if part and part not in ("-", "de", "the", "of", "den", "o", "le", "del")]
    if not parts or len(parts) > 5:
        return False
    known = 0
    for part in parts:
        digits = part.rstrip("stndrhoa.")
        if part in words.DAYS or part in words.MONTHS:
            known += 1
        elif not (digits.isdigit() and len(digits) <= 4):
            if "." in part and all(piece.isdigit() for piece in part.split(".")):
                known += 1
                continue
            if part in ("feira",):
                continue
            return False
    return known > 0 or len(parts) == 3 or (len(parts) == 1 and len(parts[0]) == 4 and parts[0][:2] in ("19", "20"))


def is_notice(line: str) -> bool:
    """Whether a line is the page's own: "You are now connected with ..."."""
    return bool(_NOTICE.match(line)) if len(line) <= 200 else False
