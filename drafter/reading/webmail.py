"""Mails copied from a mail page: a person, a moment and whom it is to stand above each, without `From:`."""

from __future__ import annotations

from drafter.reading import words
from drafter.reading.headers import MAIL, Head, Person, read_person
from drafter.reading.lines import Line
from drafter.reading.names import clean, looks_like_name, may_sign
from drafter.reading.stamps import read_moment
from drafter.regex import expression
from drafter.view import fold

_PERSON = expression(r"([^:<>@\n]{0,80}?)\s*([<(])?[\w.+'&-]{1,64}@[\w.-]{3,200}(?(2)[>)])(?=\s|$)")
_LABEL = expression(
    r"(?:gmail|inbox|external|posteingang|extern|boite de reception|externe|(?:bandeja de )?entrada|recibidos|externo"
    r"|posta in arrivo|esterno|postvak in|caixa de entrada|\d+ (?:messages?|nachricht(?:en)?|mensajes?|messaggi?o?"
    r"|bericht(?:en)?|mensage(?:m|ns)))$"
)
_TO = frozenset(["to", "an", "a", "para", "aan", "per", "cc", "bcc"])
_ME = words.USER_LABELS | {"mich", "mir", "mi", "mim", "mij", "u"}
_MOST_ABOVE, _MOST_BETWEEN, _MOST_TO = 8, 5, 3


def web_heads(lines: list[Line]) -> list[tuple[int, Head]]:
    """The heads of all mails in `lines` and the line that each starts on, where the first stands at the top."""
    heads: list[tuple[int, Head]] = []
    index, last_above = 0, 0
    while index < len(lines) and (heads or last_above <= _MOST_ABOVE):
        head = _head_at(lines, index)
        if head:
            heads.append((index, head))
        elif lines[index].text:
            last_above += 1
        index = head.after if head else index + 1
    if not heads:
        return []
    above = [text for line in lines[: heads[0][0]] if (text := clean(line.text))]
    if any(text[-1] in ",;" or fold(text).split()[0] in words.GREETINGS for text in above):
        return []
    return [(at, Head(h.person, _subject(above), h.when, h.after, is_mail=True)) for at, h in heads]


def _subject(above: list[str]) -> str | None:
    """The first line above a mail that is not the page's own."""
    named = (text.removeprefix("Gmail - ") for text in above)
    return next((t for t in named if len(t) > 2 and not MAIL.search(t) and not _LABEL.match(fold(t))), None)


def _head_at(lines: list[Line], index: int) -> Head | None:
    """The head that starts with a person on the line at `index`."""
    text = lines[index].text
    if not text or len(text) > 250:
        return None
    match = _PERSON.match(text)
    if match and (match[2] or may_sign(match[1])):
        person, rest = read_person(match[0]), text[match.end() :].strip()
    elif may_sign(text):
        person, rest = Person(text), ""
    else:
        return None
    after, when = index + 1, read_moment(rest)
    while not rest and when is None and after < min(len(lines), index + 1 + _MOST_BETWEEN):
        between = clean(lines[after].text)
        when = read_moment(between)
        if when is None and between and not _is_addressee(between) and not _is_to(between):
            return None
        after += 1
    if when is None:
        return None
    below = after
    while after < min(len(lines), below + _MOST_TO) and _is_to(clean(lines[after].text)):
        after += 1
    is_sure = person.email or when.endswith(")") or after > below
    return Head(person, None, when, after, is_mail=True) if is_sure else None


def _is_to(text: str) -> bool:
    """Whether a line says whom a mail is to: `to me, Petra`, `an mich`, `To: You`."""
    label, colon, _ = text.partition(":")
    if colon and words.HEADERS.get(fold(label).strip()) == "to":
        return True
    first, _, rest = text.partition(" ")
    return fold(first) in _TO and all(_is_addressee(part.strip()) for part in rest.split(","))


def _is_addressee(text: str) -> bool:
    return fold(text) in _ME or looks_like_name(text) or bool(MAIL.fullmatch(text))
