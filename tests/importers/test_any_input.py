"""Whatever a source holds, an import ends well: each record becomes a file that the check accepts, or is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.importers.any_json import hostile_json, odd_texts

from statusgen.content.incidents import read_incident
from statusgen.content.postmortems import read_postmortem
from statusgen.importers.conversion import Conversion
from statusgen.importers.existing import ExistingPostmortems, ExistingRecords
from statusgen.importers.placing import Known, place
from statusgen.importers.placing_postmortems import place_postmortems
from statusgen.importers.report import Report, report_text
from statusgen.importers.statusfy.settings import StatusfySite, read_statusfy_settings
from statusgen.importers.statusfy.site import StatusfyFiles, convert_statusfy
from statusgen.importers.statuspage.site import convert_statuspage
from statusgen.importers.upptime.site import UpptimeFiles, convert_upptime

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
EMPTY = ExistingRecords(contents={}, slug_of_id={}, slug_of_alias={})
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

RECORD = """
    id name status impact created_at updated_at started_at resolved_at scheduled_for scheduled_until
    incident_updates components body display_at affected_components code new_status postmortem_body
    postmortem_published_at group group_id position start_date description
""".split()  # noqa: SIM905  # a list of words reads better as words
OWN = """
    version components records notices postmortems id file front_matter updates text told_in title kind
    code status at changes incidents published summary actions aliases impact starts ends
""".split()  # noqa: SIM905  # a list of words reads better as words
ISSUE = """
    number title body labels name state created_at closed_at comments issue_url user pull_request
    html_url createdAt closedAt nodes updated_at
""".split()  # noqa: SIM905  # a list of words reads better as words


def ends_well(conversion: Conversion) -> None:
    """Every file that would be written lies in its folder and is accepted, and the summary can be printed."""
    components = [component.id for component in conversion.components]
    assert len(set(components)) == len(components)
    placement = place(conversion.converted, EMPTY, Known(components=components))
    assert len(placement.files) + len(placement.refused) == len(conversion.converted)
    for name, content in placement.files.items():
        assert re.fullmatch(r"(?:[A-Za-z0-9_][\w. -]*/)*[a-z0-9-]+\.md", name)
        assert ".." not in name.split("/")
        slug = name.rpartition("/")[2].removesuffix(".md")
        _, problems = read_incident(
            content, path=name, source=f"{slug}.md", components=components, timezone=None
        )
        assert problems == []
    slugs = {record.source: record.slug for record in placement.written}
    lessons = place_postmortems(conversion.postmortems, ExistingPostmortems(), slugs)
    for name, content in lessons.files.items():
        assert re.fullmatch(r"[a-z0-9-]+\.md", name)
        assert read_postmortem(content, path=name, source=name, timezone=None)[1] == []
    report = Report(
        written=placement.written,
        refused=[*conversion.refused, *placement.refused],
        postmortems_written=lessons.written,
        postmortems_refused=lessons.refused,
        remarks=conversion.remarks,
    )
    shown = report_text(report).encode()
    assert b"\x1b" not in shown
    assert b"\x00" not in shown


def as_file(value: Any) -> bytes:
    """`value` as JSON; Python writes Infinity and lone surrogates, and so do careless tools."""
    return json.dumps(value).encode()


@MANY
@given(
    st.lists(hostile_json(RECORD), max_size=4),
    st.lists(hostile_json(RECORD), max_size=3),
    hostile_json(RECORD),
)
def test_any_statuspage_dump_ends_well(records: list[Any], planned: list[Any], components: Any) -> None:
    """Each entry of the lists is converted or refused, and nothing else comes of it."""
    dump = {"incidents": records, "scheduled_maintenances": planned, "components": components}
    conversion = convert_statuspage({"dump.json": as_file(dump)}, NOW)
    ends_well(conversion)
    entries = [*records, *planned]
    ids = {str(entry["id"]).strip() for entry in entries if isinstance(entry, dict) and entry.get("id")}
    found = len(conversion.converted) + len(conversion.refused)
    assert len(entries) - len(ids) <= found <= len(entries) or ids


UPDATE = st.fixed_dictionaries(
    {},
    optional={name: odd_texts() for name in ("status", "body", "display_at", "created_at")}
    | {"affected_components": hostile_json(RECORD)},
)


@MANY
@given(
    st.lists(
        st.fixed_dictionaries(
            {"incident_updates": st.lists(UPDATE, max_size=4)},
            optional={name: odd_texts() for name in RECORD if name not in ("incident_updates", "components")}
            | {"components": hostile_json(RECORD)},
        ),
        max_size=4,
    )
)
def test_any_statuspage_record_ends_well(records: list[Any]) -> None:
    """Texts of the right type with the wrong words in them: titles, times and states of all sorts."""
    ends_well(convert_statuspage({"dump.json": as_file(records)}, NOW))


@MANY
@given(hostile_json(OWN), st.lists(hostile_json(RECORD), max_size=3))
@example(
    {"components": [{"code": "a", "id": "till", "name": "A"}, {"code": "b", "id": "till", "name": "B"}]}, []
)
@example({"notices": [{"file": "../a.md", "front_matter": {"title": "x"}, "updates": []}]}, [])
def test_any_addition_of_an_export_ends_well(own: Any, records: list[Any]) -> None:
    """The part that statusgen adds is read with no more trust in its shape than the rest."""
    own = {**(own if isinstance(own, dict) else {"records": own, "notices": own}), "version": 1}
    ends_well(convert_statuspage({"dump.json": as_file({"incidents": records, "statusgen": own})}, NOW))


@MANY
@given(st.lists(hostile_json(ISSUE) | hostile_json(RECORD), max_size=3), st.binary(max_size=40), odd_texts())
def test_any_upptime_repository_ends_well(documents: list[Any], history: bytes, settings: str) -> None:
    """Issues, comments, settings and history of any shape."""
    files = UpptimeFiles(
        issues={"issues.json": b"\n".join(map(as_file, documents)) or b"[]"},
        repository={
            "history/a.yml": history,
            ".upptimerc.yml": f"sites: [{{name: {json.dumps(settings)}}}]\n".encode("utf-8", "replace"),
        },
    )
    conversion = convert_upptime(files, NOW)
    if not conversion.problems:
        ends_well(conversion)


TEXTS = odd_texts()
ISSUES = st.fixed_dictionaries(
    {
        "number": st.integers(min_value=-1, max_value=5),
        "title": TEXTS,
        "labels": st.lists(TEXTS | st.just("status")),
    },
    optional=dict.fromkeys(("body", "state", "created_at", "closed_at"), TEXTS),
)


@MANY
@given(st.lists(ISSUES, max_size=5))
def test_any_upptime_issue_ends_well(issues: list[Any]) -> None:
    """Issues of the right shape with the wrong words in them."""
    conversion = convert_upptime(UpptimeFiles(issues={"issues.json": as_file(issues)}), NOW)
    if not conversion.problems:
        ends_well(conversion)


FRONT = """
    title date modified severity affectedsystems resolved scheduled duration id description
""".split()  # noqa: SIM905  # a list of words reads better as words


def a_file(fields: dict[str, str], body: str) -> bytes:
    """A Statusfy file."""
    front = "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())
    return f"---\n{front}---\n{body}".encode("utf-8", "surrogatepass")


BODIES = st.lists(
    st.sampled_from(
        [
            "::: update Resolved | 2020-01-01T10:00:00Z",
            ":::",
            "::: update x | never",
            "text",
            "```",
            "<!--",
            "## a",
        ]
    )
    | odd_texts(),
    max_size=8,
).map("\n".join)


@MANY
@given(st.dictionaries(st.sampled_from(FRONT), odd_texts()), BODIES, st.binary(max_size=60))
def test_any_statusfy_file_ends_well(fields: dict[str, str], body: str, other: bytes) -> None:
    """Front matter and containers of all sorts, and files that are none."""
    incidents = {"2020-01-01-a.md": a_file(fields, body), "b.md": other, "es/b.md": other}
    conversion = convert_statusfy(StatusfyFiles(site=StatusfySite(), incidents=incidents), NOW)
    assert len(conversion.converted) + len(conversion.refused) == 2
    ends_well(conversion)


@MANY
@given(
    st.sampled_from(["config.js", "config.json", "config.yml", "config.toml"]),
    st.binary() | st.text().map(str.encode),
)
@example(
    "config.js", b"module.exports = {content: {systems: [...all], dir: `${x}`}, baseUrl: process.env.URL}"
)
def test_any_statusfy_settings_end_well(name: str, data: bytes) -> None:
    """Settings are read or refused; a program is never run."""
    site, problems = read_statusfy_settings({name: data, "locales/en.json": data})
    texts: Sequence[str] = [*site.remarks, *(str(problem) for problem in problems)]
    assert all(isinstance(text, str) for text in texts)
    assert isinstance(site.content_dir, str)
