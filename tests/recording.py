"""Cassettes: what a real server answered, replayed without a network.

Recorded with DRAFTER_RECORD set to the server's address; see CONTRIBUTING.md. Replaying matches on the
whole request body, and a cassette with an interaction that is missing or was not used fails its test.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import vcr

CASSETTES = Path(__file__).parent / "cassettes"
SERVER = os.environ.get("DRAFTER_RECORD", "")
ADDRESS = SERVER or "http://model.invalid/v1"
"""Where the model is: the server that is recorded, else a name that no network knows."""

_KEPT_IN_REQUEST = frozenset({"content-type"})
_KEPT_IN_RESPONSE = frozenset({"content-type", "retry-after"})
_KEPT_IN_BODY = frozenset({"id", "object", "created", "model", "choices", "usage"})


def _kept(headers: Any, names: frozenset[str]) -> dict[str, Any]:
    return {name.lower(): headers[name] for name in headers if name.lower() in names}


def _scrub_request(request: Any) -> Any:
    request.headers = _kept(request.headers, _KEPT_IN_REQUEST)
    request.uri = "http://model.invalid" + request.path
    return request


def _scrub_response(response: dict[str, Any]) -> dict[str, Any]:
    body = response["body"]["string"]
    try:
        fields = json.loads(body)
    except ValueError:
        fields = None
    if isinstance(fields, dict):
        fields = {name: value for name, value in fields.items() if name in _KEPT_IN_BODY}
        body = json.dumps(fields, ensure_ascii=False).encode()
    return {**response, "headers": _kept(response["headers"], _KEPT_IN_RESPONSE), "body": {"string": body}}


def _same_body(first: Any, second: Any) -> None:
    assert json.loads(first.body) == json.loads(second.body)


class CassetteError(AssertionError):
    """A cassette and the calls of its test do not agree."""


@contextmanager
def cassette(name: str, folder: Path = CASSETTES) -> Iterator[Any]:
    """Record or replay `folder/name.yaml`."""
    recorder = vcr.VCR(
        record_mode="all" if SERVER else "none",
        before_record_request=_scrub_request,
        before_record_response=_scrub_response,
        decode_compressed_response=True,
    )
    recorder.register_matcher("same_body", _same_body)
    path = folder / f"{name}.yaml"
    if SERVER:
        path.unlink(missing_ok=True)
    elif not path.is_file():
        raise CassetteError(f"{path} is missing: record it, see CONTRIBUTING.md")
    with recorder.use_cassette(str(path), match_on=["method", "path", "same_body"]) as tape:
        missing: list[str] = []
        if not SERVER:
            _notice_missing(tape, missing)
        try:
            yield tape
        finally:
            if missing:
                raise CassetteError(f"{path} has no answer for: {missing[0][:500]}")
    if not SERVER and not tape.all_played:
        raise CassetteError(f"{path} holds {len(tape) - tape.play_count} answers that were not asked for")


def _notice_missing(tape: Any, missing: list[str]) -> None:
    # What a call without an answer raises depends on the SDK, which may take it for a broken network.
    can_play = tape.can_play_response_for

    def noticing(request: Any) -> bool:
        found: bool = can_play(request)
        if not found:
            missing.append(request.body.decode("utf-8", "replace"))
        return found

    tape.can_play_response_for = noticing
