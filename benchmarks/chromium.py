"""Chromium over its pipe, with nothing switched on but what is asked for.

Libraries that drive browsers have each request, frame and message reported, and the page's main thread writes the
reports. What is to be measured here is that thread. The protocol: https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from itertools import count
from typing import Any, Self

__all__ = ["Chromium", "Tab"]

_OPTIONS = (
    "--headless",
    "--remote-debugging-pipe",
    # Containers run as root; nothing but the page may reach for the network.
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_HIGH = 10
"""The browser reads from descriptor 3 and writes to 4: ours stay clear of them on their way there."""


class Chromium:
    """A headless browser with one window, while the block runs."""

    def __init__(self, *, width: int, height: int) -> None:
        """The size is that of the window, in pixels: a page has less of its height."""
        self._ids = count(1)
        self._received = b""
        self._folder = tempfile.mkdtemp(prefix="chromium-")
        commands, self._commands = _pipe()
        self._answers, answers = _pipe()
        self._process = os.posix_spawn(
            program := _program(),
            [
                program,
                *_OPTIONS,
                f"--window-size={width},{height}",
                f"--user-data-dir={self._folder}",
                "about:blank",
            ],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, commands, 3),
                (os.POSIX_SPAWN_DUP2, answers, 4),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
        )
        os.close(commands)
        os.close(answers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.call("Browser.close")
        os.waitpid(self._process, 0)
        os.close(self._commands)
        os.close(self._answers)
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def version(self) -> str:
        """Such as `156.0.8078.79`."""
        product: str = self.call("Browser.getVersion")["product"]
        return product.rpartition("/")[2]

    def call(self, method: str, *, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """The result of one call of the protocol; raises RuntimeError with the browser's words if it refuses."""
        number = next(self._ids)
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while (answer := self._receive()).get("id") != number:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._received:
            part = os.read(self._answers, 1 << 16)
            if not part:
                raise RuntimeError("the browser has ended")
            self._received += part
        first, _, self._received = self._received.partition(b"\0")
        message: dict[str, Any] = json.loads(first)
        return message


class Tab:
    """A tab of the browser's window with a renderer and memory of its own, and nothing cached, while the block runs.

    A window of its own would disturb the page: for each that it opens, the browser draws pages of its own, such as that
    under the address bar, for most of a second and by programs that take turns with the page's.
    """

    def __init__(self, browser: Chromium) -> None:
        self._browser = browser
        self._target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        attached = browser.call("Target.attachToTarget", targetId=self._target, flatten=True)
        self._session = attached["sessionId"]
        self.call("Network.clearBrowserCache")
        # The browser draws the tab in its window, and ends what is left of the one before.
        self.evaluate("new Promise(done => setTimeout(done, 300))")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._browser.call("Target.closeTarget", targetId=self._target)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of one call of the protocol that concerns this page."""
        return self._browser.call(method, session=self._session, **parameters)

    def evaluate(self, expression: str) -> Any:
        """The value of an expression of JavaScript, of a promise when it is kept."""
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"].get("value")


def _pipe() -> tuple[int, int]:
    ends = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _HIGH) for end in ends]
    for end in ends:
        os.close(end)
    return high[0], high[1]


def _program() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        raise SystemExit("Chromium is missing: install it, or name it in CHROMIUM")
    return found
