# ruff: noqa: E501 (messages are quoted whole)
"""Who counts as a competitor: exact in sense, tolerant in spelling."""

import time

import pytest
from cleanco import basename, prepare_default_terms
from hypothesis import given
from hypothesis import strategies as st

from drafter.competitors import find_competitor, says_works_there
from drafter.firm_names import name_key, words_of
from drafter.profile import Competitor, Profile
from drafter.request import Part, Request, Sender, Turn, read_request
from drafter.stance import Stance, decide_stance

PROFILE = Profile(
    name="Ada Brook",
    company="Brook Bikes",
    field_keywords=("bicycles",),
    competitors=(
        Competitor(name="Meridian Cycles", aliases=("Meridian", "MCX", "Rad & Tat"), domains=("meridian.example", "radtat.example")),
    ),
)  # fmt: skip


def ask(message: str, **sender: str) -> Request:
    return Request(
        text=message,
        form="bare",
        sender=Sender(**sender),
        turns=(Turn(author="sender", text=message, start=0, end=len(message)),),
        parts=(Part(kind="turn", start=0, end=len(message)),),
        language="en",
    )


@pytest.mark.parametrize(
    "company", ["Meridian Cycles", "MERIDIAN CYCLES LTD", "Meridian-Cycles GmbH & Co. KG", "Meridian", "mcx", "Rad und Tat", "Rad&Tat e.K.", "Meridian Italia S.r.l."]
)  # fmt: skip
def test_a_listed_name_counts_in_any_case_punctuation_and_legal_form(company: str) -> None:
    match = find_competitor(ask("Hello!", company=company), PROFILE)
    assert match is not None
    assert match.name == "Meridian Cycles"


@pytest.mark.parametrize(
    "company",
    ["Grand Meridian Hotel", "Meridiana", "Pre-Meridian Books", "Tat & Rad", "Cycles", "Meridian Valley Rescue"],
)
def test_only_whole_names_count(company: str) -> None:
    assert find_competitor(ask("Hello!", company=company), PROFILE) is None


@pytest.mark.parametrize("address", ["jo@meridian.example", "JO@Mail.Meridian.Example", "jo@de.radtat.example"])
def test_the_domain_of_the_address_counts_with_its_subdomains(address: str) -> None:
    match = find_competitor(ask("Hello from Meridain!", email=address), PROFILE)
    assert match is not None
    assert match.field.startswith("competitors[0].domains[")


@pytest.mark.parametrize(
    "address", ["jo@notmeridian.example", "jo@meridian.example.org", "meridian@example.com", "jo@meridian.examples"]
)
def test_a_domain_that_only_looks_alike_does_not_count(address: str) -> None:
    assert find_competitor(ask("Hello!", email=address), PROFILE) is None


@pytest.mark.parametrize(
    "title",
    [
        "Designer at Meridian",
        "Einkäufer bei Meridian Cycles GmbH",
        "Sales | Meridian | Dad",
        "Chef de projet chez MCX",
        "Mechanic, Meridian",
        "Arch., sede di Milano di Meridian Cycles S.r.l.",
        "Head of People (Leeds, Sheffield), Meridian",
        "Putting people before profit at Meridian",
        "Trained coach for Meridian",
        "Customer success at Meridian",
        "Référente informatique à la Meridian",
        "Mechanic, Meridian Lekki II",
        "Mechanic, Meridian (since 2021)",
        "Mechanic, Meridian (2021-)",
        "Interim manager at Meridian (until March 2999)",
        "Apprentice, Meridian (2021-2999)",
    ],
)
def test_the_headline_names_the_employer_of_today(title: str) -> None:
    assert find_competitor(ask("Hello!", title=title), PROFILE) is not None


@pytest.mark.parametrize(
    "title",
    [
        "ex-Meridian",
        "Formerly at Meridian",
        "Baker (ex Meridian)",
        "Facilities lead at Tal (bikes by Meridian)",
        "Mechanic, until 2022 at Meridian",
        "Supplier of Meridian",
        "Saddler. Stitched and fitted for Meridian, Tal and some forty more",
        "Head of People at Sable Ferries (before: Kessler & Roy, Meridian)",
        "Head of careers (ex Acme, Meridian)",
        "Baker (2009-2024: Meridian)",
        "Baker | 14 years at Meridian (until 2021)",
        "Imker, Meridian (bis Mai 2021)",
        "Meridian (2007-2021), now bees",
        "Baker, Meridian (2015 to 2021)",
        "Baker, Meridian (05/2015-12/2021)",
        "Baker (2009–24: Meridian)",
        "Coach [formerly Northgate Careers, Meridian]",
        "Coach, years ago at Meridian",
        "two years at Meridian, now at my aunt's sewing table",
        "Adviseur, eerder bij Meridian",
        "Consulente, in passato presso Meridian",
    ],
)
def test_a_former_employer_or_a_business_tie_in_the_headline_does_not_count(title: str) -> None:
    assert find_competitor(ask("Hello!", title=title), PROFILE) is None


@pytest.mark.parametrize(
    "message",
    [
        "Hi Ada, I'm a mechanic at Meridian and loved your talk.",
        "Jo here from Meridian, hello!",
        "I've been with MCX for two years now.",
        "Ich arbeite seit Mai bei Meridian Cycles.",
        "Je suis acheteuse chez Meridian.",
        "Trabajo en Meridian desde enero.",
        "Lavoro da Meridian da due anni.",
        "Ik ben planner bij Meridian.",
        "Trabalho na Meridian há um ano.",
        "Hello, Meridian front desk speaking.",
        "Good evening, Meridian dispatch here, well, Kim.",
        "im w Meridian nowadays",
        "I'm w/ Meridian these days.",
        "My boss at Meridian says my frames look crooked.",
        "Ada, hello. Rory, Meridian, finance desk.",
        "I'm a supply chain manager at Meridian.",
        "It has nothing to do with my job at Meridian.",
        "M'occupe du SAV pour Meridian.",
        "Mon chef chez Meridian dit que je devrais vous demander.",
        "Betreue den Service für Meridian im Süden.",
        "Hallo, Meridian Nachtschicht hier, der Jens.",
        "Mein Chef bei Meridian meint, ich solle Sie fragen.",
        "Atiendo la posventa de Meridian en Asturias.",
        "Seguo l'assistenza per Meridian da Udine in giù.",
        "Il mio capo in Meridian dice che dovrei chiedere a Lei.",
        "Doe de service voor Meridian in Limburg.",
        "Meridian nachtdienst hier, Bas.",
        "Trato da assistência para a Meridian no Algarve.",
        "O meu chefe na Meridian diz que lhe devia perguntar.",
        "[no employer] My manager at Meridian sent me.",
    ],
)
def test_the_sender_says_where_they_work(message: str) -> None:
    match = find_competitor(ask(message), PROFILE)
    assert match is not None
    assert match.start is not None
    assert message[match.start : match.end] in ("Meridian", "MCX", "Meridian Cycles")


@pytest.mark.parametrize(
    "message",
    [
        "I left Meridian in January.",
        "When I was still at Meridian you gave me a lift.",
        "Meridian built my bike and I am content.",
        "I had an interview at Meridian and want to prepare better.",
        "Our town lies on the zero meridian, come and see it.",
        "I'm a waiter at the Grand Meridian Hotel.",
        "We got an offer from Meridian, could you do better?",
        "I was standing between the Meridian booth and a sausage stall.",
        "Im Auftrag von Meridian suche ich eine Leitung für Sie.",
        "My surname is Meridian, no relation.",
        "I was the nuisance from Meridian at every fair. That ended in 2022.",
        "Ich war die Nervensäge von Meridian. Das ist lange her.",
        "Sono la ragazza di Meridian. È finita nel 2021.",
        "In my piece on Meridian's new headquarters you are named.",
        "I read an interview with Meridian's director.",
        "There is a Meridian depot here in Leeds and it is loud.",
        "On a Meridian ferry with no signal for an hour, so there you are.",
        "Our frames come from Meridian.",
        "I spent nineteen years at Meridian.",
        "I handed in the keys of the van at Meridian, eighteen years.",
        "Mein früherer Chef bei Meridian lässt grüßen.",
        "Mon ancien chef chez Meridian vous salue.",
        "Les vélos de Meridian sont lourds.",
        "Il mio ex capo in Meridian la saluta.",
        "Seguo le notizie di Meridian.",
        "Mi antiguo jefe en Meridian le manda saludos.",
        "Mijn vroegere chef bij Meridian doet u de groeten.",
        "O meu antigo chefe na Meridian manda cumprimentos.",
        "I'm a client of Meridian and not happy.",
        "Grand Meridian night desk here, your bag is with us.",
    ],
)
def test_a_mention_in_passing_does_not_count(message: str) -> None:
    assert find_competitor(ask(message), PROFILE) is None


@pytest.mark.parametrize(
    "header",
    [
        "Reply-To: jo@shop.meridian.example", "Reply to: Jo Lee <jo@meridian.example>", "Sender: jo@radtat.example",
        "Antwort an: jo@meridian.example", "Répondre à : jo@meridian.example", "Responder a: jo@meridian.example",
        "Rispondi a: jo@meridian.example", "Antwoord aan: jo@meridian.example",
        "Organization: Meridian Cycles Ltd", "Organisation: MCX",
    ],
)  # fmt: skip
def test_other_headers_of_the_sender_count(header: str) -> None:
    mail = f"From: Jo Lee <jo@home.example>\n{header}\nSubject: the dog\n\nHi Ada,\n\nshe has had them!\n\nJo"
    match = find_competitor(read_request(mail, PROFILE), PROFILE)
    assert match is not None
    assert match.start is not None
    assert mail[match.start : match.end] in header


@pytest.mark.parametrize(
    "header",
    [
        "To: ada@meridian.example", "Cc: pat@meridian.example", "Reply-To: jo@notmeridian.example",
        "Organization: Grand Meridian Hotel", "Subject: jo@meridian.example",
    ],
)  # fmt: skip
def test_headers_of_others_do_not_count(header: str) -> None:
    mail = f"From: Jo Lee <jo@home.example>\n{header}\n\nHi Ada,\n\nshe has had them!\n\nJo"
    assert find_competitor(read_request(mail, PROFILE), PROFILE) is None


def test_a_coined_name_counts_before_a_branch_and_an_ordinary_one_does_not() -> None:
    profile = Profile(name="Ada", competitors=(Competitor(name="FenStack"), Competitor(name="Meridian")))
    for title in ("Therapist | FenStack Hill Island", "Coder at FenStack Victoria Road"):
        assert find_competitor(ask("Hello!", title=title), profile) is not None
    for title in ("Therapist | Meridian Hill Island", "Coder at FenStacker Road", "Coder | FenStack fan and father"):
        assert find_competitor(ask("Hello!", title=title), profile) is None


@pytest.mark.parametrize(
    "title",
    [
        "Owner at McKenna Family Bakery", "Owner at McKenna Hill Bakery", "Host at Meridian Night Club",
        "Sales at Meridian Cork Flooring", "Chair, FenStack User Group",
    ],
)  # fmt: skip
def test_a_surname_and_another_firms_longer_name_are_no_match(title: str) -> None:
    listed = tuple(Competitor(name=name) for name in ("McKenna", "Meridian", "FenStack"))
    assert find_competitor(ask("Hello!", title=title), Profile(name="Ada", competitors=listed)) is None


def test_a_desk_of_a_competitor_counts() -> None:
    assert find_competitor(ask("Meridian night desk here, may I ask you something?"), PROFILE) is not None


def test_a_signature_of_one_line_may_end_with_a_legal_form() -> None:
    mail = "From: Jo Lee <jo@home.example>\n\nGood laugh, Ada.\n\nJo\n\nJo Lee | Planning | Meridian Cycles B.V.\n"
    assert find_competitor(read_request(mail, PROFILE), PROFILE) is not None


def test_a_quoted_mail_of_a_competitor_does_not_count() -> None:
    mail = (
        "From: Pat Lee <pat@shop.example>\nSubject: Fwd: offer\n\nHi Ada, can you beat this?\n\n"
        "---------- Forwarded message ----------\nFrom: Sales <sales@meridian.example>\nSubject: offer\n\nDear Pat, here is our offer.\n"
    )
    assert find_competitor(read_request(mail, PROFILE), PROFILE) is None


def test_the_sentence_around_the_name_decides() -> None:
    text = "I left the army. I work at Meridian."
    at = text.index("Meridian")
    assert says_works_there(text, at, at + 8)


def test_without_listed_firms_nobody_is_a_competitor() -> None:
    assert find_competitor(ask("I work at Meridian.", company="Meridian"), Profile(name="Ada")) is None


def test_once_declined_for_the_same_field_it_stays_so() -> None:
    thread = (
        "MON\nJo Park  9:00 AM\nHi Ada, shall we connect?\n\nAda Brook  9:30 AM\nThank you Jo. We work in the same field, so I'd rather not connect. "
        "All the best!\n\nTUE\nJo Park  8:00 AM\nUnderstood. Would you have a tip for my nephew, who wants to learn the trade?\n"
    )
    assert decide_stance(thread, PROFILE).stance is Stance.DECLINE_COMPETITOR


@pytest.mark.parametrize(
    "decline",
    [
        "Thank you Jo, but I don't take on people through the network, and I'd rather leave it at that.",
        "Danke, Kandidaten nehme ich hier keine an, darum lasse ich es lieber.",
        "Grazie, ma non assumo attraverso la rete, preferisco di no.",
    ],
)
def test_a_decline_of_candidates_is_no_decline_of_a_competitor(decline: str) -> None:
    thread = (
        f"MON\nJo Park  9:00 AM\nHi, I place mechanics.\n\nAda Brook  9:30 AM\n{decline}\n\n"
        "TUE\nJo Park  8:00 AM\nNo no, the other way round: a museum looks for a curator of bicycles. Would it interest you?\n"
    )
    assert decide_stance(thread, PROFILE).stance is not Stance.DECLINE_COMPETITOR


def test_a_decline_of_a_purchase_is_no_decline_of_a_competitor() -> None:
    thread = (
        "MON\nJo Park  9:00 AM\nOur locks never rust. Want ten?\n\nAda Brook  9:30 AM\nThank you Jo, I don't buy through my network. All the best!\n\n"
        "TUE\nJo Park  8:00 AM\nFair enough. Would you have a tip for my nephew, who wants to become a mechanic?\n"
    )
    assert decide_stance(thread, PROFILE).stance is not Stance.DECLINE_COMPETITOR


@pytest.mark.parametrize("name", ["", "GmbH", "&", "。", "ﬁrm", "\u202e"])
def test_any_name_has_a_key(name: str) -> None:
    assert isinstance(name_key(name), str)


def test_a_name_and_a_firm_close_a_message_but_a_list_does_not() -> None:
    def found(text: str) -> bool:
        return find_competitor(read_request(text), PROFILE) is not None

    firm = PROFILE.competitors[0].name
    assert found(f"Somebody rings round and collects prices. I thought you should know. Kaj, {firm}")
    assert found(f"Shall we connect?\nKaj ({firm})")
    assert found(f"Loved your talk.\n\nTom Reed\nConsultant\n{firm} Ltd.\n1 High Street, Leeds")
    assert not found(f"Which of these would you trust? Acme, {firm}")
    assert not found(f"I need advice on an agency. Acme, {firm}?")
    assert not found(f"From: Jo Reed\n\nThe agencies that turned me down are these. Hays, {firm}")


@pytest.mark.parametrize("text", ["." + "A." * 2000 + "," + " " * 2000 + "x", "U.S.A." * 3000, "\n" * 9000 + "A, b"])
def test_a_closing_line_is_read_in_no_time(text: str) -> None:
    started = time.process_time()
    find_competitor(read_request(f"Hello.\n{text} end"), PROFILE)
    assert time.process_time() - started < 2


def test_a_surname_that_a_competitor_has_too_is_no_employer() -> None:
    card = "{}\nLuthier in Mirecourt\nNo mutual connections\n\nGood evening, my cousin played third viola next to you."
    assert find_competitor(read_request(card.format("Camille Meridian")), PROFILE) is None
    assert find_competitor(read_request(card.format("Meridian Cycles")), PROFILE) is not None


_FORMS = [" ".join(parts) for _, parts in prepare_default_terms()]


@given(
    st.sampled_from(["Meridian", "Rad & Tat", "Ærø", "X", "S.A.", "1848"]) | st.text(min_size=1, max_size=12),
    st.sampled_from([" ", ", ", "  ", "-", " & ", ""]),
    st.sampled_from(_FORMS).flatmap(lambda form: st.sampled_from([form, form.upper(), f"{form}.", ".".join(form)])),
    st.sampled_from(["", " ", ".", " -", " e", "é"]),
)
def test_a_name_loses_the_legal_form_that_the_library_takes_off(name: str, gap: str, form: str, tail: str) -> None:
    for whole in (name, f"{name}{gap}{form}{tail}"):
        if any(map(str.isalnum, whole)):
            assert words_of(whole) == tuple(basename(whole).split())


@pytest.mark.parametrize(
    ("head", "works_there"),
    [
        ("Jo Abara, two years at Meridian, now at my aunt's table", False),
        ("Jo Abara, Baker at Meridian", True),
        ("Jo Abara, two years at Meridian", True),
        ("Jo Abara, twelve years at Meridian, now leading the Leeds branch", True),
        ("Jo Abara, Baker, in front of the bridge, facing Meridian", False),
    ],
)
def test_a_head_tells_where_somebody_works_now(head: str, works_there: bool) -> None:
    request = read_request(f"From: {head}\n\nHello there, may I ask you something?", PROFILE)
    assert (find_competitor(request, PROFILE) is not None) == works_there


@pytest.mark.parametrize(
    ("question", "answer", "works_there"),
    [
        ("Where do you work yourself?", "Meridian, people side, third floor. Nice there.", True),
        ("Which company made it?", "Meridian, but I'd like to buy a new one from you.", False),
        ("Whose stand did you like best?", "Meridian's had good coffee, yours had better chairs.", False),
        ("What brings you here?", "Meridian, of all things: they cancelled my course.", False),
        (
            "Where do you work yourself?",
            "In a bakery by the river, with flour up to here. Meridian supplies our vans.",
            False,
        ),
    ],
)
def test_a_firm_named_at_once_answers_the_question_for_it(question: str, answer: str, works_there: bool) -> None:
    thread = (
        f"Mo Abara  4:10 PM\nHello Ada, nice work.\n\nAda Brook  4:55 PM\nThank you, Mo. {question}\n\n"
        f"Mo Abara  6:30 PM\n{answer}\n"
    )
    assert (find_competitor(read_request(thread, PROFILE), PROFILE) is not None) == works_there
