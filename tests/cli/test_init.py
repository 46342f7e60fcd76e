"""`statusgen init`: a new site that builds at once, with a pipeline that may do no more than it must."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

Run = Callable[..., subprocess.CompletedProcess[str]]

SITE = {
    ".gitignore",
    ".statusgen/schemas/config.json",
    ".vscode/extensions.json",
    ".vscode/settings.json",
    ".vscode/tasks.json",
    "README.md",
    "content/about.md",
    "content/incidents/example-incident.md",
    "content/incidents/example-maintenance.md",
    "mkdocs.yml",
    "requirements.txt",
}
PIPELINES = {"github": {".github/workflows/status.yml"}, "gitlab": {".gitlab-ci.yml"}, "none": set[str]()}


def _files(directory: Path) -> Mapping[str, str]:
    return {
        file.relative_to(directory).as_posix(): file.read_text(encoding="utf-8")
        for file in directory.rglob("*")
        if file.is_file()
    }


@pytest.fixture
def init(statusgen: Run, tmp_path: Path) -> Callable[..., Path]:
    """Runs `statusgen init status` with the options given and returns the new directory."""

    def run(*options: str) -> Path:
        done = statusgen("init", "status", *options, cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        return tmp_path / "status"

    return run


@pytest.mark.parametrize("ci", PIPELINES)
def test_exactly_the_files_of_a_site_are_written(ci: str, init: Callable[..., Path]) -> None:
    """A new site has settings, examples, a page, instructions, and the pipeline that was asked for."""
    assert set(_files(init("--ci", ci))) == SITE | PIPELINES[ci]


def test_a_new_site_has_no_problem_and_builds(init: Callable[..., Path], statusgen: Run) -> None:
    """`check` and `build` succeed in a new site before anything in it was changed."""
    site = init("--name", "Scarf Shop Status")
    for command in (["check"], ["build", "--strict"]):
        done = statusgen(*command, cwd=site)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "Scarf Shop Status" in (site / "site" / "index.html").read_text(encoding="utf-8")


def test_nothing_is_left_to_be_filled_in(init: Callable[..., Path]) -> None:
    """No placeholder of the starter survives outside of the pipelines, which have such words of their own."""
    for path, text in _files(init("--ci", "none")).items():
        if not path.startswith(".statusgen/"):  # `$schema` and `$ref` are words of JSON Schema
            assert not re.search(r"\$\w|\$\{", text), path


@pytest.mark.parametrize(
    "name",
    ["API: status", 'The "Scarf" Shop', "Status #1", "no", "Écharpes & Cie", "1:30", "$name", "{{ site }}"],
)
def test_any_name_is_kept(name: str, init: Callable[..., Path]) -> None:
    """A name that would mean something to YAML or to a template is still that name."""
    settings = yaml.safe_load((init("--name", name) / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["site_name"] == name


def test_the_name_comes_from_the_directory(statusgen: Run, tmp_path: Path) -> None:
    """Without `--name`, `acme-status` is called Acme Status."""
    assert statusgen("init", "acme-status", cwd=tmp_path).returncode == 0
    settings = yaml.safe_load((tmp_path / "acme-status" / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["site_name"] == "Acme Status"


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("https://status.example.com", "https://status.example.com/"),
        ("https://status.example.com/", "https://status.example.com/"),
        ("https://example.github.io/status", "https://example.github.io/status/"),
    ],
)
def test_the_address_ends_with_a_slash(given: str, written: str, init: Callable[..., Path]) -> None:
    """Below a path, addresses are only right when `site_url` ends with a slash."""
    settings = yaml.safe_load((init("--url", given) / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["site_url"] == written


@pytest.mark.parametrize(
    "options",
    [
        ["--url", "status.example.com"],
        ["--url", "ftp://status.example.com/"],
        ["--url", "https:///status"],
        ["--url", "https://status.example.com/?page=1"],
        ["--url", "https://status.example.com/a b/"],
        ["--url", "https://[status/"],
        ["--name", " "],
        ["--name", "two\nlines"],
        ["--ci", "jenkins"],
        ["--now", "yesterday"],
    ],
    ids=" ".join,
)
def test_a_wrong_option_is_wrong_usage(options: list[str], statusgen: Run, tmp_path: Path) -> None:
    """What cannot be a name, an address, a pipeline or a moment is refused with status 2."""
    done = statusgen("init", "status", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert options[0] in done.stderr
    assert not (tmp_path / "status").exists()


@pytest.mark.parametrize(
    "existing",
    ["mkdocs.yml", "content/about.md", ".github/workflows/status.yml", "content"],
)
def test_nothing_is_overwritten(existing: str, statusgen: Run, tmp_path: Path) -> None:
    """Where a file exists, or stands in place of a folder, it is named and nothing is written."""
    target = tmp_path / "status" / existing
    target.parent.mkdir(parents=True)
    target.write_text("mine\n", encoding="utf-8")
    done = statusgen("init", "status", cwd=tmp_path)
    assert done.returncode == 1
    assert existing in done.stderr
    assert _files(tmp_path / "status") == {existing: "mine\n"}


def test_other_files_do_not_matter(statusgen: Run, tmp_path: Path) -> None:
    """A site may be started in a directory that holds other things already, such as a licence."""
    (tmp_path / "LICENSE").write_text("mine\n", encoding="utf-8")
    done = statusgen("init", ".", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert set(_files(tmp_path)) == SITE | PIPELINES["github"] | {"LICENSE"}
    assert "cd " not in done.stdout


def test_half_a_site_is_no_site(statusgen: Run, tmp_path: Path) -> None:
    """When one file cannot be written, those before it are taken back and the reason is told."""
    content = tmp_path / "status" / "content"
    content.parent.mkdir()
    # A link in a circle: a folder that exists for nobody and yet cannot be made.
    content.symlink_to(content)
    done = statusgen("init", "status", cwd=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "content" in done.stderr
    assert list((tmp_path / "status").iterdir()) == [content]


def test_the_examples_look_fresh(init: Callable[..., Path]) -> None:
    """The example incident is of today, the example maintenance is ahead, components count from today."""
    files = _files(init("--now", "2026-11-20 14:32 UTC"))
    assert "## Investigating - 2026-11-20 11:30 UTC" in files["content/incidents/example-incident.md"]
    assert "starts: 2026-11-27 03:00 UTC" in files["content/incidents/example-maintenance.md"]
    components = yaml.safe_load(files["mkdocs.yml"])["plugins"]["statusgen"]["components"]
    assert {str(component["since"]) for component in components} == {"2026-11-20"}


def test_the_version_that_made_a_site_builds_it(
    init: Callable[..., Path], statusgen: Run, tmp_path: Path
) -> None:
    """`requirements.txt` names exactly this version of statusgen."""
    version = (init() / "requirements.txt").read_text(encoding="utf-8").strip().removeprefix("statusgen==")
    assert version in statusgen("--version", cwd=tmp_path).stdout


def test_the_next_steps_are_told(statusgen: Run, tmp_path: Path) -> None:
    """The command ends with the next commands, and says that the address is not set yet."""
    told = statusgen("init", "my status", cwd=tmp_path).stdout
    assert "cd 'my status'" in told
    assert "statusgen serve" in told
    assert "site_url" in told
    assert "site_url" not in statusgen("init", "b", "--url", "https://s.example/", cwd=tmp_path).stdout


# What each pipeline may do


@pytest.fixture
def workflow(init: Callable[..., Path]) -> Mapping[str, Any]:
    """GitHub's pipeline of a new site; its key `on` is kept as a word."""
    text = (init() / ".github/workflows/status.yml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - this loader makes nothing but strings


def test_only_the_deployment_may_publish(workflow: Mapping[str, Any]) -> None:
    """Jobs read the source; the deployment alone may write pages, and it runs none of our commands."""
    assert workflow["permissions"] == {"contents": "read"}
    granted = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
    assert granted == {"deploy": {"pages": "write", "id-token": "write"}}
    assert all("run" not in step for step in workflow["jobs"]["deploy"]["steps"])


def test_a_pull_request_is_checked_and_not_published(workflow: Mapping[str, Any]) -> None:
    """A pull request, from a fork too, reaches only the job that checks."""
    jobs = workflow["jobs"]
    assert jobs["check"]["if"] == "github.event_name == 'pull_request'"
    assert "statusgen check --format github" in [step.get("run") for step in jobs["check"]["steps"]]
    assert "github.event_name != 'pull_request'" in jobs["build"]["if"]
    assert jobs["deploy"]["needs"] == "build"
    assert "pull_request_target" not in workflow["on"]


def test_github_runs_on_a_push_a_schedule_and_by_hand(workflow: Mapping[str, Any]) -> None:
    """The page is made when an incident lands, every 30 minutes, and whenever somebody asks for it."""
    assert workflow["on"]["push"] == {"branches": ["main"]}
    assert workflow["on"]["schedule"] == [{"cron": "*/30 * * * *"}]
    assert "workflow_dispatch" in workflow["on"]


def test_only_github_s_own_actions_are_used(workflow: Mapping[str, Any]) -> None:
    """Every action is GitHub's own and names a major version; none keeps its credentials in the checkout."""
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z/-]+@v\d+", action) for action in used)
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout")]
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


def test_no_job_runs_for_ever(workflow: Mapping[str, Any]) -> None:
    """Each job ends within ten minutes."""
    assert all(int(job["timeout-minutes"]) <= 10 for job in workflow["jobs"].values())


def test_an_older_page_never_takes_the_place_of_a_newer_one(workflow: Mapping[str, Any]) -> None:
    """Whole runs for a branch wait for each other, only those of pull requests are cut off, and the tip is built."""
    assert workflow["concurrency"] == {
        "group": "status-${{ github.ref }}",
        "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
    }
    assert all("concurrency" not in job for job in workflow["jobs"].values())
    assert workflow["jobs"]["build"]["steps"][0]["with"]["ref"] == "${{ github.ref_name }}"


def test_a_schedule_publishes_whatever_its_event_says(workflow: Mapping[str, Any]) -> None:
    """The event of a schedule may not name the default branch, and no page may grow old for that."""
    assert workflow["jobs"]["build"]["if"].startswith("github.event_name == 'schedule' ||")


def test_gitlab_checks_requests_and_publishes_the_default_branch(init: Callable[..., Path]) -> None:
    """Merge requests are checked; the default branch, pushed or scheduled, becomes the pages."""
    pipeline = yaml.safe_load((init("--ci", "gitlab") / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert pipeline["check"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert "statusgen check" in pipeline["check"]["script"]
    assert pipeline["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert "statusgen build --site-dir public" in pipeline["pages"]["script"]
    assert pipeline["pages"]["artifacts"]["paths"] == ["public"]
    # Only a job with an environment is refused when it is older than what stands there.
    assert {"resource_group", "environment"} <= set(pipeline["pages"])


# What is kept between two runs

KEPT_ON_GITHUB = {
    "path": ".cache/statusgen\nsite\n",
    "key": "statusgen-${{ hashFiles('requirements.txt') }}-${{ github.run_id }}",
    "restore-keys": "statusgen-${{ hashFiles('requirements.txt') }}-",
}


@pytest.mark.parametrize(("job", "action"), [("check", "actions/cache/restore"), ("build", "actions/cache")])
def test_github_keeps_what_was_built(job: str, action: str, workflow: Mapping[str, Any]) -> None:
    """Each publication begins with the cache and the pages of the one before; a request changes neither."""
    steps = workflow["jobs"][job]["steps"]
    [at] = [index for index, step in enumerate(steps) if step.get("uses", "").partition("@")[0] == action]
    assert steps[at]["with"] == KEPT_ON_GITHUB
    assert at < next(index for index, step in enumerate(steps) if step.get("run") == "statusgen build")
    assert sum("actions/cache" in step.get("uses", "") for step in steps) == 1


def test_gitlab_keeps_what_was_built(init: Callable[..., Path]) -> None:
    """Every job has the cache and the pages of its branch, or those of the default branch."""
    pipeline = yaml.safe_load((init("--ci", "gitlab") / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert pipeline["default"]["cache"][1] == {
        "key": "statusgen-$CI_COMMIT_REF_SLUG",
        "fallback_keys": ["statusgen-$CI_DEFAULT_BRANCH"],
        "paths": [".cache/statusgen", "public"],
    }
    builds = [step for job in ("check", "pages") for step in pipeline[job]["script"] if " build" in step]
    assert builds == ["statusgen build --site-dir public"] * 2
    assert not {"cache"} & (set(pipeline["check"]) | set(pipeline["pages"]))


@pytest.mark.parametrize("kept", [".cache/statusgen/x", "site/index.html", "public/index.html"])
def test_what_is_kept_is_not_committed(kept: str, init: Callable[..., Path]) -> None:
    """git ignores the build cache and the built site."""
    site = init("--ci", "none")
    subprocess.run(["git", "init", "--quiet", site], check=True)
    done = subprocess.run(["git", "-C", site, "check-ignore", "--quiet", kept], check=False)
    assert done.returncode == 0


# What an editor is told


def test_the_editor_knows_the_settings(init: Callable[..., Path], statusgen: Run) -> None:
    """VS Code is pointed to a schema that is there, and is the one that `schema config` prints."""
    site = init("--ci", "none")
    settings = json.loads((site / ".vscode/settings.json").read_text(encoding="utf-8"))
    [(schema, pattern)] = settings["yaml.schemas"].items()
    assert pattern == "mkdocs.yml"
    assert (site / schema).read_text(encoding="utf-8") == statusgen("schema", "config", cwd=site).stdout
    extensions = json.loads((site / ".vscode/extensions.json").read_text(encoding="utf-8"))
    assert extensions["recommendations"] == ["redhat.vscode-yaml"]


@pytest.fixture
def matched(init: Callable[..., Path], statusgen: Run) -> Callable[[str, str], list[tuple[str, ...]]]:
    """What VS Code's task finds in the output of `check` after a file was written into a new site."""

    def run(path: str, text: str) -> list[tuple[str, ...]]:
        site = init("--ci", "none")
        (site / path).write_text(text, encoding="utf-8")
        [task] = json.loads((site / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
        done = statusgen(*task["command"].split()[1:], cwd=site)
        patterns = [re.compile(matcher["pattern"]["regexp"]) for matcher in task["problemMatcher"]]
        lines = (done.stdout + done.stderr).splitlines()
        return [match.groups() for line in lines for pattern in patterns if (match := pattern.search(line))]

    return run


def test_the_editor_shows_problems_beside_their_lines(
    matched: Callable[[str, str], list[tuple[str, ...]]],
) -> None:
    """The task `statusgen check` finds file, line, column and message of each problem, in front matter and below."""
    path = "content/incidents/a.md"
    text = "---\ntitle: A\ncomponents: {fax: outage}\n---\n\n## Resolvd - 2026-11-20 14:05 UTC\n\nhint: a.md: 1:2: x\n"
    found = matched(path, text)
    assert [place[:3] for place in found] == [(path, "3", "14"), (path, "3", "14"), (path, "6", "4")]
    assert {place[3].split(": ")[1][:21] for place in found[:2]} == {
        "there is no component",
        "`outage` is no compon",
    }


def test_the_editor_shows_problems_of_whole_files(
    matched: Callable[[str, str], list[tuple[str, ...]]],
) -> None:
    """A problem without a line is shown as well."""
    assert matched("content/incidents/a.md", "") == [("content/incidents/a.md", "the file is empty")]
