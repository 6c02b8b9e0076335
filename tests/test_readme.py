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


def test_every_link_between_the_pages_leads_to_a_file_and_a_heading() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "evals/README.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for name, anchor in re.findall(r"\]\(([^)#:]*)(?:#([\w-]+))?\)", page.read_text("utf-8")):
            target = (page.parent / name) if name else page
            assert target.exists(), (page.name, name)
            if anchor:
                headings = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.MULTILINE)
                assert anchor in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in headings}


def test_every_benchmark_with_a_command_is_listed_for_contributors() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    commands = [file.stem for file in (ROOT / "benchmarks").glob("*.py") if "__main__" in file.read_text("utf-8")]
    assert [name for name in commands if f"benchmarks.{name}" not in text] == []
