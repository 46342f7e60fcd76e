"""Builds the same record with statusgen, stock MkDocs and Hugo, and compares what it cost.

Run it as `python -m benchmarks.run --count 10000`, or `make bench`.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
from benchmarks.machine import file_system, load, machine, versions
from benchmarks.measure import CommandFailure
from benchmarks.report import bars_table, costs_table, facts_list
from benchmarks.rounds import WARM_COUNT, Results, play_rounds
from benchmarks.sites import hugo_program

__all__ = ["FIGURES", "main"]

_PLACES = {"tmpfs": Path("/dev/shm"), "disk": Path(__file__).parent.parent / "build"}  # noqa: S108

FIGURES = re.compile(r"(?<=<!-- figures -->\n).*(?=<!-- end of figures -->)", re.DOTALL)
"""Where a document has its figures."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--count",
    type=click.IntRange(min=2 * WARM_COUNT),
    default=10_000,
    show_default=True,
    help="How many incidents.",
)
@click.option("--runs", type=click.IntRange(min=1), default=5, show_default=True, help="How many rounds.")
@click.option(
    "--stock-runs",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    help="In how many of them stock MkDocs, which is slow, takes part.",
)
@click.option("--where", type=click.Choice([*_PLACES, "both"]), default="both", show_default=True)
@click.option(
    "--markdown",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the tables into this file: between its marks, if it has them.",
)
def main(count: int, runs: int, stock_runs: int, where: str, markdown: Path | None) -> None:
    """Compare builds of one record by statusgen, lean Hugo and stock MkDocs with Material."""
    if markdown:
        _require_marks(markdown)
    places = _PLACES if where == "both" else {where: _PLACES[where]}
    try:
        hugo_program()
        before = load()
        results = {name: _results(name, place, count, runs, stock_runs) for name, place in places.items()}
    except (CommandFailure, FileNotFoundError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    facts = {
        **machine(),
        "file systems": ", ".join(file_system(place) for place in places.values()),
        "load before and after": f"{before:.1f}, {load():.1f}",
        "versions": ", ".join(f"{name} {value}" for name, value in versions().items()),
        "rounds": f"{runs}, with stock MkDocs in {min(stock_runs, runs)}",
    }
    text = _text(count, facts, results)
    click.echo(text)
    if markdown:
        _write(markdown, text)


def _results(name: str, place: Path, count: int, runs: int, stock_runs: int) -> Results:
    with _work_directory(place) as directory:
        return play_rounds(
            directory, count, runs, stock_runs, lambda text: click.echo(f"{name}: {text}", err=True)
        )


@contextmanager
def _work_directory(place: Path) -> Iterator[Path]:
    if place.name == "build":
        place.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="statusgen-bench-", dir=place) as name:
        yield Path(name)


def _text(count: int, facts: Mapping[str, str], results: Mapping[str, Results]) -> str:
    parts = [f"### {count:,} incidents", facts_list(facts), bars_table(count, results)]
    for name, at in results.items():
        parts += [f"### Costs on {name}", costs_table(at)]
    return "\n\n".join(parts) + "\n"


def _require_marks(file: Path) -> None:
    """Nobody should lose a text to a table, or wait for a table that has no place."""
    if file.exists() and not FIGURES.search(file.read_text(encoding="utf-8")):
        raise click.ClickException(
            f"{file}: has no place for figures\n"
            "    hint: write <!-- figures --> and <!-- end of figures --> on lines of their own"
        )


def _write(file: Path, text: str) -> None:
    if file.exists():
        text = FIGURES.sub(lambda _: f"\n{text}\n", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
