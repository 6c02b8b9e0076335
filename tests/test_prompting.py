"""The prompts: a sandbox, a fence, and the same head for every request of a user."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.checker import check
from drafter.checker.rules import registry
from drafter.checker.wording import LANGUAGES
from drafter.errors import ConfigError
from drafter.profile import Profile
from drafter.prompting import MAX_SHOWN, Prompts, bans
from drafter.request import read_request
from drafter.settings import MAX_CANDIDATES
from drafter.stance import Assessment, Stance

PROFILE = Profile(name="Mara Lindholm", company="Lindholm Lifts", contact="post@lindholm-lifts.example")


def assessed(stance: Stance = Stance.ASK_REASON, language: str | None = "en") -> Assessment:
    return Assessment(
        stance=stance, runner_up=Stance.ACCEPT, evidence=(), language=language, confidence=0.9, unsure=False
    )


def messages(
    text: str,
    stance: Stance = Stance.ASK_REASON,
    nonce: str = "n0nce",
    language: str = "en",
    prompts: Prompts | None = None,
) -> list[tuple[str, str]]:
    return (prompts or Prompts()).messages(
        read_request(text, PROFILE), PROFILE, assessed(stance, language), nonce=nonce
    )


@pytest.mark.parametrize("stance", [stance for stance in Stance if stance is not Stance.NO_REPLY])
def test_every_stance_has_a_prompt_that_says_who_the_user_is(stance: Stance) -> None:
    (role, system), *_, (last_role, last) = messages("Hello Mara, may I?", stance)
    assert (role, last_role) == ("system", "user")
    assert "Mara Lindholm" in system and "Hello Mara, may I?" in last


def test_two_requests_of_one_stance_share_everything_but_the_end() -> None:
    first, second = messages("Hello!"), messages("A wholly different message.\n\nPaul", nonce="other")
    assert first[:-1] == second[:-1]


@pytest.mark.parametrize("stance", [stance for stance in Stance if stance is not Stance.NO_REPLY])
def test_two_examples_stand_before_the_message_as_turns_in_the_same_form(stance: Stance) -> None:
    _, *turns = messages("Hello!", stance)
    assert [role for role, _ in turns] == ["user", "assistant", "user", "assistant", "user"]
    task = turns[-1][1].rsplit("\n", 1)[-1]
    for asked in (turns[0][1], turns[2][1]):
        assert any(asked.endswith(task.replace("reply,", f"reply to {name},")) for name in ("Sam", "Ilse"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stance", [stance for stance in Stance if stance is not Stance.NO_REPLY])
def test_the_replies_of_the_examples_pass_the_checker(stance: Stance, language: str) -> None:
    _, *turns = messages("Hello!", stance, language=language)
    for (_, asked), (_, reply) in zip(turns[:-1:2], turns[1:-1:2], strict=True):
        sender = "Sam" if "Sam" in asked else "Ilse Maas"
        request = read_request(f"From: {sender}\n\n{asked.split('--- example')[1].strip()}", PROFILE)
        assert not check(reply, request, stance, PROFILE).errors, reply


def test_business_goes_to_the_contact_address_in_examples_too() -> None:
    assert "post@lindholm-lifts.example" in messages("Hello!", Stance.ANSWER)[2][1]


def test_what_is_banned_comes_from_the_checkers_own_rules() -> None:
    assert len(bans()) >= 8
    for stance in Stance:
        if stance is not Stance.NO_REPLY:
            system = messages("Hello!", stance)[0][1]
            for rule in registry().rules:
                assert not rule.ban or (rule.ban in system) == (not rule.stances or stance in rule.stances)


def test_the_language_of_the_request_is_named() -> None:
    assert "in German: thank them" in messages("Guten Tag!", language="de")[-1][1]


@given(st.text(min_size=1, max_size=200).filter(lambda text: text.strip().isprintable() and text.strip()))
def test_the_request_stands_whole_between_the_fences_and_is_never_a_template(text: str) -> None:
    last = messages(text, nonce="5f2c9a1e")[-1][1]
    _, inside, _ = last.split("--- 5f2c9a1e")
    assert inside.strip() == text.strip()


def test_control_characters_of_a_request_do_not_reach_the_model() -> None:
    last = messages("Hi\x1b[31m red\u202e \x00there")[-1][1]
    assert "\x1b" not in last and "\u202e" not in last and "\x00" not in last


def test_of_a_very_long_request_the_end_is_shown() -> None:
    last = messages("start " + "word " * 20_000 + "the end")[-1][1]
    assert "the end" in last and "start" not in last and len(last) < MAX_SHOWN + 500


def test_a_folder_of_the_users_own_replaces_single_files(tmp_path: Path) -> None:
    (tmp_path / "system.j2").write_text("You are {{ profile.name }}, a pirate.", "utf-8")
    prompts = Prompts(tmp_path)
    system = prompts.messages(read_request("Hi", PROFILE), PROFILE, assessed(), nonce="n")[0][1]
    assert system.startswith("You are Mara Lindholm, a pirate.") and "asks why" in system
    assert prompts.version != Prompts().version


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{{ profil.name }}", r"system\.j2 uses a variable.*'profil' is undefined"),
        ("{{ profile.nam }}", r"system\.j2 uses a variable.*nam"),
        ("line\n{% if %}", r"system\.j2.*line 2"),
        ("{{ ''.__class__.__mro__ }}", r"system\.j2"),
        ("{% include '/etc/passwd' %}", r"system\.j2"),
    ],
)
def test_a_broken_prompt_is_one_line_that_names_it(tmp_path: Path, template: str, says: str) -> None:
    (tmp_path / "system.j2").write_text(template, "utf-8")
    with pytest.raises(ConfigError, match=says) as caught:
        Prompts(tmp_path).messages(read_request("Hi", PROFILE), PROFILE, assessed(), nonce="n")
    assert "\n" not in str(caught.value)


def test_a_missing_folder_is_named() -> None:
    with pytest.raises(ConfigError, match="no-such-folder"):
        Prompts("no-such-folder")


@pytest.mark.parametrize("stance", [stance for stance in Stance if stance is not Stance.NO_REPLY])
def test_every_stance_has_a_way_for_each_candidate_and_the_first_has_none(stance: Stance) -> None:
    first, *others = Prompts().directions(stance)
    assert first == "" and len(set(others)) >= MAX_CANDIDATES - 1


def test_the_direction_and_then_the_instruction_stand_last() -> None:
    last = Prompts().messages(
        read_request("Hi", PROFILE), PROFILE, assessed(), nonce="n", direction="Be brief.", instruction="sound warmer"
    )[-1][1]
    assert last.index("Hi") < last.index("Be brief.") < last.index("sound warmer") == len(last) - len("sound warmer")


def test_a_note_is_asked_for_in_words_and_characters() -> None:
    last = Prompts().messages(read_request("Hi", PROFILE), PROFILE, assessed(), nonce="n", channel="note")[-1][1]
    assert "at most 25 words" in last and "200 characters at most" in last and "Two to four" not in last


@pytest.mark.parametrize(
    ("text", "says"),
    [("help = [", "no valid TOML"), ("help = 'brief'", "xpected `array`"), ("help = [1]", r"\$.*help|xpected")],
)
@pytest.mark.parametrize("name", ["directions.toml", "examples/en.toml"])
def test_broken_data_of_the_prompts_is_one_line_that_names_the_file(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=f"{name}.*{says}") as caught:
        Prompts(tmp_path).directions(Stance.HELP)
        messages("Hello!", Stance.HELP, prompts=Prompts(tmp_path))
    assert "\n" not in str(caught.value)
