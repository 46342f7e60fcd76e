"""The feeds with one entry for each record, in the form of Statuspage's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from lxml import etree, html
from msgspec.structs import replace
from tests.outputs.feed_sites import (
    ERRORS,
    NOW,
    SHOP,
    STRIKE,
    UPGRADE,
    URL,
    body_of,
    dated,
    entries_of,
    files_of,
    lesson,
    moment,
    record,
    site_of,
    update,
)

from statusgen.derive.facts import stable_id
from statusgen.model import Update, UpdateStatus
from statusgen.outputs.feeds import NEWEST_RECORDS

FILES = ("history.rss", "history.atom")
ATOM = "{http://www.w3.org/2005/Atom}"


def lines_of(body: str) -> Sequence[str]:
    """The words of each block of an entry."""
    return [block.text_content() for block in html.fragments_fromstring(body)]


@pytest.mark.parametrize("path", FILES)
def test_one_entry_for_each_record(path: str) -> None:
    """Each record is one entry, by its title alone, the one that was told last first."""
    entries = entries_of(SHOP, path)
    assert [entry.title for entry in entries] == ["Checkout errors", "Database upgrade", "Strike"]
    assert [entry.link for entry in entries] == [
        f"{URL}incidents/{slug}/" for slug in ("checkout-errors", "upgrade", "strike")
    ]


@pytest.mark.parametrize("path", FILES)
def test_entry_has_all_updates(path: str) -> None:
    """The content is each update, newest first: its time, its status, its text; the postmortem is one of them."""
    assert lines_of(body_of(entries_of(SHOP, path)[0])) == [
        "19 November 2026, 10:00 UTCPostmortem - A query ran without an index & without a limit.",
        "Read the postmortem",
        "18 November 2026, 08:20 UTCResolved - We look into it.",
        "18 November 2026, 08:00 UTCInvestigating - We look into it.",
        "Components: Checkout",
    ]


def test_maintenance_begins_with_its_window() -> None:
    """Who reads of a maintenance reads first when it is."""
    assert lines_of(body_of(entries_of(site_of(UPGRADE), "history.atom")[0]))[0] == (
        "Planned for Tuesday, 24 November 2026, 05:00 to 06:30 UTC"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One.\n\nTwo.", ["Investigating - One.", "Two."], id="paragraphs"),
        pytest.param("- one\n- two", ["Investigating", "\none\ntwo\n"], id="list"),
        pytest.param("", ["Investigating"], id="nothing"),
    ],
)
def test_text_of_any_form_follows_its_status(text: str, expected: Sequence[str]) -> None:
    """A text that is no paragraph stands below its status."""
    site = site_of(record("errors", update("2026-11-18 08:00", text=text), components={}))
    lines = lines_of(body_of(entries_of(site, "history.atom")[0]))
    assert [line.removeprefix("18 November 2026, 08:00 UTC") for line in lines] == expected


def test_entry_is_dated_by_the_first_update() -> None:
    """An entry has the date at which subscribers were first told: not when the incident began, nor a window's start."""
    early = replace(ERRORS, started=moment("2026-11-18 06:00"))
    assert dated(site_of(early, UPGRADE, STRIKE), path="history.atom") == {
        stable_id("checkout-errors"): moment("2026-11-18 08:00"),
        stable_id("upgrade"): moment("2026-11-17 09:00"),
        stable_id("strike"): moment("2026-11-16 12:00"),
    }


def test_entry_is_changed_by_the_last_update() -> None:
    """Atom's `updated`, of the entry and of the feed, is when subscribers were last told: here, of the postmortem."""
    feed = etree.fromstring(files_of(SHOP)["history.atom"])
    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == "2026-11-19T10:00:00Z"
    assert feed.findtext(f"{ATOM}updated") == "2026-11-19T10:00:00Z"
    assert etree.fromstring(files_of(SHOP)["history.rss"]).findtext("channel/item/pubDate") == (
        "Wed, 18 Nov 2026 08:00:00 +0000"
    )


def test_records_of_one_moment_have_dates_of_their_own() -> None:
    """Two records that begin at the same moment have the dates of their first updates in the other feeds."""
    site = site_of(record("b", update("2026-11-18 08:00")), record("a", update("2026-11-18 08:00")))
    per_update, per_record = dated(site), dated(site, path="history.rss")
    assert len(set(per_record.values())) == 2
    assert sorted(per_record.values()) == sorted(per_update.values())


def test_update_that_waits_for_its_second_is_not_told_yet() -> None:
    """Nothing of a record is told before its date has come."""
    site = site_of(record("a", update("2026-11-18 08:00")), record("b", update("2026-11-18 08:00")))
    assert len(dated(site, moment("2026-11-18 08:00:00"), "history.atom")) == 1
    assert len(dated(site, moment("2026-11-18 08:00:01"), "history.atom")) == 2


def test_newest_twenty_five() -> None:
    """A history holds the 25 records that were told of last, as Statuspage's does."""
    start = moment("2026-10-01 08:00")
    many = [
        record(
            f"r{number}",
            Update(status=UpdateStatus.INVESTIGATING, at=start + timedelta(days=number), text="x"),
        )
        for number in range(NEWEST_RECORDS + 3)
    ]
    found = list(dated(site_of(*many), path="components/checkout/history.rss"))
    assert found == [stable_id(f"r{number}") for number in range(27, 2, -1)]


def test_scopes_have_their_records() -> None:
    """The histories of a component and of maintenance have their records, and no others."""
    assert list(dated(SHOP, path="components/api/history.atom")) == [stable_id("upgrade")]
    assert list(dated(SHOP, path="maintenance/history.rss")) == [stable_id("upgrade")]
    assert list(dated(SHOP, path="components/fax/history.rss")) == []


def test_postmortem_of_the_future_is_not_told() -> None:
    """A postmortem joins its record when it is published."""
    site = site_of(ERRORS, postmortems=(lesson(published=NOW + timedelta(seconds=1)),))
    assert "Postmortem" not in body_of(entries_of(site, "history.atom")[0])


def test_feed_says_that_it_is_the_history() -> None:
    """Whoever has both feeds can tell them apart."""
    titles = [
        etree.fromstring(files_of(SHOP)[path]).findtext("channel/title")
        for path in ("feed.rss", "history.rss")
    ]
    assert titles == ["Scarf Shop Status", "Scarf Shop Status: history"]


def test_dates_are_those_of_their_first_updates() -> None:
    """In every history each date is that of an entry in the feed per update."""
    seconds: set[datetime] = set(dated(SHOP).values())
    assert {*dated(SHOP, path="history.rss").values()} <= seconds
