"""Debian's Firefox, driven by Node's puppeteer-core over WebDriver BiDi: one process for nearly all tests."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.browser.two_sites import Sites, two_sites
from tests.fixtures.browsers import PATIENCE_SECONDS

_PREFERENCES = {
    # Nothing but the page under test may reach for the network.
    "app.normandy.enabled": False,
    "browser.chrome.site_icons": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#none",
    "intl.accept_languages": "en-GB",
    "intl.locale.requested": "en-GB",
}

# Where an element begins and how large it is; plain DOM, since pages under test break the language.
_PLACE = """path => {
  let found = document;
  for (let step = 0; found && step < path.length; step++) {
    found = (found.shadowRoot ?? found).querySelector(path[step]);
  }
  const box = found?.getBoundingClientRect();
  return box && box.width ? `${box.x},${box.y},${box.width},${box.height}` : null;
}"""


# A page's last words, in each of the ways in which Firefox notes them; plain DOM, as above.
_LAST_WORD = "the last word"
_THROW = """word => {
  const {body} = document;
  const {oncopy} = body;
  body.oncopy = () => { throw word };
  body.dispatchEvent(new Event('copy'));
  body.oncopy = oncopy;
}"""
_REJECT = "word => { (async () => { throw word })() }"
_LOG = "word => console.debug(word)"


class Firefox:
    """The browser's process; see `bridge.mjs` for what it can be asked."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.numbers = itertools.count(1)
        self.version: str = self._answer()

    def ask(self, call: str, **rest: Any) -> Any:
        """The bridge's answer to one request; its errors fail the test."""
        assert self.process.stdin is not None
        request = {"id": next(self.numbers), "call": call, **rest}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "Firefox or its driver has gone"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["value"]


@dataclass
class Tab:
    """One open page."""

    firefox: Firefox
    name: str
    is_closed: bool = False

    def evaluate(self, code: str) -> Any:
        """The value of an expression, in the page's own world."""
        return self.firefox.ask("evaluate", tab=self.name, code=code)

    def evaluate_in_frame(self, code: str) -> Any:
        """The value of an expression in the page's first frame."""
        return self.firefox.ask("evaluateInFrame", tab=self.name, code=code)

    def wait_for(self, code: str, *, in_frame: bool = False, seconds: float = PATIENCE_SECONDS) -> Any:
        """The value of an expression as soon as it is true; fails when it does not become so."""
        evaluate = self.evaluate_in_frame if in_frame else self.evaluate
        deadline = time.monotonic() + seconds
        while not (value := evaluate(code)):
            assert time.monotonic() < deadline, f"never true: {code}"
            time.sleep(0.02)
        return value

    def go(self, url: str) -> None:
        """Opens another page in this tab."""
        self.firefox.ask("go", tab=self.name, url=url)

    def place(self, selector: str, *, in_frame: bool = False) -> tuple[float, float, float, float]:
        """Left, top, width and height of an element that is seen; ` >>> ` leads into shadow trees."""
        place = self.wait_for(f"({_PLACE})({json.dumps(selector.split(' >>> '))})", in_frame=in_frame)
        left, top, width, height = map(float, place.split(","))
        return left, top, width, height

    def click(self, selector: str, *, in_frame: bool = False) -> None:
        """Clicks with the mouse into the middle of an element."""
        left, top, width, height = self.place(selector, in_frame=in_frame)
        if in_frame:
            frame_left, frame_top, _, _ = self.place("iframe")
            left, top = left + frame_left, top + frame_top
        self.firefox.ask("click", tab=self.name, x=left + width / 2, y=top + height / 2)

    def press(self, key: str) -> None:
        """Presses and releases a key."""
        self.firefox.ask("press", tab=self.name, key=key)

    def show(self) -> None:
        """Brings the tab before all others."""
        self.firefox.ask("show", tab=self.name)

    @property
    def errors(self) -> Sequence[str]:
        """Exceptions and rejected promises that nothing caught.

        Firefox reports here, too, that an origin may not read another's answer: no script can prevent that.
        """
        noted = self._noted_by_now("errors", _THROW, _REJECT)
        return [one for one in noted if not one.startswith("Cross-Origin Request Blocked")]

    @property
    def logged(self) -> Sequence[str]:
        """What scripts logged."""
        return self._noted_by_now("logged", _LOG)

    @property
    def requests(self) -> Sequence[Mapping[str, Any]]:
        """What the tab asked for: each with its `url`, and whether it `isOver`, be it in vain."""
        requests: Sequence[Mapping[str, Any]] = self._noted()["requests"]
        return requests

    def close(self) -> None:
        """Closes the tab."""
        self.is_closed = True
        self.firefox.ask("close", tab=self.name)

    def _noted_by_now(self, kind: str, *ways: str) -> Sequence[str]:
        """What was noted before a last word that is said in these ways: rejections are noted with some delay."""
        word = f"{_LAST_WORD} {next(self.firefox.numbers)}"
        for way in ways:
            self.evaluate(f"({way})({json.dumps(word)})")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            noted: Sequence[str] = self._noted()[kind]
            if sum(one.endswith(word) for one in noted) == len(ways):
                return [one for one in noted if _LAST_WORD not in one]
            assert time.monotonic() < deadline, f"never noted: {word}"
            time.sleep(0.005)

    def _noted(self) -> Any:
        return self.firefox.ask("noted", tab=self.name)


def _executable() -> str:
    found = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if found is None:
        pytest.skip("Firefox is missing: install it (Debian: apt-get install firefox-esr) or set FIREFOX")
    return found


@contextmanager
def _started(root: Path, preferences: Mapping[str, Any] | None = None) -> Iterator[Firefox]:
    node = shutil.which("node")
    if node is None or not (root / "node_modules" / "puppeteer-core").is_dir():
        pytest.skip("puppeteer-core is missing: run `npm install` (needs Node.js)")
    bridge = Path(__file__).with_name("bridge.mjs")
    process = subprocess.Popen(
        [node, bridge, _executable(), json.dumps({**_PREFERENCES, **(preferences or {})})],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process:  # closes its input, upon which the bridge closes Firefox, and waits
        yield Firefox(process)


@contextmanager
def _tabs(firefox: Firefox) -> Iterator[Callable[..., Tab]]:
    tabs: list[Tab] = []

    def open_one(
        url: str, *, width: int = 1280, height: int = 800, before: str = "", until: str = "load"
    ) -> Tab:
        name = firefox.ask("open", url=url, width=width, height=height, before=before, until=until)
        tabs.append(Tab(firefox, name))
        return tabs[-1]

    yield open_one
    for tab in tabs:
        if not tab.is_closed:
            tab.close()


@pytest.fixture(scope="session")
def firefox(root: Path) -> Iterator[Firefox]:
    """Firefox as the system brings it."""
    with _started(root) as started:
        yield started


@pytest.fixture
def open_tab(firefox: Firefox) -> Iterator[Callable[..., Tab]]:
    """Opens a page: `open_tab(url, width=360)`; `before` is code that runs before any of the page's own.

    It returns when the page has loaded; with `until="domcontentloaded"` when it was read, with "nothing" at once.
    """
    with _tabs(firefox) as opener:
        yield opener


@pytest.fixture
def start_firefox(root: Path) -> Iterator[Callable[[Mapping[str, Any]], Callable[..., Tab]]]:
    """Starts a Firefox with further preferences, and returns what opens pages in it as `open_tab` does."""
    with ExitStack() as stack:

        def start(preferences: Mapping[str, Any]) -> Callable[..., Tab]:
            return stack.enter_context(_tabs(stack.enter_context(_started(root, preferences))))

        yield start


@pytest.fixture
def sites() -> Iterator[Sites]:
    """A status site with one open incident, and a shop."""
    with two_sites() as started:
        yield started
