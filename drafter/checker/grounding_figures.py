"""Figures, days and addresses in a draft that neither request nor profile knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checker.context import Context, Hit
from drafter.checker.grounding_facts import NUMBER, Facts, facts, readings
from drafter.checker.grounding_words import words
from drafter.stance import Stance

_ADDRESS = re.compile(
    r"https?://\S+|\bwww\.\S+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|\b(?<![.-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:com|org|net|example|co\.uk|gov|edu|info|io|eu|dev)\b(?:/\S*)?"
)
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")
_PHONE = re.compile(r"(?<![\d.,/-])\+?\d[\d /().-]{6,24}\d(?![\d.,/-]\d)")
_NO_DIGIT = re.compile(r"\D")
_HALF_DAY = re.compile(r"\s*(?:[ap]\.?m\b|o'clock|uhr\b|h\b)")
_CLAIM_BEFORE = re.compile(r"\b(?:you|your|yours|we|our|us|i|my|me|mine)\b")
_COUNTED = re.compile(r"[\s-]+([a-z]{3,})(?:\s+([a-z]{3,}))?")
_REACH = 60


def unknown_addresses(context: Context) -> Iterator[Hit]:
    """Links, e-mail addresses and phone numbers."""
    view = context.view
    folded = view.folded
    if "." in folded or "://" in folded:
        for match in _ADDRESS.finditer(folded):
            address = match.group().rstrip(".,;:!?)\"'>]")
            bare = _SCHEME.sub("", address).rstrip("/")
            if bare and bare not in facts(context).known.text:
                yield Hit(*view.span(match.start(), match.start() + len(address)))
    for match in _PHONE.finditer(folded):
        digits = _NO_DIGIT.sub("", match.group())
        if len(digits) >= 7 and digits[-6:] not in facts(context).digits:
            yield Hit(*view.span(*match.span()))


def unknown_figures(context: Context) -> Iterator[Hit]:
    """Numbers in digits; numbers spelt out where they count something of the sender's, or miscount."""
    view, known = context.view, facts(context)
    advice = context.stance is Stance.HELP
    for match in NUMBER.finditer(view.folded):
        start, end = match.span()
        if not _stands_alone(view.folded, start) or _is_known(match.group(), view.folded, end, known):
            continue
        if not advice or _miscounts(view.folded, end, known):
            yield Hit(*view.span(start, end))
    numbers, lists = words().numbers, words().lists
    for start, end, word in known.draft_words:
        value = numbers.get(word, 0)
        if value < 2 or word in lists["doubtful_numbers"] or value in known.figures:
            continue
        if _miscounts(view.folded, end, known) or (value > 3 and not advice and _counts_theirs(context, start, end)):
            yield Hit(*view.span(start, end))


def _stands_alone(folded: str, start: int) -> bool:
    """Whether the digits are neither part of a word such as "B12" nor of an address."""
    if start and (folded[start - 1].isalnum() or folded[start - 1] in "@_-/"):
        return False
    begin = max(folded.rfind(" ", max(0, start - _REACH), start), folded.rfind("\n", max(0, start - _REACH), start)) + 1
    piece = folded[begin : start + _REACH].split()
    return not piece or ("@" not in piece[0] and "/" not in piece[0])


def _is_known(raw: str, folded: str, end: int, known: Facts) -> bool:
    found = readings(raw)
    if found & known.figures:
        return True
    if folded[end : end + 1] == "k" and {value * 1000 for value in found} & known.figures:
        return True
    if _HALF_DAY.match(folded, end):
        hour = int(re.split(r"[.,:]", raw)[0][:9])
        return bool({hour + 12, hour - 12} & known.figures)
    return len(raw) == 2 and any(value % 100 == int(raw) for value in known.figures if 1900 < value < 2100)


def _miscounts(folded: str, end: int, known: Facts) -> bool:
    """Whether what is counted is in the request, with another number."""
    match = _COUNTED.match(folded, end)
    if not match or not known.figures_asked:
        return False
    nouns = [noun for noun in match.groups() if noun]
    if any(noun in words().lists["coins"] for noun in nouns):
        return False
    return any(noun in known.nouns for noun in nouns if noun not in words().lists["empty"])


def _counts_theirs(context: Context, start: int, end: int) -> bool:
    """Whether the number stands in a statement on the sender, or on the firm, rather than in an aside."""
    folded = context.view.folded
    after = _COUNTED.match(folded, end)
    if not after or any(noun in words().lists["coins"] for noun in after.groups() if noun):
        return False
    begin, _ = context.view.sentence_at(start)
    whose = _CLAIM_BEFORE.findall(folded, max(begin, start - _REACH), start)
    if not whose:
        return False
    return whose[-1] not in ("i", "my", "me", "mine")


def unknown_days(context: Context) -> Iterator[Hit]:
    """Months and weekdays."""
    view, known, lexicon = context.view, facts(context), words()
    before = ""
    for start, end, word in known.draft_words:
        if word in lexicon.months:
            if lexicon.months[word] not in known.months and _is_month(context, word, before, end):
                yield Hit(*view.span(start, end))
        elif (
            word in lexicon.weekdays
            and lexicon.weekdays[word] not in known.weekdays
            and len(word) > 3
            and context.stance is not Stance.HELP
            and before not in lexicon.lists["general_days"]
        ):
            yield Hit(*view.span(start, end))
        before = word


def _is_month(context: Context, word: str, before: str, end: int) -> bool:
    lexicon, folded = words(), context.view.folded
    dated = before.isdigit() or bool(re.match(r"\s+\d", folded[end : end + 4]))
    if dated or context.stance is Stance.HELP:
        return dated
    if word in lexicon.doubtful_months or len(word) <= 3:
        return before in lexicon.month_leads
    return before not in lexicon.lists["general_days"]
