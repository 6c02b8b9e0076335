"""A model's file from the Hugging Face hub, through its own client; HF_ENDPOINT and the like decide where that is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from drafter.errors import ConfigError, DrafterError, ModelUnavailable, ModelUnusable
from drafter.models.catalogue import Entry, megabytes
from drafter.text import printable

if TYPE_CHECKING:
    from huggingface_hub import HfFileMetadata

_BLOCK = 1 << 20
"""Bytes that a broken connection may cost."""


def fetch(entry: Entry, part: Path, progress: Callable[[int], None]) -> None:
    """Complete `part`; what is in it already is not fetched again.

    Raises ConfigError without the client, ModelUnavailable where the hub cannot be reached or does not have the file,
    ModelUnusable where it has another file under this name.
    """
    try:
        from huggingface_hub import constants, get_hf_file_metadata, hf_hub_url, logging
        from huggingface_hub.file_download import http_get
        from huggingface_hub.utils import build_hf_headers, disable_progress_bars  # type: ignore[attr-defined]
    except ImportError:
        raise ConfigError(
            "the Hugging Face hub needs the package huggingface_hub: pip install 'drafter[local]'"
        ) from None
    disable_progress_bars()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    constants.DOWNLOAD_CHUNK_SIZE = _BLOCK

    url = hf_hub_url(entry.hub.repository, entry.hub.file, revision=entry.hub.revision)
    try:
        # hf_hub_download throws a broken download away; its own next layer, http_get, goes on with it.
        headers = {**build_hf_headers(library_name="drafter"), "Accept-Encoding": "identity"}
        _check_offer(entry, get_hf_file_metadata(url, headers=headers))
        with part.open("ab"), part.open("r+b", buffering=0) as file:
            while (have := file.seek(0, 2)) < entry.size:
                try:
                    http_get(
                        url,
                        _Watched(file, entry, progress),  # type: ignore[arg-type]
                        resume_size=have,
                        headers=headers,
                        expected_size=entry.size,
                    )
                except DrafterError:
                    raise
                except Exception:
                    if file.seek(0, 2) <= have:
                        raise
    except DrafterError:
        raise
    except Exception as error:  # requests, httpx, httpx2: the client's versions differ in what they raise
        raise ModelUnavailable(f"the hub does not give {entry.hub.repository}: {_reason(error)}") from None


def _check_offer(entry: Entry, offered: HfFileMetadata) -> None:
    """Refuse another file before it is fetched; the hub names large files by their sha256."""
    etag = offered.etag or ""
    if (offered.size or entry.size) != entry.size or (len(etag) == len(entry.sha256) and etag != entry.sha256):
        raise ModelUnusable(
            f"the hub has another file under {entry.hub.repository}/{entry.hub.file} than the catalogue: "
            "nothing was fetched; --from index is the other source"
        )


def _reason(error: Exception) -> str:
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status:
        return f"HTTP {status}"
    said = printable(str(error)).strip().split("\n")[0][:160]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


class _Watched:
    """The file being written: tells how much is there, and lets no more in than the model has."""

    def __init__(self, file: BinaryIO | Any, entry: Entry, progress: Callable[[int], None]) -> None:
        self._file = file
        self._entry = entry
        self._progress = progress
        self.seek, self.tell, self.truncate = file.seek, file.tell, file.truncate

    def write(self, data: bytes) -> int:
        if self._file.tell() + len(data) > self._entry.size:
            raise ModelUnusable(f"the hub sends more than the {megabytes(self._entry.size)} of {self._entry.name}")
        try:
            written = self._file.write(data)
        except OSError as error:
            raise ConfigError(f"{self._file.name} cannot be written: {error.strerror or error}") from None
        self._progress(self._file.tell())
        return int(written)
