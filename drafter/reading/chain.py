"""E-mail bodies: what is new, what is quoted of older mail and whose, what is forwarded, who signs."""

from __future__ import annotations

import re
from typing import NamedTuple

from drafter.reading import words
from drafter.reading.headers import Person, header_of, read_head, read_person
from drafter.reading.lines import Line, trim
from drafter.reading.pieces import Author, Piece
from drafter.reading.signature import Signature, find_signature
from drafter.reading.user import Who
from drafter.view import fold

_ORIGINAL = re.compile(
    r"(?i)[-_=* ]{2,}\s*(?:original message|original appointment|urspr[üu]ngliche nachricht|message d[’']origine|mensaje original"
    r"|messaggio originale|oorspronkelijk bericht|mensagem original|ursprungligt meddelande|oprindelig meddelelse|wiadomość oryginalna)\s*[-_=* ]*$"
)
_FORWARDED = re.compile(
    r"(?i)(?:[-_=* ]{2,}\s*(?:forwarded message|weitergeleitete nachricht|message transf[ée]r[ée]|message transmis|mensaje reenviado"
    r"|messaggio inoltrato|doorgestuurd bericht|mensagem encaminhada|forwarded by .{1,60})\s*[-_=* ]*"
    r"|begin forwarded message:?|anfang der weitergeleiteten nachricht:?|début du message (?:transféré|réexpédié)\s?:?"
    r"|inicio del mensaje reenviado:?|inizio messaggio inoltrato:?)$"
)
_QUOTED = re.compile(r"(?:>\s?)+")
_ATTRIBUTION_START = re.compile(r"(?:On|Am|Le|El|Il|Op|Em|Den|W dniu|In data|Il giorno|\d{1,4}[./-]|[A-Z\u00c0-\u024f][\w.,]{1,12} )")
_BY = re.compile(r"(?i)\s(?:schrieb|schreef|skrev|wrote|hat)\s(.{2,120}?)(?:\s?<|\s(?:folgendes|geschrieben)|:?\s?$)")
_DATE_TAIL = re.compile(r"(?i)^.*?(?:\d{4}|\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?)(?:\s?uhr)?(?:\s?\([^)]*\))?\s?,?\s+(?=\D{2})")
_MAIL = re.compile(r"[\w.+'&-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


class _Block(NamedTuple):
    """Consecutive lines of one writer; `person` None stands for the writer of the mail itself."""

    kind: str
    first: int
    last: int
    person: Person | None = None
    when: str | None = None


class Chain(NamedTuple):
    """A body as pieces in the order of the text, its signature, and whether the newest comes first."""

    pieces: list[Piece]
    signer: Person
    newest_first: bool


def read_chain(text: str, lines: list[Line], who: Who, writer: Person, author: Author) -> Chain:
    """A mail body: `writer` is what the head says of its writer, `author` whether that is the user."""
    blocks = _blocks(lines)
    own = [block for block in blocks if block.kind == "own"]
    quotes = [block for block in blocks if block.kind in ("quote", "forward")]
    newest_first = bool(own) and bool(quotes) and own[-1].first < quotes[0].first
    signer = Person()
    pieces: list[Piece] = []
    for block in blocks:
        if block.kind == "own":
            last = block is own[-1]
            signature = find_signature(lines[block.first : block.last], who, writer) if last else None
            pieces += _own_pieces(text, lines, block, signature, author, writer.name)
            signer = signature.person if signature else signer
        elif block.kind != "head":
            pieces.append(_quoted_piece(text, lines, block, who, writer, author))
    return Chain([piece for piece in pieces if piece.end > piece.start], signer, newest_first)


def _own_pieces(
    text: str, lines: list[Line], block: _Block, signature: Signature | None, author: Author, name: str | None
) -> list[Piece]:
    stop = block.last
    if signature and signature.line is not None:
        stop = block.first + signature.line
    start, end = trim(text, lines[block.first].start, lines[stop - 1].end if stop > block.first else lines[block.first].start)
    pieces = [Piece("turn", start, end, author, name)] if end > start else []
    if stop < block.last:
        pieces.append(Piece("signature", *trim(text, lines[stop].start, lines[block.last - 1].end)))
    return pieces


def _quoted_piece(
    text: str, lines: list[Line], block: _Block, who: Who, writer: Person, author: Author
) -> Piece:
    start, end = trim(text, lines[block.first].start, lines[block.last - 1].end)
    person = block.person or Person()
    by = _author_of(person, who, writer, author) if block.kind == "quote" else None
    if by is None:
        return Piece("quotation", start, end, "sender", person.name, block.when)
    return Piece("turn", start, end, by, person.name, block.when)


def _author_of(person: Person, who: Who, writer: Person, author: Author) -> Author | None:
    """Whose the quoted mail is: the user's, the writer's, or (None) a third person's."""
    if who.is_user(person.name, person.email):
        return "user"
    if person.name and writer.name and fold(person.name) == fold(writer.name):
        return author
    if person.email and writer.email and person.email == writer.email:
        return author
    return "sender" if author == "user" and (person.name or person.email) else None


def _blocks(lines: list[Line]) -> list[_Block]:
    blocks: list[_Block] = []
    state: tuple[str, Person | None, str | None] = ("own", None, None)
    begin = index = 0
    pending: tuple[Person, str | None] | None = None

    def close(end: int) -> None:
        if end > begin and any(line.text for line in lines[begin:end]):
            blocks.append(_Block(state[0], begin, end, state[1], state[2]))

    while index < len(lines):
        opened = _separator(lines, index)
        if opened:
            kind, person, when, after = opened
            close(index)
            blocks.append(_Block("head", index, after))
            begin = index = after
            if kind == "attribution":
                pending = (person, when)
                state = ("quote", person, when) if not _next_is_quoted(lines, after) else ("own", None, None)
            else:
                state = (kind, person, when)
            continue
        quoted = lines[index].text.startswith(">")
        if quoted and state[0] == "own":
            close(index)
            person, when = pending or (Person(), None)
            begin, state = index, ("marked", person, when)
        elif not quoted and lines[index].text and state[0] == "marked":
            close(index)
            begin, state = index, ("own", None, None)
        index += 1
    close(len(lines))
    return [block._replace(kind="quote") if block.kind == "marked" else block for block in blocks]


def _next_is_quoted(lines: list[Line], index: int) -> bool:
    return next((line.text.startswith(">") for line in lines[index : index + 4] if line.text), False)


def _separator(lines: list[Line], index: int) -> tuple[str, Person, str | None, int] | None:
    """A line that opens older mail: its kind, its writer, its date and the first line after."""
    text = lines[index].text
    if not text:
        return None
    forwarded = _FORWARDED.match(text) if len(text) < 120 else None
    if forwarded or (len(text) < 120 and _ORIGINAL.match(text)):
        head = read_head(lines, index + 1)
        person = head.person if head else Person()
        return ("forward" if forwarded else "quote", person, head.when if head else None, head.after if head else index + 1)
    if header_of(lines[index]) and index and _is_rule(lines[index - 1].text):
        header = read_head(lines, index)
        if header and header.is_mail and header.after - index >= 3:
            return "quote", header.person, header.when, header.after
    return _attribution(lines, index)


def _is_rule(text: str) -> bool:
    return not text or not text.strip("_-=* ")


def _attribution(lines: list[Line], index: int) -> tuple[str, Person, str | None, int] | None:
    """`On 3 May 2025, Name <mail> wrote:`, also wrapped over up to three lines."""
    first = lines[index].text.lstrip("> ")
    if len(first) > 200 or not _ATTRIBUTION_START.match(first):
        return None
    joined = ""
    for count in range(3):
        if index + count >= len(lines) or not lines[index + count].text:
            return None
        joined = f"{joined} {lines[index + count].text.lstrip('> ')}".strip()
        if len(joined) > 320:
            return None
        if joined.endswith(":") and any(char.isdigit() for char in joined):
            parts = fold(joined).strip(" :").split()
            if any(part.strip(".,:") in words.WROTE for part in parts[-8:]):
                return ("attribution", _attributed(joined), None, index + count + 1)
    return None


def _attributed(line: str) -> Person:
    line = line.rstrip(": \u00a0")
    mail = _MAIL.search(line)
    by = _BY.search(line)
    if by:
        name = by[1]
    else:
        name = re.sub(r"(?i)\s*(?:a écrit|wrote|escribió|ha scritto|escreveu|schrieb|het volgende geschreven|skrev|napisał\(?a?\)?)\s*$", "", line)
        name = _DATE_TAIL.sub("", name)
        name = re.sub(r"^.*\d[^\s]*,?\s+(?:at\s)?", "", name) if any(char.isdigit() for char in name) else name
    person = read_person(name.strip(" ,"))
    return person._replace(email=mail[0].lower() if mail else None)
