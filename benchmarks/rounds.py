"""Rounds of builds: in each round every tool does the same once, so that what disturbs one disturbs all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from statistics import median

from benchmarks.measure import Measurement
from benchmarks.sites import Output, Site, generated_sites

__all__ = ["WARM_COUNT", "Action", "Results", "Step", "play_rounds"]

WARM_COUNT = 100


class Action(StrEnum):
    """What is measured."""

    CLEAN = "clean build"
    CHANGE = "one incident changed"
    COPY = "cp -r of the output"
    CHECK_CLEAN = "check, nothing cached"
    CHECK_WARM = "check after a build"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that a round measures."""

    tool: str
    action: Action
    count: int


@dataclass(frozen=True, kw_only=True)
class Results:
    """Everything that was measured at one place."""

    rounds: Sequence[Mapping[Step, Measurement]]
    outputs: Mapping[str, Output]
    """By tool, of the whole record."""

    def runs(self, step: Step) -> Sequence[Measurement]:
        """What each round measured for `step`, if it did."""
        return [done[step] for done in self.rounds if step in done]

    def ratio(self, of: Step, to: Step, cost: Callable[[Measurement], float]) -> float | None:
        """The median, over all rounds that did both, of how many times as much `of` cost as `to`."""
        ratios = [cost(done[of]) / cost(done[to]) for done in self.rounds if of in done and to in done]
        return median(ratios) if ratios else None


def play_rounds(
    directory: Path, count: int, runs: int, stock_runs: int, report: Callable[[str], None]
) -> Results:
    """`runs` rounds with sites below `directory`; stock MkDocs, which is slow, takes part in `stock_runs`."""
    report(f"writing {count} incidents for each tool")
    whole = generated_sites(directory / "whole", count, ("statusgen", "hugo", "material"))
    tenth = generated_sites(directory / "tenth", max(count // 10, 1), ("statusgen",))
    small = generated_sites(directory / "small", WARM_COUNT, ("statusgen", "hugo"))
    # Compiled modules, and the programs in the kernel's memory, are there before the first measured run.
    for site in [*small.values(), *generated_sites(directory / "first", 1, ("material",)).values()]:
        site.clear()
        site.build(0)
    rounds = []
    for number in range(runs):
        present = [site for site in whole.values() if site.tool != "material" or number < stock_runs]
        shift = number % len(present)
        done: dict[Step, Measurement] = {}
        _play_whole(done, [*present[shift:], *present[:shift]], number, report)
        _play_others(done, tenth["statusgen"], list(small.values()), number)
        rounds.append(done)
        report(f"round {number + 1} of {runs} is done")
    outputs = {tool: site.output_size() for tool, site in whole.items() if site.output.is_dir()}
    return Results(rounds=rounds, outputs=outputs)


def _play_whole(
    done: dict[Step, Measurement], sites: Sequence[Site], number: int, report: Callable[[str], None]
) -> None:
    for site in sites:
        site.clear()
        if site.tool == "statusgen":
            done[_step(site, Action.CHECK_CLEAN)] = site.check()
            site.clear()
        done[_step(site, Action.CLEAN)] = site.build(2 * number + 1)
        report(f"{site.tool}: clean in {done[_step(site, Action.CLEAN)].wall_seconds:.2f} s")
    for site in sites:
        done[_step(site, Action.CHANGE)] = site.build(2 * number + 2)
        report(f"{site.tool}: changed in {done[_step(site, Action.CHANGE)].wall_seconds:.2f} s")
    for site in sites:
        done[_step(site, Action.COPY)] = site.copy()
        if site.tool == "statusgen":
            done[_step(site, Action.CHECK_WARM)] = site.check()


def _play_others(done: dict[Step, Measurement], tenth: Site, small: Sequence[Site], number: int) -> None:
    tenth.clear()
    done[_step(tenth, Action.CLEAN)] = tenth.build(number + 1)
    for site in small:
        done[_step(site, Action.CHANGE)] = site.build(number + 1)


def _step(site: Site, action: Action) -> Step:
    return Step(tool=site.tool, action=action, count=site.count)
