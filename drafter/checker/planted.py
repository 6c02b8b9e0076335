"""Orders to a machine that stand in the request, and drafts that carry them out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from drafter.checker.context import Context, Hit, structure
from drafter.checker.cues import Cues, Span
from drafter.checker.leaks import spaced, spaced_once, spaced_sentences
from drafter.checker.names import sender_names, user_names, whole_words
from drafter.checker.obligations import covers, hit, quoted
from drafter.checker.policies import is_negated_near
from drafter.checker.wordlists import word_list
from drafter.deciding.planted import planted_spans
from drafter.deciding.spoken import not_the_users
from drafter.regex import expression
from drafter.replies import languages, replies_in
from drafter.request import Request
from drafter.view import View, fold

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
_QUOTED = expression(r"\"([^\"\n]{3,200})\"|(?<!\w)'([^'\n]{3,80}(?:\w'\w[^'\n]{0,80})*)'(?!\w)")
_BETWEEN = expression(r"[,|;()<>{}\[\]\n:.\u2022\u00b7]|\s[-\u2013\u2014]\s")
_LABEL = expression(r"\W*\w*\W*")
_PERSONS = frozenset(("i", "me", "my", "you", "your", "all"))
_ACRONYM = 5
"""Letters from which on a word in capitals is no title's."""
_NAME = 3
"""Words at the start of a line about the sender: `From:` and their name."""
_PLAIN_TITLE = 4
"""Words of a title in small letters, at the most."""
_TITLE = 7
"""Words of a title and a firm, at the most."""
_GAP = 400
"""Characters between two orders that are no more the sender's own words than they are."""
_MAINLY = 0.5
"""Share of a paragraph from which on all of it is what is planted."""
_AROUND = 4
"""Characters besides what is quoted in a sentence that says nothing else."""
_SENTENCE = 3
"""Words of a sentence that is not said alike by chance."""
_RUN = 5
"""Words in a row that are not said alike by chance."""

_GOES_ON = expression(r"[^\w\s]{1,3}\s+[a-z]")
"""After a title in quotation marks that is part of a sentence."""

_MOST = 0.6
"""Share of a sentence's words from which on it says what was ordered."""


@structure
def obeys_a_planted_order(context: Context) -> Iterator[Hit]:
    """What the request orders a machine to say, in a draft that has no other reason to say it."""
    orders = _orders(context.request_view, context.request)
    if not orders:
        yield from _quoted_payloads(context, context.request_view.folded, alone=True)
        return
    asked = context.request_view.text
    ordered = fold(" ".join(asked[begin:end] for begin, end in orders))
    edges = [0, *(edge for order in orders for edge in order), len(asked)]
    free = [asked[begin:end] for begin, end in zip(edges[::2], edges[1::2], strict=True)]
    innocent = fold(" ".join([*free, *_of_the_head(context, orders)]))
    yield from _words_as_ordered(context, ordered, innocent)
    yield from _sentences_as_ordered(context, ordered, innocent)
    yield from _quoted_payloads(context, ordered)
    yield from _quoted_payloads(context, fold(" ".join(free)), _QUOTED.sub(" ", innocent))
    for begin, end in orders:
        yield from _payloads(context, asked[begin:end], innocent, " ".join(free))
    yield from _stray(context, frozenset(_WORD.findall(ordered)))
    if _VERSE.search(ordered) and _rhymes(context.view.folded[:_VERSES]):
        yield Hit(0, len(context.draft))


def _stray(context: Context, ordered: frozenset[str]) -> Iterator[Hit]:
    """Sentences that begin with a word of the order, in small letters although another has a capital there."""
    view, text = context.view, context.draft
    begins = [(span, text[view.span(*span)[0]]) for span in view.sentences]
    if not any(letter.isupper() for _, letter in begins):
        return
    for span, letter in begins:
        goes_on = view.folded[: span[0]].rstrip().endswith((",", ":", ";", "-"))
        word = _WORD.match(view.folded, *span)
        if letter.islower() and not goes_on and word and word.group() in ordered:
            yield hit(context, span)


@lru_cache(maxsize=32)
def _orders(view: View, request: Request | None) -> list[Span]:
    """The spans of the request, in code points, that speak to a machine: sorted, apart from each other."""
    cues = Cues(view, only="ordered")
    found = list(planted_spans(view.text, not_the_users(request))) if request else []
    for start, end in cues.spans("ordered"):
        letter = _LETTER.search(view.folded, start, end)
        begin = view.sentence_at(letter.start() if letter else start)[0]
        paragraph = view.folded.find("\n\n", end)
        found.append(view.span(begin, paragraph if paragraph >= 0 else len(view.folded)))
    return _joined([_whole_paragraph(view.text, *span) for span in _joined(found)])


def _whole_paragraph(text: str, start: int, end: int) -> Span:
    """The span through the end of its last paragraph, where it is most of that already."""
    first, last = text.rfind("\n\n", 0, end) + 1, text.find("\n\n", end)
    last = len(text) if last < 0 else last
    is_mainly = end - max(start, first) >= _MAINLY * (last - first)
    return (start, last) if is_mainly else (start, end)


def _of_the_head(context: Context, orders: list[Span]) -> Iterator[str]:
    """What of the orders in the lines about the sender is theirs all the same: the name, a title, a firm."""
    request = context.request
    for part in request.parts if request else ():
        for begin, end in orders if part.kind == "head" else ():
            if request and part.start <= begin < part.end:
                line = request.text[begin : min(end, part.end)]
                if _LABEL.fullmatch(request.text[request.text.rfind("\n", 0, begin) + 1 : begin]):
                    yield " ".join(line.split()[:_NAME])
                yield from (piece for piece in _BETWEEN.split(line) if _is_title(piece))


def _is_title(piece: str) -> bool:
    """Whether a few words are written as names and titles are, and order nothing."""
    words = [word for word in piece.split() if word[0].isalpha()]
    capitals = [word for word in words if word[0].isupper() and (len(word) < _ACRONYM or not word.isupper())]
    orders = [word for word in _WORD.findall(fold(piece)) if word in word_list("ordering") or word in _PERSONS]
    shouted = [word for word in words if word.isupper() and word not in capitals]
    is_short = len(words) <= _PLAIN_TITLE and not shouted
    return 0 < len(words) <= _TITLE and (is_short or 2 * len(capitals) >= len(words)) and not orders


def _joined(spans: list[Span]) -> list[Span]:
    """The spans with the gaps between them, where these are short: what stands between two orders belongs to them."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start - joined[-1][1] <= _GAP:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _words_as_ordered(context: Context, ordered: str, innocent: str) -> Iterator[Hit]:
    """Sentences with a telling word, or several words in a row, that only the order has."""
    view, profile = context.view, context.profile
    trade = fold(f"{profile.role} {profile.company} {profile.what_we_do} {profile.contact}") if profile else ""
    known = {_singular(name) for name in (*sender_names(context)[:_NAME], *user_names(context))}
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
        if (is_ordered or is_told) and not (covers(quoted(context), at) or is_negated_near(view, at)):
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


def _sentences_as_ordered(context: Context, ordered: str, innocent: str) -> Iterator[Hit]:
    """Sentences that stand in the order word for word."""
    heard, own = spaced_once(ordered), spaced_once(innocent)
    for span, said in spaced_sentences(context):
        if said.count(" ") > _SENTENCE and said in heard and said not in own and said not in _replied():
            yield hit(context, span)


@lru_cache(maxsize=1)
def _replied() -> str:
    """The words of drafter's own replies, which need no order."""
    return spaced(fold(" | ".join(reply.text for name in languages() for reply in replies_in(name).reply)))


def _quoted_payloads(context: Context, asked: str, innocent: str = "", *, alone: bool = False) -> Iterator[Hit]:
    """What `asked` has in quotation marks, in a draft that says it itself; `alone`: as a sentence of its own."""
    folded = context.view.folded
    for words in _payloads_quoted(asked):
        if words in innocent:
            continue
        for at, end in whole_words(folded, words):
            first, last = context.view.sentence_at(at)
            if not alone or (
                last - first <= len(words) + _AROUND
                and not _GOES_ON.match(context.draft, context.view.span(at, end)[1])
            ):
                yield hit(context, (at, end))


@lru_cache(maxsize=16)
def _payloads_quoted(asked: str) -> tuple[str, ...]:
    quoted_words = (next(group for group in match.groups() if group) for match in _QUOTED.finditer(asked))
    return tuple(words for text in quoted_words if _telling(words := text.strip(" .,;:!?[]")))


def _payloads(context: Context, order: str, innocent: str, free: str) -> Iterator[Hit]:
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
        for at, end in whole_words(context.draft, word):
            if word not in free:
                yield Hit(at, end)


def _rhymes(folded: str) -> bool:
    """Whether two pairs of clauses that follow each other end alike."""
    ends: list[str] = _LAST_OF_CLAUSE.findall(folded)
    pairs = [(first, second) for gap in (1, 2) for first, second in zip(ends, ends[gap:], strict=False)]
    return sum(first != second and first[-3:] == second[-3:] for first, second in pairs) >= 2
