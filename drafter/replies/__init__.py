"""Template drafts: replies written by people, filled from the request and profile alone.

One file for each language holds them. A reply with signals is for requests that show one of these
signals; the others fit any request of their stance. Whatever a reply takes from the request passes
drafter.replies.slots first, and where it does not, another reply is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import msgspec

from drafter.compiled import load_packaged
from drafter.profile import Profile
from drafter.regex import expression
from drafter.replies.greeting import NOBODY, Addressee, addressee
from drafter.replies.slots import Details, event, mentioned, person, thing, written
from drafter.request import Request
from drafter.settings import CHANNEL_LIMITS, Channel
from drafter.stance import Assessment, Stance
from drafter.view import fold

FOLDER = Path(__file__).parent

FROM_REQUEST = frozenset({"person", "thing", "event", "mentioned"})
SLOTS = FROM_REQUEST | {"name", "contact", "mail", "company", "competitor"}
"""name: how to greet the sender; contact: the profile's, whatever it is; mail: the same where it is an
e-mail address; company: the user's; competitor: the listed one; person: whom the sender asks for;
thing: the user's article, talk ... as the sender names it; event: where they say they met; mentioned: a person,
firm or place that they name."""


class Reply(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One reply. It is used where every slot in it can be filled."""

    stance: str
    text: str
    """What follows the greeting; a text with {name} in it stands without one."""
    informal: str = ""
    """The same to a sender on first-name terms; empty where `text` fits both."""
    signals: tuple[str, ...] = ()
    """Used only where one of these signals is evidence for the stance."""
    unless: tuple[str, ...] = ()
    """Not used where one of these signals is evidence for the stance too."""
    words: str = ""
    """Regular expression, whatever the case: used only where the sender wrote something that it finds."""


class ReplyFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All replies in one language."""

    greeting: tuple[str, ...]
    """With {name}, to somebody who writes formally, or to anyone where the language knows no difference."""
    greeting_unnamed: tuple[str, ...]
    greeting_titled: tuple[str, ...] = ()
    """With {name}, a title in it; empty: as in `greeting`."""
    greeting_informal: tuple[str, ...] = ()
    """With {name}, the first name; empty: as in `greeting`."""
    full_name: bool = False
    """Whether `greeting` takes first and last name."""
    formal: str = ""
    informal: str = ""
    """Regular expressions for the words by which the sender shows how they address the user."""
    details: Details = Details()
    no_reply: str
    """What the user is told where no reply is advised."""
    reply: tuple[Reply, ...]


@lru_cache(maxsize=16)
def replies_in(language: str) -> ReplyFile:
    """The replies in `language`; those in English where there are none."""
    path = FOLDER / f"{language}.toml"
    known = language.isalpha() and path.is_file()
    return load_packaged(path if known else FOLDER / "en.toml", ReplyFile, kind="reply file")


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The codes of the languages that there are replies in."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@lru_cache(maxsize=1)
def version() -> str:
    """A digest of all reply files: eight hexadecimal digits."""
    digest = 0
    for path in sorted(FOLDER.glob("*.toml")):
        digest = crc32(path.read_bytes(), digest)
    return f"{digest:08x}"


def template_replies(
    request: Request, profile: Profile, assessment: Assessment, channel: Channel = "message"
) -> Iterator[str]:
    """Every reply that fits, the chosen one first: the same for equal input, others for other input."""
    file = replies_in(assessment.language or profile.language)
    digest = crc32(request.text.encode("utf-8", "surrogatepass"))
    letter = written(request, profile)
    informal = is_informal(file, request)
    who = addressee(request.sender.name, full=file.full_name and not informal, language=assessment.language)
    contact = profile.contact.strip()
    slots = {
        "name": who.name,
        "contact": contact,
        "mail": contact if _MAIL.fullmatch(contact) else "",
        "company": profile.company.strip(),
        "competitor": (assessment.competitor or "").strip(),
        "person": person(file.details, letter, {profile.name, profile.first_name, request.sender.name or ""}),
        "thing": thing(file.details, letter),
        "event": event(file.details, letter),
        "mentioned": mentioned(file.details, letter, _known(request, profile)),
    }
    ordered = _in_order(file, assessment, letter, slots, digest)
    if assessment.stance is Stance.ACCEPT:
        ordered = _echoing(ordered, slots, request)
    limit = CHANNEL_LIMITS.get(channel)
    for somebody in dict.fromkeys((who, NOBODY)):  # without the name at last, should the checker doubt it
        greeting = _greeting(file, somebody, informal, digest)
        for reply in ordered:
            text = (reply.informal if informal else "") or reply.text
            if "{name}" in text and somebody is NOBODY:
                continue
            body = text.format_map(slots)
            whole = body if "{name}" in text else f"{greeting} {body}"
            if limit is None or len(whole) <= limit:
                yield whole


def _known(request: Request, profile: Profile) -> set[str]:
    """The names of the two who write, and of whom the user competes with."""
    rivals = {name for rival in profile.competitors for name in (rival.name, *rival.aliases)}
    return {profile.name, profile.company, request.sender.name or "", *rivals}


def is_informal(file: ReplyFile, request: Request) -> bool:
    """Whether the sender, or else the user in the same thread, is on first-name terms (du, tu, je)."""
    if not file.informal:
        return False
    own = "\n".join(turn.text for turn in request.turns if turn.author == "user")
    for text in (request.message, own):
        informal, formal = len(re.findall(file.informal, text)), len(re.findall(file.formal, text))
        if informal or formal:
            return informal > formal
    return False


def _greeting(file: ReplyFile, who: Addressee, informal: bool, digest: int) -> str:
    if not who.name:
        choices = file.greeting_unnamed
    elif who.titled:
        choices = file.greeting_titled or file.greeting
    else:
        choices = (file.greeting_informal if informal else ()) or file.greeting
    return choices[digest % len(choices)].format(name=who.name)


_STEM = 5
_WEIGHTY = expression(r"[a-z0-9]{4,}")
"""What the rule ETQ075 counts as taking up: a word of four letters, by its first five."""
_SLOT = expression(r"\{(\w+)\}")
_MAIL = expression(r"[^\s@<>(){}\"',;:]{1,64}@[^\s@<>(){}\"',;:]{1,100}\.[a-zA-Z]{2,}")


def _in_order(
    file: ReplyFile, assessment: Assessment, letter: str, slots: Mapping[str, str], digest: int
) -> list[Reply]:
    """First those that take up most of the request, then those for the strongest signal, at last the general."""
    evidence = sorted(
        (item for item in assessment.evidence if item.stance is assessment.stance), key=lambda item: -item.weight
    )
    signals = list(dict.fromkeys(item.signal for item in evidence))
    fitting = [
        reply
        for reply in file.reply
        if reply.stance == assessment.stance.value
        and not set(signals).intersection(reply.unless)
        and all(slots[slot] for slot in slots_of(reply.text))
        and (not reply.words or re.search(reply.words, letter, re.IGNORECASE))
    ]

    def strongest(reply: Reply) -> int:
        return min((at for at, signal in enumerate(signals) if signal in reply.signals), default=len(signals))

    seen = [reply for reply in fitting if not reply.signals or strongest(reply) < len(signals)]
    start = (digest >> 8) % len(seen) if seen else 0
    return sorted(seen[start:] + seen[:start], key=lambda reply: (-_closeness(reply), strongest(reply)))


def _echoing(replies: list[Reply], slots: Mapping[str, str], request: Request) -> list[Reply]:
    """Those first that hold a weighty word of what the sender wrote last: a reason is taken up in its own terms."""
    from drafter.checker.wordlists import word_list  # the checker reads the replies: no import at the top

    turns = [turn.text for turn in request.turns if turn.author == "sender"]
    heard = _stems(turns[-1]) - word_list("everyday", _STEM) if turns else set()
    return sorted(replies, key=lambda reply: heard.isdisjoint(_stems(reply.text.format_map(slots))))


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WEIGHTY.findall(fold(text))}


def _closeness(reply: Reply) -> int:
    """How much of the request a reply takes up."""
    return len(FROM_REQUEST & slots_of(reply.text)) + bool(reply.words)


@lru_cache(maxsize=4096)
def slots_of(text: str) -> frozenset[str]:
    """The names of the slots in a reply."""
    return frozenset(_SLOT.findall(text))


STANCES = tuple(stance.value for stance in Stance if stance is not Stance.NO_REPLY)
"""The stances that a reply is written for."""
