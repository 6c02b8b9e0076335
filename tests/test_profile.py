"""The profile file: strict, with errors that name the line and the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.errors import ConfigError
from drafter.profile import Profile


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "drafter.toml"
    path.write_text(text, "utf-8")
    return path


def test_every_field_of_the_example_is_read(dana: Profile) -> None:
    assert dana.name == "Dana Whitfield"
    assert dana.role and dana.company and dana.what_we_do and dana.contact
    assert dana.field_keywords and dana.can_help_with
    assert dana.competitors[0].aliases and dana.competitors[0].domains
    assert (dana.signs_as, dana.first_name, dana.language) == ("Dana", "Dana", "en")


def test_a_name_alone_is_a_profile(tmp_path: Path) -> None:
    profile = Profile.load(written(tmp_path, 'name = "Ana Souza"'))
    assert profile.first_name == "Ana"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('name = "A"\n\nnmae = "B"\n', 3, "unknown key 'nmae'"),
        ('name = "A"\nrole = 3\n', 2, "role: Expected `str`, got `int`"),
        ('name = "A"\nfield_keywords = [\n  "x",\n  4,\n]\n', 2, "field_keywords[1]: Expected `str`"),
        (
            'name = "A"\n[[competitors]]\nname = "B"\n\n[[competitors]]\nnam = "C"\n',
            6,
            "unknown key 'competitors[1].nam'",
        ),
        ('name = "A"\n[[competitors]]\naliases = ["B"]\n', 2, "missing required field `name`"),
        ('name = "A"\n# note\nrole = "x\n', 3, "no valid TOML"),
        ('name = "A"\nname = "B"\n', 2, "no valid TOML"),
        ('name = " "\n', 1, "`name` is empty"),
        ('role = "x"\n', 1, "missing required field `name`"),
    ],
)
def test_a_mistake_is_one_line_with_file_line_and_key(tmp_path: Path, text: str, line: int, what: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        Profile.load(path)
    message = str(caught.value)
    assert message.startswith(f"{path}:{line}: ")
    assert what in message and "\n" not in message


def test_a_missing_or_binary_profile_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        Profile.load(tmp_path / "none.toml")
    path = tmp_path / "binary.toml"
    path.write_bytes(b"\x00\x01\x02")
    with pytest.raises(ConfigError, match="binary"):
        Profile.load(path)


def test_settings_in_the_profile_file_are_left_to_the_settings(tmp_path: Path) -> None:
    assert Profile.load(written(tmp_path, 'name = "A"\n[settings]\nmodel = "template"\n')).name == "A"


def test_a_profile_may_be_json(tmp_path: Path) -> None:
    path = tmp_path / "dana.json"
    path.write_text('{"name": "Dana Whitfield", "competitors": [{"name": "Harcourt"}]}', "utf-8")
    assert Profile.load(path).competitors[0].name == "Harcourt"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"name": "Dana", "rol": "x"}', "unknown key 'rol'"),
        ('{"name": "Dana", "competitors": [{"name": 3}]}', "competitors[0].name: Expected `str`"),
        ('{"name": "Dana"', "the profile is no valid JSON"),
        ("[" * 100_000, "dana.json"),
    ],
)
def test_a_mistake_in_a_json_profile_names_the_file_and_the_key(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "dana.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as error:
        Profile.load(path)
    assert says in str(error.value) and "dana.json" in str(error.value) and "\n" not in str(error.value)
