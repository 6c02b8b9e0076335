"""What each stance asks for is demanded, what it forbids is found, and nothing else is touched."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.checker.context import Context
from drafter.checker.cues import CUES_FOLDER, Cues
from drafter.checker.engine import check, run
from drafter.checker.rules import Registry, registry
from drafter.profile import Profile
from drafter.request import read_request
from drafter.stance import Stance
from drafter.view import View
from tests.checker.helpers import cue_names

USER = Profile(
    name="Dana Whitfield",
    company="Whitfield Rooms",
    contact="hello@whitfieldrooms.example",
    field_keywords=("office design",),
)
FAMILY = Registry(rules=tuple(rule for rule in registry().rules if rule.code.startswith("ETQ")), words=registry().words)


def errors(draft: str, stance: str, language: str = "en", request: str | None = None) -> set[str]:
    context = Context(
        View(draft),
        request=read_request(request, USER) if request else None,
        stance=Stance(stance),
        profile=USER,
        language=language,
    )
    return {finding.code for finding in run(context, FAMILY, language).findings if finding.severity == "error"}


@pytest.mark.parametrize(
    ("stance", "draft"),
    [
        ("ask_reason", 'Thanks, Rob. "Opportunity" covers a lot of ground. Which part of it made you pick me?'),
        ("ask_reason", "Thank you, Jo. I'd like to know what brought you here."),
        (
            "decline_competitor",
            "Thanks, Lena, but no: two firms, one field. Plenty of respect, and good luck to you all.",
        ),
        (
            "decline_competitor",
            "Jo, thank you. You do offices, we do offices, so no. I admire your work. All the best.",
        ),
        (
            "decline_pitch",
            "Thanks for asking, Jo. No lamps for me: I keep my network out of buying and selling. Good luck.",
        ),
        ("introduce", "I'll ask Liv how she feels about it, Jo; two or three lines from you would help."),
        ("help", "Mirror opposite the door, Jo. Lamps low, never one in the middle."),
        ("answer", "Only offices, Jo, and thank you for asking. Write to hello@whitfieldrooms.example."),
        ("accept", "Then we'll get on, Harvey, and thanks for answering. Losing a deal is an underrated pleasure."),
    ],
)
def test_a_reply_that_a_careful_person_would_send_is_left_alone(stance: str, draft: str) -> None:
    assert errors(draft, stance) == set()


@pytest.mark.parametrize(
    ("stance", "sentence"),
    [
        ("answer", "That should never have happened, and I'm sorry."),
        ("answer", "We should have checked before we left, and you must have been furious."),
        ("answer", "I'll find out tomorrow and write to you by Friday."),
        ("help", "They'll expect you to know the drawing by heart."),
        ("help", "Ask what you get in return before you sign, and what's in it for them."),
        ("help", "Don't bother with a cover page; recruiters don't read all of them."),
        ("help", "Quote a fixed sum, since people pay for certainty; a used one costs about 40 euros."),
        ("introduce", "If she says yes, she'll write to you herself."),
        ("accept", "How kind to write just to say thanks, and I'm glad that you like our posts."),
        ("accept", "What are you up to these days, in a job that may prove useful?"),
        ("decline_pitch", "I hope you find time for the garden, and that the orders come and never end."),
        ("decline_pitch", "I'm happy to admit that the picture made me smile, and I accept it as a compliment."),
        ("decline_competitor", "If we meet on a shortlist, may the better one win."),
        ("decline_competitor", "I know you meant it kindly, but I keep to that rule."),
        ("ask_reason", "You're in wine and I'm in rooms."),
    ],
)
def test_harmless_kin_of_what_is_forbidden_is_left_alone(stance: str, sentence: str) -> None:
    rest = {
        "answer": "Thank you, Jo. {} Please write to hello@whitfieldrooms.example.",
        "help": "Gladly, Jo. Send me the letter and I'll mark it. {}",
        "introduce": "Hello Jo, I'll ask Karin first. {} Two or three lines about you would help.",
        "accept": "Thank you, Jo. {} Welcome.",
        "decline_pitch": "Thank you, Jo. I don't buy or sell through my network, so it's a no. {} All the best.",
        "decline_competitor": "Thank you, Jo. Same field, so I won't connect. I respect your work. {} All the best.",
        "ask_reason": "Hello Jo, thank you. {} What made you want to connect?",
    }
    assert errors(rest[stance].format(sentence), stance) - {"SAL099", "ETQ099"} == set()


@pytest.mark.parametrize(
    ("stance", "language", "draft", "code"),
    [
        (
            "ask_reason",
            "de",
            "Guten Tag Frau Kurz, danke. Ich vernetze mich gern mit Ihnen. Was führt Sie her?",
            "ETQ004",
        ),
        ("ask_reason", "pt", "Olá Rui, obrigado. Onde mora?", "ETQ003"),
        (
            "decline_competitor",
            "fr",
            "Bonjour Luc, merci. Je préfère ne pas me connecter. Bonne continuation.",
            "ETQ011",
        ),
        (
            "decline_competitor",
            "it",
            "Gentile Luca, grazie. Siamo concorrenti, perciò no. Magari un caffè? Auguri.",
            "ETQ016",
        ),
        ("decline_pitch", "es", "Hola, Ana, gracias. No compro por esta red, pero envíemelo. Mucha suerte.", "ETQ015"),
        ("decline_pitch", "nl", "Hoi Bas, dank. Ik koop niet via mijn netwerk. Klinkt interessant. Succes.", "ETQ012"),
        ("introduce", "nl", "Hoi Bram, ik stel je vandaag nog voor. Stuur me twee of drie regels.", "ETQ040"),
        ("help", "fr", "Bonjour Luc, le poste est à vous. Envoyez-moi votre CV.", "ETQ057"),
    ],
)
def test_the_core_holds_in_every_language(stance: str, language: str, draft: str, code: str) -> None:
    assert code in errors(draft, stance, language)


def test_a_reason_given_earlier_in_the_thread_need_not_be_repeated() -> None:
    thread = "Dana Whitfield: Thank you, but as we work in the same field I'd rather not connect.\nTheo Lund: Come on!"
    draft = "Thank you, Theo. My answer stays no. I respect what you do and wish you well."
    assert "ETQ011" not in errors(draft, "decline_competitor", request=thread)
    assert "ETQ011" in errors(draft, "decline_competitor")


def test_naming_both_firms_gives_the_reason_of_the_no() -> None:
    request = "From: Dorit Hazan, Talent Partner at Selwick Interiors\n\nLoved your panel."
    no = "I won't connect, with all respect, and I wish you well."
    both = f"Thank you, Dorit. Selwick draws for libraries and Whitfield draws for libraries. {no}"
    assert "ETQ011" not in errors(both, "decline_competitor", request=request)
    assert "ETQ011" in errors(f"Thank you, Dorit, for what you say of Whitfield. {no}", "decline_competitor")


def test_nothing_is_missed_in_a_language_whose_words_are_not_known() -> None:
    assert errors("Dzień dobry, dziękujemy za wiadomość i pozdrawiamy.", "decline_pitch", "pl") == set()


def test_every_reply_to_what_gets_no_reply_is_an_error() -> None:
    assert errors("No.", "no_reply") == {"ETQ090"}


def test_without_a_stance_the_family_is_silent() -> None:
    context = Context(View("Happy to connect! Let's talk on Thursday. What does it cost?"), profile=USER)
    assert run(context, FAMILY, "en").findings == ()


def test_a_quoted_question_is_no_question() -> None:
    draft = 'Thank you, Gwen. "Can\'t we connect?" deserves an honest answer: same trade, so no. I wish you well.'
    assert "ETQ016" not in errors(draft, "decline_competitor")


def test_every_cue_that_the_code_asks_for_is_in_the_data() -> None:
    folder = CUES_FOLDER.parent / "checker"
    code = "\n".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    unused = {name for name in cue_names() if f'"{name}"' not in code}
    assert not unused
    assert Cues(View("thank you")).spans("thanks") == [(0, 5)]


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=400)
    | st.lists(
        st.sampled_from(
            ["I'd be happy to ", "but ", "no ", "we ", "thank you ", "?", ". ", "\n", '"', "é", "𝕏", "🙂", "\ud800"]
        )
    ).map("".join),
    st.sampled_from(list(Stance)),
    st.sampled_from(["en", "de", "fr", "es", "it", "nl", "pt", "xx"]),
)
def test_any_text_gives_exact_spans(text: str, stance: Stance, language: str) -> None:
    context = Context(View(text), stance=stance, profile=USER, language=language)
    for finding in run(context, FAMILY, language).findings:
        assert text[finding.start : finding.end] == finding.text


@pytest.mark.parametrize(
    "piece", ["?", "a", " ", "but we ", "1,", "no. ", "'", "why? ", "\n", "@a.", "we'll talk again "]
)
@pytest.mark.parametrize("stance", ["ask_reason", "decline_competitor", "introduce", "answer"])
def test_hostile_repetition_costs_no_more_than_its_length(piece: str, stance: str) -> None:
    text = "Thank you. " + piece * (100_000 // len(piece))
    context = Context(View(text), stance=Stance(stance), profile=USER, language="en")
    started = time.perf_counter()
    run(context, FAMILY, "en")
    assert time.perf_counter() - started < 5


def test_lines_that_the_user_asked_for_earlier_are_not_asked_for_again() -> None:
    thread = (
        "Ada Brook: Happy to ask Signe. Could you send me two or three lines?\n\nMatteo Grassi: I write on tidal mills."
    )
    draft = "Thank you, Matteo, that's all I need. I'll ask Signe first and let you know what she says."
    user = Profile(name="Ada Brook")
    answered = check(draft, read_request(thread, user), "introduce", user)
    assert "ETQ041" not in {finding.code for finding in answered.errors}
    fresh = check(draft, read_request("From: Matteo Grassi\n\nCan you put me in touch with Signe?"), "introduce", user)
    assert "ETQ041" in {finding.code for finding in fresh.errors}


@pytest.mark.parametrize(
    ("message", "welcomed"),
    [("Thanks for connecting! I'm here for the footnotes.", True), ("I read your footnotes with pleasure.", False)],
)
def test_who_gives_thanks_for_the_connection_needs_no_welcome(message: str, welcomed: bool) -> None:
    report = check("Then you'll be my first reader, Ingrid. Thank you.", f"From: Ingrid Falk\n\n{message}", "accept")
    assert ("ETQ074" not in {finding.code for finding in report.errors}) == welcomed
