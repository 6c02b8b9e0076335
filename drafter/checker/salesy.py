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
    r"\b(?:same|one|shared?|sharing|similar|own|both) (?:\w+ ){0,3}(?:field|line|trade|business|industry|market|sector|work|kind|thing|things|profession"
    r"|clients|customers|plants|gates|training|pumps|freight|design|architecture|teams)\b|\bcompet(?:e|es|ing|itors?|ition|itive)\b|\brivals?\b|\b(?:bid|bids|bidding)\b|\b(?:so|as) (?:do|does)\b|\blikewise\b|\band (?:[\w&]+ ){1,3}both\b"
    r"|\b(?:branche|wettbewerb\w*|konkurr\w*|mitbewerb\w*|concurren\w*|secteur|metier|mestiere|stess[oaie]|meme|mism[oa]|zelfde|mesm[oa]|dieselbe\w*|derselbe\w*|compiten|competi\w+|concorr\w*|settore|campo|sector|setor|vak)\b"
)
# What people say of their own firm without selling: thanks, joy, passing something on, asking somebody.
_KINDLY = re.compile(
    r"\b(?:thank\w*|grateful|glad|pleased|happy (?:to hear|that|it|you|our|my)|delighted (?:to hear|that)|touched|proud (?:of you|that you)|sorry|apolog\w+"
    r"|congratulat\w+|laugh\w*|smil\w*|grinn\w*|pass(?:ed)? (?:it|that|this|them|your \w+) on|i'll (?:tell|ask|pass)|i (?:told|asked|showed)"
    r"|ask(?:ing|ed)? (?:our|my)|(?:will|'ll|would) be (?:so |very )?(?:pleased|glad|happy|delighted|touched|thrilled) (?:to hear|that|about|when)"
    r"|danke\w*|freut mich|freue mich|merci|ravie?|gracias|me alegra|grazie|piacere|dank|blij|obrigad[oa]|fico contente)\b"
)
# "We" and "our" of the two who write to each other.
_SHARED = re.compile(
    r"\b(?:we|we'\w+) (?:\w+ )?(?:both|all|two|share|shared|met|meet|meeting|know each|knew|have (?:\w+ ){0,4}(?:in common|never met|met|the same)|had|got on|get on|get along"
    r"|agree|disagree|spoke|talked|talk about|go any|might have|seem to|appear to|were|was|sat|stood|stay in touch|keep in touch|cross|end up|run into|bump into|see each)\b"
    r"|\bour (?:\w+ )?(?:paths?|group|conversations?|chats?|talk|exchange|mutual|shared|common|friends?|time|days|meeting|networks?|class|school|year|first|last|two|both|countries|towns?|names)\b"
    r"|\b(?:both|two|all|each|some|most|many|rest|one|half|neither|either|none|which) of us\b|\b(?:between|among) us\b"
    r"|\b(?:brought|put|puts|bring|brings|connect\w*|introduc\w+|let|lets|join\w* in|hear|heard) us\b|\bfrom us both\b"
    r"|\b(?:en comun|in comune|en commun|gemeen\w*|em comum|gemeinsam\w*|insieme|ensemble|juntos|samen)\b"
)
_MAKE = (
    r"make|build|design|draw|sell|supply|offer|provide|ship|carry|move|deliver|haul|train|coach|teach|run|host|hold|keep|stock|help"
    r"|look after|take on|take care|handle|serve|speciali[sz]e|cater|fit|fix|repair|lend|work with|work for|work on|welcome|hire|open|launch|publish|solve|treat"
)
_WOULD = (
    rf"(?:{_MAKE}|do|take|get|put|give|turn|show|suit|bring|save|sort|have you|love|gladly|happily|like to"
    r"|be (?:quicker|happy|glad|delighted|honou?red|faster|able|the))"
)
_THINGS = (
    r"pumps?|ranges?|series|units?|machines?|trucks|lorries|vans|fleet|warehouses?|warehousing|depots?|rooms|offices?|spaces|designs?|houses|buildings|courses?|workshops?"
    r"|trainings?|programmes?|programs?|sessions?|groups|tutors|planners|designers|engineers|drivers|architects|consultants|experts|people|team|studio|practice|firm|company"
    r"|hands|books?|website|page|catalogue|list|prices|rates|services?|products?|clients?|customers?|academy|showroom|account|sales|solutions?|concepts?|methods?|volunteers?"
)
# The own firm as somebody's choice: an offer whatever else the sentence says.
_CHOSEN = re.compile(
    r"\bours (?:are|is|do|does|have|has|run|runs|last|lasts|come|comes|would|will|can|don't|doesn't|never)\b|\b(?:good as|like|with|on|than|try|choose|prefer) (?:one of )?ours\b"
    r"|(?:\b(?:include|including|choose|trust|without|better with|safe with|ship with|stay with|work with|stays with|go with|well with|travel with|freight is with|sleep better with)"
    r"|\b(?:come|comes|turn|turns|bring|brings|switch|go|goes)\b[^.;,!?]{0,40}\bto) us\b(?! (?:all|both))"
    r"|\b(?:months?|mornings?|days?|hours?|weeks?) (?:\w+ ){0,2}with (?:me|us|one of (?:us|our))\b|\b(?:half a? ?day|half day|session|workshop|course) with (?:me|us)\b"
    r"|\bmy (?:\w+ )?(?:next|new|latest|open|longer|online|in-house) (?:\w+ )?(?:book|course|workshop|training|programme|session|circle|masterclass|class|seminar)\b"
    r"|\b(?:our|my) (?:new|latest|newest|own|spring|summer|autumn|winter|may|next) (?:\w+ )?(?:line|range|series|model|products?|seminar|collection|services?|catalogue|offer|depot|showroom|app|campaign)\b"
    r"|\b(?:engineers|clients|customers|people|teams|managers|drivers|visitors|guests|plants|tenants|families|parents|schools|companies|firms) (?:\w+ )?(?:write|send|give|call|thank|love|choose|come to|leave|pay|bring|praise|recommend|swear by) us\b"
    r"|\bmy (?:book|course|workshop|training|programme|podcast|newsletter|masterclass) (?:\w+ )?(?:is|goes|covers|has|starts|deals|explains|shows|runs|comes|offers|teaches|might|could|would|will)\b"
)
_OFFERED = re.compile(
    rf"\bwe(?:'d| would| could| might) (?:\w+ )?{_WOULD}\b|\bwe (?:still |now |always )?have (?:\w+ )?(?:room|space|slots?|capacity|free hands|time|openings?) (?:for|in|on|this|next|left)\b"
    r"|\bwe(?:'re| are) (?:\w+ )?(?:opening|launching|offering|taking (?:on|commissions|bookings|orders)|booking|hiring|recruiting|celebrating|expanding|running an?)\b|\bour (?:sales|account|commercial|business development)\b|\bmy colleagues? in sales\b"
    r"|\b(?:our|my) (?:team|people|engineers|planners|designers|studio|practice|firm|company|trainers|drivers|architects) (?:would|could|can|will|'d|'ll) (?!be (?:glad|pleased|happy|delighted|touched)"
    r"|like|love|enjoy|laugh|want|never|tell|say|read|know|miss|remember)\w+"
)
_ABROAD = (
    r"\b(?:unser\w*|bei uns|mit uns|zu uns|wir (?:haben|bieten|machen|liefern|helfen|bauen|planen|gestalten|fahren|schulen|konnten|konnen|wurden|hatten|kennen|sorgen|kummern))\b"
    r"|\b(?:notre|nos|chez nous|avec nous|nous (?:avons|faisons|proposons|offrons|pouvons|pourrions|serions|concevons|fabriquons|livrons|formons|aidons|savons))\b"
    r"|\b(?:nuestr[oa]s?|con nosotros|hacemos|ofrecemos|tenemos|podemos|podriamos|disenamos|fabricamos|transportamos|ayudamos|formamos)\b"
    r"|\b(?:nostr[oaie]|con noi|da noi|facciamo|offriamo|abbiamo|possiamo|potremmo|progettiamo|costruiamo|trasportiamo|aiutiamo|formiamo)\b"
    r"|\b(?:onze|ons (?:team|bureau|bedrijf)|bij ons|met ons|wij? (?:maken|hebben|bieden|leveren|helpen|bouwen|ontwerpen|rijden|trainen|kunnen|zouden))\b"
    r"|\b(?:noss[oa]s?|connosco|conosco|fazemos|oferecemos|temos|podemos|poderiamos|desenhamos|fabricamos|transportamos|ajudamos)\b"
)
_FOREIGN = re.compile(_ABROAD)
# The own firm at work: an offer where the sentence is about the sender or about the trade.
_AT_WORK = re.compile(
    r"\bwe(?:'ve got| have (?:got )?(?:a|an|some|just|plenty|something|more|the|several|one|two|free|just)\b|'ve (?:just|recently|also|a|some|something|plenty)\b)"
    r"|\bwe(?:'re| are) (?:\w+ )?(?:building|growing|always|known|proud|open to|able|ready|near|quick|good at|happy to|glad to|short of)\b"
    rf"|\bwe (?:also |still |always |usually |often |now |currently |regularly |do |happen to |even |only |just )*(?:{_MAKE})\b|\bwe(?:'ll| will| can) (?:\w+ )?{_WOULD}\b"
    rf"|\b(?:our|my) (?:\w+ ){{0,2}}(?:{_THINGS}) (?:who |that |which |also |always |often |usually |all |still )?(?:is|are|has|have|can|could|would|will|do|does|make|makes|run|runs|start|starts|come|comes"
    r"|goes|go|cover|covers|help|helps|take|takes|last|lasts|include|offer|offers|know|knows|look|looks|keep|keeps|love|loves|deliver|delivers|build|builds|'d|'ll)\b"
    rf"|\b(?:on|in|with|through|by|via|into|to|from|at) our (?:\w+ ){{0,2}}(?:{_THINGS})\b|\b(?:with|from|to|by) us\b"
    r"|\bi (?:run|offer|give|teach|host|hold|sell|coach|charge) (?:a|an|such|these|those|some|this|open|people|teams|managers|for|courses|workshops|longer|regular|small|half)\b"
    r"|" + _ABROAD
)
_FANCY = re.compile(
    r"\b(?:site|plant|company|team|firm|office|business|building|fleet|operation|floor|staff|mill|brewery|yard|depot|practice|studio|shop|brand|school)s? (?:like yours|(?:of )?your size)\b[^.;!?]{0,30}"
    r"\b(?:would|could|should|can|needs?|deserves?|tends?|saves?|often|usually|gets?|finds?|comes?|calls?|suits?)\b"
    r"|\byour (?:people|team|staff|managers|boss|cfo|board|colleagues|guests|clients|planners|drivers|engineers) (?:will|would|'ll|might|could|may) (?:\w+ )?(?:thank|love|notice|sleep|feel|never|want|wonder|enjoy|like)\b"
    r"\bi(?:'d| would) (?:so |really |very much |dearly |gladly |also )*(?:love|like|enjoy|relish|be (?:\w+ )?(?:happy|glad|thrilled|delighted|honou?red|pleased))(?: to)? (?:\w+ )?"
    r"(?:draw|design|see your (?:plant|office|site|team|building)|look at (?:your|the|that)|show you|build|quote|supply|train|coach|help (?:you|your)|work on|move your|carry your|take a look|drawing|designing|building|give it a)\b"
    r"|\b(?:usually|often|always|tend to|mostly|regularly|rarely|sooner or later|eventually) (?:\w+ )?(?:call|calls|come|comes|ask|asks|stay|stays|turn|turns|choose|end up|get in touch|write|find|finds|send|book|ring|return|thank) (?:\w+ ){0,3}(?:me|us|with us|back)\b"
    r"|\bthe (?:very )?(?:kind|sort|type) of (?:job|work|project|plant|place|room|client|house|site|problem|team|company|firm|building|space|load|task|brief|challenge) (?:that )?(?:\w+ )?(?:we|i|this|our|my|they)\b"
    r"|\bthe (?:very )?(?:kind|sort|type) (?:that )?(?:we|our \w+|this (?:firm|studio|practice|company)) (?:\w+ )?(?:like|look|love|do|make|build|was|know|handle|serve|help)\b"
    r"|\b(?:cry|cries|crying|beg|begs|begging|scream|screams|screaming) (?:out )?for (?:a|an|some|better|proper|our|more) "
    r"|\bsounds? (?:as though|as if|like) (?:you|your|the|it|a)\b[^.;!?]{0,30}\b(?:outgrown|need|needs|could|job|project|case|problem|time for|ready|due|deserves?)\b"
    r"|\b(?:had|have|has|got) an idea or two\b|\b(?:some|the) people who (?:could|can|would) (?:fix|help|sort|solve|do)\b"
    r"|\b(?:amazing|remarkable|surprising|astonishing|incredible|wonderful) (?:what|how (?:much|far|quickly)) (?:a|an|one|the|some|our|good|little|proper)\b"
    r"|\ba (?:place|chair|seat|spot|desk|room) (?:with your name|waiting for you|free for you)\b|\bno excuse\b|\bput in a word\b|\bjust saying\b|\bsays it all\b"
    r"|\bhappens? to be (?:my|our) (?:\w+ )?(?:speciality|specialty|favourite|line|trade|job|field)\b|\bwarmer of the two\b"
    r"|\bfavourite kind of (?:trouble|problem|job|client|team|project|house)\b|\bfound the right (?:woman|man|person|people|place|firm)\b|\bin need of (?:rescue|help|some|us)\b"
)
_FOR_THEM = re.compile(
    r"\b(?:interest|suit|help|save|show|serve|spare|do|for|with|near|offer|give) (?:you|your|yours)\b|\b(?:like yours|such as yours|your size|you need|you want|you'd (?:hear|see|notice|like|love)|yours to)\b"
)
_BOAST = re.compile(
    r"\b(?:never|always|better|best|faster|quieter|happier|cheaper|more|most|exactly|properly|finest|easily|longer|eleven years|no other|nobody|nowhere|well|free|new|latest)\b"
)
_CONDITION = (
    r"\b(?:need\w*|want\w*|look\w*|unhappy|outgrow\w*|grow\w*|mov\w+|expand\w*|rethink\w*|refurb\w*|renovat\w*|replac\w*|upgrad\w*|switch\w*|short of|plan\w*|struggl\w*|feel\w*"
    r"|start\w*|com(?:e|es|ing) up|crops? up|goes wrong|break\w*|leak\w*|lets? you down|give\w* (?:you|up|way)|giv\w+|fail\w*|misbehav\w*|stop\w*|is up|runs? out|run out|dies|die"
    r"|catch\w*|due|trouble\w*|problem\w*|season|lease|contract|budget|board|boss|arises?|chang\w+|knock\w* on|ready|free|empty|late|full)\b"
)
_LATER = re.compile(
    r"(?:^|[^\w'])(?:if|should|when|whenever|once|in case|as soon as|for when|next time|any time|were|the (?:day|moment|minute|next time)|until)\s+"
    r"(?:and when |ever |it ever |perhaps )?(?:you(?:'re|'ve|'d)?|your|yours|anyone|anybody|someone|somebody|one of your|any of your"
    r"|(?:any|anything|something|the|a|an|another|things?|it|it's|that|this|there(?:'s)?|they|their|peak|demand|business)\b(?=[^.;!?]{0,60}"
    rf"{_CONDITION}))\b"
)
_MINE = re.compile(
    r"\b(?:i|we)(?:'d|'ll|'m|'re|'ve| would| will| can| could| am| are| have| might| may| know| do)\b|\b(?:us|ours?)\b|\b(?:me|my)\b|\byou(?:'ll| will|'d)? know (?:where|who|whom|whose|what|how)\b"
    r"|\blet's\b|\b(?:call|write|ring|shout|ask|think|remember|keep|give|drop|send|come|get in touch|say|just|do|try|bring|look)\b|\banother (?:story|matter|conversation)\b"
    r"|\bwould be (?:appreciated|welcome|lovely|wonderful|a nice|most welcome|very welcome)\b"
)
# Topics for a day to come that sell nothing.
_INNOCENT = re.compile(
    r"\b(?:reads?|reading|publish\w*|post|posts|article|books?|paper|lecture|print|film|story|stories|episode|photo\w*|pictures?|recipe|dog|goat|passing through|in town"
    r"|meet|paths cross|cross paths|bump into|run into|see each other|reunion|party|festival|race|sequel|second part|part two|next (?:talk|post|article|part|chapter)"
    r"|reasons?|why you|what made|made you|tell me (?:more|a little|what)|had in mind|have in mind|wrong person|remember (?:right|rightly|correctly)|your (?:article|post|talk|note|thesis|book)"
    r"|disagree|argue|compare notes|grateful|sorry|true|memory serves|i'm honest|i may|i might|you ask me|anything|nothing|must know|mind my|raffle|my aunt)\b"
)
_PAST = re.compile(r"\b(?:was|were|had|did|wrote|said|told|asked|got|came|went|made|gave|read|saw|heard|worked|thought|knew|found|felt|bought|ran)\b")
_ADDRESSED = re.compile(
    r"\b(?:you|your|yours|yourselves|sie|ihnen|ihre?[nmrs]?|dein\w*|vous|votre|vos|ustedes?|sus?|vuestr\w+|lei|vostr\w+|voi|suo[i]?|sua|uw|jullie|jouw|lhe|seus?|suas|vosso|vossa)\b"
)
_FINISHED = re.compile(
    r"\b(?:was|were|had|did|kept|made|gave|came|went|found|told|wrote|read|said|brought|took|saw|heard|worked|helped|saved|built|drew|taught|\w{3,}ed)\b"
)
_POSSIBLE = re.compile(
    r"\b(?:would|could|might|should|can|will|need\w*|want\w*|deserve\w*|ever|whenever|when|if|do (?:bring|come|include|ask|try)|like to|let's|let me|tell me|describe|ready|open to"
    r"|wenn|falls|sobald|wurden?|konnten?|hatten?|mochten?|si|quand|lorsque|pourr\w+|cuando|podria\w*|se|quando|potre\w+|als|mocht\w*|zou\w*|kan|kunnen|poderia\w*)\b|'d\b|'ll\b"
)
_OTHERS = re.compile(r"\b(?:people|most|many|anyone|anybody|everybody|everyone|whoever|firms|companies|managers|others|clients|customers|betriebe|kunden|entreprises|empresas|aziende|bedrijven)\b")
# The trade as what the user is, not as what is on offer: "a maker of pumps", "I design rooms for a living".
_SELF = re.compile(
    r"\bi(?:'m| am)? (?:\w+ ){0,3}(?:make|sell|design|build|draw|train|teach|work|in|run|look after|spend|live|do|know|am)\b|\b(?:maker|makers|man|woman|person|sort|seller|builder|people|house|firm|studio) (?:of|in|with|from)\b"
)


def _sentences(context: Context) -> Iterator[tuple[int, str]]:
    """Each sentence as its folded start and text, with what is quoted blotted out."""
    quoted = quotations(context.view)
    for begin, end in context.view.sentences:
        text = context.view.folded[begin:end]
        for start, stop in quoted:
            if start < end and stop > begin:
                first, last = max(start - begin, 0), min(stop - begin, len(text))
                text = text[:first] + "~" * (last - first) + text[last:]
        yield begin, text


def _meant(context: Context, begin: int, match: re.Match[str]) -> bool:
    return not is_negated(context.view, begin + match.start(), begin + match.end())


def _hit(context: Context, begin: int, start: int, end: int) -> Hit:
    return Hit(*context.view.span(begin + start, begin + end))


@lru_cache(maxsize=64)
def _firm(profile: Profile) -> re.Pattern[str] | None:
    """The user's firm doing something, or as the place to go: its name, with or without its last word."""
    whole = fold(profile.company).strip()
    if not whole:
        return None
    short = whole.rsplit(" ", 1)[0]
    known = short != whole and len(short) >= 5 and short not in fold(profile.name)
    names = "|".join(re.escape(name) for name in ((whole, short) if known else (whole,)))
    return re.compile(
        rf"\b(?:{names})(?:'s)?,? (?:\w+ )?(?:is|are|has|have|can|could|would|will|might|also|offers?|handles?|does|makes?|builds?|supplies|designs?|moves?|ships?|carries|delivers?|helps?"
        rf"|provides?|keeps?|runs?|trains?|probably|always|never|specialises|specializes|takes?|solves?|serves?|works with|stands? for|knows?|pumps?|units?|prices|comes with|gives?"
        r"|(?!(?:sends|says|thanks|remembers|misses|greets|owes|was|wasn't|isn't|hasn't|does|ours)\b)\w{3,}s)\b"
        rf"|\b(?:on|through|via|choose|try|trust|use|recommend\w*|switch\w* to|turn\w* to|come\w* to|remember|think of|mention"
        rf"|(?:ship|go|work|stay|sign|build|travel|move|train|grow|fly|better|well|easier|safe|safer) with) (?:{names})\b"
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
def _shop(profile: Profile) -> re.Pattern[str] | None:
    """The goods, jobs and troubles of the user's trade."""
    told = fold(" ".join((profile.what_we_do, profile.role, profile.company, *profile.field_keywords)))
    words = [trade.words for trade in _trades() if re.search(rf"\b(?:{trade.marks})", told)]
    words += [re.escape(fold(keyword)) for keyword in profile.field_keywords]
    return re.compile(rf"\b(?:{'|'.join(words)})\b(?!')") if words else None


def _shop_talk(context: Context, begin: int, text: str) -> re.Match[str] | None:
    """The first word of the user's trade in a sentence that the request does not use."""
    pattern = _shop(context.profile) if context.profile else None
    if not pattern:
        return None
    heard = _heard(context.request_view.folded)
    return next((match for match in pattern.finditer(text) if match.group()[:5] not in heard and _meant(context, begin, match)), None)


@lru_cache(maxsize=8)
def _heard(request: str) -> frozenset[str]:
    return frozenset(word[:5] for word in re.findall(r"[a-z]{3,}", request))


@structure
def speaks_of_the_own_firm(context: Context) -> Iterator[Hit]:
    """A sentence on what the user's firm is, has or could do, where the sender wrote of something else."""
    firm = _firm(context.profile) if context.profile else None
    for begin, text in _sentences(context):
        if _SAME_FIELD.search(text) or _KINDLY.search(text):
            continue
        for pattern in (_CHOSEN, _OFFERED, _FANCY, firm):
            if pattern is _OFFERED and context.stance == "introduce":
                continue
            match = pattern.search(text) if pattern else None
            if match and not (pattern in (_CHOSEN, _OFFERED) and _SHARED.search(text)) and _meant(context, begin, match):
                yield _hit(context, begin, match.start(), match.end())
                break
        else:
            match = _AT_WORK.search(text) if context.stance != "introduce" else None
            if match and not _SHARED.search(text) and _meant(context, begin, match):
                shop = _shop_talk(context, begin, text)
                foreign = _FOREIGN.match(match.group())
                if (not foreign and _FOR_THEM.search(text)) or (shop and (foreign or _BOAST.search(text) or _ADDRESSED.search(text))):
                    yield _hit(context, begin, match.start(), match.end())


@structure
def offers_for_later(context: Context) -> Iterator[Hit]:
    """A condition about the sender's days to come, with the user's help as its consequence."""
    for begin, text in _sentences(context):
        match = _LATER.search(text)
        if match and not _INNOCENT.search(text) and not _PAST.search(text):
            rest = text[: match.start()] + " | " + text[match.end() :]
            if _MINE.search(rest) and _meant(context, begin, match):
                yield _hit(context, begin, match.start(), len(text))


@structure
def talks_shop(context: Context) -> Iterator[Hit]:
    """The user's trade brought up to somebody who wrote of something else."""
    if not context.request:
        return
    for begin, text in _sentences(context):
        if _SAME_FIELD.search(text) or _KINDLY.search(text) or _SELF.search(text):
            continue
        asks = text.rstrip().endswith("?")
        if not asks and not _ADDRESSED.search(text) and not (context.stance == "ask_reason" and _OTHERS.search(text)):
            continue
        if context.stance == "accept" and not asks and (_FINISHED.search(text) or not _POSSIBLE.search(text)):
            continue
        match = _shop_talk(context, begin, text)
        if match:
            yield _hit(context, begin, match.start(), match.end())
