"""Structure rules of the salesy family: selling that shows in what a sentence is about, not in set phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from drafter.checker.classes import word_classes
from drafter.checker.context import Context, Hit, structure
from drafter.checker.policies import is_negated, quotations
from drafter.compiled import load_packaged
from drafter.profile import Profile
from drafter.regex import expression
from drafter.view import fold

_CLASSES = Path(__file__).with_name("salesy.toml")
_TRADES = Path(__file__).with_name("trades.toml")
_ADDRESS = expression(r"[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,253}")
_STEM = 5


def _first(name: str, text: str) -> re.Match[str] | None:
    return word_classes(_CLASSES)[name].search(text)


def _sentences(context: Context) -> Iterator[tuple[int, str]]:
    """Each sentence as its folded start and text, with quotations and addresses blotted out."""
    view = context.view
    pieces, at = [], 0
    blots = quotations(view) + [match.span() for match in _ADDRESS.finditer(view.folded)]
    for start, stop in sorted(blots):
        if stop > at:
            pieces += [view.folded[at : max(start, at)], "~" * (stop - max(start, at))]
            at = stop
    clean = "".join(pieces) + view.folded[at:]
    for begin, end in view.sentences:
        yield begin, clean[begin:end]


def _own_sentences(context: Context) -> Iterator[tuple[int, str]]:
    """The sentences that are neither about the shared field nor thanks, joy or passing something on."""
    for begin, text in _sentences(context):
        if not _first("same_field", text) and not _first("kindly", text):
            yield begin, text


def _meant(context: Context, begin: int, match: re.Match[str]) -> bool:
    return not is_negated(context.view, begin + match.start(), begin + match.end())


def _hit(context: Context, begin: int, start: int, end: int) -> Hit:
    return Hit(*context.view.span(begin + start, begin + end))


@lru_cache(maxsize=64)
def _firm(profile: Profile) -> re.Pattern[str] | None:
    """The user's firm doing something, or as the place to go: its name, with or without its last word."""
    whole = fold(profile.company).strip()
    if not whole:
        return None
    short = whole.rsplit(" ", 1)[0]
    known = short != whole and len(short) >= _STEM and short not in fold(profile.name)
    names = "|".join(re.escape(name) for name in ((whole, short) if known else (whole,)))
    classes = word_classes(_CLASSES)
    return re.compile(
        rf"\b(?:{names})(?:'s)?,? (?:\w+ )?(?:{classes['firm_does'].pattern})\b"
        rf"|\b(?:{classes['firm_place'].pattern}) (?:{names})\b|\ba (?:{names}) \w+"
    )


class _Trade(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"marks": "is"}):
    marks: str
    words: str


class _TradeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    trade: dict[str, _Trade]


@lru_cache(maxsize=1)
def _trades() -> tuple[_Trade, ...]:
    return tuple(load_packaged(_TRADES, _TradeFile, kind="trade file").trade.values())


@lru_cache(maxsize=64)
def _shop(profile: Profile) -> re.Pattern[str] | None:
    """The goods, jobs and troubles of the user's trade."""
    told = fold(" ".join((profile.what_we_do, profile.role, profile.company, *profile.field_keywords)))
    words = [trade.words for trade in _trades() if re.search(rf"\b(?:{trade.marks})", told)]
    words += [re.escape(fold(keyword)) for keyword in profile.field_keywords]
    return re.compile(rf"\b(?:{'|'.join(words)})\b(?!')") if words else None


@lru_cache(maxsize=8)
def _heard(request: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in re.findall(r"[a-z]{3,}", request))


def _unheard(context: Context, begin: int, text: str, words: re.Pattern[str]) -> list[re.Match[str]]:
    """The hits of `words` in a sentence that the request does not use and that are not negated, one for each word."""
    heard = _heard(context.request_view.folded)
    found: dict[str, re.Match[str]] = {}
    for match in words.finditer(text):
        if match.group()[:_STEM] not in heard and _meant(context, begin, match):
            found.setdefault(match.group()[:_STEM], match)
    return list(found.values())


def _shop_talk(context: Context, begin: int, text: str) -> re.Match[str] | None:
    """The first word of the user's trade in a sentence that the request does not use."""
    pattern = _shop(context.profile) if context.profile else None
    return next(iter(_unheard(context, begin, text, pattern)), None) if pattern else None


def _own(context: Context, text: str) -> re.Match[str] | None:
    """Where a sentence names the user's firm, people or goods."""
    firm = _firm(context.profile) if context.profile else None
    return _first("own", text) or (firm.search(text) if firm else None)


@structure
def speaks_of_the_own_firm(context: Context) -> Iterator[Hit]:
    """A sentence on what the user's firm is, has or could do, where the sender wrote of something else."""
    firm = _firm(context.profile) if context.profile else None
    classes = word_classes(_CLASSES)
    introduces = context.stance == "introduce"
    for begin, text in _own_sentences(context):
        shared = _first("shared", text)
        plain = () if shared else (classes["chosen"],) if introduces else (classes["chosen"], classes["offered"])
        for pattern in (*plain, classes["fancy"], firm):
            match = pattern.search(text) if pattern else None
            if match and _meant(context, begin, match):
                yield _hit(context, begin, match.start(), match.end())
                break
        else:
            match = None if shared or introduces else _first("at_work", text) or _first("abroad", text)
            if match and _meant(context, begin, match) and _advertises(context, begin, text, match):
                yield _hit(context, begin, match.start(), match.end())


def _advertises(context: Context, begin: int, text: str, match: re.Match[str]) -> bool:
    abroad = match.re is word_classes(_CLASSES)["abroad"]
    if not abroad and _first("for_them", text):
        return True
    return bool(_shop_talk(context, begin, text) and (abroad or _first("boast", text) or _first("addressed", text)))


@structure
def offers_for_later(context: Context) -> Iterator[Hit]:
    """A condition about the sender's days to come, with the user's help as its consequence."""
    for begin, text in _sentences(context):
        match = _first("later", text)
        if match and not _first("innocent", text) and not _first("past", text):
            rest = text[: match.start()] + " | " + text[match.end() :]
            if _first("mine", rest) and _meant(context, begin, match):
                yield _hit(context, begin, match.start(), len(text))


@structure
def talks_shop(context: Context) -> Iterator[Hit]:
    """The user's trade brought up to somebody who wrote of something else."""
    if not context.request:
        return
    for begin, text in _own_sentences(context):
        asks = text.rstrip().endswith("?")
        told = context.stance == "ask_reason" or _first("addressed", text)
        if _first("the_self", text) or not (asks or told):
            continue
        if context.stance == "accept" and not asks and (_first("finished", text) or not _first("possible", text)):
            continue
        match = _shop_talk(context, begin, text)
        if match:
            yield _hit(context, begin, match.start(), match.end())


@structure
def turns_to_business(context: Context) -> Iterator[Hit]:
    """The own firm, the sender and what could be, or the words of trade, all in one sentence."""
    commerce = word_classes(_CLASSES)["commerce"]
    for begin, text in _own_sentences(context):
        if _first("recalled", text) or (context.stance == "introduce" and _first("passed_on", text)):
            continue
        if _first("refused", text) and not _first("turn", text):
            continue
        own = None if _first("shared", text) else _own(context, text)
        if own and not _meant(context, begin, own):
            continue
        theirs, to_come = _first("theirs", text), _first("to_come", text)
        trade = _unheard(context, begin, text, commerce)
        weight = bool(own) + bool(theirs) + bool(to_come) + min(len(trade), 2)
        if weight >= 4 or (own and theirs and to_come) or (own and trade and (theirs or to_come)):
            first = own or trade[0]
            yield _hit(context, begin, first.start(), len(text.rstrip()))


@structure
def sells_beside_the_answer(context: Context) -> Iterator[Hit]:
    """The own firm praised or pushed in an answer or in help."""
    classes = word_classes(_CLASSES)
    for begin, text in _sentences(context):
        own = _own(context, text)
        if not own or not _meant(context, begin, own):
            continue
        praise = len(_unheard(context, begin, text, classes["praise"]))
        weak = len(_unheard(context, begin, text, classes["praise_weak"]))
        push = len(_unheard(context, begin, text, classes["push"]))
        helps = context.stance == "help"
        if praise > 1 or push > 1 or (praise and (weak or push)) or (push and (weak or helps)):
            yield _hit(context, begin, own.start(), len(text.rstrip()))
