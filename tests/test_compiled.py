"""The compiled form of the data files."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import msgspec
import pytest
import tomli

from drafter import compiled
from drafter.errors import ConfigError


def test_every_data_file_is_compiled_as_it_stands() -> None:
    tables = compiled.compiled().tables
    files = {path.relative_to(compiled.FOLDER).as_posix(): path for path in compiled.FOLDER.rglob("*.toml")}
    stale = [name for name, path in files.items() if name not in tables or tables[name].crc != crc32(path.read_bytes())]
    assert not stale, "run `python -m drafter.compiled`"
    assert set(tables) == set(files)
    for name, path in files.items():
        assert msgspec.msgpack.decode(tables[name].table) == tomli.loads(path.read_text(encoding="utf-8"))


def test_a_file_that_was_changed_since_is_read_as_it_is_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "words.toml"
    file.write_text('word = "old"\n')
    stored = compiled._Table(crc=crc32(file.read_bytes()), table=memoryview(msgspec.msgpack.encode({"word": "kept"})))
    monkeypatch.setattr(compiled, "FOLDER", tmp_path)
    monkeypatch.setattr(
        compiled, "compiled", lambda: compiled.Compiled(tables={"words.toml": stored}, patterns=memoryview(b""))
    )
    assert compiled.load_packaged(file, dict[str, str], kind="word file") == {"word": "kept"}
    file.write_text('word = "new"\n')
    assert compiled.load_packaged(file, dict[str, str], kind="word file") == {"word": "new"}
    file.write_text("word = \n")
    with pytest.raises(ConfigError, match="no valid TOML"):
        compiled.load_packaged(file, dict[str, str], kind="word file")


@pytest.mark.parametrize("content", [b"", b"\xff\xff", b"not msgpack at all"])
def test_a_broken_compiled_file_is_as_good_as_none(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "compiled.msgpack"
    broken.write_bytes(content)
    monkeypatch.setattr(compiled, "FILE", broken)
    compiled.compiled.cache_clear()
    try:
        assert compiled.compiled().tables == {}
    finally:
        compiled.compiled.cache_clear()
