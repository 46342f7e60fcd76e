"""The bar's questions to the status site and their answers, as a page with a clock of its own has them.

Where a reader's clock is put on while a question is under way, its ten seconds are over at once: the bar gives it up
and asks again after two minutes, not one. So tests let the clock go on only once the answer before was dealt with.
"""

from __future__ import annotations

import time

from playwright.sync_api import Page
from tests.fixtures.browsers import PATIENCE_SECONDS

__all__ = ["COUNT_THEM", "HURRIED", "pass_time", "pass_until_asked", "wait_for_answers"]

COUNT_THEM = r"""(() => {
  const counted = window.barTalk = {questions: 0, answers: 0};
  // A message is heard once all has been done that follows an answer's last byte.
  const count = () => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => {
      counted.answers++;
      port1.close();
    };
    port2.postMessage(0);
  };
  const {fetch} = window;
  window.fetch = (...asked) => {
    const answer = fetch(...asked);
    if (!/\/alert-bar(\.[\w-]+)?\.json$/.test(asked[0])) return answer;
    counted.questions++;
    let isDone = false;
    const done = () => {
      if (!isDone) count();
      isDone = true;
    };
    // It may be given up while a part of it is at hand.
    asked[1].signal.addEventListener('abort', done);
    answer.then(({body}) => {
      if (!body) return done();
      const {getReader} = body;
      body.getReader = () => {
        const reader = getReader.call(body);
        const {read} = reader;
        reader.read = () => {
          const part = read.call(reader);
          part.then(({done: isLast}) => isLast && done(), done);
          return part;
        };
        return reader;
      };
    }, done);
    return answer;
  };
})()"""
"""A script that runs before any of the page's own."""

HURRIED = """{
  const {setTimeout} = window;
  window.setTimeout = (action, time, ...rest) => {
    if (time !== 10000) return setTimeout(action, time, ...rest);
    const timer = setTimeout(action, 250, ...rest);
    setTimeout(() => window.tenSecondsAreOver = true, 250);
    return timer;
  };
}"""
"""A script after which the longest wait for an answer is a quarter of a second; once that is over the page knows."""


def wait_for_answers(page: Page, times: int = 1) -> None:
    """Returns once the page's bars have dealt with so many answers since it was loaded, and wait for none."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not ((talk := _talk(page))["answers"] == talk["questions"] >= times):
        assert time.monotonic() < deadline, f"not {times} answers that were dealt with, but {talk}"
        page.wait_for_timeout(5)


def pass_time(page: Page, time: str) -> None:
    """Lets the reader's clock jump; returns once the answer to what was asked then, if anything, was dealt with."""
    wait_for_answers(page, 0)
    page.clock.fast_forward(time)
    wait_for_answers(page, 0)


def pass_until_asked(page: Page, times: int = 1) -> None:
    """Lets the reader's clock go on until the page's bars have asked so many times more, and dealt with the answers."""
    wait_for_answers(page, 0)
    asked = _talk(page)["questions"]
    for _ in range(_LONGEST_WAIT):
        pass_time(page, "00:15")
        if _talk(page)["questions"] >= asked + times:
            return
    raise AssertionError(f"in half an hour not {times} more questions than {asked}, but {_talk(page)}")


# After failures the bar waits longer and longer: for 32 minutes at most, here in quarters of a minute.
_LONGEST_WAIT = 33 * 4


def _talk(page: Page) -> dict[str, int]:
    talk: dict[str, int] = page.evaluate("window.barTalk")
    return talk
