"""What is going on at the moment of a view, looked up once: each lookup goes through the whole record."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from statusgen.derive.facts import IncidentFacts
from statusgen.derive.view import View

__all__ = ["Present"]


class Present(Struct, frozen=True, kw_only=True):
    """Everything that is open."""

    incidents: Sequence[IncidentFacts]
    """Newest activity first."""
    under_way: Sequence[IncidentFacts]
    """Maintenance, the first to end first."""
    ahead: Sequence[IncidentFacts]
    """Announced maintenance, the next one first."""

    @classmethod
    def of(cls, view: View) -> Present:
        """What is going on at `view.now`."""
        return cls(
            incidents=view.open_incidents,
            under_way=view.maintenance_under_way,
            ahead=view.maintenance_ahead,
        )
