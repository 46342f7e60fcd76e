"""Made-up incidents: as many as wanted, and always the same ones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks.texts import COMPONENTS, title, update_text

__all__ = ["NOW", "Incident", "incidents", "newest_incident"]

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
"""When the sites are built, as far as statusgen knows."""

_YEARS = timedelta(days=3652)
_SEED = "statusgen"
# The statuses of the four updates, and what each of them writes about.
_STATUSES = {
    "incident": ("Investigating", "Identified", "Monitoring", "Resolved"),
    "open": ("Investigating", "Identified", "Identified", "Monitoring"),
    "maintenance": ("Scheduled", "In progress", "Verifying", "Completed"),
}
_PARTS = {
    "incident": ("opening", "cause", "watching", "ending"),
    "open": ("opening", "cause", "cause", "watching"),
    "maintenance": ("plan", "plan", "watching", "ending"),
}
_IMPAIRED = ("degraded_performance", "degraded_performance", "partial_outage", "major_outage")


@dataclass(frozen=True, kw_only=True)
class Incident:
    """One file of the record, in its parts."""

    slug: str
    begin: datetime
    front_matter: str
    """YAML lines without their fences."""
    body: str
    """The updates."""


@dataclass(frozen=True, kw_only=True)
class _Plan:
    slug: str
    kind: str
    component: str
    begin: datetime


def incidents(count: int) -> Iterator[Incident]:
    """`count` incidents of the ten years before NOW, oldest first; the newest is still open.

    About one in eight is a maintenance. Each has four updates; a file has about 1.5 KB.
    """
    plans = _plans(count)
    for index, plan in enumerate(plans):
        yield _incident(plan, index, plans)


def newest_incident(count: int) -> Incident:
    """The last of `incidents(count)`."""
    plans = _plans(count)
    return _incident(plans[-1], count - 1, plans)


def _plans(count: int) -> Sequence[_Plan]:
    return [_plan(index, count) for index in range(count)]


def _plan(index: int, count: int) -> _Plan:
    random = Random(f"{_SEED} plan {index}")
    kind = "maintenance" if random.random() < 0.12 else "incident"
    component = random.choice(tuple(COMPONENTS))
    if index == count - 1:
        kind, begin = "open", NOW - timedelta(hours=1)
    else:
        # A maintenance announces itself three days ahead, and nothing may end after NOW.
        begin = NOW - timedelta(days=1) - _YEARS * (count - index - random.random()) / count
        begin = begin.replace(second=0, microsecond=0)
    slug = f"{begin:%Y-%m-%d}-{component}-{index:05}"
    return _Plan(slug=slug, kind=kind, component=component, begin=begin)


def _incident(plan: _Plan, index: int, plans: Sequence[_Plan]) -> Incident:
    random = Random(f"{_SEED} text {index}")
    components = (plan.component, *_others(random, plan.component))
    moments = _moments(random, plan)
    earlier = random.choice(plans[:index]).slug if index and random.random() < 0.12 else None
    updates = [
        _update(random, plan, components, number, moment, earlier if number == 1 else None)
        for number, moment in enumerate(moments)
    ]
    return Incident(
        slug=plan.slug,
        begin=plan.begin,
        front_matter=_front_matter(random, plan, components, moments[-1]),
        body="\n\n".join(updates) + "\n",
    )


def _others(random: Random, component: str) -> Sequence[str]:
    rest = [other for other in COMPONENTS if other != component]
    return random.sample(rest, k=random.choice((0, 0, 0, 1, 1, 2)))


def _moments(random: Random, plan: _Plan) -> Sequence[datetime]:
    if plan.kind == "open":
        return [plan.begin + timedelta(minutes=15 * number) for number in range(4)]
    steps = (random.randint(5, 30), random.randint(10, 60), random.randint(15, 240))
    later = [plan.begin + timedelta(minutes=sum(steps[:number])) for number in range(4)]
    if plan.kind == "maintenance":
        return [plan.begin - timedelta(days=3), plan.begin, *later[2:]]
    return later


def _update(
    random: Random, plan: _Plan, components: Sequence[str], number: int, moment: datetime, earlier: str | None
) -> str:
    heading = f"## {_STATUSES[plan.kind][number]} - {_time(moment)}"
    if plan.kind != "maintenance" and number == 1 and random.random() < 0.3:
        heading += f" {{{random.choice(components)}={random.choice(_IMPAIRED)}}}"
    return f"{heading}\n\n{update_text(random, _PARTS[plan.kind][number], plan.component, earlier=earlier)}"


def _front_matter(random: Random, plan: _Plan, components: Sequence[str], end: datetime) -> str:
    is_maintenance = plan.kind == "maintenance"
    kind = "maintenance" if is_maintenance else "incident"
    # JSON quotes a text as YAML does.
    lines = [f"title: {json.dumps(title(random, kind, plan.component), ensure_ascii=False)}"]
    if is_maintenance:
        lines += ["kind: maintenance", f"starts: {_time(plan.begin)}", f"ends: {_time(end)}"]
    lines.append("components:")
    for component in components:
        status = "under_maintenance" if is_maintenance else random.choice(_IMPAIRED)
        lines.append(f"  {component}: {status}")
    if not is_maintenance:
        lines.append(f"reported_by: {random.choice(('monitoring', 'monitoring', 'support', 'customer'))}")
    if random.random() < 0.3:
        lines.append("tags: [database, capacity]")
    return "\n".join(lines) + "\n"


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
