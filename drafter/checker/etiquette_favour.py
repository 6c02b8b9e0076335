"""Structure rules of the etiquette family: introductions, help, and business that belongs elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checker.context import Context, Hit, structure
from drafter.checker.cues import Cues, Span
from drafter.checker.obligations import WEIGHTY, covers, hit, lacks, missing, questions
from drafter.checker.policies import is_negated_near
from drafter.regex import expression
from drafter.view import View, fold

_ADDRESS = expression(r"[a-z0-9][a-z0-9._+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}")
_NUMBER = expression(r"(?<![\w@])[+(]{0,2}\d[\d /().-]{5,24}\d")
_DIGIT = expression(r"\d")
_FIGURE = expression(r"\d[\d.,' ]*")
_PRICE = expression(
    r"\$ ?\d[\d.,']{0,20}|\b\d[\d.,']{0,20} ?(?:k?\$|(?:k|thousand|million)? ?(?:euros?|eur|pounds?|quid|gbp|usd"
    r"|dollars?|bucks|francs?|chf|kronor|kr|zloty|franken|reais)\b)"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_UNIT = "day|hour|head|person|desk|month|seat|piece|met(?:re|er)|week|year|room|unit|pump|place"
_PRICE_IN_WORDS = expression(
    rf"\b(?:\d[\d.,']{{0,20}}k?|twelve|fifteen|(?:{_TENS})(?:-\w+)?) (?:an?|per|the|each) (?:{_UNIT})\b"
    rf"|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|{_TENS}|\d{{1,3}})"
    r" (?:hundred|thousand|million)\b"
)
_CHECKS = expression(r"\b(?:check|make sure|see|confirm|find out)\b[^.!?;]{0,40}\b(?:that|whether|if)\b")
_NO = expression(r"\bsay no\b|\b(?:a|but) no\b|\bi(?:'ll|'d rather| will| must| have to)? (?:pass|decline)\b|\bwon't\b")
_NETWORK = expression(r"\b(?:my|this|our) (?:\w+ )?network\b")
_WRITES_TO = expression(
    r"\b(?:i(?:'ll| will| shall)|ich werde|je vais|voy a|ik zal|vou) (?:also |then |gladly )?"
    r"(?:write|e-?mail|reach out|get in touch|contact|ecrire|contacter|escribir|escrever)?"
    r"(?: (?:to|at|with|an|a|aan|para))?\s*$"
)
"""Before a channel: the user would write there."""
_BREATH = expression(r"[,;:] |\b(?:and|but|so|or|und|et|y|e|en) ")
_NO_DIGIT = expression(r"\D")


@structure
def asks_nobody_first(context: Context) -> Iterator[Hit]:
    """The third person is not asked before anything happens."""
    otherwise = context.cues.spans("asks_otherwise")
    asking = any(not covers(otherwise, start) for start, _ in context.cues.spans("asks_third_person"))
    if not asking and lacks(context, "thinks_of_somebody" if otherwise else "asks_third_person"):
        yield missing(context)


@structure
def asks_for_no_lines(context: Context) -> Iterator[Hit]:
    """Nothing is asked of the sender that could be passed on."""
    if lacks(context, "lines_to_pass_on") and not _asked_before(context):
        yield missing(context)


def _asked_before(context: Context) -> bool:
    """Whether the user asked for the lines earlier in the thread, and the sender has written since."""
    turns = context.request.turns if context.request else ()
    own = [turn.text for turn in turns if turn.author == "user"] if turns and turns[-1].author == "sender" else []
    return any("lines_to_pass_on" in Cues(View(text)) for text in own)


@structure
def speaks_for_the_third_person(context: Context) -> Iterator[Hit]:
    """What the third person will do or like, in a sentence that leaves nothing open."""
    yield from _taken_for_granted(context, "speaks_for_them")


@structure
def promises_the_introduction(context: Context) -> Iterator[Hit]:
    """The introduction is promised or made, in a sentence that leaves nothing open."""
    yield from _taken_for_granted(context, "promises_introduction")


def _taken_for_granted(context: Context, cue: str) -> Iterator[Hit]:
    for span in context.cues.spans(cue):
        sentence = context.view.sentence_at(span[0])
        if _CHECKS.search(context.view.folded, sentence[0], span[0]):
            continue
        if not context.cues.spans("conditional", sentence) and not is_negated_near(context.view, span[0]):
            yield hit(context, span)


@structure
def gives_contact_details(context: Context) -> Iterator[Hit]:
    """An address or number that is neither the user's nor in the request, or where somebody can be found."""
    folded = context.view.folded
    for span in context.cues.spans("reachable_at"):
        yield hit(context, span)
    known = context.request_view.folded + " " + (fold(context.profile.contact) if context.profile else "")
    for match in _ADDRESS.finditer(folded):
        if match.group() not in known and not is_negated_near(context.view, match.start()):
            yield hit(context, match.span())
    digits = ""
    for match in _NUMBER.finditer(folded):
        number, digits = _NO_DIGIT.sub("", match.group()), digits or _NO_DIGIT.sub("", known)
        if len(number) >= 7 and number not in digits:
            yield hit(context, match.span())


@structure
def quotes_a_price(context: Context) -> Iterator[Hit]:
    """A sum of money that neither request nor profile names."""
    folded = context.view.folded
    priced = list(_PRICE.finditer(folded)) if _DIGIT.search(folded) else []
    worded = list(_PRICE_IN_WORDS.finditer(folded)) if context.stance == "answer" else []
    if not priced and not worded:
        return
    known = context.request_view.folded + " " + (fold(context.profile.what_we_do) if context.profile else "")
    numbers = {_NO_DIGIT.sub("", number) for number in _FIGURE.findall(known)}
    for match in priced:
        if _NO_DIGIT.sub("", match.group()) not in numbers:
            yield hit(context, match.span())
    for match in worded:
        if match.group() not in known and not is_negated_near(context.view, match.start()):
            yield hit(context, match.span())


@structure
def gives_no_help(context: Context) -> Iterator[Hit]:
    """Kind words alone: neither an answer nor an offer of help."""
    if not lacks(context, "helps") or questions(context):
        return
    for span in context.view.sentences:
        if not context.cues.spans("only_kind", span) and len(WEIGHTY.findall(context.view.folded, *span)) >= 2:
            return
    yield missing(context)


@structure
def declines_without_an_offer(context: Context) -> Iterator[Hit]:
    """The no to those who sell, given to somebody who does not."""
    for start, end in context.cues.spans("not_for_trade"):
        sentence = context.view.sentence_at(start)
        is_no = _NO.search(context.view.folded, *sentence)
        if is_no and _NETWORK.search(context.view.folded, *sentence):
            yield hit(context, (start, end))


@structure
def asks_too_much(context: Context) -> Iterator[Hit]:
    """More than the one question that makes help better."""
    yield from _questions_after(context, 1)


@structure
def asks_three_times(context: Context) -> Iterator[Hit]:
    """A row of questions."""
    yield from _questions_after(context, 2)


def _questions_after(context: Context, allowed: int) -> Iterator[Hit]:
    asked = questions(context)
    for span in asked[allowed:]:
        yield hit(context, span)
    for row in context.cues.spans("question_row") if asked else ():
        yield hit(context, row)


@structure
def presses_for_a_date(context: Context) -> Iterator[Hit]:
    """A date or haste, unless it is the user who will have done something by then."""
    for span in context.cues.spans("by_a_date"):
        breath = (_last_breath(context, span), span[1])
        if not context.cues.spans("own_promise", breath) and not is_negated_near(context.view, span[0]):
            yield hit(context, span)


def _last_breath(context: Context, span: Span) -> int:
    """Where the last clause begins that reaches into the span."""
    begin = context.view.sentence_at(span[0])[0]
    return max((match.end() for match in _BREATH.finditer(context.view.folded, begin, span[1])), default=begin)


@structure
def names_no_channel(context: Context) -> Iterator[Hit]:
    """Business is not taken to where it belongs; a no needs no other place, unless it is the one to those who sell."""
    if lacks(context, "not_for_trade") and not lacks(context, "declines"):
        return
    contact = fold(context.profile.contact.strip()) if context.profile else ""
    at = context.view.folded.find(contact) if contact else -1
    if at < 0 and lacks(context, "channel"):
        yield missing(context)
    elif at >= 0 and (writes := _WRITES_TO.search(context.view.folded, max(0, at - 40), at)):
        yield hit(context, (writes.start(), at + len(contact)))  # the user's own channel is for the sender
