"""Programs of others, run as their users run them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def package_folder(root: Path) -> Callable[[str], Path]:
    """The folder of an npm package among the test tools."""

    def find(name: str) -> Path:
        folder = root / "node_modules" / name
        if not folder.is_dir():
            pytest.skip(f"the npm package {name} is missing: run npm install")
        return folder

    return find


@pytest.fixture(scope="session")
def node() -> str:
    """The program `node`."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("Node.js is missing: install it (Debian: apt-get install nodejs npm)")
    return found


@pytest.fixture(scope="session")
def node_environment(root: Path) -> Mapping[str, str]:
    """The environment in which a script finds the test tools, wherever it stands, and no proxy."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**kept, "NODE_PATH": str(root / "node_modules")}
