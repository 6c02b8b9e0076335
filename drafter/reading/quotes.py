"""Where older mail starts in a body: quoted with `>`, below an attribution, forwarded, or in an Outlook block."""

from __future__ import annotations

from itertools import takewhile

import msgspec

from drafter.reading import words
from drafter.reading.headers import MAIL, Head, Person, header_of, read_head
from drafter.reading.lines import Line, first_filled
from drafter.reading.names import clean_name
from drafter.regex import expression
from drafter.view import fold

_ORIGINAL = expression(
    r"(?i)[-_=* ]{2,}\s*(?:original message|original appointment|urspr[üu]ngliche nachricht|message d[’']origine"
    r"|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original|ursprungligt meddelande"
    r"|oprindelig meddelelse|wiadomość oryginalna)\s*[-_=* ]*$"
)
_FORWARDED = expression(
    r"(?i)(?:[-_=* ]{2,}\s*(?:forwarded message|weitergeleitete nachricht|message transf[ée]r[ée]|message transmis"
    r"|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|mensagem encaminhada|forwarded by .{1,60})\s*[-_=* ]*"
    r"|begin forwarded message:?|anfang der weitergeleiteten nachricht:?|début du message (?:transféré|réexpédié)\s?:?"
    r"|inicio del mensaje reenviado:?|inizio messaggio inoltrato:?)$"
)
_ATTRIBUTION_START = expression(
    r"(?:On|Am|Le|El|Il|Op|Em|Den|W dniu|In data|Il giorno|\d{1,4}[./-]|[A-Z\u00c0-\u024f][\w.,]{1,12} )"
)
_SENTENCE_END = expression(r"(?:[?!]|[a-z]{5}\.)$")
"""What no line of an attribution but the last ends in: `sept.` is a month."""
_DATE_WORDS = {
    "a", "am", "pm", "uhr", "at", "um", "om", "kl", "alle", "ore", "las", "h", "hrs", "gmt", "utc", "cet", "cest", "on",
    "il", "el", "le", "op", "em", "den", "the", "het", "di",
}  # fmt: skip


_LONGEST_HEAD = 40
"""Lines in which the head of a quoted mail ends."""


class Block(msgspec.Struct, frozen=True):
    """Consecutive lines of one writer; `person` None stands for the writer of the mail itself."""

    kind: str
    first: int
    last: int
    person: Person | None = None
    when: str | None = None


def forwarded_head(lines: list[Line]) -> Head | None:
    """The head of a mail that the text forwards without a word of its own: `Begin forwarded message: From: ...`."""
    at = first_filled(lines)
    if at < len(lines) and len(lines[at].text) < 120 and _FORWARDED.match(lines[at].text):
        return read_head(lines, at + 1)
    return None


def split_blocks(lines: list[Line]) -> list[Block]:
    """The lines of a body as blocks of one writer each; `head` blocks are the lines that open older mail."""
    blocks: list[Block] = []
    state: tuple[str, Person | None, str | None] = ("own", None, None)
    begin = index = 0
    pending: tuple[Person, str | None] | None = None
    is_all_quoted = all(_is_quoted(line.text) for line in lines if line.text)

    def close(end: int) -> None:
        if end > begin and any(line.text for line in lines[begin:end]):
            blocks.append(Block(state[0], begin, end, state[1], state[2]))

    while index < len(lines):
        opened = _separator(lines, index)
        if opened:
            kind, person, when, after = opened
            close(index)
            blocks.append(Block("head", index, after))
            begin = index = after
            if kind == "attribution":
                pending = (person, when)
                state = ("quote", person, when) if not _next_is_quoted(lines, after) else ("own", None, None)
            else:
                state = (kind, person, when)
            continue
        quoted = _is_quoted(lines[index].text)
        head = _head_in_marks(lines, index) if quoted and state[0] in ("own", "marked") and not is_all_quoted else None
        if head:
            close(index)
            blocks.append(Block("head", index, index + head.after))
            index += head.after
            pending = (head.person, head.when)
            begin, state = index, ("marked", *pending)
            continue
        if quoted and state[0] == "own":
            close(index)
            person, when = pending or (Person(), None)
            begin, state = index, ("marked", person, when)
        elif not quoted and lines[index].text and state[0] == "marked":
            close(index)
            begin, state = index, ("own", None, None)
        index += 1
    close(len(lines))
    return [msgspec.structs.replace(block, kind="quote") if block.kind == "marked" else block for block in blocks]


def _is_quoted(text: str) -> bool:
    """Whether a line is quoted mail: `> so`, but not `>> CLICK HERE <<`."""
    return text.startswith(">") and "<<" not in text


def _head_in_marks(lines: list[Line], index: int) -> Head | None:
    """The head of a mail that is quoted head and all: `> From: Name`."""
    first = _unmarked(lines[index])
    is_banner = len(first.text) < 120 and _ORIGINAL.match(first.text) is not None
    if not is_banner and not header_of(first):
        return None
    quoted = takewhile(lambda line: _is_quoted(line.text), lines[index : index + _LONGEST_HEAD])
    return read_head(list(map(_unmarked, quoted)), int(is_banner))


def _unmarked(line: Line) -> Line:
    return msgspec.structs.replace(line, text=line.text.lstrip("> "))


def _next_is_quoted(lines: list[Line], index: int) -> bool:
    return next((_is_quoted(line.text) for line in lines[index : index + 4] if line.text), False)


def _separator(lines: list[Line], index: int) -> tuple[str, Person, str | None, int] | None:
    """A line that opens older mail: its kind, its writer, its date and the first line after."""
    text = lines[index].text
    if not text:
        return None
    forwarded = _FORWARDED.match(text) if len(text) < 120 else None
    if forwarded or (len(text) < 120 and _ORIGINAL.match(text)):
        head = read_head(lines, index + 1)
        person = head.person if head else Person()
        return (
            "forward" if forwarded else "quote",
            person,
            head.when if head else None,
            head.after if head else index + 1,
        )
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
        if index + count >= len(lines) or not lines[index + count].text.strip("> ") or _SENTENCE_END.search(joined):
            return None
        joined = f"{joined} {lines[index + count].text.lstrip('> ')}".strip()
        if len(joined) > 320:
            return None
        after = index + count + 1
        if not any(char.isdigit() for char in joined) or not (joined.endswith(":") or _next_is_quoted(lines, after)):
            continue
        parts = joined.strip(" :").split()
        said = [at for at, part in enumerate(parts) if fold(part).strip(".,:") in words.WROTE]
        if said or (joined.endswith(">:") and _next_is_quoted(lines, after)):
            return ("attribution", _attributed(parts, said[-1] if said else len(parts)), None, after)
    return None


def _attributed(parts: list[str], wrote: int) -> Person:
    """Who is named in an attribution whose verb is the word at `wrote`."""
    mail = next((at for at, part in enumerate(parts) if MAIL.search(part)), None)
    found = MAIL.search(parts[mail]) if mail is not None else None
    email = found[0].lower() if found else None
    behind = parts[wrote + 1 : wrote + 5]
    if mail is not None:
        name = _name_before(parts[:mail])
    elif behind and not any(char.isdigit() for char in behind[0]) and fold(behind[0]) not in _DATE_WORDS:
        name = " ".join(behind)
    else:
        name = _name_before(parts[:wrote])
    return Person(clean_name(name), email=email)


def _name_before(parts: list[str]) -> str:
    """The name that a run of words ends with: it goes back to a number, a comma or the verb."""
    name: list[str] = []
    for part in reversed(parts[-6:]):
        bare = fold(part).strip(" .,:()")
        if any(char.isdigit() for char in part) or bare in _DATE_WORDS or bare in words.WROTE or bare in words.DAYS:
            break
        if name and part.endswith(","):
            break
        name.insert(0, part)
    return " ".join(name).strip(" ,")
