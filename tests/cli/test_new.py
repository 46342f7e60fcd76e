"""`statusgen new`: one command writes a file in which `check` finds nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from click.testing import Result

Invoke = Callable[..., Result]
OnTerminal = Callable[..., tuple[int, str]]
Run = Callable[..., subprocess.CompletedProcess[str]]

INCIDENT = """\
---
title: Checkout errors
components:
  checkout: partial_outage
  search: degraded_performance
reported_by: support
started: 2026-11-20 13:46 UTC
detected: 2026-11-20 13:52 UTC
---

## Investigating - 2026-11-20 13:58 UTC

Payments *fail* for a | b. We look into it.

## Resolved - 2026-11-20 14:20 UTC

Payments work.
"""


@pytest.fixture
def site(write_site: Callable[..., Path]) -> Path:
    """A small shop without any record."""
    return write_site({})


def _records(site: Path) -> Mapping[str, str]:
    return {
        path.relative_to(site / "content").as_posix(): path.read_text(encoding="utf-8")
        for path in (site / "content").rglob("*")
        if path.is_file()
    }


def _front(text: str) -> Mapping[str, object]:
    return yaml.load(text.split("---\n")[1], yaml.BaseLoader)  # noqa: S506 - this loader makes nothing but strings


def test_an_incident_is_one_command(invoke: Invoke, site: Path) -> None:
    """The file holds what was said, its path stands alone on standard output, and `check` finds nothing."""
    done = invoke(
        "new", "incident", "Checkout errors", "-c", "checkout=partial_outage", "-c", "api",
        "-m", "You cannot pay.", "--reported-by", "support", "--impact", "critical", cwd=site,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert done.stdout == "content/incidents/2026-11-20-checkout-errors.md\n"
    assert (site / done.stdout.strip()).read_text(encoding="utf-8") == (
        "---\n"
        "title: Checkout errors\n"
        "components:\n"
        "  checkout: partial_outage\n"
        "  api: degraded_performance\n"
        "impact: critical\n"
        "reported_by: support\n"
        "---\n"
        "\n"
        "## Investigating - 2026-11-20 14:30 UTC\n"
        "\n"
        "You cannot pay.\n"
    )
    assert invoke("check", cwd=site).exit_code == 0


def test_what_the_page_will_say_is_told(invoke: Invoke, site: Path) -> None:
    """The author sees at once which impact follows and by when customers expect the next update."""
    done = invoke("new", "incident", "Slow", "-c", "checkout=partial", "-m", "x", cwd=site)
    told = "“Slow” is now investigating, major impact; Checkout: partial outage; next update due 15:00 UTC\n"
    assert done.stderr == told


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Checkout errors", "2026-11-20-checkout-errors"),
        ("API: 500 & Co.", "2026-11-20-api-500-co"),
        ("Écharpes à 50 %", "2026-11-20-echarpes-a-50"),
        ("测试", "2026-11-20-incident"),
        ("no", "2026-11-20-no"),
        ('[x] #1 "it\'s" {{ site }}', "2026-11-20-x-1-its-site"),
    ],
)
def test_any_title_is_kept(title: str, name: str, invoke: Invoke, site: Path) -> None:
    """The title reads back as it was written, and the file's name is made of what of it can stand in a URL."""
    done = invoke("new", "incident", title, "-m", "x", cwd=site)
    assert done.stdout == f"content/incidents/{name}.md\n"
    assert _front(_records(site)[f"incidents/{name}.md"])["title"] == title
    assert invoke("check", cwd=site).exit_code == 0


def test_a_second_file_of_one_name_gets_a_number(invoke: Invoke, site: Path) -> None:
    """No record is overwritten, also where the other stands in a folder of its own."""
    (site / "content/incidents/2026").mkdir(parents=True)
    (site / "content/incidents/2026/2026-11-20-slow.md").write_text(INCIDENT, encoding="utf-8")
    paths = [invoke("new", "incident", "Slow", "-m", "x", cwd=site).stdout for _ in range(2)]
    assert paths == [f"content/incidents/2026-11-20-slow-{number}.md\n" for number in (2, 3)]


@pytest.mark.parametrize(
    ("at", "written"),
    [
        ("now", "2026-11-20 14:30 UTC"),
        ("14:05 UTC", "2026-11-20 14:05 UTC"),
        ("15:05 Europe/Paris", "2026-11-20 14:05 UTC"),
        ("04:05 +14:00", "2026-11-20 14:05 UTC"),
        ("02:05 -12:00", "2026-11-20 14:05 UTC"),
        ("14:05:30Z", "2026-11-20 14:05:30 UTC"),
        ("10m ago", "2026-11-20 14:20 UTC"),
        ("1h 30m ago", "2026-11-20 13:00 UTC"),
        ("5 minutes ago", "2026-11-20 14:25 UTC"),
        ("5 min ago", "2026-11-20 14:25 UTC"),
        ("2 Hours ago", "2026-11-20 12:30 UTC"),
        ("1 day ago", "2026-11-19 14:30 UTC"),
        ("2026-11-19 14:05 UTC", "2026-11-19 14:05 UTC"),
    ],
)
def test_times_as_people_type_them(at: str, written: str, invoke: Invoke, site: Path) -> None:
    """A time of day is one of today in its own zone; the file always tells day and UTC."""
    done = invoke("new", "incident", "Slow", "--at", at, "-m", "x", cwd=site)
    assert done.stdout == f"content/incidents/{written[:10]}-slow.md\n", done.output
    assert f"## Investigating - {written}\n" in (site / done.stdout.strip()).read_text(encoding="utf-8")


def test_the_zone_of_the_settings_is_used(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """A time without a zone is one of the site's `timezone`."""
    settings = (write_site({}) / "mkdocs.yml").read_text(encoding="utf-8")
    site = write_site(
        {"mkdocs.yml": settings.replace("    components:", "    timezone: Europe/Paris\n    components:")}
    )
    done = invoke("new", "incident", "Slow", "--at", "15:05", "-m", "x", cwd=site)
    assert "2026-11-20 14:05 UTC" in (site / done.stdout.strip()).read_text(encoding="utf-8")


def test_a_maintenance_is_named_after_the_day_of_its_window(invoke: Invoke, site: Path) -> None:
    """Its components are under maintenance, and an end before its start is one of the next day."""
    done = invoke(
        "new", "maintenance", "Search grows", "-c", "search", "-m", "Soon.",
        "--starts", "2026-11-24 22:00 UTC", "--ends", "01:30 UTC", cwd=site,
    )  # fmt: skip
    assert done.stdout == "content/incidents/2026-11-24-search-grows.md\n", done.output
    assert _front((site / done.stdout.strip()).read_text(encoding="utf-8")) == {
        "title": "Search grows",
        "components": {"search": "under_maintenance"},
        "kind": "maintenance",
        "starts": "2026-11-24 22:00 UTC",
        "ends": "2026-11-25 01:30 UTC",
    }
    assert invoke("check", cwd=site).exit_code == 0


def test_an_end_may_be_a_length(invoke: Invoke, site: Path) -> None:
    """`--ends 90m` counts from the start."""
    done = invoke("new", "notice", "Strike", "--starts", "15:00 UTC", "--ends", "90m", "-m", "x", cwd=site)
    assert _front((site / done.stdout.strip()).read_text(encoding="utf-8"))["ends"] == "2026-11-20 16:30 UTC"
    assert "## Posted - 2026-11-20 14:30 UTC" in (site / done.stdout.strip()).read_text(encoding="utf-8")


WRONG_USAGE = {
    "unknown component": (["-c", "chekout"], "there is no component `chekout`; did you mean checkout?"),
    "unknown component, nothing near": (["-c", "xyz"], "`xyz`; the components are: checkout, search, api"),
    "unknown component status": (["-c", "api=down"], "`down` is no component status"),
    "component twice": (["-c", "api", "-c", "API=major"], "`api` is named twice"),
    "no zone": (["--at", "14:05"], "has no time zone; write 2026-11-20 14:05 UTC"),
    "no time": (["--at", "yesterday"], "`yesterday` is no time; write it like"),
    "no time of day": (["--at", "25:00 UTC"], "`25:00 UTC` is no time of day; write it like 14:05 UTC"),
    "unknown status": (["--status", "posted"], "'posted' is not one of"),
    "unknown reporter": (["--reported-by", "bob"], "'bob' is not one of"),
    "empty text": (["-m", " \n"], "the text is empty"),
}


@pytest.mark.parametrize(("options", "message"), WRONG_USAGE.values(), ids=WRONG_USAGE)
def test_wrong_usage_writes_nothing(options: list[str], message: str, invoke: Invoke, site: Path) -> None:
    """A word that means nothing ends with status 2, says what was meant, and leaves no file."""
    done = invoke("new", "incident", "Slow", "-m", "x", *options, cwd=site)
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.split())
    assert not _records(site)


@pytest.mark.parametrize(
    "window",
    [[], ["--starts", "15:00 UTC"], ["--starts", "15:00 UTC", "--ends", "2026-11-20 14:00 UTC"]],
    ids=["no window", "no end", "end before start"],
)
def test_a_maintenance_needs_a_window(window: list[str], invoke: Invoke, site: Path) -> None:
    """Start and end are required, and in this order."""
    done = invoke("new", "maintenance", "Search grows", *window, "-m", "x", cwd=site)
    assert done.exit_code == 2
    assert not _records(site)


PAST = ("--starts", "2026-11-19 05:00 UTC", "--ends", "1h", "-m", "x")


def test_a_maintenance_that_is_over_cannot_be_announced(invoke: Invoke, site: Path) -> None:
    """A window in the past is a slip of the pen, unless a status says that it is over."""
    done = invoke("new", "maintenance", "Search grows", *PAST, cwd=site)
    assert done.exit_code == 2
    assert "it ended at 2026-11-19 06:00 UTC" in done.stderr
    assert "--status completed" in done.stderr
    assert not _records(site)
    done = invoke("new", "maintenance", "Search grows", *PAST, "--status", "completed", cwd=site)
    assert done.exit_code == 0, done.output
    assert invoke("check", cwd=site).exit_code == 0


def test_a_maintenance_that_was_announced_in_time_can_be_told_later(invoke: Invoke, site: Path) -> None:
    """With --at before its window, it is a record of what was announced then."""
    done = invoke("new", "maintenance", "Search grows", *PAST, "--at", "2026-11-17 05:00 UTC", cwd=site)
    assert done.exit_code == 0, done.output
    assert invoke("check", cwd=site).exit_code == 0


@pytest.mark.parametrize("command", [["incident"], ["maintenance", *PAST], ["postmortem", "x", "--title"]])
@pytest.mark.parametrize(
    ("title", "message"),
    [("caf\udce9", "is no UTF-8 behind `caf`"), (" \t", "is empty")],
    ids=["bytes", "empty"],
)
def test_a_title_is_a_text(command: list[str], title: str, message: str, invoke: Invoke, site: Path) -> None:
    """Bytes of another encoding are refused plainly, and so is an empty title."""
    done = invoke("new", *command, title, cwd=site)
    assert done.exit_code == 2
    assert message in done.stderr
    assert not _records(site)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-m", "See [this](gone.md)."], "the link `gone.md` leads nowhere"),
        (["-m", "x", "--at", "2026-11-20 15:00 UTC"], "2026-11-20 15:00 UTC is in the future"),
    ],
    ids=["dead link", "future"],
)
def test_a_file_with_a_problem_is_not_written(
    options: list[str], message: str, invoke: Invoke, site: Path
) -> None:
    """What `check` would refuse is printed with its hint, ends with status 1, and leaves no file."""
    done = invoke("new", "incident", "Slow", *options, cwd=site)
    assert done.exit_code == 1
    assert message in done.stderr
    assert "hint: " in done.stderr
    assert not _records(site)


def test_a_text_that_looks_like_another_update_stays_a_text(invoke: Invoke, site: Path) -> None:
    """Headings in a text go down one level, and the author is told."""
    done = invoke("new", "incident", "Slow", "-m", "x\n\n## Resolved - 2026-11-20 14:10 UTC", cwd=site)
    assert "note: headings of level 2 went down one level" in done.stderr
    assert invoke("check", cwd=site).exit_code == 0
    text = (site / done.stdout.strip()).read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Investigating - 2026-11-20 14:30 UTC"
    ]


def test_a_text_may_come_from_a_pipe(invoke: Invoke, site: Path) -> None:
    """`-m -` reads the text from standard input."""
    done = invoke("new", "incident", "Slow", "-m", "-", cwd=site, given="From a pipe.\n")
    assert (site / done.stdout.strip()).read_text(encoding="utf-8").endswith("\n\nFrom a pipe.\n")


def test_without_a_text_and_a_terminal_nothing_is_asked(invoke: Invoke, site: Path) -> None:
    """A script that forgot --message is told so instead of hanging."""
    done = invoke("new", "incident", "Slow", cwd=site)
    assert done.exit_code == 2
    assert "-m" in done.stderr
    assert not _records(site)


def test_the_faulty_file_of_another_record_does_not_matter(
    invoke: Invoke, write_site: Callable[..., Path]
) -> None:
    """At 3 a.m. somebody else's mistake keeps nobody from opening an incident."""
    site = write_site({"content/incidents/2026-11-19-other.md": "---\ntitle:\n"})
    assert invoke("new", "incident", "Slow", "-m", "x", cwd=site).exit_code == 0


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (None, "mkdocs.yml: there is no such file"),
        ("site_name: [", "mkdocs.yml:"),
        (
            "site_name: S\nsite_url: https://s.example/\ndocs_dir: away\nplugins: [statusgen]\n",
            "away: the content directory",
        ),
    ],
    ids=["no settings", "faulty settings", "no content directory"],
)
def test_without_settings_nothing_is_written(
    settings: str | None, message: str, invoke: Invoke, tmp_path: Path
) -> None:
    """Settings that cannot be read are problems with status 1."""
    if settings is not None:
        (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    done = invoke("new", "incident", "Slow", "-m", "x", cwd=tmp_path)
    assert done.exit_code == 1
    assert message in done.stderr
    assert {path.name for path in tmp_path.iterdir()} <= {"mkdocs.yml"}


def test_a_folder_that_cannot_be_made_is_a_problem(invoke: Invoke, site: Path) -> None:
    """Where a file stands in place of content/incidents, its path and the reason are told."""
    (site / "content/incidents").write_text("", encoding="utf-8")
    done = invoke("new", "incident", "Slow", "-m", "x", cwd=site)
    assert done.exit_code == 1
    assert "content/incidents/2026-11-20-slow.md: cannot be written: " in done.stderr


def test_a_full_disk_leaves_nothing(site: Path) -> None:
    """When no byte can be written, no file is left behind, not even a hidden one."""
    command = (
        f"ulimit -f 0; exec {sys.executable} -m statusgen new incident Slow -m x --at '2026-11-20 14:30 UTC'"
    )
    done = subprocess.run(["bash", "-c", command], cwd=site, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "cannot be written: File too large" in done.stderr
    assert not list((site / "content").rglob("*.md*"))


# On a terminal


def test_the_editor_opens_on_a_template(on_terminal: OnTerminal, site: Path) -> None:
    """What the author writes below the comment becomes the text; the comment tells what is being written."""
    status, shown = on_terminal(
        "new", "incident", "Slow", "-c", "search", cwd=site,
        editor="assert 'New incident: Slow' in text and 'search=degraded_performance' in text\n"
        "path.write_text(text + 'Search is slow.\\n\\n<!-- a thought -->Sorry.\\n')",
    )  # fmt: skip
    assert status == 0, shown
    text = (site / "content/incidents/2026-11-20-slow.md").read_text(encoding="utf-8")
    assert text.endswith("## Investigating - 2026-11-20 14:30 UTC\n\nSearch is slow.\n\nSorry.\n")


@pytest.mark.parametrize(
    "editor",
    ["pass", "path.write_text(text)", "path.write_text('')", "sys.exit(1)", ""],
    ids=["closed", "saved as it was", "emptied", "failed", "missing"],
)
def test_an_empty_text_writes_nothing(editor: str, on_terminal: OnTerminal, site: Path) -> None:
    """Whoever changes their mind in the editor leaves the site as it was."""
    status, shown = on_terminal("new", "incident", "Slow", cwd=site, editor=editor)
    assert status == 1
    assert "Traceback" not in shown
    assert not _records(site)


def test_a_faulty_text_can_be_mended(on_terminal: OnTerminal, site: Path) -> None:
    """The editor opens again on the same text, with the problem above it."""
    status, shown = on_terminal(
        "new", "incident", "Slow", cwd=site, typed="y\n",
        editor="mended = text.replace('[a](gone.md)', 'nothing') if 'To be mended' in text else text + '[a](gone.md)'\n"
        "path.write_text(mended)",
    )  # fmt: skip
    assert status == 0, shown
    assert "the link `gone.md` leads nowhere" in shown
    assert _records(site)["incidents/2026-11-20-slow.md"].endswith("\n\nnothing\n")


def test_a_text_that_is_given_up_is_kept(on_terminal: OnTerminal, site: Path) -> None:
    """Nobody writes a text twice because a link in it was wrong."""
    status, shown = on_terminal(
        "new",
        "incident",
        "Slow",
        cwd=site,
        typed="n\n",
        editor="path.write_text(text + 'Long. [a](gone.md)')",
    )
    assert status == 1
    kept = Path(shown.split("Your text is kept in ")[1].strip())
    assert kept.read_text(encoding="utf-8").endswith("\n\nLong. [a](gone.md)")
    assert not _records(site)


def test_an_editor_may_save_in_another_encoding(on_terminal: OnTerminal, site: Path) -> None:
    """Bytes that are no UTF-8 become visible marks, and never a traceback."""
    status, shown = on_terminal("new", "incident", "Slow", cwd=site, editor="path.write_bytes(b'caf\\xe9')")
    assert status == 0, shown
    assert _records(site)["incidents/2026-11-20-slow.md"].endswith("caf\N{REPLACEMENT CHARACTER}\n")


# Postmortems


def test_a_postmortem_is_prefilled(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """Front matter and timeline come from the incident, and `check` finds nothing."""
    site = write_site({"content/incidents/2026-11-20-checkout-errors.md": INCIDENT})
    done = invoke("new", "postmortem", "checkout-errors", cwd=site)
    assert done.stdout == "content/postmortems/2026-11-20-checkout-errors.md\n", done.output
    text = (site / done.stdout.strip()).read_text(encoding="utf-8")
    assert _front(text) == {
        "title": "Checkout errors",
        "incidents": ["2026-11-20-checkout-errors"],
        "published": "2099-12-31 00:00 UTC",
        "summary": "Checkout and Search were impaired for 34 minutes on 20 November 2026.",
    }
    assert [line for line in text.splitlines() if line.startswith("| ")][1:] == [
        "| 13:46 | It begins |",
        "| 13:52 | It is noticed (support) |",
        "| 13:58 | Investigating: Payments fail for a \\| b. |",
        "| 14:20 | Resolved: Payments work. |",
    ]
    assert invoke("check", cwd=site).exit_code == 0


def test_a_postmortem_is_public_when_somebody_says_so(
    invoke: Invoke, write_site: Callable[..., Path], statusgen: Run
) -> None:
    """A build leaves the draft out; the command says what to write to publish it."""
    site = write_site({"content/incidents/2026-11-20-checkout-errors.md": INCIDENT})
    done = invoke("new", "postmortem", "checkout-errors", cwd=site)
    assert "no reader sees" in done.stderr
    assert "`published: 2026-11-20 14:30 UTC`" in done.stderr
    page = site / "site/postmortems/2026-11-20-checkout-errors/index.html"
    built = statusgen("build", "--now", "2027-06-01 10:00 UTC", cwd=site)
    assert "0 postmortems (1 not public yet)" in built.stdout, built.stderr
    assert not page.exists()
    draft = site / done.stdout.strip()
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace("2099-12-31 00:00 UTC", "2026-11-20 14:30 UTC"), encoding="utf-8")
    built = statusgen("build", "--now", "2027-06-01 10:00 UTC", cwd=site)
    assert "1 postmortem, " in built.stdout, built.stderr
    assert page.is_file()


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-11-24 10:00 UTC", "from 2026-11-24 10:00 UTC on, whether or not it is finished"),
        ("now", "as soon as the site is built"),
    ],
)
def test_a_postmortem_s_day_may_be_known(
    at: str, told: str, invoke: Invoke, write_site: Callable[..., Path]
) -> None:
    """With --at it is published then, and the command says what that means."""
    site = write_site({"content/incidents/2026-11-20-checkout-errors.md": INCIDENT})
    done = invoke("new", "postmortem", "checkout-errors", "--at", at, cwd=site)
    assert told in done.stderr
    published = _front((site / done.stdout.strip()).read_text(encoding="utf-8"))["published"]
    assert published == ("2026-11-20 14:30 UTC" if at == "now" else at)


def test_a_postmortem_may_be_begun_before_the_end(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """Of an open incident it states no length, and the author is told that there is more to come."""
    text = INCIDENT.partition("## Resolved")[0]
    site = write_site({"content/incidents/2026-11-20-checkout-errors.md": text})
    done = invoke("new", "postmortem", "checkout-errors", cwd=site)
    assert "is not over yet" in done.stderr
    draft = (site / done.stdout.strip()).read_text(encoding="utf-8")
    assert "- Checkout: partial outage, not over when this was written\n" in draft
    assert _front(draft)["summary"] == "Checkout and Search were impaired on 20 November 2026."
    assert invoke("check", cwd=site).exit_code == 0


def test_the_examples_in_a_postmortem_can_be_switched_on(
    invoke: Invoke, write_site: Callable[..., Path]
) -> None:
    """With the # taken away, the examples of factors and actions are right."""
    site = write_site({"content/incidents/2026-11-20-checkout-errors.md": INCIDENT})
    path = site / invoke("new", "postmortem", "checkout-errors", cwd=site).stdout.strip()
    lines = path.read_text(encoding="utf-8").splitlines()
    on = [line[2:] if line.startswith(("# contributing", "# actions", "#   -")) else line for line in lines]
    path.write_text("\n".join(on), encoding="utf-8")
    assert invoke("check", cwd=site).exit_code == 0, invoke("check", cwd=site).output


def test_a_postmortem_s_title_names_its_file(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """With --title the file is called like it, and an existing postmortem is never overwritten."""
    site = write_site({"content/incidents/2026-11-20-checkout-errors.md": INCIDENT})
    command = ("new", "postmortem", "2026-11-20-checkout-errors", "--title", "One row: for every scarf")
    assert invoke(*command, cwd=site).stdout == "content/postmortems/one-row-for-every-scarf.md\n"
    again = invoke(*command, cwd=site)
    assert again.exit_code == 1
    assert "one-row-for-every-scarf.md: is there already" in again.stderr


def test_a_postmortem_needs_its_incident(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """The nearest name is suggested, and nothing is written."""
    site = write_site({"content/incidents/2026-11-20-checkout-errors.md": INCIDENT})
    done = invoke("new", "postmortem", "2026-11-20-chekout-errors", cwd=site)
    assert done.exit_code == 2
    assert "did you mean 2026-11-20-checkout-errors?" in done.stderr
    assert not (site / "content/postmortems").exists()


# Help


@pytest.mark.parametrize(
    "command",
    [[], ["new"], ["new", "incident"], ["new", "postmortem"], ["update"], ["resolve"], ["status"], ["check"]],
    ids=" ".join,
)
def test_help_is_quick(command: list[str]) -> None:
    """The manual of a quick command imports neither pydantic nor MkDocs."""
    program = (
        "import sys; from statusgen.cli import main\n"
        f"main({[*command, '--help']!r}, standalone_mode=False)\n"
        "print(sorted({'pydantic', 'mkdocs', 'jinja2', 'yaml'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
    assert "Usage:" in done.stdout
