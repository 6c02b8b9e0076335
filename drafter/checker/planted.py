"""Orders to a machine that stand in the request, and drafts that carry them out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checker.context import Context, Hit, structure
from drafter.checker.cues import Cues, Span
from drafter.checker.policies import is_negated, quotations

_WORD = re.compile(r"[a-z0-9$][a-z0-9'.:/$%@_-]*[a-z0-9%]|[a-z0-9$]")
_ORDERING = frozenset(
    ("instruction instructions previous reply replies answer respond response write assistant assistants system ignore include"
     " confirm state mention please sentence phrase word words text message draft with your that this must should always only"
     " also when then from have will shall they them their there about would could sender user note prompt model language end begin"
     " the and for you are not any all his her its our out was were has had but can use say add put tell")
    .split()
)  # fmt: skip


def _orders(context: Context) -> list[Span]:
    """The folded spans of the request from where it starts to talk to a machine to the end of the paragraph."""
    view = context.request_view
    starts = Cues(view).spans("planted")
    found: list[Span] = []
    for start, _ in starts:
        if found and start < found[-1][1]:
            continue
        begin, _ = view.sentence_at(start)
        end = view.folded.find("\n\n", start)
        found.append((begin, end if end >= 0 else len(view.folded)))
    return found


def _weighty(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if (len(word) > 3 or any(c.isdigit() for c in word)) and word not in _ORDERING]


@structure
def obeys_a_planted_order(context: Context) -> Iterator[Hit]:
    """A sentence of the draft made of what the request orders a machine to say."""
    if context.request is None:
        return
    orders = _orders(context)
    if not orders:
        return
    asked, view = context.request_view, context.view
    ordered = " ".join(asked.folded[begin:end] for begin, end in orders)
    innocent = asked.folded
    for begin, end in reversed(orders):
        innocent = innocent[:begin] + " " + innocent[end:]
    names = set(_weighty(innocent))
    if context.profile:
        names |= set(_weighty(context.profile.company.lower()))
    words = set(_weighty(ordered)) - names
    runs = _runs(ordered)
    quoted = quotations(view)
    for start, end in view.sentences:
        if any(first <= start and end <= last for first, last in quoted):
            continue
        sentence = view.folded[start:end]
        said = [word for word in _weighty(sentence) if word not in names]
        shared = [word for word in said if word in words]
        copied = _runs(sentence) & runs
        told = len(set(shared)) >= 2 and len(shared) >= 0.6 * len(said)
        if (copied and shared) or told or (said and len(shared) == len(said) and len(sentence) < 40):
            if not is_negated(view, start + max(sentence.find(shared[0]), 0)):
                yield Hit(*view.span(start, end))
    yield from _passwords(context, orders, innocent)
    yield from _rhymes(context, ordered)


# What an order gives to be said: the word after "the word", what stands in quotation marks, a title to be used.
_PAYLOAD = re.compile(
    r"\b(?:the )?(?:words?|phrase|sentence|password|code ?word|code|text|line|wort|satz|mot|phrase|palabra|frase|parola|woord|palavra)"
    r"(?: is| :|:)? [\"']?([a-z0-9-]{3,30})[\"']?(?=[.,;!)\]\s]|$)|\"([^\"\n]{3,80})\""
    r"|\b(?:call|address|refer to|greet) me (?:as )?(?:your |the )?[\"']?([a-z]{3,20}(?: [a-z]{3,20})?)"
)
_VERSE = re.compile(r"\b(?:rhym\w*|verses?|poems?|poetry|limerick\w*|haiku|reim\w*|gereimt|gedicht\w*|vers|rimes?|poeme\w*|rima\w*|poema\w*|poesia|rijm\w*|gedicht)\b")
_CLAUSE_LAST = re.compile(r"([a-z]{2,})\W*(?:[,.;!?\n]|$)")


def _rhymes(context: Context, ordered: str) -> Iterator[Hit]:
    """A draft in verse where verse was ordered: two pairs of clauses that end alike."""
    if not _VERSE.search(ordered):
        return
    ends = _CLAUSE_LAST.findall(context.view.folded)
    alike = sum(
        first != second and first[-3:] == second[-3:]
        for i, first in enumerate(ends)
        for second in ends[i + 1 : i + 3]
    )
    if alike >= 2:
        yield Hit(0, len(context.draft))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.strip(".,") for word in _WORD.findall(text)]
    return {tuple(words[i : i + 4]) for i in range(len(words) - 3)}


def _passwords(context: Context, orders: list[Span], innocent: str) -> Iterator[Hit]:
    """Words in capitals, links and codes of the order that stand in the draft too."""
    asked, view = context.request_view, context.view
    for begin, end in orders:
        first, last = asked.span(begin, end)
        for match in _PAYLOAD.finditer(asked.folded, begin, end):
            word = next(group for group in match.groups() if group).strip(" .,;:!?")
            at = view.folded.find(word)
            is_word = at >= 0 and not view.folded[at - 1 : at].isalnum() and not view.folded[at + len(word) :][:1].isalnum()
            if len(word) >= 3 and is_word and word not in innocent and word not in _ORDERING:
                yield Hit(*view.span(at, at + len(word)))
        for match in re.finditer(r"\b[A-Z][A-Z0-9_-]{3,}\b|https?://[^\s<>\"')]+|\b[a-z0-9-]+\.[a-z]{2,10}/\S+", asked.text[first:last]):
            word = match.group().rstrip(".,;")
            at = context.draft.find(word)
            if at >= 0 and word.lower() not in innocent and word.lower() not in _ORDERING:
                yield Hit(at, at + len(word))
