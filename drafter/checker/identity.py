"""Structure rules of the identity family: the user writes to the sender, and from their own side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from drafter.checker.context import Context, Hit, structure
from drafter.checker.cues import Span
from drafter.checker.identity_address import WRITTEN_NAME, greeted, signature
from drafter.checker.names import (
    is_one_of,
    name_words,
    names_in,
    sender_names,
    starts_with_capital,
    user_names,
    whole_words,
)
from drafter.checker.obligations import WORD, covers, hit, quoted, shared_runs
from drafter.checker.wordlists import word_list
from drafter.regex import expression
from drafter.view import fold

_AND = (" and ", " & ", " und ", " et ", " y ", " e ", " en ")
_TRADE = expression(r"[a-z][a-z -]{3,}")
_OUR_PLACE = expression(r"\b(?:here|we|us) (?:at|in) (?:our|my) ((?:[a-z-]{2,20} ){0,2}[a-z-]{5,20})")
_PLACE_WORD = expression(r"[a-z-]{5,30}")
_ONE_OF_SEVERAL = expression(r"\b(?:an?|another|every|which|no)\s(?:[a-z]{2,4}\.? )?$")
_AT = expression(r"(?:^|[.!?,;:(-]\s*|\b(?:here|and|we|us)\s)at (?:the )?$")
_WE = expression(r"(?: [a-z']+){0,2},? (?:we|our|i|i'm|i've|my)\b")
_MINE = expression(
    r"\b(?:my|mein(?:e[mnrs]?)?|mon|ma|mes|mi|mis|mio|mia|miei|mie|mijn|meu|minha|meus|minhas)\s+([a-z]{3,})"
)
_AS_WHOM = expression(r"\b(?:i(?:'m| am) (?:an? |the )?|(as) (?:an? |the |[a-z]+'s )?)$")
"""Before a trade: whose it is."""
_SAYS_I = expression(r"[^.,;:!?]*,? (?:i|i'm|i've|i'd|my)\b")
_COPIED = 5
"""Words in a row that are not said alike by chance."""
_CLAUSE_ENDS = ("", ".", "!", "?", ",", ":", ";")
_DECLINES = expression(
    r" (?:would (?:rather|sooner) not|would prefer not to|prefers? not to|has to decline|must decline|declines"
    r"|thanks you|(?:cannot|can't|won't|doesn't|does not|will not) connect)\b"
)
"""Behind a firm's name: it speaks as the firm that answers."""


@structure
def names_itself_otherwise(context: Context) -> Iterator[Hit]:
    """Introduces itself by the sender's name or trade."""
    user, sender = user_names(context), sender_names(context)
    for start, end in context.cues.spans("self_named"):
        names = name_words(context, end)
        named = [context.view.folded[first:last] for first, last in names]
        if (
            names
            and context.view.folded.startswith("as ", start)
            and context.view.folded.startswith(_AND, names[-1][1])
        ):
            continue  # "as Holm and Talbrook are in one field"
        if named and is_one_of(named[0], sender) and not any(is_one_of(name, user) for name in named):
            yield hit(context, (start, names[-1][1]))
    title = fold((context.request.sender.title or "")[:60]) if context.request else ""
    trade = _TRADE.match(title)
    if trade and trade.group() != (fold(context.profile.role) if context.profile else ""):
        for start, end in whole_words(context.view.folded, trade.group().strip()):
            said = _AS_WHOM.search(context.view.folded, max(0, start - 40), start)
            if said and (said[1] is None or _SAYS_I.match(context.view.folded, end, end + 40)):
                yield hit(context, (start - len(said.group()), end))


def _mentions(context: Context, names: tuple[str, ...]) -> Iterator[Span]:
    """Where one of the names stands as a capitalised word, outside quotations, addresses and firms' names."""
    folded = context.view.folded
    firms = [
        context.profile.company if context.profile else "",
        context.request.sender.company if context.request else "",
    ]
    for name in names:
        for start, end in whole_words(folded, name):
            is_barred = covers(quoted(context), start) or _is_address(folded, start, end)
            if is_barred or not starts_with_capital(context, start):
                continue
            if not any(_is_of_firm(folded, (start, end), firm) for firm in firms if firm):
                yield start, end


def _is_address(folded: str, start: int, end: int) -> bool:
    return (
        folded[end : end + 1] in ("@", "/", "_")
        or folded[start - 1 : start] in ("@", "/", "_", ".")
        or (
            folded[end : end + 1] == "."
            and (folded[end + 1 : end + 2].islower() or folded[end + 1 : end + 2].isdigit())
        )
    )


def _is_of_firm(folded: str, span: Span, firm: str) -> bool:
    """Whether the word at `span` is part of the firm's name: the word beside it is the firm's too."""
    parts, word = names_in(firm), folded[span[0] : span[1]]
    if word not in parts:
        return False
    beside = {
        *WRITTEN_NAME.findall(folded[span[1] : span[1] + 30])[:2],
        *WRITTEN_NAME.findall(folded[max(0, span[0] - 30) : span[0]])[-2:],
    }
    return any(part != word and part in beside for part in parts)


@structure
def speaks_of_the_user(context: Context) -> Iterator[Hit]:
    """The user's name anywhere but under the draft or in a self-introduction."""
    folded, sender = context.view.folded, sender_names(context)
    own = tuple(
        name for name in user_names(context) if len(name) > 2 and name in folded and not is_one_of(name, sender)
    )
    spans = sorted(_mentions(context, own)) if own else []
    if not spans:
        return
    signed, end_of_text = signature(context), len(folded.rstrip(" .\n-"))
    addressed = {start for names in greeted(context) for start, _ in names}
    named = {end for _, end in context.cues.spans("self_named")}
    for number, (start, end) in enumerate(spans):
        is_signed = signed is not None and signed[0][0] <= start < signed[0][1]
        is_last = end >= end_of_text - 40 and "\n" in folded[max(0, start - 3) : start]
        is_second = number > 0 and spans[number - 1][1] == start - 1
        is_named = start in addressed or start in named or context.cues.starts_at("goes_by", end)
        is_named = is_named or _ONE_OF_SEVERAL.search(folded, max(0, start - 20), start) is not None
        if is_signed or is_last or is_second or is_named:
            continue
        if end < end_of_text or folded[:start].rstrip()[-1:] not in (".", "!", "?", ",", "-", ""):
            yield hit(context, (start, end))


@structure
def speaks_as_an_office(context: Context) -> Iterator[Hit]:
    """The user as "she" or by their role, as an office would write about them."""
    if context.stance in ("ask_reason", "decline_competitor", "decline_pitch"):
        for span in context.cues.spans("speaks_as_an_office"):
            yield hit(context, span)
    role = fold(context.profile.role.strip()) if context.profile else ""
    for start, end in whole_words(context.view.folded, role) if role else ():
        is_the = context.view.folded[:start].endswith(("the ", "our ", "'s ", "s' "))
        if is_the and context.view.folded[end : end + 1] == " " and context.cues.starts_at("finite_verb", end + 1):
            yield hit(context, (start, end))


@structure
def speaks_of_the_sender(context: Context) -> Iterator[Hit]:
    """The sender's first name as the one spoken about, not spoken to."""
    sender, folded = sender_names(context), context.view.folded
    if not sender or context.request is None or context.request.sender.name is None:
        return
    name = sender[0]
    if len(name) < 3 or name not in folded or name in user_names(context):
        return
    told = {last for _, last in context.cues.spans("told")}
    for start, end in _mentions(context, (name,)):
        if start in told:
            yield hit(context, (start, end))
        if start in told or folded[end : end + 1] != " ":
            continue
        is_told_about = folded[end + 1 : end + 2].isalpha() and any(
            last == start for _, last in context.cues.spans("about")
        )
        if is_told_about or context.cues.starts_at("finite_verb", end + 1):
            yield hit(context, (start, end))


@structure
def advises_the_user(context: Context) -> Iterator[Hit]:
    """Tells the user how to answer instead of answering."""
    if context.stance not in ("help", "introduce"):
        for span in context.cues.spans("advises_the_user"):
            yield hit(context, span)


@structure
def speaks_for_the_senders_firm(context: Context) -> Iterator[Hit]:
    """The sender's firm as the writer's own: we at ..., my work at ..."""
    yield from _speaks_from_the_senders_place(context)
    firm = names_in(context.request.sender.company or "") if context.request else ()
    if not firm or (context.profile and firm[0] in names_in(context.profile.company)):
        return
    sides = {end: start for start, end in context.cues.spans("own_side")}
    folded = context.view.folded
    for start, end in whole_words(folded, firm[0]):
        if start in sides:
            yield hit(context, (sides[start], end))
            continue
        is_ours = _AT.search(folded, max(0, start - 12), start) and _WE.match(folded, end)
        begins = folded[:start].rstrip()[-1:] in _CLAUSE_ENDS
        if is_ours or (begins and _DECLINES.match(folded, _end_of_name(folded, end, firm))):
            yield hit(context, (start, end))


def _end_of_name(folded: str, end: int, firm: tuple[str, ...]) -> int:
    """Where the name ends whose first word ends at `end`."""
    for word in firm[1:]:
        if folded.startswith(f" {word}", end):
            end += len(word) + 1
    return end


def _speaks_from_the_senders_place(context: Context) -> Iterator[Hit]:
    """What only the sender's headline names, as the writer's own: here at our start-up."""
    title = (context.request.sender.title or "") if context.request else ""
    folded, profile = context.view.folded, context.profile
    if not title or not (" our " in folded or " my " in folded):
        return
    for match in _OUR_PLACE.finditer(folded):
        own = fold(f"{profile.role} {profile.company} {profile.what_we_do}") if profile else ""
        theirs = set(_PLACE_WORD.findall(fold(title[:200]))).difference(_PLACE_WORD.findall(own))
        if not theirs.isdisjoint(_PLACE_WORD.findall(match.group(1))):
            yield hit(context, match.span())


@lru_cache(maxsize=8)
def _heard(message: str) -> str:
    """The words of a message, with a space around each."""
    return f" {' '.join(WORD.findall(message))} "


@structure
def writes_from_the_senders_side(context: Context) -> Iterator[Hit]:
    """Five words of the sender's with their you or I left as it was, or two things of theirs: the sides are swapped."""
    if context.request is None:
        return
    theirs = {match[1] for match in _MINE.finditer(context.message_view.folded)}
    claimed = {match[1]: match.span() for match in _MINE.finditer(context.view.folded) if match[1] in theirs}
    if len(claimed) > 1:
        yield hit(context, min(claimed.values()))
    words = context.words[:800]
    for first in shared_runs(words, _heard(context.message_view.folded[:4000]), _COPIED):
        run = words[first : first + _COPIED]
        telling = [part for part in run if len(part) >= 5 and part not in word_list("set_phrases")]
        if len(telling) < 2 or word_list("persons").isdisjoint(run):
            continue
        said = [match.span() for match in WORD.finditer(context.view.folded)]
        span = said[first][0], said[first + _COPIED - 1][1]
        if not covers(quoted(context), span[0]):
            yield hit(context, span)
            return
