"""The alert bar's script: small, the same everywhere, and never another under the same address."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from statusgen.outputs.alert_bar_script import alert_bar_script, embedded_script, script_files

# Pages of other companies pin these bytes: their browsers run nothing else under the address of version 1. Until the
# first release the script may still change; then `npm run alert-bar` writes the file anew, and its hash stands here.
# From that release on neither changes ever again: whatever is to behave differently is published below /embed/v2/.
VERSION_1 = "8adf602ec56b6eb2659d04878956b1f9470c0d7e4a4f55cab3c49ff9fcf1eed162f9fe350f8d394d6aceb85d9c72229c"


def test_version_1_never_changes() -> None:
    """The bytes that pages pin are those that were recorded."""
    assert hashlib.sha384(embedded_script(1)).hexdigest() == VERSION_1


def test_the_newest_version_stands_at_both_addresses() -> None:
    """Whoever wants fixes at once takes `/alert-bar.js`, whoever wants no surprise the other."""
    assert script_files() == {"alert-bar.js": alert_bar_script(), "embed/v1/alert-bar.js": alert_bar_script()}


def test_the_published_script_is_made_from_its_source(root: Path, tmp_path: Path) -> None:
    """`npm run alert-bar` would change nothing: no edit of the source was forgotten."""
    terser = root / "node_modules" / ".bin" / "terser"
    if not terser.exists():
        pytest.skip("terser is missing: run `npm install` (needs Node.js)")
    command = json.loads((root / "package.json").read_text(encoding="utf-8"))["scripts"]["alert-bar"]
    *arguments, option, target = command.split()
    assert (arguments[0], option) == ("terser", "--output")
    made = tmp_path / "alert-bar.js"
    subprocess.run([terser, *arguments[1:], option, made], cwd=root, check=True, timeout=60)
    assert made.read_bytes() == (root / target).read_bytes() == alert_bar_script()


@pytest.mark.parametrize("level", [6, 9])
def test_the_script_is_small(level: int) -> None:
    """It is under 3,072 bytes as web servers send it."""
    assert len(gzip.compress(alert_bar_script(), level)) < 3072


def test_the_script_has_nothing_that_a_strict_page_forbids() -> None:
    """No markup from strings, no code from strings, no cookie; how it behaves is for browsers to say."""
    script = alert_bar_script().decode()
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "cookie",
    ):
        assert word not in script
