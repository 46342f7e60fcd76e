"""The small shop, with its site, as the tests of `statusgen build` find it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.building.shop import FILES, write
from tests.fixtures.sites import MKDOCS_YML

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def published(statusgen: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small shop whose site stands in `site/`, built once."""
    root = tmp_path_factory.mktemp("published")
    write(root, {"mkdocs.yml": MKDOCS_YML, **FILES})
    done = statusgen("build", "--now", "2026-11-20 14:06 UTC", cwd=root)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def source(published: Path, tmp_path: Path) -> Path:
    """A copy of the small shop, to be changed and built again."""
    return shutil.copytree(published, tmp_path / "source")
