"""A real OpenAI-compatible server on the loopback, for tests: it answers what it is told to."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Answer:
    """One HTTP answer. Where there is a `break_off`, it alone writes to the connection, and then is gone."""

    def __init__(
        self,
        body: bytes | dict[str, Any] | str = b"",
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
        wait: float = 0.0,
        break_off: Callable[[socket.socket], None] | None = None,
    ) -> None:
        self.break_off = break_off
        self.body = (
            json.dumps(body).encode() if isinstance(body, dict) else body.encode() if isinstance(body, str) else body
        )
        self.status = status
        self.headers = {"Content-Type": "application/json", **(headers or {})}
        self.wait = wait


def chat(text: str | None, *, finish: str = "stop", refusal: str | None = None, wait: float = 0.0) -> Answer:
    """A chat completion."""
    message = {"role": "assistant", "content": text, "refusal": refusal}
    body = {
        "id": "x",
        "object": "chat.completion",
        "created": 1,
        "model": "test",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
    }
    return Answer(body, wait=wait)


def _next(answers: list[Answer]) -> Answer:
    return answers.pop(0) if len(answers) > 1 else answers[0]


class Server:
    """What the server was asked, and where it is."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []


Script = list[Answer] | Callable[[dict[str, Any]], Answer]


@contextmanager
def serving(script: Script) -> Iterator[Server]:
    """A server that gives the answers of `script` in order, the last again and again, or what it returns."""
    answers = list(script) if isinstance(script, list) else []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(body)
            server.keys.append(self.headers["Authorization"])
            answer = script(body) if callable(script) else _next(answers)
            time.sleep(answer.wait)
            if answer.break_off:
                self.close_connection = True
                with suppress(OSError):
                    answer.break_off(self.connection)
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            with suppress(OSError):  # whoever has heard enough hangs up
                self.wfile.write(answer.body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    server = Server(f"http://127.0.0.1:{httpd.server_address[1]}/v1")
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()
