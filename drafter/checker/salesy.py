"""Structure rules of the salesy family: selling that shows in what a sentence is about, not in set phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from drafter.checker.context import Context, Hit, structure
from drafter.checker.policies import is_negated, quotations
from drafter.datafile import load_toml
from drafter.profile import Profile
from drafter.view import fold

_SAME_FIELD = re.compile(
    r"\b(?:same|one|shared?|sharing|similar|own|both) (?:\w+ ){0,3}(?:field|line|trade|business|industry|market|sector|work|kind|thing|profession|clients|customers|plants|gates)"
    r"|\bcompet(?:e|es|ing|itors?|ition|itive)\b|\brivals?\b|\b(?:bid|bids|bidding)\b"
    r"|\b(?:branche|wettbewerb\w*|konkurr\w*|mitbewerb\w*|concurren\w*|secteur|metier|sector|compiten|competi\w+|concorr\w*|settore|campo|sector|setor|branche|vak)\b"
)
# What people say of their own firm without selling: thanks, joy, passing something on, asking somebody.
_KINDLY = re.compile(
    r"\b(?:thank\w*|grateful|glad|pleased|happy (?:to hear|that|it|you|our|my)|delighted (?:to hear|that)|touched|proud (?:of you|that you)|sorry|apolog\w+"
    r"|congratulat\w+|laugh\w*|smil\w*|grinn\w*|pass(?:ed)? (?:it|that|this|them|your \w+) on|i'll (?:tell|ask|pass)|i (?:told|asked|showed)"
    r"|ask(?:ing|ed)? (?:our|my)|(?:will|'ll|would) be (?:so |very )?(?:pleased|glad|happy|delighted|touched|thrilled) (?:to hear|that|about|when))\b"
)
# "We" and "our" of the two who write to each other.
_SHARED = re.compile(
    r"\b(?:we|we'\w+) (?:\w+ )?(?:both|all|two|share|shared|met|meet|meeting|know each|knew|have (?:\w+ ){0,3}(?:in common|never met|met|the same)|had|got on|get on|get along"
    r"|agree|disagree|spoke|talked|talk about|go any|might have|seem to|appear to|were|was|sat|stood|stay in touch|keep in touch|cross|end up|run into|bump into|see each)\b"
    r"|\bour (?:\w+ )?(?:paths?|group|conversations?|chats?|talk|exchange|mutual|shared|common|friends?|time|days|meeting|networks?|class|school|year|first|last|two|both|countries|towns?|names)\b"
    r"|\b(?:both|two|all|each|some|most|many|rest|one|half|neither|either) of us\b|\b(?:between|among) us\b|\b(?:brought|put|puts|bring|brings|connect\w*|introduc\w+|let|lets|join\w* in|hear|heard) us\b|\bfrom us both\b"
)
_MAKE = (
    r"make|build|design|draw|sell|supply|offer|provide|ship|carry|move|deliver|haul|train|coach|teach|run|host|hold|keep|stock|help"
    r"|look after|take on|take care|handle|serve|speciali[sz]e|cater|fit|fix|repair|lend|work with|work for|work on|welcome|hire|open|launch|publish|solve|treat"
)
_WOULD = rf"(?:{_MAKE}|do|take|get|put|give|find|turn|show|suit|bring|save|sort|have you|love|gladly|happily|like to|be (?:quicker|happy|glad|delighted|honou?red|faster|able|the))"
_THINGS = (
    r"pumps?|ranges?|series|units?|machines?|trucks|lorries|vans|fleet|warehouses?|warehousing|depots?|rooms|offices?|spaces|designs?|houses|buildings|courses?|workshops?"
    r"|trainings?|programmes?|programs?|sessions?|groups|tutors|planners|designers|engineers|drivers|architects|consultants|experts|people|team|studio|practice|firm|company"
    r"|hands|books?|website|page|catalogue|list|prices|rates|services?|products?|clients?|customers?|academy|showroom|account|sales|solutions?|concepts?|methods?|volunteers?"
)
_OWN = re.compile(
    r"\bours (?:are|is|do|does|have|has|run|runs|last|lasts|come|comes|would|will|can|don't|doesn't|never)\b|\b(?:one|some|any|two|good as|like|with|on|than|try|choose) (?:of )?ours\b"
    r"|(?:\b(?:with|include|including|join|joining|try|choose|trust|without|through)|\b(?:come|comes|turn|turns|bring|brings|switch|send|sends|go|goes)\b[^.;,!?]{0,40}\bto|(?<!hear )\bfrom) us\b(?! (?:all|both))"
    r"|\bwe(?:'ve got| have (?:got )?(?:a|an|some|just|plenty|room|space|something|more|the|several|one|two|free|just)\b|'ve (?:just|recently|also|a|some|something|room|plenty)\b)"
    r"|\bwe(?:'re| are) (?:\w+ )?(?:opening|launching|building|running|offering|taking|hiring|growing|always|known|proud|open to|expanding|able|ready|near|quick|good at|happy to|glad to|short of)\b"
    rf"|\bwe (?:also |still |always |usually |often |now |currently |regularly |do |happen to |even |only |just )*(?:{_MAKE})\b"
    rf"|\bwe(?:'d| would|'ll| will| can| could| might) (?:\w+ )?{_WOULD}\b"
    rf"|\b(?:our|my) (?:\w+ ){{0,2}}(?:{_THINGS}) (?:who |that |which |also |always |often |usually |all |still )?(?:is|are|has|have|can|could|would|will|do|does|make|makes|run|runs|start|starts|come|comes|goes|go|cover|covers|help|helps|take|takes|last|lasts|include|offer|offers|know|knows|look|looks|keep|keeps|love|loves|deliver|delivers|build|builds|'d|'ll)\b"
    rf"|\b(?:on|in|with|through|by|via|into|to|from|at) our (?:\w+ ){{0,2}}(?:{_THINGS})\b"
    r"|\bour (?:sales|account|commercial|business development)\b|\bmy colleagues? in sales\b"
    r"|\bmy (?:\w+ )?(?:next|new|latest|open|own|longer|online|in-house) (?:\w+ )?(?:book|course|workshop|training|programme|session|circle|masterclass|class|seminar)\b"
    r"|\b(?:half a? ?day|day|hour|session|morning|afternoon|workshop|word) with (?:me|us|one of (?:us|our))\b"
    r"|\bi (?:run|offer|give|teach|host|hold|sell|coach|charge) (?!(?:\w+ ){0,2}(?:studio|practice|firm|charity|company|business|shop|team)\b)"
    r"(?:a|an|such|these|those|some|this|open|people|teams|managers|for|courses|workshops|longer|regular|small|half)\b"
)
_FANCY = re.compile(
    r"\bi(?:'d| would) (?:so |really |very much |dearly |gladly |also )*(?:love|like|enjoy|relish|be (?:\w+ )?(?:happy|glad|thrilled|delighted|honou?red|pleased))(?: to)? (?:\w+ )?"
    r"(?:draw|design|see your (?:plant|office|site|team|building)|look at (?:your|the|that)|show you|build|quote|supply|train|coach|help (?:you|your)|work on|move your|carry your|take a look|drawing|designing|building|give it a)\b"
    r"|\b(?:usually|often|always|tend to|mostly|regularly|rarely|sooner or later|eventually) (?:\w+ )?(?:call|calls|come|comes|ask|asks|stay|stays|turn|turns|choose|end up|get in touch|write|find|finds|send|book|ring|return|thank) (?:\w+ ){0,3}(?:me|us|with us|back)\b"
    r"|\bthe (?:very )?(?:kind|sort|type) of (?:job|work|project|plant|place|room|client|house|site|problem|team|company|firm|building|space|load|task|brief|challenge) (?:that )?(?:\w+ )?(?:we|i|this|our|my|they)\b"
    r"|\b(?:cry|cries|crying|beg|begs|begging|scream|screams|screaming|call|calls|ask|asks) (?:out )?for (?:a|an|some|better|proper|our|more) "
    r"|\bsounds? (?:as though|as if|like) (?:you|your|the|it|a)\b[^.;!?]{0,30}\b(?:outgrown|need|needs|could|job|project|case|problem|time for|ready|due|deserves?)\b"
    r"|\b(?:had|have|has|got) an idea or two\b|\b(?:some|the) people who (?:could|can|would) (?:fix|help|sort|solve|do)\b"
    r"|\b(?:amazing|remarkable|surprising|astonishing|incredible|wonderful) (?:what|how (?:much|far|quickly)) (?:a|an|one|the|some|our|good|little|proper)\b"
    r"|\ba (?:place|chair|seat|spot|desk|room) (?:with your name|waiting for you|for you|free for)\b|\bno excuse\b|\bput in a word\b|\bjust saying\b|\bsays it all\b"
    r"|\bhappens? to be (?:my|our) (?:\w+ )?(?:speciality|specialty|favourite|line|trade|job|field)\b|\bwarmer of the two\b"
    r"|\bfavourite kind of (?:trouble|problem|job|client|team|project|house)\b|\bfound the right (?:woman|man|person|people|place|firm)\b|\bin need of (?:rescue|help|a |some|us)\b"
)
_LATER = re.compile(
    r"(?:^|[^\w'])(?:if|should|when|whenever|once|in case|as soon as|for when|next time|any time|were|the (?:day|moment|minute|next time)|until)\s+"
    r"(?:and when |ever |it ever |perhaps )?(?:you(?:'re|'ve|'d)?|your|yours|anyone|anybody|someone|somebody|one of your|any of your"
    r"|(?:any|anything|something|the|a|an|another|things?|it|it's|that|this|there(?:'s)?|they|their|peak|demand|business)\b(?=[^.;!?]{0,60}"
    r"\b(?:need\w*|want\w*|look\w*|unhappy|outgrow\w*|grow\w*|mov\w+|expand\w*|rethink\w*|refurb\w*|renovat\w*|replac\w*|upgrad\w*|switch\w*|short of|plan\w*|struggl\w*|feel\w*"
    r"|start\w*|com(?:e|es|ing) up|crops? up|goes wrong|break\w*|leak\w*|let you down|lets you down|give\w* (?:you|up|way)|giv\w+|fail\w*|misbehav\w*|stop\w*|is up|runs? out|run out|dies|die"
    r"|catch\w*|due|trouble\w*|problem\w*|season|lease|contract|budget|board|boss|arises?|chang\w+|arrive\w*|knock\w* on|ready|free|empty|late|full)\b))\b"
)
_MINE = re.compile(
    r"\b(?:i|we)(?:'d|'ll|'m|'re|'ve| would| will| can| could| am| are| have| might| may| know| do)\b|\b(?:us|ours?)\b|\b(?:me|my)\b|\byou(?:'ll| will|'d)? know (?:where|who|whom|whose|what|how)\b"
    r"|\blet's\b|\b(?:call|write|ring|shout|ask|think|remember|keep|give|drop|send|come|get in touch|say|just|do|try|bring|look)\b"
)
# Topics for a day to come that sell nothing.
_INNOCENT = re.compile(
    r"\b(?:reads?|reading|publish\w*|post|posts|article|books?|paper|lecture|print|film|story|stories|episode|photo\w*|pictures?|recipe|dog|goat|passing through|in town"
    r"|meet again|cross paths|paths cross|bump into|run into|see each other|reunion|party|festival|race|sequel|second part|part two|next (?:talk|post|article|part|chapter)"
    r"|reasons?|why you|what made|made you|tell me (?:more|a little|what)|had in mind|have in mind|wrong person|remember (?:right|rightly|correctly)|your (?:article|post|talk|note|thesis|book)"
    r"|disagree|argue|compare notes|grateful|sorry|true|memory serves|i'm honest|i may|i might|you ask me|anything|nothing|must know|mind my)\b"
)
_PAST = re.compile(r"\b(?:was|were|had|did|wrote|said|told|asked|got|came|went|made|gave|read|saw|heard|worked|thought|knew|found|felt)\b")


def _sentences(context: Context) -> Iterator[tuple[int, int, str]]:
    quoted = quotations(context.view)
    for begin, end in context.view.sentences:
        text = context.view.folded[begin:end]
        for start, stop in quoted:
            if start < end and stop > begin:
                start, stop = max(start - begin, 0), min(stop - begin, len(text))  # noqa: PLW2901
                text = text[:start] + "~" * (stop - start) + text[stop:]
        yield begin, end, text


@lru_cache(maxsize=64)
def _firm(profile: Profile) -> re.Pattern[str] | None:
    """What the user's firm does in a sentence: its name, with or without its last word, before a verb or after "with"."""
    whole = fold(profile.company).strip()
    if not whole:
        return None
    short = whole.rsplit(" ", 1)[0]
    known = short != whole and len(short) >= 5 and short not in fold(profile.name)
    names = "|".join(re.escape(name) for name in ((whole, short) if known else (whole,)))
    return re.compile(
        rf"\b(?:{names})(?:'s)?,? (?:\w+ )?(?:is|are|has|have|can|could|would|will|might|also|offers?|handles?|does|makes?|builds?|supplies|designs?|moves?|ships?|carries|delivers?|helps?"
        rf"|provides?|keeps?|runs?|trains?|probably|always|never|specialises|specializes|takes?|solves?|serves?|works with|stands? for|knows?|pumps?|units?|prices|comes with|gives?)\b"
        rf"|\b(?:on|through|via|choose|try|trust|use|recommend\w*|switch\w* to|turn\w* to|come\w* to|remember|think of|mention"
        rf"|(?:ship|go|work|stay|sign|build|travel|move|train|grow|fly|better|well|easier|safe|safer) with) (?:{names})\b"
    )


def _meant(context: Context, begin: int, match: re.Match[str]) -> bool:
    return not is_negated(context.view, begin + match.start(), begin + match.end())


@structure
def speaks_of_the_own_firm(context: Context) -> Iterator[Hit]:
    """A sentence on what the user's firm is, has or could do, where the sender wrote of something else."""
    firm = _firm(context.profile) if context.profile else None
    for begin, _, text in _sentences(context):
        if _SAME_FIELD.search(text) or _KINDLY.search(text):
            continue
        for pattern in (_OWN, _FANCY, firm):
            match = pattern.search(text) if pattern else None
            if match and not (pattern is _OWN and _SHARED.search(text)) and _meant(context, begin, match):
                yield Hit(*context.view.span(begin + match.start(), begin + match.end()))
                break


@structure
def offers_for_later(context: Context) -> Iterator[Hit]:
    """A condition about the sender's days to come, with the user's help as its consequence."""
    for begin, _, text in _sentences(context):
        match = _LATER.search(text)
        if match and not _INNOCENT.search(text) and not _PAST.search(text):
            rest = text[: match.start()] + " | " + text[match.end() :]
            if _MINE.search(rest) and _meant(context, begin, match):
                yield Hit(*context.view.span(begin + match.start(), begin + len(text)))


_ADDRESSED = re.compile(
    r"\b(?:you|your|yours|yourselves|sie|ihnen|ihre?[nmrs]?|dein\w*|vous|votre|vos|ustedes?|sus?|vuestr\w+|lei|vostr\w+|voi|suo[i]?|sua|uw|jullie|jouw|lhe|seus?|suas|vosso|vossa)\b"
)
_FINISHED = re.compile(
    r"\b(?:was|were|had|did|kept|made|gave|came|went|found|told|wrote|read|said|brought|took|saw|heard|worked|helped|saved|built|drew|taught|\w{3,}ed)\b"
)


class _Trade(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"marks": "is"}):
    marks: str
    words: str


class _TradeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    trade: dict[str, _Trade]


@lru_cache(maxsize=1)
def _trades() -> tuple[_Trade, ...]:
    return tuple(load_toml(Path(__file__).with_name("trades.toml"), _TradeFile, kind="trade file").trade.values())


@lru_cache(maxsize=64)
def _shop_talk(profile: Profile) -> re.Pattern[str] | None:
    """The goods, jobs and troubles of the user's trade."""
    told = fold(" ".join((profile.what_we_do, profile.role, profile.company, *profile.field_keywords)))
    words = [trade.words for trade in _trades() if re.search(rf"\b(?:{trade.marks})", told)]
    words += [re.escape(fold(keyword)) for keyword in profile.field_keywords]
    return re.compile(rf"\b(?:{'|'.join(words)})\b(?!')") if words else None


@structure
def talks_shop(context: Context) -> Iterator[Hit]:
    """The user's trade brought up to somebody who wrote of something else."""
    pattern = _shop_talk(context.profile) if context.profile else None
    if not pattern or not context.request:
        return
    heard = {word[:5] for word in re.findall(r"[a-z]{3,}", context.request_view.folded)}
    for begin, _, text in _sentences(context):
        if _SAME_FIELD.search(text) or _KINDLY.search(text):
            continue
        asks = text.rstrip().endswith("?")
        if context.stance != "ask_reason" and not asks and not _ADDRESSED.search(text):
            continue
        if context.stance == "accept" and not asks and _FINISHED.search(text):
            continue
        for match in pattern.finditer(text):
            if match.group()[:5] not in heard and _meant(context, begin, match):
                yield Hit(*context.view.span(begin + match.start(), begin + match.end()))
                break
