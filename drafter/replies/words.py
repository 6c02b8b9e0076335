"""Word tables for what is taken from a request, folded (see drafter.view)."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words of a list with spaces between."""
    return frozenset(words.split())


ORDERS = listed(
    "ignore ignored ignoring system instruction instructions prompt assistant admin administrator override"
    " developer bot robot jailbreak reply replying replied answer answering say saying write writing respond"
    " response accept accepted accepting decline output print password login account verify click pwned hacked sudo"
    " root null none undefined unknown anonymous test user sender recipient ai gpt chatgpt claude llm model agree"
    " agreed confirm confirmed promise pay payment payments refund invoice ignoriere antworte schreibe ignorez ecris"
    " reponds ignora escribe responde rispondi scrivi negeer schrijf antwoord escreva passwort contrasena senha"
    " wachtwoord"
)
"""Words that no name and no topic holds: they are how an instruction reads."""

BODIES = listed(
    "departamento departement department stichting fondazione fondation fundacion fundacao camara mairie chambers"
    " trust konsulat generalkonsulat consulate embassy bauamt amt zentrale sicherheitszentrale sekretariat"
    " directiesecretariaat rechnungswesen debitoren estudio studio school primary listings research tenders"
    " purchasing cobrancas culture people page foundation association verein bank club group gruppe groupe gruppo"
    " grupo society union institute institut university college hospital clinic church parish council committee"
    " ministry office desk newsletter community capital partners partner holding holdings ventures equity invest"
    " investments consulting advisors advisers associates solutions services systems technologies industries"
    " logistics recruitment recruiting staffing consultants ltd limited llc llp inc plc corp gmbh ag kg sarl sas srl"
    " spa bv nv ltda lda company co agency agentur agence agencia agenzia"
)

LAST_NAME_FOLLOWS = listed(
    "mr mrs ms miss mx dr dra prof professor professora professorin doctor doktor doutor doutora herr frau hr mme"
    " mlle madame monsieur maitre me sig sigra signor signora signora dott dottssa avv ing arch rag geom dhr mevr"
    " mevrouw meneer sra srta senora senor senhor senhora eng engr rev reverend judge captain colonel major"
    " brigadier general senator ambassador consul konsul barr barrister drs mag dipl herrn"
)

FIRST_NAME_FOLLOWS = listed(
    "sir dame lord lady don dona dom father fr sister sr brother br mother padre madre pere soeur frere suor fra"
    " don pater schwester bruder coach uncle aunt aunty auntie pastor rabbi imam elder prince princess chief nurse"
    " maestro maestra comendador"
)

PASSED_OVER = listed("med emerita emeritus em rer nat phil jur ret rtd h c a d")

JOINERS = listed("and & und et y e en")

PERSONAL = listed(
    "i me my mine you your yours we us our ich mich mir mein du dich dir dein sie ihnen ihr ihre wir uns unser je"
    " moi mon ma mes tu toi ton ta tes vous votre vos nous notre nos yo mi mis tus usted su sus io mio mia tuo tua"
    " suo sua ik mij mijn jij je jou jouw uw wij ons onze eu meu minha teu tua seu sua voce"
)
"""Words that make a title speak to or for somebody."""

LOOSE = listed(
    "the a an of and or to for in on der die das den dem des von vom zu und le la les l' de du des et un une el los"
    " las del y un una il lo gli di del della dei e het een van en o os as do da dos das no na em ao my our their"
    " his her mr mrs ms dr prof st"
)
"""Words that no phrase ends with."""

CALENDAR = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december spring summer autumn winter christmas easter english german french"
    " spanish italian dutch portuguese linkedin lunedi martedi mercoledi giovedi venerdi lunes martes miercoles jueves"
    " viernes lundi mardi mercredi jeudi vendredi maandag dinsdag woensdag donderdag vrijdag zaterdag zondag dear hello"
    " best kind thanks"
)
"""Words in capitals that name nobody and no place."""
