"""What is installed is what stands in the repository, and it works away from it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_PARTS = {"statusgen/theme": "theme", "statusgen": "src/statusgen"}


def _run(*command: str | Path, cwd: Path) -> str:
    # Neither the repository nor this environment's packages may lend a hand.
    variables = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env={**variables, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: setuptools leaves a `build/` that would spoil the next wheel."""
    source = tmp_path_factory.mktemp("source") / "statusgen"
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for part in ("src", "theme"):
        shutil.copytree(root / part, source / part, ignore=ignored)
    for name in ("pyproject.toml", "setup.py", "LICENSE", "README.md"):
        if (root / name).exists():
            shutil.copy(root / name, source / name)
    wheels = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "build", "--wheel", "--outdir", wheels, source, cwd=wheels)
    return next(wheels.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of commands of an environment that holds the wheel and what it depends on."""
    environment = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(environment, with_pip=True)
    commands = environment / ("Scripts" if os.name == "nt" else "bin")
    pip = [commands / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run(*pip, "--constraint", root / "constraints.txt", wheel, cwd=environment)
    return commands


def _names_in_tree(root: Path) -> Iterator[str]:
    for prefix, folder in _PARTS.items():
        for file in (root / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                yield f"{prefix}/{file.relative_to(root / folder).as_posix()}"


def test_the_wheel_holds_the_tree(wheel: Path, root: Path) -> None:
    """Every module, template and starter file is in the wheel, dotted ones too, and nothing else is."""
    in_wheel = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert in_wheel == set(_names_in_tree(root))


def test_a_fresh_installation_makes_and_builds_a_site(installed: Path, tmp_path: Path) -> None:
    """Nothing besides `pip install statusgen`, `init` and `build` is needed for a first site."""
    _run(installed / "statusgen", "init", "status", "--name", "Scarf Shop Status", cwd=tmp_path)
    _run(installed / "statusgen", "check", cwd=tmp_path / "status")
    _run(installed / "statusgen", "build", cwd=tmp_path / "status")
    site = tmp_path / "status" / "site"
    assert "Scarf Shop Status" in (site / "index.html").read_text(encoding="utf-8")
    assert (site / "404.html").is_file()


def test_the_version_is_told(installed: Path, tmp_path: Path, wheel: Path) -> None:
    """`statusgen --version` names the version of the wheel."""
    version = wheel.name.split("-")[1]
    assert version in _run(installed / "statusgen", "--version", cwd=tmp_path)
