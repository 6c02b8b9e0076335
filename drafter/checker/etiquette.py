"""Structure rules of the etiquette family: what a stance asks for is there, and nothing it forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checker.context import Context, Hit, structure
from drafter.checker.cues import Cues, Span
from drafter.checker.policies import is_negated_near, quotations
from drafter.view import View, fold

SPOKEN = frozenset(("en", "de", "fr", "es", "it", "nl", "pt"))
"""The languages whose cues are known: in any other, nothing is missed."""

_QUESTION_MARK = re.compile(r"\?[?!]*(?=[\"')\]*_~]*(?:\s|$))")
_ADDRESS = re.compile(r"[a-z0-9][a-z0-9._+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")
_NUMBER = re.compile(r"(?<![\w@])[+(]{0,2}\d[\d /().-]{5,24}\d")
_FIGURE = re.compile(r"\d[\d.,' ]*")
_PRICE = re.compile(
    r"\$ ?\d[\d.,']*|\b\d[\d.,']* ?(?:\$|k?\$|(?:k|thousand|million)? ?(?:euros?|eur|pounds?|quid|gbp|usd|dollars?|bucks"
    r"|francs?|chf|kronor|kr|zloty|franken|reais)\b)"
)
_NO_DIGIT = re.compile(r"\D")
_WORDS = re.compile(r"[a-z0-9']+")
_WEIGHTY = re.compile(r"[a-z0-9]{4,}")
_EVERYDAY = frozenset(
    word[:5]
    for word in (
        "thank thanks thanking message connect connecting connected connection hello dear with that this your have from were about"
        " would could very much like liked love loved good great nice happy glad really just they them then than when what which"
        " here there their will been also some more most only over into network profile contact invitation danke ihre ihren nicht"
        " vielen guten auch sehr mich haben merci votre vous pour dans bonjour tres gracias hola para como este esta grazie"
        " buongiorno molto suoi bedankt jouw voor naar graag obrigado obrigada muito sobre"
    ).split()
)
_FIRST_WORD = re.compile(r"[a-z0-9]")
_REMOVAL = re.compile(r"\b(?:remove|removing|unsubscribe|off your|off the|off this|stop)\b")


def questions(context: Context) -> list[Span]:
    """The sentences that ask, as folded spans; what is quoted asks nothing."""
    view = context.view
    if "?" not in view.folded:
        return []
    quoted = quotations(view)
    found: list[Span] = []
    for match in _QUESTION_MARK.finditer(view.folded):
        at = match.start()
        if any(begin <= at < end for begin, end in quoted):
            continue
        sentence = view.sentence_at(at)
        if not found or found[-1] != sentence:
            found.append(sentence)
    return found


def _lacks(context: Context, *cues: str) -> bool:
    known = context.language is None or context.language in SPOKEN
    return known and not any(cue in context.cues for cue in cues)


def _missing(context: Context) -> Hit:
    end = len(context.draft.rstrip())
    return Hit(end, end)


def _hit(context: Context, span: Span) -> Hit:
    return Hit(*context.view.span(*span))


@structure
def answers_what_gets_no_reply(context: Context) -> Iterator[Hit]:
    """Any draft at all."""
    yield Hit(0, len(context.draft))


@structure
def thanks_nobody(context: Context) -> Iterator[Hit]:
    """No thanks; where somebody complains, taking it seriously is as good."""
    serious = ("takes_seriously",) if context.stance == "answer" else ()
    if _lacks(context, "thanks", *serious):
        yield _missing(context)


@structure
def asks_nothing(context: Context) -> Iterator[Hit]:
    """Neither a question nor a request to be told the reason."""
    if not questions(context) and (_lacks(context, "reason") or _lacks(context, "asks_to_be_told")):
        yield _missing(context)


@structure
def asks_more_than_once(context: Context) -> Iterator[Hit]:
    """A second question, or several in one sentence."""
    asked = questions(context)
    for span in asked[1:]:
        yield _hit(context, span)
    for span in asked[:1]:
        for second in context.cues.spans("second_question", span):
            yield _hit(context, second)


@structure
def asks_beside_the_reason(context: Context) -> Iterator[Hit]:
    """The one question is not about what made the sender write."""
    asked = questions(context)
    if not asked or (context.language is not None and context.language not in SPOKEN):
        return
    for begin, end in asked:
        before = context.view.sentence_at(begin - 1)[0] if begin else 0
        if context.cues.spans("reason", (begin, end)) or context.cues.spans("reason_named", (before, begin)):
            return
    yield _hit(context, asked[0])


@structure
def asks_in_a_decline(context: Context) -> Iterator[Hit]:
    """Any question; asking to be taken off a list is none."""
    for begin, end in questions(context):
        if not _REMOVAL.search(context.view.folded[begin:end]):
            yield _hit(context, (begin, end))


@structure
def never_declines(context: Context) -> Iterator[Hit]:
    """No word of a no."""
    policy = ("not_for_trade",) if context.stance == "decline_pitch" else ()
    if _lacks(context, "declines", *policy) and not any(_refuses(context, sentence) for sentence in context.view.sentences):
        yield _missing(context)


def _refuses(context: Context, sentence: Span) -> bool:
    """Whether a sentence negates something: a negation that is more than a way of speaking."""
    idioms = context.cues.spans("negation_idiom", sentence)
    return any(
        not any(start <= begin < end or start < stop <= end for start, end in idioms)
        for begin, stop in context.cues.spans("negation", sentence)
    )


@structure
def names_no_shared_field(context: Context) -> Iterator[Hit]:
    """The reason for the no is never said."""
    if not _lacks(context, "same_field") or _was_told_before(context):
        return
    sentences = context.view.sentences
    if not any(_draws_a_parallel(context, sentence) or _names_the_field(context, sentence) for sentence in sentences):
        yield _missing(context)


def _was_told_before(context: Context) -> bool:
    turns = context.request.turns if context.request else ()
    return any(turn.author == "user" and "same_field" in Cues(View(turn.text)) for turn in turns)


def _names_the_field(context: Context, sentence: Span) -> bool:
    """Whether the user's field is named where something is negated: no pumps on a pump maker's list."""
    keywords = context.profile.field_keywords if context.profile else ()
    stems = {word[:5] for keyword in keywords for word in _WEIGHTY.findall(fold(keyword[:100]))}
    said = {word[:5] for word in _WEIGHTY.findall(context.view.folded[slice(*sentence)])}
    return bool(stems & said) and (_refuses(context, sentence) or bool(context.cues.spans("declines", sentence)))


def _draws_a_parallel(context: Context, sentence: Span) -> bool:
    """Whether one word is said of both sides: you do offices, we do offices."""
    if not context.cues.spans("first_person", sentence):
        return False
    words = _WEIGHTY.findall(context.view.folded[slice(*sentence)])
    return len({word[:6] for word in words}) < len(words)


@structure
def lacks_respect_or_wishes(context: Context) -> Iterator[Hit]:
    """Respect for the sender's work, or good wishes, are missing."""
    missing = [what for what in ("respects", "wishes_well") if _lacks(context, what)]
    if len(missing) == 1:
        end = _missing(context).end
        yield Hit(end, end, "there is no respect" if missing == ["respects"] else "there are no good wishes")


@structure
def lacks_respect_and_wishes(context: Context) -> Iterator[Hit]:
    """A bare no: neither respect nor good wishes."""
    if _lacks(context, "respects", "wishes_well"):
        yield _missing(context)


def _unless(context: Context, cue: str, harmless: str) -> Iterator[Hit]:
    """The spans of one cue that neither start with a harmless one nor are negated."""
    view = context.view
    exempt = [_FIRST_WORD.search(view.folded, start).start() for start, _ in context.cues.spans(harmless)]  # type: ignore[union-attr]
    for start, end in context.cues.spans(cue):
        first = _FIRST_WORD.search(view.folded, start, end)
        begin = first.start() if first else start
        if not any(begin <= at < end for at in exempt) and not is_negated_near(view, begin):
            yield _hit(context, (begin, end))


@structure
def opens_up(context: Context) -> Iterator[Hit]:
    """Words of willingness in a decline: happy to, let's, I might, drop me a line."""
    yield from _unless(context, "opens_up", "stays_shut")


_PURPOSES = ("thanks", "declines", "negation", "same_field", "not_for_trade", "respects", "wishes_well")


@structure
def says_something_else(context: Context) -> Iterator[Hit]:
    """A whole sentence on the user's own doings that serves no purpose of a decline."""
    for sentence in context.view.sentences:
        own = context.cues.spans("own_doing", sentence)
        if own and len(_WORDS.findall(context.view.folded[slice(*sentence)])) >= 6:
            if not any(context.cues.spans(purpose, sentence) for purpose in _PURPOSES):
                yield _hit(context, sentence)


@structure
def gossips(context: Context) -> Iterator[Hit]:
    """Talk about the competitor's people, prices and fortunes."""
    yield from _unless(context, "gossip", "no_gossip")


@structure
def talks_business(context: Context) -> Iterator[Hit]:
    """A sentence on the user's own orders, prices, people or plans; that both compete is none."""
    for begin, end in context.view.sentences:
        own = context.cues.spans("own_business", (begin, end))
        if own and not context.cues.spans("says_same_field", (begin, end)) and not is_negated_near(context.view, own[0][0]):
            yield _hit(context, own[0])


@structure
def names_no_policy(context: Context) -> Iterator[Hit]:
    """Nothing says that the network is not for buying or selling."""
    if not _lacks(context, "not_for_trade"):
        return
    for sentence in context.view.sentences:
        if context.cues.spans("trade", sentence) and context.cues.spans("negation", sentence):
            return
    yield _missing(context)


@structure
def asks_nobody_first(context: Context) -> Iterator[Hit]:
    """The third person is not asked before anything happens."""
    acting = context.cues.spans("asks_otherwise")
    asking = [
        span for span in context.cues.spans("asks_third_person") if not any(a <= span[0] < b for a, b in acting)
    ]
    if not asking and _lacks(context, "thinks_of_somebody" if acting else "asks_third_person"):
        yield _missing(context)


@structure
def asks_for_no_lines(context: Context) -> Iterator[Hit]:
    """Nothing is asked of the sender that could be passed on."""
    if _lacks(context, "lines_to_pass_on"):
        yield _missing(context)


@structure
def gives_contact_details(context: Context) -> Iterator[Hit]:
    """An address or number that is neither the user's nor in the request, or where somebody can be found."""
    known = context.request_view.folded + " " + (context.profile.contact.lower() if context.profile else "")
    digits = _NO_DIGIT.sub("", known)
    folded = context.view.folded
    for start, end in context.cues.spans("reachable_at"):
        yield _hit(context, (start, end))
    for match in _ADDRESS.finditer(folded):
        if match.group() not in known and not is_negated_near(context.view, match.start()):
            yield _hit(context, match.span())
    for match in _NUMBER.finditer(folded):
        number = _NO_DIGIT.sub("", match.group())
        if len(number) >= 7 and number not in digits:
            yield _hit(context, match.span())


@structure
def speaks_for_the_third_person(context: Context) -> Iterator[Hit]:
    """What the third person will do or like, in a sentence that leaves nothing open."""
    for span in context.cues.spans("speaks_for_them"):
        sentence = context.view.sentence_at(span[0])
        if not context.cues.spans("conditional", sentence) and not is_negated_near(context.view, span[0]):
            yield _hit(context, span)


@structure
def quotes_a_price(context: Context) -> Iterator[Hit]:
    """A sum of money that neither request nor profile names."""
    known = context.request_view.folded + " " + (fold(context.profile.what_we_do) if context.profile else "")
    numbers = {_NO_DIGIT.sub("", number) for number in _FIGURE.findall(known)}
    for match in _PRICE.finditer(context.view.folded):
        if _NO_DIGIT.sub("", match.group()) not in numbers:
            yield _hit(context, match.span())


@structure
def gives_no_help(context: Context) -> Iterator[Hit]:
    """Neither an answer nor an offer of help."""
    cues = context.cues
    if _lacks(context, "helps") and not questions(context):
        content = [span for span in context.view.sentences if not cues.spans("only_kind", span)]
        if all(len(_WEIGHTY.findall(context.view.folded[slice(*span)])) < 2 for span in content):
            yield _missing(context)


@structure
def asks_too_much(context: Context) -> Iterator[Hit]:
    """More than the one question that makes help better."""
    for span in questions(context)[1:]:
        yield _hit(context, span)


@structure
def asks_three_times(context: Context) -> Iterator[Hit]:
    """A row of questions."""
    for span in questions(context)[2:]:
        yield _hit(context, span)


@structure
def names_no_channel(context: Context) -> Iterator[Hit]:
    """Business is not taken to where it belongs."""
    contact = context.profile.contact if context.profile else ""
    if (not contact or contact.lower() not in context.draft.lower()) and _lacks(context, "channel"):
        yield _missing(context)


@structure
def asks_a_known_reason(context: Context) -> Iterator[Hit]:
    """Asks why the sender wrote, although they said so."""
    for begin, end in questions(context):
        if context.cues.spans("asks_for_the_reason", (begin, end)):
            yield _hit(context, (begin, end))


@structure
def ignores_the_reason(context: Context) -> Iterator[Hit]:
    """Not one weighty word of the sender's last message is in the draft."""
    if context.request is None:
        return
    turns = [turn.text for turn in context.request.turns if turn.author == "sender"]
    heard = {word[:5] for word in _WEIGHTY.findall(fold(turns[-1])[:2000])} - _EVERYDAY if turns else set()
    said = {word[:5] for word in _WEIGHTY.findall(context.view.folded)}
    if len(heard) >= 2 and not heard & said:
        yield _missing(context)


@structure
def welcomes_nobody(context: Context) -> Iterator[Hit]:
    """The connection is not welcomed."""
    if _lacks(context, "welcomes"):
        yield _missing(context)
