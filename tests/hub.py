"""A stand-in of the Hugging Face hub on the loopback: one file, behind a redirect as large files are there."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Hub:
    """What the hub holds, how it misbehaves, and what it was asked for."""

    def __init__(self, repository: str, revision: str, file: str, content: bytes) -> None:
        self.path = f"/{repository}/resolve/{revision}/{file}"
        self.content = content
        self.size = len(content)
        """What it says the file has, in bytes."""
        self.sha256 = hashlib.sha256(content).hexdigest()
        self.url = ""
        self.status = 200
        """What every request is answered with instead, where it is not 200."""
        self.cuts: list[int] = []
        """After so many bytes each of the next answers breaks off."""
        self.ranges = True
        """Whether it honours a Range header."""
        self.drip = 0.0
        """Seconds before each 64 kB."""
        self.asked: list[str] = []
        """`METHOD range` of each request for the file."""


@contextmanager
def serving_hub(hub: Hub) -> Iterator[Hub]:
    """`hub`, served until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            if hub.status != 200:
                return self.answer(hub.status, {})
            if self.path == hub.path:
                return self.answer(
                    302,
                    {
                        "X-Repo-Commit": "0" * 40,
                        "X-Linked-Size": str(hub.size),
                        "X-Linked-Etag": f'"{hub.sha256}"',
                        "Location": f"{hub.url}/cdn".replace("127.0.0.1", "localhost"),  # another host, as there
                    },
                )
            if self.path == "/cdn":
                return self.send_file()
            return self.answer(404, {"X-Error-Code": "EntryNotFound"})

        def answer(self, status: int, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def send_file(self) -> None:
            wanted = self.headers.get("Range", "")
            hub.asked.append(f"{self.command} {wanted}".strip())
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and hub.ranges else 0
            body = hub.content[start:]
            ranged = {"Content-Range": f"bytes {start}-{len(hub.content) - 1}/{len(hub.content)}"} if start else {}
            self.answer(206 if start else 200, {"Content-Length": str(len(body)), **ranged})
            cut = hub.cuts.pop(0) if hub.cuts else len(body)
            for position in range(0, cut, 65536):
                time.sleep(hub.drip)
                self.wfile.write(body[position : min(position + 65536, cut)])
            if cut < len(body):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a caller that hangs up is part of the tests

    httpd = Server(("127.0.0.1", 0), Handler)
    hub.url = f"http://127.0.0.1:{httpd.server_address[1]}"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()
