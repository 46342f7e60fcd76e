"""Web servers on this machine, each an origin of its own, whose answers a test may change at any time."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from playwright.sync_api import Page
from tests.fixtures.browsers import PATIENCE_SECONDS
from tests.fixtures.servers import Server

__all__ = [
    "Answer",
    "Origin",
    "answer_after",
    "answer_with",
    "closed_port",
    "hang_until_left",
    "hang_up",
    "served_origin",
]

Answer = Callable[[BaseHTTPRequestHandler], None]


def answer_with(
    body: bytes,
    *,
    status: int = 200,
    kind: str = "application/json",
    length: int | None = None,
    is_sized: bool = True,
    is_shared: bool = True,
    **headers: str,
) -> Answer:
    """An answer with `body`, that other origins may read if it `is_shared`.

    `length` is what it claims to be long; unless it `is_sized`, it claims nothing, and ends with the connection.
    """

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Type", kind)
        if is_sized:
            request.send_header("Content-Length", str(len(body) if length is None else length))
        if is_shared:
            request.send_header("Access-Control-Allow-Origin", "*")
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        with suppress(ConnectionError):  # the reader may have gone
            request.wfile.write(body)
        request.close_connection = True

    return answer


def hang_up(request: BaseHTTPRequestHandler) -> None:
    """No answer at all: the connection is closed."""
    request.close_connection = True


def answer_after(released: threading.Event, answer: Answer) -> Answer:
    """Nothing until `released` is set, the connection open meanwhile; then `answer`."""

    def answer_then(request: BaseHTTPRequestHandler) -> None:
        released.wait(2 * PATIENCE_SECONDS)
        with suppress(ConnectionError):  # the reader may have gone
            answer(request)
        request.close_connection = True

    return answer_then


def hang_until_left(left: threading.Event) -> Answer:
    """Nothing at all; `left` is set once the reader no longer waits."""

    def hang(request: BaseHTTPRequestHandler) -> None:
        request.connection.settimeout(2 * PATIENCE_SECONDS)
        with suppress(ConnectionError):  # a reset is one way to hang up
            request.connection.recv(1)
        left.set()
        request.close_connection = True

    return hang


@contextmanager
def closed_port() -> Iterator[int]:
    """A port on which nobody listens, and which nobody else can take while the block runs."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@dataclass(kw_only=True)
class Origin:
    """A web server; what it has no answer for is a 404."""

    url: str
    """Without a slash at its end."""
    answers: dict[str, Answer] = field(default_factory=dict)
    """By path."""
    asked: list[str] = field(default_factory=list)
    """The paths that were asked for, in order."""

    def publish(
        self, path: str, body: bytes | str, kind: str = "text/html; charset=utf-8", **headers: str
    ) -> str:
        """Answers with `body` where `path` is asked for, and returns the address."""
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = answer_with(data, kind=kind, **headers)
        return self.url + path

    def wait_until_asked(self, path: str, page: Page, times: int = 1) -> None:
        """Returns once `path` was asked for so many times; `page` goes on meanwhile."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (asked := self.asked.count(path)) < times:
            assert time.monotonic() < deadline, f"{path} was asked for {asked} times, not {times}"
            page.wait_for_timeout(5)


@contextmanager
def served_origin(name: str = "127.0.0.1") -> Iterator[Origin]:
    """A web server on a port of its own, under one of this machine's names, while the block runs."""
    origin = Origin(url="")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            origin.asked.append(path)
            origin.answers.get(path, answer_with(b"not here", status=404, kind="text/plain"))(self)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's own name
            """Nothing: a test's output is its findings."""

    server = Server(("127.0.0.1", 0), Handler)
    # Looks every few milliseconds whether it shall end: tests start many of these.
    threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True).start()
    origin.url = f"http://{name}:{server.server_port}"
    try:
        yield origin
    finally:
        server.shutdown()
        server.server_close()
