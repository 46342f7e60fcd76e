"""Readings as bytes: nothing is lost on the way, and nothing else is taken for an incident."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.content.stored import FileReading, decode_readings, encode_readings
from statusgen.model import (
    ComponentStatus,
    Impact,
    Incident,
    Kind,
    PostmortemPlan,
    Reporter,
    Update,
    UpdateStatus,
)
from statusgen.problems import Problem

MOMENTS = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(fold=0))
WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
STATUSES = st.dictionaries(WORDS, st.sampled_from(ComponentStatus), max_size=3)
UPDATES = st.builds(
    Update,
    status=st.sampled_from(UpdateStatus),
    at=MOMENTS,
    text=WORDS,
    changes=STATUSES,
    line=st.integers(1, 100_000),
    text_line=st.integers(1, 100_000),
)
INCIDENTS = st.builds(
    Incident,
    slug=WORDS,
    path=WORDS,
    title=WORDS,
    kind=st.sampled_from(Kind),
    components=STATUSES,
    updates=st.lists(UPDATES, max_size=3).map(tuple),
    impact=st.none() | st.sampled_from(Impact),
    reported_by=st.none() | st.sampled_from(Reporter),
    **dict.fromkeys(("started", "detected", "starts", "ends", "next_update"), st.none() | MOMENTS),
    **dict.fromkeys(("escalation", "id"), st.none() | WORDS),
    **dict.fromkeys(("tags", "aliases"), st.lists(WORDS, max_size=3).map(tuple)),
    postmortem=st.none() | st.sampled_from(PostmortemPlan),
)
ONE = Incident(
    slug="a",
    path="content/incidents/a.md",
    title="A",
    components={"checkout": ComponentStatus.MAJOR_OUTAGE},
    updates=(
        Update(status=UpdateStatus.RESOLVED, at=datetime(2026, 11, 20, 14, 5, tzinfo=UTC), text="Text."),
    ),
)


@settings(deadline=None)
@given(st.lists(INCIDENTS, max_size=3))
def test_incidents_come_back_as_they_were(incidents: list[Incident]) -> None:
    """Every field with its type, and the components in their order."""
    readings = [FileReading(incident=incident) for incident in incidents]
    found = decode_readings(encode_readings(readings))
    assert found == readings
    assert repr(found) == repr(readings)


def test_problems_come_back_with_their_places() -> None:
    """What another process found is told like what this one finds."""
    problem = Problem(path="a.md", line=3, column=7, field="title", message="is empty", hint="write a text")
    readings = [
        FileReading(digest=b"\xff", is_known=True),
        FileReading(problems=(problem,), incident=ONE, has_links=True),
    ]
    assert decode_readings(encode_readings(readings)) == readings


def test_a_name_that_is_no_unicode_is_refused() -> None:
    """Such a record is read from its file each time."""
    named = Incident(slug="a", path="\udcff/a.md", title="A", components={}, updates=ONE.updates)
    with pytest.raises(ValueError, match="surrogates"):
        encode_readings([FileReading(incident=named)])


@pytest.mark.parametrize("keep", [0, 1, 20, -1])
def test_bytes_that_end_too_early_are_refused(keep: int) -> None:
    """What was cut off is no list of fewer readings."""
    with pytest.raises(ValueError, match="holds no readings"):
        decode_readings(encode_readings([FileReading(incident=ONE)] * 2)[:keep])


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_other_bytes_are_refused_or_hold_no_incident(data: bytes) -> None:
    """Whatever they are, reading them raises nothing but ValueError."""
    try:
        found = decode_readings(data)
    except ValueError:
        return
    assert not any(reading.incident for reading in found)


def test_a_word_that_the_model_does_not_know_is_refused() -> None:
    """An incident has one of the model's statuses, or none."""
    data = encode_readings([FileReading(incident=ONE)]).replace(b"major_outage", b"minor_outage")
    with pytest.raises(ValueError, match="minor_outage"):
        decode_readings(data)
