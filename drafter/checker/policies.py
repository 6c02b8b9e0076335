"""Negation and quotation, decided once for each sentence: which hits are not meant."""

from __future__ import annotations

import re

from drafter.view import View

# Clause ends after which a negation no longer holds.
_CLAUSE_END = re.compile(
    r"[;:!?()]| - |, (?:but|and|so|yet|though|although|because|however|aber|sondern|mais|car|pero|sino|ma|maar|mas|porque)\b"
    r"|\b(?:but|however|yet|instead|although|though|aber|sondern|mais|pero|sino|maar|porem|tuttavia|toch)\b"
)
_NEGATION = re.compile(
    r"\b(?:no|not|never|nor|neither|none|nobody|nothing|without|cannot|\w+n't|dont|doesnt|wont|cant|isnt|arent"
    r"|hardly|rather than|instead of|nicht|kein\w*|nie|niemals|ohne|weder|ne|n'\w+|pas|jamais|sans|ni|aucune?"
    r"|nunca|jamas|sin|tampoco|ningun\w*|non|mai|senza|ne|nessun\w*|niet|geen|nooit|zonder|noch|nao|sem|nem|nenhum\w*)\b"
)
_NO_NEGATION = re.compile(
    r"\b(?:not|non|nicht|pas|no|niet|nao) (?:only|just|merely|simply|nur|seulement|solo|soltanto|alleen|apenas|so)\b"
    r"|\bno[- ](?:brainer|doubt|problem|wonder|matter|time|worries|obligation|cost|charge|risk|strings)\b"
    r"|\bwhy not\b|\b(?:don't|do not|never|didn't|can't) (?:hesitate|forget|miss|wait|worry|be shy)\b|\bcan't wait\b"
    r"|\bzogern sie nicht\b|\bn'hesitez pas\b|\bno dude\b|\bnon esiti\b|\baarzel niet\b|\bnao hesite\b"
)
_REACH = 90
_QUOTED = re.compile(r'"[^"\n]{1,300}"|(?<![\w\'])\'[^\'\n]{1,120}(?:\w\'\w[^\'\n]{0,120})*\'(?!\w)')


def is_negated(view: View, start: int) -> bool:
    """Whether folded position `start` stands in the scope of a negation of its own clause."""
    begin, _ = view.sentence_at(start)
    before = view.folded[max(begin, start - _REACH) : start]
    ends = [match.end() for match in _CLAUSE_END.finditer(before)]
    clause = before[ends[-1] :] if ends else before
    return bool(_NEGATION.search(_NO_NEGATION.sub(" ", clause)))


def quotations(view: View) -> list[tuple[int, int]]:
    """The folded spans within quotation marks."""
    return [match.span() for match in _QUOTED.finditer(view.folded)]


_CONTENT_WORD = re.compile(r"[a-z0-9$]{4,}")


def is_echoed(view: View, start: int, end: int, heard: View) -> bool:
    """Whether every longer word of folded `[start, end)` stands in `heard` too."""
    words = _CONTENT_WORD.findall(view.folded[start:end])
    return bool(words) and all(word in heard.folded for word in words)
