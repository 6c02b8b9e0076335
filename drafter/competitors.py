"""Competitors: whether the sender works for a listed firm today.

Exact in sense, tolerant in spelling: case, punctuation and legal forms apart, the sender's employer or
the domain of their e-mail address equals a listed name, alias or domain. Only whole names count.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from drafter.deciding.signals import employer_lexicon, negated
from drafter.firm_names import NOT_IN_KEYS, Listed, ListedName, domain_of, listed_firms, mentions, name_key, same_firm
from drafter.headlines import FORMER, has_ended, is_past, is_spent, pieces_of
from drafter.profile import Profile
from drafter.reading.headers import is_sender_header
from drafter.regex import expression
from drafter.request import Request, Turn
from drafter.view import View, fold

_MINE = expression(r"\b(?:me|my|mir|mich|meine?r?|moi|mon|mes|mi|mij|mijn|meu|minha|mio|mia|e-?mail|mail|tel|phone)\b")
_HEADER = expression(r"\s*[A-Za-zÀ-ÿ-]{2,14}\s?:")
_ADDRESS = expression(r"(?<![\w.+-])[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")
_SIGNER = r"[A-ZÀ-Þ][\w'’-]{0,40}(?:[ \t]+[A-ZÀ-Þ][\w'’-]{0,40}){0,2}"
_SIGNED = expression(
    rf"(?:^|[.!?]\s+){_SIGNER}[ \t]+\((?P<bracketed>[^()\n]{{2,60}})\)$"
    rf"|(?:^|[.!]\s+){_SIGNER}[ \t]*,[ \t]*(?P<named>[^\s,.?!()][^,.?!()\n]{{1,59}})$"
)
"""A name and a firm that close the last line: `Kaj (Torrent)`, `Kaj, Torrent`."""
_CLOSING = 200
"""Characters at the end of a message in which a closing name and firm stand."""
_FIRM = "zzfirm"
_OVER = frozenset(("worked-there", "ended-there"))
"""The signals of employer.toml that speak of the past."""
_STAYED = expression(
    r"\b(?:stayed on|still there|am there still|geblieben|suis restee?|me quede|sono rimast[oa]|gebleven)\b"
)
"""What makes a time spent at a firm one that goes on."""
_AFTERWARDS = 60
"""Characters after a sentence that tell whether what it says is over."""
_ASKS_FOR_FIRM = expression(
    r"\b(?:where (?:do|are) you (?:\w+ ){0,2}(?:work|employed)|whom? (?:do you|are you) work"
    r"|(?:which|what) (?:firm|company|house|studio|school|practice|shop|agency|clinic)"
    r" (?:do you work|are you (?:with|at))"
    r"|wo arbeite(?:n|st)|bei wem arbeite(?:n|st)|fur wen arbeite(?:n|st)|(?:ou|pour qui|chez qui) travaill\w+"
    r"|(?:donde|para quien) trabaj\w+|(?:dove|per chi) lavor\w+|(?:waar|voor wie) werk\w*"
    r"|(?:onde|para quem) trabalh\w+)\b"
)
_ASKED = 300
"""Characters at the end of the user's own turn in which they ask for the sender's firm."""
_AT_ONCE = 20
"""Characters at the beginning of an answer in which it names the firm."""
_TIED = expression(
    r"[(]|\b(?:in|near|an|am|on|to|about|versus|with|mit|avec|con|sur"
    r"|opposite|facing|frente al?|face a|di fronte a|gegenuber(?: von)?|tegenover"
    r"|(?:mount|monte|cerro|lake|lago|lac|river|rio|street|calle|rue|rua|via|plaza|piazza|place|platz|bridge|valle))\W*$"
)
"""A word before a name behind which it is a place, or a firm that one deals with."""


class Match(msgspec.Struct, frozen=True):
    """A listed firm that the sender works for, and where the request or the profile shows it."""

    name: str
    field: str
    """The profile field that matched: `competitors[0].domains[1]`."""
    start: int | None
    end: int | None
    why: str


def find_competitor(request: Request, profile: Profile) -> Match | None:
    """The listed firm that the sender works for today, or None."""
    if not profile.competitors:
        return None
    listed = listed_firms(profile)
    return (
        _by_address(request, listed)
        or _by_employer(request, listed)
        or _by_signature(request, listed)
        or _by_own_words(request, listed)
    )


def _by_address(request: Request, listed: Listed) -> Match | None:
    for address, start, end in _addresses(request):
        domain = domain_of(address)
        for firm, field, known in listed.domains:
            if domain == known or domain.endswith("." + known):
                return Match(firm, field, start, end, f"the address belongs to {firm}")
    return None


def _addresses(request: Request) -> Iterator[tuple[str, int | None, int | None]]:
    text = request.text
    if request.sender.email:
        at = text.find(request.sender.email)
        yield request.sender.email, (at if at >= 0 else None), (at + len(request.sender.email) if at >= 0 else None)
    for part in request.parts:
        if part.kind == "signature" or (part.kind == "head" and request.form == "card"):
            for match in _ADDRESS.finditer(text, part.start, part.end):
                yield match.group(), match.start(), match.end()
    yield from _header_addresses(request)
    for turn in request.turns:
        if turn.author == "sender":
            for match in _ADDRESS.finditer(text, turn.start, turn.end):
                said_so = _MINE.search(fold(text[max(turn.start, match.start() - 40) : match.start()]))
                if said_so or _carries_name(match.group(), request.sender.name):
                    yield match.group(), match.start(), match.end()


def _header_addresses(request: Request) -> Iterator[tuple[str, int | None, int | None]]:
    """The addresses of `Reply-To:`, `Sender:` and the like, where the head is that of a turn of the sender's."""
    turns = sorted(request.turns, key=lambda turn: turn.start)
    starts = [turn.start for turn in turns]
    for part in request.parts:
        below = bisect_left(starts, part.end)
        if part.kind != "head" or below == len(turns) or turns[below].author != "sender":
            continue
        at = part.start
        for line in request.text[part.start : part.end].splitlines(keepends=True):
            if is_sender_header(line):
                for match in _ADDRESS.finditer(line):
                    yield match.group(), at + match.start(), at + match.end()
            at += len(line)


def _carries_name(address: str, name: str | None) -> bool:
    """Whether an address is made of the sender's name."""
    local = NOT_IN_KEYS.sub("", fold(address.partition("@")[0]))
    return any(len(part) > 3 and part in local for part in NOT_IN_KEYS.split(fold(name or "")))


def _by_employer(request: Request, listed: Listed) -> Match | None:
    sender = request.sender
    for whole in filter(None, (sender.company, sender.title)):
        at = request.text.find(whole)
        for piece, start in pieces_of(whole):
            name = _employer_in(piece, listed)
            if name and not (at >= 0 and _is_over(request.text, at + start, at + start + len(piece))):
                first, last = (at + start, at + start + len(piece)) if at >= 0 else (None, None)
                return Match(name.firm, name.field, first, last, f"works for {name.firm}")
    match = _by_headline(request, listed)
    if match:
        return match
    name = same_firm(sender.name, listed) if sender.name and len(name_key(sender.name)) > 5 else None
    if name and _is_full_name(name):
        at = request.text.find(sender.name or "")
        return Match(name.firm, name.field, at, at + len(sender.name or ""), f"writes as {name.firm}")
    return None


def _is_over(text: str, start: int, end: int) -> bool:
    """Whether the line around an employer tells that it is one no longer."""
    before, after = _line_before(text, start), text[end:].partition("\n")[0]
    return is_past(before) or has_ended(after) or is_spent(before, after)


def _line_before(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 : at]


def _by_headline(request: Request, listed: Listed) -> Match | None:
    """A card or thread heads the sender's turns with their headline; one that the reading took for no title."""
    if request.form not in ("card", "thread"):
        return None
    for part in request.parts:
        if part.kind != "head":
            continue
        at = part.start
        for line in request.text[part.start : part.end].splitlines(keepends=True):
            is_name = line.strip() == request.sender.name
            for piece, start in () if is_name else pieces_of(line.strip("\r\n")):
                name = _employer_in(piece, listed)
                if name and not _HEADER.match(line):
                    return Match(name.firm, name.field, at + start, at + start + len(piece), f"works for {name.firm}")
            at += len(line)
    return None


def _employer_in(piece: str, listed: Listed) -> ListedName | None:
    """The listed name that a part of a title is, or that stands last in it: `commercial office Brightpath`."""
    piece = piece.strip("()[] ")
    last = (
        name
        for name, start, end in mentions(piece, listed)
        if end == len(piece) and not any(mark.search(fold(piece[:start])) for mark in (_TIED, FORMER))
    )
    return same_firm(piece, listed) or next(last, None)


def _is_full_name(name: ListedName) -> bool:
    return name.field.endswith(".name") or " " in name.spelling


def _by_signature(request: Request, listed: Listed) -> Match | None:
    for part in request.parts:
        if part.kind != "signature":
            continue
        at = part.start
        for line in request.text[part.start : part.end].splitlines(keepends=True):
            for piece, start in pieces_of(line.strip("\r\n")):
                name = same_firm(piece, listed)
                if name:
                    return Match(name.firm, name.field, at + start, at + start + len(piece), f"signs for {name.firm}")
            at += len(line)
    return None


def _by_own_words(request: Request, listed: Listed) -> Match | None:
    asked = ""
    answers = []
    for turn in request.turns:
        if turn.author == "sender":
            answers.append((turn, asked))
        else:
            asked = turn.text if turn.author == "user" else ""
    for turn, question in reversed(answers):
        signed = _by_closing_lines(turn, listed, known=bool(request.sender.name))
        if signed:
            return signed
        for name, start, end in mentions(turn.text, listed):
            is_answer = start <= _AT_ONCE and _ASKS_FOR_FIRM.search(fold(question[-_ASKED:])) is not None
            if is_answer or says_works_there(turn.text, start, end):
                return Match(
                    name.firm, name.field, turn.start + start, turn.start + end, f"says that they work for {name.firm}"
                )
    return None


def _by_closing_lines(turn: Turn, listed: Listed, *, known: bool) -> Match | None:
    """A signature that the reading left in the turn: short last lines, one of them `title, firm` or `name (firm)`."""
    lines = turn.text.splitlines(keepends=True)
    last = turn.text.rstrip()
    begin = max(last.rfind("\n") + 1, len(last) - _CLOSING)
    signed = _SIGNED.search(last[begin:])
    # Somebody who is named already signs with that name: other names before a firm are a list.
    if signed and signed.lastgroup and (signed["bracketed"] or not known):
        name = same_firm(signed[signed.lastgroup], listed)
        if name:
            start, end = (turn.start + begin + position for position in signed.span(signed.lastgroup))
            return Match(name.firm, name.field, start, end, f"signs for {name.firm}")
    if len(lines) < 2:
        return None
    for line in lines[-4:] if len(lines) > 4 else lines[1:]:
        at = turn.text.rfind(line) + turn.start
        words = len(line.split())
        is_line_of_own = " | " in line or line.strip()[-1:] not in ".?!" or same_firm(line.strip(), listed)
        if (words <= 8 or (words <= 16 and "|" in line)) and is_line_of_own:
            for piece, start in pieces_of(line.strip("\r\n")):
                name = same_firm(piece, listed)
                if name:
                    return Match(name.firm, name.field, at + start, at + start + len(piece), f"signs for {name.firm}")
    return None


@lru_cache(maxsize=256)
def says_works_there(text: str, start: int, end: int) -> bool:
    """Whether the sentence around the firm's name in `text` says that the writer works there today."""
    view = View(text[:start] + _FIRM + text[end:])
    at = view.folded.find(_FIRM)
    if at < 0:
        return False
    first, last = view.sentence_at(at)
    return _is_employed(View(view.folded[first:last])) and not _ends_there(view.folded[last : last + _AFTERWARDS])


def _is_employed(sentence: View) -> bool:
    """Whether a sentence with a firm's name says that the writer works there today, and not that they did once."""
    hits = list(employer_lexicon().find(sentence))
    if any(key in _OVER for key, _, _ in hits) and not _STAYED.search(sentence.folded):
        return False
    return any(not negated(sentence.folded, start) for key, start, _ in hits if key not in _OVER)


def _ends_there(after: str) -> bool:
    """Whether what follows that sentence begins by saying that this is over: `That ended in 2022`."""
    following = View(after.strip())
    return any(key == "ended-there" and start == 0 for key, start, _ in employer_lexicon().find(following))
