"""The profile file: strict, with errors that name the line and the key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from drafter.checker import check
from drafter.errors import ConfigError
from drafter.profile import Competitor, Profile
from drafter.stance import decide_stance


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
        ('name = "A"\n\nnmae = "B"\n', 3, "unknown key 'nmae': did you mean 'name'?"),
        ('name = "A"\nfoo = "B"\n', 2, "unknown key 'foo': the keys are name, role, company, "),
        ('name = "A"\nrole = 3\n', 2, "role: Expected `str`, got `int`"),
        ('name = "A"\nfield_keywords = [\n  "x",\n  4,\n]\n', 2, "field_keywords[1]: Expected `str`"),
        (
            'name = "A"\n[[competitors]]\nname = "B"\n\n[[competitors]]\nnam = "C"\n',
            6,
            "unknown key 'competitors[1].nam': did you mean 'name'?",
        ),
        ('name = "A"\n[[competitors]]\naliases = ["B"]\n', 2, "missing required field `name`: add it"),
        ('name = "A"\n# note\nrole = "x\n', 3, "no valid TOML"),
        ('name = "A"\nname = "B"\n', 2, "no valid TOML"),
        ('name = " "\n', 1, "`name` is empty"),
        ('role = "x"\n', 1, "missing required field `name`"),
        ('name = "A"\nrole = "x"\nlanguage = "English"\n', 3, "`language` is a code of two letters"),
        ('name = "A"\n[[competitors]]\nname = " "\n', 3, "`name` is empty: write the firm's name"),
        ('name = "A"\n[[competitors]]\nname = "B"\naliases = ["C", ""]\n', 4, "`aliases[1]` is empty"),
        ('name = "A"\n[[competitors]]\nname = "B"\n\ndomains = ["b.example", "bee"]\n', 5, "'bee' is no domain"),
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


def test_a_profile_made_in_python_takes_lists_and_fields() -> None:
    competitors: Any = [Competitor(name="Upward"), {"name": "Bright", "aliases": ["BP"], "domains": ["bright.example"]}]
    keywords: Any = ["lifts"]
    profile = Profile(name="Dana", competitors=competitors, field_keywords=keywords)
    assert profile.competitors[1] == Competitor(name="Bright", aliases=("BP",), domains=("bright.example",))
    assert profile.field_keywords == ("lifts",)
    assert decide_stance("From: Jo <jo@bright.example>\n\nLet us connect.", profile).competitor == "Bright"
    assert check("Hi Jo, thank you.", "Hi Dana", profile=profile)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": 5}, "name: Expected `str`, got `int`"),
        ({"name": ""}, "`name` is empty"),
        ({"name": "D", "company": None}, "company: Expected `str`, got `null`"),
        ({"name": "D", "field_keywords": "lifts"}, "field_keywords: Expected `array`, got `str`"),
        ({"name": "D", "field_keywords": ["lifts", 3]}, "field_keywords[1]: Expected `str`"),
        ({"name": "D", "competitors": [{"nam": "X"}]}, "unknown key 'competitors[0].nam': did you mean 'name'?"),
        ({"name": "D", "competitors": [{"name": "X", "domains": ["x y"]}]}, "competitors[0]: `domains[0]` 'x y' is no"),
    ],
)
def test_a_wrong_value_in_python_is_a_config_error_at_once(fields: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigError) as error:
        Profile(**fields)
    assert says in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    "written",
    [
        "bright.example",
        "www.Bright.example",
        "https://www.bright.example/",
        "http://bright.example:8080/about?x=1",
        "@bright.example",
        "mailto:info@bright.example",
        "*.bright.example",
        "bright.example.",
    ],
)
def test_a_domain_is_known_however_it_is_written(written: str) -> None:
    profile = Profile(name="Dana", competitors=(Competitor(name="Bright", domains=(written,)),))
    assert decide_stance("From: Jo <jo@mail.bright.example>\n\nLet us connect.", profile).competitor == "Bright"
