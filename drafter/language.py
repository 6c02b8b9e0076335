"""The language that a text is written in.

A script other than Latin shows the language, which CLD2 may tell more closely. For the rest two judges: CLD2, which
knows some eighty languages and needs about ten words to be sure, and a small table of everyday words of the seven
languages that drafter writes in, which decides on shorter texts. Where CLD2 is not installed (it has no wheel for some
platforms), the table judges alone, and any text with too few of its words is in no known language.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

import msgspec

from drafter.regex import expression
from drafter.scripts import language_of_script
from drafter.text import printable
from drafter.view import fold

_REACH = 6000
"""A language shows in its first thousand words; the rest is not read."""
_MANY = 25
"""With so many words CLD2 is believed without asking the table."""
_SOME = 8
"""With fewer words CLD2 sees rare languages where there are only names and typing errors."""
_FEW = 5
"""The same where letters are among them that English has not."""
_NO_LETTERS = expression("[\u20d0-\u2bff\u3000-\u303f\ufe00-\ufe0f\ufffc\ufffd\U0001f000-\U0001faff]+")
_UNSEEN = expression("[\u00ad\u180e\u200b-\u200f\u2060-\u206f\ufeff]+")

_NO_WORDS = expression(
    r"\b(?:https?://|www\.)\S+|\S+@\S+|<[^<>\s][^<>]{0,80}>|\b[\w-]+(?:\.[\w-]+)*\.(?:com|example|org|net|de|pdf|docx?|xlsx?)\b|\b\w*\d\w*\b"
)
_WORD = expression(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FOREIGN_LETTER = expression("[åæøąćęłńśźżčďěňřšťůžőűăâîșşțţğıđθþÅÆØĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽŐŰĂȘŞȚŢĞİĐÞ]")
NEW_CODES = {"iw": "he", "jw": "jv", "in": "id", "mo": "ro", "nb": "no", "nn": "no"}

_EVERYDAY = {
    "en": "the and you your of to is are was were have has had i i'm i'd i'll i've we we're our my me it it's this"
    " that these with for from not but would could should will can do does did what who how why when where"
    " there their they he she his her at as be been an if about any some only just please thank thanks hi"
    " hello dear don't let's because which so or by more than know looking like work on in a no am out up here"
    " let us best regards sincerely cheers yes want need get see good morning whose may might sorry into over"
    " after before offer company job network networking profile connecting invitation question article meeting"
    " week year help career advice introduce expanding reach someone people hiring",
    "de": "der die das und ich sie ist nicht ein eine einen einem einer zu mit für auf dem den des von im in wir"
    " uns unser unsere ihr ihre ihnen ihrem mein meine mich mir sich auch noch nur wie was wer wann warum wenn"
    " dass daß aber oder als bei nach über aus haben hat habe hätte hätten kann können könnte könnten würde"
    " würden möchte bitte danke gern gerne sehr geehrte geehrter liebe lieber guten tag hallo grüezi grüße"
    " gruß herr frau am zum zur vom war bin sind wird werden schon mal man es so durch gegen ohne dieser diese"
    " dieses heute mein vielen dank seit bis weil kein keine jetzt hier da doch ja nein darf schöne du dir"
    " dich dein angebot firma unternehmen arbeit stelle netzwerk profil einladung frage beitrag artikel"
    " vortrag woche jahr hilfe rat vernetzen kontakt leute gerade zwei drei",
    "fr": "le la les des un une et est pas ne que qui je j'ai vous votre vos nous notre nos mon ma mes dans pour"
    " sur avec par plus au aux du de en ce cette ces il elle on mais ou où si suis sont avez avons être avoir"
    " fait très bien merci bonjour madame monsieur cordialement chez comme sans leur même tout tous toute je"
    " c'est d'une d'un qu'il l'on s'il puis-je serait pourrait pourriez voudrais souhaite cher chère bonsoir"
    " aussi depuis avant après donc car quelque quel quelle votre moi lui y été n'est qu'un jour faire peux"
    " peut dit salut offre entreprise société travail poste réseau profil invitation question semaine année"
    " aide conseil contact gens deux trois voici",
    "es": "el la los las un una y es no que de del en con por para se su sus me mi mis nos usted ustedes le les lo"
    " al como más pero si sí o yo tu tú te ha he hay está están estoy soy somos son fue ser estar tiene tengo"
    " tenemos puede puedo podría podría quiero quería gracias hola buenos buenas días tardes estimado estimada"
    " saludos muy también sobre este esta estos qué cómo cuándo dónde quién hasta desde sin entre cuando"
    " porque nuestra nuestro señor señora gustaría algo todo todos ya aquí usted vi así oferta empresa trabajo"
    " puesto red perfil invitación pregunta artículo semana año ayuda consejo contacto gente solo dos tres"
    " busco ¿",
    "it": "il lo la gli le un una uno e è non che di del della dei delle degli al alla ai nel nella con per da dal"
    " dalla su sul sulla in mi ci si vi ho ha hanno abbiamo sono sei siamo era essere avere questo questa"
    " quello quella come più ma se anche perché cosa chi quando dove io lei noi suo sua suoi sue mio mia miei"
    " vostro vostra nostra nostro grazie buongiorno salve ciao gentile egregio cordiali saluti molto bene"
    " vorrei potrebbe posso può fare ne ancora già solo tutto tutti dopo prima qui ora c'è l'ho sarei piacere"
    " buonasera offerta azienda ditta lavoro posto rete profilo invito domanda articolo settimana anno aiuto"
    " consiglio contatto gente due tre cerco",
    "nl": "de het een en ik is niet van je jij jullie u uw wij we ons onze mijn me mij hij zij ze dat die dit deze"
    " te voor met op aan in bij naar uit over door als maar of om er hier daar wat wie hoe waarom wanneer waar"
    " zou kan kunnen kunt wil willen heb heeft hebben had was waren ben bent zijn wordt worden ook nog wel"
    " geen graag bedankt dank hoi hallo dag beste geachte groet groeten vriendelijke goedemorgen mevrouw"
    " meneer heel erg al dan toch toe tot veel omdat zonder onder mag moet even vandaag gisteren aanbod"
    " bedrijf werk baan netwerk profiel uitnodiging vraag artikel bijeenkomst jaar hulp advies mensen twee"
    " drie zoek leuk",
    "pt": "o os a as um uma e é não que de do da dos das em no na nos nas com por para pelo pela se seu sua seus"
    " suas me meu minha meus minhas nosso nossa você vocês lhe ao à como mais mas ou eu ele ela nós sou somos"
    " são foi ser estar está estou tem tenho temos pode posso poderia gostaria gostava quero obrigado obrigada"
    " olá bom boa dia tarde noite caro cara prezado prezada cumprimentos também sobre este esta isso qual quem"
    " quando onde até desde sem entre porque muito já aqui tudo bem vi senhor senhora consigo foi há oferta"
    " empresa trabalho vaga rede perfil convite pergunta artigo semana ano ajuda conselho contacto contato"
    " pessoas dois três procuro",
}


@cache
def _everyday(language: str) -> frozenset[str]:
    return frozenset(fold(_EVERYDAY.get(language, "")).split())


def is_everyday(folded: str, language: str) -> bool:
    """Whether a folded word is said in any message of the language."""
    return folded in _everyday(language)


_NAMES = tuple(_EVERYDAY)


@cache
def _table() -> dict[str, tuple[int, ...]]:
    """Each everyday word and the places in `_NAMES` of the languages that use it."""
    table: dict[str, tuple[int, ...]] = {}
    for place, words in enumerate(_EVERYDAY.values()):
        for word in set(words.split()):
            table[word] = (*table.get(word, ()), place)
    return table


@cache
def cld2() -> Any:
    """CLD2, loaded on first use; None where it is not installed."""
    try:
        return import_module("pycld2")
    except ImportError:
        return None


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the language that most of `text` is in, or None where it cannot be told.

    None is the answer for links, numbers, names, a word or two, and noise.
    """
    plain = _NO_LETTERS.sub(" ", _NO_WORDS.sub(" ", _UNSEEN.sub("", printable(text[:_REACH]))))
    guess, reliable = _by_cld2(plain)
    script = language_of_script(plain, guess)
    if script:
        return script
    count = len(plain.split())
    if guess and reliable and count >= _MANY:
        return guess
    words = [word.lower().replace("’", "'") for word in _WORD.findall(plain)]
    if sum(map(len, words)) < 4:
        return None
    if "¿" in plain or "¡" in plain:
        words += ["¿", "¿"]  # no other language has them
    common = _by_words(words)
    if guess in common.leaders:
        return guess
    if guess is None or guess in _EVERYDAY:
        return common.winner if common.winner else guess if reliable and len(words) > 2 else None
    if reliable:
        return guess if len(words) >= (_SOME if "".join(words).isascii() else _FEW) else None
    return common.winner


class _Vote(msgspec.Struct, frozen=True):
    """What the table says: the language that is clearly ahead, and those that another judge may confirm."""

    winner: str | None = None
    leaders: tuple[str, ...] = ()


def _by_words(words: list[str]) -> _Vote:
    """The languages whose everyday words are the most frequent; a word of several counts for each in part."""
    table = _table()
    scores = [0.0] * len(_NAMES)
    longest = ""
    for word in words:
        places = table.get(word) or table.get(word.partition("'")[2], ())
        for place in places:
            scores[place] += 1.0 / len(places)
        longest = max(longest, word, key=len) if places else longest
    ranked = sorted(scores, reverse=True)
    best, second = ranked[0], ranked[1]
    if best < 1 or (best < 2 and len(longest) < 4):
        return _Vote()
    leaders = tuple(name for name, score in zip(_NAMES, scores, strict=True) if score > 0.8 * best)
    if cld2() is not None:
        is_clear = best >= 0.25 * len(words) and best >= 1.25 * second
    else:
        is_foreign = any(_FOREIGN_LETTER.search(word) for word in words)
        is_clear = best >= max(1.5, 0.17 * len(words)) and best >= 1.3 * second and not is_foreign
    return _Vote(leaders[0] if is_clear else None, leaders if best >= 0.15 * len(words) else ())


def _by_cld2(text: str) -> tuple[str | None, bool]:
    """CLD2's first guess and whether it calls it reliable."""
    detector = cld2()
    if detector is None:
        return None, False
    try:
        reliable, _, guesses = detector.detect(text, isPlainText=True)
    except (detector.error, UnicodeError, ValueError):
        return None, False
    code = guesses[0][1].split("-")[0]
    code = NEW_CODES.get(code, code)
    return (code, bool(reliable)) if len(code) == 2 and code != "un" else (None, False)
