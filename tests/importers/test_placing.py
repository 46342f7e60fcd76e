"""Where imported records go: beside what is there, never over it, and all or nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from statusgen.atomic import write_all
from statusgen.importers.conversion import Conversion, Converted, Note, Refused
from statusgen.importers.existing import existing_records
from statusgen.importers.importing import import_records
from statusgen.importers.placing import Known, place
from statusgen.importers.report import Kept, Report, Written, report_text
from statusgen.model import Component, ComponentStatus, Incident, Update, UpdateStatus

AT = datetime(2022, 2, 2, 10, tzinfo=UTC)
SETTINGS = (
    "site_name: L\nsite_url: https://status.lantern.example/\ndocs_dir: content\nplugins: [statusgen]\n"
)


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """The settings of a site without records."""
    (tmp_path / "content" / "incidents").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(SETTINGS)
    return tmp_path / "mkdocs.yml"


def converted(slug: str, *aliases: str, id_: str | None = None, text: str = "Over.") -> Converted:
    """A record that an importer made."""
    incident = Incident(
        slug=slug,
        path="",
        title="T",
        components={},
        updates=(Update(status=UpdateStatus.RESOLVED, at=AT, text=text),),
        aliases=aliases,
        id=id_,
    )
    return Converted(
        source=f"{slug}{aliases}{id_}", incident=incident, address=aliases[0] if aliases else None
    )


def bring(settings: Path, *records: Converted) -> Report:
    """What an import of `records` says; it must not fail."""
    conversion = Conversion(converted=records, components=[Component(id="till", name="Till")])
    report, problems = import_records(conversion, settings, dry_run=False)
    assert [str(problem) for problem in problems] == []
    return report


def snapshot(settings: Path) -> dict[str, bytes]:
    """Everything in the site."""
    folder = settings.parent
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_two_records_that_want_one_name_both_arrive(settings: Path) -> None:
    """The second one's name ends with its id, however often a title repeats."""
    records = [converted("till", f"/incidents/{id_}/", id_=id_) for id_ in ("aaa", "bbb", "ccc")]
    assert [record.slug for record in bring(settings, *records).written] == ["till", "till-bbb", "till-ccc"]
    assert [(kept.slug, kept.edited) for kept in bring(settings, *records).kept] == [
        ("till", False),
        ("till-bbb", False),
        ("till-ccc", False),
    ]


def test_a_record_of_this_site_is_never_taken_for_an_imported_one(settings: Path) -> None:
    """A file that happens to have the wished name stays, and the import takes another one."""
    own = settings.parent / "content" / "incidents" / "till.md"
    own.write_text("---\ntitle: Ours\ncomponents: {}\n---\n\n## Resolved - 2020-01-01 10:00 UTC\n\nx\n")
    before = own.read_bytes()
    assert [
        record.slug for record in bring(settings, converted("till", "/incidents/aaa/", id_="aaa")).written
    ] == ["till-aaa"]
    assert own.read_bytes() == before


def test_a_record_is_known_by_its_id_wherever_it_went(settings: Path) -> None:
    """Renamed, moved to a folder or rewritten: it is not imported a second time."""
    record = converted("till", "/incidents/aaa/", id_="aaa")
    bring(settings, record)
    folder = settings.parent / "content" / "incidents"
    (folder / "2022").mkdir()
    (folder / "till.md").rename(folder / "2022" / "renamed.md")
    report = bring(settings, record)
    assert [(kept.slug, kept.edited) for kept in report.kept] == [("renamed", False)]
    assert list(report.written) == []


def test_an_old_address_belongs_to_one_record(settings: Path) -> None:
    """The record whose own address it was keeps it; the other one says what it lost."""
    records = [converted("b", "/issues/b/", "/issues/a/"), converted("a", "/issues/a/")]
    report = bring(settings, *records)
    assert [note.detail for record in report.written for note in record.notes] == ["/issues/a/"]
    again = bring(settings, *records)
    assert [(kept.slug, kept.edited) for kept in again.kept] == [("b", False), ("a", False)]


def test_an_old_address_never_hides_a_page_of_the_site(settings: Path) -> None:
    """A page that people wrote wins over a redirect."""
    (settings.parent / "content" / "about.md").write_text("# About\n")
    report = bring(settings, converted("a", "/issues/a/", "/about/", "/history/"))
    assert [note.detail for note in report.written[0].notes] == ["/about/", "/history/"]


def test_line_ends_of_windows_are_no_edit(settings: Path) -> None:
    """Git may check files out with other line ends."""
    record = converted("a", "/issues/a/")
    bring(settings, record)
    path = settings.parent / "content" / "incidents" / "a.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert [kept.edited for kept in bring(settings, record).kept] == [False]


def test_a_moment_that_the_import_gave_is_no_edit(settings: Path) -> None:
    """A record that lies ahead is told at another moment by each import; its other words still count."""
    at = datetime(2022, 2, 3, 9, tzinfo=UTC)
    first = replace(converted("a", "/issues/a/"), dated=[AT])
    bring(settings, first)
    update = replace(first.incident.updates[0], at=at)
    again = replace(first, incident=replace(first.incident, updates=(update,)), dated=[at])
    assert [kept.edited for kept in bring(settings, again).kept] == [False]
    path = settings.parent / "content" / "incidents" / "a.md"
    path.write_text(path.read_text().replace("Over.", "Over and out."))
    assert [kept.edited for kept in bring(settings, again).kept] == [True]


def test_a_changed_source_is_reported_and_not_written(settings: Path) -> None:
    """The import cannot know who is right, so the file stays."""
    bring(settings, converted("a", "/issues/a/"))
    before = snapshot(settings)
    report = bring(settings, converted("a", "/issues/a/", text="Really over."))
    assert [kept.edited for kept in report.kept] == [True]
    assert snapshot(settings) == before


def test_a_failure_in_the_middle_takes_everything_back(settings: Path) -> None:
    """Nothing is half written: when one file cannot take its place, no other one stays."""
    folder = settings.parent / "content" / "incidents"
    (folder / "b.md").mkdir()
    before = snapshot(settings)
    new = {folder / name: name.encode() for name in ("a.md", "b.md", "c.md")}
    with pytest.raises(FileExistsError) as caught:
        write_all(new, {settings: b"changed: 1\n"})
    assert caught.value.filename2 == str(folder / "b.md")
    assert snapshot(settings) == before


def test_a_folder_that_cannot_be_made_is_a_problem(settings: Path) -> None:
    """A file where the folder belongs ends the import with its name, and the settings stay."""
    folder = settings.parent / "content" / "incidents"
    folder.rmdir()
    folder.write_text("not a folder")
    before = snapshot(settings)
    conversion = Conversion(converted=[converted("a")], components=[Component(id="till", name="Till")])
    _, problems = import_records(conversion, settings, dry_run=False)
    assert [problem.path for problem in problems] == [folder.as_posix()]
    assert snapshot(settings) == before


def test_a_full_disk_leaves_no_half_file(settings: Path) -> None:
    """When a file cannot be written to its end, nothing of the import stays, and the message names the file."""
    folder = settings.parent / "content" / "incidents"
    folder.rmdir()
    source = settings.parent / "incidents.json"
    body = "Word. " * 2000
    update = {"status": "resolved", "display_at": "2022-02-02T10:00:00Z", "body": body}
    records = [{"id": id_, "name": id_, "incident_updates": [update]} for id_ in ("aaa", "bbb")]
    source.write_text(json.dumps({"incidents": records, "components": [{"id": "t", "name": "Till"}]}))
    before = snapshot(settings)
    # No disk is needed to be full: the system ends every file at this size.
    program = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
        "from statusgen.cli import main; main()"
    )
    command = [sys.executable, "-B", "-c", program, "import", "statuspage", str(source), "-f", str(settings)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"{(folder / '2022-02-02-aaa.md').as_posix()}: cannot be written: File too large" in done.stderr
    assert snapshot(settings) == before
    assert not folder.exists()


def test_components_that_were_there_are_named(settings: Path) -> None:
    """Records join a component of the same id, and people should see that they do."""
    settings.write_text(
        SETTINGS.replace("[statusgen]", "[statusgen: {components: [{id: till, name: Our till}]}]")
    )
    record = converted("a", "/issues/a/")
    record = replace(
        record, incident=replace(record.incident, components={"till": ComponentStatus.OPERATIONAL})
    )
    report = bring(settings, record)
    assert list(report.joined) == ["till"]
    assert "Already in" in report_text(report)
    assert "till (the records were joined to them)" in report_text(report)
    assert list(bring(settings, record).joined) == []


def test_many_records_take_time_in_proportion(settings: Path) -> None:
    """Each record looks up the addresses that it wants, and nobody goes through all of the others for it."""
    lookups = 0

    class Address(str):
        """An address that counts how often it is looked up."""

        __slots__ = ()

        def __hash__(self) -> int:
            nonlocal lookups
            lookups += 1
            return super().__hash__()

    records = [converted(f"r{number}", Address(f"/issues/r{number}/")) for number in range(300)]
    existing, _ = existing_records(settings.parent / "content" / "incidents")
    assert len(place(records, existing, Known()).files) == 300
    assert lookups < 10 * 300


def test_an_import_tells_how_far_it_is(settings: Path) -> None:
    """Whoever waits for many records sees what is being done."""
    told: list[tuple[str, int, int]] = []
    conversion = Conversion(converted=[converted("a"), converted("b")])
    _, problems = import_records(conversion, settings, dry_run=False, progress=lambda *now: told.append(now))
    assert problems == []
    assert told == [
        ("placing records", 0, 2),
        ("placing records", 1, 2),
        ("writing records", 0, 2),
        ("writing records", 1, 2),
    ]


def test_linked_settings_stay_a_link(settings: Path) -> None:
    """The file that the link leads to is changed, and keeps its permissions."""
    real = settings.parent / "real.yml"
    settings.rename(real)
    real.chmod(0o640)
    settings.symlink_to(real)
    bring(settings, converted("a", "/issues/a/"))
    assert settings.is_symlink()
    assert b"till" in real.read_bytes()
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_record_with_broken_front_matter_does_not_stop_an_import(settings: Path) -> None:
    """Its faults are for the check; its name is taken all the same."""
    folder = settings.parent / "content" / "incidents"
    (folder / "a.md").write_text("---\n- [\n")
    existing, problems = existing_records(folder)
    assert problems == []
    assert set(existing.contents) == {"a"}
    assert [record.slug for record in bring(settings, converted("a", "/issues/x/")).written] != ["a"]


def test_the_summary_names_every_record_that_needs_a_look() -> None:
    """Counts first; then each adjusted, kept and refused record below its reason, the frequent reasons first."""
    odd, rare = Note(reason="odd", detail="x"), Note(reason="rare")
    report = Report(
        written=[
            Written(source="a.md", slug="a", notes=[rare]),
            Written(source="B.md", slug="b", notes=[odd]),
            Written(source="c.md", slug="c", notes=[odd]),
            Written(source="d.md", slug="d"),
        ],
        kept=[Kept(source="e.md", slug="e"), Kept(source="f.md", slug="f", edited=True)],
        refused=[Refused(source="g.md", note=Note(reason="empty"))],
        components=["till"],
        remarks=["The end."],
    )
    assert report_text(report) == (
        "     7 records in the source\n     4 imported, 3 of them adjusted\n"
        "     1 unchanged since an earlier import\n     1 left as they are\n     1 refused\n\n"
        "Adjusted\n     2 odd\n         B.md -> b (x)\n         c (x)\n     1 rare\n         a\n\n"
        "Left as they are\n     1 the file here differs: edited here or changed at the source;"
        " remove it to import it again\n         f\n\n"
        "Refused\n     1 empty\n         g.md\n\n"
        "Added to mkdocs.yml: 1 component\n    till\n\nThe end.\n"
    )
