"""How a message ends: the lines with the name of its writer, and what they do."""

from __future__ import annotations

import msgspec

from drafter.reading import closings
from drafter.reading.headers import MAIL, Person, person_of
from drafter.reading.lines import Line
from drafter.reading.names import (
    clean,
    clean_name,
    has_title_word,
    is_clause,
    is_mailbox,
    is_person,
    is_told_name,
    may_sign,
    split_role,
)
from drafter.reading.user import Who
from drafter.regex import expression
from drafter.view import fold

_DELIMITER = expression(r"(?:--|—|__+)\s*$")
_DEVICE = expression(
    r"(?i)(?:sent from|von meinem .{1,30}gesendet|gesendet (?:von|mit)|envoy[ée] (?:de|depuis)|enviado (?:desde|do)"
    r"|inviato da|verstuurd vanaf|verzonden vanaf|get outlook for|skickat fr[åa]n)\b.{0,60}$"
)
_CONTACT = expression(
    r"(?i)(?:^|\s)(?:tel|t|m|p|phone|mobile?|fon|fax|e-?mail|web|www|https?)\b\s*[.:/]|@\S+\.\w"
    r"|(?:^|\s)\(?\+?\d(?:[ ()/.-]{0,2}\d){6,}"
)
_DISCLAIMER = expression(
    r"(?i)\b(?:confidential|intended recipient|privileged|unsubscribe|vertraulich|confidentiel"
    r"|confidenziale|vertrouwelijk|confidencia)|think before you print|before printing"
)
_BRACKETED = expression(r"\s*\([^()]{0,40}\)")
_BAR = expression(r"\s[|–-]\s")
_MOST_LINES = 9


class Signature(msgspec.Struct, frozen=True):
    """Who signs, and the index of the line from which all is signature (None: it shares lines with text)."""

    person: Person
    line: int | None = None


def find_signature(lines: list[Line], who: Who, header: Person) -> Signature | None:
    """The signature at the end of a message, given its lines and what its header says of the writer."""
    filled = [index for index, line in enumerate(lines) if line.text]
    if not filled:
        return None
    tail = filled[-_MOST_LINES:]
    return (
        _delimited(lines, tail, who, header)
        or _closed(lines, tail, who)
        or _signed(lines, filled, who, header)
        or _device_only(lines, tail)
    )


def _delimited(lines: list[Line], tail: list[int], who: Who, header: Person) -> Signature | None:
    for place, index in enumerate(tail):
        if _DELIMITER.match(lines[index].text):
            block = tail[place + 1 :]
            if block and not all(_fits_block(lines[at].text) for at in block):
                return None
            above = _closed(lines, tail[:place], who) or _signed(lines, tail[:place], who, header)
            person = _read_block([lines[at].text for at in block], who) or Person()
            if above is None:
                return Signature(person, index)
            return Signature(_merged(above.person, person), above.line if above.line is not None else index)
    return None


def _closed(lines: list[Line], tail: list[int], who: Who) -> Signature | None:
    """A closing formula on its own line, or with the name behind it, and the lines after."""
    for place in range(len(tail) - 1, -1, -1):
        text = lines[tail[place]].text
        name = _formula(text)
        if name is None or (name and not any(line.text for line in lines[: tail[place]]) and place < len(tail) - 1):
            continue  # a message that begins with one greets
        rest = [lines[at].text for at in tail[place + 1 :]]
        block = ([name] if name else []) + rest
        if not block:
            return Signature(Person(), tail[place])
        person = _read_block(block, who)
        if person is None:
            if any(_formula(lines[at].text) is not None for at in tail[:place]):
                continue
            return None
        clean_end = all(_fits_block(line) for line in rest)
        return Signature(person, tail[place] if clean_end else None)
    return None


def _formula(line: str) -> str | None:
    """What follows the closing formula on its line: a name, "" for nothing; None where it is no closing."""
    if len(line) > 90:
        return None
    folded = _plain(line)
    if folded in closings.CLOSINGS:
        return ""
    head, comma, tail = line.partition(",")
    if comma and _plain(head) in closings.CLOSINGS and tail.strip():
        return _named(tail.strip())
    parts = line.split()
    for count in range(min(4, len(parts) - 1), 0, -1):
        if _plain(" ".join(parts[:count])) in closings.CLOSINGS:
            return _named(" ".join(parts[count:]))
    return None


def _named(text: str) -> str | None:
    """`text` where it is a name, perhaps with a role behind it."""
    name, _, about = text.partition(",")
    return text if may_sign(name.strip(" .!")) and not is_clause(about) else None


def _plain(text: str) -> str:
    return " ".join(fold(text[:100]).replace("~", " ").replace("&", "and").split()).strip(" ,.!;:-*_)")


def _signed(lines: list[Line], filled: list[int], who: Who, header: Person) -> Signature | None:
    """A name alone on one of the last lines, without any formula."""
    for place in range(len(filled) - 1, max(len(filled) - 4, 0), -1):
        index = filled[place]
        text = lines[index].text.strip(" -–—~,.*")
        if not may_sign(text) or who.is_user(text) or is_mailbox(text):
            continue
        is_last = place == len(filled) - 1
        if not (_same_person(text, header.name) or _stands_alone(lines, filled[place - 1], index, text, is_last)):
            continue
        rest = [lines[at].text for at in filled[place + 1 :]]
        person = _read_block([text, *rest], who)
        if person is not None:
            return Signature(person, index if all(_fits_block(line) for line in rest) else None)
    return None


def _stands_alone(lines: list[Line], before: int, index: int, text: str, is_last: bool) -> bool:
    """Whether an unknown name ends the message: set off from the text, and more than one word of it."""
    above = lines[before].text[-1]
    if not is_person(text) or not (before < index - 1 or above in ".!?)…:;,🙂😊👋"):
        return False
    is_long = len(text.split()) > 1
    return is_long or (is_last and above != ":" and lines[index].text[-1] not in ".!?")


def _same_person(text: str, name: str | None) -> bool:
    if not name:
        return False
    said, known = fold(text).strip(" .").split(), fold(name).split()
    return bool(said) and (said[0] in known or said[-1] in known)


def is_device_line(text: str) -> bool:
    """Whether a line says what the message was written on: `Sent from my phone`."""
    return bool(_DEVICE.match(text))


def _device_only(lines: list[Line], tail: list[int]) -> Signature | None:
    return Signature(Person(), tail[-1]) if is_device_line(lines[tail[-1]].text) else None


def _fits_block(line: str) -> bool:
    """Whether a line may stand in a signature block: short, and no sentence."""
    if line[:1] in "([{</>" or fold(line[:4]).startswith(("p.s", "ps", "nb", "n.b")):
        return False
    if _DEVICE.match(line) or _DISCLAIMER.search(line) or (_CONTACT.search(line) and len(line) <= 120):
        return True
    if len(line) > 90 or "?" in line:
        return False
    parts = line.split()
    return (len(parts) <= 8 or " | " in line) and not (len(parts) > 4 and line[-1] in ".!:" and line[0] not in "\"“„«'")


def _add_role(person: Person, line: str) -> Person:
    role = split_role(line)
    first = line.partition("|")[0]
    if first != line and not role.company:
        role = split_role(first)
    return person._replace(title=person.title or role.title, company=person.company or role.company)


def _read_block(block: list[str], who: Who) -> Person | None:
    """Name, title, firm and address from the lines of a signature; None where it starts with no name."""
    if not block:
        return None
    first = clean(block[0]).strip(" -–—~*")
    name, _, about = first.partition(",")
    if _BAR.search(name):
        name, about = _BAR.split(first, maxsplit=1)
    name = _BRACKETED.sub("", name).strip(" .!")
    if (
        not may_sign(name)
        or who.is_addressed(name)
        or (has_title_word(name) and len(block) == 1 and not is_told_name(name))
    ):
        return None
    cleaned = clean_name(name)
    person = person_of(name, about) if about.strip() else Person(None if is_mailbox(name) else cleaned)
    for line in block[1:5]:
        if _DEVICE.match(line) or not _fits_block(line) or line[:1] in '"“„«':
            break
        if not _CONTACT.search(line) or "|" in line:
            person = _add_role(person, line)
    mails = {mail[0].lower() for line in block for mail in MAIL.finditer(line[:200])}
    return person._replace(email=next(iter(mails))) if len(mails) == 1 else person


def _merged(first: Person, second: Person) -> Person:
    return Person(*(a or b for a, b in zip(first, second, strict=True)))
