"""Reading cases: JSON Lines and YAML, profiles, and what is said of broken rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from drafter.errors import InputError
from drafter.evaluating.cases import Case, Row, read_cases
from drafter.evaluating.json_rows import MAX_ROW
from drafter.profile import Profile
from drafter.stance import Stance

ROW: dict[str, Any] = {"request": "From: Anna\n\nHi!", "stance": "ask_reason", "profile": {"name": "Mara Lind"}}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(*rows: Any, name: str = "cases.jsonl") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return path


def only(*rows: Any, user: Profile | None = None, name: str = "cases.jsonl") -> Case:
    [case] = read_cases([written(*rows, name=name)], user)
    return case


def said(*rows: Any, name: str = "cases.jsonl") -> str:
    with pytest.raises(InputError) as error:
        read_cases([written(*rows, name=name)])
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_case_has_its_place_its_user_and_its_request_as_read() -> None:
    case = only("", {**ROW, "also_ok": ["accept"], "language": "en", "tags": ["short"]})
    assert (case.file, case.line, case.name) == ("cases.jsonl", 2, "cases.jsonl:2")
    assert case.row.stance is Stance.ASK_REASON and case.row.also_ok == (Stance.ACCEPT,)
    assert case.profile.name == "Mara Lind" and case.request.sender.name == "Anna"
    assert only({**ROW, "id": 7}).name == "7"


def test_yaml_holds_the_same_cases_and_every_scalar_is_text() -> None:
    text = """
# a comment
- request: |
    From: Anna

    Hi!
  stance: ask_reason
  id: 007
  language: no
  category:
  tags: [on, 2024-05-01]
  profile: {name: Mara Lind}
"""
    case = only(text, name="cases.yaml")
    assert (case.name, case.line, case.row.language, case.row.tags) == ("007", 3, "no", ("on", "2024-05-01"))
    assert case.row.category is None
    assert case.request.text == "From: Anna\n\nHi!\n"


def test_a_byte_order_mark_is_no_part_of_the_first_row() -> None:
    assert only("\N{BYTE ORDER MARK}" + json.dumps(ROW)).profile.name == "Mara Lind"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_cases_are_read_in_any_encoding_that_other_files_may_have(encoding: str) -> None:
    rows = [{**ROW, "request": f"{text} ĊਊÄ\u2028"} for text in ("Hi", "Grüezi", "Здравствуйте")]
    text = "\r\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    Path("cases.jsonl").write_bytes(text.encode(encoding))
    cases = read_cases([Path("cases.jsonl")])
    assert [(case.line, case.row.request) for case in cases] == [(n, row["request"]) for n, row in enumerate(rows, 1)]


def test_every_field_of_the_shipped_cases_is_known() -> None:
    for file in sorted((Path(__file__).parents[2] / "evals").glob("*.jsonl")):
        fields = set().union(*(json.loads(row) for row in file.read_text("utf-8").splitlines() if row.strip()))
        assert fields <= set(Row.__struct_fields__), file.name


def test_a_profile_is_found_by_name_beside_the_cases_in_toml_or_json() -> None:
    written('name = "Tom Toml"', name="set/profiles/tom.toml")
    written('{"name": "Jay Son"}', name="set/profiles/jay.json")
    assert only({**ROW, "profile": "tom"}, name="set/cases.jsonl").profile.name == "Tom Toml"
    assert only({**ROW, "profile": "jay"}, name="set/cases.jsonl").profile.name == "Jay Son"


def test_drafts_have_profiles_of_their_own_where_there_is_a_folder_for_them() -> None:
    draft = {**ROW, "profile": "tom", "draft": "Hi Anna", "label": "accept"}
    written('name = "For Requests"', name="profiles/tom.toml")
    assert only(draft).profile.name == "For Requests"
    written('name = "For Drafts"', name="profiles/drafts/tom.toml")
    assert only(draft).profile.name == "For Drafts"
    assert only({**ROW, "profile": "tom"}).profile.name == "For Requests"


def test_the_given_profile_is_for_cases_that_name_none() -> None:
    user = Profile(name="Dana Whitfield")
    assert only(ROW, user=user).profile.name == "Mara Lind"
    assert only({**ROW, "profile": None}, user=user).profile is user


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{", "Input data was truncated"),
        ('{"span": ' + "[" * 100_000, "nested too deeply"),
        ("[]", "Expected `object`, got `array`"),
        ('{"stance": "help"}', "missing required field `request`"),
        ({"request": "Hi"}, "missing required field `stance`"),
        ({**ROW, "request": 3}, "request: Expected `str`"),
        ({**ROW, "request": " \n"}, "request: the input is empty"),
        ({**ROW, "request": "x" * 200_001}, "request: the input is larger than 200 kB"),
        ({**ROW, "stance": "maybe"}, "stance: Invalid enum value 'maybe': one of no_reply, decline_competitor"),
        ({**ROW, "also_ok": ["help", "no"]}, "also_ok[1]: Invalid enum value 'no': one of no_reply"),
        ({**ROW, "label": "good", "draft": "x"}, "label: Invalid enum value 'good': one of accept, reject"),
        ({**ROW, "draft": "Hi Anna"}, "label: a draft and its label go together"),
        ({**ROW, "label": "accept"}, "draft: a draft and its label go together"),
        ({**ROW, "label": "accept", "draft": " "}, "draft: the draft is empty"),
        ({**ROW, "profile": None}, "profile: the case names none: name one, or give --profile FILE"),
        ({**ROW, "profile": "nobody"}, "profile: there is no profiles/nobody.toml and no .json"),
        ({**ROW, "profile": "../secret"}, "profile: '../secret' is no name of a profile"),
        ({**ROW, "profile": {"role": "A"}}, "profile: Object missing required field `name`"),
        ({**ROW, "profile": {"name": "A", "rol": "x"}}, "unknown key 'profile.rol'"),
        ({**ROW, "alsook": ["help"]}, "unknown key 'alsook': did you mean 'also_ok'?"),
        ({**ROW, "profil": "tom"}, "unknown key 'profil': did you mean 'profile'?"),
        ({**ROW, "surplus": 3}, "unknown key 'surplus': the keys are request, stance, also_ok"),
        ("x" * (MAX_ROW + 1), "the row is larger than 800 kB"),
    ],
)
def test_a_broken_row_is_one_line_with_file_line_and_field(row: Any, says: str) -> None:
    message = said(ROW, row)
    assert message.startswith("cases.jsonl:2: ") and says in message


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- request: Hi\n- stance: help", "cases.yaml:1: Object missing required field `stance`"),
        ("- request: [1\n", "cases.yaml:2: no valid YAML"),
        ("- &a {request: *b}", "cases.yaml:1: no valid YAML: found undefined alias"),
        ("request: Hi", "a YAML file of cases is a list"),
        ("", "a YAML file of cases is a list"),
        ("- !!python/object/apply:os.getcwd []", "cases.yaml:1: Expected `object`, got `array`"),
        ("[" * 5000, "cases.yaml"),
        ("- {request: Hi, stance: help, profile: {name: A, language: no}}", ""),
    ],
)
def test_broken_yaml_is_one_line_with_file_and_line(text: str, says: str) -> None:
    if not says:
        assert only(text, name="cases.yaml").profile.language == "no"
    else:
        assert says in said(text, name="cases.yaml")


def test_yaml_aliases_that_multiply_are_refused_at_once() -> None:
    levels = [
        f"&{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in zip("abcdefghijk", "bcdefghijkl", strict=True)
    ]
    bomb = "- request: Hi\n  stance: help\n  span: [&a [x], " + ", ".join(levels) + "]\n  profile: *l"
    assert "profile: Expected" in said(bomb, name="cases.yaml")


def test_a_broken_profile_is_named_with_the_case() -> None:
    written('name = "A"\nrol = "x"', name="profiles/tom.toml")
    assert said({**ROW, "profile": "tom"}) == (
        "cases.jsonl:1: profile: profiles/tom.toml:2: profile: unknown key 'rol': did you mean 'role'?"
    )


def test_bytes_that_are_no_utf8_are_one_line_too() -> None:
    Path("cases.jsonl").write_bytes(b'{"request": "caf\xe9", "stance": "help"}')
    with pytest.raises(InputError, match=r"^cases\.jsonl:1: .*(?i:utf-?8|decode)"):
        read_cases([Path("cases.jsonl")])


def test_files_that_are_missing_or_hold_no_case_are_named() -> None:
    assert "cases.jsonl: no case in it" in said("\n\n")
    with pytest.raises(InputError, match=r"none\.jsonl does not exist"):
        read_cases([Path("none.jsonl")])
    with pytest.raises(InputError, match=r"none\.yaml does not exist"):
        read_cases([Path("none.yaml")])


def test_the_digest_is_of_what_is_measured_and_not_of_where_it_stands() -> None:
    same = only(ROW).digest
    assert only("", {**ROW, "id": "other", "tags": ["new"], "why": "because"}).digest == same
    for change in ({"request": "Hello"}, {"stance": "help"}, {"also_ok": ["help"]}, {"profile": {"name": "B"}}):
        assert only({**ROW, **change}).digest != same
