"""Names in a draft that neither request nor profile knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from drafter.checker.context import Context, Hit
from drafter.checker.grounding_facts import Facts, facts
from drafter.checker.grounding_words import words
from drafter.regex import expression
from drafter.stance import Stance
from drafter.view import fold

_CAPITAL = expression(r"[A-Z\u00c0-\u00de\u0100-\u024f\u0386-\u03ab\u0400-\u042f](?<!\w.)[^\W\d_]*")
_BEFORE = expression(r"(?:^|[.!?:\n…\])]|[^\w\s\x00-\x7f]|[¿¡\"“”„«»‹›(\[*•-])[\s\"¿¡“”„«»‹›'‘’(\[*•_-]*$")
_ABBREVIATION = expression(
    r"(?<!['’])\b(?:mr|mrs|ms|dr|prof|st|sr|sra|sig|dott|dra|mme|mlle|nr|[a-hj-z])\.\s*$", re.IGNORECASE
)
_GREETING = expression(
    r"^\W*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|hallo|liebe[rs]?|sehr geehrte[rs]?"
    r"|guten (?:tag|morgen|abend)|moin|servus|gruezi|bonjour|bonsoir|salut|chere?|hola|buen[oa]s (?:dias|tardes|noches)"
    r"|estimad[oa]|querid[oa]|ciao|salve|buongiorno|buonasera|gentile|car[oa]|egregio|hoi|dag|beste|geachte"
    r"|goede(?:morgen|middag|navond)|ola|bom dia|boa (?:tarde|noite)|prezad[oa])\b[^,.!?\n]{0,40}$"
)
_INITIAL = 2
"""Characters of an initial: `X.`."""
_NEXT = expression(r"(?: |-| & )[A-Z\u00c0-\u00de]")
_LAST_WORD = expression(r"([^\W\d_]+)\W*$")
_WORD = expression(r"[a-z]+")
_LETTERS = expression(r"[^\W\d_]+")
_GREETED = 60
_TOUCHING = frozenset(("", " ", "-", " & ", "'", "’", ". "))


class _Word(msgspec.Struct, frozen=True):
    start: int
    end: int
    folded: str
    first: bool
    """Whether it begins a sentence, where every word has a capital."""


def unknown_names(context: Context) -> Iterator[Hit]:
    """Each run of capitalised words that nobody named."""
    draft = context.draft
    run: list[_Word] = []
    runs: list[list[_Word]] = []
    for word in _unknown(draft, facts(context), context.request_view.text):
        if run and draft[run[-1].end : word.start] in _TOUCHING and not word.first:
            run.append(word)
        else:
            run = [word]
            runs.append(run)
    if not runs:
        return
    judge = _is_german_name if facts(context).is_german else _is_name
    for run in runs:
        name = judge(context, run)
        if name:
            yield Hit(name[0].start, name[-1].end)


@lru_cache(maxsize=8)
def _letters(asked: str) -> frozenset[str]:
    """The words of the request, as they are written but for their case."""
    lines = asked.casefold().split("\n")
    seen = (line if line.isprintable() else "".join(filter(str.isprintable, line)) for line in lines)
    return frozenset(_LETTERS.findall("\n".join(seen)))


def _unknown(draft: str, known: Facts, asked: str) -> Iterator[_Word]:
    lists = words().lists
    end, before = 0, ""
    for match in _CAPITAL.finditer(draft):
        written, start = match.group(), match.start()
        folded = fold(written)
        joined = before + folded if before and draft[end:start] == " " else ""
        end, before = match.end(), folded
        if len(written) < 2 or (len(written) <= 4 and written.isupper()) or not written[0].isupper():
            continue
        if known.says(folded) or (joined and known.has_in_address(joined)):
            continue  # "northsumppumps.example" stands for North Sump
        if folded in lists["capitals"] or _is_day(folded):
            if folded in lists["titles"] and not known.knows(folded) and written.casefold() not in _letters(asked):
                yield _Word(*match.span(), folded, False)
            continue
        is_ordinary = folded in known.empty or folded in lists["courtesies"]
        first = _begins_sentence(draft, start, is_ordinary=is_ordinary)
        alone = folded in known.empty or not _NEXT.match(draft, end)
        if first and alone and folded not in lists["first_names"]:
            continue
        if not known.knows_name(folded) and written.casefold() not in _letters(asked):
            yield _Word(*match.span(), folded, first)


def _is_day(folded: str) -> bool:
    """Whether a word is a month or weekday and no first name."""
    lexicon = words()
    is_day = folded in lexicon.months or folded in lexicon.weekdays or folded.rstrip("s") in lexicon.weekdays
    return is_day and folded not in lexicon.lists["first_names"]


def _begins_sentence(draft: str, start: int, *, is_ordinary: bool) -> bool:
    """Whether a word begins a sentence; behind an initial only nobody's name: "with an X. Welcome"."""
    before = draft[max(0, start - 12) : start]
    abbreviation = _ABBREVIATION.search(before)
    is_initial = abbreviation is not None and len(abbreviation.group().rstrip()) == _INITIAL
    return bool(_BEFORE.search(before)) and (abbreviation is None or (is_initial and is_ordinary))


def _is_greeted(draft: str, start: int) -> bool:
    """Whether a greeting leads up to `start`: a wrong name there is a matter of identity."""
    return start < _GREETED and bool(_GREETING.search(fold(draft[:start])))


def _before(draft: str, start: int) -> str:
    match = _LAST_WORD.search(draft[max(0, start - 40) : start])
    return fold(match[1]) if match else ""


def _is_name(context: Context, run: list[_Word]) -> list[_Word]:
    """The part of a run that is a name, where only names have capitals."""
    draft = context.draft
    if run[0].first and len(run) == 1:
        return run if _acts(draft, run[0]) else []
    if _is_greeted(draft, run[0].start):
        return []
    if context.stance is Stance.HELP and not _is_claimed_in_advice(draft, run):
        return []
    return run


def _acts(draft: str, word: _Word) -> bool:
    """Whether a first name that opens a sentence is its subject rather than the one spoken to."""
    lists = words().lists
    after = _WORD.search(fold(draft[word.end : word.end + 30]))
    verb = after.group() if after else ""
    acts = verb in lists["past"] or verb in lists["present"] or verb in lists["acting"] or verb[-2:] in ("ed", "s")
    return acts and word.folded in lists["first_names"] and draft[word.end : word.end + 1] in (" ", "'", "’")


def _is_claimed_in_advice(draft: str, run: list[_Word]) -> bool:
    """Advice may name methods, tools and books; people, firms and places are claims."""
    lists = words().lists
    after = _WORD.search(fold(draft[run[-1].end : run[-1].end + 30]))
    if after and after.group() in lists["methods"]:
        return False
    if any(word.folded in lists["first_names"] or word.folded in lists["places"] for word in run):
        return True
    return _before(draft, run[0].start) in lists["name_leads"]


def _is_german_name(context: Context, run: list[_Word]) -> list[_Word]:
    """The part of a run that is a name, where every noun has a capital."""
    draft, lists = context.draft, words().lists
    while run and (run[0].first or run[0].folded in lists["measures"]):
        run = run[1:]
    if not run or _is_greeted(draft, run[0].start):
        return []
    if len(run) > 1 or _before(draft, run[0].start) in lists["german_titles"]:
        return run
    word = run[0].folded
    if word in lists["places"] or word in lists["first_names"]:
        return run
    return run if len(word) > 3 and word[-1] in "aoiy" and word not in lists["german_nouns"] else []
