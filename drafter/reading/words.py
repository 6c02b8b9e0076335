"""Word tables for reading: greetings, job titles, days, header names and the like, folded (see drafter.view)."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


GREETINGS = listed(
    "hi hello hey hallo hoi dear dearest greetings good morning afternoon evening day welcome howdy morning sir madam"
    " liebe lieber guten tag abend morgen gruezi servus moin sehr geehrte geehrter geehrten werte werter gruss"
    " bonjour bonsoir salut cher chere madame monsieur mademoiselle coucou"
    " hola buenos buenas dias tardes noches estimado estimada querido querida apreciado apreciada"
    " ciao salve buongiorno buonasera gentile egregio egregia caro cara spettabile gentilissimo gentilissima"
    " beste geachte dag goedemorgen goedemiddag goedenavond goedendag lieve"
    " ola oi bom boa prezado prezada caro tarde noite exmo exma"
    " hej hejsan god kara kaere dobry witam czesc szanowny szanowna merhaba yo dears folks everyone all team"
    " thanks thank you merci danke gracias grazie obrigado obrigada bedankt tack"
)

USER_LABELS = listed("you me du sie ich vous moi tu yo lei io jij ik voce eu jag usted")

PARTICLES = listed(
    "van von der den de da di del della dello dalla dal do dos das du des la le el al bin ben ibn zu zur zum ter ten"
    " te af av y e i und and st san d l'"
)

HONORIFICS = listed(
    "mr mrs ms miss mx dr prof sir madam herr frau hr fr mme mlle m sr sra srta don dona sig sigra sigg dott"
    " dottssa avv ing arch rag geom dhr mevr mw ir drs mag dipl engr barr capt col lt sgt rev father fr brother"
    " sister fra coach lic d dra eng professor doctor professorin ssa prof.ssa"
)

CREDENTIALS = listed(
    "phd md mba msc bsc ma ba jr sr ii iii iv cpa pmp cfa shrm-cp shrm-scp sphr phr esq dds rn llm mcips pe ceng osb"
    " cipd mcipd fcipd ra leed ap"
)

TITLE_WORDS = listed(
    "manager director lead leader head chief officer president vp svp evp ceo coo cfo cto cmo chro cio cpo cro"
    " founder cofounder co-founder owner partner principal associate engineer developer designer architect"
    " consultant adviser advisor analyst specialist coordinator administrator assistant secretary supervisor"
    " superintendent planner recruiter headhunter buyer seller salesman representative rep agent broker editor"
    " journalist reporter writer author presenter host producer curator teacher lecturer professor researcher"
    " scientist student apprentice intern trainee graduate candidate seeker coach trainer mentor speaker volunteer"
    " nurse doctor lawyer solicitor attorney accountant auditor controller technician mechanic electrician plumber"
    " carpenter joiner baker driver dispatcher operator foreman groundsman caretaker chef cook barista artist"
    " photographer illustrator stylist decorator translator interpreter chair chairman chairwoman chairperson"
    " treasurer trustee member fellow freelance freelancer self-employed entrepreneur investor strategist"
    " evangelist ambassador marketer hostess concierge receptionist clerk cashier inspector surveyor chemist"
    " physicist biologist pharmacist psychologist therapist counsellor counselor librarian farmer gardener"
    " pensioner retired unemployed tenant buyer pilot connector catalyst cellarer professional expert enthusiast"
    " lecturer tutor dean rector mayor leiter leiterin geschaftsfuhrer geschaftsfuhrerin inhaber inhaberin vorstand"
    " abteilungsleiter abteilungsleiterin bereichsleiter projektleiter projektleiterin vertriebsleiter"
    " vertriebsleiterin vertriebsingenieur vertriebsingenieurin ingenieur ingenieurin berater beraterin referent"
    " referentin sachbearbeiter sachbearbeiterin einkaufer einkauferin verkaufer verkauferin assistentin meister"
    " meisterin lehrling auszubildende auszubildender azubi praktikant praktikantin studentin lehrer lehrerin"
    " dozent dozentin architektin designerin redakteur redakteurin redaktorin journalistin personalleiter"
    " personalleiterin personalreferentin disponent disponentin techniker technikerin directeur directrice"
    " responsable chef cheffe gerant gerante fondateur fondatrice ingenieure charge chargee acheteur acheteuse"
    " conseiller conseillere stagiaire etudiant etudiante enseignant enseignante redacteur redactrice technicien"
    " technicienne assistante associe associee consultante direttore direttrice responsabile titolare"
    " amministratore amministratrice socio socia ingegnere architetto consulente formatrice formatore insegnante"
    " studente studentessa impiegato impiegata tecnico addetto addetta capo capa fondatore director directora"
    " gerente jefe jefa fundador fundadora dueno duena ingeniero ingeniera arquitecto arquitecta estudiante tecnica"
    " consultor consultora asesor asesora periodista diretor diretora gestor gestora engenheiro engenheira"
    " arquiteto arquiteta estudante coordenador coordenadora compradora comprador vendedor vendedora chefe tecnico"
    " dono dona jornalista directrice eigenaar eigenaresse zaakvoerder bedrijfsleider hoofd adviseur inkoper"
    " verkoper medewerker medewerkster projectleider teamleider leraar lerares docent studente stagiair planner"
    " monteur agare chef ingenjor saljare vd projektledare inkopare redaktor"
    " bursar guard registrar organist usher steward stewardess warden verger sexton archivist ranger groom drover"
    " butler valet waiter waitress sailor skipper fisherman docker stevedore welder fitter machinist toolmaker"
    " roofer tiler plasterer bricklayer stonemason sculptor seamstress dressmaker cobbler shoemaker saddler"
    " blacksmith locksmith watchmaker jeweller goldsmith bookbinder typesetter proofreader bookseller bookkeeper"
    " postman postwoman courier paramedic midwife orderly carer nanny childminder dentist hygienist optician vet"
    " veterinarian surgeon physician physiotherapist dietitian radiographer anaesthetist paediatrician imam rabbi"
    " priest vicar curate pastor chaplain deacon nun abbot choirmaster violinist pianist cellist singer musician"
    " composer actor actress dancer choreographer playwright poet novelist columnist broadcaster cameraman"
    " stagehand puppeteer beekeeper brewer vintner winemaker butcher fishmonger greengrocer grocer florist"
    " confectioner cheesemaker dairyman forester arborist landscaper logger miner driller geologist botanist"
    " zoologist astronomer mathematician statistician economist historian philosopher linguist sociologist judge"
    " magistrate bailiff notary paralegal barrister prosecutor detective constable firefighter fireman soldier"
    " veteran diplomat councillor haulier trucker bargee boatman ferryman janitor cleaner housekeeper chambermaid"
    " gatekeeper doorman caterer dishwasher sommelier bartender innkeeper hotelier restaurateur shopkeeper"
    " stallholder auctioneer valuer undertaker gravedigger hairdresser beautician krankenschwester pfleger"
    " pflegerin arzt arztin zahnarzt hebamme tischler tischlerin schreiner schreinerin schlosserin backerin"
    " metzgerin kochin kellner kellnerin landwirt landwirtin gartnerin fahrerin lagerist pfortner hausmeister"
    " hausmeisterin pfarrer pfarrerin kantor kantorin bibliothekar bibliothekarin buchhandler buchhandlerin"
    " apotheker apothekerin anwaltin notarin richterin polizist polizistin feuerwehrmann schuler schulerin rentner"
    " rentnerin winzer winzerin imker imkerin trainerin erzieher erzieherin infirmier infirmiere medecin"
    " menuisiere cuisinier cuisiniere serveur serveuse agriculteur agricultrice jardinier jardiniere routier"
    " routiere magasinier cure bibliothecaire libraire pharmacien pharmacienne avocat avocate notaire policiere"
    " pompier eleve retraite retraitee vigneron vigneronne apiculteur apicultrice formateur professeure enfermero"
    " enfermera medico medica panadero panadera carpintero carpintera cocinero cocinera camarero camarera"
    " agricultor agricultora jardinero jardinera conductor conductora almacenero portero portera parroco"
    " bibliotecario bibliotecaria librera farmaceutico farmaceutica abogado abogada notario notaria jueza bombero"
    " bombera alumno alumna jubilado jubilada apicultor apicultora profesor profesora maestro maestra infermiere"
    " infermiera panettiere panettiera falegname cuoco cuoca cameriere cameriera agricoltore agricoltrice"
    " giardiniere giardiniera autista magazziniere portinaia libraio libraia farmacista avvocato avvocata notaio"
    " giudice poliziotto pompiere alunno alunna pensionato pensionata vignaiolo vignaiola apicoltore professore"
    " professoressa idraulico elettricista muratore verpleegkundige huisarts timmerman ober tuinman chauffeur"
    " magazijnmedewerker portier dominee pastoor bibliothecaris boekhandelaar advocaat notaris brandweerman"
    " scholier gepensioneerd wijnboer enfermeiro enfermeira padeiro padeira carpinteiro carpinteira cozinheiro"
    " cozinheira jardineiro jardineira motorista porteiro porteira paroco livreiro livreira advogado advogada"
    " juiza bombeiro bombeira aluno aluna reformado reformada professora"
)
"""A segment of a headline that holds one of these is what somebody does, not where."""

FIELD_WORDS = listed(
    "executive insurance hr sales marketing procurement purchasing talent recruiting recruitment facilities"
    " operations communications leitung einkauf verkauf vertrieb verwaltung geschaftsleitung acquisti vendite"
    " compras ventas comercial commercial commerciale personal personalwesen personnel logistik finanzen achats"
    " ventes"
)
"""Departments and fields: `Sales at X`, but also `Apex Talent`."""

ALSO_NAMES = listed(
    "baker cook farmer carpenter driver dean mayor gardener chef joiner planner buyer fellow coach may april june"
    " august young pilot marketer office noble chair page sales member artist host partner abbot shah"
)
"""Everyday words that are also part of people's names: `Tom Baker`, `April Best`."""

SURNAMES = listed(
    "price day church page parish march best good brand das le la lo de an so no do to in on key friday sunday"
    " christmas easter clerk porter reporter dias caro cara lieber morgen abend dag bom boa god gruss salve gentile yo"
)
"""Everyday words that are a surname where a head or a line of its own says so: `Owen Price`."""

FIRST_NAMES = listed("sam jan mai may april june august dean dom tor")
"""Days, months and titles that people are also called by."""

PRONOUNS = listed("she he they her him them sie er elle il lei ella lui zij hij ela ele ze hen xe")

DEPARTMENTS = listed(
    "hr operations facilities procurement purchasing leitung einkauf verkauf verwaltung compras acquisti"
)
"""Fields that end no firm's name: `Terminal Operations` is a department."""

TITLE_ENDINGS = (
    "leiter", "leiterin", "fuhrer", "fuhrerin", "ingenieur", "ingenieurin", "meister", "meisterin", "techniker",
    "technikerin", "berater", "beraterin", "manager", "managerin", "direktor", "direktorin", "beauftragter",
    "beauftragte", "arzt", "arztin", "anwalt", "anwaltin", "lehrer", "lehrerin", "leider", "adviseur", "ingenjor",
    "ledare", "konsult", "planner", "medewerker", "student", "studentin", "assistent", "assistentin", "referent",
    "referentin", "verkaufer", "verkauferin", "einkaufer", "einkauferin", "monteur", "fahrer", "fahrerin",
)  # fmt: skip

CONNECTIVES = listed("of for and the without van von de da di del della des du der den und et y e i la le el & + in")
"""What may stand in lower case inside a firm's name."""

GENERIC = (
    TITLE_WORDS
    | FIELD_WORDS
    | listed(
        "senior junior deputy vice regional global area group national international key account business"
        " development digital transformation excellence search people culture talent acquisition customer success"
        " product project programme program culture supply chain logistics warehouse transport freight interior"
        " design office workplace strategy human resources finance legal it software data research training"
        " consulting advisory industrial maintenance quality safety health public relations media press content"
        " social creative brand growth export import service support team desk department general managing"
        " technical commercial strategic independent certified licensed experienced executive fractional interim"
        " part-time full-time seeking looking open between jobs job work question update offer note news reminder"
        " invitation proposal request notice important urgent quick follow-up great new best happy big last first"
        " dear next free my your our the a an and of for in to with on from us we it is are this that please thanks"
        " regards wishes warning attention ps nb fyi re fwd summary agenda option step point reason problem answer"
        " price total deadline location time place topic subject date phone tel email merry christmas easter"
        " weekend year welcome congratulations cheers kind warm sincerely yours best warmly what who when where why"
        " how if but so not no yes just only also one two three monday tuesday wednesday thursday friday saturday"
        " sunday january february march april may june july august september october november december today"
        " tomorrow yesterday linkedin whatsapp zoom teams skype google outlook i i'm i'd i'll i've frage angebot"
        " hinweis wichtig termin ort betreff bitte danke und oder mit fur wir ich der die das question offre objet"
        " nous je le la les et pour oferta pregunta asunto nosotros los las por para y domanda offerta oggetto noi"
        " io il lo gli per e vraag aanbod onderwerp wij ik het een en voor pergunta assunto nos o os as"
    )
)
"""Words that alone make neither a person's name nor a firm's."""

ROLE_BOXES = listed(
    "team office desk support info information sales event events editorial editor editors redaktion redaction"
    " committee registry center centre helpdesk treasury department dept service services buchhaltung vertrieb"
    " newsletter noreply no-reply donotreply admin administrator marketing hr recruiting recruitment careers jobs"
    " talent acquisition alliances insights akademie academy akademia sekretariat secretariat secretary jury"
    " account accounts billing invoice invoices security securite sicherheit notification notifications system"
    " mailer postmaster webmaster contact kontakt contacto contatto community programme program summit conference"
    " verwaltung personalabteilung einkauf kundenservice kundendienst equipe equipo squadra redazione redaccion"
    " amministrazione administracion administration comptabilite incasso deurwaarderskantoor afdeling servizio"
    " servicio suporte supporto assistenza atendimento board council foundation association ltd gmbh inc llc ag sa"
    " ufficio acquisti vendite acheteurs srl spa bv studio group assets bank library university universiteit"
    " university's it-helpdesk verkauf anfrage anfragen einkaufsanfrage bestellung bestellungen auftrag empfang"
    " zentrale pforte rezeption reception recepcion recepcao rececao receptie accueil standard segreteria secretaria"
    " ventas compras vendas verkoop inkoop klantenservice magasin magazzino bestelling enquiries enquiry orders"
    " purchasing procurement helpline hotline feedback accueil clientele consultas pedidos ordini ordres"
)
"""A display name with one of these is a mailbox, not a person."""

NOT_EMPLOYED = listed(
    "tenant guest customer client patient neighbour neighbor visitor speaker resident retired formerly ex former"
)

LEGAL_FORMS = listed(
    "gmbh ag kg ohg ug ltd limited llc llp plc inc corp co bv nv sa sas sarl srl spa sl slu lda oy ab as aps a/s"
    " oyj sro spz kft"
)

HEADERS: dict[str, str] = {
    **dict.fromkeys(
        listed("from von de da van fran fra od absender expediteur remitente mittente afzender remetente"), "from"
    ),
    **dict.fromkeys(
        listed("subject betreff objet asunto oggetto onderwerp assunto amne emne temat betr re"), "subject"
    ),
    **dict.fromkeys(
        (*listed("date datum data fecha sent gesendet envoye enviado enviada inviato verzonden verstuurd skickat sendt"
               " wyslano received empfangen dato"),
         "enviado el", "enviado em", "enviada em", "sent on", "gesendet am", "envoye le", "inviato il",
         "verzonden op"),
        "date",
    ),
    **dict.fromkeys(
        (*listed("to an a para aan voor til till do destinataire destinatario empfanger cc bcc kopie copie copia cci"
               " kopia cco importance wichtigkeit importancia importanza urgentie attachments anlage anlagen anhang"
               " bijlage bijlagen allegato allegati adjunto adjuntos anexo anexos priority prioritat priorite priorita"
               " prioridad prioridade prioriteit"),
         "datos adjuntos", "piece jointe", "pieces jointes"),
        "to",
    ),
    **dict.fromkeys(
        (*listed("reply-to replyto sender antwort-an repondre-a responder-a rispondi-a antwoord-aan"),
         "reply to", "antwort an", "antworten an", "repondre a", "responder a", "rispondi a", "antwoord aan",
         "antwoorden aan"),
        "reply",
    ),
    **dict.fromkeys(
        listed("organization organisation organisatie organizzazione organizacion organizacao"), "organization"
    ),
}  # fmt: skip
HEADERS |= {
    "от": "from",
    "від": "from",
    "差出人": "from",
    "发件人": "from",
    "寄件者": "from",
    "보낸사람": "from",
    "kimden": "from",
}
"""The name of a header line, folded, to what it is."""

DAYS = listed(
    "mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday"
    " today yesterday mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag"
    " heute gestern vorgestern lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche hier"
    " aujourd'hui lunes martes miercoles jueves viernes sabado domingo mie jue vie sab dom hoy ayer lunedi martedi"
    " mercoledi giovedi venerdi gio dom oggi ieri ma wo vr za zo maandag dinsdag woensdag donderdag vrijdag"
    " zaterdag zondag vandaag gisteren seg ter qua qui sex segunda terca quarta quinta sexta segunda-feira"
    " terca-feira quarta-feira quinta-feira sexta-feira hoje ontem idag igar man tir ons tor fre lor son mandag"
    " tirsdag onsdag torsdag fredag"
)
MONTHS = listed(
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september"
    " october november december januar februar marz mrz mai juni juli oktober okt dezember dez"
    " janv fevr avr juin juil aout janvier fevrier mars avril juillet septembre octobre novembre decembre"
    " ene abr ago dic enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    " gen mag giu lug set ott gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre"
    " mrt mei januari februari maart augustus fev out janeiro fevereiro marco maio junho julho setembro outubro"
    " novembro dezembro maj avg"
)

MUTUAL = listed(
    "mutual connection connections gemeinsame gemeinsamer kontakt kontakte relation relations commun commune contacto"
    " contactos comun collegamento collegamenti comune gemeenschappelijke gedeelde connectie connecties ligacao"
    " ligacoes comum conexao conexoes gemensam gemensamma kontakter faelles forbindelser follower followers abonnes"
    " seguidores volgers wspolny wspolne wspolnych kontaktow shared contact contacts em kontakty"
)

WROTE = listed(
    "wrote schrieb ecrit escribio scritto schreef escreveu skrev napisal napisala skrifade geschrieben writes a-ecrit"
)
