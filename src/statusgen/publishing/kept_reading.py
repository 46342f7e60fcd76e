"""What one reading leaves for the next: the settings, and every record in which nothing is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from statusgen.content.site import Reading
from statusgen.model import Incident
from statusgen.publishing.cache import Cache

__all__ = ["KeptReading"]

_RECORDS = "records"
_ADDED = "records-added"
_SETTINGS = "settings"

_FEW = 200
"""So many records stand beside the others at most: of ten thousand these are many megabytes, which a build of one
change need not write again."""


class KeptReading(Struct, frozen=True, kw_only=True):
    """What was kept, as `read_site` takes it: an object that `get` asks for records."""

    settings: bytes = b""
    records: Mapping[bytes, Incident] = field(default_factory=dict)
    added: Mapping[bytes, Incident] = field(default_factory=dict)
    """Those that came later."""

    @classmethod
    def load(cls, cache: Cache) -> KeptReading:
        """What there is in `cache`."""
        kind = dict[bytes, Incident]
        return cls(
            settings=cache.load(_SETTINGS, bytes) or b"",
            records=cache.load(_RECORDS, kind) or {},
            added=cache.load(_ADDED, kind) or {},
        )

    def get(self, key: bytes, /) -> Incident | None:
        """The record with `key`; None if it is not known."""
        return self.records.get(key) or self.added.get(key)

    def keep(self, cache: Cache, reading: Reading) -> None:
        """Keeps in `cache` what was read now; raises OSError."""
        # What is gone may stay there until all is written again.
        if reading.has_learnt:
            added = {key: one for key, one in reading.reusable.items() if key not in self.records}
            if len(added) <= _FEW and self.records:
                cache.save(_ADDED, added)
            else:
                cache.save(_RECORDS, reading.reusable)
                cache.save(_ADDED, {})
        if reading.stored_settings != self.settings:
            cache.save(_SETTINGS, reading.stored_settings)
