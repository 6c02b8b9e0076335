"""Header lines such as `From: Name, Title at Company` and `Betreff: ...`, in many languages."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from drafter.reading import words
from drafter.reading.lines import Line, first_filled
from drafter.reading.names import (
    LIMIT,
    clean,
    clean_name,
    has_title_word,
    is_mailbox,
    looks_like_name,
    split_role,
)
from drafter.regex import expression
from drafter.view import fold

_HEADER = expression(
    r"[*_]{0,2}([^\W\d_][\w-]{0,14}(?:\s[\w-]{1,14})?)[*_]{0,2}\s{0,2}[:：][*_]{0,2}(?:\s+(.*))?$", re.DOTALL
)
MAIL = expression(r"[\w.+'&-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_ANGLED = expression(
    r"\s*[<(\[]\s*(?:mailto:)?([^\s<>()\[\]]{1,64}@[^\s<>()\[\]]{1,255}?)(?:\]?\(?mailto:[^\s<>]*)?\s*[>)\]]+"
)
_BRACKET = expression(r"\s*\(([^()]{1,120})\)")
_VIA = expression(r"\s+(?:\(?via|über|tramite)\s+\S[^\n]{0,80}$")
"""Whose page sent a mail on behalf of its writer: the address is the page's."""
_FIRST_CUT = expression(r",\s+|\s+[|•·–—]\s*|\s+-\s+|\s+(?=@\s?\w)")
_AT_NAME = expression(r"(?i)\s+(?:at|bei|chez|presso|bij|hos|from|von|@)\s+")
_MOST_LINES = 12


class Person(NamedTuple):
    """What a header or a signature says of its writer."""

    name: str | None = None
    title: str | None = None
    company: str | None = None
    email: str | None = None


class Head(msgspec.Struct, frozen=True):
    """A block of header lines: what it says and the index of the first line after it."""

    person: Person
    subject: str | None
    when: str | None
    after: int
    is_mail: bool


def header_of(line: Line) -> tuple[str, str] | None:
    """The kind (`from`, `subject`, `date`, `to`, `reply`, `organization`) and value of a header line, else None."""
    return _header_in(line.text)


def _header_in(text: str) -> tuple[str, str] | None:
    match = _HEADER.match(text)
    if not match:
        return None
    kind = words.HEADERS.get(fold(match[1])) or words.HEADERS.get(match[1].lower())
    return (kind, (match[2] or "").strip()) if kind else None


def is_sender_header(line: str) -> bool:
    """Whether a line of a head names another address of the sender's: `Reply-To: ...`, `Sender: ...`."""
    header = _header_in(line.strip())
    return header is not None and header[0] == "reply"


def read_head(lines: list[Line], index: int = 0) -> Head | None:
    """The header block that starts at the first filled line from `index` on, where it names a sender."""
    at = first_filled(lines, index)
    fields: dict[str, str] = {}
    first = at
    while at < len(lines) and at - first < _MOST_LINES:
        header = header_of(lines[at])
        if header is None:
            break
        kind, value = header
        if kind == "from" and not value and at + 1 < len(lines):
            break
        fields.setdefault(kind, value)
        at += 1
    if not fields.get("from"):
        return None
    person = read_person(fields["from"])
    is_mail = bool(person.email) or any(kind in fields for kind in ("subject", "date", "to", "reply"))
    if fields.get("organization") and not person.company and "(" not in fields["organization"]:
        person = person._replace(company=clean(fields["organization"]) or None)
    subject = clean(fields.get("subject", "")) or None
    return Head(person, subject, clean(fields.get("date", "")) or None, at, is_mail)


def read_person(value: str) -> Person:
    """`Name, Title at Company`, `Name <mail>`, `Name (Company)` and their mixtures, as a person."""
    value = value[: LIMIT * 5]
    email, before, after = _mail_in(value)
    if not before and looks_like_name(after.strip(" ()[]")):
        before, after = after.strip(" ()[]"), ""
    via = _VIA.search(before) if email else None
    if via:
        email, before = None, before[: via.start()]
    company = None
    bracket = _BRACKET.search(before)
    cut = _FIRST_CUT.search(before)
    if bracket and (cut is None or bracket.start() < cut.start()):
        company = company_in_brackets(bracket[1])
        before = before[: bracket.start()] + before[bracket.end() :]
    name, rest = _name_and_rest(before.strip(), email)
    about = rest or after
    person = person_of(name, "" if MAIL.search(about) else about)
    return person._replace(company=company or person.company, email=email)


def person_of(name: str, about: str) -> Person:
    """A person from a raw name and what is said about them."""
    cleaned = clean_name(name)
    role = split_role(about, fold(cleaned).split()[-1] if cleaned and " " in cleaned else "")
    if cleaned and is_mailbox(cleaned):
        cleaned = None
    return Person(cleaned, role.title, role.company)


def _mail_in(value: str) -> tuple[str | None, str, str]:
    """The address in `value`, what stands before it and what after."""
    found = _ANGLED.search(value)
    if found:
        return clean(found[1]).lower(), value[: found.start()], value[found.end() :].lstrip(" ,;|·•-")
    bare = MAIL.search(value)
    if bare:
        return bare[0].lower(), value[: bare.start()].rstrip(" ,;(<["), value[bare.end() :].lstrip(" ,;)>]")
    return None, value, ""


def company_in_brackets(text: str) -> str | None:
    """The firm in `Name (Firm)`; None for remarks such as `(new account)`, `(2)`, `(she/her)` or `(formerly Firm)`."""
    if any(part in words.PRONOUNS for part in fold(text).replace("/", " ").split()) or not any(map(str.isalpha, text)):
        return None
    role = split_role(text)
    return role.company if role.title is None else None


def _name_and_rest(text: str, email: str | None) -> tuple[str, str]:
    text = text.strip(" \"“”„'")
    if email:
        flipped = _flipped(text, email)
        if flipped:
            return flipped, ""
    while True:
        cut = _FIRST_CUT.search(text)
        if not cut:
            break
        name, rest = text[: cut.start()], text[cut.end() :]
        head, *tail = _FIRST_CUT.split(rest, maxsplit=1)
        if fold(head).strip(" .").replace(".", "") in words.CREDENTIALS:
            text = f"{name}, {tail[0]}" if tail else name
            continue
        return name, rest
    at = _AT_NAME.search(text)
    if at and looks_like_name(text[: at.start()]) and not has_title_word(text[: at.start()]):
        return text[: at.start()], f"@ {text[at.end() :]}"
    return text, ""


def _flipped(text: str, email: str) -> str | None:
    """`Castellanos, Beatriz` as `Beatriz Castellanos`, where the address bears it out."""
    last, comma, first = (part.strip() for part in text.partition(","))
    if (
        not comma
        or not (looks_like_name(last, most=3) or fold(last) in words.SURNAMES)
        or not looks_like_name(first, most=2)
    ):
        return None
    local = email.partition("@")[0]
    given, family = fold(first).partition(" ")[0], fold(last).replace(" ", "")
    is_borne_out = given in local or (local.startswith(given[0]) and family[:4] in local)
    return f"{first} {last}" if is_borne_out else None
