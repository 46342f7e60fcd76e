"""A look at a site, for commands that write nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from statusgen.content.site import Reading, read_site
from statusgen.processes import without_garbage_collection
from statusgen.publishing.cache import Cache
from statusgen.publishing.kept_reading import KeptReading

__all__ = ["look_at"]


def look_at(config_file: Path, now: datetime) -> Reading:
    """The site with these settings; what a build has left is made use of and never written."""
    with without_garbage_collection():
        kept = KeptReading.load(Cache.beside(config_file))
        return read_site(config_file, now, known=kept, stored_settings=kept.settings)
