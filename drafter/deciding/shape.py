# ruff: noqa: E501 (expressions are told apart by line, not by width)
"""What the shape of a request shows: its length, a bare link, a greeting to somebody else, a shared field."""

from __future__ import annotations

import re

from drafter.deciding.reading import Reading
from drafter.deciding.thread import Thread
from drafter.regex import expression
from drafter.scripts import words_in_other_scripts
from drafter.view import fold

_LINK = expression(r"https?://\S+|www\.\S+|\b[\w-]+\.(?:com|net|org|io|example|co|de|eu)/\S*", re.IGNORECASE)
_WORD = expression(r"[a-z0-9_']+")
_GREETING = expression(
    r"^\W*(?:(?:hi|hello|hey|dear|good (?:morning|day|afternoon|evening)|morning|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|"
    r"sehr geehrte[rs]?|gruezi|moin|servus|bonjour|bonsoir|cher|chere|salut|hola|buenos dias|buenas tardes|estimad[oa]|querid[oa]|"
    r"buongiorno|buonasera|salve|ciao|gentile|egregi[oa]|car[oa]|beste|geachte|dag|hoi|goedemorgen|goedemiddag|"
    r"ola|bom dia|boa tarde|prezad[oa]|car[oa])[ ,!]+)"
    r"(?P<titles>(?:(?:mr|mrs|ms|miss|dr|prof|herrn?|frau|mme|madame|monsieur|m|senora?|sra?|signora?|sig|dott|ing|dottor|"
    r"mevrouw|meneer|heer|dona|mw|dhr)\b\.?[ ]*)*)(?P<name>[a-z][a-z'-]+(?: [a-z'-]+)?)?[ ]*(?=[,!.:;\n]|$)"
)
_OWN_NAME = frozenset(
    ("its", "it's", "i'm", "im", "this", "here's", "here", "hier", "ich", "ici", "sono", "soy", "ik", "aqui")
)
"""Words that after a greeting lead to the sender's own name."""
_NAMELESS = frozenset((
    "all", "there", "sir", "madam", "sirs", "colleague", "colleagues", "friend", "team", "everyone", "everybody",
    "again", "you", "kollege", "kollegin", "zusammen", "madame", "monsieur", "dear", "ma'am", "sr", "sra", "senor",
    "senora", "dr", "prof", "boss", "mate", "buddy", "brother", "sister", "neighbour", "collega", "amico", "amica",
    "todos", "tutti", "colega", "tous", "toutes", "user", "customer", "member", "owner", "manager", "director",
    "doctor", "professor", "editor", "hiring", "sir/madam", "mr", "mrs", "ms", "damen", "herren", "folks", "guys",
    "love", "bonita", "preciosa", "linda", "hanna-team", "from", "nice", "thanks", "thank", "hope", "how", "just",
    "i", "we", "my", "the", "it",
))  # fmt: skip
_MONEY = expression(r"[$]|\b(?:eur|euros?|usd|gbp|chf|dkk|nok|sek|pounds?|dollars?|naira|yen)\b")
_ROLE_BOX = expression(
    r"^(?:info|hello|hi|team|sales|contact|office|news|events?|marketing|support|service|no-?reply|admin|partners?|"
    r"alliances|editor\w*|jury|profiles|insights|helpdesk|security|hr|talent|jobs|commerciale?|ventas|vertrieb|press|programme)\b"
)


def shape_of(reading: Reading, thread: Thread) -> dict[str, float]:
    """Named features of the request's shape, each between 0 and 1."""
    now = reading.now
    folded = fold(now)
    bare = _LINK.sub(" ", folded)
    foreign = words_in_other_scripts(_LINK.sub(" ", now))
    count = len(_WORD.findall(bare)) + foreign
    body = _GREETING.sub("", bare, count=1) if count < 40 else bare
    told = len(_WORD.findall(body)) + foreign
    request, profile = reading.request, reading.profile
    head = fold(" ".join(filter(None, (request.sender.title, request.sender.company))))
    fields = [fold(word) for word in profile.field_keywords]
    features = {
        "empty": count == 0,
        "bare-link": count <= 2 and bool(_LINK.search(now)),
        "link": bool(_LINK.search(now)),
        "to-another": greets_another(folded, reading),
        "few-words": told <= 6,
        "short": 6 < told <= 18,
        "medium": 18 < told <= 45,
        "longish": 45 < told <= 110,
        "long": told > 110,
        "questions": min(now.count("?"), 4) / 4,
        "question": "?" in now,
        "ends-asking": folded.rstrip(" .!)\n'\"").endswith("?"),
        "exclamations": min(now.count("!"), 4) / 4,
        "money": bool(_MONEY.search(folded)),
        "percent": "%" in folded,
        "field-in-head": any(word in head for word in fields),
        "field-in-words": any(word in folded for word in fields),
        "names-company": bool(profile.company) and fold(profile.company.split()[0]) in folded,
        "asked-why": thread.asked_why,
        "asked": thread.asked and not thread.asked_why,
        "in-thread": reading.answered,
        "user-declined": thread.declined,
        "role-box": bool(_ROLE_BOX.match(fold(request.sender.email or ""))),
        "has-head": bool(head),
        f"form-{request.form}": True,
    }
    return {name: float(value) for name, value in features.items() if value}


def greets_another(folded: str, reading: Reading) -> bool:
    """Whether the message greets somebody by a name that is not the user's."""
    match = _GREETING.match(folded.lstrip())
    if not match or not match["name"]:
        return False
    profile = reading.profile
    own = set(re.split(r"[\s-]+", fold(f"{profile.name} {profile.signs_as} {profile.company}")))
    named = [word for word in match["name"].split() if word not in _NAMELESS]
    if match["name"].split()[0] in _OWN_NAME:
        return False
    return bool(named) and not any(_close(word, mine) for word in named for mine in own if mine)


def _close(word: str, mine: str) -> bool:
    if word == mine or (len(mine) > 3 and (word.startswith(mine[:4]) or mine.startswith(word[:4]))):
        return True
    return (
        len(mine) > 4 and abs(len(word) - len(mine)) <= 1 and sum(a != b for a, b in zip(word, mine, strict=False)) <= 1
    )
