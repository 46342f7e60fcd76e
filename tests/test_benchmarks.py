"""The benchmark compares like with like: every tool builds the same record, and the ratios are what they say."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from benchmarks.bars import Bar, bars, verdict
from benchmarks.generate import TOOLS, generate_sites
from benchmarks.incidents import incidents
from benchmarks.measure import CommandFailure, Measurement, measure
from benchmarks.rounds import Action, Results, Step
from benchmarks.run import FIGURES
from benchmarks.sites import generated_sites
from benchmarks.texts import COMPONENTS

Run = Callable[..., subprocess.CompletedProcess[str]]

COUNT = 40
CLEAN = Step(tool="statusgen", action=Action.CLEAN, count=COUNT)
HUGO = Step(tool="hugo", action=Action.CLEAN, count=COUNT)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sites of all tools; read them only."""
    directory = tmp_path_factory.mktemp("sites")
    generate_sites(directory, COUNT)
    return directory


def contents(directory: Path) -> dict[str, bytes]:
    """Every file below `directory`."""
    files = (path for path in directory.rglob("*") if path.is_file())
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in files}


def record(site: Path) -> dict[str, tuple[dict[str, object], str]]:
    """Front matter and text of each incident in `site`, as far as all tools share them."""
    found = {}
    for file in (site / "content" / "incidents").glob("2*.md"):
        _, front_matter, body = file.read_text(encoding="utf-8").split("---\n", 2)
        fields = yaml.safe_load(front_matter)
        fields.pop("date", None)
        found[file.stem] = (fields, re.sub(r"\]\(\.\./([\w-]+)/\)", r"](\1.md)", body))
    return found


def measurement(*, wall: float = 1.0, cpu: float = 1.0, peak: int = 0) -> Measurement:
    """What a run might have cost."""
    return Measurement(wall_seconds=wall, cpu_seconds=cpu, peak_bytes=peak)


def bar(what: str) -> Bar:
    """The bar whose words begin with `what`."""
    [found] = [found for found in bars(COUNT) if found.what.startswith(what)]
    return found


def test_the_sites_are_always_the_same(root: Path, run_command: Run, tmp_path: Path) -> None:
    """Two processes write the same bytes, whatever order Python gives to its sets."""
    for seed in ("1", "2"):
        arguments = ("--count", str(COUNT), tmp_path / seed)
        done = run_command("benchmarks.generate", *arguments, cwd=root, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


def test_all_tools_get_the_same_incidents(sites: Path) -> None:
    """Title, fields and text of each incident are the same for every tool."""
    expected = record(sites / "statusgen")
    assert len(expected) == COUNT
    assert {tool: record(sites / tool) == expected for tool in TOOLS} == dict.fromkeys(TOOLS, True)


def test_the_record_is_as_announced() -> None:
    """Incidents have four updates and 1.5 KB, spread over ten years and all components."""
    made = list(incidents(300))
    texts = [f"---\n{incident.front_matter}---\n\n{incident.body}" for incident in made]
    assert {text.count("\n## ") for text in texts} == {4}
    assert 1400 <= sum(len(text.encode()) for text in texts) / len(texts) <= 1600
    begins = [incident.begin for incident in made]
    assert begins == sorted(begins)
    assert {begin.year for begin in begins} == set(range(2016, 2027))
    components = {name for incident in made for name in yaml.safe_load(incident.front_matter)["components"]}
    assert components == set(COMPONENTS)


@pytest.mark.parametrize(
    ("what", "low", "high"),
    [
        pytest.param(r"^- ", 0.3, 0.7, id="list"),
        pytest.param(r"^```", 0.2, 0.6, id="code"),
        pytest.param(r"https://(docs|status|metrics)\.", 0.3, 0.7, id="link"),
        pytest.param(r"\]\([\w-]+\.md\)", 0.05, 0.2, id="link-to-incident"),
        pytest.param(r"\{[\w-]+=\w+\}$", 0.15, 0.4, id="change-of-component"),
    ],
)
def test_texts_are_varied(what: str, low: float, high: float) -> None:
    """Some incidents, and not all, have lists, code, links and changes of a component."""
    made = [incident.body for incident in incidents(300)]
    assert low < sum(bool(re.search(what, body, re.MULTILINE)) for body in made) / len(made) < high


def test_the_record_has_no_problems(sites: Path, statusgen: Run) -> None:
    """`statusgen check` finds nothing wrong in what was generated."""
    done = statusgen("check", "--now", "2026-11-20 14:30 UTC", cwd=sites / "statusgen")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("tool", ["statusgen", "material"])
def test_a_build_holds_every_page_and_the_change(tool: str, tmp_path: Path) -> None:
    """Building again after a change, and from nothing, gives all pages, and the newest text."""
    site = generated_sites(tmp_path / "sites", 5, (tool,))[tool]
    site.clear()
    site.build(1)
    site.build(2)
    (site.source / ".cache").mkdir(exist_ok=True)
    site.clear()
    assert not site.output.exists()
    assert {entry.name for entry in site.source.iterdir()} == site.entries
    site.build(3)


def test_a_build_without_a_page_is_no_measurement(tmp_path: Path) -> None:
    """A tool that leaves incidents out is not compared."""
    site = generated_sites(tmp_path / "sites", 5, ("material",))["material"]
    site.clear()
    next((site.source / "content" / "incidents").glob("*-00000.md")).unlink()
    with pytest.raises(ValueError, match="material wrote 4 pages for 5 incidents"):
        site.build(1)


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    """What the command printed is told."""
    with pytest.raises(CommandFailure, match="ended with 3:\nno room"):
        measure(["sh", "-c", "echo no room >&2; exit 3"], cwd=tmp_path, environment={"PATH": "/usr/bin:/bin"})


def test_memory_of_a_child_counts(tmp_path: Path) -> None:
    """The peak is that of the largest process, and not only of the one that was started."""
    script = 'python3 -c "bytearray(200 << 20)"; exit 0'
    run = measure(["sh", "-c", script], cwd=tmp_path, environment={"PATH": "/usr/local/bin:/usr/bin:/bin"})
    assert run.peak_bytes > 200 << 20


def test_ratios_are_paired() -> None:
    """A ratio is the median of the ratios within rounds; a round that lacks one of both is left out."""
    rounds = [
        {CLEAN: measurement(wall=2, cpu=9), HUGO: measurement(wall=1, cpu=3)},
        {CLEAN: measurement(wall=80, cpu=8), HUGO: measurement(wall=10, cpu=2)},
        {CLEAN: measurement(wall=5, cpu=5), HUGO: measurement(wall=1, cpu=1)},
        {CLEAN: measurement(wall=1000, cpu=1000)},
    ]
    results = Results(rounds=rounds, outputs={})
    against_hugo = bar("clean build against lean Hugo")
    assert (against_hugo.figure(results), against_hugo.cpu_figure(results)) == (5, 4)
    assert bar("clean build against stock").figure(results) is None


def test_peak_memory_is_that_of_the_worst_run() -> None:
    """No median hides a run that needed more memory; copies and other records do not count."""
    copy = Step(tool="statusgen", action=Action.COPY, count=COUNT)
    tenth = Step(tool="statusgen", action=Action.CLEAN, count=COUNT // 10)
    rounds = [
        {CLEAN: measurement(peak=100 << 20), copy: measurement(peak=900 << 20)},
        {CLEAN: measurement(peak=250 << 20), tenth: measurement(peak=800 << 20)},
        {CLEAN: measurement(peak=100 << 20), HUGO: measurement(peak=700 << 20)},
    ]
    assert bar("peak memory").figure(Results(rounds=rounds, outputs={})) == 250


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        pytest.param(0.6, "0.6, stretch", id="stretch"),
        pytest.param(0.61, "0.61, holds", id="holds"),
        pytest.param(1.0, "1, holds", id="just"),
        pytest.param(1.0004, "1, missed", id="missed"),
        pytest.param(None, "not measured", id="nothing"),
    ],
)
def test_verdicts(figure: float | None, words: str) -> None:
    """Each bar says whether it holds, and whether what was hoped for holds as well."""
    assert verdict(bar("clean build against lean Hugo"), figure) == words


def test_a_file_without_a_place_for_figures_is_kept(root: Path, run_command: Run, tmp_path: Path) -> None:
    """Figures replace figures, never somebody's text, and that is said before anything is measured."""
    file = tmp_path / "notes.md"
    file.write_text("# Notes\n", encoding="utf-8")
    done = run_command("benchmarks.run", "--markdown", file, cwd=root)
    assert done.returncode == 1
    assert "has no place for figures" in done.stderr
    assert file.read_text(encoding="utf-8") == "# Notes\n"


def test_the_published_figures_are_those_of_the_bars(root: Path) -> None:
    """The figures in the benchmark's README stand for the bars as they are now."""
    figures = FIGURES.search((root / "benchmarks" / "README.md").read_text(encoding="utf-8"))
    assert figures is not None
    heading = re.search(r"^### ([\d,]+) incidents$", figures[0], re.MULTILINE)
    assert heading is not None
    rows = re.findall(
        r"^\| (.+?) +\| ([\d.]+) .*?\| ([\d.]+) ", figures[0].split("### Costs")[0], re.MULTILINE
    )
    expected = bars(int(heading[1].replace(",", "")))
    assert rows == [(bar.what, f"{bar.limit:g}", f"{bar.stretch:g}") for bar in expected]
