"""What a reply has no business to say: the prompt, the user's competitors, the request word for word, its links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from drafter.checker.context import Context, Hit, structure
from drafter.checker.cues import Span
from drafter.checker.grounding_addresses import addresses, bare, forms
from drafter.checker.names import starts_with_capital, whole_words
from drafter.checker.obligations import hit, shared_runs
from drafter.checker.wordlists import word_list
from drafter.deciding.spoken import not_the_users
from drafter.profile import Profile
from drafter.regex import expression
from drafter.replies import replies_in
from drafter.request import Part, Request
from drafter.stance import Stance
from drafter.view import fold

_WORD = expression(r"[a-z0-9]+(?:'[a-z]+)?")
_WORD_OR_MARK = expression(r"[a-z0-9]+(?:'[a-z]+)?|[|]")
_FIELDS = expression(r"\b(?:what_we_do|field_keywords|can_help_with|signs_as)\b")

_REPEATED = 9
"""Words in a row of the request that nobody says again by chance: good replies pick up eight at the most."""
_SENTENCE, _SHORT_SENTENCE = 7, 4
"""Words from which on a whole sentence is not the request's by chance, and one that is no mere courtesy."""
_OF_THE_HEAD = 6
"""The same for the lines about the sender."""
_RULE = 5
"""The same for the rules of the prompt, which speak of replies and not to anybody."""
_TASK = 9
"""The same for the rest of the prompt, some of whose words belong in the reply."""
_STATED = 3
"""Words of a sentence of the profile, or of what a repair asks for, that is no reply's own."""
_KEYWORDS = 3
"""Keywords of the field in one sentence from which on it is the profile's list."""


_POINTS_TO = expression(
    r"\b(?:visit|click|open|opened|see|at|on|to|join|under|via|try|use|follow|check|out|more|tell|besuch\w*|klick\w*"
    r"|auf|unter|cliqu\w+|sur|consult\w+|clic|pinch\w+|visit\w+|clicc\w+|su|bezoek\w*|klik\w*|op)"
    r"\s+(?:\w+\s+)?$|\b(?:share|forward|send|recommend|pass)\b|\bi(?:'ve| have)\b"
    r"|\bi (?:just |already )?(?:looked|read|opened|went|saw|visited|checked|clicked)\b"
)
"""What leads others to a link, or tells that it was opened."""
_WILL_LOOK = expression(
    r"\b(?:i'll|i will|i'd|i would|i can|let me|(?:happy|glad) to) (?:\w+ ){0,2}"
    r"(?:read|look|go (?:through|over)|study|comment)\b"
    r"|\bich (?:sehe|schaue|lese|gehe)\b|\bje (?:vais )?(?:re)?(?:regarder\w*|lire|lirai)\b"
    r"|\b(?:voy a (?:mirar|leer|ver)|mirare|leere|guardero|leggero|vou (?:ver|ler)|lerei)\b|\bik (?:kijk|lees|bekijk)\b"
)
_WANTS_A_VIEW = expression(
    r"\b(?:critici\w+|critiques?|feedback|opinions?|views?|review|comments?|thoughts|think of|a look|look at|looking at"
    r"|look over|advice|kritik\w*|meinung|ruckmeldung|(?:halten|haltst) (?:sie|du) von|avis|critiqu\w+|critica\w*"
    r"|opinion\w*|parere|pensa|piensa|mening|kritiek|vind(?:t|en)? (?:je|u) van|opiniao|conselhos?)\b"
)


@structure
def repeats_the_request(context: Context) -> Iterator[Hit]:
    """The sender's words at length."""
    if context.request:
        heard = _heard(context, context.request)
        yield from _sentences_in(context, heard)
        yield from _in_common(context, heard, _REPEATED)
        yield from _in_common(context, _head(context.request.text, context.request.parts), _OF_THE_HEAD)


@structure
def tells_its_instructions(context: Context) -> Iterator[Hit]:
    """Words of the prompt."""
    told = context.told
    if told is None:
        return
    yield from _in_common(context, fold(told.rules), _RULE)
    yield from _in_common(context, fold(told.task), _TASK)
    mends = {spaced(fold(sentence)) for sentence in told.mends}
    for span, said in spaced_sentences(context) if mends else ():
        if said in mends and said.count(" ") > _STATED:
            yield hit(context, span)
    at = context.draft.find(told.nonce) if told.nonce else -1
    if at >= 0:
        yield Hit(at, at + len(told.nonce))


@structure
def tells_of_the_profile(context: Context) -> Iterator[Hit]:
    """What the profile says for drafter's eyes: competitors, the keywords of the field, the names of its fields."""
    profile, view = context.profile, context.view
    if profile is None:
        return
    for match in _FIELDS.finditer(view.folded) if "_" in view.folded else ():
        yield hit(context, match.span())
    for name in _unnamed_competitors(context.request_view.folded, profile, context.stance):
        for span in whole_words(view.folded, name):
            if starts_with_capital(context, span[0]):
                yield hit(context, span)
    own, keywords = _of_the_profile(profile)
    for span, said in spaced_sentences(context):
        if said in own and said.count(" ") > _STATED:
            yield hit(context, span)
    foreign = [word for word in keywords if word in view.folded and word not in context.request_view.folded]
    if len(foreign) >= _KEYWORDS:
        for start, end in view.sentences:
            if sum(word in view.folded[start:end] for word in foreign) >= _KEYWORDS:
                yield hit(context, (start, end))


@structure
def gives_a_link_of_the_request(context: Context) -> Iterator[Hit]:
    """A link or address that the request gave, where the profile has none such and it is not the sender's own."""
    if context.request is None:
        return
    sender, view = context.request.sender, context.view
    spans = list(addresses(view.folded))
    if not spans:
        return
    users = " ".join(turn.text for turn in context.request.turns if turn.author == "user")
    known = _profile_forms(context.profile) | forms(fold(users))
    if sender.company and f"@{sender.company}" not in context.request.text:
        known |= {fold(sender.company)}
    if sender.email and f"<{sender.email}>" in context.request.text:
        known |= {fold(sender.email)}
    given = forms(context.request_view.folded)
    for start, end in spans:
        address = bare(view.folded[start:end])
        if address in given and address not in known and not _is_the_matter(context, (start, end)):
            yield hit(context, (start, end))


def _is_the_matter(context: Context, span: Span) -> bool:
    """Whether a link is but named as what the sender wants to be helped with."""
    view, asked = context.view, context.message_view
    named = view.folded[slice(*span)]
    before = view.folded[view.sentence_at(span[0])[0] : span[0]]
    if context.stance is not Stance.HELP or "@" in named or bare(named) != named or _POINTS_TO.search(before):
        return False
    return bool(_WILL_LOOK.search(before) and _WANTS_A_VIEW.search(asked.folded))


@lru_cache(maxsize=64)
def _of_the_profile(profile: Profile) -> tuple[frozenset[str], tuple[str, ...]]:
    """The sentences on the user's work, spaced, and the keywords of their field, folded."""
    own = frozenset(spaced(sentence) for sentence in fold(profile.what_we_do).split("."))
    return own, tuple(fold(word) for word in profile.field_keywords)


@lru_cache(maxsize=8)
def _head(text: str, parts: tuple[Part, ...]) -> str:
    """The lines about the sender, folded."""
    return fold(" | ".join(text[part.start : part.end] for part in parts if part.kind == "head"))


def _heard(context: Context, request: Request) -> str:
    """What of the request is not the user's own, folded."""
    if all(turn.author == "sender" for turn in request.turns):
        return context.request_view.folded
    return fold(" | ".join(request.text[start:end] for start, end in not_the_users(request)))


def _sentences_in(context: Context, other: str) -> Iterator[Hit]:
    """The sentences of the draft that folded `other` has word for word; a part of one may be exclaimed in answer."""
    heard = spaced_once(other)
    for span, said in spaced_sentences(context):
        words = said.split()
        is_long = len(words) >= _SENTENCE
        if not is_long and (len(words) < _SHORT_SENTENCE or _is_courtesy(context, words)):
            continue
        if said in heard and (is_long or not _is_exclaimed_part(context, span, said)):
            yield hit(context, span)


def _is_exclaimed_part(context: Context, span: Span, said: str) -> bool:
    """Whether a sentence with an exclamation mark is less than a sentence of the request."""
    asked = context.request_view
    whole = (spaced(asked.folded[start:end]) for start, end in asked.sentences)
    return context.view.folded[span[1] - 1] == "!" and said not in whole


def _is_courtesy(context: Context, words: list[str]) -> bool:
    """Whether a sentence has no word but such as any polite reply may have."""
    return _courteous(context.language or "en").issuperset(words)


@lru_cache(maxsize=8)
def _courteous(language: str) -> frozenset[str]:
    lists = (word_list(name) for name in ("everyday", "common", "set_phrases", "small"))
    replies = fold(" ".join(reply.text for reply in replies_in(language).reply))
    return frozenset(_WORD.findall(replies)).union(*lists)


@lru_cache(maxsize=8)
def _unnamed_competitors(asked: str, profile: Profile, stance: Stance | None) -> tuple[str, ...]:
    """The names of listed competitors, folded, of which the folded request shows no sign."""
    found: list[str] = []
    for rival in profile.competitors:
        names = [fold(name).strip() for name in (rival.name, *rival.aliases)]
        is_known = any(name in asked for name in (*names, *map(fold, rival.domains)))
        if not (is_known and stance in (None, Stance.DECLINE_COMPETITOR)):
            found += [name for name in names if len(name) > 2 and name not in asked]
    return tuple(found)


@lru_cache(maxsize=64)
def _profile_forms(profile: Profile | None) -> frozenset[str]:
    return forms(fold(f"{profile.contact} {profile.what_we_do} {profile.company}")) if profile else frozenset()


@lru_cache(maxsize=4)
def _words(context: Context) -> list[str]:
    return [word for _, said in spaced_sentences(context) for word in said.split() if word != "|"]


def _in_common(context: Context, other: str, least: int) -> Iterator[Hit]:
    """The spans of `least` words or more, in a row, that folded `other` has too."""
    words = _words(context)
    if len(words) < least or not other:
        return
    common = list(shared_runs(words, spaced_once(other), least))
    spans = [match.span() for match in _WORD.finditer(context.view.folded)] if common else []
    for first, last in _runs(common):
        yield hit(context, (spans[first][0], spans[last + least - 1][1]))


def spaced(folded: str) -> str:
    """The words of a text, and the marks where something was taken out, with one space around each."""
    return f" {' '.join(_WORD_OR_MARK.findall(folded))} "


spaced_once = lru_cache(maxsize=8)(spaced)
"""The same for what every draft is compared with."""


@lru_cache(maxsize=4)
def spaced_sentences(context: Context) -> list[tuple[Span, str]]:
    """The sentences of the draft, as folded spans and spaced."""
    folded = context.view.folded
    return [(span, spaced(folded[slice(*span)])) for span in context.view.sentences]


def _runs(numbers: Iterable[int]) -> Iterator[Span]:
    """The first and last of each run of numbers that follow each other."""
    first = last = -2
    for number in numbers:
        if number != last + 1:
            if last >= 0:
                yield first, last
            first = number
        last = number
    if last >= 0:
        yield first, last
