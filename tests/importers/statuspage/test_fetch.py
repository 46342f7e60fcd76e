"""Reading a live status page, from a real server on this machine."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from statusgen.cli.import_ import import_group
from statusgen.importers.statuspage.fetch import read_statuspage
from statusgen.importers.statuspage.site import convert_statuspage

INCIDENT = {
    "id": "aaaaaaaaaaaa",
    "name": "Slow till",
    "status": "resolved",
    "impact": "none",
    "incident_updates": [{"status": "resolved", "body": "Over.", "display_at": "2022-02-02T10:00:00Z"}],
}
PAGES: dict[str, tuple[int, bytes]] = {
    "/api/v2/incidents.json": (200, json.dumps({"incidents": [INCIDENT]}).encode()),
    "/api/v2/scheduled-maintenances.json": (200, b'{"scheduled_maintenances": []}'),
    "/api/v2/components.json": (404, b""),
    "/page/incidents.json": (200, b"<html>Sign in</html>"),
    "/gone/incidents.json": (500, b"oh"),
}
LEADS_AWAY = {
    "/disk/incidents.json": "file:///etc/hostname",
    "/ftp/incidents.json": "ftp://127.0.0.1/incidents.json",
}


class Page(BaseHTTPRequestHandler):
    """Serves PAGES, and leads elsewhere where LEADS_AWAY says so."""

    def do_GET(self) -> None:
        """Answer as the tables say."""
        if self.path in LEADS_AWAY:
            self.send_response(302)
            self.send_header("Location", LEADS_AWAY[self.path])
            self.end_headers()
            return
        status, body = PAGES.get(self.path, (404, b""))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the server's
        """The output of a test is its own."""


@pytest.fixture(scope="module")
def page() -> Iterator[str]:
    """The address of a status page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("path", ["", "/", "/history"])
def test_the_address_of_a_page_is_enough(page: str, path: str) -> None:
    """Incidents and maintenances are fetched from where such pages serve them; what is only useful may be missing."""
    files, problems = read_statuspage(page + path)
    assert problems == []
    assert [name.removeprefix(page) for name in files] == [
        "/api/v2/incidents.json",
        "/api/v2/scheduled-maintenances.json",
    ]


def test_an_import_from_a_live_page_says_what_is_missing(page: str, tmp_path: Path) -> None:
    """The API serves only the newest records, so nobody may think that this was all."""
    (tmp_path / "content").mkdir()
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(
        "site_name: L\nsite_url: https://status.lantern.example/\ndocs_dir: content\nplugins: [statusgen]\n"
    )
    result = CliRunner().invoke(import_group, ["statuspage", page, "-f", str(settings)])
    assert result.exit_code == 0, result.output
    assert "only the 50 newest" in result.output
    assert [path.name for path in (tmp_path / "content" / "incidents").iterdir()] == [
        "2022-02-02-slow-till.md"
    ]


def test_what_a_server_adds_to_the_shapes_is_not_taken_over(page: str, tmp_path: Path) -> None:
    """What an export adds may hold pages with scripts: it counts in files that people name, not from the web."""
    lesson = {
        "file": "evil.md",
        "front_matter": {"title": "x", "incidents": ["2022-02-02-slow-till"], "published": "2022-02-02T10:00:00Z",
                         "summary": "x"},
        "text": "<script>alert(1)</script>",
    }  # fmt: skip
    added = {"version": 1, "postmortems": [lesson]}
    document = json.dumps({"incidents": [INCIDENT], "statusgen": added}).encode()
    PAGES["/added/incidents.json"] = (200, document)
    files, _ = read_statuspage(f"{page}/added/incidents.json")
    now = datetime(2026, 11, 20, tzinfo=UTC)
    assert convert_statuspage(files, now, is_trusted=False).postmortems == []
    assert len(convert_statuspage(files, now).postmortems) == 1
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(
        "site_name: L\nsite_url: https://a.example/\ndocs_dir: content\nplugins: [statusgen]\n"
    )
    CliRunner().invoke(import_group, ["statuspage", f"{page}/added/incidents.json", "-f", str(settings)])
    assert [path.name for path in tmp_path.rglob("*.md")] == ["2022-02-02-slow-till.md"]


FAILURES = {
    "a server error": ("/gone/incidents.json", "the server answers 500"),
    "a page that is not there": ("/none/incidents.json", "the server answers 404"),
    "a way to the disk": ("/disk/incidents.json", "is not allowed"),
    "a way out of the web": ("/ftp/incidents.json", "leads away from the web"),
}


@pytest.mark.parametrize(("path", "message"), FAILURES.values(), ids=FAILURES)
def test_a_page_that_cannot_be_fetched_is_a_problem(page: str, path: str, message: str) -> None:
    """The address and the reason are shown, and what to do instead."""
    files, problems = read_statuspage(page + path)
    assert files == {}
    assert [message in problem.message for problem in problems] == [True]
    assert problems[0].hint


def test_an_answer_that_is_no_json_stops_the_import(page: str, tmp_path: Path) -> None:
    """A sign-in page is no status page."""
    result = CliRunner().invoke(
        import_group, ["statuspage", f"{page}/page/incidents.json", "-f", str(tmp_path / "mkdocs.yml")]
    )
    assert result.exit_code == 1
    assert "is not JSON: it begins with `<html>Sign in</html>`" in result.output


@pytest.mark.parametrize("source", ["ftp://example.com/x.json", "file:///etc/passwd", "http://", "http://[/"])
def test_only_the_web_is_fetched(source: str) -> None:
    """No other protocol is spoken, and no file read by way of an address."""
    files, problems = read_statuspage(source)
    assert files == {}
    assert [problem.message for problem in problems] == ["is no http or https address"]


def test_a_server_that_is_not_there_is_a_problem() -> None:
    """No traceback when nobody answers."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # the port is taken, and nobody listens on it
        files, problems = read_statuspage(f"http://127.0.0.1:{silent.getsockname()[1]}/x.json")
    assert files == {}
    assert ["cannot be fetched" in problem.message for problem in problems] == [True]


def test_files_and_folders_are_read_from_disk(tmp_path: Path) -> None:
    """A folder stands for all of its JSON files; what is missing is a problem."""
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "b.json").write_text("[]")
    (tmp_path / "notes.txt").write_text("x")
    assert sorted(Path(name).name for name in read_statuspage(str(tmp_path))[0]) == ["a.json", "b.json"]
    assert len(read_statuspage(str(tmp_path / "a.json"))[0]) == 1
    assert [problem.message for problem in read_statuspage(str(tmp_path / "none.json"))[1]] == [
        "cannot be read: No such file or directory"
    ]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert [problem.message for problem in read_statuspage(str(empty))[1]] == [
        "the folder holds no .json file"
    ]
