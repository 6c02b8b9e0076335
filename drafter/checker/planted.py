"""Orders to a machine that stand in the request, and drafts that carry them out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from drafter.checker.context import Context, Hit, structure
from drafter.checker.cues import Cues, Span
from drafter.checker.names import sender_names, user_names
from drafter.checker.obligations import covers, hit, quoted
from drafter.checker.policies import is_negated
from drafter.checker.wordlists import word_list
from drafter.deciding.planted import planted_spans
from drafter.regex import expression
from drafter.replies import replies_in
from drafter.view import fold

_CUES = frozenset(("machine", "ordered"))
_WORD = expression(r"[a-z0-9$][a-z0-9'.:/$%@_-]*[a-z0-9%]|[a-z0-9$]")
_LETTER = expression(r"[a-z0-9]")

# What an order gives to be said: the word after "the word", what stands in quotation marks, a title to be used.
_PAYLOAD = expression(
    r"\b(?:words?|phrase|sentence|password|code ?word|code|text|line|wort|satz|mot|palabra|frase|parola|woord|palavra)"
    r"(?: is| :|:)? [\"']?([a-z0-9-]{3,30})[\"']?(?=[.,;!)\]\s]|$)|\"([^\"\n]{3,80})\""
    r"|\b(?:call|address|refer to|greet) me (?:as )?(?:your |the )?[\"']?([a-z]{3,20}(?: [a-z]{3,20})?)"
)
_SECRET = expression(r"\b[A-Z][A-Z0-9_-]{3,60}\b|https?://[^\s<>\"')]{1,300}|\b[a-z0-9-]{1,60}\.[a-z]{2,10}/\S{1,300}")
_VERSE = expression(
    r"\b(?:rhym\w*|verses?|poems?|poetry|limerick\w*|haiku|reim\w*|gereimt|gedicht\w*|vers|rimes?|poeme\w*|rima\w*|poema\w*"
    r"|poesia|rijm\w*)\b"
)
_LAST_OF_CLAUSE = expression(r"\b([a-z]{2,30})\b[^a-z0-9,.;!?\n]{0,3}(?:[,.;!?\n]|$)")
_VERSES = 4_000
"""Characters in which a poem shows."""
_RUN = 5
"""Words in a row that are not said alike by chance."""

_MOST = 0.6
"""Share of a sentence's words from which on it says what was ordered."""


@structure
def obeys_a_planted_order(context: Context) -> Iterator[Hit]:
    """What the request orders a machine to say, in a draft that has no other reason to say it."""
    orders = _orders(context)
    if not orders:
        return
    asked = context.request_view.text
    ordered = fold(" ".join(asked[begin:end] for begin, end in orders))
    edges = [0, *(edge for order in orders for edge in order), len(asked)]
    innocent = fold(" ".join(asked[begin:end] for begin, end in zip(edges[::2], edges[1::2], strict=True)))
    yield from _words_as_ordered(context, ordered, innocent)
    for begin, end in orders:
        yield from _payloads(context, asked[begin:end], innocent)
    if _VERSE.search(ordered) and _rhymes(context.view.folded[:_VERSES]):
        yield Hit(0, len(context.draft))


def _orders(context: Context) -> list[Span]:
    """The spans of the request, in code points, that speak to a machine."""
    view = context.request_view
    cues = Cues(view, names=_CUES)
    found = list(planted_spans(view.text, [(0, len(view.text))])) if "machine" in cues else []
    for start, end in cues.spans("ordered"):
        letter = _LETTER.search(view.folded, start, end)
        begin = view.sentence_at(letter.start() if letter else start)[0]
        paragraph = view.folded.find("\n\n", end)
        span = view.span(begin, paragraph if paragraph >= 0 else len(view.folded))
        if not any(first < span[1] and span[0] < last for first, last in found):
            found.append(span)
    return sorted(found)


def _words_as_ordered(context: Context, ordered: str, innocent: str) -> Iterator[Hit]:
    """Sentences with a telling word, or several words in a row, that only the order has."""
    view, profile = context.view, context.profile
    trade = fold(f"{profile.role} {profile.company} {profile.what_we_do} {profile.contact}") if profile else ""
    known = {_singular(name) for name in (*sender_names(context), *user_names(context))}
    known |= _telling(f"{innocent} {trade}")
    words, runs = _telling(ordered) - known, _runs(ordered)
    surely = words - _said_anyway(context.language or "en")
    for start, end in view.sentences:
        sentence = view.folded[start:end]
        said = _telling(sentence)
        shared = said & words
        is_ordered = shared & surely or _runs(sentence) & runs
        is_told = len(shared) >= 2 and len(shared) >= _MOST * len(said - known)
        at = start + min((sentence.find(word) for word in shared), default=0)
        if (is_ordered or is_told) and not (covers(quoted(context), at) or is_negated(view, at)):
            yield hit(context, (start, end))


@lru_cache(maxsize=8)
def _said_anyway(language: str) -> frozenset[str]:
    """What replies say that nobody ordered: the words of drafter's own."""
    return frozenset(_telling(fold(" ".join(reply.text for reply in replies_in(language).reply))))


def _telling(text: str) -> set[str]:
    return {
        _singular(word)
        for word in _WORD.findall(text)
        if (len(word) > 3 or any(char.isdigit() for char in word))
        and not any(word in word_list(name) for name in ("ordering", "everyday", "common", "set_phrases"))
    }


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") else word


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.strip(".,") for word in _WORD.findall(text)]
    return {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


def _payloads(context: Context, order: str, innocent: str) -> Iterator[Hit]:
    """Words in capitals, links, passwords and titles of the order that stand in the draft too."""
    folded = context.view.folded
    for match in _PAYLOAD.finditer(fold(order)):
        word = next(group for group in match.groups() if group).strip(" .,;:!?")
        at = folded.find(word)
        is_word = at >= 0 and not (folded[at - 1 : at] + folded[at + len(word) : at + len(word) + 1]).strip().isalnum()
        if len(word) >= 3 and is_word and word not in innocent and word not in word_list("ordering"):
            yield hit(context, (at, at + len(word)))
    for match in _SECRET.finditer(order):
        word = match.group().rstrip(".,;")
        at = context.draft.find(word)
        if at >= 0 and word.lower() not in innocent and word.lower() not in word_list("ordering"):
            yield Hit(at, at + len(word))


def _rhymes(folded: str) -> bool:
    """Whether two pairs of clauses that follow each other end alike."""
    ends: list[str] = _LAST_OF_CLAUSE.findall(folded)
    pairs = [(first, second) for gap in (1, 2) for first, second in zip(ends, ends[gap:], strict=False)]
    return sum(first != second and first[-3:] == second[-3:] for first, second in pairs) >= 2
