"""A client that puts what it reads into its page as it is, which none should, and some do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page
from tests.derive.records import at, record, site_of
from tests.outputs.hostile import TEXTS, TITLES

from statusgen.derive.view import view_of
from statusgen.outputs.api.files import api_files

pytestmark = pytest.mark.browser


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_in(inner)


def test_nothing_of_an_author_runs_there(open_page: Callable[..., Page]) -> None:
    """Neither a title nor the text of an update, in any of the three summaries."""
    plain = record("checkout=major_outage", "investigating 14:05")
    hostile = [
        replace(
            plain,
            slug=f"n{number}",
            title=TITLES[number % len(TITLES)],
            updates=[replace(plain.updates[0], text=text)],
        )
        for number, text in enumerate(TEXTS)
    ]
    files = api_files(view_of(site_of(*hostile), at("14:30")))
    served = [
        text
        for path in ("api/v2/summary.json", "api/v1/summary", "summary.json")
        for text in texts_in(json.loads(files[path]))
    ]
    page = open_page()
    page.set_content("<!doctype html><title>A client</title>")
    page.evaluate(
        "texts => { document.body.innerHTML = texts.map(text => `<div>${text}</div>`).join('') }", served
    )
    assert page.evaluate("document.body.querySelectorAll('*:not(div)').length") == 0
    assert page.evaluate("document.body.children.length") == len(served)
    assert page.evaluate("window.ran") is None
