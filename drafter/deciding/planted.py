# ruff: noqa: E501 (expressions are told apart by line, not by width)
"""Planted instructions: words in a request that are addressed to whatever drafts the reply.

They are content, never an instruction, so they are found first and blanked before anything is decided.
Found are enclosures that no reader is meant to see (comments, hidden mark-up, role-tagged JSON), and
sentences that speak to an assistant, with the orders that follow them in the same paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from drafter.regex import expression
from drafter.view import View

Span = tuple[int, int]

_WHO = (
    r"(?:a\.?i\.?|k\.?i\.?|i\.a\.|ia|chat ?gpt|gpt|llms?|claude|gemini|copilot|chat ?bots?|\w*bots?|robots?|robo|computer|"
    r"(?:large |grand |grosses )?language models?|sprachmodelle?|modele de langage|modelo de (?:lenguaje|linguagem)|"
    r"modello linguistico|taalmodel|"
    r"(?:ai|ki|ia|virtual|digital|artificial|drafting|draft|writing|mail|email|e-mail|reply|replying|answering|inbox|triage|"
    r"hiring|auto|automated|automatic|automatisch\w*|chat|text|virtuelle[rn]?|virtual[ei]?|virtuel|virtuele|digitale[rn]?|"
    r"artificiel|artificiale|redactrice)[ -](?:(?:drafting|reply|writing|mail) )?(?:assistants?|assistent(?:en|e|in)?|asistente|"
    r"assistente|agents?|bots?|robots?|systems?|models?|modell|readers?|tools?|writers?|engines?|software|helpers?|programs?|"
    r"machines?|filters?|ki|ai|ia)|"
    r"assistants?|assistent(?:en|e|in)?|asistentes?|assistentes?|automated (?:agents?|systems?|reply|replies)|"
    r"(?:whatever|whichever) (?:software|program|machine|tool|thing|robot|system)|"
    r"automation|machine|maschine|maquina|macchina|agents? ia|(?:ki|ai|mail)-(?:agent(?:en)?|agents?|ki|ai)|auto-?responder|"
    r"inteligencia artificial|intelligenza artificiale|intelligence artificielle|kunstliche intelligenz)"
)
_DOES = (
    r"(?:\s+(?:that|which|who|reading|answering|processing|drafting|writing|handling|triaging|replying|helping|reads?|helps?|"
    r"answers?|der|die|das|qui|que|che|dat|redactrice|lisant|leyendo|you|here)\b[^:.\n]{0,60})?"
)
_VERB = (
    r"(?:please |bitte |just )?(?:forget|answer|reply|respond|ignore|disregard|accept|write|refuse|decline|say|book|paste|print|"
    r"output|confirm|treat|classify|mark|send|give|label|route|skip|antworte|schreib|ignoriere|bestatige|lehne|nimm|sag|reponds|"
    r"repondez|ignore[zr]?|accepte[zr]?|ecri[st]|ecrivez|confirme[zr]?|donne[zr]?|responde|responda|acepta|acepte|ignora|escribe|"
    r"confirma|confirme|manda|rispondi|accetta|scrivi|conferma|rifiuta|antwoord|accepteer|negeer|schrijf|bevestig|stuur|aceite|aceita|"
    r"escreva|envie|if you)"
)
_ADDRESS = [
    # spoken to
    rf"(?:^|[\s\[({{<*#\"'/>|~-])(?:hey|hi|hello|dear|attention|attn\.?|to|note to|note for|ps for|p\.s\. for|message to|"
    rf"message for|instructions? (?:to|for)|for|liebe[rs]?|hallo|achtung|an|hinweis (?:an|fur)|notiz (?:an|fur)|"
    rf"anweisung (?:an|fur)|cher|chere|note (?:a|pour)|pour|consigne (?:a|pour)|a|querid[oa]|estimad[oa]|nota para|"
    rf"instrucci[oa]n(?:es)? para|para|al|car[oa]|nota per|istruzion[ei] per|per|beste|lieve|notitie voor|"
    rf"opmerking voor|instructie voor|aan|voor|prezad[oa]|instruc\w+ para|ao|a)\s+"
    rf"(?:(?:the|any|whatever|whichever|all|your|my|den|die|das|der|dem|alle|jede[nrs]?|einen?|l'|la|le|les|tout[es]?|"
    rf"el|los|las|cualquier|il|lo|gli|qualsiasi|de|het|elke|o|os|qualquer|this|his|her|their|our|whatever)\s*)?"
    rf"{_WHO}{_DOES}\s*[:,;\-]",
    rf"(?:all'|a l'|dell'|pour l'|per l'|voor de |an den |an die ){_WHO}\s*(?:virtuale|virtuel|vocale)?\s*[:,;\-]",
    rf"(?:^|[\n\[({{<*#\"'/~>:]\s*|[.!?]\s+|--+\s*|\*\s*){_WHO}(?:_\w+|\s+(?:notes?|notice|instructions?|command|directive|hint|policy))?"
    rf"{_DOES}\s*[:=]",
    rf"(?:^|[\n\[({{<*#\"'/~>:]\s*|[.!?]\s+|--+\s*){_WHO}\s*[,;!]\s*{_VERB}\b",
    rf"\b(?:to|for|an|pour|a l'attention de|a l'|para|per|voor|aan|ao|dear) (?:the |die |den |l'|le |la |el |il |de |het |o |whatever |"
    rf"whichever |any )?{_WHO}{_DOES}\s*[:,]",
    rf"\b{_WHO} (?:systems?|assistants?|agents?|models?|tools?|readers?)?\s*"
    rf"(?:processing|reading|answering|drafting|handling|that (?:read|answer|process|draft|handle|write)s?)",
    # if you are one
    rf"\b(?:if|in case|falls|wenn|sofern|si|se|caso|indien|als (?=(?:je|u|jij|dit)\b))\b[^.!?\n]{{0,30}}?"
    rf"\b(?:you(?:'re| are)|du|sie|tu|vous|eres|usted|sei|lei|je|jij|u|voce|an?|any|some|eine?|une?|una|um|uma|een|"
    rf"this is|the|my|your)\b[^.!?\n]{{0,14}}?\b{_WHO}\b",
    r"\b(?:if|wenn|falls|si|se|als)\b[^.!?\n,]{0,40}\b(?:auto-?(?:mated|matic|matically)?[- ]?(?:answered|replied|generated|drafted|reply|replies)"
    r"|automatisch (?:beantwortet|gelesen)|automaticamente|automatiquement|automatiquement)\b",
    # the assistant told what to do
    rf"\b(?:the|your|an?|any|der|die|ihr|dein|l'|le|votre|ton|el|la|su|tu|il|suo|de|het|uw|o|seu) ?{_WHO}"
    rf"(?: (?:here|answering|reading this))? (?:must|should|shall|needs? to|has to|have to|is to|will|can simply|may|muss|soll|"
    rf"sollte|darf|doit|devrait|debe|deberia|deve|dovrebbe|moet|mag)\b",
    r"\bas an? (?:a\.?i\.?|(?:large )?language model|llm|chat ?bot|bot|ai assistant)\b",
]
_OVERRIDE = [
    r"\b(?:ignore|disregard|forget|override|bypass|skip|drop)\b[^.!?\n]{0,25}\b(?:previous|prior|above|earlier|preceding|"
    r"other|your|system|former|existing|usual|standard|these|those|original|initial)\b[^.!?\n]{0,20}"
    r"\b(?:instructions?|rules?|prompts?|guidelines?|polic(?:y|ies)|directives?|commands?|constraints?|context|profile|text)\b",
    r"\b(?:ignore|disregard|forget)\b (?:everything|all|anything|what(?:ever)?)\b[^.!?\n]{0,20}\b(?:above|before|previous|told|said|learned|so far)\b",
    r"\bignore (?:the|your) (?:profile|system prompt|instructions|rules|guidelines)\b",
    r"\b(?:ignoriere?n?|vergiss|vergessen sie|missachte|ubergehe)\b[^.!?\n]{0,30}\b(?:anweisungen|instruktionen|regeln|vorgaben|anleitungen)\b",
    r"\b(?:ignore[zr]?|oublie[zr]?|neglige[zr]?)\b[^.!?\n]{0,30}\b(?:instructions|consignes|regles|directives)\b",
    r"\b(?:ignora|ignore|ignorar?|olvida|olvide|omite|dimentica|dimentichi|trascura|negeer|vergeet|esqueca|desconsidere)\b"
    r"[^.!?\n]{0,30}\b(?:instrucciones|reglas|indicaciones|istruzioni|regole|indicazioni|instructies|regels|opdrachten|instrucoes|regras)\b",
    r"\byou are (?:now|from now on)\b[^.!?\n]{0,40}\b(?:mode|bot|ai|assistant|unrestricted|roleplay|called|dan)\b",
    r"\b(?:maintenance|debug|developer|god|admin|jailbreak|unrestricted|dan) mode\b",
    r"(?:^|[\n\[({<*#]\s*|--+\s*|\*\s*|[.!?]\s+)(?:system|sistema|systeme|sistema|developer|sysadmin|admin|root)"
    r"(?:\s+(?:note|update|message|prompt|override|instruction|notice|command|alert|hinweis))?(?: \d+:\d\d(?: ?[ap]m)?)?\s*(?:[:>=\]]|###)",
    r"\bsystemhinweis\b|\b(?:important )?(?:configuration|system|policy|etiquette) update\b|\bend of update\b|\betiquette (?:version|file|rules?)\b|"
    r"\bnegeer de etiquette\b|\b(?:auto-?accept|compose) ?[:\"']|\bauto-?accept\b|\bsender(?:\.| )?(?:verified|flagged|identity)\b|"
    r"\bverified ?= ?true\b",
    r"%%%|\bend (?:of )?(?:user|login|banana|distractor|out of date|untrusted)\b|\bbegin (?:your (?:response|reply|answer) )?with [\"']|"
    r"\b(?:begin|start) (?:your )?(?:response|reply|answer)\b|\brepeat (?:back )?(?:the|your|all|everything|every)\b[^.!?\n]{0,30}\b(?:instructions?|prompt|words|text|rules)\b|"
    r"\b(?:your|previous|initial|system|hidden|all|new|following|the) (?:\w+ )?(?:instructions|prompt)\b[^.!?\n]{0,60}\b(?:repeat|print|reveal|show|"
    r"follow|ignore|keep|output|translate|above|below|changed|given|convert|override)\b|"
    r"\b(?:repeat|print|reveal|show|keep|output|translate|convert|display|list|format|spell ?check|forget)\b[^.!?\n]{0,30}\b(?:instructions|prompt|"
    r"system configuration|previous task|rules above)\b|"
    r"\byou must (?:now )?(?:respond|reply|repeat|convert|comply|obey)\b|\bthe situation has changed\b|\b(?:in|of|to|with) your (?:response|reply|answer|output)\b"
    r"[^.!?\n]{0,60}\b(?:emojis?|letters?|vowels?|characters?|spaces?|cipher|base ?\d+|translate|reverse|words?|encode|code|numbers?|symbols?|order)\b|"
    r"\b(?:emojis?|letters?|vowels?|characters?|cipher|base ?\d+|encode|encrypt|reverse|translate|render|shift|scramble)\b[^.!?\n]{0,40}\byour (?:response|reply|answer|message|output)\b|"
    r"\baccess (?:granted|denied)\b|\bdebug mode\b|\b(?:unrestricted|without restrictions|no restrictions)\b|\bpretend (?:to be|you are|that you)\b|"
    r"\brole-?play\w*\b|\bstay in character\b",
    r"\b(?:system|policy|safety|instruction) (?:override|prompt|update)\b",
    r"\b(?:stance|classification|label|category|intent|verdict|sentiment)\s*[=:]\s*[\"']?[a-z_]+",
    r"\b(?:set|change|switch) (?:the |your )?(?:stance|classification|label)\b",
    r"\bstance (?:to|is|=)\b|\b(?:decline_pitch|decline_competitor|ask_reason|no_reply)\b",
    r"[\"']role[\"']\s*:\s*[\"'](?:system|assistant|developer|user)",
    r"<\|?(?:im_start|im_end|system|endoftext|assistant|user)\|?>|\[/?inst\]|<</?sys>>",
    r"\bnew (?:system )?(?:instructions?|directives?|task|objective) ?:",
    r"\b(?:do not|don't|never) (?:classify|flag|label|mark|treat) (?:this|the|it)\b[^.!?\n]{0,30}\b(?:spam|scam|pitch|phishing|sales|competitor)",
    r"\b(?:respond|reply|answer|output|print|return|write|say|antworte|reponds|responde|rispondi|antwoord|responda)\b (?:only |exactly |just |solely |"
    r"ausschliesslich |nur |uniquement |solo |unicamente |alleen |apenas |exclusivamente )+(?:with|in|the|\"|'|mit|auf|par|con|met|com)",
    r"\b(?:system prompt|initial prompt|prompt injection|hidden instructions?)\b",
    r"\bthis (?:overrides|supersedes|replaces) (?:all|any|the|your)\b",
]
_CUE = expression("|".join(_ADDRESS + _OVERRIDE), re.MULTILINE)
_MAY_CUE = expression(
    r"\b(?:a\.?i|k\.?i|ia|i\.a|gpt|chatgpt|llms?|claude|gemini|copilot|\w*bots?|robo|model\w*|\w*modell?e?|\w*assist\w*|asist\w*|"
    r"agents?|automat\w*|auto-?\w+|machine|maschine|maquina|macchina|responder|intellig\w+|inteligen\w+|system\w*|sistema|"
    r"ignor\w*|disregard|forget|override\w*|oublie\w*|olvid\w*|dimentic\w*|neg(?:eer|lige\w*)|verg\w+|missachte|ubergehe|omite|"
    r"trascura|esqueca|desconsidere|mode|stance|classif\w*|label|category|intent|verdict|sentiment|role|inst|sys|im_start|im_end|"
    r"endoftext|directives?|instructions?|task|objective|admin|root|developer|sysadmin|policy|respond\w*|output|print|exactly|"
    r"only|just|solely|nur|ausschliesslich|uniquement|solo|alleen|apenas|exclusivamente|decline_\w+|ask_reason|no_reply|"
    r"this (?:overrides|supersedes|replaces)|prompt|bypass|skip|drop|flag|spam|computer|tools?|software|update|etiquette|sender|"
    r"%%%|repeat|begin|start|translate|cipher|encode|encrypt|reverse|emojis?|letters?|access|pretend|character|situation|end)\b|%%%|_policy|\{\{"
)
_ORDER = expression(
    r"\b(?:reply|respond|response|answer\w*|write|output|print|say|state|treat|mark|classif\w+|stance|policy|polic\w+|rules?|"
    r"instructions?|do not|don't|must|always|accept\w*|decline|refuse|confirm\w*|ignore|skip|include|add|instead|sender|user|"
    r"owner|message|draft|text|sign|thank|praise|tell|ask|send|give|use|follow|approved|outdated|removed|mention|output|end|"
    r"antwort\w*|schreib\w*|bitte|lehne|nimm|sage|zusagen|empfiehl|absender|"
    r"repon\w*|ecri\w+|indique\w*|accepte\w*|refuse\w*|expediteur|signe|"
    r"respon\w+|escrib\w+|acept\w+|rechaz\w+|remitente|rispond\w+|scriv\w+|accett\w+|rifiut\w+|mittente|scusat\w*|"
    r"antwoord\w*|schrijf|accepteer|weiger|afzender|escrev\w+|aceit\w+|recus\w+|remetente)\b"
)
_HIDDEN = expression(
    r"<[a-z_-]{2,20}(?: [a-z_-]+=\"[^\"\n]{0,80}\")+ ?/?>|\{\{[^{}]{0,600}\}\}|<!--.*?(?:-->|\Z)|/\*.*?\*/|<(?P<tag>span|div|p|font|small|system|assistant|instructions?|classification|"
    r"note|hidden|prompt|admin|policy|context|meta|override|ai|bot|user|directive|secret|label|stance)\b[^>\n]{0,200}>"
    r".*?</(?P=tag)\s*>|\{\s*\"role\".*?(?:\}|\Z)|<\|.*?\|>",
    re.DOTALL,
)
_LEAD = expression(r"[^a-z0-9%]+(?=[a-z0-9%])")
_PARAGRAPH = expression(r"\n[ \t]*\n")
_ENCLOSED = expression(
    r"\[\[?[^\[\]]{8,1200}\]\]?|\([^()]{8,1200}\)|\{[^{}]{8,1200}\}|#{2,}[^#]{8,1200}#{2,}|-- [^\n]{8,600} --|~~[^~\n]{8,600}~~|>>>[^<>]{8,600}<<<|\*[^*\n]{8,600}\*"
)


def planted_spans(text: str, within: Iterable[Span]) -> tuple[Span, ...]:
    """Spans of `text`, inside the stretches `within`, that are addressed to an assistant; sorted, disjoint."""
    found: list[Span] = []
    for start, end in within:
        piece = text[start:end]
        view = View(piece)
        if "<" not in piece and "*" not in piece and "{" not in piece and not _MAY_CUE.search(view.folded):
            continue
        for lead, tail in _in_view(view):
            first, last = view.span(lead, tail)
            found.append((start + first, start + last))
    return _merged(found)


def _in_view(view: View) -> Iterator[Span]:
    folded = view.folded
    for match in _HIDDEN.finditer(folded):
        yield match.span()
    enclosures = [match.span() for match in _ENCLOSED.finditer(folded)]
    for match in _CUE.finditer(folded):
        lead = _LEAD.match(match.group())
        at = match.start() + (lead.end() if lead else 0)
        held = [span for span in enclosures if span[0] <= at < span[1]]
        if held and folded[min(held)[0]] == "#":
            paragraph = _PARAGRAPH.search(folded, at)
            yield min(held)[0], paragraph.start() if paragraph else len(folded)
        elif held:
            yield min(held)
        else:
            yield _order_from(view, at)


def _order_from(view: View, at: int) -> Span:
    """From the start of the sentence at `at` through the orders that follow it in the paragraph."""
    folded = view.folded
    start, end = view.sentence_at(at)
    paragraph = _PARAGRAPH.search(folded, at)
    limit = paragraph.start() if paragraph else len(folded)
    for begin, stop in view.sentences:
        if begin < end:
            continue
        if not (_ORDER if begin < limit else _CUE).search(folded, begin, stop):
            break
        end = stop
    return _without_speech_before(folded, start, at), max(end, at)


def _without_speech_before(folded: str, start: int, at: int) -> int:
    """Where the order starts within its sentence: after a colon or an opening quotation mark before it, if any."""
    cut = max(folded.rfind(mark, start, at) for mark in ('"', ": ", " //", " ~~", ">>"))
    return cut if cut > start else start


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
