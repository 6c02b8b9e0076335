"""The salesy family: what no single rule's examples can show."""

from __future__ import annotations

import pytest

from drafter.checker.context import Context
from drafter.checker.engine import run
from drafter.checker.report import Report
from drafter.checker.rules import Registry, registry
from drafter.profile import Profile
from drafter.request import read_request
from drafter.stance import Stance
from drafter.view import View

SALESY = Registry(rules=tuple(r for r in registry().rules if r.code.startswith("SAL")), words=registry().words)
MAKER = Profile(
    name="Bruno Marchetti",
    company="Talbrook Pumps",
    what_we_do="Makes industrial pumps.",
    field_keywords=("pumps",),
    contact="bruno@talbrook.example",
)
STUDIO = Profile(name="Hanna Lind", company="Lind Rooms", what_we_do="An interior design studio for offices.")


def judged(
    draft: str, stance: str | None = None, request: str = "", profile: Profile = MAKER, language: str = "en"
) -> Report:
    heard = read_request(request, profile) if request else None
    context = Context(
        View(draft),
        request=heard,
        stance=Stance(stance) if stance else None,
        profile=profile if stance else None,
        language=language if stance else None,
    )
    return run(context, SALESY, language)


@pytest.mark.parametrize(
    "draft",
    [
        "Thanks for connecting! We help companies like yours grow.",
        "Welcome. Many of our clients in paper run into the same thing.",
        "If your pump ever lets you down, give us a shout.",
        "Let's hop on a quick call to explore synergies.",
        "Our award-winning pumps cut your energy bills by up to 40%.",
        "New contacts get a complimentary audit, for a limited time.",
        "Book a 20-minute slot in my calendar: calendly.example/bruno",
        "Not that I'm selling anything, but our new series is out.",
        "W e h e l p companies like yours: f.r.e.e consultation, no obligation.",
        "Get a ｆｒｅｅ consultation on us.",
    ],
)
def test_plain_selling_is_caught_without_knowing_what_the_draft_answers(draft: str) -> None:
    assert not judged(draft).accepted


@pytest.mark.parametrize(
    ("stance", "draft"),
    [
        ("help", "I'll gladly tell you what didn't work, on a call or in writing."),
        ("help", "Send me your CV and I'll look at it; no fee, no catch."),
        ("help", "A free course is fine for a start. See what your library offers before you pay."),
        ("help", "It costs you nothing to ask for the higher figure."),
        ("answer", "Yes, pumps for dairies are what we make. Please write to bruno@talbrook.example with the flow."),
        ("answer", "A quote belongs in proper mail: write to bruno@talbrook.example."),
        ("introduce", "I'll ask our client whether she'd show you round. Two or three lines from you would help."),
        ("decline_pitch", "Thanks, but I don't buy or sell here, at 40% off or at full price. Good luck!"),
        ("decline_pitch", "I'll pass on the leads, the guarantee and the quick call. Have a good week."),
        ("decline_pitch", "I'll leave the limited spots to others. I hope they go to people who enjoy them."),
        ("decline_competitor", "We make the same things for the same customers, so it's a no. I wish you well."),
        ("ask_reason", "We seem to work in the same field, so I'm curious: what prompted it?"),
        ("ask_reason", "I make pumps for a living, so requests from poets are rare. What made you write?"),
        ("accept", "We had the same forty minutes of panic in Leipzig, and I still laugh about it."),
        ("accept", "Our apprentices will be pleased to hear it."),
        ("accept", "If the second part gets written, I'll be first in the queue to read it."),
    ],
)
def test_honest_replies_are_left_alone(stance: str, draft: str) -> None:
    report = judged(draft, stance, "Hello, this is about something else.")
    assert report.accepted, report.errors


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        (
            "de",
            "Willkommen! Wir unterstützen Unternehmen wie Ihres. Vereinbaren Sie jetzt Ihr kostenloses Erstgespräch!",
        ),
        ("fr", "Bienvenue. N'hésitez pas à penser à nous pour vos prochains projets."),
        ("es", "Somos líderes del sector y ayudamos a empresas como la tuya a reducir costes."),
        ("it", "Benvenuta. Se un domani pensaste di cambiare pompe, sarei felice di darvi una mano."),
        ("nl", "Welkom! Mocht je ooit een pomp nodig hebben, dan weet je me te vinden."),
        ("pt", "Bem-vinda. Teria gosto em mostrar-lhe, numa breve chamada, como podemos apoiar a sua operação."),
    ],
)
def test_the_core_is_known_in_seven_languages(language: str, draft: str) -> None:
    assert not judged(draft, "accept", "Hello!", language=language).accepted


@pytest.mark.parametrize(
    ("language", "draft"),
    [
        ("de", "Danke, aber ich kaufe und verkaufe nichts über mein Netzwerk, auch keinen kostenlosen Test."),
        ("fr", "Merci, mais je n'achète ni ne vends rien par ce réseau, pas même un devis gratuit."),
        ("es", "Gracias, pero no compro ni vendo por esta red, así que dejo pasar la oferta."),
        ("it", "Grazie, ma non uso la mia rete per comprare o vendere, quindi declino la demo, anche se gratuita."),
        ("nl", "Dank je, maar ik gebruik mijn netwerk niet om te kopen, korting of niet."),
        ("pt", "Obrigado, mas não compro nem vendo por esta rede, com ou sem desconto."),
    ],
)
def test_a_refusal_in_any_of_them_is_left_alone(language: str, draft: str) -> None:
    report = judged(draft, "decline_pitch", "Hello!", language=language)
    assert report.accepted, report.errors


def test_the_words_of_the_sender_are_theirs() -> None:
    draft = "Glad the discount code worked, Ollie. Good to be connected."
    assert judged(draft, "accept", "The discount code you posted worked!").accepted
    assert judged("Thank you for liking our summer discount.", "accept", "Hello!").errors


def test_every_span_is_a_piece_of_the_draft() -> None:
    draft = "“Welcome” — naïve as I am… We help companies like yours, f.r.e.e consultation incl. Grüße!"
    for finding in judged(draft, "accept", "Hello!").findings:
        assert draft[finding.start : finding.end] == finding.text != ""


def test_every_error_says_in_one_sentence_what_to_do() -> None:
    for rule in SALESY.rules:
        assert rule.instead.endswith(".") and rule.instead.count(". ") == 0, rule.code
        assert rule.severity == "error" or rule.code >= "SAL080" or rule.code == "SAL053"


def test_about_fifteen_bans_go_into_the_prompt() -> None:
    assert 12 <= sum(bool(rule.ban) for rule in SALESY.rules) <= 24
