"""Local models: served in the process, on the loopback, when they are first asked, and gone with it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from drafter import local
from drafter.background import run
from drafter.errors import ConfigError, ModelUnavailable
from drafter.llm import Completion, Model, resolve_model
from drafter.models.catalogue import entry_named, file_of
from drafter.settings import Settings
from tests.server import Answer, chat, serving

MESSAGES = [("system", "Be brief."), ("user", "Hello?")]
SMOLLM2 = Path(os.environ.get("DRAFTER_TEST_MODEL", "")) / "SmolLM2-135M-Instruct.Q4_1.gguf"

needs_smollm2 = pytest.mark.skipif(
    not os.environ.get("DRAFTER_TEST_MODEL") or not SMOLLM2.is_file() or not local.has_engine(),
    reason=f"DRAFTER_TEST_MODEL names no folder with {SMOLLM2.name}, or xllamacpp is not installed",
)


def resolved(spec: str | None, **environ: str) -> Model:
    model = resolve_model(spec, Settings(), environ)
    assert model is not None
    return model


def asked(model: Model) -> Completion:
    return run(model.complete(list(MESSAGES), deadline=60))


def install(name: str) -> None:
    """A file of the right size, which is all that is looked at before it is loaded."""
    path = file_of(entry_named(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(b"GGUF")
        file.truncate(entry_named(name).size)


@pytest.fixture
def gguf(tmp_path: Path) -> Path:
    path = tmp_path / "some model.GGUF"
    path.write_bytes(b"GGUF" + bytes(100))
    return path


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> bool:
    """As if xllamacpp were installed."""
    monkeypatch.setattr(local, "has_engine", lambda: True)
    return True


class FakeEngine:
    """xllamacpp, as far as it is used, in front of the test server."""

    ggml_backend_dev_type = SimpleNamespace(GGML_BACKEND_DEVICE_TYPE_CPU=0)

    def __init__(self) -> None:
        self.started: list[Any] = []
        self.url = ""
        self.broken = False

    def CommonParams(self) -> Any:
        parts = {name: SimpleNamespace() for name in ("model", "cpuparams", "cpuparams_batch")}
        return SimpleNamespace(**parts)

    def get_device_info(self) -> list[dict[str, Any]]:
        return [{"type": 0}]

    def Server(self, params: Any) -> Any:
        if self.broken:
            raise RuntimeError("Failed to init server, please check the input params.")
        self.started.append(params)
        return SimpleNamespace(listening_address=self.url.removesuffix("/v1"), handle_metrics=lambda: "{}")


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, engine: bool) -> Iterator[FakeEngine]:
    fake = FakeEngine()
    monkeypatch.setattr(local, "_engine", lambda: fake)
    monkeypatch.setattr(local, "_servers", {})
    local._model.cache_clear()
    yield fake
    local._model.cache_clear()


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("local:missing.gguf", "missing.gguf cannot be read"),
        ("local:folder.gguf", "folder.gguf cannot be read"),
        ("local:text.gguf", "text.gguf is no GGUF model"),
        ("local:empty.gguf", "empty.gguf is no GGUF model"),
        ("local:qwen", "qwen is not installed: drafter model pull qwen"),
        ("local:gpt-5", "no local model 'gpt-5'"),
        ("local:", "unknown model"),
    ],
)
@pytest.mark.usefixtures("engine")
def test_a_spec_without_a_model_says_how_to_mend_it(spec: str, says: str) -> None:
    Path("folder.gguf").mkdir()
    Path("text.gguf").write_text("not a model", "utf-8")
    Path("empty.gguf").touch()
    with pytest.raises(ConfigError, match=says) as caught:
        resolve_model(spec, Settings(), {})
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("engine")
def test_half_a_model_is_not_installed() -> None:
    install("qwen")
    os.truncate(file_of(entry_named("qwen")), 1000)
    with pytest.raises(ConfigError, match="drafter model pull qwen"):
        resolve_model("local:qwen", Settings(), {})


def test_without_the_package_it_is_named(monkeypatch: pytest.MonkeyPatch, gguf: Path) -> None:
    monkeypatch.setattr(local, "has_engine", lambda: False)
    with pytest.raises(ConfigError, match=r"pip install 'drafter\[local\]'"):
        resolve_model(f"local:{gguf}", Settings(), {})


@pytest.mark.usefixtures("engine")
def test_without_a_key_the_best_installed_model_is_taken() -> None:
    assert resolve_model(None, Settings(), {}) is None
    install("smollm2")
    assert resolved(None).spec == "local:smollm2"
    install("qwen")
    assert resolved(None).spec == "local:qwen"
    assert resolved(None, OPENAI_API_KEY="x").spec == "openai:gpt-5-mini"
    assert resolve_model(None, Settings(model="template"), {}) is None


def test_an_installed_model_is_nothing_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    install("smollm2")
    monkeypatch.setattr(local, "has_engine", lambda: False)
    assert resolve_model(None, Settings(), {}) is None


def test_resolving_loads_neither_the_engine_nor_the_client_of_the_hub() -> None:
    install("smollm2")
    probe = (
        "import sys; from drafter.llm import resolve_model; from drafter.settings import Settings;"
        "from drafter import local; local.has_engine = lambda: True;"
        "assert resolve_model(None, Settings(), {}).spec == 'local:smollm2';"
        "heavy = {'xllamacpp', 'huggingface_hub', 'openai', 'langchain_core'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_one_server_starts_with_the_first_call_on_the_loopback_with_a_key_of_its_own(
    fake: FakeEngine, gguf: Path
) -> None:
    with serving([chat("Hello.")]) as server:
        fake.url = server.url
        model = resolved(f"local:{gguf}")
        assert not fake.started
        assert [asked(model).text, asked(resolved(f"local:{gguf}")).text] == ["Hello.", "Hello."]
    [params] = fake.started
    assert params.model.path == str(gguf) and params.hostnames == ["127.0.0.1"] and params.port == 0
    [key] = params.api_keys
    assert len(key) >= 32 and server.keys == [f"Bearer {key}"] * 2
    assert params.cpuparams.n_threads == local.cores()
    assert model.spec == f"local:{gguf}"


def test_no_proxy_of_the_environment_is_between(fake: FakeEngine, gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving([chat("Hello.")]) as server:
        fake.url = server.url
        assert asked(resolved(f"local:{gguf}")).text == "Hello."


def test_a_file_that_cannot_be_loaded_is_one_line(fake: FakeEngine, gguf: Path) -> None:
    fake.broken = True
    with pytest.raises(ModelUnavailable, match=r"local:.*cannot load some model\.GGUF") as caught:
        asked(resolved(f"local:{gguf}"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("error", "says"), [(ImportError("libgomp.so.1"), "libgomp"), (AttributeError("x"), "upgrade")]
)
def test_an_engine_that_does_not_fit_is_one_line(
    fake: FakeEngine, gguf: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, says: str
) -> None:
    def engine() -> Any:
        raise error

    monkeypatch.setattr(local, "_engine", engine)
    with pytest.raises(ModelUnavailable, match=says):
        asked(resolved(f"local:{gguf}"))


def test_calls_take_turns_and_waiting_is_no_part_of_the_deadline(fake: FakeEngine, gguf: Path) -> None:
    at_once: list[int] = []
    running = threading.Semaphore(10)

    def script(body: dict[str, Any]) -> Answer:
        running.acquire()
        at_once.append(10 - running._value)
        time.sleep(0.2)
        running.release()
        return chat("Hello.")

    async def all_of_them() -> list[Completion]:
        model = resolved(f"local:{gguf}")
        return await asyncio.gather(*(model.complete(list(MESSAGES), deadline=0.7) for _ in range(5)))

    with serving(script) as server:
        fake.url = server.url
        assert len(run(all_of_them())) == 5
    assert max(at_once) == 1


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system does not tell")
def test_it_takes_no_more_threads_than_cores_that_it_may_use() -> None:
    one = (
        "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))});"
        "from drafter.local import cores; print(cores())"
    )
    assert subprocess.run([sys.executable, "-c", one], capture_output=True, check=True).stdout == b"1\n"
    count = local.cores()
    assert count is not None and 1 <= count <= len(os.sched_getaffinity(0))


def test_a_quota_of_the_control_group_counts(tmp_path: Path) -> None:
    for text, cores in (
        ("max 100000", float("inf")),
        ("150000 100000", 1.5),
        ("", float("inf")),
        ("1 0", float("inf")),
    ):
        (tmp_path / "cpu.max").write_text(text, "ascii")
        assert local._limit(tmp_path / "cpu.max") == cores
    assert local._limit(tmp_path / "none") == float("inf")


ASK = """
import sys, time
from drafter.background import run
from drafter.errors import DrafterError
from drafter.llm import resolve_model
from drafter.settings import Settings
model = resolve_model(sys.argv[1], Settings(), {})
messages = [("system", "Be brief. " * int(sys.argv[2])), ("user", sys.argv[3])]
print("asking", flush=True)
try:
    print(run(model.complete(messages, deadline=120)).text)
except DrafterError as error:
    print(error)
except KeyboardInterrupt:
    sys.exit(130)
print(time.time())
"""


def ask(spec: str, length: int, question: str) -> list[str]:
    return [sys.executable, "-c", ASK, spec, str(length), question]


@needs_smollm2
def test_a_real_model_answers_says_nothing_else_and_ends_with_the_process() -> None:
    done = subprocess.run(
        ask(f"local:{SMOLLM2}", 1, "Say hello."), capture_output=True, text=True, timeout=120, check=True
    )
    _, answer, ended = done.stdout.strip().rsplit("\n", 2)
    assert answer and done.stderr == ""
    assert time.time() - float(ended) < 5


@needs_smollm2
@pytest.mark.parametrize("seconds", [0.2, 0.5, 1.0, 2.0])
def test_an_interrupt_ends_a_real_model_at_any_time(seconds: float) -> None:
    command = ask(f"local:{SMOLLM2}", 500, "Tell a long story.")
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout is not None
    running.stdout.readline()
    time.sleep(seconds)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=15)
    assert (running.returncode, said) == (130, "")


@needs_smollm2
def test_a_broken_real_model_is_one_line_and_the_process_lives(tmp_path: Path) -> None:
    data = SMOLLM2.read_bytes()
    (tmp_path / "cut.gguf").write_bytes(data[: len(data) // 2])
    (tmp_path / "noise.gguf").write_bytes(b"GGUF\3\0\0\0" + bytes(range(256)) * 100)
    for name in ("cut.gguf", "noise.gguf"):
        command = ask(f"local:{tmp_path / name}", 1, "Hello?")
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        assert f"cannot load {name}" in done.stdout and done.stderr == ""


@needs_smollm2
def test_the_beginning_of_a_prompt_is_read_once() -> None:
    model = resolved(f"local:{SMOLLM2}")
    asked(model)
    where = local._servers[SMOLLM2.resolve()][1]

    def reused(question: str) -> int:
        messages = [{"role": "system", "content": "Be brief. " * 50}, {"role": "user", "content": question}]
        request = urllib.request.Request(
            f"{where.url}/chat/completions",
            json.dumps({"messages": messages, "max_tokens": 1}).encode(),
            {"Authorization": f"Bearer {where.key}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            return int(json.load(answer)["usage"]["prompt_tokens_details"]["cached_tokens"])

    reused("Who is Anna?")
    assert reused("Who is Bert?") >= 150


@needs_smollm2
def test_nobody_without_the_key_is_answered() -> None:
    asked(resolved(f"local:{SMOLLM2}"))
    where = local._servers[SMOLLM2.resolve()][1]
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(f"{where.url}/chat/completions", data=b"{}")
