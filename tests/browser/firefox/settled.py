"""How to know that bars which show nothing have done what they could, on pages that broke their language as well."""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping
from typing import Any

from tests.browser.origins import answer_with
from tests.browser.two_sites import Sites
from tests.fixtures.browsers import PATIENCE_SECONDS

__all__ = ["wait_until_answered", "wait_until_settled"]

_LATER = "/later/alert-bar.json"

_NUMBERS = itertools.count()  # no two frames of a page have the same
# Plain DOM, since pages under test break the language.
_ADD = "document.body.insertAdjacentHTML('beforeend', '<iframe src=\"/later/?{number}\"></iframe>')"
_IS_TOLD = """(() => {{
  const bar = document.querySelector('iframe[src="/later/?{number}"]').contentDocument
    ?.querySelector('statusgen-alert-bar')?.shadowRoot;
  return bar?.querySelector('a').textContent === 'Later' && !bar.querySelector('[aria-hidden=true]');
}})()"""


def wait_until_settled(tab: Any, sites: Sites) -> None:
    """Returns once the page's bars wait for no answer, and a later bar is told.

    The later one is in a frame, where the language is whole. It tells something harmless, which screen readers hear
    after a pause: whatever an earlier one would tell, it has told by then.
    """
    later = sites.incident(impact="none", title="Later")
    sites.status.answers[_LATER] = answer_with(sites.data(later))
    tag = sites.tag(f'data-api="{sites.status.url}/later/" defer')
    sites.shop.publish("/later/", f"<!doctype html><title>Later</title>{tag}<p>Later")
    deadline = time.monotonic() + PATIENCE_SECONDS
    for number in _NUMBERS:
        asked = _asked(tab)
        tab.evaluate(_ADD.format(number=number))
        tab.wait_for(_IS_TOLD.format(number=number))
        if asked == _asked(tab) and all(one["isOver"] for one in asked):
            return
        assert time.monotonic() < deadline, f"still asks, or waits for an answer: {asked}"


def wait_until_answered(tab: Any, times: int = 1) -> None:
    """Returns once the bars have asked so often, or oftener, and each answer is at its end."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(asked := _asked(tab)) < times or not all(one["isOver"] for one in asked):
        assert time.monotonic() < deadline, f"not {times} answers: {asked}"
        time.sleep(0.005)


def _asked(tab: Any) -> list[Mapping[str, Any]]:
    """What the page's own bars asked for."""
    questions = (one for one in tab.requests if one["url"].endswith("/alert-bar.json"))
    return [one for one in questions if not one["url"].endswith(_LATER)]
