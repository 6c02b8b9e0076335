"""Negation, quotation and echo, decided once for each sentence: which hits are not meant."""

from __future__ import annotations

import re

from drafter.view import View

# Where a negation or a refusal stops holding: the next clause is meant again.
_CLAUSE_END = re.compile(
    r"[;:!?()]| - |, (?:but|and yet|and still|so|yet|though|although|because|however|while|aber|sondern|doch|dafur|mais"
    r"|car|pero|sino|aunque|ma|pero|bensi|perche|maar|want|mas|porem|porque)\b"
    r"|, (?:we|our|i|you|it|they|here|there)\b|,? (?:and|or) (?:we|our|let|here|if|should|you'll|you'd|i'd love|i'd be|i can offer|i could|in return|instead)\b"
    r"|\b(?:but|however|yet|instead(?! of)|although|though|aber|sondern|mais|pero|sino|maar|porem|tuttavia|toch)\b"
)
_NEGATION = re.compile(
    r"\b(?:no|not|never|nor|neither|none|nobody|nothing|nowhere|without|cannot|\w+n't|dont|doesnt|wont|cant|isnt|arent"
    r"|hardly|barely|rather than|instead of|far from|free of|clear of|apart from"
    r"|nicht|kein\w*|nie|niemals|nichts|ohne|weder|statt|ne|n'\w+|pas|jamais|sans|ni|aucune?|rien|nunca|jamas|sin"
    r"|tampoco|ningun\w*|non|mai|senza|nessun\w*|niente|nulla|niet|geen|nooit|zonder|noch|niets|nao|sem|nem|nenhum\w*)\b"
    # Turning the sender's thing down negates it as well.
    r"|\b(?:declin\w+|refus\w+|pass(?:ing)? (?:on|up)|turn(?:ing)? (?:\w+ )?down|say(?:ing)? no|skip|forgo|do without"
    r"|(?:stay|steer|keep|kept)\w* (?:\S+ ){0,4}(?:away|clear|out of|off)|spare (?:me|us)|ablehn\w*|verzicht\w*|lehne"
    r"|declin(?:o|e|es)|rechaz\w+|rifiut\w+|rinunci\w+|afsla\w*|sla|bedank voor|recus\w+|dispens\w+)\b"
)
_NO_NEGATION = re.compile(
    r"\b(?:not|non|nicht|pas|no|niet|nao) (?:only|just|merely|simply|nur|seulement|solo|soltanto|alleen|apenas|so)\b"
    r"|\bno[- ](?:brainer|doubt|problem|wonder|matter|time|worries|obligation|cost|charge|risk|strings|pressure|rush)\b"
    r"|\bno (?:better|easier|faster|one (?:else )?does|other)\b|\bnothing (?:better|like|beats|makes|gives|would|to lose)\b"
    r"|\bwhy (?:not|don't)\b|\b(?:if not|whether or not|or not|more often than not|not to mention|couldn't help|can't help)\b"
    r"|\b(?:don't|do not|never|didn't|can't|cannot|couldn't|please don't) (?:hesitate|forget|miss|wait|worry|be shy|be a stranger|resist)\b"
    r"|\b(?:zogern|zoger\w*) (?:sie )?nicht\b|\bn'hesitez? pas\b|\bno (?:dude|dudes|duden)\b|\bnon esit\w+\b|\baarzel niet\b"
    r"|\bschroom niet\b|\bnao hesit\w+\b|\bnicht zuletzt\b|\bpas seulement\b|\bne\b[^.]{0,20}\bque\b"
)
# A negation inside a hit, said of the writer: "we don't offer", "I can't promise".
_OWN_NEGATION = re.compile(
    r"\b(?:i|we|it|this|that|there|our \w+|my \w+)(?: \w+)? (?:\w+n't|cannot|not)\b"
    r"|\b(?:i|we)(?:'m|'re|'ll|'ve|'d) (?:not|never|no longer|neither)\b|\b(?:can't|cannot|can not) (?:\w+ )?(?:promise|guarantee)"
)
# What is said of the hit after it: "a demo isn't for me", "the free audit I'll leave to others".
_REFUSED_AFTER = re.compile(
    r"\b(?:is|are|was|were|'s|'re)(?:n't| not| never| no) (?:really |quite |just )?(?:for me|something (?:i|for)|what (?:i|we)"
    r"|my |mine|one for|anything i|a thing i|why i|how i|the reason|me\b|on\b)"
    r"|\bnot (?:for me|my thing|my cup|mine|needed|wanted|me\b)|\bno,? thank|\ba (?:miss|wide berth)\b"
    r"|\b(?:to|for) (?:others|somebody else|someone else|those who|other people)\b"
    r"|\bi(?:'ll| will|'d| would| must| have to|'ve got to| can only)? (?:rather |gladly |have to |politely |only )?"
    r"(?:declin|skip\b|refus|not\b|never\b|pass\b(?! (?:it|them|that|your|this|you|along)))"
    r"|\bor (?:no|not|none)\b|\b(?:lehne|lasse) ich\b|\blaat ik\b|\bje (?:passe|decline|refuse)\b"
)
_REACH = 110
_QUOTED = re.compile(r'"[^"\n]{1,300}"|(?<![\w\'])\'[^\'\n]{1,120}(?:\w\'\w[^\'\n]{0,120})*\'(?!\w)')


def is_negated(view: View, start: int, end: int | None = None) -> bool:
    """Whether folded `[start, end)` stands in the scope of a negation or refusal of its own clause."""
    begin, stop = view.sentence_at(start)
    before = view.folded[max(begin, start - _REACH) : start]
    ends = [match.end() for match in _CLAUSE_END.finditer(before)]
    clause = before[ends[-1] :] if ends else before
    if _NEGATION.search(_NO_NEGATION.sub(" ", clause)):
        return True
    if end is None:
        return False
    if _OWN_NEGATION.search(_NO_NEGATION.sub(" ", view.folded[start:end])):
        return True
    after = view.folded[end : min(stop, end + _REACH)]
    turn = _CLAUSE_END.search(after)
    return bool(_REFUSED_AFTER.search(after[: turn.start()] if turn else after))


_BREATH = re.compile(r"[,;:!?()]| - |\b(?:but|and|so|or|yet|though|aber|und|mais|et|pero|y|ma|maar|en|mas)\b")
_NEAR = 45


def is_negated_near(view: View, start: int) -> bool:
    """Whether a negation stands right before folded `start`: between it and the last comma or conjunction."""
    begin, _ = view.sentence_at(start)
    before = view.folded[max(begin, start - _NEAR) : start]
    ends = [match.end() for match in _BREATH.finditer(before)]
    return bool(_NEGATION.search(before[ends[-1] :] if ends else before))


def quotations(view: View) -> list[tuple[int, int]]:
    """The folded spans within quotation marks."""
    return [match.span() for match in _QUOTED.finditer(view.folded)]


_WORD = re.compile(r"[a-z]{4,}|\d+")
_COMMON = frozenset(
    "with that this your have from would could should what when about some just very more them they there their will"
    " been here into only also than then over make give take look like love know want need much many most such even".split()
)
_STEM = 6


def is_echoed(view: View, start: int, end: int, heard: View) -> bool:
    """Whether every telling word and number of folded `[start, end)` stands in `heard` too, give or take its ending."""
    said = {word[:_STEM] for word in _WORD.findall(view.folded[start:end]) if word not in _COMMON}
    return bool(said) and said <= {word[:_STEM] for word in _WORD.findall(heard.folded)}
