"""What a chat program posts while a site's authors edit its files: each update once, and nothing else.

The program follows Slack's rules: an entry is posted once, by its id; one dated before the newest that was seen
never is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.outputs.feed_sites import NOW, dates_in, files_of, ids_in, lesson, record, site_of

from statusgen.model import ComponentStatus, Incident, Kind, Site, Update, UpdateStatus

# How long an example takes says nothing about feeds.
UNHURRIED = settings(deadline=None, max_examples=60)

START = NOW - timedelta(hours=2)
SLUGS = ("checkout-errors", "checkout", "a", "upgrade", "b-upgrade")
WORDS = st.sampled_from(["", "Hello", "a ]]> b", "**x** &amp;", "- one\n- two", "<script>"])
COMPONENTS = st.lists(st.sampled_from(["checkout", "api"]), unique=True)


@dataclass
class Reader:
    """A program that posts what is new in one feed."""

    path: str
    ids: set[str] = field(default_factory=set)
    newest: datetime | None = None

    def poll(self, files: Mapping[str, bytes]) -> Sequence[str]:
        """The ids that it posts now."""
        data = files[self.path]
        found = list(zip(ids_in(self.path, data), dates_in(self.path, data), strict=True))
        posted = [
            name
            for name, at in reversed(found)
            if name not in self.ids and (self.newest is None or at >= self.newest)
        ]
        self.ids.update(name for name, _ in found)
        self.newest = max([at for _, at in found] + ([self.newest] if self.newest else []), default=None)
        return posted


def is_maintenance(slug: str) -> bool:
    """Whether the test makes a maintenance of that name."""
    return "upgrade" in slug


def an_update(minute: int, text: str, *, planned: bool = False) -> Update:
    """An update so many minutes after the start."""
    status = UpdateStatus.SCHEDULED if planned else UpdateStatus.MONITORING
    return Update(status=status, at=START + timedelta(minutes=minute), text=text)


@st.composite
def records(draw: st.DrawFn, slug: str) -> Incident:
    """A record whose updates lie within half an hour, so that many share a minute."""
    minutes = sorted(draw(st.sets(st.integers(0, 30), min_size=1, max_size=4)))
    status = ComponentStatus.DEGRADED_PERFORMANCE
    planned = is_maintenance(slug)
    fields = (
        {
            "kind": Kind.MAINTENANCE,
            "starts": NOW + timedelta(days=1),
            "ends": NOW + timedelta(days=1, hours=1),
        }
        if planned
        else {}
    )
    return record(
        slug,
        *(an_update(minute, draw(WORDS), planned=planned) for minute in minutes),
        title=draw(WORDS.filter(bool)),
        components=dict.fromkeys(draw(COMPONENTS), status),
        **fields,
    )


@st.composite
def sites(draw: st.DrawFn) -> Site:
    """A site with some records, and at times a postmortem of the same minutes."""
    slugs = sorted(draw(st.sets(st.sampled_from(SLUGS), min_size=1)))
    told = START + timedelta(minutes=draw(st.integers(0, 30)))
    postmortems = draw(st.sampled_from([(), (lesson(incidents=(slugs[0],), published=told),)]))
    return site_of(*(draw(records(slug)) for slug in slugs), postmortems=postmortems)


def edited(draw: st.DrawFn, site: Site) -> Site:
    """The site with other titles, texts and a corrected summary."""
    incidents = tuple(
        replace(
            incident,
            title=draw(WORDS.filter(bool)),
            updates=tuple(replace(update, text=draw(WORDS)) for update in incident.updates),
        )
        for incident in site.incidents
    )
    postmortems = tuple(
        replace(lesson, title="Corrected", summary="Corrected") for lesson in site.postmortems
    )
    return replace(site, incidents=incidents, postmortems=postmortems)


def with_update(site: Site, slug: str, update: Update) -> Site:
    """The site with one more update of a record, in its place by time."""
    return replace(
        site,
        incidents=tuple(
            replace(incident, updates=tuple(sorted([*incident.updates, update], key=lambda one: one.at)))
            if incident.slug == slug
            else incident
            for incident in site.incidents
        ),
    )


def assert_dates_are_sound(files: Mapping[str, bytes]) -> None:
    """In every feed ids and dates are unique, and the dates descend."""
    for path, data in files.items():
        names, dates = ids_in(path, data), dates_in(path, data)
        assert len(set(names)) == len(names), path
        assert all(later > earlier for later, earlier in pairwise(dates)), path


@UNHURRIED
@given(data=st.data())
def test_correction_posts_nothing(data: st.DataObject) -> None:
    """Editing titles and texts posts nothing in any feed, and changes no id and no date."""
    draw = data.draw
    site = draw(sites())
    files = files_of(site)
    readers = [Reader(path) for path in files]
    for reader in readers:
        reader.poll(files)
    later = files_of(edited(draw, site))
    assert_dates_are_sound(later)
    for reader in readers:
        assert reader.poll(later) == [], reader.path
        assert ids_in(reader.path, later[reader.path]) == ids_in(reader.path, files[reader.path])
        assert dates_in(reader.path, later[reader.path]) == dates_in(reader.path, files[reader.path])


@UNHURRIED
@given(data=st.data())
def test_forgotten_update_brings_nothing_back(data: st.DataObject) -> None:
    """An update that is written later, in between the others, renames no entry and posts no old one."""
    draw = data.draw
    site = draw(sites())
    files = files_of(site)
    readers = [Reader(path) for path in files]
    for reader in readers:
        reader.poll(files)
    incident = draw(st.sampled_from(site.incidents))
    taken = {update.at for update in incident.updates}
    free = [minute for minute in range(31) if START + timedelta(minutes=minute) not in taken]
    forgotten = an_update(draw(st.sampled_from(free)), "Forgotten.", planned=is_maintenance(incident.slug))
    later = files_of(edited(draw, with_update(site, incident.slug, forgotten)))
    assert_dates_are_sound(later)
    for reader in readers:
        known = set(ids_in(reader.path, files[reader.path]))
        assert known <= set(ids_in(reader.path, later[reader.path])), reader.path
        posted = reader.poll(later)
        assert not known & set(posted)
        assert len(posted) <= 1
        if "history" in reader.path:
            assert posted == [], "the record was known"


@UNHURRIED
@given(data=st.data())
def test_each_new_update_is_posted_once(data: st.DataObject) -> None:
    """While incidents go on and texts are corrected, each new update is posted once, and each new record once."""
    draw = data.draw
    site = draw(sites())
    files = files_of(site)
    readers = [Reader(path) for path in ("feed.rss", "feed.atom", "feed.json", "history.rss", "history.atom")]
    for reader in readers:
        reader.poll(files)
    for step in range(draw(st.integers(1, 4))):
        slug = draw(st.sampled_from([*(incident.slug for incident in site.incidents), "new"]))
        is_new = slug == "new" and all(incident.slug != "new" for incident in site.incidents)
        told = an_update(60 + 5 * step, "News.", planned=is_maintenance(slug))
        if is_new:
            site = replace(site, incidents=(*site.incidents, record(slug, told)))
        else:
            site = with_update(site, slug, told)
        site = edited(draw, site)
        files = files_of(site)
        assert_dates_are_sound(files)
        for reader in readers:
            expected = 1 if "feed" in reader.path or is_new else 0
            posted = reader.poll(files)
            assert len(posted) == expected, reader.path
            assert not expected or posted == [ids_in(reader.path, files[reader.path])[0]]


@UNHURRIED
@given(data=st.data())
def test_announced_maintenance_is_posted_when_it_is_announced(data: st.DataObject) -> None:
    """A maintenance is news on the day of its announcement, however far ahead its window is, and its start is none."""
    site = data.draw(sites())
    readers = [
        Reader(path)
        for path in ("feed.rss", "history.atom", "maintenance/feed.json", "maintenance/history.rss")
    ]
    for reader in readers:
        reader.poll(files_of(site))
    told = an_update(60, "Planned.", planned=True)
    starts = NOW + timedelta(days=data.draw(st.integers(1, 400)))
    planned = record("planned", told, kind=Kind.MAINTENANCE, starts=starts, ends=starts + timedelta(hours=1))
    site = replace(site, incidents=(*site.incidents, planned))
    for reader in readers:
        files = files_of(site)
        assert reader.poll(files) == [ids_in(reader.path, files[reader.path])[0]]
        assert dates_in(reader.path, files[reader.path])[0] == told.at
        assert reader.poll(files_of(site, starts + timedelta(minutes=30))) == []
