"""The forms tried one after the other."""

from __future__ import annotations

import msgspec

from drafter.reading.card import read_card
from drafter.reading.chain import read_chain
from drafter.reading.headers import Head, Person, read_head
from drafter.reading.introduction import introduced, signed_inline
from drafter.reading.lines import Line, first_filled, split_lines
from drafter.reading.names import tokens
from drafter.reading.pieces import Author, Form, Piece, Reading
from drafter.reading.quotes import forwarded_head
from drafter.reading.thread import read_thread
from drafter.reading.user import Who
from drafter.reading.webmail import web_heads
from drafter.regex import expression

_NO_NOTE = expression(
    r"(?i)[(\[](?:no (?:note|message|text|content|body)|empty(?: message)?|blank|keine nachricht"
    r"|ohne text|sans message|sin mensaje|senza messaggio|nessun messaggio|geen bericht|sem mensagem)[)\]]$"
)
"""What people write in place of a note that is not there."""


def read_text(text: str, who: Who) -> Reading:
    """The text read in the form that it has."""
    lines = split_lines(text)
    head = read_head(lines) or forwarded_head(lines)
    if head:
        return _with_head(text, lines, head, who)
    heads = web_heads(lines)
    if heads:
        return _from_page(text, lines, heads, who)
    return read_thread(text, lines, who) or read_card(text, lines, who) or _body(text, lines, who, None)


def _with_head(text: str, lines: list[Line], head: Head, who: Who) -> Reading:
    body = lines[head.after :]
    inner = forwarded_head(body)
    if inner and who.is_user(head.person.name, head.person.email):
        return _with_head(text, body, inner, who)
    thread = read_thread(text, body, who, head.person, is_mail=head.is_mail)
    if thread:
        return msgspec.structs.replace(thread, subject=head.subject)
    return _body(text, body, who, head)


def _from_page(text: str, lines: list[Line], heads: list[tuple[int, Head]], who: Who) -> Reading:
    """One mail or several, oldest first, copied from a mail page."""
    stops = [at for at, _ in heads[1:]] + [len(lines)]
    person = Person()
    pieces: list[Piece] = []
    for (_, head), stop in zip(heads, stops, strict=True):
        body = lines[head.after : stop]
        if len(heads) > 1 and who.is_user(head.person.name, head.person.email):
            pieces += read_chain(text, body, who, head.person, "user").pieces
        else:
            reading = _body(text, body, who, head)
            person, pieces = reading.person, pieces + reading.pieces
    return Reading("email", person, pieces, heads[0][1].subject)


def _body(text: str, lines: list[Line], who: Who, head: Head | None) -> Reading:
    """A message, perhaps with quoted mail and a signature."""
    header = head.person if head else Person()
    author: Author = "user" if who.is_user(header.name, header.email) else "sender"
    chain = read_chain(text, lines, who, header, author)
    if author == "user" and not any(piece.kind == "turn" and piece.author == "sender" for piece in chain.pieces):
        header, author = Person(), "sender"  # nobody saves their own mail to answer it: the address is forged
        chain = read_chain(text, lines, who, header, author)
    pieces = chain.pieces
    if not any(piece.kind == "turn" for piece in pieces):
        pieces = [_nothing(text, lines), *pieces]
    elif _NO_NOTE.match(text, pieces[0].start, pieces[0].end):
        pieces[0] = msgspec.structs.replace(pieces[0], end=pieces[0].start)
    person = header
    if author == "user":
        person = chain.other
    else:
        person = _completed(header, chain.signer, text, pieces, who)
        pieces = [
            msgspec.structs.replace(p, name=person.name) if p.kind == "turn" and p.author == "sender" else p
            for p in pieces
        ]
    return Reading(_form(head, pieces), person, pieces, head.subject if head else None, chain.newest_first)


def _form(head: Head | None, pieces: list[Piece]) -> Form:
    if head:
        return "email" if head.is_mail else "head"
    return "email" if any(piece.kind == "quotation" or piece.author == "user" for piece in pieces) else "bare"


def _nothing(text: str, lines: list[Line]) -> Piece:
    """The empty message of a request without a note."""
    at = first_filled(lines)
    start = lines[at].start if at < len(lines) else len(text)
    return Piece("turn", start, start)


def _completed(header: Person, signer: Person, text: str, pieces: list[Piece], who: Who) -> Person:
    """What the head says, then the signature, then the message itself."""
    name = _better_name(header.name, signer.name)
    person = Person(name, *(a or b for a, b in zip(header[1:], signer[1:], strict=True)))
    if person.name and person.company:
        return person
    message = next((text[p.start : p.end] for p in pieces if p.kind == "turn" and p.author == "sender"), "")
    closing = signed_inline(message, who) if not signer.name else Person()
    intro = introduced(message, who)
    said = Person(*(a or b for a, b in zip(closing, intro, strict=True)))
    if person.name and said.name and not _may_be_same(person.name, said.name):
        return person
    return Person(*(a or b for a, b in zip(person, said, strict=True)))


def _better_name(header: str | None, signed: str | None) -> str | None:
    """`B. Castellanos` signed "Beatriz" is Beatriz Castellanos; otherwise the head is believed."""
    if not header or not signed:
        return header or signed
    known, said = tokens(header), tokens(signed)
    if len(known) > 1 and len(known[0]) == 1 and said[0].startswith(known[0]):
        return f"{signed} {header.split()[-1]}" if len(said) == 1 else signed
    if len(known) == 1 and len(said) > 1 and known[0] == said[0]:
        return signed
    return header


def _may_be_same(first: str, second: str) -> bool:
    return bool(set(tokens(first)) & set(tokens(second)))
