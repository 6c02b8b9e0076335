"""Structure rules of the professional family: what no careful person would send, whatever it answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from drafter.checker import planted, professional_language  # noqa: F401  (they register structures)
from drafter.checker.context import Context, Hit, structure
from drafter.checker.names import sender_names, user_names
from drafter.checker.obligations import SPOKEN, WORD, hit
from drafter.checker.wordlists import word_list
from drafter.deciding.spoken import own_parts
from drafter.language import is_everyday
from drafter.regex import expression
from drafter.view import fold

LIMITS = {"note": 200, "note-premium": 300}
"""Characters that a connection note may have, by channel."""
LONG_WORDS, LONG_SENTENCES = 120, 7
WALL_WORDS, WALL_SENTENCES = 190, 13
"""From where on a message is long, and a wall of text."""
_MESSAGE = 900
"""Characters up to which a text of which nothing is known may be a message."""
_CLOSING = expression(r"\b(?:Thanks|Regards|Best|Cheers|Sincerely|Yours|Love),\s*$")
_RUN = 8
"""Words in a row that are not said twice by chance."""
_NAME = 4
"""Words of a sender's name: what follows them on the line is none of it."""
_MAIL = 80
"""Words from which on a text is no mere reply."""
_STOPLESS, _SURELY_STOPLESS = 6, 8
"""Words of a last sentence that should end in a full stop: in a reply, and in any text."""

_CAPITALS = expression(r"[A-Z][A-Z]")
_STRAY_CAPITALS = expression(r"(?:^|[.!?]\s+)([A-Z]{5,}(?: [A-Z]{2,}){0,5})(?:\s*$|\s*\n\s*\n|[ ]([A-Z][a-z]+)(?= ))")
_LETTERS = expression(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_EMOJI = expression(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\u2934\u2935\u3030\u303d\u3297\u3299]"
    "(?:[\U0001f3fb-\U0001f3ff\ufe0f\u200d\u20e3\U0001f000-\U0001faff\u2640\u2642\u2600-\u27bf])*"
)
_NO_EMOJI = frozenset("✓✔✗✘★☆☎✉✂✍☑☐➔➜➤►▶◀←→♯♭♪♫©®™")
_CLOSERS = " \n\"'*_~"
_BLOCK_LINE = expression(
    r"@|https?://|www\.|\+?\d[\d ()/-]{6,}|\||^(?:tel|mobile|phone|mob|t|m|e|w)[.:]", re.IGNORECASE
)


def _is_message(context: Context) -> bool:
    """A reply, or short enough to be one; a long mail has headings, lists and other people's words in it."""
    return context.stance is not None or len(context.draft) <= _MESSAGE


@structure
def exceeds_the_channel(context: Context) -> Iterator[Hit]:
    """Longer than a connection note may be."""
    limit, length = LIMITS.get(context.channel), len(context.draft.strip())
    if limit and length > limit:
        start = len(context.draft) - len(context.draft.lstrip())
        yield Hit(start + limit, len(context.draft.rstrip()), f"{length} characters, {limit} are allowed")


def _size(context: Context) -> str:
    return f"{len(context.words)} words in {len(context.view.sentences)} sentences"


def _is_wall(context: Context) -> bool:
    return len(context.words) > WALL_WORDS or len(context.view.sentences) > WALL_SENTENCES


@structure
def is_long(context: Context) -> Iterator[Hit]:
    """More than a message needs, but not yet a wall."""
    is_over = len(context.words) > LONG_WORDS or len(context.view.sentences) > LONG_SENTENCES
    if is_over and not _is_wall(context):
        yield Hit(0, len(context.draft), _size(context))


@structure
def is_a_wall(context: Context) -> Iterator[Hit]:
    """A wall of text."""
    if _is_wall(context):
        yield Hit(0, len(context.draft), _size(context))


@structure
def shouts(context: Context) -> Iterator[Hit]:
    """Several words in capitals one after another; what the request writes so is quoted, but no sentence of its own."""
    draft = context.draft
    if not _is_message(context) or (draft.isascii() and not _CAPITALS.search(draft)):
        return
    yield from _stray_capitals(context)
    heard = set(_LETTERS.findall(context.request.text)) if context.request else set()
    run: list[re.Match[str]] = []
    for word in [*_LETTERS.finditer(draft), None]:
        if word and word.group().isupper() and (not run or not draft[run[-1].end() : word.start()].strip(" ,'’-")):
            run.append(word)
            continue
        if _is_shouted([part.group() for part in run if part.group() not in heard], context):
            yield Hit(run[0].start(), run[-1].end())
        run = [word] if word and word.group().isupper() else []


def _stray_capitals(context: Context) -> Iterator[Hit]:
    """Words in capitals that are a paragraph of their own, or stand before an English sentence without a stop."""
    firms = f"{context.profile.company if context.profile else ''} {_firm(context)}"
    named = {*sender_names(context)[:_NAME], *user_names(context), *_LETTERS.findall(fold(firms))}
    is_english = context.language in (None, "en")
    for match in _STRAY_CAPITALS.finditer(context.draft) if context.stance else ():
        words = [fold(word) for word in _LETTERS.findall(match[1])]
        runs_on = match[2] is None or (is_english and is_everyday(fold(match[2]), "en"))
        if runs_on and named.isdisjoint(words):
            yield Hit(*match.span(1))


def _firm(context: Context) -> str:
    return (context.request.sender.company if context.request else None) or ""


def _is_shouted(run: list[str], context: Context) -> bool:
    long = [word for word in run if len(word) > 1]
    if context.stance is None:
        return len(long) >= 5 and any(_is_small(fold(word)) for word in run)  # no heading, no table
    return len(long) >= 3 or (len(long) == 2 and sum(map(len, long)) >= 12)


def _is_small(word: str) -> bool:
    return word in word_list("small") or any(is_everyday(word, language) for language in SPOKEN)


@structure
def uses_emoji(context: Context) -> Iterator[Hit]:
    """An emoji where the sender used none, or more than two."""
    if context.draft.isascii():
        return
    found = [match for match in _EMOJI.finditer(context.draft) if match.group() not in _NO_EMOJI]
    is_theirs = context.request is not None and _EMOJI.search(own_parts(context.request)) is not None
    count = sum(unicodedata.category(char) == "So" for match in found for char in match.group())
    if found and count > (2 if is_theirs else 0):
        yield Hit(found[0].start(), found[-1].end())


@structure
def repeats_itself(context: Context) -> Iterator[Hit]:
    """A sentence said twice, a word said three times in a row."""
    view, spoken = context.view, context.words
    if len(spoken) - len(set(spoken)) < 2:
        return
    seen: set[str] = set()
    for start, end in view.sentences:
        said = view.folded[start:end].rstrip(" .!?")
        opening, comma, rest = said.partition(", ")
        both = {said, rest} if comma and len(opening) <= 30 else {said}
        if any(len(WORD.findall(sentence)) >= 3 and sentence in seen for sentence in both):
            yield hit(context, (start, end))
            return
        seen |= both
    for i, word in enumerate(spoken[2:]):
        if word == spoken[i] == spoken[i + 1] and word.isalpha() and word not in word_list("chanted"):
            found = _words_hit(context, i, i + 2)
            if context.stance or "[" not in context.draft[found.start : found.end]:  # what was cut out of a mail
                yield found
            return


def _words_hit(context: Context, first: int, last: int) -> Hit:
    spans = [match.span() for match in WORD.finditer(context.view.folded)]
    return hit(context, (spans[first][0], spans[last][1]))


@structure
def repeats_a_phrase(context: Context) -> Iterator[Hit]:
    """A run of eight words said twice; three times in a long mail of which nothing is known, where people do."""
    spoken = context.words
    if not _is_message(context) or len(spoken) - len(set(spoken)) < _RUN:
        return
    last: dict[tuple[str, ...], int] = {}
    again: set[tuple[str, ...]] = set()
    for i, run in enumerate(zip(*(spoken[i:] for i in range(_RUN)), strict=False)):
        if last.setdefault(run, i) <= i - _RUN:
            found = _words_hit(context, i, i + _RUN - 1)
            is_code = "/" in context.draft[found.start : found.end]
            if context.stance or len(spoken) < _MAIL or (run in again and not is_code):
                yield found
                return
            last[run] = i
            again.add(run)


@structure
def is_cut_off(context: Context) -> Iterator[Hit]:
    """Ends in the middle of a sentence: after a word that cannot be the last, or, in a reply, without its stop."""
    folded = context.view.folded.rstrip(_CLOSERS)
    if not folded or not _is_message(context):
        return
    bracket = folded.rfind("(")
    if bracket >= 0 and ")" not in folded[bracket:] and folded[bracket + 1 : bracket + 2].isalnum():
        yield hit(context, (bracket, len(folded)))
    elif folded[-1] not in ".!?)":
        yield from _unfinished(context, folded)


def _unfinished(context: Context, folded: str) -> Iterator[Hit]:
    """The last sentence of a text that does not end in a stop, where it cannot be whole."""
    start, last_line = context.view.sentence_at(len(folded) - 1)[0], folded.rfind("\n") + 1
    begin = max(start, last_line)
    if folded[-1].isalnum():
        unfinished = context.cues.spans("unfinished", (begin + 1, len(folded)))
        if unfinished or (context.stance and _words_without_stop(context, folded, begin) >= _STOPLESS):
            yield hit(context, (start, len(folded)))
    elif folded[-1] in ",;(&/" or folded.endswith(" -") or (folded[-1] == ":" and context.stance):
        is_line = last_line and len(folded) - last_line <= 40
        is_closing = folded[-1] == "," and (is_line or _CLOSING.search(context.draft))
        if not is_closing:
            yield hit(context, (start, len(folded)))


@structure
def ends_without_a_stop(context: Context) -> Iterator[Hit]:
    """The last sentence of several has no full stop: perhaps it was cut off."""
    folded = context.view.folded.rstrip(_CLOSERS)
    if context.stance or not folded or not folded[-1].isalnum():
        return
    begin = max(context.view.sentence_at(len(folded) - 1)[0], folded.rfind("\n") + 1)
    if _words_without_stop(context, folded, begin) >= _SURELY_STOPLESS:
        yield hit(context, (begin, len(folded)))


def _words_without_stop(context: Context, folded: str, begin: int) -> int:
    """The words of a last sentence without a stop; none where it is a name, an address or a closing."""
    last = folded[-200:].rsplit(maxsplit=1)[-1]
    if len(context.view.sentences) < 2 or "@" in last or "/" in last or "." in last:
        return 0
    if context.cues.spans("closing", (max(begin - 2, 0), len(folded))):
        return 0
    return len(WORD.findall(folded, begin))


@structure
def carries_a_signature_block(context: Context) -> Iterator[Hit]:
    """Title, firm, phone or address under the name."""
    draft = context.draft.rstrip()
    profile = context.profile
    marks = [fold(part) for part in (profile.role, profile.company, profile.contact) if part] if profile else []
    start, is_block = len(draft), False
    while start > 0:
        begin = draft.rfind("\n", 0, start - 1) + 1
        line = draft[begin:start].strip()
        if begin == 0 or len(line) > 70 or line.endswith((".", "!", "?")):
            break
        is_block |= bool(line) and (_BLOCK_LINE.search(line) is not None or any(mark in fold(line) for mark in marks))
        start = begin
    if is_block:
        yield Hit(start, len(draft))
