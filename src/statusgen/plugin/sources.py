"""The content directory without its records: MkDocs spends longer on each of them than it takes to publish it."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["without_records"]

_RECORDS = "incidents"


def without_records(docs_dir: Path, place: Path) -> Path:
    """Makes the directory `place`, with links to all that there is in `docs_dir` except for records; returns it.

    What else stands among the records, such as pictures, is there. Raises OSError.
    """
    place.mkdir()
    for name in sorted(entry.name for entry in docs_dir.iterdir()):
        if name != _RECORDS:
            (place / name).symlink_to(docs_dir.absolute() / name)
    for folder, _, names in os.walk(docs_dir / _RECORDS, followlinks=True):
        others = [name for name in names if not name.endswith(".md")]
        if others:
            beside = place / Path(folder).relative_to(docs_dir)
            beside.mkdir(parents=True, exist_ok=True)
            for name in others:
                (beside / name).symlink_to(Path(folder).absolute() / name)
    return place
