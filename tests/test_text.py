"""Decoding and cleaning of text from outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.errors import InputError
from drafter.text import MAX_BYTES, decode, printable, read_source, require_text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encodings_people_save_in_are_read(encoding: str) -> None:
    text = "Grüße aus Köln, it’s “fine” – naïve café"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"PK\x03\x04\x14\x00\x00\x00", bytes(range(256)), b"\xff\xfe\x00\xd8x"],
    ids=["png", "zip", "every byte", "broken utf-16"],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"binary|is not"):
        decode(data)


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_an_input_error(data: bytes) -> None:
    try:
        assert isinstance(decode(data), str)
    except InputError as error:
        assert "\n" not in str(error)


def test_a_missing_file_a_folder_and_a_large_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read_source(tmp_path / "nothing.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_source(tmp_path)
    large = tmp_path / "large.txt"
    large.write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(InputError, match="larger than 200 kB"):
        read_source(large)
    with pytest.raises(InputError):
        read_source("a\0b")


@pytest.mark.parametrize("blank", ["", " \n\t ", "\u200e\u202e", "\x1b[31m\x1b[0m"])
def test_blank_text_is_refused(blank: str) -> None:
    with pytest.raises(InputError, match="empty"):
        require_text(blank)


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[31mred\x1b[0m",
        "\x1b]0;title\x07red",
        "\x1b]8;;http://x.example\x1b\\red\x1b]8;;\x1b\\",
        "\x9b31mred",
        "r\u202eed",
        "re\x08d",
        "\ufeffred\x00",
        "\x1bPq#0\x1b\\red",
        "red\U000e0041",
        "\u3164red\u2800\uffa0",
    ],
)
def test_terminal_sequences_and_bidi_overrides_are_stripped(text: str) -> None:
    assert printable(text) == "red"


@given(st.text(max_size=200))
def test_printable_text_holds_no_control_and_stays_printable(text: str) -> None:
    shown = printable(text)
    assert not any(ord(char) < 32 and char not in "\t\n\r" for char in shown)
    assert "\x1b" not in shown and "\u202e" not in shown
    shown.encode("utf-8")


def test_ordinary_text_in_any_script_is_left_as_it_is() -> None:
    text = "Zoë 👩‍💻 מזל טוב\n你好,\tПривет"
    assert printable(text) == text
