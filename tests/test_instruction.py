"""The user's own wish: what breaks etiquette is refused, what may be asked for is looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.errors import InputError
from drafter.instruction import MAX_INSTRUCTION, MAX_SHORT, Refusal, Wish, instructions, read_instruction
from drafter.stance import Stance

REPLIED = [stance for stance in Stance if stance is not Stance.NO_REPLY]


def stances_of(refusal: Refusal) -> list[Stance]:
    return [stance for stance in REPLIED if not refusal.stances or stance.value in refusal.stances]


def wish(text: str, stance: Stance = Stance.ACCEPT) -> Wish:
    read = read_instruction(text, stance)
    assert read is not None
    return read


@pytest.mark.parametrize("refusal", instructions().refused, ids=lambda refusal: refusal.name)
def test_what_breaks_etiquette_is_refused_in_every_stance_that_it_breaks(refusal: Refusal) -> None:
    for stance in stances_of(refusal):
        for text in refusal.bad:
            with pytest.raises(InputError, match="breaks etiquette") as caught:
                read_instruction(text, stance)
            assert "\n" not in str(caught.value)


@pytest.mark.parametrize("refusal", instructions().refused, ids=lambda refusal: refusal.name)
def test_what_only_sounds_like_it_is_followed(refusal: Refusal) -> None:
    for stance in stances_of(refusal):
        for text in refusal.good:
            assert wish(text, stance).text == text


@pytest.mark.parametrize(
    "text",
    [
        "give him my phone number",
        "tell her my new e-mail address",
        "tell her that the number of applicants is small",
        "give her the number of our office",
        "gib ihm meine Nummer",
        "donne-lui mon numéro",
        "dale mi correo",
        "dagli il mio numero",
        "geef hem mijn nummer",
        "dá-lhe o meu número",
    ],
)
def test_what_is_the_users_own_may_be_given(text: str) -> None:
    assert wish(text, Stance.HELP).text == text


@pytest.mark.parametrize("word", ["discount", "free trial", "offer"])
def test_what_the_sender_offered_is_theirs_until_the_user_sells_too(word: str) -> None:
    thanks = f"thank her for the {word} she offered"
    assert wish(thanks, Stance.DECLINE_PITCH).text == thanks
    with pytest.raises(InputError, match=r"our services.*never sells"):
        read_instruction(f"{thanks} and mention our services", Stance.DECLINE_PITCH)


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted", "short"),
    [
        ("shorter, mention Lisbon", ("Lisbon",), (), True),
        ("mention lisbon", ("lisbon",), (), False),
        ("mention my new book", (), (), False),
        ('include "see you in May" at the end', ("see you in May",), (), False),
        ("mention Lisbon and be warm", ("Lisbon",), (), False),
        ("don't mention Lisbon", (), ("Lisbon",), False),
        ("kürzer, erwähne Lissabon", ("Lissabon",), (), True),
        ("plus court, mentionne Lisbonne", ("Lisbonne",), (), True),
        ("menciona Lisboa", ("Lisboa",), (), False),
        ("più breve, menziona Lisbona", ("Lisbona",), (), True),
        ("korter, noem Lissabon", ("Lissabon",), (), True),
        ("mais curto, menciona Lisboa", ("Lisboa",), (), True),
        ("not shorter, warmer", (), (), False),
        ("mention that I'm away until 12 March", ("12", "March"), (), False),
    ],
)
def test_what_can_be_looked_for_is_read(
    text: str, wanted: tuple[str, ...], unwanted: tuple[str, ...], short: bool
) -> None:
    read = wish(text)
    assert (read.wanted, read.unwanted, read.short) == (wanted, unwanted, short)


def test_what_a_draft_does_not_show_is_said_as_something_to_do() -> None:
    asked = wish("shorter, mention Lisbon, don't mention Porto")
    assert asked.unmet("Greetings to LISBON.") == ()
    assert asked.unmet("Porto " + "word " * MAX_SHORT) == (
        'mention "Lisbon"',
        'leave out "Porto"',
        f"make it shorter: at most {MAX_SHORT} words",
    )


def test_a_blank_instruction_is_none_and_a_long_one_is_refused() -> None:
    assert read_instruction(" \n\x1b[0m", Stance.HELP) is None
    with pytest.raises(InputError, match=str(MAX_INSTRUCTION)):
        read_instruction("word " * 200, Stance.HELP)


@given(st.text(max_size=200), st.sampled_from(REPLIED))
def test_any_instruction_is_a_wish_or_a_refusal_of_one_line(text: str, stance: Stance) -> None:
    try:
        read = read_instruction(text, stance)
    except InputError as error:
        assert "\n" not in str(error) and "\x1b" not in str(error)
    else:
        assert read is None or isinstance(read.unmet("Hello."), tuple)
