"""Translators find every word that readers see in one catalogue."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po


def _ids(catalogue: Catalog) -> set[object]:
    return {message.id for message in catalogue if message.id}


def test_the_catalogue_holds_every_message_of_code_and_templates(root: Path) -> None:
    """`make messages` would change nothing: no word was added without it."""
    folder = root / "src" / "statusgen" / "locale"
    mapping, options = parse_mapping_cfg(io.StringIO((folder / "babel.cfg").read_text(encoding="utf-8")))
    keywords = {**DEFAULT_KEYWORDS, "_marked": None}
    found = Catalog()
    for part in ("src", "theme"):
        pattern = [
            (path.removeprefix(f"{part}/"), method) for path, method in mapping if path.startswith(part)
        ]
        part_options = {path.removeprefix(f"{part}/"): values for path, values in options.items()}
        for _, _, message, _, _ in extract_from_dir(root / part, pattern, part_options, keywords):
            found.add(message)
    committed = read_po(io.BytesIO((folder / "statusgen.pot").read_bytes()))
    assert _ids(committed) == _ids(found)
