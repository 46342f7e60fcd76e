"""When entries are dated and how they are named: subscribers are told of each update once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.outputs.feed_sites import (
    ERRORS,
    FORMATS,
    NOW,
    SHOP,
    dated,
    dates_in,
    entries_of,
    files_of,
    lesson,
    moment,
    record,
    site_of,
    update,
)

from statusgen.derive.facts import stable_id
from statusgen.model import (
    Incident,
    Site,
    Update,
    UpdateStatus,
)

# How long an example takes says nothing about feeds.
UNHURRIED = settings(deadline=None, max_examples=50)

# Few moments, so that many updates share one.
MINUTES = st.integers(min_value=0, max_value=12)
TEXTS = st.sampled_from(["", "Hello", "a ]]> b", "**x** &amp;"])


@st.composite
def records(draw: st.DrawFn, slug: str) -> Incident:
    """A record with up to five updates."""
    minutes = draw(st.sets(MINUTES, min_size=1, max_size=5))
    updates = tuple(
        Update(
            status=draw(st.sampled_from([UpdateStatus.INVESTIGATING, UpdateStatus.RESOLVED])),
            at=NOW - timedelta(minutes=minute),
            text=draw(TEXTS),
        )
        for minute in sorted(minutes, reverse=True)
    )
    return record(slug, *updates, title=draw(TEXTS.filter(bool)))


@st.composite
def sites(draw: st.DrawFn) -> Site:
    """Sites whose updates crowd into a few minutes."""
    slugs = draw(st.sets(st.sampled_from("abcdefgh"), min_size=1, max_size=6))
    return site_of(*[draw(records(slug)) for slug in sorted(slugs)])


@pytest.mark.parametrize("suffix", FORMATS)
def test_entry_id_is_a_urn_of_its_key(suffix: str) -> None:
    """An entry's id is a URN made from the record's slug and the moment alone, the same in every feed."""
    ids = [entry.id for entry in entries_of(SHOP, f"feed.{suffix}")]
    assert ids[0] == stable_id("postmortems/football-match")
    assert ids[1] == stable_id("checkout-errors/20261118T0820Z")
    assert {entry.id for entry in entries_of(SHOP, f"components/checkout/feed.{suffix}")} < set(ids)


def test_same_second_takes_the_next_free_one() -> None:
    """Entries of one second are told apart by one second each, in the order of their keys, past any neighbour."""
    at = "2026-11-18 08:00"
    site = site_of(
        *(record(slug, update(at)) for slug in ("b", "c", "a")), record("d", update("2026-11-18 08:00:01"))
    )
    stamps = {"a": f"{at}:00", "b": f"{at}:01", "c": f"{at}:02", "d": f"{at}:03"}
    expected = {
        stable_id(f"{slug}/20261118T0800{'01' if slug == 'd' else ''}Z"): moment(stamp)
        for slug, stamp in stamps.items()
    }
    assert dated(site) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param("2026-11-18 07:59:59", 0, id="before-both"),
        pytest.param("2026-11-18 08:00:00", 1, id="second-one-waits-for-its-second"),
        pytest.param("2026-11-18 08:00:01", 2, id="both"),
    ],
)
def test_nothing_is_dated_in_the_future(now: str, expected: int) -> None:
    """An entry appears when its date has come, also where the date is a second after its update."""
    site = site_of(record("a", update("2026-11-18 08:00")), record("b", update("2026-11-18 08:00")))
    assert len(entries_of(site, now=moment(now))) == expected


def test_postmortem_appears_when_published() -> None:
    """A postmortem is not announced before its time."""
    site = site_of(ERRORS, postmortems=(lesson(published=NOW + timedelta(seconds=1)),))
    assert len(entries_of(site)) == len(ERRORS.updates)


@UNHURRIED
@given(site=sites())
def test_dates_are_unique_and_descend(site: Site) -> None:
    """In every feed each entry has a date of its own, newest first, and none lies ahead."""
    for path, data in files_of(site).items():
        dates = dates_in(path, data)
        assert dates == sorted(set(dates), reverse=True)
        assert all(date <= NOW for date in dates)


@UNHURRIED
@given(site=sites(), title=TEXTS.filter(bool), text=TEXTS)
def test_correction_makes_no_new_entry(site: Site, title: str, text: str) -> None:
    """Renaming a record or rewriting its texts changes neither the id nor the date of any entry."""
    corrected = [
        replace(incident, title=title, updates=tuple(replace(old, text=text) for old in incident.updates))
        for incident in site.incidents
    ]
    assert dated(replace(site, incidents=tuple(corrected))) == dated(site)


@UNHURRIED
@given(site=sites(), added=st.data())
def test_added_update_renames_nothing(site: Site, added: st.DataObject) -> None:
    """An update added out of order is one more entry: every other keeps its id, and all before it their dates."""
    last = site.incidents[-1]
    taken = {(NOW - old.at) // timedelta(minutes=1) for old in last.updates}
    minute = added.draw(st.integers(min_value=1, max_value=20).filter(lambda minute: minute not in taken))
    new = Update(status=UpdateStatus.MONITORING, at=NOW - timedelta(minutes=minute), text="Late news.")
    updates = tuple(sorted([*last.updates, new], key=lambda old: old.at))
    # A minute later the same entries are due in both, whichever seconds they were given.
    later = NOW + timedelta(minutes=1)
    before = dated(site, now=later)
    after = dated(replace(site, incidents=(*site.incidents[:-1], replace(last, updates=updates))), now=later)
    assert len(set(after) - set(before)) == 1
    assert set(before) < set(after)
    assert {name: at for name, at in before.items() if at < new.at}.items() <= after.items()


@UNHURRIED
@given(site=sites(), later=records(slug="z"))
def test_newer_record_moves_no_older_entry(site: Site, later: Incident) -> None:
    """What happens next changes nothing about the entries that subscribers have."""
    shifted = tuple(replace(update, at=update.at + timedelta(hours=1)) for update in later.updates)
    grown = replace(site, incidents=(*site.incidents, replace(later, updates=shifted)))
    now = NOW + timedelta(hours=2)
    before, after = dated(site, now=now), dated(grown, now=now)
    assert before.items() <= after.items()
    assert list(after)[len(shifted) :] == list(before)
