"""Structure rules of the professional family: what no careful person would send, whatever it answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from drafter.checker import planted  # noqa: F401  (it registers a structure)
from drafter.checker.context import Context, Hit, structure
from drafter.checker.cues import Span
from drafter.checker.policies import quotations
from drafter.language import detect_language
from drafter.view import fold

LIMITS = {"note": 200, "note-premium": 300}
"""Characters that a connection note may have, by channel."""
LONG_WORDS, LONG_SENTENCES = 120, 7
WALL_WORDS, WALL_SENTENCES = 190, 13
"""From where on a message is long, and a wall of text."""

_CAPITALS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_WORDS = re.compile(r"[a-z0-9']+")
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\u2934\u2935\u3030\u303d\u3297\u3299]"
    "(?:[\U0001f3fb-\U0001f3ff\ufe0f\u200d\u20e3\U0001f000-\U0001faff\u2640\u2642\u2600-\u27bf])*"
)
_NO_EMOJI = frozenset("✓✔✗✘★☆☎✉✂✍☑☐➔➜➤►▶◀←→♯♭♪♫©®™")
_ENDED = re.compile(r"[.!?…。)\]\"'”’»:;]\W*$|\.\.\.\W*$")
_CLAUSE = re.compile(r"^[a-z' -]{2,30}, ")
_CLOSER = re.compile(r"[\s\"'*_~]+$")


def _hit(context: Context, span: Span, detail: str = "") -> Hit:
    return Hit(*context.view.span(*span), detail)


@structure
def exceeds_the_channel(context: Context) -> Iterator[Hit]:
    """Longer than a connection note may be."""
    limit, length = LIMITS.get(context.channel), len(context.draft.strip())
    if limit and length > limit:
        start = len(context.draft) - len(context.draft.lstrip())
        yield Hit(start + limit, len(context.draft.rstrip()), f"{length} characters, {limit} are allowed")


def _size(context: Context) -> tuple[int, int]:
    return len(_WORDS.findall(context.view.folded)), len(context.view.sentences)


@structure
def is_long(context: Context) -> Iterator[Hit]:
    """More than a message needs, but not yet a wall."""
    words, sentences = _size(context)
    wall = words > WALL_WORDS or sentences > WALL_SENTENCES
    if not wall and (words > LONG_WORDS or sentences > LONG_SENTENCES):
        yield Hit(0, len(context.draft), f"{words} words in {sentences} sentences")


@structure
def is_a_wall(context: Context) -> Iterator[Hit]:
    """A wall of text."""
    words, sentences = _size(context)
    if words > WALL_WORDS or sentences > WALL_SENTENCES:
        yield Hit(0, len(context.draft), f"{words} words in {sentences} sentences")


@structure
def shouts(context: Context) -> Iterator[Hit]:
    """Three words or more in capitals one after another; what the request writes so is quoted."""
    if context.draft.upper() == context.draft.lower():
        return
    run: list[re.Match[str]] = []
    heard = context.request.text if context.request else ""
    for word in [*_CAPITALS.finditer(context.draft), None]:
        if word is not None and word.group().isupper() and (not run or not context.draft[run[-1].end() : word.start()].strip(" ,'’-")):
            run.append(word)
            continue
        shouted = [part for part in run if len(part.group()) > 1 and part.group() not in heard]
        if len(shouted) >= 3 or (len(shouted) >= 2 and sum(len(part.group()) for part in shouted) >= 12):
            yield Hit(run[0].start(), run[-1].end())
        run = [word] if word is not None and word.group().isupper() else []


@structure
def uses_emoji(context: Context) -> Iterator[Hit]:
    """An emoji where the sender used none, or more than two."""
    if context.draft.isascii():
        return
    found = [match for match in _EMOJI.finditer(context.draft) if match.group() not in _NO_EMOJI]
    theirs = context.request is not None and _EMOJI.search(context.request.text) is not None
    allowed = 2 if theirs else 0
    count = sum(sum(unicodedata.category(char) == "So" for char in match.group()) for match in found)
    if found and (count > allowed):
        yield Hit(found[0].start(), found[-1].end() if len(found) > 1 and allowed == 0 else found[0].end())


@structure
def repeats_itself(context: Context) -> Iterator[Hit]:
    """A sentence said twice, a run of eight words said twice, a word said three times in a row."""
    view = context.view
    seen: set[tuple[str, ...]] = set()
    for start, end in view.sentences:
        said = view.folded[start:end]
        both = {tuple(_WORDS.findall(said)), tuple(_WORDS.findall(_CLAUSE.sub("", said)))}
        if any(len(words) >= 3 and words in seen for words in both):
            yield _hit(context, (start, end))
            return
        seen |= both
    matches = list(_WORDS.finditer(view.folded))
    runs: dict[tuple[str, ...], int] = {}
    for i, match in enumerate(matches):
        word = match.group()
        if i >= 2 and word == matches[i - 1].group() == matches[i - 2].group() and word.isalpha():
            yield _hit(context, (matches[i - 2].start(), match.end()))
            return
        if i >= 7:
            run = tuple(part.group() for part in matches[i - 7 : i + 1])
            if runs.setdefault(run, i) <= i - 8:
                yield _hit(context, (matches[i - 7].start(), match.end()))
                return


@structure
def is_cut_off(context: Context) -> Iterator[Hit]:
    """Ends in the middle of a sentence."""
    folded = context.view.folded.rstrip()
    bare = _CLOSER.sub("", folded)
    if not bare or context.stance == "no_reply":
        return
    last_line = bare.rfind("\n") + 1
    if bare[-1] in ".!?" and not bare.endswith((" .", ",.", "(.")):
        quoted = bare.rstrip(".")
        if bare.endswith("...") and any(end >= len(quoted) for _, end in context.cues.spans("unfinished")):
            yield _hit(context, (context.view.sentence_at(len(bare) - 1)[0], len(bare)))
        return
    if bare[-1] in ",;:(&/" or bare.endswith(" -"):
        if last_line and len(bare) - last_line <= 40 and bare[-1] == ",":
            return
        yield _hit(context, (context.view.sentence_at(len(bare) - 1)[0], len(bare)))
        return
    start, _ = context.view.sentence_at(len(bare) - 1)
    for begin, end in context.cues.spans("unfinished"):
        if end >= len(bare) and begin >= start and begin > max(start, last_line):
            yield _hit(context, (start, len(bare)))
            return


@structure
def ends_without_a_stop(context: Context) -> Iterator[Hit]:
    """The last sentence of several has no full stop: perhaps it was cut off."""
    folded = _CLOSER.sub("", context.view.folded.rstrip())
    if not folded or folded[-1] in ".!?,;:(&/" or len(context.view.sentences) < 2:
        return
    start, _ = context.view.sentence_at(len(folded) - 1)
    if len(_WORDS.findall(folded[start:])) >= 8 and "\n" not in folded[start:]:
        yield _hit(context, (start, len(folded)))


@structure
def is_in_another_language(context: Context) -> Iterator[Hit]:
    """The draft is in another language than the request, where both can be told."""
    expected = context.request.language if context.request else context.language
    if expected is None:
        return
    text = context.draft
    for begin, end in reversed(quotations(context.view)):
        first, last = context.view.span(begin, end)
        text = text[:first] + text[last:]
    if len(_WORDS.findall(fold(text))) < 5:
        return
    written = detect_language(text)
    if written is not None and written != expected and expected == (context.language or expected):
        yield Hit(0, len(context.draft), f"it is in {written}, the request in {expected}")


@structure
def carries_a_signature_block(context: Context) -> Iterator[Hit]:
    """Title, firm, phone or address under the name."""
    lines = context.draft.rstrip().split("\n")
    if len(lines) < 2:
        return
    profile = context.profile
    marks = [fold(part) for part in (profile.role, profile.company, profile.contact) if part] if profile else []
    tail: list[str] = []
    for line in reversed(lines[1:]):
        text = line.strip()
        if not text:
            if tail and len(tail) > 4:
                break
            continue
        if len(text) > 70 or re.search(r"[.!?]$", text):
            break
        tail.append(text)
    block = [line for line in tail if any(mark in fold(line) for mark in marks) or re.search(r"@|https?://|www\.|\+?\d[\d ()/-]{6,}|\||^(?:tel|mobile|phone|mob|t|m|e|w)[.:]", line, re.IGNORECASE)]
    if block and len(tail) >= 1:
        end = len(context.draft.rstrip())
        start = context.draft.rstrip().rfind(tail[-1])
        yield Hit(start, end)


@structure
def is_gibberish(context: Context) -> Iterator[Hit]:
    """Words that nobody can read: no vowels, one letter many times, letters and symbols at random."""
    for match in re.finditer(r"\b(?:[bcdfghjklmnpqrstvwxz]{7,}|(?:\w*?)([a-z])\1{4,}\w*)\b|[#$%&*+=<>^|~\\]{4,}", context.view.folded):
        if "http" not in match.group() and "X" not in match.group():
            yield _hit(context, match.span())
