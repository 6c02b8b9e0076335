"""Orders to a machine that stand in the request, and drafts that carry them out."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checker.context import Context, Hit, structure
from drafter.checker.cues import Cues, Span
from drafter.checker.obligations import covers, hit, quoted
from drafter.checker.policies import is_negated
from drafter.checker.wordlists import word_list
from drafter.regex import expression

_PLANTED = frozenset(("planted",))
_WORD = expression(r"[a-z0-9$][a-z0-9'.:/$%@_-]*[a-z0-9%]|[a-z0-9$]")

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
_THANKS = expression(
    r"(?:many thanks|thank you|thanks|danke|vielen dank|merci|gracias|grazie|bedankt|dank je|obrigad[oa])"
    r"(?: (?:so|very) much| a lot)?,? [^\s,.!?;:]{1,30}(?: [^\s,.!?;:]{1,30})?[.!,]?"
)
"""Thanks to somebody by name, and nothing else."""
_VERSES = 4_000
"""Characters in which a poem shows."""


@structure
def obeys_a_planted_order(context: Context) -> Iterator[Hit]:
    """A sentence of the draft made of what the request orders a machine to say."""
    if context.request is None:
        return
    orders = _orders(context)
    if not orders:
        return
    asked = context.request_view.folded
    ordered = " ".join(asked[begin:end] for begin, end in orders)
    edges = [0, *(edge for order in orders for edge in order), len(asked)]
    innocent = " ".join(asked[begin:end] for begin, end in zip(edges[::2], edges[1::2], strict=True))
    yield from _sentences_as_ordered(context, ordered, innocent)
    yield from _words_as_ordered(context, orders, innocent)
    if _VERSE.search(ordered) and _rhymes(context.view.folded[:_VERSES]):
        yield Hit(0, len(context.draft))


def _orders(context: Context) -> list[Span]:
    """The folded spans of the request from where it starts to talk to a machine to the end of the paragraph."""
    view = context.request_view
    found: list[Span] = []
    for start, _ in Cues(view, names=_PLANTED).spans("planted"):
        if found and start < found[-1][1]:
            continue
        begin = max(view.sentence_at(start)[0], found[-1][1] if found else 0)
        end = view.folded.find("\n\n", start)
        found.append((begin, end if end >= 0 else len(view.folded)))
    return found


def _sentences_as_ordered(context: Context, ordered: str, innocent: str) -> Iterator[Hit]:
    view = context.view
    names = set(_weighty(innocent)) | set(_weighty(context.profile.company.lower()) if context.profile else ())
    words, runs = set(_weighty(ordered)) - names, _runs(ordered)
    for start, end in view.sentences:
        sentence = view.folded[start:end]
        said = [word for word in _weighty(sentence) if word not in names]
        shared = [word for word in said if word in words]
        if not shared or covers(quoted(context), start) or _THANKS.fullmatch(sentence.strip()):
            continue
        is_told = len(set(shared)) >= 2 and len(shared) >= 0.6 * len(said)
        is_all = len(shared) == len(said) and len(sentence) < 40
        if (is_told or is_all or _runs(sentence) & runs) and not is_negated(view, start + sentence.find(shared[0])):
            yield hit(context, (start, end))


def _weighty(text: str) -> list[str]:
    return [
        word
        for word in _WORD.findall(text)
        if (len(word) > 3 or any(char.isdigit() for char in word)) and word not in word_list("ordering")
    ]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.strip(".,") for word in _WORD.findall(text)]
    return {tuple(words[i : i + 4]) for i in range(len(words) - 3)}


def _words_as_ordered(context: Context, orders: list[Span], innocent: str) -> Iterator[Hit]:
    """Words in capitals, links, passwords and titles of the order that stand in the draft too."""
    asked, folded = context.request_view, context.view.folded
    for begin, end in orders:
        for match in _PAYLOAD.finditer(asked.folded, begin, end):
            word = next(group for group in match.groups() if group).strip(" .,;:!?")
            at = folded.find(word)
            is_word = (
                at >= 0 and not (folded[at - 1 : at] + folded[at + len(word) : at + len(word) + 1]).strip().isalnum()
            )
            if len(word) >= 3 and is_word and word not in innocent and word not in word_list("ordering"):
                yield hit(context, (at, at + len(word)))
        first, last = asked.span(begin, end)
        for match in _SECRET.finditer(asked.text, first, last):
            word = match.group().rstrip(".,;")
            at = context.draft.find(word)
            if at >= 0 and word.lower() not in innocent and word.lower() not in word_list("ordering"):
                yield Hit(at, at + len(word))


def _rhymes(folded: str) -> bool:
    """Whether two pairs of clauses that follow each other end alike."""
    ends: list[str] = _LAST_OF_CLAUSE.findall(folded)
    pairs = [(first, second) for gap in (1, 2) for first, second in zip(ends, ends[gap:], strict=False)]
    return sum(first != second and first[-3:] == second[-3:] for first, second in pairs) >= 2
