"""Structure rules of the identity family: who is greeted, and who signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from drafter.checker.context import Context, Hit, structure
from drafter.checker.cues import Cues, Span
from drafter.checker.grounding_words import words
from drafter.checker.names import (
    is_misspelt,
    is_one_of,
    name_words,
    names_in,
    plain,
    sender_names,
    starts_with_capital,
    user_names,
    whole_words,
)
from drafter.checker.obligations import hit
from drafter.checker.wordlists import ranks, word_list
from drafter.regex import expression
from drafter.view import fold

WRITTEN_NAME = expression(r"[a-z_'-]+")
_ENDS_ADDRESS = expression(r"\s*(?:[,.!;:?)-]|$)")
_FIRST_WORD = expression(r"[a-z_][a-z_'-]{1,30}(?=\s{0,3}[,!:]| -)")
_SET_OFF = expression(r"[a-z_][a-z_'-]{3,30}(?=\s{0,3}[,.!?;:]| -|$)")
_HEAD = expression(r"\W*([^,.!?:;\n]{1,60})")
_ADDRESS = expression(r"\W*([^,.!?:;\n]{1,60})[,!:;\n]")
_HERS = expression(
    r"\b(?:mrs|ms|miss|frau|madame|mme|mlle|senora|sra|signora|sig\.ra|mevrouw|mevr|mw)\.? (?:(?:dr|prof|[a-z])\.? )?"
    r"(?P<name>[a-z][a-z'-]+)"
)
_HIS = expression(
    r"\b(?:mr|herrn?|monsieur|senor|sr|signor|sig|meneer|dhr|senhor)\.? (?:(?:dr|prof|[a-z])\.? )?"
    r"(?P<name>[a-z][a-z'-]+)"
)
_OPENING = 60
"""Characters of a draft in which it greets."""
_LONE_NAME = expression(r"[.!?] +(?P<name>[a-z][a-z'-]{1,30})[ .!]*$")
"""A last sentence that is nothing but a name: "Glad we're connected. Mallory"."""
_BARE_ADDRESS = 2
"""Words of an address without a greeting: "Madam Doctor"."""
_NEAR = 30
"""Characters after a greeting within which the name stands."""
_LAST_LINE = 60
"""Characters that a line with nothing but a name may have."""


@lru_cache(maxsize=8)
def greeted(context: Context) -> list[list[Span]]:
    """The names after a greeting, and those after thanks."""
    folded = context.view.folded
    found = [name_words(context, end) for start, end in context.cues.spans("greeting") if folded[start:end].strip()]
    for _, end in context.cues.spans("thanks_name"):
        names = name_words(context, end)
        if names and _ENDS_ADDRESS.match(folded, names[-1][1]):
            found.append(names)
    return [names for names in found if names]


def _of(context: Context, span: Span) -> str:
    return context.view.folded[span[0] : span[1]]


@structure
def greets_the_user(context: Context) -> Iterator[Hit]:
    """The user's own name or title in the greeting, unless the sender bears it too."""
    user, sender = user_names(context), sender_names(context)
    addressed = [(_of(context, names[0]), (names[0][0], names[-1][1])) for names in greeted(context)]
    first = _FIRST_WORD.match(context.view.folded)
    if first:
        addressed.append((first.group(), first.span()))
    for word, span in addressed:
        is_users = any(plain(word) == plain(name) for name in user)
        if is_users and word not in word_list("nobody") and not is_one_of(word, sender):
            yield hit(context, span)
    titled = _greeted_title(context)
    if titled and not _bears(context, _of(context, titled)):
        yield hit(context, titled)


def _greeted_title(context: Context) -> Span | None:
    """The title with which the draft's greeting ends, where the sender greets the user with it."""
    address, theirs = _ADDRESS.match(context.view.folded), _HEAD.match(context.message_view.folded)
    if not address or not theirs:
        return None
    words = list(WRITTEN_NAME.finditer(context.view.folded, *address.span(1)))
    is_greeting = len(words) <= _BARE_ADDRESS or any(context.cues.spans("greeting"))
    if not words or not is_greeting or words[-1].group() not in ranks():
        return None
    is_theirs = not ranks()[words[-1].group()].isdisjoint(WRITTEN_NAME.findall(theirs[1]))
    return words[-1].span() if is_theirs else None


def _bears(context: Context, title: str) -> bool:
    """Whether the request has a title, in any language, elsewhere than where it greets the user."""
    request, theirs = context.request, _HEAD.match(context.message_view.folded)
    if request is None:
        return False
    known = " ".join(part for part in (request.sender.name, request.sender.title) if part)
    written = fold(known) + context.message_view.folded[theirs.end() if theirs else 0 :]
    return not ranks()[title].isdisjoint(WRITTEN_NAME.findall(written))


@structure
def greets_somebody_else(context: Context) -> Iterator[Hit]:
    """A name in the greeting that is not the sender's."""
    sender, user = sender_names(context), user_names(context)
    if not sender:
        yield from _greets_a_stranger(context)
        yield from _greets_whom_they_greet(context)
        return
    titled = _greeted_title(context)
    yield from _greets_with_another_title(context)
    for names in (*greeted(context), *_called_first(context)):
        for span in names:
            word = _of(context, span)
            is_users = any(plain(word) == plain(name) for name in user)
            if not (
                len(word) == 1
                or is_users
                or span == titled
                or (word in ranks() and _bears(context, word))
                or word in word_list("nobody")
                or is_one_of(word, sender)
                or _goes_by(context, word)
            ):
                yield hit(context, span)
                break


def _called_first(context: Context) -> Iterator[list[Span]]:
    """A first name with which the draft begins, without a greeting: "Mary, thank you"."""
    match = _FIRST_WORD.match(context.view.folded)
    is_name = match is not None and match.group() in words().lists["first_names"] and starts_with_capital(context, 0)
    if match and is_name and match.group() not in context.request_view.folded:
        yield [match.span()]


def _greets_with_another_title(context: Context) -> Iterator[Hit]:
    """The sender's surname behind a man's title where they go by a woman's, or the other way round."""
    signs = fold((context.request.sender.name or "")[:80]) if context.request else ""
    for told, said in ((_HERS, _HIS), (_HIS, _HERS)):
        match = said.search(context.view.folded, 0, _OPENING)
        is_theirs = match is not None and told.match(signs) is not None and signs.split()[-1:] == [match["name"]]
        if match and is_theirs and said.search(context.request_view.folded) is None:
            yield hit(context, match.span())


def _greets_a_stranger(context: Context) -> Iterator[Hit]:
    """A first name in the greeting that a request without a sender's name does not have at all."""
    for names in greeted(context) if context.request else ():
        word = _of(context, names[0])
        is_known = word in context.request_view.folded or word in user_names(context)
        if not is_known and word in words().lists["first_names"]:
            yield hit(context, names[0])


def _greets_whom_they_greet(context: Context) -> Iterator[Hit]:
    """A name in the greeting with which the message greets somebody, whoever that is: hardly the sender."""
    message = context.message_view
    if not any(_of(context, names[0]) in message.folded for names in greeted(context)):
        return
    for _, end in Cues(message, only="greeting").spans("greeting"):
        theirs = WRITTEN_NAME.search(message.folded, end, end + _NEAR)
        if theirs is None or theirs.group() in word_list("nobody"):
            continue
        name = theirs.group()
        is_signed = any(start >= theirs.end() for start, _ in whole_words(message.folded, name))
        for names in () if is_signed else greeted(context):
            if _of(context, names[0]) == name:
                yield hit(context, names[0])


def _goes_by(context: Context, word: str) -> bool:
    """Whether the sender goes by a word that their name does not show: a signature, an introduction, a firm."""
    request = context.request
    if request is None:
        return True
    known = " ".join(
        part[:200]
        for part in (request.sender.name, request.sender.title, request.sender.company, request.sender.email)
        if part
    )
    if any(
        plain(word) == plain(name) for name in WRITTEN_NAME.findall(fold(known.replace("@", " ").replace(".", " ")))
    ):
        return True
    folded = context.message_view.folded
    naming = Cues(context.message_view, only="self_named") if word in folded else None
    introduced = {end for _, end in naming.spans("self_named")} if naming else set()
    for start, end in whole_words(folded, word):
        if start in introduced:
            return True
        before, after = folded[max(0, start - 12) : start].rstrip(" "), folded[end : end + 25]
        if (
            re.search(r"[,\n-](?:\s*[a-z]+)?$", before)
            and re.fullmatch(r"(?: [a-z]+)?[^\w?]*", after)
            and end + 25 >= len(folded)
        ):
            return True
    return False


def _set_off(context: Context) -> Iterator[re.Match[str]]:
    """Words between commas, or between a comma and the start or end of a sentence."""
    folded = context.view.folded
    starts = [start for start, _ in context.view.sentences]
    comma = folded.find(", ")
    while comma >= 0:
        starts.append(comma + 2)
        comma = folded.find(", ", comma + 2)
    for start in starts:
        match = _SET_OFF.match(folded, start)
        if match:
            yield match


def _is_near(word: str, name: str) -> bool:
    return abs(len(word) - len(name)) <= 2 and (word[0] == name[0] or word[-1] == name[-1])


@structure
def misspells_the_sender(context: Context) -> Iterator[Hit]:
    """A name set off by commas that is a slip for the sender's."""
    sender = sender_names(context)
    if not sender:
        return
    known = {start for names in greeted(context) for start, _ in names}
    for match in _set_off(context):
        word, span = match.group(), match.span()
        if span[0] in known or not any(_is_near(word, name) and is_misspelt(word, name) for name in sender):
            continue
        is_other = word in word_list("nobody") or is_one_of(word, sender) or word in context.request_view.folded
        if not is_other and starts_with_capital(context, span[0]):
            yield hit(context, span)


@lru_cache(maxsize=8)
def signature(context: Context) -> tuple[Span, bool] | None:
    """The name under the draft, if any, and whether what stands before it can only close a letter."""
    folded = context.view.folded.rstrip()
    last = folded.rfind("\n") + 1
    closings = context.cues.spans("closing", (max(0, len(folded) - 80), len(folded)))
    for start, end in reversed(closings):
        names = name_words(context, end)
        rest = folded[names[-1][1] :] if names else ""
        if names and len(rest) <= 40 and (not rest.strip(" .!") or rest.lstrip(" ")[:1] in (",", "\n")):
            is_own_line = start >= last - 1 or "\n" in folded[start:end]
            is_sure = is_own_line or not rest or bool(context.cues.spans("sure_closing", (start, end)))
            return (names[0][0], names[-1][1]), is_sure
    line = folded[last:]
    is_closing = any(start <= last + 1 < end for start, end in closings)
    if last and not is_closing and len(line) <= _LAST_LINE and not line.endswith((".", "!", "?")):
        names = name_words(context, last + len(line) - len(line.lstrip(" -")))
        if names:
            return (names[0][0], names[-1][1]), True
    return None


@structure
def signs_as_somebody_else(context: Context) -> Iterator[Hit]:
    """The sender's or a stranger's name under the draft."""
    if context.profile is None:
        return
    signed, users = signature(context), user_names(context)
    if signed is None or not signed[1]:
        alone = _LONE_NAME.search(context.view.folded)
        if alone and alone["name"] in sender_names(context) and alone["name"] not in users:
            yield hit(context, alone.span("name"))
        return
    known = (*users, *names_in(context.profile.company))
    names = WRITTEN_NAME.findall(_of(context, signed[0]))
    is_users = any(is_one_of(name, users) or name in known or name in word_list("nobody") for name in names)
    takes_a_surname = len(names) == 2 and is_one_of(names[0], users) and names[1] in sender_names(context)
    if not is_users or (takes_a_surname and names[1] not in users):
        yield hit(context, signed[0])
