"""What a template may take from a request: a few plain words, or nothing.

A request is written by somebody else and may hold anything, so a value is taken only where it is short,
one printable line of letters and simple punctuation, and reads like what it should be: a name like a name,
a topic like a noun phrase. In doubt it is left out; there is always a reply that does without.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from drafter.deciding.reading import Reading
from drafter.profile import Profile
from drafter.regex import expression
from drafter.replies import words as table
from drafter.replies.greeting import is_name
from drafter.request import Request
from drafter.view import fold

PHRASE_LIMIT = 60


class Details(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How senders of one language speak of what the user made and of where they met."""

    yours: str = ""
    """Regular expression for what stands before something of the user's: `your`, `Ihr`."""
    things: dict[str, str] = {}
    """The sender's word for it, a regular expression, and the user's own: `article = "my article"`."""
    about: str = ""
    """What stands between it and its topic: `on|about`."""
    quotes: tuple[str, str] = ('"', '"')
    """Around a title."""
    met: str = ""
    """Regular expression for what stands before the place where they met."""
    where: str = ""
    """The prepositions that such a place begins with."""
    person: str = ""
    """Regular expression for what stands before the name of somebody whom the sender wants to reach."""
    near: str = ""
    """The prepositions before the name of a place or firm that they mention; empty: such names are not looked for."""
    told: str = ""
    """What stands after the full name of somebody who spoke of the user to them: `suggested|told`."""
    ends: str = ""
    """Words before which a topic or a place ends."""
    never: str = ""
    """Words that make it anything but a topic or a place."""
    verbs: str = ""
    """Regular expression for words that may only come first in it, as they mostly are verbs."""
    last: str = ".*"
    """Regular expression for its last word."""


_FULL_NAME = expression(
    r"^(?:(?:[Yy]our|the|Ihr\w*|deine\w*|votre|ton|ta|su|tu|il|la|el|o|a|uw|je|jouw) )?(?:[a-zà-ÿ-]+,? ){0,2}?"
    r"((?:(?:Dr|Prof|Mr|Mrs|Ms|Mme|M|Sra?|Dra|Sig|Ing)\.? |Herrn? |Frau |Mevrouw |Meneer )?"
    r"[^\W\d_a-zß-öø-ÿ][\w'’-]+(?: (?:(?:van|von|der|de|da|di|del|la|le) ){0,2}[^\W\d_a-zß-öø-ÿ][\w'’-]+){0,2})"
)
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][a-zß-öø-ÿ'’-]"
_NAMED = rf"(?P<name>{_CAPITAL}{{3,20}}(?: (?:(?:de|van|von|del|di|of) )?{_CAPITAL}{{2,20}}){{%s,2}})"
"""A name of so many words more than one."""
_WORD = expression(r"[ '’]?((?:[ldLD]['’])?[^\W\d_]+(?:-[^\W\d_]+)*)(?![\w@/\\])(?!\.\w)")
_STOP = expression(r"[.,;!?)(…–—\n]|:(?!//)|\s*\Z|\s+[-–—(]\s?|['’]s\b|\s*\n")
_QUOTED = expression(r"(?:,| on| called| titled|:)? [\"“”„«‘]\s?([^\"“”„«»‘\n]{3,60}?)\s?[\"“”»’](?!\w)")
_TITLE = expression(r"[^\W\d_](?:[^\W\d_]|[ ,.:!?&'’-])*")
MOST_WORDS = 6
SHOUTED = 4
"""Letters in capitals that an abbreviation may have."""


def written(request: Request, profile: Profile) -> str:
    """What the sender wrote, without signatures and what is addressed to whatever reads it for the user."""
    return Reading(request, profile).written("before", "now")


def person(details: Details, text: str, others: set[str]) -> str:
    """The person whom the sender wants to reach, where exactly one is named in full who is not among `others`."""
    if not details.person:
        return ""
    known = {fold(name) for name in others}
    found = {
        name.strip(" .,")
        for match in re.finditer(rf"(?i:{details.person})", text)
        for name in _FULL_NAME.findall(text[match.end() : match.end() + 60])[:1]
    }
    names = {name for name in found if fold(name) not in known and len(name.split()) > 1 and is_name(name)}
    return names.pop() if len(names) == 1 else ""


def thing(details: Details, text: str) -> str:
    """What of the user's the sender speaks about: `my article on night shifts`; empty where that is not clear."""
    if not details.yours:
        return ""
    for match in re.finditer(rf"{details.yours}(?P<word>{'|'.join(details.things)})\b", text, re.IGNORECASE):
        own = next(own for source, own in details.things.items() if re.fullmatch(source, match["word"], re.IGNORECASE))
        named = _title(details, text, match.end()) or _topic(details, text, match.end())
        return f"{own} {named}" if named else own
    return ""


def event(details: Details, text: str) -> str:
    """Where the sender says that they met the user, as a phrase: `at the fair`; empty where that is not clear."""
    if not details.met:
        return ""
    found = re.search(rf"{details.met}(?P<lead>{details.where})(?P<gap>\s|(?<=['’]))", text, re.IGNORECASE)
    if not found:
        return ""
    phrase = _noun_phrase(details, text, found.end("lead"))
    return f"{found['lead'].lower()}{found['gap'].strip(chr(10))}{phrase}" if phrase else ""


def mentioned(details: Details, text: str, others: set[str]) -> str:
    """A person, firm or place that the sender names, and not one of `others`; empty where there is none for sure."""
    known = {word for name in others for word in fold(name).split()} | table.CALENDAR
    told = rf"(?:^|[\s,.]){_NAMED % 1} (?:{details.told})\b"
    near = rf"(?<=[a-zà-ÿ]) (?i:{details.near}) {_NAMED % 0}(?=[\s,.;!?]|$)"
    for pattern in [told] * bool(details.told) + [near] * bool(details.near):
        for found in re.finditer(pattern, text, re.MULTILINE):
            name = found["name"]
            if (
                known.isdisjoint(fold(name).replace("-", " ").split())
                and not _gives_orders(name)
                and not _is_personal(name)
            ):
                return name
    return ""


def _title(details: Details, text: str, at: int) -> str:
    """The title in quotation marks that follows, in those of the reply's language."""
    found = _QUOTED.match(text, at)
    title = found[1].strip() if found else ""
    if (
        not title
        or len(title) > PHRASE_LIMIT - 2
        or not _TITLE.fullmatch(title)
        or _gives_orders(title)
        or _is_personal(title)
    ):
        return ""
    return f"{details.quotes[0]}{title}{details.quotes[1]}"


def _topic(details: Details, text: str, at: int) -> str:
    """The topic that follows, with its preposition: `on night shifts`."""
    found = re.compile(rf"[ ](?P<lead>{details.about})(?=[ '’])", re.IGNORECASE).match(text, at)
    if not found:
        return ""
    phrase = _noun_phrase(details, text, found.end())
    return f"{found['lead'].lower()} {phrase}" if phrase else ""


def _noun_phrase(details: Details, text: str, at: int) -> str:
    """The words from `at` to where a noun phrase surely ends; empty where that cannot be told."""
    ends, never = _folded(details.ends), _folded(details.never)
    taken: list[str] = []
    place = at
    while True:
        if _STOP.match(text, place):
            break
        found = _WORD.match(text, place)
        if not found or len(taken) > MOST_WORDS:
            return ""
        folded = fold(found[1])
        if folded in never or (taken and re.fullmatch(details.verbs, folded)):
            return ""
        if folded in ends:
            break
        taken.append(found[1])
        place = found.end()
    phrase = " ".join(taken)
    if not taken or len(taken) > MOST_WORDS or len(phrase) > PHRASE_LIMIT - 15 or _gives_orders(phrase):
        return ""
    loose = len(taken[-1]) < 2 or fold(taken[-1]) in table.LOOSE or not re.fullmatch(details.last, taken[-1])
    return "" if loose else phrase


@lru_cache(maxsize=32)
def _folded(listed: str) -> frozenset[str]:
    return table.listed(fold(listed))


def _is_personal(title: str) -> bool:
    return not table.PERSONAL.isdisjoint(word.strip(".,:!?") for word in fold(title).split())


def _gives_orders(phrase: str) -> bool:
    """Whether it holds a word that only an instruction has, or shouts."""
    parts = phrase.split()
    return any(fold(part).strip(".,:!?'") in table.ORDERS for part in parts) or any(
        part.isupper() and len(part) > SHOUTED for part in parts
    )
