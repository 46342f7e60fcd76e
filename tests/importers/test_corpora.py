"""Real status pages: every record arrives, keeps its addresses, and passes the check."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from statusgen.cli.import_ import import_group
from statusgen.content.site import read_site
from statusgen.importers.cstate.site import convert_cstate, read_cstate_folder
from statusgen.importers.front_files import read_source_file

pytestmark = pytest.mark.corpora

ROOT = Path(__file__).resolve().parent.parent.parent
CORPORA = Path(os.environ.get("STATUSGEN_CORPORA") or ROOT.parent / "shared" / "corpora")
SETTINGS = """\
# The site of a test
site_name: Imported  # its name
site_url: https://status.example.com/
docs_dir: content

theme:
  name: material   # no other
  icon: {logo: !!python/name:material.extensions.emoji.twemoji ''}
plugins:
  # what finds things
  - search
  - statusgen:
      # everything is told in UTC
      timezone: UTC
      slo_window: 30d  # a month
extra:
  key: !ENV [SOME_KEY, "none"]
# the end
"""


@pytest.fixture(scope="module")
def corpora() -> Path:
    """Other projects' records, where a copy lies beside the repository or where STATUSGEN_CORPORA says."""
    if not CORPORA.is_dir():
        pytest.skip("corpora are absent: no ../shared/corpora beside the repository")
    return CORPORA


@pytest.fixture(params=["cstate/jenkins", "cstate/packit", "statuspage/github"])
def source(request: pytest.FixtureRequest, corpora: Path) -> Path:
    """One real status page after the other."""
    return corpora / request.param


def import_into(folder: Path, source: Path) -> str:
    """The summary of importing `source` into the site in `folder`, which is made if it is not there."""
    (folder / "content").mkdir(exist_ok=True)
    settings = folder / "mkdocs.yml"
    if not settings.exists():
        settings.write_text(SETTINGS)
    tool = source.parent.name
    result = CliRunner().invoke(import_group, [tool, str(source), "-f", str(settings)])
    assert result.exit_code == 0, result.output
    return result.output


def expected_addresses(source: Path) -> set[str]:
    """The address of every record at its old home."""
    if source.parent.name == "cstate":
        return {f"/issues/{path.stem}/" for path in (source / "content" / "issues").glob("*.md")}
    incidents = json.loads((source / "incidents.json").read_bytes())["incidents"]
    return {f"/incidents/{incident['id']}/" for incident in incidents}


def test_every_record_is_imported(source: Path, tmp_path: Path) -> None:
    """No record is dropped: as many files as records, none refused, and the summary counts them all."""
    output = import_into(tmp_path, source)
    count = len(expected_addresses(source))
    assert len(list((tmp_path / "content" / "incidents").glob("*.md"))) == count
    assert f"{count:6} records in the source" in output
    assert f"{count:6} imported" in output


def test_no_record_needs_mending(source: Path, tmp_path: Path) -> None:
    """What was imported has no problem, and every old address leads to a record."""
    import_into(tmp_path, source)
    reading = read_site(tmp_path / "mkdocs.yml", datetime.now(UTC))
    assert [str(problem) for problem in reading.problems] == []
    aliases = {alias for incident in reading.site.incidents for alias in incident.aliases}
    assert expected_addresses(source) - aliases == set()


def test_a_second_import_changes_no_byte(source: Path, tmp_path: Path) -> None:
    """Importing again is safe at any time."""
    import_into(tmp_path, source)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    output = import_into(tmp_path, source)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert f"{len(before) - 1:6} unchanged" in output


def test_the_settings_keep_every_line(source: Path, tmp_path: Path) -> None:
    """Components are added, and all that people wrote stays: comments, blank lines, tags, quotes."""
    import_into(tmp_path, source)
    after = (tmp_path / "mkdocs.yml").read_text()
    before, _, rest = SETTINGS.partition("extra:")
    assert after.startswith(before)
    assert after.endswith("extra:" + rest)


def test_systems_that_a_cstate_site_no_longer_lists_are_retired(corpora: Path, tmp_path: Path) -> None:
    """A component that only old records name keeps its history, and leaves the front page."""
    import_into(tmp_path, corpora / "cstate" / "jenkins")
    reading = read_site(tmp_path / "mkdocs.yml", datetime.now(UTC))
    config = yaml.load((corpora / "cstate" / "jenkins" / "config.yml").read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506  # it makes nothing but text
    listed = [system["name"] for system in config["params"]["systems"]]
    current = [component.name for component in reading.site.components if component.retired is None]
    assert current == listed
    assert len(reading.site.components) > len(listed)


def test_statuspage_ids_are_kept(corpora: Path, tmp_path: Path) -> None:
    """Clients that remember an incident by its id find it under the same one."""
    import_into(tmp_path, corpora / "statuspage" / "github")
    reading = read_site(tmp_path / "mkdocs.yml", datetime.now(UTC))
    source = json.loads((corpora / "statuspage" / "github" / "incidents.json").read_bytes())
    assert {incident.id for incident in reading.site.incidents} == {
        incident["id"] for incident in source["incidents"]
    }


LABELS = set(
    "final initial message closing close open opening issue incident maintenance end of outage track update".split()  # noqa: SIM905
)


@pytest.mark.parametrize("name", ["jenkins", "packit"])
def test_no_word_of_a_cstate_text_is_lost_or_invented(name: str, corpora: Path) -> None:
    """A label or a shortcode may become the heading of an update; all else stands in one of the texts."""
    issues, configs, _ = read_cstate_folder(corpora / "cstate" / name)
    base = set(re.findall(r"[^\W_]+", (corpora / "cstate" / name / "config.yml").read_text().lower()))
    for record in convert_cstate(issues, configs, datetime.now(UTC)).converted:
        updates = record.incident.updates
        said = Counter(re.findall(r"[^\W_]+", read_source_file(issues[record.source]).body.lower()))
        told = Counter(re.findall(r"[^\W_]+", "\n".join(update.text for update in updates).lower()))
        # What a label or a shortcode says of a time stands in the heading.
        times = {word for word in said if any(character.isdigit() for character in word)} | {
            "utc",
            "february",
        }
        assert set(said - told) - LABELS - times == set(), record.source
        assert set(told - said) - base == set(), record.source


def test_every_word_of_every_update_arrives(corpora: Path, tmp_path: Path) -> None:
    """The texts of updates are kept; only what would break the format is escaped."""
    import_into(tmp_path, corpora / "statuspage" / "github")
    reading = read_site(tmp_path / "mkdocs.yml", datetime.now(UTC))
    texts = {incident.id: [update.text for update in incident.updates] for incident in reading.site.incidents}
    source = json.loads((corpora / "statuspage" / "github" / "incidents.json").read_bytes())
    for incident in source["incidents"]:
        said = sorted(" ".join(update["body"].split()) for update in incident["incident_updates"])
        assert sorted(" ".join(text.split()) for text in texts[incident["id"]]) == said
