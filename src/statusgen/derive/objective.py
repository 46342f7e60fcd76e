"""Service level objectives: what customers may expect, and how much of the error budget is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from statusgen.derive.uptime import Downtime, uptime_between
from statusgen.model import Component

__all__ = ["Objective", "objective_of"]


class Objective(Struct, frozen=True, kw_only=True):
    """An objective and the state of its error budget."""

    target_percent: float
    window: timedelta
    uptime_percent: float | None
    """Over the window; None while nothing is counted."""
    budget_seconds: float
    """Weighted seconds of outage that the target allows over a whole window."""
    spent_seconds: float

    @property
    def left_seconds(self) -> float:
        """What is left of the budget; negative when it is overspent."""
        return self.budget_seconds - self.spent_seconds

    @property
    def left_ratio(self) -> float:
        """The share of the budget that is left, from 0 to 1."""
        return (
            max(0.0, self.left_seconds / self.budget_seconds) if self.budget_seconds else float(self.is_met)
        )

    @property
    def is_met(self) -> bool:
        """Whether the window's outages stay within the budget."""
        return self.left_seconds >= 0


def objective_of(
    component: Component, down: Sequence[Downtime], window: timedelta, now: datetime
) -> Objective | None:
    """The objective of `component` over the `window` that ends at `now`; None if it has none."""
    if component.slo is None:
        return None
    uptime = uptime_between(component, down, now - window, now)
    return Objective(
        target_percent=component.slo,
        window=window,
        uptime_percent=uptime.percent,
        budget_seconds=window.total_seconds() * (1 - component.slo / 100),
        spent_seconds=uptime.downtime_seconds,
    )
