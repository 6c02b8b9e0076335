"""Structure rules of the etiquette family: asking for the reason, welcoming, and messages that get no reply."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.checker import etiquette_decline, etiquette_favour  # noqa: F401  (they register structures)
from drafter.checker.context import Context, Hit, structure
from drafter.checker.cues import Cues
from drafter.checker.obligations import SPOKEN, WEIGHTY, hit, lacks, missing, questions
from drafter.checker.wordlists import word_list
from drafter.regex import expression
from drafter.view import View, fold

_STEM = 5
_READ = 2000
"""Characters of one turn that are looked at."""
_ALIKE = 0.6
"""The share of a question's weighty words that make it an earlier one."""
_MARK = expression(r"\?")
_CONNECTED = expression(
    r"\b(?:thanks?|thank you|thx|cheers|danke|dank|merci|gracias|grazie|bedankt|obrigad[oa]) (?:so much |very much )?"
    r"(?:for|fur|voor|de|por|per|pour|che) (?:das |het |me |m'|mich )?"
    r"(?:adding|connecting|annehmen|vernetzen|accept\w*|aceptar|aver accettato|d'avoir accepte|toevoegen|aceitar)"
    r"(?: (?:me|us|my (?:invitation|request)|the (?:invitation|request)))?\s*(?:[.,;:!)]|$)"
)
_ASKS = expression(
    r"\b(?:what|why|who|which|how|when|where|was|wer|wie|wo|warum|wieso|welche\w*|que|qui|quel\w*|comment|pourquoi|ou"
    r"|quien|cual|como|donde|cuando|cuanto|cosa|chi|come|dove|perche|quando|quanto|wat|waarom"
    r"|hoe|welke?|wanneer|quem|qual|onde|porque|wann|wen|wem|quand|combien)\b"
    r"|(?:^|[.,;:!-] ?)(?:is|are|am|do|does|did|have|has|were|can|could|will|would|may)\b"
)
"""What makes a clause a question without its mark."""
_SMALL_TALK = expression(
    r"(?:^|[,;:.!-] ?|\b(?:and|so|but|or|hey|oh|well|then|tell me|by the way) )"
    r"(?:are you|is (?:your|it|business)|do you|does (?:your|it)|have you|has your|did you"
    r"|how(?:'s| is| are| was| were| long| many| much| big| old| do| does)|where (?:are|is|do|did)|when|who\b"
    r"|what (?:do|does) (?:you|your)|which \w+ (?:do|are|is)|what(?:'s| is| are) your|would you|will you|can you|shall"
    r"|could (?:you|we) (?:send|call|meet|book|help|use)|any\b|was your)"
)
"""How a question begins that is about the sender's doings, or nothing at all, rather than their reason."""


_ABOUT_ME = expression(
    r"\b(?:i|me|my|mine|ich|mir|mich|mein\w*|moi|m'\w+|mon|ma|yo|mi|conmigo|io|mio|mia|ik|mij|mijn|eu|mim|meu|minha)\b"
)
"""Whoever asks with a word of themselves asks what they have to do with it."""


@structure
def answers_what_gets_no_reply(context: Context) -> Iterator[Hit]:
    """Any draft at all."""
    yield Hit(0, len(context.draft))


@structure
def thanks_nobody(context: Context) -> Iterator[Hit]:
    """No thanks; where somebody complains, taking it seriously is as good."""
    serious = ("takes_seriously",) if context.stance == "answer" else ()
    if lacks(context, "thanks", *serious):
        yield missing(context)


@structure
def asks_nothing(context: Context) -> Iterator[Hit]:
    """Neither a question nor a request to be told the reason."""
    if not questions(context) and (lacks(context, "reason") or lacks(context, "asks_to_be_told")):
        yield missing(context)


@structure
def asks_more_than_once(context: Context) -> Iterator[Hit]:
    """A second question, or several in one sentence."""
    asked = questions(context)
    for span in asked[1:]:
        yield hit(context, span)
    for span in asked[:1]:
        for second in context.cues.spans("second_question", span):
            if len(_ASKS.findall(context.view.folded, span[0], second[1])) > 1:
                yield hit(context, second)


@structure
def asks_beside_the_reason(context: Context) -> Iterator[Hit]:
    """The one question is not about what made the sender write."""
    asked = questions(context)
    if not asked or (context.language is not None and context.language not in SPOKEN):
        return
    for begin, end in asked:
        before = context.view.sentence_at(begin - 1)[0] if begin else 0
        if context.cues.spans("reason", (begin, end)) or context.cues.spans("reason_named", (before, begin)):
            return
    is_english = context.language in (None, "en")
    for span in asked:
        if not _ABOUT_ME.search(context.view.folded, *span) and (
            not is_english or _SMALL_TALK.search(context.view.folded[slice(*span)])
        ):
            yield hit(context, span)
            return


@structure
def asks_a_known_reason(context: Context) -> Iterator[Hit]:
    """Asks why the sender wrote, although they said so."""
    for span in questions(context):
        if context.cues.spans("asks_for_the_reason", span):
            yield hit(context, span)


@structure
def ignores_the_reason(context: Context) -> Iterator[Hit]:
    """Not one weighty word of the sender's last message is in the draft."""
    if context.request is None or (context.language is not None and context.language not in SPOKEN):
        return
    turns = [turn.text for turn in context.request.turns if turn.author == "sender"]
    heard = _stems(fold(turns[-1][:_READ])) if turns else set()
    if len(heard) >= 2 and not any(word[:_STEM] in heard for word in WEIGHTY.findall(context.view.folded)):
        yield missing(context)


@structure
def welcomes_nobody(context: Context) -> Iterator[Hit]:
    """The connection is not welcomed; where the sender gives thanks for it, it is there already."""
    if lacks(context, "welcomes") and not _CONNECTED.search(context.message_view.folded):
        yield missing(context)


@structure
def asks_again(context: Context) -> Iterator[Hit]:
    """A question that the user has put to the sender in the thread already."""
    if context.request is None:
        return
    turns = [View(turn.text[:_READ]) for turn in context.request.turns if turn.author == "user" and "?" in turn.text]
    asked = [(view, view.sentence_at(mark.start())) for view in turns for mark in _MARK.finditer(view.folded)]
    why = any("asks_for_the_reason" in Cues(view, only="asks_for_the_reason") for view in turns)
    before = [_stems(view.folded[slice(*span)]) for view, span in asked]
    for span in questions(context):
        words = _stems(context.view.folded[slice(*span)])
        alike = any(len(words & others) >= max(2, _ALIKE * len(words)) for others in before)
        if alike or (why and context.cues.spans("asks_for_the_reason", span)):
            yield hit(context, span)


def _stems(folded: str) -> set[str]:
    """The beginnings of the weighty words."""
    return {word[:_STEM] for word in WEIGHTY.findall(folded)} - word_list("everyday", _STEM)
