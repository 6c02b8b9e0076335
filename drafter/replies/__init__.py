"""Template drafts: replies written by people, filled from the request and profile alone."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from drafter.datafile import load_toml
from drafter.profile import Profile
from drafter.request import Request
from drafter.settings import CHANNEL_LIMITS, Channel
from drafter.stance import Assessment
from drafter.view import fold

FOLDER = Path(__file__).parent
SLOTS = frozenset({"name", "me", "contact", "person"})


class Reply(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One variant. It is used where every slot of its text can be filled."""

    stance: str
    text: str
    """May hold {contact}, {person} and {me}; the greeting goes before it."""
    signals: tuple[str, ...] = ()
    """Used only where one of these signals is evidence; empty: wherever no variant with signals fits."""


class ReplyFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All replies in one language."""

    greeting: tuple[str, ...]
    """With {name}."""
    greeting_unnamed: tuple[str, ...]
    no_reply: str
    """What the user is told where no reply is advised."""
    reply: tuple[Reply, ...]


@lru_cache(maxsize=16)
def replies_in(language: str) -> ReplyFile:
    """The replies in `language`; those in English where there are none."""
    path = FOLDER / f"{language}.toml"
    return load_toml(path if path.is_file() else FOLDER / "en.toml", ReplyFile, kind="reply file")


@lru_cache(maxsize=1)
def version() -> str:
    """A digest of all reply files: twelve hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.toml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def template_replies(
    request: Request, profile: Profile, assessment: Assessment, channel: Channel = "message"
) -> Iterator[str]:
    """Every reply that fits, the chosen one first: the same for equal input, others for other input."""
    file = replies_in(assessment.language or profile.language)
    digest = int.from_bytes(hashlib.sha256(request.text.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    name = given_name(request)
    slots = {"contact": profile.contact, "me": profile.first_name, "person": person_asked_for(assessment)}
    seen = {item.signal for item in assessment.evidence}
    fitting = [
        reply
        for reply in file.reply
        if reply.stance == assessment.stance.value and all(slots[slot] for slot in _slots(reply.text))
    ]
    special = [reply for reply in fitting if seen.intersection(reply.signals)]
    general = [reply for reply in fitting if not reply.signals]
    greetings = file.greeting if name else file.greeting_unnamed
    greeting = greetings[digest % len(greetings)].format(name=name)
    limit = CHANNEL_LIMITS.get(channel)
    for group in (special, general):
        start = (digest >> 8) % len(group) if group else 0
        for reply in group[start:] + group[:start]:
            text = f"{greeting} {reply.text.format(**slots)}"
            if limit is None or len(text) <= limit:
                yield text


def _slots(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


_TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "mx", "sir", "dame", "ing", "dipl", "herr", "frau", "mme", "sig"})


def given_name(request: Request) -> str:
    """The name to greet the sender with: the first name, or all of it after a title; empty where unknown."""
    name = (request.sender.name or "").strip()
    words = name.split()
    if not words:
        return ""
    if fold(words[0]).strip(".") in _TITLES:
        return name
    return name if len(words[0].strip(".")) < 2 else words[0]


def person_asked_for(assessment: Assessment) -> str:
    """The person whom the sender asks to be introduced to, where the evidence quotes a name."""
    return next((item.text for item in assessment.evidence if item.signal == "named-person"), "")
