"""Word tables for how messages end, folded (see drafter.view)."""

from __future__ import annotations

from drafter.reading.words import listed


def _phrases(phrases: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in phrases.replace("\n", "|").split("|") if phrase.strip())


CLOSINGS = _phrases("""
regards|kind regards|kindest regards|best regards|warm regards|warmest regards|with kind regards
with best regards|rgds|br|best|all best|all the best|best wishes|with best wishes|warm wishes|with warm wishes
my best|warmly|warmest|cheers|kindly|with warm regards|many regards|many greetings|greetings|sincerely
sincerely yours|yours sincerely|yours faithfully|yours truly|yours|respectfully|with respect|cordially|thanks
many thanks|thank you|thank you very much|thanks a lot|thanks so much|thank you so much|thanks in advance
thank you in advance|many thanks in advance|thanks again|thank you again|thx|ta|thanks and regards
thank you and kind regards|thanks and best regards|thank you and best regards|with thanks|with gratitude
gratefully|with congratulations|take care|talk soon|speak soon|see you|love|cheerio|remain blessed
with kind regards and thanks|thanks for your time|thank you for your time|thanks for your help
thank you for your help|thank you for reading|best of luck|have a great day|have a nice day|looking forward|xoxo
mit freundlichen grussen|mit freundlichem gruss|freundliche grusse|freundliche gruesse|freundlichen gruss
freundlicher gruss|mit freundlichen gruessen|beste grusse|beste gruesse|besten gruss|viele grusse|viele gruesse
vielen gruss|liebe grusse|liebe gruesse|lieben gruss|herzliche grusse|herzliche gruesse|herzlichen gruss
herzlicher gruss|herzlichst|herzlich|mit besten grussen|mit herzlichen grussen|mit herzlichem gruss
mit herzlichem dank|schone grusse|schone gruesse|sonnige grusse|gruss|grusse|gruesse|lg|vg|mfg|bg|hg|ihr|ihre
dein|deine|danke|vielen dank|herzlichen dank|besten dank|vielen dank im voraus|danke im voraus|hochachtungsvoll
freundlich grusst|es grusst|es grusst sie|mit bestem gruss|servus|danke und gruss|vielen dank und viele grusse
vielen dank und beste grusse|mit freundlichem grusse|mit kollegialen grussen|cordialement|bien cordialement
tres cordialement|salutations|meilleures salutations|sinceres salutations|salutations distinguees|bien a vous
bien a toi|amicalement|bonne journee|belle journee|merci|merci beaucoup|merci d'avance|merci par avance
avec mes remerciements|mes remerciements|respectueusement|chaleureusement|a bientot|merci pour votre aide
merci pour votre temps|bises|au plaisir|cdlt|mille mercis|grand merci|sincerement|saludos|un saludo
saludos cordiales|un cordial saludo|cordiales saludos|atentamente|muchas gracias|gracias|mil gracias|un abrazo
abrazos|gracias de antemano|gracias por su tiempo|mil gracias por su tiempo|cordialmente|muy atentamente
gracias por tu tiempo|reciba un cordial saludo|un fuerte abrazo|quedo atento|quedo atenta|saludos y gracias
cordiali saluti|distinti saluti|saluti|un saluto|un caro saluto|cari saluti|un cordiale saluto|grazie
grazie mille|mille grazie|grazie di cuore|molte grazie|a presto|un abbraccio|cordialita|con stima
grazie in anticipo|ringraziando|i migliori saluti|tanti saluti|buona giornata|la ringrazio|grazie e saluti
met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|hartelijke groet
hartelijke groeten|met hartelijke groet|groet|groeten|groetjes|mvg|bedankt|alvast bedankt|dank je wel|dank u wel
hartelijk dank|met groet|beste groeten|warme groet|dank|veel dank|cumprimentos|com os melhores cumprimentos
melhores cumprimentos|atenciosamente|obrigado|obrigada|muito obrigado|muito obrigada|abraco|um abraco|abracos
com estima|saudacoes|obrigado desde ja|com os meus cumprimentos|agradeco desde ja|att|grato|grata|bem haja
tot snel|tot gauw|ate breve|ate logo|ate ja|hasta pronto|auf bald|bis bald|schonen tag noch|a risentirci
med vanlig halsning|vanliga halsningar|halsningar|mvh|venlig hilsen|med venlig hilsen|hilsen|tack|tak|takk|vh
pozdrawiam|z powazaniem|serdecznie pozdrawiam|z wyrazami szacunku|dziekuje|saygilarimla|tesekkurler|s uvazheniem
""")
"""What stands alone, or before a name, at the end of a message."""

CLOSING_STARTS = listed(
    "greetings regards best kind warm warmest thanks thank thankful grateful many cheers sincerely yours with"
    " grusse gruesse gruss liebe viele beste herzliche danke vielen herzlichen mit"
    " merci cordialement bien avec salutations amicalement gracias saludos un muchas mil atentamente con"
    " grazie cordiali distinti saluti mille tanti groeten groet hartelijke vriendelijke bedankt met alvast dank"
    " obrigado obrigada cumprimentos melhores abraco"
)
"""A short last sentence that starts so may be followed by the writer's name."""

CLOSING_PHRASES = tuple(_phrases("""
looking forward|look forward|i look forward|hope to|speak soon|talk soon|au plaisir|dans l'attente|en esperant
freue mich|ich freue mich|ich wurde mich freuen|auf gute|auf bald|auf einen|bis bald|quedo a|quedo atent|a la espera
encantado de|encantada de|un placer|resto a|in attesa|resto in attesa|ik hoor graag|hopelijk tot|graag tot|tot snel
fico a|fico no|aguardo|ate breve|ate logo|um prazer
"""))  # fmt: skip

AMBIGUOUS_CLOSINGS = _phrases(
    "best|all best|my best|love|yours|warmly|ta|br|dank|ihr|ihre|dein|deine|att|looking forward"
)
"""Closing formulas that also begin a sentence: before a name on the same line they need a comma."""

CLAUSE_STARTS = listed(
    "but and i i'm i'd i've we we're you your it it's this that there if so as when could would can do is are have"
    " aber und ich wir sie es wenn da konnen darf mais et je j'ai nous vous c'est si pero yo he me nos le ma io ho mi"
    " ci se maar ik wij we u als mas eu voce gostaria quisiera vorrei"
)
"""How a sentence goes on after a name that is spoken to: `Thanks, Rob, but no`."""
