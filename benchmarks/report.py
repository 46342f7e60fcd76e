"""The tables of figures, as markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from benchmarks.bars import bars, verdict
from benchmarks.rounds import Action, Results, Step

__all__ = ["TITLES", "bars_table", "costs_table", "facts_list"]

TITLES = {"statusgen": "statusgen", "hugo": "lean Hugo", "material": "stock MkDocs and Material"}


def bars_table(count: int, results: Mapping[str, Results]) -> str:
    """Every bar, with its figure at each place: median of the ratios within the rounds."""
    rows = [
        [
            bar.what,
            f"{bar.limit:g}{bar.unit}",
            f"{bar.stretch:g}{bar.unit}",
            *(verdict(bar, bar.figure(at)) for at in results.values()),
            *(_plain(bar.cpu_figure(at)) for at in results.values()),
        ]
        for bar in bars(count)
    ]
    return _table(["what", "bar", "stretch", *results, *(f"{name}, CPU" for name in results)], rows)


def costs_table(results: Results) -> str:
    """Everything that was measured at one place: medians, and the size of the output."""
    header = ["", "incidents", "runs", "wall s", "CPU s", "peak MiB", "files", "MB"]
    steps = dict.fromkeys(step for done in results.rounds for step in done)
    tools, actions = list(TITLES), list(Action)
    ordered = sorted(
        steps, key=lambda step: (-step.count, actions.index(step.action), tools.index(step.tool))
    )
    largest = max((step.count for step in steps), default=0)
    return _table(header, [_costs(results, step, is_whole=step.count == largest) for step in ordered])


def facts_list(facts: Mapping[str, str]) -> str:
    """One line for each fact."""
    return "\n".join(f"- {name}: {value}" for name, value in facts.items())


def _plain(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.3g}"


def _costs(results: Results, step: Step, *, is_whole: bool) -> Sequence[str]:
    runs = results.runs(step)
    output = results.outputs.get(step.tool) if is_whole and step.action in _WRITING else None
    return [
        f"{TITLES[step.tool]}: {step.action}",
        f"{step.count:,}",
        str(len(runs)),
        f"{median(run.wall_seconds for run in runs):.2f}",
        f"{median(run.cpu_seconds for run in runs):.2f}",
        f"{median(run.peak_bytes for run in runs) / 2**20:.0f}",
        f"{output.files:,}" if output else "",
        f"{output.bytes / 1e6:.1f}" if output else "",
    ]


_WRITING = (Action.CLEAN, Action.CHANGE, Action.COPY)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([line(header), rule, *map(line, rows)])
