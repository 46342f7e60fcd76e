"""No field is missing and none is unknown, whatever a site consists of."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.clients.contract import FILES, api_faults, api_of

from statusgen.cli import main
from statusgen.content.site import read_site
from statusgen.derive.view import View, view_of
from statusgen.outputs.api.components import api_page
from statusgen.outputs.api.files import api_files, record_api_files

BuildSite = Callable[..., Path]

BARE = """\
site_name: Bare
site_url: https://status.example.com/
docs_dir: content
theme: {name: material, font: false}
plugins: [statusgen]
"""
WITHOUT_COMPONENTS = """\
---
title: Something is wrong
components: {}
---

## Investigating - 2026-11-20 14:05 UTC

We look into it.
"""
NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)


def load(files: Mapping[str, bytes], name: str) -> Any:
    """A document of `/api/v2/`."""
    return json.loads(files[f"api/v2/{name}"])


def test_the_demonstration_serves_the_whole_contract(demo_site: Path) -> None:
    """Every file is there, and each field of each record is as it must be."""
    files = api_of(demo_site)
    assert {f"api/v2/{name}" for name in FILES} <= set(files)
    assert api_faults(files) == []
    assert load(files, "summary.json")["status"] == {
        "indicator": "major",
        "description": "Partial System Outage",
    }


def test_the_demonstration_has_something_of_everything(demo_site: Path) -> None:
    """So that the test above means something: open and ended, with and without postmortem, groups."""
    files = api_of(demo_site)
    incidents = load(files, "incidents.json")["incidents"]
    maintenances = load(files, "scheduled-maintenances.json")["scheduled_maintenances"]
    assert {"identified", "resolved", "postmortem"} <= {incident["status"] for incident in incidents}
    assert {"scheduled", "completed"} <= {maintenance["status"] for maintenance in maintenances}
    assert {"maintenance"} == {maintenance["impact"] for maintenance in maintenances}
    assert any(component["group"] for component in load(files, "components.json")["components"])


def test_a_site_without_incidents_and_components(site_dir_of: BuildSite) -> None:
    """Nothing to tell is told in full: empty lists, and a page that works."""
    files = api_of(site_dir_of({"mkdocs.yml": BARE}))
    assert api_faults(files) == []
    summary = load(files, "summary.json")
    assert [summary[part] for part in ("components", "incidents", "scheduled_maintenances")] == [[], [], []]
    assert summary["status"] == {"indicator": "none", "description": "All Systems Operational"}


def test_a_site_without_incidents(site_dir_of: BuildSite) -> None:
    """All components are there, operational."""
    files = api_of(site_dir_of({}))
    assert api_faults(files) == []
    components = load(files, "components.json")["components"]
    assert [(component["name"], component["status"]) for component in components] == [
        ("API", "operational"),
        ("Shop", "operational"),
        ("Checkout", "operational"),
        ("Search", "operational"),
    ]


def test_an_incident_without_components(site_dir_of: BuildSite) -> None:
    """An empty list in the incident, null in its updates."""
    files = api_of(site_dir_of({"mkdocs.yml": BARE, "content/incidents/2026-11-20-a.md": WITHOUT_COMPONENTS}))
    assert api_faults(files) == []
    [incident] = load(files, "incidents/unresolved.json")["incidents"]
    assert incident["components"] == []
    assert incident["incident_updates"][0]["affected_components"] is None


def imported(source: Path, folder: Path) -> View:
    """A real status page's records, brought into a new site."""
    (folder / "content").mkdir()
    settings = folder / "mkdocs.yml"
    settings.write_text(BARE.replace("[statusgen]", "\n  - statusgen: {timezone: UTC}"))
    result = CliRunner().invoke(main, ["import", source.parent.name, str(source), "-f", str(settings)])
    assert result.exit_code == 0, result.output
    reading = read_site(settings, NOW)
    assert reading.problems == []
    return view_of(reading.site, NOW)


@pytest.mark.corpora
@pytest.mark.parametrize("name", ["cstate/jenkins", "cstate/packit", "statuspage/github"])
def test_real_records_serve_the_whole_contract(name: str, corpora: Path, tmp_path: Path) -> None:
    """What other tools' sites have lived through, every record of it."""
    view = imported(corpora / name, tmp_path)
    page = api_page(view)
    files = dict(api_files(view, page))
    records = {
        path: data for facts in view.records for path, data in record_api_files(view, facts, page).items()
    }
    assert api_faults({**files, **records}) == []
    assert len(records) == sum(facts.kind != "notice" for facts in view.records)
    if name == "statuspage/github":
        _says_what_the_source_said(records, corpora / name)


def _says_what_the_source_said(records: Mapping[str, bytes], source: Path) -> None:
    """Each incident under its old id, with its words, states and times."""
    for told in json.loads((source / "incidents.json").read_bytes())["incidents"]:
        served = json.loads(records[f"api/v2/incidents/{told['id']}.json"])["incident"]
        assert served["name"].split() == told["name"].split()
        assert served["impact"] == told["impact"], told["id"]
        assert served["status"] == told["status"], told["id"]
        assert said(served) == said(told)


def said(incident: Mapping[str, Any]) -> Any:
    """The states and words of an incident's updates; those at the same second are in no order."""
    return sorted(
        (update["status"], update["body"].replace("&lt;", "<").split())
        for update in incident["incident_updates"]
    )


CORRUPTIONS: Mapping[str, Callable[[Any], object]] = {
    "a field is missing": lambda summary: summary["page"].pop("time_zone"),
    "a field is unknown": lambda summary: summary["components"][1].update(uptime=100),
    "fields in another order": lambda summary: summary["incidents"][0].update(
        id=summary["incidents"][0].pop("id")
    ),
    "a time without a zone": lambda summary: summary["page"].update(updated_at="2026-11-20T14:20:00.000"),
    "a time without a fraction": lambda summary: summary["page"].update(updated_at="2026-11-20T14:20:00Z"),
    "a position that is a text": lambda summary: summary["components"][1].update(position="1"),
    "a state that nobody knows": lambda summary: summary["scheduled_maintenances"][0].update(
        status="canceled"
    ),
    "updates oldest first": lambda summary: summary["incidents"][0]["incident_updates"].reverse(),
    "an incident without updates": lambda summary: summary["incidents"][0]["incident_updates"].clear(),
    "a group without its members": lambda summary: summary["components"][0]["components"].pop(),
    "a verdict of two minds": lambda summary: summary["status"].update(indicator="none"),
    "a resolved incident without its end": lambda summary: summary["incidents"][0].update(status="resolved"),
}


@pytest.mark.parametrize("corrupt", CORRUPTIONS.values(), ids=CORRUPTIONS)
def test_each_fault_would_be_seen(corrupt: Callable[[Any], object], demo_site: Path) -> None:
    """The tests above can fail: of a file that is right, each of these makes one that is wrong."""
    files = dict(api_of(demo_site))
    summary = load(files, "summary.json")
    corrupt(summary)
    files["api/v2/summary.json"] = json.dumps(summary).encode()
    assert len(api_faults(files)) >= 1
