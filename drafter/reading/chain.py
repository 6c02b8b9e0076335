"""E-mail bodies put together: what is new, what is quoted of older mail and whose, what is forwarded, who signs."""

from __future__ import annotations

import msgspec

from drafter.reading.headers import Person
from drafter.reading.lines import Line, trim
from drafter.reading.pieces import Author, Piece
from drafter.reading.quotes import Block, split_blocks
from drafter.reading.signature import Signature, find_signature, is_device_line
from drafter.reading.user import Who
from drafter.view import fold


class Chain(msgspec.Struct, frozen=True):
    """A body as pieces in the order of the text, its signature, and whether the newest comes first."""

    pieces: list[Piece]
    signer: Person
    other: Person
    """The writer of quoted mail to whom the user answers, where the user is the writer of the whole."""
    newest_first: bool


def read_chain(text: str, lines: list[Line], who: Who, writer: Person, author: Author) -> Chain:
    """A mail body: `writer` is what the head says of its writer, `author` whether that is the user."""
    blocks = [_unquoted(block, lines) for block in split_blocks(lines)]
    own = [block for block in blocks if block.kind == "own"]
    signature = _signature(lines, own, who, writer)
    signer = signature.person if signature else Person()
    known = Person(writer.name or signer.name, email=writer.email or signer.email)
    pieces: list[Piece] = []
    other = Person()
    for block in blocks:
        if block.kind == "own":
            pieces += _own_pieces(text, lines, block, signature if block is own[-1] else None, author, writer.name)
        elif block.kind != "head":
            piece = _quoted_piece(text, lines, block, who, known, author)
            pieces.append(piece)
            if piece.kind == "turn" and piece.author == "sender" and author == "user" and not other.name:
                other = block.person or other
    pieces = [piece for piece in pieces if piece.end > piece.start]
    return Chain(pieces, signer, other, _is_newest_first(pieces, own, lines))


def _unquoted(block: Block, lines: list[Line]) -> Block:
    """A text that is quoted from its first line to its last, by nobody, is what the sender wrote."""
    is_all = block.kind == "quote" and block.person == Person() and not any(line.text for line in lines[: block.first])
    return (
        msgspec.structs.replace(block, kind="own")
        if is_all and not any(line.text for line in lines[block.last :])
        else block
    )


def _signature(lines: list[Line], own: list[Block], who: Who, writer: Person) -> Signature | None:
    """The signature of the writer's last words."""
    return find_signature(lines[own[-1].first : own[-1].last], who, writer) if own else None


def _is_newest_first(pieces: list[Piece], own: list[Block], lines: list[Line]) -> bool:
    """Whether the writer's words stand above all that they quote."""
    starts = [lines[block.first].start for block in own]
    ends = [lines[block.last - 1].end for block in own]
    is_own = [any(a <= p.start < b for a, b in zip(starts, ends, strict=True)) for p in pieces if p.kind == "turn"]
    return len(is_own) > 1 and is_own[0] and not any(is_own[1:])


def _own_pieces(
    text: str, lines: list[Line], block: Block, signature: Signature | None, author: Author, name: str | None
) -> list[Piece]:
    stop = block.last
    if signature and signature.line is not None:
        stop = block.first + signature.line
    begin = lines[block.first].start
    start, end = trim(text, begin, lines[stop - 1].end if stop > block.first else begin)
    if end == start and not is_device_line(lines[stop].text):
        return [Piece("turn", *trim(text, begin, lines[block.last - 1].end), author, name)]
    pieces = [Piece("turn", start, end, author, name)]
    if stop < block.last:
        pieces.append(Piece("signature", *trim(text, lines[stop].start, lines[block.last - 1].end)))
    return pieces


def _quoted_piece(text: str, lines: list[Line], block: Block, who: Who, writer: Person, author: Author) -> Piece:
    first, last = block.first, block.last
    while last - 1 > first and not lines[last - 1].text.strip("> "):
        last -= 1
    while first < last - 1 and not lines[first].text.strip("> "):
        first += 1
    start, end = trim(text, lines[first].start, lines[last - 1].end)
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
