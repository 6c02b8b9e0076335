"""What a draft puts in the place of the request's own word: "the queue at the port" where that was at the gate."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

import msgspec

from drafter.checker.context import Context, Hit
from drafter.checker.grounding_facts import facts
from drafter.checker.grounding_reading import is_open, stated
from drafter.checker.grounding_said import WORD
from drafter.checker.grounding_words import stem, words
from drafter.regex import expression

_CLAUSE = expression(r"[^.,;:!?()\n\"]+")
_WIDEST = 4


class _Slot(msgspec.Struct, frozen=True):
    head: str
    preposition: str
    filler: str
    start: int
    """Folded, of the head."""
    end: int


def other_fillers(context: Context) -> Iterator[Hit]:
    """The words behind a noun and a preposition of the request that neither request nor profile knows there."""
    known = facts(context)
    asked = _asked(known.asked.text, known.empty)
    heads = {head for head, _ in asked}
    if not any(stem(word) in heads for word in known.draft_words):
        return
    for slot in _slots(context.view.folded, known.empty):
        if (slot.head, slot.preposition) not in asked or known.knows(slot.filler) or slot.filler in known.persons:
            continue
        if not known.is_small(context.view, slot.end - len(slot.filler)) and not is_open(context, slot.start):
            yield from stated(context, slot.start, slot.end)


@lru_cache(maxsize=8)
def _asked(folded: str, small: frozenset[str]) -> frozenset[tuple[str, str]]:
    """The heads and prepositions of a request."""
    return frozenset((slot.head, slot.preposition) for slot in _slots(folded, small))


def _slots(folded: str, small: frozenset[str]) -> Iterator[_Slot]:
    """Each word with a preposition and the next word of content behind it."""
    lexicon = words()
    for clause in _CLAUSE.finditer(folded):
        found = list(WORD.finditer(folded, *clause.span()))
        is_small = [match.group() in small or len(match.group()) < 3 for match in found]
        for place, match in enumerate(found):
            if is_small[place]:
                continue
            gap = sum(1 for _ in takewhile(bool, is_small[place + 1 : place + _WIDEST]))
            filler = found[place + gap + 1] if place + gap + 1 < len(found) and gap < _WIDEST - 1 else None
            if not gap or filler is None or filler.group() in lexicon.numbers or filler.group() in lexicon.weekdays:
                continue
            between = (one.group() for one in found[place + 1 : place + gap + 1])
            preposition = next((word for word in between if word in lexicon.lists["prepositions"]), None)
            if preposition and not filler.group().isdigit():
                yield _Slot(stem(match.group()), preposition, filler.group(), match.start(), filler.end())
