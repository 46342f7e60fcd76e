"""A small site that changes step by step, as one does in its first years."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml
from click.testing import CliRunner

from statusgen.cli import main

__all__ = ["BEGIN", "ChangingSite", "Record"]

BEGIN = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
STATUSES = ("degraded_performance", "partial_outage", "major_outage")
TEXTS = (
    "Some customers see an error.",
    "Orders are **late**: see `order 4711`.\n\n- one\n- two",
    "More in [the record](2026-11-01-first.md) and [about us](../about.md).",
    "It works again. We are sorry. <b>No order</b> was lost, 5 < 6 & so on.",
)


class Record:
    """An incident, a maintenance or a notice that is being written."""

    def __init__(self, slug: str, kind: str, component: str | None, begin: datetime) -> None:
        self.slug = slug
        self.kind = kind
        self.title = slug.replace("-", " ")
        self.components = {component: STATUSES[len(slug) % 3]} if component else {}
        self.begin = begin
        self.aliases: list[str] = []
        self.updates: list[tuple[str, datetime, str]] = []

    def text(self) -> str:
        """The file."""
        front: dict[str, object] = {"title": self.title, "kind": self.kind}
        front["components"] = list(self.components) if self.kind == "maintenance" else self.components
        if self.kind == "notice":
            front["components"] = {}
        if self.kind == "maintenance":
            front |= {"starts": _time(self.begin), "ends": _time(self.begin + timedelta(hours=2))}
        if self.aliases:
            front["aliases"] = self.aliases
        lines = ["---", yaml.safe_dump(front, sort_keys=False).strip(), "---"]
        for status, at, text in self.updates:
            lines += ["", f"## {status} - {_time(at)}", "", text]
        return "\n".join(lines) + "\n"


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


class ChangingSite:
    """Its source, and two builds of it: one that goes on from the last, and one from nothing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.source = root / "source"
        self.now = BEGIN
        self.settings: dict[str, object] = {
            "site_name": "Scarf Shop Status",
            "site_url": "https://status.example.com/",
            "docs_dir": "content",
            "theme": {"name": "material", "font": False},
        }
        self.components: list[dict[str, object]] = [
            {"id": "checkout", "name": "Checkout", "group": "Shop", "slo": 99.9},
            {"id": "api", "name": "API"},
        ]
        self.records: dict[str, Record] = {}
        self.write("content/about.md", "# About us\n")
        self.write_settings()
        first = Record("2026-11-01-first", "incident", "checkout", BEGIN - timedelta(days=19))
        first.updates = [
            ("Investigating", first.begin, TEXTS[0]),
            ("Resolved", first.begin + timedelta(hours=1), TEXTS[3]),
        ]
        self.put(first)

    def write(self, path: str, text: str | bytes) -> None:
        """Writes a file of the source."""
        file = self.source / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def remove(self, path: str) -> None:
        """Removes a file of the source, if it is there."""
        (self.source / path).unlink(missing_ok=True)

    def write_settings(self) -> None:
        """Writes `mkdocs.yml`."""
        plugins = {"search": {}, "statusgen": {"components": self.components}}
        self.write("mkdocs.yml", yaml.safe_dump({**self.settings, "plugins": plugins}, sort_keys=False))

    def put(self, record: Record) -> None:
        """Writes the file of `record`."""
        self.records[record.slug] = record
        self.write(f"content/incidents/{record.slug}.md", record.text())

    def drop(self, record: Record) -> None:
        """Removes `record`."""
        del self.records[record.slug]
        self.remove(f"content/incidents/{record.slug}.md")

    @property
    def site(self) -> Path:
        """What is published."""
        return self.source / "site"

    @property
    def cache_files(self) -> Sequence[Path]:
        """What the last build has left for the next."""
        return sorted((self.source / ".cache" / "statusgen").glob("[a-z]*"))

    def build(self) -> str:
        """Builds on top of what is there; returns what was printed. Raises AssertionError if it fails."""
        return self._build(self.source)

    def clean_build(self) -> Path:
        """The site, built in a copy of the source where nothing was ever built."""
        fresh = self.root / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(self.source, fresh, ignore=shutil.ignore_patterns("site", ".cache"))
        self._build(fresh)
        return fresh / "site"

    def _build(self, source: Path) -> str:
        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        arguments = ["build", "-f", str(source / "mkdocs.yml"), "--now", _time(self.now)]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output
