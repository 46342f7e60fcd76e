"""What the tools write reads back as what was meant, whatever the words are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.content.body_text import safe_body
from statusgen.content.incidents import read_incident
from statusgen.content.writing import incident_text, update_heading, update_text, yaml_scalar
from statusgen.importers.names import clean_line
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

AT = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
LATER = datetime(2026, 11, 20, 15, 2, 30, tzinfo=UTC)
DOWN, FINE = ComponentStatus.MAJOR_OUTAGE, ComponentStatus.OPERATIONAL


def read_back(text: str) -> Incident:
    """What the reader makes of a file; it must find no fault."""
    file, problems = read_incident(
        text.encode(), path="x.md", source="content/incidents/x.md", components=["till", "no"], timezone=None
    )
    assert [str(problem) for problem in problems] == []
    assert file.incident is not None
    return file.incident


def incident(title: str = "The till is down", *texts: str) -> Incident:
    """An incident with two updates."""
    first, second = texts or ("Nobody can pay.", "It works.")
    return Incident(
        slug="x",
        path="content/incidents/x.md",
        title=title,
        components={"till": DOWN},
        updates=(
            Update(status=UpdateStatus.INVESTIGATING, at=AT, text=first, changes={"no": DOWN, "till": FINE}),
            Update(status=UpdateStatus.RESOLVED, at=LATER, text=second),
        ),
    )


def same(one: Incident, other: Incident) -> bool:
    """Whether two incidents are alike, the lines of their headings aside."""
    return repr(one).split("line=")[0] == repr(other).split("line=")[0] and [
        (update.status, update.at, update.text, dict(update.changes)) for update in one.updates
    ] == [(update.status, update.at, update.text, dict(update.changes)) for update in other.updates]


def test_an_incident_reads_as_people_write_it() -> None:
    """Front matter in the documented order, one heading per update, seconds only where there are any."""
    assert incident_text(incident("Till: down")) == (
        '---\ntitle: "Till: down"\ncomponents:\n  till: major_outage\n---\n\n'
        "## Investigating - 2026-11-20 14:05 UTC {no=major_outage till=operational}\n\nNobody can pay.\n\n"
        "## Resolved - 2026-11-20 15:02:30 UTC\n\nIt works.\n"
    )


def test_every_field_reads_back() -> None:
    """Nothing that the model holds is lost on the way through a file."""
    full = Incident(
        slug="x",
        path="content/incidents/x.md",
        title="no",
        kind=Kind.INCIDENT,
        components={"no": DOWN, "till": FINE},
        updates=(Update(status=UpdateStatus.MONITORING, at=AT, text="text"),),
        impact=Impact.MAINTENANCE,
        reported_by=Reporter.THIRD_PARTY,
        started=AT,
        detected=AT,
        next_update=LATER,
        escalation="#12: angry",
        tags=("a, b", "1"),
        aliases=("/issues/old/",),
        id="012345678901",
        postmortem=PostmortemPlan.PLANNED,
    )
    assert same(read_back(incident_text(full)), full)
    window = Incident(
        slug="x",
        path="content/incidents/x.md",
        title="Tiles",
        kind=Kind.MAINTENANCE,
        components={},
        updates=(Update(status=UpdateStatus.IN_PROGRESS, at=AT, text="text"),),
        starts=AT,
        ends=LATER,
    )
    assert same(read_back(incident_text(window)), window)


def test_an_update_is_a_heading_and_its_text() -> None:
    """Between the two stands one empty line, and one line end stands at the end."""
    update = update_text(UpdateStatus.IN_PROGRESS, AT, "\nWe began.\n\n", {"till": DOWN})
    assert update == f"{update_heading(UpdateStatus.IN_PROGRESS, AT, {'till': DOWN})}\n\nWe began.\n"


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1))
def test_any_title_reads_back(title: str) -> None:
    """A title may hold colons, quotes, emoji, or look like a number or a list."""
    title = clean_line(title) or "x"
    assert read_back(incident_text(incident(title))).title == title


SCALARS = {
    "Checkout errors in Europe": "Checkout errors in Europe",
    "API: down": '"API: down"',
    'say "x"': 'say "x"',
    '"x" it is': "'\"x\" it is'",
    "no": '"no"',
    "12": '"12"',
    "12e4": '"12e4"',
    "2026-11-20": '"2026-11-20"',
    "it's": "it's",
    "- a": '"- a"',
    "[x]": '"[x]"',
    "a #b": '"a #b"',
    "null": '"null"',
    "": '""',
    "\N{SNOWMAN}": "\N{SNOWMAN}",
}


@pytest.mark.parametrize(("text", "written"), SCALARS.items(), ids=SCALARS)
def test_values_are_quoted_only_where_yaml_needs_it(text: str, written: str) -> None:
    """People edit these files: no quotes without need, and none missing for any tool that reads YAML."""
    assert yaml_scalar(text) == written
    assert yaml.safe_load(f"key: {written}") == {"key": text}


BODIES = {
    "a heading of level 2": ("## Cause", "### Cause"),
    "an underlined heading": ("Cause\n-----\n\nA moth.", "### Cause\n\n\nA moth."),
    "an underlined paragraph": (f"{'long ' * 20}\n---\nmore", f"{'long ' * 20}\n***\nmore"),
    "a heading in a quote": ("> ## Cause", "> ### Cause"),
    "the heading of an update in bold": (
        "**Resolved** - 2026-11-20 10:00",
        "**Resolved** \\- 2026-11-20 10:00",
    ),
    "the heading of an update with another dash": (
        "Resolved \u2013 2026-11-20",
        "Resolved &#8211; 2026-11-20",
    ),
    "the heading of an update in code": (
        "```\nResolved - 2026-11-20\n```",
        "```\nResolved : 2026-11-20\n```",
    ),
    "an open fence": ("```\ncode", "```\ncode\n```"),
    "an open comment": ("<!-- seen\n\nby all", "&lt;!-- seen\n\nby all"),
    "a closed comment": ("<!-- hidden -->\nseen", "<!-- hidden -->\nseen"),
    "Windows line ends and tabs": ("a\r\n\tb\rc", "a\n    b\nc"),
    "invisible characters": ("\ufeffa\x00b\x1b[0m", "ab[0m"),
    "a placeholder": ("ping <ip>, not `<ip>`", "ping \\<ip>, not `<ip>`"),
    "html and links": (
        "<b>x</b> <https://a.example> <me@a.example>",
        "<b>x</b> <https://a.example> <me@a.example>",
    ),
    "blank lines around": ("\n  \n a\n\n", " a"),
    "plain words": ("All is well.\n\n- one\n- two", "All is well.\n\n- one\n- two"),
}


@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES)
def test_a_body_is_made_safe_and_stays_readable(body: str, expected: str) -> None:
    """What would break the format is escaped, closed or moved down a level; every word stays."""
    assert safe_body(body)[0] == expected
    assert bool(safe_body(body)[1]) == (body.strip() != expected.strip())


BREAKERS = (
    """
## |#| |```|~~~|<!--|-->|> |- |1. |    |**|***|---|-|=|x|<ip>|<b>|<pre>|`|{x=y}|[a]: b
Resolved - 2020-01-01 10:00 UTC|In progress \u2014 2020-01-01
""".strip()
    .replace("\n", "|")
    .split("|")
)
PIECES = st.sampled_from(
    [*BREAKERS, "\n", "\n\n", "\t", "\r", "\\", "|", "\x00", "\x85", "\u2028", "\ufeff", "\ud800"]
)
BODY = st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=40)


@settings(max_examples=500, deadline=None)
@given(BODY, BODY)
def test_any_two_bodies_read_back(first: str, second: str) -> None:
    """No text of one update can hide, add or change another, and what is safe stays as it is."""
    first, second = safe_body(first)[0], safe_body(second)[0]
    assert safe_body(first) == (first, [])
    assert [update.text for update in read_back(incident_text(incident("x", first, second))).updates] == [
        first,
        second,
    ]
