"""The README's Python examples run as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BLOCKS = re.findall(r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("code", BLOCKS, ids=range(len(BLOCKS)))
def test_an_example_runs_and_prints(
    code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out.strip()


def test_the_readme_names_every_file_that_it_promises() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for name in re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r"examples/[\w.]+", text):
        assert (ROOT / name).exists(), name


def test_the_example_environment_documents_every_setting() -> None:
    from drafter.settings import Settings

    text = (ROOT / ".env.example").read_text("utf-8")
    for name in Settings.__struct_fields__:
        assert f"DRAFTER_{name.upper()}=" in text
    assert {"OPENAI_API_KEY=", "OPENAI_BASE_URL=", "DRAFTER_PROFILE="} <= set(re.findall(r"\w+=", text))
