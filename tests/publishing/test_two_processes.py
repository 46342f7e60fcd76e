"""A large site is made in two processes, with the same bytes as in one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from statusgen.processes import processors

NOW = "2026-11-20 14:30 UTC"
RECORD = """\
---
title: Slow search {number}
components: {{search: degraded_performance}}
---

## Investigating - 2026-{month:02}-{day:02} 09:00 UTC

See ![the queue](queue.svg).

## Resolved - 2026-{month:02}-{day:02} 10:{minute:02} UTC

It is fast again, {number}.
"""
ALONE = (
    "import os, sys; os.sched_setaffinity(0, [min(os.sched_getaffinity(0))]); "
    "from statusgen.cli import run; sys.argv = ['statusgen', *sys.argv[1:]]; run()"
)
FILES = {
    "content/incidents/queue.svg": "<svg/>",
    "content/incidents/2026/deep/queue.svg": "<svg><title>deep</title></svg>",
    "content/assets/logo.svg": "<svg><title>logo</title></svg>",
    "content/.hidden/note.txt": "not published",
    "content/about.md": "# About\n\nAfter [the first](incidents/slow-1.md) we changed. ![](incidents/queue.svg)\n",
    "content/index.md": "Call us, or read [about us](about.md).\n",
    "content/postmortems/why.md": (
        "---\ntitle: Why search was slow\nincidents: [slow-7]\npublished: 2026-08-20 09:00 UTC\n"
        "summary: An index was lost.\ncontributing_factors: [No copy]\nactions: []\n---\n\n"
        "See [it](../incidents/slow-7.md).\n"
    ),
}
Write = Callable[..., Path]
Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.skipif(processors() == 1, reason="this machine has one processor, or cannot fork")


def _records(count: int) -> Mapping[str, str]:
    return {
        f"content/incidents/{'2026/deep/' if number % 50 == 0 else ''}slow-{number}.md": RECORD.format(
            number=number, month=1 + number // 40, day=1 + number % 28, minute=number % 60
        )
        for number in range(count)
    }


def _tree(folder: Path) -> Mapping[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _built_alone(source: Path, target: str) -> Mapping[str, bytes]:
    command = [sys.executable, "-c", ALONE, "build", "--now", NOW, "-d", target]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return _tree(source / target)


HOOK = """\
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File


@event_priority(100)
def on_files(files, config):
    count = sum(file.src_uri.startswith("incidents/") for file in files)
    files.append(File.generated(config, "count.txt", content=str(count)))
"""


@pytest.mark.parametrize(
    "theme",
    [
        pytest.param({}, id="frames"),
        pytest.param({"theme/hook.py": HOOK}, id="a hook that looks at the content"),
        pytest.param(
            {"theme/main.html": '{% extends "base.html" %}{% block footer %}{{ page.title }}{% endblock %}'},
            id="a template that makes each page its own",
        ),
    ],
)
def test_two_processes_make_what_one_does(
    theme: Mapping[str, str], write_site: Write, statusgen: Run
) -> None:
    """New, changed, and with another look: pages, pictures among the records, links to records."""
    source = write_site({**_records(320), **FILES, **theme})
    if theme:
        settings = source / "mkdocs.yml"
        text = settings.read_text(encoding="utf-8")
        text = text.replace("name: material", "name: material, custom_dir: theme")
        text += "hooks: [theme/hook.py]\n" if "theme/hook.py" in theme else ""
        settings.write_text(text, encoding="utf-8")
    done = statusgen("build", "--now", NOW, cwd=source)
    assert done.returncode == 0, done.stderr
    tree = _tree(source / "site")
    assert {"incidents/queue.svg", "incidents/2026/deep/queue.svg", "assets/logo.svg"} <= tree.keys()
    assert b'href="../incidents/slow-1/"' in tree["about/index.html"]
    assert tree == _built_alone(source, "alone")
    record = source / "content/incidents/slow-1.md"
    record.write_text(record.read_text(encoding="utf-8").replace("fast again", "fine"), encoding="utf-8")
    (source / "content/about.md").write_text("# About\n\nOther words.\n", encoding="utf-8")
    done = statusgen("build", "--now", NOW, cwd=source)
    assert done.returncode == 0, done.stderr
    assert _tree(source / "site") == _built_alone(source, "alone again")
