"""What a template may take from a request: a few plain words, or nothing.

A request is written by somebody else and may hold anything, so a value is taken only where it is short,
one printable line of letters and simple punctuation, and reads like what it should be: a name like a name,
a topic like a noun phrase. In doubt it is left out; there is always a reply that does without.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import msgspec

from drafter.deciding.reading import Reading
from drafter.profile import Profile
from drafter.reading import words
from drafter.reading.names import is_mailbox, is_person, looks_like_name
from drafter.request import Request
from drafter.view import fold

NAME_LIMIT = 40
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
    ends: str = ""
    """Words before which a topic or a place ends."""
    never: str = ""
    """Words that make it anything but a topic or a place."""
    verbs: str = ""
    """Regular expression for words that may only come first in it, as they mostly are verbs."""
    last: str = ".*"
    """Regular expression for its last word."""


class Addressee(NamedTuple):
    """How the sender is greeted; the name is empty where it is not known well enough."""

    name: str
    titled: bool = False


_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’-])*", re.UNICODE)
_ORDERS = frozenset(
    "ignore ignored ignoring system instruction instructions prompt assistant admin administrator override developer bot"
    " robot jailbreak reply replying replied answer answering say saying write writing respond response accept accepted"
    " accepting decline output print password login account verify click pwned hacked sudo root null none undefined"
    " unknown anonymous test user sender recipient ai gpt chatgpt claude llm model agree agreed confirm confirmed promise"
    " pay payment payments refund invoice ignoriere antworte schreibe ignorez ecris reponds ignora escribe responde"
    " rispondi scrivi negeer schrijf antwoord escreva passwort contrasena senha wachtwoord".split()
)
"""Words that no name and no topic holds: they are how an instruction reads."""
_BODIES = frozenset(
    "departamento departement department stichting fondazione fondation fundacion fundacao camara mairie chambers trust"
    " konsulat generalkonsulat consulate embassy bauamt amt zentrale sicherheitszentrale sekretariat directiesecretariaat"
    " rechnungswesen debitoren estudio studio school primary listings research tenders purchasing cobrancas culture people"
    " page foundation association verein bank club group gruppe groupe gruppo grupo society union institute institut"
    " university college hospital clinic church parish council committee ministry office desk newsletter community".split()
)
_LAST_NAME_FOLLOWS = frozenset(
    "mr mrs ms miss mx dr dra prof professor professora professorin doctor doktor doutor doutora herr frau hr mme mlle"
    " madame monsieur maitre me sig sigra signor signora signora dott dottssa avv ing arch rag geom dhr mevr mevrouw meneer"
    " sra srta senora senor senhor senhora eng engr rev reverend judge captain colonel major brigadier general senator"
    " ambassador consul konsul barr barrister drs mag dipl herrn".split()
)
_FIRST_NAME_FOLLOWS = frozenset(
    "sir dame lord lady don dona dom father fr sister sr brother br mother padre madre pere soeur frere suor fra don pater"
    " schwester bruder coach uncle aunt aunty auntie pastor rabbi imam elder prince princess chief nurse maestro maestra"
    " comendador".split()
)
_PASSED_OVER = frozenset("med emerita emeritus em rer nat phil jur ret rtd h c a d".split())
_FULL_NAME = re.compile(
    r"^(?:(?:[Yy]our|the|Ihr\w*|deine\w*|votre|ton|ta|su|tu|il|la|el|o|a|uw|je|jouw) )?(?:[a-zà-ÿ-]+,? ){0,2}?"
    r"((?:(?:Dr|Prof|Mr|Mrs|Ms|Mme|M|Sra?|Dra|Sig|Ing)\.? |Herrn? |Frau |Mevrouw |Meneer )?"
    r"[^\W\d_a-zß-öø-ÿ][\w'’-]+(?: (?:(?:van|von|der|de|da|di|del|la|le) ){0,2}[^\W\d_a-zß-öø-ÿ][\w'’-]+){0,2})"
)
_JOINERS = frozenset("and & und et y e en".split())
_WORD = re.compile(r"[ '’]?((?:[ldLD]['’])?[^\W\d_]+(?:-[^\W\d_]+)*)(?![\w@/\\])(?!\.\w)")
_STOP = re.compile(r"[.,;!?)(…–—\n]|:(?!//)|\s*\Z|\s+[-–—(]\s?|['’]s\b|\s*\n")
_QUOTED = re.compile(r"(?:,| on| called| titled|:)? [\"“”„«‘]\s?([^\"“”„«»‘\n]{3,60}?)\s?[\"“”»’](?!\w)")
_TITLE = re.compile(r"[^\W\d_](?:[^\W\d_]|[ ,.:!?&'’-])*")
_PERSONAL = frozenset(
    "i me my mine you your yours we us our ich mich mir mein du dich dir dein sie ihnen ihr ihre wir uns unser je moi mon ma"
    " mes tu toi ton ta tes vous votre vos nous notre nos yo mi mis tus usted su sus io mio mia tuo tua suo sua ik mij mijn"
    " jij je jou jouw uw wij ons onze eu meu minha teu tua seu sua voce".split()
)
"""Words that make a title speak to or for somebody."""
_LOOSE = frozenset(
    "the a an of and or to for in on der die das den dem des von vom zu und le la les l' de du des et un une el los las"
    " del y un una il lo gli di del della dei e het een van en o os as do da dos das no na em ao my our their his her"
    " mr mrs ms dr prof st".split()
)
"""Words that no phrase ends with."""
MOST_WORDS = 6
SHOUTED = 4
"""Letters in capitals that an abbreviation may have."""


def addressee(name: str | None, *, full: bool, language: str | None) -> Addressee:
    """How to greet somebody called `name`, with first and last name where `full` says so."""
    if not name or not _is_name(name):
        return Addressee("")
    parts = [part for part in name.split() if fold(part).strip(".,") not in words.CREDENTIALS - {"ma", "ba", "jr"}]
    titles, rest = _split_titles(parts)
    if not rest:
        return Addressee("")
    if titles:
        folded = fold(titles[0]).strip(".")
        first_wins = folded in _FIRST_NAME_FOLLOWS and not (language == "de" and folded in ("fr", "sr"))
        spoken = [rest[0]] if first_wins or language == "pt" else _last_name(rest)
        return Addressee(_cased(" ".join([*titles, *spoken])), titled=True)
    if len(rest) > 2 and fold(rest[1]) in _JOINERS:
        return Addressee(_cased(" ".join(rest[:3])))
    if len(rest[0].strip(".")) < 2:
        return Addressee(_cased(" ".join(rest)))
    if full and len(rest) > 1 and len(rest[-1].strip(".")) > 1:
        return Addressee(_cased(" ".join(rest)))
    return Addressee(_cased(rest[0].strip(".")))


def _is_name(name: str) -> bool:
    """Whether `name` is short, made of letters, and no desk, firm or order."""
    name = unicodedata.normalize("NFC", name)
    if len(name) > NAME_LIMIT or not _NAME.fullmatch("".join(c for c in name if not _is_mark(c))) or _is_zalgo(name):
        return False
    folded = {part for token in fold(name).split() for part in (token.strip(".'"), *token.strip(".'").split("-"))}
    if folded & _ORDERS or folded & _BODIES or is_mailbox(name):
        return False
    parts = name.split()
    titles, rest = _split_titles(parts)
    if len(rest) > 2 and fold(rest[1]) in _JOINERS:
        rest = [rest[0], *rest[2:]]
    if not any("a" <= char <= "z" for char in fold(name)):  # another script: nothing to compare with
        return looks_like_name(name, most=4)
    return bool(titles and rest and len(rest) < 5) or is_person(" ".join(rest))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc")


def _is_zalgo(name: str) -> bool:
    return any(all(map(_is_mark, name[at : at + 3])) for at in range(len(name) - 2))


def _split_titles(parts: list[str]) -> tuple[list[str], list[str]]:
    titles: list[str] = []
    rest = list(parts)
    known = _LAST_NAME_FOLLOWS | _FIRST_NAME_FOLLOWS
    while len(rest) > 1:
        folded = fold(rest[0]).strip(".")
        if titles and folded in _PASSED_OVER:
            rest = rest[1:]
        elif folded in known and not (len(folded) < 3 and not rest[0].endswith(".") and rest[0].isupper()):
            titles.append(rest[0])
            rest = rest[1:]
        else:
            break
    return titles, rest


def _last_name(parts: list[str]) -> list[str]:
    for at, part in enumerate(parts[1:], start=1):
        if fold(part) in words.PARTICLES and part[0].islower():
            return parts[at:]
    return parts[-1:]


def _cased(name: str) -> str:
    """`name` as one writes it, where it came in capitals or without any."""
    letters = name.replace(" ", "")
    if len(letters) > 3 and (letters.isupper() or letters.islower()):
        return " ".join(
            part[:1].upper() + part[1:].lower() if "-" not in part else part.title() for part in name.split()
        )
    return name


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
    names = {name for name in found if fold(name) not in known and len(name.split()) > 1 and _is_name(name)}
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
    """Where the sender says that they met the user, as a phrase: `at the spring fair`; empty where that is not clear."""
    if not details.met:
        return ""
    found = re.search(rf"{details.met}(?P<lead>{details.where})(?P<gap>\s|(?<=['’]))", text, re.IGNORECASE)
    if not found:
        return ""
    phrase = _noun_phrase(details, text, found.end("lead"))
    return f"{found['lead'].lower()}{found['gap'].strip(chr(10))}{phrase}" if phrase else ""


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
    ends, never = _split(details.ends), _split(details.never)
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
    loose = len(taken[-1]) < 2 or fold(taken[-1]) in _LOOSE or not re.fullmatch(details.last, taken[-1])
    return "" if loose else phrase


def _split(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _is_personal(title: str) -> bool:
    return not _PERSONAL.isdisjoint(word.strip(".,:!?") for word in fold(title).split())


def _gives_orders(phrase: str) -> bool:
    """Whether it holds a word that only an instruction has, or shouts."""
    parts = phrase.split()
    return any(fold(part).strip(".,:!?'") in _ORDERS for part in parts) or any(
        part.isupper() and len(part) > SHOUTED for part in parts
    )
