"""The whole record in one file, and back again: nobody is locked in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from msgspec.structs import replace

from statusgen.cli.export import export_group
from statusgen.cli.import_ import import_group
from statusgen.content.site import read_site
from statusgen.derive.view import view_of
from statusgen.model import Site
from statusgen.outputs.api.files import api_files

NOW = "2026-11-20 14:30 UTC"
MOMENT = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)

SETTINGS = """\
site_name: Scarf Shop Status
site_url: https://status.example.com/
docs_dir: content
plugins:
  - statusgen:
      timezone: Europe/Paris
      components:
        - {id: checkout, name: Checkout, group: Shop, description: Paying, slo: 99.95, since: 2024-03-01}
        - {id: old-fax, name: "Fax: old", group: Office, retired: 2025-01-31, since: 2020-01-01}
        - {id: api, name: API, upstream: "https://status.other.example/", retired: 2027-01-01}
        - {id: search, name: Search, group: Shop}
"""
FILES = {
    "mkdocs.yml": SETTINGS,
    "content/about.md": "# About\n",
    "content/incidents/2026/2026-11-20-checkout-errors.md": """\
---
# newest first, with everything that a file can hold
title: Checkout <b>errors</b> in Europe
components: {checkout: partial_outage, api: degraded_performance}
impact: critical
reported_by: support
started: 2026-11-20 14:00
detected: 2026-11-20 14:02 UTC
next_update: 2026-11-20 15:30 UTC
escalation: "#4711: angry"
tags: [payments, "1"]
aliases: [/issues/old/, /old.html]
id: Old_Id-7
postmortem: planned
---

## Monitoring - 2026-11-20 14:25:30 UTC {checkout=operational api=degraded_performance}

It works, see [about](../../about.md) and `<ip>`.

## Identified – 2026-11-20 14:20 UTC {checkout=major_outage}

> A slow query, <script>alert(1)</script>

\ttabs

## Investigating - 2026-11-20 14:05 UTC
""",
    "content/incidents/over.md": "---\ntitle: Over\ncomponents: [search]\n---\n\n"
    "## Investigating - 2025-02-02 10:00 UTC\n\nx\n\n## Resolved - 2025-02-02 11:00 UTC\n\nx\n",
    "content/incidents/long-ago.md": "---\ntitle: Long ago\ncomponents: {old-fax: major_outage}\n---\n\n"
    "## Resolved - 2021-02-02 10:00 UTC\n\nNobody knows.\n",
    "content/incidents/work.md": "---\ntitle: Work\nkind: maintenance\ncomponents: [search]\n"
    "starts: 2026-11-20 14:00 UTC\nends: 2026-11-20 16:00 UTC\n---\n\n## Scheduled - 2026-11-01 10:00 UTC\n\nSoon.\n",
    "content/incidents/called-off.md": "---\ntitle: Called off\nkind: maintenance\ncomponents: {api: partial_outage}\n"
    "starts: 2026-10-20 14:00 UTC\nends: 2026-10-20 16:00 UTC\n---\n\n## Scheduled - 2026-10-01 10:00 UTC\n\nSoon.\n\n"
    "## Canceled - 2026-10-02 10:00 UTC\n\nNo.\n",
    "content/incidents/notice.md": "---\ntitle: 'Notice: new hours'\nkind: notice\ncomponents: [api]\n"
    "starts: 2026-11-10 10:00 UTC\nends: 2026-12-10 10:00 UTC\ntags: [hours]\n---\n\n"
    "## Posted - 2026-11-10 10:00 UTC\n\nWe open later.\n",
    "content/postmortems/why.md": """\
---
title: Why it was slow
incidents: [over, long-ago]
published: 2025-02-05 10:00 UTC
summary: "A query: unindexed"
contributing_factors: [No index, "No: limit"]
actions:
  - {title: Index it, kind: prevent, owner: shop team, due: 2026-12-01, status: done, link: "https://a.example/1"}
  - {title: Tell sooner, kind: detect}
aliases: [/postmortem/7/]
---


## What happened {: .wide }

<div markdown>A *query*.</div>
""",
    "content/postmortems/called-off-why.md": "---\ntitle: Called off, why\nincidents: called-off\n"
    "published: 2026-10-05 10:00 UTC\nsummary: Rain.\n---\nIt rained.",
    "content/postmortems/draft.md": "---\ntitle: Still to come\nincidents: over\n"
    "published: 9999-01-01 10:00 UTC\nsummary: Later.\n---\nLater.\n",
}


def run(command: Any, *arguments: object) -> Result:
    """The command's outcome; it must not raise."""
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


def export(settings: Path, target: Path) -> bytes:
    """The export of a site that has no fault."""
    done = run(export_group, "statuspage", target, "-f", settings, "--now", NOW)
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{target.as_posix()}\n"
    return target.read_bytes()


def new_site(folder: Path, settings: Path) -> Path:
    """A site with the settings and the other pages of another one, without components and records."""
    folder.mkdir()
    other = yaml.load(settings.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # it makes nothing but text
    plugins = other["plugins"]
    for entry in [plugins] if isinstance(plugins, dict) else plugins:
        if isinstance(entry, dict) and isinstance(entry.get("statusgen"), dict):
            entry["statusgen"].pop("components", None)
            entry["statusgen"].setdefault("slo_window", "30d")
    other["theme"] = {"name": "material"}
    other.pop("markdown_extensions", None)
    (folder / "mkdocs.yml").write_text(
        yaml.safe_dump(other, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )
    records = shutil.ignore_patterns("incidents", "postmortems")
    shutil.copytree(settings.parent / other["docs_dir"], folder / other["docs_dir"], ignore=records)
    return folder / "mkdocs.yml"


def without_places(site: Site) -> Site:
    """`site` without the numbers of lines: they depend on how a file is written down."""
    return replace(
        site,
        incidents=tuple(
            replace(record, updates=tuple(replace(one, line=1, text_line=1) for one in record.updates))
            for record in site.incidents
        ),
        postmortems=tuple(replace(lesson, line=1) for lesson in site.postmortems),
    )


def assert_survives(settings: Path, folder: Path) -> None:
    """Exported and imported again, a site is the same, and so is its next export, to the byte."""
    first = export(settings, folder / "first.json")
    copy = new_site(folder / "copy", settings)
    done = run(import_group, "statuspage", folder / "first.json", "-f", copy, "--now", NOW)
    assert done.exit_code == 0, done.output
    assert "0 refused" in done.output
    assert " 0 of them adjusted" in done.output
    before, after = read_site(settings, MOMENT), read_site(copy, MOMENT)
    assert [str(problem) for problem in after.problems] == []
    assert without_places(after.site) == without_places(before.site)
    assert export(copy, folder / "second.json") == first
    files = {path: path.read_bytes() for path in copy.parent.rglob("*") if path.is_file()}
    again = run(import_group, "statuspage", folder / "first.json", "-f", copy, "--now", NOW)
    assert f"{len(after.site.incidents):6} unchanged since an earlier import" in again.output
    assert {path: path.read_bytes() for path in copy.parent.rglob("*") if path.is_file()} == files
    # The original says the same in other words: nothing of it was edited.
    back = run(import_group, "statuspage", folder / "second.json", "-f", settings, "--now", NOW, "--dry-run")
    assert f"{len(after.site.incidents):6} unchanged since an earlier import" in back.output


@pytest.fixture
def shop(write_site: Callable[..., Path]) -> Path:
    """The settings of a site with everything that a record can hold."""
    return write_site(FILES) / "mkdocs.yml"


def test_everything_that_a_site_can_hold_survives(shop: Path, tmp_path: Path) -> None:
    """Every field of every file, and what the API has no word for."""
    assert_survives(shop, tmp_path)


def test_the_demonstration_survives(root: Path, tmp_path: Path) -> None:
    """Export, import into a new site, export: nothing has changed."""
    assert_survives(root / "mkdocs.yml", tmp_path)


@pytest.mark.corpora
@pytest.mark.parametrize("source", ["cstate/jenkins", "cstate/packit", "statuspage/github"])
def test_real_records_survive(
    source: str, corpora: Path, write_site: Callable[..., Path], tmp_path: Path
) -> None:
    """Hundreds of incidents of other projects come back as they were."""
    settings = write_site({"mkdocs.yml": SETTINGS.partition("      components:")[0]}) / "mkdocs.yml"
    done = run(import_group, source.partition("/")[0], corpora / source, "-f", settings, "--now", NOW)
    assert done.exit_code == 0, done.output
    assert_survives(settings, tmp_path)


def test_the_standard_part_is_what_the_api_serves(shop: Path, tmp_path: Path) -> None:
    """The same objects, with no field more or less; ours stand below one key of their own, the last one."""
    dump = json.loads(export(shop, tmp_path / "x.json"))
    site = read_site(shop, MOMENT).site
    served = {name: json.loads(data) for name, data in api_files(view_of(site, MOMENT)).items()}
    assert list(dump) == [
        "page", "components", "incidents", "scheduled_maintenances", "status", "statusgen",
    ]  # fmt: skip
    assert dump["components"] == served["api/v2/components.json"]["components"]
    assert dump["status"] == served["api/v2/status.json"]["status"]
    assert dump["page"] == served["api/v2/status.json"]["page"]
    for name, file in (("incidents", "incidents"), ("scheduled_maintenances", "scheduled-maintenances")):
        listed = {entry["id"]: entry for entry in served[f"api/v2/{file}.json"][name]}
        assert {entry["id"]: entry for entry in dump[name]} == listed


def test_an_export_is_not_cut_at_fifty(write_site: Callable[..., Path], tmp_path: Path) -> None:
    """The API serves the 50 newest; an export holds all."""
    files = {
        f"content/incidents/r{number}.md": f"---\ntitle: R{number}\ncomponents: {{}}\n---\n\n"
        f"## Resolved - 2025-01-01 10:{number:02} UTC\n\nx\n"
        for number in range(57)
    }
    dump = json.loads(export(write_site(files) / "mkdocs.yml", tmp_path / "x.json"))
    assert len(dump["incidents"]) == 57


def test_other_tools_find_the_record_without_our_part(shop: Path, tmp_path: Path) -> None:
    """Titles, times, states and texts stand in the standard part alone, with links that work from anywhere."""
    dump = json.loads(export(shop, tmp_path / "x.json"))
    del dump["statusgen"]
    (tmp_path / "plain.json").write_text(json.dumps(dump))
    copy = new_site(tmp_path / "copy", shop)
    done = run(import_group, "statuspage", tmp_path / "plain.json", "-f", copy, "--now", NOW)
    assert "0 refused" in done.output
    found = {record.title: record for record in read_site(copy, MOMENT).site.incidents}
    assert {"Over", "Long ago", "Work", "Called off"} < set(found)
    before = {record.title: record for record in read_site(shop, MOMENT).site.incidents}
    assert [(one.status, one.at, one.text) for one in found["Over"].updates] == [
        (one.status, one.at, one.text) for one in before["Over"].updates
    ]
    texts = " ".join(update["body"] for update in dump["incidents"][0]["incident_updates"])
    assert "(https://status.example.com/about/)" in texts
    assert "<script" not in texts


def test_a_file_that_is_there_is_kept(shop: Path, tmp_path: Path) -> None:
    """Nothing is replaced unless it is asked for."""
    target = tmp_path / "x.json"
    target.write_text("theirs")
    refused = run(export_group, "statuspage", target, "-f", shop, "--now", NOW)
    assert refused.exit_code == 1
    assert "is there already" in refused.stderr
    assert "--force" in refused.stderr
    assert target.read_text() == "theirs"
    assert run(export_group, "statuspage", target, "-f", shop, "--now", NOW, "--force").exit_code == 0
    assert json.loads(target.read_bytes())["page"]["name"] == "Scarf Shop Status"


def test_a_dash_is_standard_output(shop: Path, tmp_path: Path) -> None:
    """The same bytes, and nothing besides."""
    done = run(export_group, "statuspage", "-", "-f", shop, "--now", NOW)
    assert done.stdout_bytes == export(shop, tmp_path / "x.json")
    assert done.stderr == ""


def test_a_site_with_a_fault_is_not_exported(shop: Path, tmp_path: Path) -> None:
    """A record that cannot be read would be missing, and nobody would notice."""
    (shop.parent / "content" / "incidents" / "bad.md").write_text("---\ntitle: x\n---\n")
    done = run(export_group, "statuspage", tmp_path / "x.json", "-f", shop, "--now", NOW)
    assert done.exit_code == 1
    assert "bad.md" in done.stderr
    assert not (tmp_path / "x.json").exists()


def test_a_place_that_cannot_be_written_is_a_problem(shop: Path, tmp_path: Path) -> None:
    """No traceback, no half file."""
    (tmp_path / "file").write_text("x")
    done = run(export_group, "statuspage", tmp_path / "file" / "x.json", "-f", shop, "--now", NOW)
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "source"]
