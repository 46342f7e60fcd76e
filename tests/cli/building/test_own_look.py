"""`statusgen build` with templates, style sheets and settings of the site's own."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.cli.building.shop import NOW, settings, write

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_template_of_the_site_extends_one_of_ours(source: Path, statusgen: Run) -> None:
    """Only what differs is written; the rest follows when statusgen changes."""
    settings(source, material="material, custom_dir: theme")
    added = (
        '{% extends "original/statusgen/front.html" %}\n'
        "{% block recent %}<p>Call us.</p>{{ super() }}{% endblock %}\n"
    )
    write(source, {"theme/statusgen/front.html": added})
    before = (source / "site/history/index.html").read_text(encoding="utf-8")
    assert statusgen("build", "--now", "2026-11-20 14:06 UTC", cwd=source).returncode == 0
    front = (source / "site/index.html").read_text(encoding="utf-8")
    assert front.count("<p>Call us.</p>") == 1
    assert "Checkout errors" in front.partition("<p>Call us.</p>")[2]
    assert (source / "site/history/index.html").read_text(encoding="utf-8") == before


def test_the_sites_own_style_sheet_comes_after_ours(source: Path, statusgen: Run) -> None:
    """So that it can set colours without any weight of its own."""
    settings(source, "extra_css: [brand.css]")
    write(source, {"content/brand.css": ":root { --sg-calm: teal }\n"})
    assert statusgen("build", "--now", NOW, "--strict", cwd=source).returncode == 0
    sheets = re.findall(r'href="([^"]+\.css)"', (source / "site/index.html").read_text(encoding="utf-8"))
    assert [sheet for sheet in sheets if not sheet.startswith("assets/stylesheets/")] == [
        "assets/statusgen/statusgen.css",
        "brand.css",
    ]
    assert (source / "site/brand.css").exists()


def test_settings_may_be_inherited(source: Path, statusgen: Run) -> None:
    """A company keeps what its sites share in one file."""
    (source / "mkdocs.yml").rename(source / "company.yml")
    write(source, {"mkdocs.yml": "INHERIT: company.yml\nsite_name: Warehouse Status\n"})
    done = statusgen("build", "--now", NOW, cwd=source)
    assert (done.returncode, done.stderr) == (0, "")
    front = (source / "site/index.html").read_text(encoding="utf-8")
    assert "Warehouse Status" in front
    assert "Checkout errors" in front


def test_templates_of_the_theme_are_compiled_once(source: Path, statusgen: Run, tmp_path: Path) -> None:
    """Where Python keeps modules; those of the site are not, and come before what was kept."""
    settings(source, material="material, custom_dir: theme")
    (source / "theme/partials").mkdir(parents=True)
    places = {"PYTHONPYCACHEPREFIX": str(tmp_path / "kept"), "PYTHONDONTWRITEBYTECODE": ""}
    assert statusgen("build", "--now", NOW, cwd=source, **places).returncode == 0
    kept = sorted(path.name for path in (tmp_path / "kept").rglob("bytecode-mkdocs-*"))
    assert any("-partials-header." in name for name in kept)
    assert any("-statusgen-frame." in name for name in kept)
    write(source, {"theme/partials/header.html": "<header>The head of the shop</header>"})
    assert statusgen("build", "--now", NOW, cwd=source, **places).returncode == 0
    assert "The head of the shop" in (source / "site/index.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in (tmp_path / "kept").rglob("bytecode-mkdocs-*")) == kept
    (source / "theme/partials/header.html").unlink()
    assert statusgen("build", "--now", NOW, cwd=source, **places).returncode == 0
    assert "The head of the shop" not in (source / "site/index.html").read_text(encoding="utf-8")
