"""The bars: what must hold of statusgen, as ratios of one run to another of the same round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.rounds import WARM_COUNT, Action, Results, Step

__all__ = ["Bar", "bars", "verdict"]


Figure = Callable[[Results], float | None]
"""None when nothing was measured for it."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A figure that may be `limit` at most, and ought to be `stretch` at most."""

    what: str
    limit: float
    stretch: float
    figure: Figure
    cpu_figure: Figure
    """The same with CPU seconds: steadier when other programs are busy, but blind to a second core."""
    unit: str = ""


def bars(count: int) -> Sequence[Bar]:
    """All bars, for a record of `count` incidents."""
    clean, change = _step(Action.CLEAN, count), _step(Action.CHANGE, count)
    hugo_clean, hugo_change = _step(Action.CLEAN, count, "hugo"), _step(Action.CHANGE, count, "hugo")
    stock_clean = _step(Action.CLEAN, count, "material")
    tenth = max(count // 10, 1)
    warm, hugo_warm = _step(Action.CHANGE, WARM_COUNT), _step(Action.CHANGE, WARM_COUNT, "hugo")
    check_clean, check_warm = _step(Action.CHECK_CLEAN, count), _step(Action.CHECK_WARM, count)
    return [
        _ratio("clean build against lean Hugo", 1.0, 0.6, clean, hugo_clean),
        _ratio("clean build against stock MkDocs and Material", 0.12, 0.08, clean, stock_clean),
        _ratio("one incident changed against our clean build", 0.30, 0.15, change, clean),
        _ratio("one incident changed against lean Hugo's rebuild", 0.30, 0.2, change, hugo_change),
        _ratio(f"clean at {count:,} against clean at {tenth:,}", 10, 7, clean, _step(Action.CLEAN, tenth)),
        _memory("peak memory of any process", 300, 150, count),
        _ratio(f"{WARM_COUNT} incidents, one changed, against lean Hugo", 2.0, 1.0, warm, hugo_warm),
        _ratio("`check`, nothing cached, against our clean build", 0.5, 0.1, check_clean, clean),
        _ratio("`check` after a build, against our clean build", 0.5, 0.1, check_warm, clean),
    ]


def verdict(bar: Bar, figure: float | None) -> str:
    """The figure, and whether it holds."""
    if figure is None:
        return "not measured"
    word = "stretch" if figure <= bar.stretch else "holds" if figure <= bar.limit else "missed"
    return f"{figure:.3g}{bar.unit}, {word}"


def _step(action: Action, count: int, tool: str = "statusgen") -> Step:
    return Step(tool=tool, action=action, count=count)


def _ratio(what: str, limit: float, stretch: float, of: Step, to: Step) -> Bar:
    return Bar(
        what=what,
        limit=limit,
        stretch=stretch,
        figure=lambda results: results.ratio(of, to, lambda run: run.wall_seconds),
        cpu_figure=lambda results: results.ratio(of, to, lambda run: run.cpu_seconds),
    )


def _memory(what: str, limit: float, stretch: float, count: int) -> Bar:
    """The largest of all runs of statusgen with the whole record, whatever they did."""

    def peak(results: Results) -> float | None:
        found = [
            run.peak_bytes
            for done in results.rounds
            for step, run in done.items()
            if step.tool == "statusgen" and step.count == count and step.action is not Action.COPY
        ]
        return max(found) / 2**20 if found else None

    return Bar(what=what, limit=limit, stretch=stretch, figure=peak, cpu_figure=lambda _: None, unit=" MiB")
