"""Figures, days and addresses in a draft that neither request nor profile knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from drafter.checker.context import Context, Hit
from drafter.checker.grounding_addresses import addresses, bare, phones
from drafter.checker.grounding_facts import Facts, facts
from drafter.checker.grounding_reading import is_open, is_wished
from drafter.checker.grounding_said import NUMBER, WORD, readings, spelt_number
from drafter.checker.grounding_words import words
from drafter.checker.policies import is_negated, is_negated_near
from drafter.regex import expression
from drafter.stance import Stance

_HALF_DAY = expression(r"\s*(?:[ap]\.?m\b|o'clock|uhr\b|h\b)")
_WHOSE = expression(r"\b(?:you|your|yours|we|our|us|i|my|me|mine)\b")
_COUNTED = expression(r"[\s-]+(?:(?:or|to|oder|bis|ou)\s+[a-z0-9]+\s+)?([a-z]{3,})(?:\s+([a-z]{2,}))?")
_DAY_NUMBER = expression(r"\s+\d")
_FIRST = frozenset(("i", "my", "me", "mine"))
_SIGNS = frozenset("$£€")
_MONEY = expression(r"\s*(?:[$£€]|euros?\b|pounds?\b|dollars?\b|eur\b|gbp\b|usd\b|chf\b)")
_PERCENT = expression(r"\s*(?:%|per ?cent\b|prozent\b|pour cent\b|por ciento\b|per cento\b|procent\b|por cento\b)")
_SHARE = expression(
    r"\s*(?:%|percent|per cent|prozent|pour cent|por ciento|per cento|procent|por cento)"
    r"\s+(?:of|der|des|de|dei|van|dos)\s+(?:\w+\s+){0,2}(?:all|the|our|us|people|\w+s)\b"
)
_RATIO = expression(r"\b([a-z]+) (?:in|out of) ([a-z]+) (?:of )?(?:[a-z]+ ){0,2}[a-z]+s\b")
_REACH = 60
_SENTENCE_END = expression(r"[.!?]\s")
_DEFINITE = frozenset(
    ("the", "those", "these", "all", "both", "les", "die", "diese", "los", "las", "i", "gli", "le", "de", "os", "as")
)
_BEGINS = expression(r"[,;:(]\s|\s-\s|\b(?:and|then|or|und|dann|et|puis|y|luego|e|poi|en|dan|depois)\s")
_ADVICE = expression(
    r"\s*(?:(?:and|or|then|so|but|first|please|perhaps|maybe|just|only|always|never|now|instead|do not|don't"
    r"|i'd|i would|you could|you can|you might|you should|why not|bitte|und|dann|et|puis|y|luego|e|poi|en|dan|depois"
    r") ){0,3}([a-z]+)\b"
)
_SUM = expression(
    r"[$£€]\s*(\d[\d.,]*)|\b(\d[\d.,]*)\s*(?:[$£€]|euros?\b|pounds?\b|dollars?\b|eur\b|gbp\b|usd\b|chf\b)"
)
_OF_THEM = expression(r"\s+of\s+(?:them|you|yours|your)\b")
_NEXT_NUMBER = expression(r"(?:\s+(?:and|und|y|e|et)\s+|[\s-]+)([a-z]+)\b")
_OF_OURS = expression(r"\s+of\s+(?:ours|us|yours|you|them|our|your)\b")
_GROUP = expression(r"\b(?:each|one|all|any|most|none|some|half|every one) of (?:the|our|your) $")
_HUNDRED = 100
_DAY_DIGITS = 2
_ASKING = expression(r"may (?:i|we|you|it|the|this|that|be|well|have)\b")
"""No month."""
_HOW_MANY = expression(
    r"\b(?:how (?:many|much|long|often|big|large)|wie ?(?:viele?|lange|oft)|combien"
    r"|cuant[oa]s?|quant[eiao]s?|hoe ?(?:veel|lang|vaak))\b"
)
_TERM = expression(
    r"[\s-]+(?:full |whole |working |business |calendar |trading |clear )?"
    r"(?:days?|weeks?|months?|years?|euros?|pounds?|dollars?|percent|per cent|kilos?|tonn?es?"
    r"|met(?:re|er)s?|lit(?:re|er)s?|(?:werk|arbeits)?tag(?:e|en)?|wochen?|monate?n?|jahre?n?|prozent|meter|jours?|semaines?|mois|ans|annees?|metres?"
    r"|dias?|semanas?|mes(?:es)?|anos?|por ciento|giorni|settimane|mesi|anni|per cento|(?:werk)?dagen|weken|maanden"
    r"|jaar|procent|por cento)\b"
)
"""What is said of the matter by a number: how long it takes, what it costs."""
_OWN_DOING = expression(
    r"\b(?:i|i'll|i'd|i'm|i've|ich|je|yo|io|ik|eu|me|mir|mich|answer|repl(?:y|ies)|back|hear|read|look|send|write|ago|touch"
    r"|antwort\w*|reponse|reponds|respuesta|respond\w*|risposta|rispond\w*|antwoord\w*|resposta|vor|hace|fa|geleden|ha"
    r"|il y a)\b"
)
"""What makes it the user's own: when they will answer, how long ago they did."""
_THE = frozenset(("the", "de", "het", "den", "der", "die", "das", "le", "la", "il", "el", "o", "a", "os"))


def unknown_addresses(context: Context) -> Iterator[Hit]:
    """Links, e-mail addresses and phone numbers."""
    view = context.view
    for start, end in addresses(view.folded):
        if not facts(context).has_address(bare(view.folded[start:end])):
            yield Hit(*view.span(start, end))
    for start, end, digits in phones(view.folded):
        if not facts(context).has_phone(digits):
            yield Hit(*view.span(start, end))


def unknown_figures(context: Context) -> Iterator[Hit]:
    """Numbers in digits; numbers spelt out where they count something of the sender's, or miscount."""
    view, known = context.view, facts(context)
    advice = context.stance is Stance.HELP
    for match in NUMBER.finditer(view.folded):
        start, end = match.span()
        if not _stands_alone(view.folded, start) or _is_known(match.group(), view.folded, end, known):
            continue
        miscounts = _miscounts(context, start, end, known)
        is_theirs = _is_aside(context, start) or (is_wished(context, start) and not miscounts)
        if is_theirs and not _is_amount(view.folded, start, end):
            continue
        if (
            not advice
            or miscounts
            or (
                _is_statistic(match.group(), view.folded, start, end)
                and not _is_part_of_a_sum(context, match.group(), start, known)
            )
        ):
            yield Hit(*view.span(start, end))
    numbers = words().numbers
    if known.draft_words.isdisjoint(numbers):
        return
    for match in _RATIO.finditer(view.folded):
        shares = [numbers.get(word, -1) for word in match.groups()]
        if -1 not in shares and not all(map(known.has_figure, shares)):
            yield Hit(*view.span(*match.span()))
    for value, start, end in _spelt_out(known, view.folded):
        if known.has_figure(value) or is_wished(context, start):
            continue
        if context.stance is Stance.ANSWER and _is_term(context, start, end) and not is_negated_near(view, start):
            yield Hit(*view.span(start, end))
            continue
        theirs = value > 3 and _counts_theirs(context, start, end) and not is_negated_near(view, start)
        if theirs or (_miscounts(context, start, end, known) and not is_open(context, start)):
            yield Hit(*view.span(start, end))


def _spelt_out(known: Facts, folded: str) -> Iterator[tuple[int, int, int]]:
    """The numbers spelt out, each run of them as one: "four hundred"; a hundred of anything is a figure of speech."""
    numbers, seen = words().numbers, 0
    for _, start, end in sorted(known.places(words().counting), key=lambda place: place[1]):
        if start < seen:
            continue
        seen = end
        while (more := _NEXT_NUMBER.match(folded, seen)) and more[1] in numbers:
            seen = more.end()
        value = spelt_number(WORD.findall(folded, start, seen))
        if end < seen or value < _HUNDRED:
            yield value, start, seen


def _is_amount(folded: str, start: int, end: int) -> bool:
    """Whether a number is of money, a share or a date."""
    before = folded[max(0, start - 2) : start].strip()
    after = WORD.search(folded, end, end + 12)
    dated = after is not None and after.group() in words().months
    return dated or before[-1:] in _SIGNS or bool(_MONEY.match(folded, end) or _PERCENT.match(folded, end))


def _is_aside(context: Context, start: int) -> bool:
    """Whether what stands at folded `start` is told by the user of themselves."""
    folded = context.view.folded
    begin = max(context.view.sentence_at(start)[0], start - 2 * _REACH)
    begin = max(begin, *(folded.rfind(stop, begin, start) for stop in ",;:"))
    own = _WHOSE.findall(folded, begin, start)
    return bool(own) and own[-1] == "i" and facts(context).before(start) not in _DEFINITE


def _is_advised(context: Context, start: int) -> bool:
    """Whether advice tells the sender to do something, with nothing stated before folded `start`."""
    if context.stance is not Stance.HELP:
        return False
    folded, lists = context.view.folded, words().lists
    begin = max(context.view.sentence_at(start)[0], start - 2 * _REACH)
    for first in (begin, *(match.end() for match in _BEGINS.finditer(folded, begin, start))):
        told = _ADVICE.match(folded, first, start)
        if told and told[1] in lists["advising"]:
            between = WORD.findall(folded, told.end(), start)
            if lists["stating"].isdisjoint(between):
                return True
    return False


def _is_part_of_a_sum(context: Context, raw: str, start: int, known: Facts) -> bool:
    """Whether advice divides the money that the request tells of."""
    sums = (max(readings((one or other).rstrip(".,"))) for one, other in _SUM.findall(known.asked.text))
    return max(sums, default=0) > max(readings(raw)) and _is_advised(context, start)


def _stands_alone(folded: str, start: int) -> bool:
    """Whether the digits are neither part of a word such as "B12" nor of an address."""
    if start and (folded[start - 1].isalnum() or folded[start - 1] in "@_-/"):
        return False
    begin = max(folded.rfind(" ", max(0, start - _REACH), start), folded.rfind("\n", max(0, start - _REACH), start)) + 1
    piece = folded[begin : start + _REACH].split(None, 1)
    return not piece or ("@" not in piece[0] and "/" not in piece[0])


def _is_known(raw: str, folded: str, end: int, known: Facts) -> bool:
    found = readings(raw)
    whole = max(found)
    if known.has_figure(whole) or (len(found) > 1 and all(map(known.has_figure, found - {whole}))):
        return True
    if folded[end : end + 1] == "k" and known.has_figure(whole * 1000):
        return True
    if _HALF_DAY.match(folded, end):
        hour = int(re.split(r"[.,:]", raw)[0][:9])
        return known.has_figure(hour + 12) or known.has_figure(hour - 12)
    if _PERCENT.match(folded, end) and whole <= _HUNDRED and _HUNDRED - whole in _percentages(known.asked.text):
        return True  # the other 20 % of the 80 % that they name
    return len(raw) == 2 and (known.has_figure(1900 + int(raw)) or known.has_figure(2000 + int(raw)))


@lru_cache(maxsize=8)
def _percentages(asked: str) -> frozenset[int]:
    """The numbers of a text that are percentages."""
    shares = (match.group() for match in NUMBER.finditer(asked) if _PERCENT.match(asked, match.end()))
    return frozenset().union(*map(readings, shares))


def _miscounts(context: Context, start: int, end: int, known: Facts) -> bool:
    """Whether what is counted is in the request, with another number; advice may set a number of its own."""
    folded = context.view.folded
    is_theirs = known.before(start) in _DEFINITE or known.before(start) in words().lists["yours_en"]
    if context.stance is Stance.HELP and not is_theirs:
        return False
    if _PERCENT.match(folded, end) and _PERCENT.search(known.asked.text):
        return True
    match = _COUNTED.match(folded, end)
    if not match:
        return False
    nouns = [noun for noun in match.groups() if noun]
    if any(noun in words().lists["coins"] for noun in nouns):
        return False
    is_counted = any(noun in known.asked.counted for noun in nouns if noun not in known.empty)
    return is_counted and not _HOW_MANY.search(known.asked.text)


def _is_statistic(raw: str, folded: str, start: int, end: int) -> bool:
    """Whether a number in advice is money, a large sum or a share of people rather than a rule of thumb."""
    if folded[max(0, start - 2) : start].strip().endswith("$") or _MONEY.match(folded, end):
        return True
    if _SHARE.match(folded, end):
        return True
    after = _COUNTED.match(folded, end)
    return max(readings(raw)) >= 10_000 and not (after and after.group(1) in words().lists["coins"])


def _is_term(context: Context, start: int, end: int) -> bool:
    """Whether the number says how long, how much or how far, in a statement on the matter that was asked about."""
    folded = context.view.folded
    begin, stop = context.view.sentence_at(start)
    if not _TERM.match(folded, end) or folded[begin:stop].rstrip().endswith("?") or is_open(context, start):
        return False
    return not _OWN_DOING.search(folded, begin, stop)


def _counts_theirs(context: Context, start: int, end: int) -> bool:
    """Whether the number stands in a statement on the sender, or on the firm, rather than in an aside."""
    folded, lists = context.view.folded, words().lists
    begin, stop = context.view.sentence_at(start)
    if _GROUP.search(folded, max(begin, start - 24), start):
        return True
    if _OF_OURS.match(folded, end):
        return not (_OF_THEM.match(folded, end) and _is_advised(context, start))
    if folded.endswith(" our ", begin, start):
        return True
    after = _COUNTED.match(folded, end)
    if not after or any(noun in lists["coins"] for noun in after.groups() if noun):
        return False
    spans = after.group(1) in lists["spans"]
    own = _WHOSE.findall(folded, max(begin, start - _REACH), start)
    if own and own[-1] in _FIRST:
        return False
    if context.stance is Stance.HELP:
        said = WORD.findall(folded, max(begin, start - _REACH), min(stop, end + 2 * _REACH))
        spans = spans and (after.group(2) or "") in lists["span_leads"]
        return spans and not lists["you"].isdisjoint(said)
    if own:
        return not is_open(context, start)
    rest = _WHOSE.findall(folded, end, min(stop, end + 2 * _REACH))
    definite = facts(context).before(start) in _DEFINITE
    return not any(word in _FIRST for word in rest) and (spans or (definite and after.group(1)[-1] == "s"))


def unknown_days(context: Context) -> Iterator[Hit]:
    """Months and weekdays."""
    known, lexicon = facts(context), words()
    months, weekdays = lexicon.months, lexicon.weekdays
    for word, start, end in known.places(months):
        number = months[word]
        if number in known.asked.months or number in known.firm.months or is_wished(context, start):
            continue
        if _is_month(context, word, known.before(start), start, end):
            yield Hit(*context.view.span(start, end))
    advice, general = context.stance is Stance.HELP, lexicon.lists["general_days"]
    for word, start, end in known.places(weekdays):
        before = known.before(start)
        if len(word) <= 3 or weekdays[word] in known.asked.weekdays:
            continue
        if known.asked.days_after(before):
            yield Hit(*context.view.span(start, end))
            continue
        if before in general or before in _THE:
            continue
        if (before in ("until", "till") and is_negated(context.view, start, end)) or is_wished(context, start):
            continue
        if not advice or (known.asked.weekdays and before in lexicon.month_leads):
            yield Hit(*context.view.span(start, end))


def _is_month(context: Context, word: str, before: str, start: int, end: int) -> bool:
    lexicon = words()
    if _ASKING.match(context.view.folded, start):
        return False
    dated = (before.isdigit() and len(before) <= _DAY_DIGITS) or bool(_DAY_NUMBER.match(context.view.folded, end))
    if _SENTENCE_END.search(context.view.folded, max(0, start - 3), start):
        return bool(_DAY_NUMBER.match(context.view.folded, end))
    if dated or context.stance is Stance.HELP:
        return dated
    if word in lexicon.doubtful_months or len(word) <= 3:
        return before in lexicon.month_leads
    return before not in lexicon.lists["general_days"]
