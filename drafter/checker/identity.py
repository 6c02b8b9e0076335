"""Structure rules of the identity family: the user writes to the sender, under their own name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.checker.context import Context, Hit, structure
from drafter.checker.cues import Span
from drafter.checker.names import (
    is_misspelt,
    is_same,
    name_words,
    names_in,
    nobodys,
    plain,
    sender_names,
    user_names,
)
from drafter.checker.policies import quotations
from drafter.view import fold

_ADDRESS = re.compile(r"\S*[@/]\S*|\b\S+\.(?:com|org|net|example|[a-z]{2})\b\S*")
_VOCATIVE_END = re.compile(r"\s*(?:[,.!;:?)-]|$|\n)")
_FIRST_WORD = re.compile(r"[a-z_][a-z_'-]+(?=\s*[,!:]| -)")
_STRONG = re.compile(r"regards|sincerely|yours|warmly|cordial|respectfully|faithfully|\bbest\b(?! wishes)|grusse?n?|gruss|herzlichst|salut|saludo|saluti|atentamente|groet|hartelijks|cumprimentos|atenciosamente|amicalement")
_SELF_COPIED = re.compile(r"[a-z0-9_']+")


def _hit(context: Context, span: Span, detail: str = "") -> Hit:
    return Hit(*context.view.span(*span), detail)


def _greeted(context: Context) -> list[list[Span]]:
    """The names after a greeting, after thanks, and at the very start before a comma."""
    folded = context.view.folded
    found = []
    greetings = context.cues.spans("greeting")
    for start, end in greetings:
        words = name_words(context, end, min(len(folded), end + 60))
        if words and folded[start:end].strip():
            found.append(words)
    for _, end in context.cues.spans("thanks_name"):
        words = name_words(context, end, min(len(folded), end + 60))
        if words and _VOCATIVE_END.match(folded, words[-1][1]):
            found.append(words)
    return found


def _of(context: Context, span: Span) -> str:
    return context.view.folded[span[0] : span[1]]


def _is_one_of(word: str, names: tuple[str, ...]) -> bool:
    return any(is_same(word, name) for name in names)


def _also_theirs(context: Context, word: str) -> bool:
    """Whether the sender goes by a word that their name does not show: a signature, a self-introduction, a firm."""
    request = context.request
    if request is None:
        return True
    known = {plain(name) for part in (request.sender.title, request.sender.company, request.sender.email) if part
             for name in names_in(part[:200].replace("@", " ").replace(".", " "))}  # fmt: skip
    if plain(word) in known:
        return True
    folded = context.message_view.folded
    introduced = re.search(rf"(?:\b(?:i'm|i am|my name is|this is|call me|ich bin|je suis|soy|sono|ik ben|sou)\W+(?:\w+\W+)?){re.escape(word)}\b", folded)
    signed = re.search(rf"[,\n-]\s*(?:[a-z]+ )?{re.escape(word)}(?: [a-z]+)?\W*$", folded[-80:])
    return bool(introduced or signed)


@structure
def greets_the_user(context: Context) -> Iterator[Hit]:
    """The user's own name in the greeting, unless the sender bears it too."""
    user, sender = user_names(context), sender_names(context)
    for words in _greeted(context):
        first = _of(context, words[0])
        if first in nobodys() or _is_one_of(first, sender):
            continue
        if any(plain(first) == plain(name) for name in user):
            yield _hit(context, (words[0][0], words[-1][1]))
    first_word = _FIRST_WORD.match(context.view.folded)
    if first_word and any(first_word.group() == name for name in user) and not _is_one_of(first_word.group(), sender):
        yield _hit(context, first_word.span())


@structure
def greets_somebody_else(context: Context) -> Iterator[Hit]:
    """A name in the greeting that is not the sender's."""
    sender, user = sender_names(context), user_names(context)
    if not sender:
        return
    for words in _greeted(context):
        for number, span in enumerate(words):
            word = _of(context, span)
            known = _is_one_of(word, sender) or word in nobodys() or any(plain(word) == plain(name) for name in user)
            if known or _also_theirs(context, word):
                continue
            if number and word not in context.view.folded:
                continue
            yield _hit(context, span)
            break


@structure
def misspells_the_sender(context: Context) -> Iterator[Hit]:
    """A name set off by commas that is one letter away from the sender's."""
    sender = sender_names(context)
    if not sender:
        return
    seen = {start for words in _greeted(context) for start, _ in words}
    heard = context.request_view.folded
    for match in re.finditer(r"(?:^|[,.!?;:] |\n)\s*([a-z_][a-z_'-]{3,})(?=\s*[,.!?;:]| -|$)", context.view.folded):
        word, span = match.group(1), match.span(1)
        if span[0] in seen or word in nobodys() or not context.draft[context.view.span(*span)[0]].isupper():
            continue
        if _is_one_of(word, sender) or word in heard:
            continue
        if any(is_misspelt(word, name) for name in sender):
            yield _hit(context, span)


def _signature(context: Context) -> tuple[Span, bool] | None:
    """The name under the draft, if any, and whether what stands before it can only close a letter."""
    folded = context.view.folded.rstrip()
    last = folded.rfind("\n") + 1
    closings = [span for span in context.cues.spans("closing") if span[1] > len(folded) - 80]
    for start, end in reversed(closings):
        words = name_words(context, end, len(folded))
        rest = folded[words[-1][1] :] if words else "x"
        if words and len(re.sub(r"[^a-z]", "", rest)) <= 40 and not (rest.strip() and "," not in rest[:2] and "\n" not in rest[:2]):
            own_line = start >= last - 1 or "\n" in folded[start:end]
            return (words[0][0], words[-1][1]), own_line or bool(_STRONG.search(folded[start:end]))
    line = folded[last:]
    if last and not any(start <= last + 1 < end for start, end in closings) and 0 < len(line) <= 60 and not re.search(r"[.!?]$", line):
        words = name_words(context, last + (len(line) - len(line.lstrip(" -"))), len(folded))
        if words:
            return (words[0][0], words[-1][1]), True
    return None


@structure
def signs_as_somebody_else(context: Context) -> Iterator[Hit]:
    """The sender's or a stranger's name under the draft."""
    signed = _signature(context)
    if signed is None or context.profile is None:
        return
    span, certain = signed
    user, sender = user_names(context), sender_names(context)
    firm = names_in(context.profile.company[:120]) if context.profile.company else ()
    words = re.findall(r"[a-z_'-]+", _of(context, span))
    if any(_is_one_of(word, user) or word in firm or word in nobodys() for word in words):
        return
    if certain and (any(_is_one_of(word, sender) for word in words) or len(words[0]) > 1):
        yield _hit(context, span)


@structure
def names_itself_otherwise(context: Context) -> Iterator[Hit]:
    """Introduces itself by a name that is the sender's."""
    user, sender = user_names(context), sender_names(context)
    for start, end in context.cues.spans("self_named"):
        words = name_words(context, end, min(len(context.view.folded), end + 60))
        named = [_of(context, span) for span in words]
        if named and _is_one_of(named[0], sender) and not any(_is_one_of(word, user) for word in named):
            yield _hit(context, (start, words[-1][1]))
    title = fold(context.request.sender.title or "")[:60] if context.request else ""
    role = fold(context.profile.role) if context.profile else ""
    trade = re.match(r"[a-z][a-z -]{3,}", title)
    if trade and trade.group() != role:
        for match in re.finditer(rf"\bi(?:'m| am) (?:an? |the )?{re.escape(trade.group().strip())}\b", context.view.folded):
            yield _hit(context, match.span())


def _mentions(context: Context, names: tuple[str, ...]) -> Iterator[Span]:
    """Where one of the names stands as a capitalised word, outside quotations, addresses and firms' names."""
    view = context.view
    barred = [match.span() for match in _ADDRESS.finditer(view.folded)] + quotations(view)
    firm = context.profile.company if context.profile else ""
    sender_firm = (context.request.sender.company or "") if context.request else ""
    for company in (firm, sender_firm):
        for words in {tuple(names_in(company[:120]))}:
            for first, second in zip(words, words[1:], strict=False):
                barred += [m.span() for m in re.finditer(rf"\b{re.escape(first)}\W+{re.escape(second)}\b", view.folded)]
    for name in names:
        for match in re.finditer(rf"\b{re.escape(name)}\b", view.folded):
            if any(begin <= match.start() < end for begin, end in barred):
                continue
            if view.text[view.span(*match.span())[0]].isupper():
                yield match.span()


@structure
def speaks_of_the_user(context: Context) -> Iterator[Hit]:
    """The user's name anywhere but under the draft or in a self-introduction."""
    user, sender = user_names(context), sender_names(context)
    own = tuple(name for name in user if not _is_one_of(name, sender) and len(name) > 2)
    spans = list(_mentions(context, own))
    if not spans:
        return
    view, folded = context.view, context.view.folded
    signed = _signature(context)
    greeted = {start for words in _greeted(context) for start, _ in words}
    named = {end for _, end in context.cues.spans("self_named")}
    end_of_text = len(folded.rstrip(" .\n-"))
    for start, end in spans:
        if start in greeted or start in named or (signed and signed[0][0] <= start < signed[0][1]):
            continue
        if view.sentence_at(start)[0] == start and end >= end_of_text - 40 and "\n" in folded[max(0, start - 3) : start]:
            continue
        if any(last in (start, start - 1) for last in named) or re.match(r" (?:will do|is fine|is enough|here|suffices|please|works|to (?:you|my))", folded[end:]):
            continue
        before = [span for span in spans if span[1] == start - 1]
        if before or end >= end_of_text and re.search(r"[.!?,\n-]\s*$", folded[:start]):
            continue
        yield _hit(context, (start, end))


@structure
def speaks_of_the_sender(context: Context) -> Iterator[Hit]:
    """The sender's first name as the one spoken about, not spoken to."""
    sender = sender_names(context)
    if not sender or (context.request and context.request.sender.name is None):
        return
    user = user_names(context)
    for start, end in _mentions(context, tuple(name for name in sender[:1] if name not in user and len(name) > 2)):
        follows = context.cues.spans("finite_verb", (end + 1, end + 2))
        precedes = any(last == start for _, last in context.cues.spans("about"))
        if context.view.folded[end : end + 1] == " " and (follows or (precedes and not _VOCATIVE_END.match(context.view.folded, end))):
            yield _hit(context, (start, end))


@structure
def advises_the_user(context: Context) -> Iterator[Hit]:
    """Tells the user how to answer instead of answering."""
    if context.stance in ("help", "introduce"):
        return
    for span in context.cues.spans("advises_the_user"):
        yield _hit(context, span)


@structure
def speaks_for_the_senders_firm(context: Context) -> Iterator[Hit]:
    """The sender's firm as the writer's own: we at ..., our work at ..."""
    request = context.request
    company = names_in((request.sender.company or "")[:120]) if request else ()
    own = names_in(context.profile.company[:120]) if context.profile else ()
    if not company or company[0] in own:
        return
    firm = rf"(?:the )?{re.escape(company[0])}\b"
    pattern = rf"\b(?:(?:we|us|here)(?: all| here)? (?:at|from|in|of)|on behalf of|i (?:work|am|lead|run) (?:\w+ )?(?:at|for|with|from)|i'm (?:\w+ )?(?:at|with|from)|my (?:company|firm|team|colleagues|employer|studio)(?: at)?,?|interest in|wir (?:bei|von)|nous,? chez|nosotros,? (?:en|de)|noi (?:di|della)|wij (?:bij|van)|nos,? na) {firm}"
    for match in re.finditer(pattern, context.view.folded):
        yield _hit(context, match.span())


_THEIR_PERSON = frozenset(("you", "your", "yours", "vous", "votre", "vos", "jou", "jouw", "jullie", "dich", "dir", "dein", "deine", "deinen", "usted", "tuo", "tua", "teu", "tua", "você", "voce"))
_OWN_PERSON = frozenset(("i", "my", "our", "we", "us", "me", "je", "mon", "nos", "notre", "nous", "ich", "mein", "meine", "unser", "unsere", "wir", "mi", "nuestra", "nuestro", "mia", "mio", "nostra", "nostro", "mijn", "onze", "meu", "minha", "nossa", "nosso"))  # fmt: skip
_SET_PHRASES = frozenset(
    ("thank thanks thanking message connect connecting connection would could should there their about hello please wanted hoping"
     " hearing forward looking doing network profile invitation reaching great happy really which where these those other"
     " what's being hope wish well today again")
    .split()
)  # fmt: skip


@structure
def writes_from_the_senders_side(context: Context) -> Iterator[Hit]:
    """Five words of the sender's with their you or I left as it was: the sides are swapped."""
    if context.request is None or not context.message_view.folded:
        return
    heard = _SELF_COPIED.findall(context.message_view.folded)[:400]
    copied = {tuple(heard[i : i + 5]) for i in range(len(heard) - 4)}
    quoted = quotations(context.view)
    words = list(_SELF_COPIED.finditer(context.view.folded))
    for i in range(len(words) - 4):
        run = tuple(word.group() for word in words[i : i + 5])
        if run not in copied:
            continue
        weight = [word for word in run if len(word) >= 5 and word not in _SET_PHRASES]
        if len(weight) < 2 or not (_THEIR_PERSON.intersection(run) or _OWN_PERSON.intersection(run)):
            continue
        span = words[i].start(), words[i + 4].end()
        if not any(begin <= span[0] < end for begin, end in quoted):
            yield _hit(context, span)
            return
