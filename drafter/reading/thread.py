"""Threads: messages of two people, each with its speaker and often a time of day."""

from __future__ import annotations

from collections.abc import Callable

from drafter.reading import words
from drafter.reading.card import is_count
from drafter.reading.headers import Person, person_of, read_person
from drafter.reading.lines import Line, trim
from drafter.reading.names import clean_name, looks_like_name, may_sign
from drafter.reading.notices import is_notice
from drafter.reading.pieces import Author, Piece, Reading
from drafter.reading.stamps import Stamp, is_day, is_phone, only_time, read_chat, read_stamp, speaker_name
from drafter.reading.user import Who
from drafter.view import fold

_MOST_TOP_LINES = 8
_Opening = tuple[int, int, Stamp]
"""First line of a message's own heading, the line after it, and what it says."""


def read_thread(
    text: str, lines: list[Line], who: Who, header: Person | None = None, *, is_mail: bool = False
) -> Reading | None:
    """The thread that `lines` hold, or None where they hold none; `header` is what a head above them says.

    In a mail, `Name: text` is a list and no conversation.
    """
    openings = _openings(lines, read_stamp)
    if not openings or not _is_top(lines, openings[0][0]):
        openings = [] if is_mail else _openings(lines, read_chat)
        if not openings or not _is_chat(lines, openings, who, header.name if header else None):
            return None
    return _assembled(text, lines, openings, who, header)


def _openings(lines: list[Line], read: Callable[[str], Stamp | None]) -> list[_Opening]:
    found: list[_Opening] = []
    index = 0
    while index < len(lines):
        stamp = read(lines[index].text)
        after = index + 1
        if stamp is None and read is read_stamp:
            stamp, after = _two_lines(lines, index)
        if stamp is not None:
            if found and stamp.text_at is None and not _between(lines, found[-1][1], index):
                found[-1] = (found[-1][0], after, stamp)
            else:
                found.append((index, after, stamp))
        index = max(after, index + 1)
    is_export = any(stamp.name and stamp.text_at is not None for _, _, stamp in found)
    return found if is_export else [opening for opening in found if opening[2].name]


def _between(lines: list[Line], start: int, end: int) -> bool:
    """Whether somebody says something between two headings: LinkedIn prints the name more than once."""
    return any(line.text and not is_notice(line.text) and not looks_like_name(line.text) for line in lines[start:end])


def _two_lines(lines: list[Line], index: int) -> tuple[Stamp | None, int]:
    """A name on one line and the time alone on the next."""
    if index + 1 < len(lines) and lines[index].text and lines[index + 1].text[:1].isdigit():
        time = only_time(lines[index + 1].text)
        if time and looks_like_name(lines[index].text):
            return Stamp(lines[index].text, time), index + 2
    return None, index + 1


def _is_top(lines: list[Line], end: int) -> bool:
    """Whether all lines before the first message can be the top of a thread: a name, a headline, a day."""
    filled = [line.text for line in lines[:end] if line.text]
    if len(filled) > _MOST_TOP_LINES:
        return False
    plain = [line for line in filled if not is_day(line) and not is_notice(line)]
    if not plain:
        return True
    name = clean_name(plain[0])
    return bool(name and may_sign(name)) and all(len(line) <= 220 for line in plain)


def _is_chat(lines: list[Line], openings: list[_Opening], who: Who, known: str | None) -> bool:
    """Whether `Name: text` lines are a conversation: it starts with one, and the other side has a full name,
    speaks twice, is `known` or alone with the user. `Hanna: you were right` is a salutation."""
    if not _is_top(lines, openings[0][0]):
        return False
    names = [clean_name(stamp.name) or stamp.name for _, _, stamp in openings]
    others = [name for name in names if not who.is_user(name)]
    if len({fold(name) for name in names}) < 2:
        return len(others) == 1 and len(others[0].split()) > 1 and openings[0][2].text_at is not None
    if len({fold(name) for name in others}) == 1 and len(others) < len(names) and _is_talk(lines, openings, who):
        return True
    return any(len(name.split()) > 1 or others.count(name) > 1 or _is_known(name, known) for name in others)


def _is_talk(lines: list[Line], openings: list[_Opening], who: Who) -> bool:
    """Whether a second speaker is more than a detail below a salutation: `Price: 200 euros`."""
    (first, _, _), (second, after, stamp) = openings[:2]
    if who.is_user(stamp.name) or any(fold(stamp.name) in fold(line.text) for line in lines[first:second]):
        return True
    return sum(len(line.text.split()) for line in lines[second : after + 1]) > 4


def _is_known(name: str, known: str | None) -> bool:
    return known is not None and fold(name) in fold(known).split()


def _assembled(text: str, lines: list[Line], openings: list[_Opening], who: Who, header: Person | None) -> Reading:
    top = _top_person(lines[: openings[0][0]], who)
    spoken = [place for place, (_, _, stamp) in enumerate(openings) if stamp.name]
    names = {place: speaker_name(openings[place][2].name) for place in spoken}
    authors = _authors(list(names.values()), who, (top.name if top else None) or (header.name if header else None))
    pieces: list[Piece] = []
    day: str | None = next((line.text for line in lines[: openings[0][0]] if is_day(line.text)), None)
    for place, author in zip(spoken, authors, strict=True):
        _, after, stamp = openings[place]
        stop = openings[place + 1][0] if place + 1 < len(openings) else len(lines)
        stop, next_day = _without_separators(lines, after, stop, place + 1 < len(openings))
        start = lines[after - 1].start + _text_offset(text, lines[after - 1], stamp)
        end = lines[stop - 1].end if stop > after or stamp.text_at is not None else start
        start, end = trim(text, start, max(start, end))
        when = " ".join(part for part in (day, stamp.when) if part) if stamp.when else None
        name = None if is_phone(stamp.name) else names[place]
        pieces.append(Piece("turn", start, end, author, name, when))
        day = next_day or day
    person = _sender(pieces, [openings[place][2].name for place in spoken], top, header)
    return Reading("thread", person, pieces)


def _text_offset(text: str, line: Line, stamp: Stamp) -> int:
    """Where in its raw line a message starts: behind the colons of its heading, or behind all of the line."""
    raw = text[line.start : line.end]
    if stamp.text_at is None:
        return len(raw)
    at = -1
    for _ in range(line.text.count(":", 0, stamp.text_at)):
        at = raw.find(":", at + 1)
    return at + 1


def _without_separators(lines: list[Line], after: int, stop: int, more: bool) -> tuple[int, str | None]:
    """The line at which a message ends, and the day separator that follows it, if any."""
    day = None
    end = stop
    while more and end - 1 > after:
        line = lines[end - 1].text
        if not line or is_notice(line):
            end -= 1
        elif day is None and is_day(line):
            day, end = line, end - 1
        else:
            break
    return (end, day) if day or end < stop else (stop, None)


def _top_person(lines: list[Line], who: Who) -> Person | None:
    filled = [line.text for line in lines if line.text and not is_day(line.text) and not is_notice(line.text)]
    filled = [line for line in filled if not is_count(line)]
    if not filled:
        return None
    person = read_person(filled[0])
    if who.is_user(person.name):
        return None
    about = next((line for line in filled[1:4] if fold(line) != fold(filled[0]) and clean_name(line)), "")
    role = person_of("", about)
    return Person(person.name, role.title or person.title, role.company or person.company, person.email)


def _authors(names: list[str], who: Who, known: str | None) -> list[Author]:
    """Whose turn each is. Without a profile the one at the top, else the first to speak, is the sender."""
    distinct = {fold(name) for name in names}
    users = {fold(name) for name in names if who.is_user(name)}
    if users and users == distinct and len(distinct) > 1:
        users = {fold(name) for name in names if who.exactly(name)} or {fold(names[-1])}
    if not users and not who.is_known and len(distinct) > 1:
        lead = fold(known) if known and fold(known) in distinct else fold(names[0])
        users = distinct - {lead}
    return ["user" if fold(name) in users else "sender" for name in names]


def _sender(pieces: list[Piece], speakers: list[str], top: Person | None, header: Person | None) -> Person:
    """Who is to be answered: what the top says, then the head above, then the last of the others to speak."""
    spoken = Person()
    for piece, speaker in zip(reversed(pieces), reversed(speakers), strict=True):
        if piece.author == "sender":
            if fold(speaker).strip() not in words.USER_LABELS:
                spoken = Person(piece.name) if "," in speaker else read_person(speaker)
            break
    merged = [*(person for person in (top, header) if person), spoken]
    return Person(*(next((p[i] for p in merged if p[i]), None) for i in range(4)))
