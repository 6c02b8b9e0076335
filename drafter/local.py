"""Models on this machine: llama.cpp in this process, on the loopback, asked through the same code as any server."""

from __future__ import annotations

import asyncio
import atexit
import ctypes
import importlib
import os
import secrets
import threading
import time
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from drafter.errors import ConfigError, ModelUnavailable
from drafter.models.catalogue import file_of, find, installed, is_installed, models_folder
from drafter.openai_model import OpenAIModel
from drafter.text import printable
from drafter.turns import Turns

if TYPE_CHECKING:
    from drafter.llm import Completion, Messages

CONTEXT = 8192
"""Tokens of prompt and answer together."""
PROMPT_CACHE = 256
"""MiB of memory for the evaluated prompts of earlier requests."""
_MAGIC = b"GGUF"
_BLOCK = 1 << 24


def has_engine() -> bool:
    """Whether xllamacpp is installed; it is not loaded."""
    return find_spec("xllamacpp") is not None


def best_installed() -> str | None:
    """Spec of the best installed model, where it can run; None where there is none."""
    if not models_folder().is_dir() or not has_engine():
        return None
    return next((f"local:{entry.name}" for entry in installed()), None)


def local_model(spec: str, name: str, seconds: float) -> LocalModel:
    """The model that `local:NAME` or `local:FILE.gguf` means; a call takes at most `seconds`.

    Raises ConfigError where the file is missing or no GGUF file, or where xllamacpp is not installed.
    """
    path = _path_of(name)
    if not has_engine():
        raise ConfigError(f"{printable(spec)} needs the package xllamacpp: pip install 'drafter[local]'")
    return _model(spec, path, seconds)


@lru_cache(maxsize=16)
def _model(spec: str, path: Path, seconds: float) -> LocalModel:
    return LocalModel(spec, path, seconds)


def _path_of(name: str) -> Path:
    entry = find(name)
    if entry:
        if not is_installed(entry):
            raise ConfigError(f"the model {entry.name} is not installed: drafter model pull {entry.name}")
        return file_of(entry).resolve()
    if not name.lower().endswith(".gguf"):
        raise ConfigError(
            f"no local model {printable(name)!r}: `drafter model list` shows the names; a file ends in .gguf"
        )
    path = Path(name).expanduser().resolve()
    shown = printable(str(path))
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        raise ConfigError(f"the model {shown} cannot be read: {error.strerror or error}") from None
    if head != _MAGIC:
        raise ConfigError(f"{shown} is no GGUF model: it does not begin with {_MAGIC.decode()}")
    return path


class LocalModel(OpenAIModel):
    """A GGUF file, served when it is first asked; its calls take turns, as they share the machine's cores.

    Loading and waiting for the turn do not count as the call's time: neither is a failure of the model.
    """

    candidates = 3
    # The loopback is never reached through the environment's proxy, and no proxy sees the message.
    _through_proxy = False

    def __init__(self, spec: str, path: Path, seconds: float) -> None:
        super().__init__(spec, path.stem, api_key="", base_url=None, timeout=seconds)
        self._path = path
        self._turns = Turns()

    async def complete(
        self, messages: Messages, *, deadline: float, seed: int = 1, room: int = 1, schema: dict[str, Any] | None = None
    ) -> Completion:
        """See Model."""
        try:
            async with self._turns.lock():
                await self._serve()
                call = object()
                _calls.add(call)
                try:
                    return await super().complete(messages, deadline=deadline, seed=seed, room=room, schema=schema)
                finally:
                    _calls.discard(call)
        except RuntimeError:
            if threading.main_thread().is_alive():
                raise
            raise asyncio.CancelledError from None  # the process is ending, and takes no new thread

    async def _serve(self) -> None:
        if not self._base_url:
            if self._path not in _servers:
                await _read_ahead(self._path)
            served = await asyncio.to_thread(_serve, self._path, self.spec)
            self._base_url, self._api_key = served.url, served.key


class Served(msgspec.Struct, frozen=True):
    """Where a model is served, and the key that it takes."""

    url: str
    key: str


_servers: dict[Path, tuple[Any, Served]] = {}
_starting = threading.Lock()
_calls: set[object] = set()
"""Calls under way in this process."""


async def _read_ahead(path: Path) -> None:
    """Bring the file into memory: llama.cpp does not let Python run while it loads, so that it should be short."""
    buffer = bytearray(_BLOCK)
    try:
        with path.open("rb", buffering=0) as file:
            while await asyncio.to_thread(file.readinto, buffer):
                pass
    except OSError:
        return  # llama.cpp will fail at it too


def _serve(path: Path, spec: str) -> Served:
    """The one server of this process for the file; started where there is none."""
    with _starting:
        if path not in _servers:
            if not _servers:
                atexit.register(_stop)
            _servers[path] = _start(path, spec)
        return _servers[path][1]


def _stop() -> None:
    """Stop the servers, which is to drop them.

    A server being dropped waits for its callers to hang up while it lets no Python run, so they must have done so.
    Whoever has not within two seconds sits in a thread that nobody will wake: then the process ends around it.
    """
    patience = time.monotonic() + 2
    while _calls and time.monotonic() < patience:
        time.sleep(0.01)
    if _calls:
        for server, _ in _servers.values():
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(server))
    _servers.clear()


def _start(path: Path, spec: str) -> tuple[Any, Served]:
    key = secrets.token_urlsafe(24)
    try:
        engine = _engine()
        server = engine.Server(_parameters(engine, path, key))
    except ImportError as error:
        raise ModelUnavailable(f"{spec}: xllamacpp cannot be loaded ({printable(str(error))})") from None
    except AttributeError as error:
        raise ModelUnavailable(
            f"{spec}: this xllamacpp is too old or too new ({error}): pip install --upgrade 'drafter[local]'"
        ) from None
    except RuntimeError:
        raise ModelUnavailable(
            f"{spec}: llama.cpp cannot load {printable(path.name)}: the file is broken, larger than the free memory, "
            "or of a kind that this xllamacpp does not know"
        ) from None
    # Whoever drops a server before its loop runs waits for ever; an answer shows that it runs.
    server.handle_metrics()
    return server, Served(url=f"{server.listening_address}/v1", key=key)


def _engine() -> Any:
    # Threads that spin while they wait stall each other wherever another program wants a core too: seen to be ten
    # times slower and worse. The OpenMP runtime reads this once, when it is loaded.
    name = "OMP_WAIT_POLICY"
    given = os.environ.get(name)
    os.environ[name] = given or "passive"
    try:
        return importlib.import_module("xllamacpp")
    finally:
        if given is None:
            del os.environ[name]


def _parameters(engine: Any, path: Path, key: str) -> Any:
    params = engine.CommonParams()
    params.model.path = str(path)
    params.model_alias = {path.stem}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.ui = params.endpoint_slots = params.endpoint_props = False
    params.endpoint_metrics = True
    params.verbosity = -1
    params.n_ctx = CONTEXT
    # One at a time: several would share the same cores, and each would evaluate the common prefix for itself.
    params.n_parallel = 1
    params.cache_prompt = True
    params.cache_ram_mib = PROMPT_CACHE
    # Weights repacked for the processor cost more seconds in loading than one draft wins back.
    params.no_extra_bufts = True
    # Reading a prompt stops between batches only: small ones keep an interrupt short, and cost a processor little.
    params.n_batch = params.n_ubatch = 64
    params.warmup = False
    processor = engine.ggml_backend_dev_type.GGML_BACKEND_DEVICE_TYPE_CPU
    params.fit_params = any(device["type"] != processor for device in engine.get_device_info())
    # A reply needs no reasoning, and a small machine has no time for it.
    params.enable_reasoning = 0
    count = cores()
    if count:
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = count
    return params


def cores() -> int | None:
    """Physical cores that this process may use, by its affinity and its group's quota; None: ask llama.cpp."""
    if not hasattr(os, "sched_getaffinity"):
        return None
    allowed = os.sched_getaffinity(0)
    physical = {_siblings(number) for number in allowed}
    return max(1, min(len(physical), int(_quota())))


def _siblings(cpu: int) -> str:
    try:
        return Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list").read_text("ascii").strip()
    except OSError:
        return str(cpu)


def _quota() -> float:
    """Cores that the control group of this process may use."""
    least = float(os.cpu_count() or 1)
    root = Path("/sys/fs/cgroup")
    try:
        own = Path("/proc/self/cgroup").read_text("utf-8").rpartition("0::")[2].split("\n")[0]
    except OSError:
        own = ""
    group = root / own.lstrip("/")
    for folder in (group, *group.parents):
        if root not in (folder, *folder.parents):
            break
        least = min(least, _limit(folder / "cpu.max"))
    return min(least, _limit(root / "cpu" / "cpu.cfs_quota_us", root / "cpu" / "cpu.cfs_period_us"))


def _limit(*files: Path) -> float:
    """Quota over period from one file (cgroup 2) or two (cgroup 1); infinite where there is none."""
    try:
        quota, period = " ".join(file.read_text("ascii") for file in files).split()
        return float(quota) / float(period) if quota not in ("max", "-1") else float("inf")
    except (OSError, ValueError, ZeroDivisionError):
        return float("inf")
