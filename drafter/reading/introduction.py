"""Names inside the message: `my name is X`, `X here from Y`, and the name after the last sentence."""

from __future__ import annotations

import re
from functools import cache

from drafter.reading import closings, words
from drafter.reading.headers import Person, person_of
from drafter.reading.names import (
    clean_name,
    has_title_word,
    is_clause,
    is_mailbox,
    is_person,
    is_told_name,
    looks_like_name,
)
from drafter.reading.places import places
from drafter.reading.user import Who
from drafter.regex import expression
from drafter.view import fold

_CAPITALISED = r"(?:(?:[^\W\d_a-zß-öø-ÿ]|Dr|Prof|Ing|St)\.(?=\s)|[^\W\d_a-zß-öø-ÿ][\w'’-]{0,30})"
_PARTICLES = r"(?:(?:van|von|der|den|de|da|di|del|la|le|el|al|ten|ter|bin)\s){0,2}"
_NAME = rf"({_CAPITALISED}(?:\s{_PARTICLES}{_CAPITALISED}){{0,3}})"
_SURE = (
    r"[Mm]y name(?:'s|’s| is)|[Mm]ein Name ist|[Ii]ch hei(?:ß|ss)e|[Jj]e m[’']appelle|[Mm]on nom est|[Mm]i chiamo"
    r"|[Mm]i nombre es|[Mm]e llamo|[Mm]ijn naam is|[Ii]k heet|[Cc]hamo-me|[Mm]e chamo|[Mm]eu nome [ée]|[Jj]ag heter"
    r"|[Mm]itt namn [äa]r|[Nn]azywam si[ęe]|[Hh]ier schreibt(?: Ihnen)?|[Mm]itt navn er|[Jj]eg hedder|[Jj]eg heter"
)
_LIKELY = (
    r"[Tt]his is|[Ii]t(?:'s|’s| is)|I(?:'m|’m| am)|[Ii]ch bin|[Hh]ier ist|[Jj]e suis|[Cc][’']est|[Ii]o sono|[Ss]ono"
    r"|[Ss]oy|[Ii]k ben|[Ss]ou [oa]?|[Aa]qui [ée]|[Jj]ag [äa]r"
)
_FIRM = r"([^\W\d_a-zß-öø-ÿ][^\n.,;:!?()]{0,60})"
_FROM = rf"(?:\s(?:here\s)?(?:from|at|von|bei|de|da|di|van|chez)\s{_FIRM})?"
_FROM_WHERE = expression(r"\s(?:here\s)?(?:from|von|aus|vom|de|da|van|dal)\s")
_REACH = 600
"""Somebody who introduces themselves does so at the start: this many characters are searched."""
_ENDING = expression(
    r"(?:[.!?…:)\]>,]|[🙂-🙏])[\s\"”»]*\s(?P<dash>[-–—~]{1,2}\s?)?([^\n.!?…:()\[\]<>]{2,70}?)\s*[.!]?\s*$"
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Compiled on first use: most commands never read a request."""
    return (
        re.compile(rf"\b(?:{_SURE}),?\s(?:(?:Dr|Prof|Ing|Herr|Frau|Mr|Mrs|Ms)\.?\s)?{_NAME}{_FROM}"),
        re.compile(
            rf"\b(?:{_LIKELY})\s{_NAME}"
            rf"(?=\s(?:from|von|de|da|van|at|bei)\s|\s?[,.(!]|\s(?:and|und|et|e|y|en)\s){_FROM}"
        ),
        re.compile(
            rf"(?:^|[,.!?:–-]\s*){_NAME}(?:\s|,\s)here(?=[,.!:;)–—-]|\s(?:from|at|of|with|again)\b)"
            rf"(?:,?\s(?:from|at|of)\s{_FIRM})?"
        ),
    )


def introduced(message: str, who: Who) -> Person:
    """The name, and the firm where it directly follows, by which the writer introduces themselves."""
    head = message[:_REACH]
    sure, likely, here = _patterns()
    for pattern, certain in ((sure, True), (here, True), (likely, False)):
        for match in pattern.finditer(head):
            name = match[1].strip(" .,-")
            firm = match[2] or ""
            if not certain and len(name.split()) < 2 and not firm and not _FROM_WHERE.match(head[match.end() :]):
                continue
            if _is_other(name, who) or not (is_told_name(name) or (certain and looks_like_name(name))):
                continue
            if fold(name).split()[0] in words.GENERIC:
                continue
            return _with_firm(name, firm)
    return Person()


def _with_firm(name: str, firm: str) -> Person:
    person = person_of(name, f"@ {firm}" if firm else "")
    company = person.company
    if company and (fold(company) in places() or fold(company).split()[0] in words.GREETINGS):
        company = None
    if company:
        company = _upper_run(company)
    return Person(person.name, None, company, None)


def _upper_run(text: str) -> str | None:
    """The capitalised words that `text` starts with: a firm's name ends where the sentence goes on."""
    kept: list[str] = []
    for part in text.split():
        if not (
            part[0].isupper() or part[0].isdigit() or part in ("&", "+") or (kept and fold(part) in ("of", "und", "de"))
        ):
            break
        kept.append(part)
    while kept and (kept[-1][0].islower() or kept[-1] in ("&", "+")):
        kept.pop()
    return " ".join(kept) or None


def _is_other(name: str, who: Who) -> bool:
    return who.is_addressed(name) or is_mailbox(name)


def signed_inline(message: str, who: Who) -> Person:
    """The name at the very end of a running text: `..., thank you, Caleb` or `... in return? Harriet Nkemelu`."""
    tail = message[-160:].rstrip()
    person = _after_formula(tail, who)
    match = _ENDING.search(tail)
    if person.name or not match or tail.endswith("!"):
        return person
    name, _, about = match[2].strip().partition(",")
    name = name.strip()
    if about and _closes(name) and is_person(about.strip()) and not _is_other(about.strip(), who):
        return Person(clean_name(about))
    if match["dash"] and is_person(name) and not about and not _is_other(name, who):
        return Person(clean_name(name))
    if (
        len(name.split()) == 1
        and not about
        and _closes(_last_sentence(tail[: match.start() + 1]))
        and is_told_name(name)
    ):
        return Person(None if _is_other(name, who) else clean_name(name))
    if is_person(name, least=2) and not _is_other(name, who) and not is_clause(about):
        return person_of(name, about)
    return Person()


def _last_sentence(text: str) -> str:
    return re.split(r"[.!?…:)\n]\s+", text.rstrip(" .!?…:)"))[-1]


def _closes(sentence: str) -> bool:
    """Whether a short sentence says goodbye: `Greetings from all nine of us`, `Gracias por leerme`."""
    folded = fold(sentence).split()
    return 0 < len(folded) <= 8 and (
        folded[0] in closings.CLOSING_STARTS or " ".join(folded).startswith(closings.CLOSING_PHRASES)
    )


def _after_formula(tail: str, who: Who) -> Person:
    parts = tail.split()[-12:]
    for start in range(max(len(parts) - 10, 0), len(parts)):
        for stop in range(len(parts) - 1, start, -1):
            phrase = fold(" ".join(parts[start:stop])).strip(" ,.!;:-~")
            if phrase not in closings.CLOSINGS:
                continue
            if phrase in closings.AMBIGUOUS_CLOSINGS and parts[stop - 1][-1] not in ",!.-–":
                continue
            if start and parts[start - 1][-1] not in ".!?,;:)…-–" and parts[start - 1].isalpha():
                continue
            name, _, about = " ".join(parts[stop:]).partition(",")
            name = name.strip(" .!-–~*")
            is_name = is_told_name(name) or (looks_like_name(name, most=4) and not has_title_word(name))
            if is_name and not is_clause(about) and not _is_other(name, who):
                return person_of(clean_name(name) or "", about)
    return Person()
