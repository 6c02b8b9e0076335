"""Grounding: what a draft states must stand in the request or the profile, in whatever form."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.checker import check
from drafter.checker.context import STRUCTURES, Context
from drafter.checker.engine import run
from drafter.checker.grounding_addresses import addresses, forms, phones
from drafter.checker.grounding_said import Said, readings
from drafter.checker.grounding_words import stem, words
from drafter.checker.rules import Registry, registry
from drafter.profile import Profile
from drafter.reading.pieces import Form
from drafter.request import Request, Sender, Turn, read_request
from drafter.stance import Stance
from drafter.view import View, fold
from tests.checker.helpers import cue_names

DANA = Profile(
    name="Dana Whitfield",
    role="Owner",
    company="Whitfield Rooms",
    what_we_do="Designs rooms and offices.",
    contact="hello@whitfieldrooms.example",
)
GROUNDING = Registry(
    rules=tuple(rule for rule in registry().rules if rule.code.startswith("GRD")), words=registry().words
)


def codes(draft: str, request: Request | str, stance: str = "accept", profile: Profile | None = DANA) -> set[str]:
    read = read_request(request, profile) if isinstance(request, str) else request
    context = Context(View(draft), request=read, stance=Stance(stance), profile=profile, language=read.language)
    return {finding.code for finding in run(context, GROUNDING, read.language).findings}


def raw(text: str) -> Request:
    """A request of any text, the unreadable included."""
    turn = Turn(author="sender", text=text, start=0, end=len(text))
    form: Form = "bare"
    return Request(text=text, form=form, sender=Sender(), turns=(turn,), parts=())


def test_every_rule_is_a_function_of_this_family() -> None:
    assert len(GROUNDING.rules) >= 20
    assert all(STRUCTURES[rule.structure].__module__ == "drafter.checker.grounding" for rule in GROUNDING.rules)


def test_no_cue_of_the_family_is_without_a_rule() -> None:
    used = set()
    for name in ("grounding", "grounding_claims", "grounding_people"):
        module = __import__(f"drafter.checker.{name}", fromlist=["__file__"])
        with open(str(module.__file__), encoding="utf-8") as file:  # noqa: PTH123
            used.update(re.findall(r'"(grounding_\w+)"', file.read()))
    assert used == {name for name in cue_names() if name.startswith("grounding_")}


NAMED = "From: Dr. José Müller-Ångström <jose@firthcarpets.example>, Firth Carpets, Köln\n\nRobert Klein sent me."


@pytest.mark.parametrize(
    "draft",
    [
        "Dear Dr Müller, thank you. Firth Carpets is welcome here.",
        "Dear Jose, thank you, and my thanks to Bob.",
        "Lieber Herr Mueller, danke. Müllers Nachricht aus Köln hat mich gefreut.",
        "Thank you, José. Klein's advice was good, and FIRTH is a fine name.",
        "Thank you, José. Cologne is not far from here. Best, Dana",
        "Hi José, thank you. I read English, German and on LinkedIn only the short ones.",
        "Thank you, José.\n\nWelcome!\nDana",
    ],
)
def test_a_name_of_the_request_is_known_in_any_form(draft: str) -> None:
    assert "GRD001" not in codes(draft, NAMED)


@pytest.mark.parametrize(
    "draft",
    ["Thank you, José. How is Aquaterra?", "Hi José, thank you, and regards to Ulrike Sand.", "Thanks from Mrs Lund."],
)
def test_a_name_that_nobody_gave_is_found(draft: str) -> None:
    assert "GRD001" in codes(draft, NAMED)


def test_german_nouns_are_no_names() -> None:
    request = "From: Henning Paul\n\nGuten Tag, ich möchte mich vernetzen."
    good = "Guten Tag Herr Paul, vielen Dank. Die Anfrage, der Anlass und eine Tasse Tee reichen mir für ein Gespräch."
    assert "GRD001" not in codes(good, request, "ask_reason")
    assert "GRD001" in codes("Guten Tag Herr Paul, grüßen Sie bitte Frau Stahl von mir, ich danke Ihnen.", request)
    assert "GRD001" in codes(
        "Guten Tag Herr Paul, vielen Dank und schöne Grüße nach Stuttgart, wo ich gern bin.", request
    )
    assert "GRD001" in codes("Guten Tag Herr Paul, ich danke Ihnen und auch dem Architekten Wendt Krogmann.", request)


COUNTED = (
    "From: Lea Brandt\n\nFor fourteen managers, 1.900 euros, on 12.05. at 15:00, since 2019, order B-8812; £5k more."
)


@pytest.mark.parametrize(
    "figure",
    [
        "14 managers",
        "fourteen managers",
        "1,900 euros",
        "1900 euros",
        "12 May",
        "3 pm",
        "5,000",
        "order 8812",
        "2019",
        "'19",
    ],
)
def test_a_figure_of_the_request_is_known_in_any_form(figure: str) -> None:
    assert not codes(f"Thank you, Lea, for {figure}.", COUNTED) & {"GRD002", "GRD003"}


@pytest.mark.parametrize("figure", ["40 managers", "forty managers", "24 May", "1,800 euros", "2018"])
def test_another_figure_is_found(figure: str) -> None:
    assert "GRD002" in codes(f"Thank you, Lea, for {figure}.", COUNTED)


def test_codes_and_addresses_hold_no_figures() -> None:
    request = "From: Lea Brandt <lea@foo.example>\n\nPlease call, see foo.example/plan."
    assert "GRD002" not in codes(
        "Lea, thank you. Hall B12 it is; see www.foo.example/2031 or mail 24x@foo.example.", request
    )
    assert "GRD002" in codes("Lea, thank you. Hall 12 it is.", request)


def test_numbers_in_advice_are_free_but_for_what_the_request_counts() -> None:
    request = "From: Lea Brandt\n\nHow do I train 14 managers?"
    assert not codes("Lea, take 3 mornings, 20 minutes each, and count on two hours more.", request, "help")
    assert "GRD002" in codes("Lea, your 40 managers are too many for one room.", request, "help")
    assert not codes("Lea, begin with 4 managers and see how it goes.", request, "help")


@pytest.mark.parametrize(
    ("request_text", "draft", "found"),
    [
        ("Our bot answers 80% of your calls.", "Thank you. Good luck with the other 20%.", False),
        ("I am 80 and liked your talk.", "Thank you. 20% of all talks are too long.", True),
        ("We have 500 contacts to go.", "Before I become one of the 500, may I ask why me?", False),
        ("We have 500 contacts to go.", "Thank you. On 7 May you had 500.", True),
    ],
)
def test_what_is_left_of_a_percentage_and_a_polite_may_are_no_figures(
    request_text: str, draft: str, found: bool
) -> None:
    assert bool(codes(draft, f"From: Jo Marsh\n\n{request_text}") & {"GRD002", "GRD003"}) == found


def test_a_run_of_number_words_is_one_number() -> None:
    request = "From: Lea Brandt\n\nWe have 240 benches."
    assert "GRD002" not in codes("Lea, thank you. Your two hundred and forty benches are welcome.", request, "answer")
    assert "GRD002" in codes("Lea, thank you. Your four hundred and forty benches are welcome.", request, "answer")


def test_ordinals_sums_and_differences_of_the_request_are_known() -> None:
    request = "From: Lea Brandt\n\nThis is my seventh letter; of 40 benches 12 came."
    assert "GRD002" not in codes("Lea, I am sorry about those 28 benches and your seven letters.", request, "answer")
    assert "GRD002" in codes("Lea, I am sorry about those 27 benches.", request, "answer")


@pytest.mark.parametrize("aside", ["I slept for 9 hours", "I may hope for 30 more years of it", "I read it 4 times"])
def test_the_user_may_count_what_is_their_own(aside: str) -> None:
    assert "GRD002" not in codes(f"Hi Carl, thank you. {aside}. Welcome.", "From: Carl Boon\n\nHi.")
    assert "GRD002" in codes("Hi Carl, thank you. We have 30 people. Welcome.", "From: Carl Boon\n\nHi.")


def test_another_word_in_the_place_of_the_senders_is_found_in_any_language() -> None:
    request = "From: Anneke Dijkstra\n\nIk las uw stukje over wachten bij de poort."
    assert "GRD007" in codes("Dank u wel, Anneke. Het wachten bij de sluis kost tijd. Welkom.", request)
    assert "GRD007" not in codes("Dank u wel, Anneke. Het wachten bij die poort kost tijd. Welkom.", request)
    assert "GRD007" not in codes("Dank u wel, Anneke. Het wachten bij de sluis kost tijd.", request, "help")


def test_another_weekday_behind_the_senders_own_word_is_found() -> None:
    request = "From: Wen Kruse\n\nI saw the arches on a rainy Tuesday."
    assert "GRD003" in codes("Thank you, Wen. A rainy Sunday suits arches. Welcome.", request)
    assert "GRD003" not in codes("Thank you, Wen. A rainy Tuesday suits arches. Welcome.", request)


@pytest.mark.parametrize(
    "sentence", ["Could you write to us about the floor?", "I'm glad you told me.", "It is the best I've read."]
)
def test_requests_and_relative_clauses_claim_nothing(sentence: str) -> None:
    assert not codes(f"Hi Carl, thank you. {sentence}", "From: Carl Boon\n\nHi.")


def test_the_own_contact_and_the_addresses_of_the_request_are_known() -> None:
    request = "From: Lea <lea@foo.example>\n\nSee https://www.foo.example/plan, or ring +44 20 7946 0958."
    good = "Thank you, Lea. I saw foo.example/plan; write to hello@whitfieldrooms.example. I may ring 020 7946 0958."
    assert "GRD004" not in codes(good, request, "answer")
    assert "GRD004" in codes("Thank you, Lea. Write to sales@whitfieldrooms.example.", request, "answer")
    assert "GRD004" in codes("Thank you, Lea. Please ring 020 7946 1111.", request, "answer")


def test_without_a_request_nothing_is_judged_and_without_a_profile_no_name() -> None:
    bad = View("Thank you for our chat last week in Dublin.")
    assert run(Context(bad, stance=Stance.ACCEPT), GROUNDING, "en").accepted
    found = codes(bad.text, "From: Carl Boon\n\nHi.", profile=None)
    assert "GRD001" not in found and "GRD005" in found


@pytest.mark.parametrize(
    "sentence", ["I don't think we have met.", "Have we met?", "If we met before, I forgot where."]
)
def test_what_is_denied_asked_or_supposed_is_no_claim(sentence: str) -> None:
    assert "GRD005" not in codes(f"Hi Carl, thank you. {sentence} What made you write?", "From: Carl Boon\n\nHi.")


def test_the_sender_may_be_told_what_they_told() -> None:
    request = "From: Jo Marsh\n\nWe met at the fair in Cork on Monday; I run a bakery and my daughter was born in May."
    draft = (
        "Jo, of course I remember the fair in Cork. All the best to your daughter and your bakery; May is a good month."
    )
    assert not codes(draft, request)


def test_a_thread_knows_what_the_user_wrote_before() -> None:
    thread = "Dana: Thank you, but we work in the same field as Lund.\nTheo Lund: We only do hotels. Come on."
    assert "GRD018" not in codes("Theo, thanks for coming back to me. It stays a no.", thread, "decline_competitor")
    assert "GRD018" in codes(
        "Theo, thanks for coming back to me. It's a no.", "From: Theo Lund\n\nConnect?", "ask_reason"
    )


def test_stems_bring_inflections_together_and_keep_words_apart() -> None:
    assert len({stem(word) for word in ("deliver", "delivers", "delivered", "delivering")}) == 1
    assert stem("pumps") == stem("pump") and stem("running") == stem("runs")
    assert stem("sharding") != stem("feature")


def test_a_compound_knows_its_parts() -> None:
    said = Said(fold("Kreiselpumpen für Lehmputz"))
    assert said.knows("pumpen") and said.knows("lehm") and not said.knows("ventile")


@pytest.mark.parametrize(("figure", "values"), [("1.900", {1900}), ("14.04", {14, 4, 1404}), ("7", {7})])
def test_a_figure_has_every_reading_of_its_separators(figure: str, values: set[int]) -> None:
    assert readings(figure) == values


def test_addresses_end_where_the_sentence_does() -> None:
    text = "see (www.foo.example/a), mail a@b.example. or e.g. this.it is not"
    assert [text[start:end] for start, end in addresses(text)] == ["www.foo.example/a", "a@b.example"]
    assert {"foo.example/a", "foo.example", "a@b.example", "b.example"} == forms(text)
    assert [digits for _, _, digits in phones("order 8812, tel. +49 (0)30 123456-7")] == ["234567"]


def test_word_lists_are_folded() -> None:
    lists = words().lists.values()
    assert all(word == fold(word) for listed in lists for word in listed)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(), max_size=300), st.text(st.characters(), max_size=300), st.sampled_from(list(Stance)))
def test_any_text_gives_exact_spans(draft: str, request: str, stance: Stance) -> None:
    context = Context(View(draft), request=raw(request), stance=stance, profile=DANA)
    for finding in run(context, GROUNDING, None).findings:
        assert 0 <= finding.start <= finding.end <= len(draft)
        assert draft[finding.start : finding.end] == finding.text


CLAIMS = st.sampled_from(
    """your bakery|our chat|last week|Ⅳ Dublin|ＦＵＬＬ width|we met at the faİr|thanks for the c\u200ball
he told me|12 May|forty desks|www.foo.example|\ud800|ß|ﬁ|Ihr Garten|d e m o|as you know
I remember|. |? |, |; |hundred|½|٣""".replace("\n", "|").split("|")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(CLAIMS, max_size=25), st.lists(CLAIMS, max_size=10), st.sampled_from(list(Stance)))
def test_claims_in_any_order_give_exact_spans(draft: list[str], request: list[str], stance: Stance) -> None:
    text = " ".join(draft)
    context = Context(View(text), request=raw(" ".join(request)), stance=stance, profile=DANA, language="de")
    for finding in run(context, GROUNDING, "de").findings:
        assert text[finding.start : finding.end] == finding.text


def test_what_one_request_says_is_unknown_to_a_draft_for_the_next() -> None:
    draft = "Hi Ola, thank you for writing. I remember the 40 chairs that Brightwater ordered in Leeds."
    telling = "From: Ola Lund\n\nWe ordered 40 chairs for Brightwater in Leeds."
    silent = "From: Ola Lund\n\nGood to find you here."
    first = codes(draft, silent)
    assert first - codes(draft, telling)
    assert codes(draft, silent) == first


def test_a_rule_names_one_sentence_once_from_the_first_place_to_the_last() -> None:
    text = "Thank you, José. Greetings from Waldo and from Xenia! Ulrike is here, too."
    found = [finding for finding in check(text, NAMED, "accept", DANA).findings if finding.code == "GRD001"]
    assert [finding.text for finding in found] == ["Waldo and from Xenia", "Ulrike"]
    assert all(text[finding.start : finding.end] == finding.text for finding in found)


@pytest.mark.parametrize(
    ("request_text", "draft", "known"),
    [
        ("From: E. Brand <e@northsumppumps.example>\n\nShall we?", "North Sump and we are in one field.", True),
        ("From: E. Brand <e@comparisons.example>\n\nShall we?", "I was in Paris and thought of you.", False),
        ("From: T. Ek\n\nHow is the Danish market?", "I keep my view of Denmark to myself.", True),
        ("From: T. Ek\n\nHow is the Danish market?", "I keep my view of Portugal to myself.", False),
        ("From: Z. Porter\n\nAdd me?", "No: same field, you and I. Nothing but respect for you.", True),
    ],
)
def test_names_that_an_address_or_a_nationality_gives_are_known(request_text: str, draft: str, known: bool) -> None:
    report = check(draft, request_text, "decline_competitor", Profile(name="Ada Brook"))
    assert ("GRD001" not in {finding.code for finding in report.errors}) == known
