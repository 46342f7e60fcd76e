"""The badges are valid SVG."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.clients.feeds.conftest import Served


def test_every_badge_is_valid_svg(sites: Mapping[str, Served], package_folder: Callable[[str], Path]) -> None:
    """The Nu Html Checker finds nothing to say about any badge, whatever a component is called."""
    checker = package_folder("vnu-jar") / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    if java is None:
        pytest.skip("java is missing: install Java 17 (Debian: apt-get install default-jre-headless)")
    pictures = [site.directory / path for site in sites.values() for path in site.paths("badge.svg")]
    assert len(pictures) > 15
    done = subprocess.run(
        [
            java,
            "-Xss8m",
            "-jar",
            checker,
            "--svg",
            "--stdout",
            "--exit-zero-always",
            "--format",
            "json",
            *pictures,
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert json.loads(done.stdout)["messages"] == [], done.stderr
