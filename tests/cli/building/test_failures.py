"""`statusgen build`: when anything is wrong, what was there stays byte for byte."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.building.shop import (
    DEAD_LINK,
    DEAD_LINK_WARNING,
    ELSEWHERE,
    NOTHING,
    NOW,
    UNTOUCHED,
    break_record,
    settings,
    tree,
    write,
)

Run = Callable[..., subprocess.CompletedProcess[str]]

CALLS = "    hint: mkdocs build --site-dir DIR shows the calls that led there\n"


def _page_that_is_no_text(root: Path) -> None:
    (root / "content/about.md").write_bytes(b"# About us\n\xff\xfe\n")


def _link_to_nothing(root: Path) -> None:
    (root / "content/logo.png").symlink_to("gone.png")


def _no_content(root: Path) -> None:
    (root / "content").rename(root / "inhalt")


def _broken_template(root: Path) -> None:
    settings(root, material="material, custom_dir: theme")
    write(root, {"theme/main.html": '{% extends "base.html" %}\n{% block announce %}\n'})


def _template_with_an_unknown_word(root: Path) -> None:
    settings(root, material="material, custom_dir: theme")
    write(root, {"theme/statusgen/front.html": "<h1>\n{{ headline }}</h1>\n"})


def _template_that_divides_by_zero(root: Path) -> None:
    settings(root, material="material, custom_dir: theme")
    write(
        root,
        {"theme/main.html": '{% extends "base.html" %}\n{% block announce %}{{ 1 / 0 }}{% endblock %}\n'},
    )


def _unknown_template(root: Path) -> None:
    settings(root, material="material, custom_dir: theme")
    write(root, {"theme/statusgen/front.html": '{% extends "statusgen/frnt.html" %}\n'})


def _unknown_plugin(root: Path) -> None:
    settings(root, **{"search: {}": "serch: {}"})


def _unknown_theme(root: Path) -> None:
    settings(root, material="materiel")


def _theme_of_mkdocs(root: Path) -> None:
    settings(root, material="readthedocs")


def _theme_directory_missing(root: Path) -> None:
    settings(root, material="material, custom_dir: theme")


def _wrong_setting(root: Path) -> None:
    settings(root, "extra_css: 5")


def _strict_setting(root: Path) -> None:
    settings(root, "strict: true")
    write(root, DEAD_LINK)


def _hook_that_fails(root: Path) -> None:
    settings(root, "hooks: [hook.py]")
    write(root, {"hook.py": "def on_env(env, config, files):\n    raise ValueError('no such shop')\n"})


def _hook_that_is_no_python(root: Path) -> None:
    settings(root, "hooks: [hook.py]")
    write(root, {"hook.py": "def on_env(env, config, files\n"})


def _hook_without_its_file(root: Path) -> None:
    settings(root, "hooks: [hook.py]")
    write(root, {"hook.py": "def on_env(env, config, files):\n    open('prices.csv')\n"})


def _site_that_is_a_file(root: Path) -> None:
    shutil.rmtree(root / "site")
    write(root, {"site": "not a directory"})


def _site_that_is_something_else(root: Path) -> None:
    shutil.rmtree(root / "site")
    write(root, {"site/index.html": "written by hand", "site/photo.jpg": ""})


def _site_in_the_content(root: Path) -> None:
    settings(root, "site_dir: content/site")


def _site_around_the_content(root: Path) -> None:
    settings(root, "site_dir: .")
    write(root, {"404.html": "", "sitemap.xml": ""})


FAILURES = {
    "a problem in a record": (
        break_record,
        "content/incidents/2026-11-20-checkout-errors.md:3:14: components.chekout: "
        "there is no component `chekout`\n"
        "    | components: {chekout: partial_outage}\n"
        "    |              ^\n"
        "    hint: did you mean checkout?\n"
        "1 problem in 1 file; nothing was written.\n",
    ),
    "a page that is no text": (
        _page_that_is_no_text,
        "content/about.md:2:1: is not UTF-8 text: byte 0xff\n"
        "    | ��\n"
        "    | ^\n"
        "    hint: save it with the encoding UTF-8\n"
        "1 problem in 1 file; nothing was written.\n",
    ),
    "a picture that is gone": (
        _link_to_nothing,
        f"Error: content/logo.png: No such file or directory; {UNTOUCHED}",
    ),
    "no content": (
        _no_content,
        "content: the content directory does not exist\n"
        "    hint: create it, or set docs_dir in mkdocs.yml to the directory that holds incidents/\n"
        "1 problem in 1 file; nothing was written.\n",
    ),
    "a template that is never closed": (
        _broken_template,
        "Error: theme/main.html:2: Unexpected end of template. Jinja was looking for the following tags: "
        "'endblock'. The innermost block that needs to be closed is 'block'.\n" + NOTHING,
    ),
    "a template with an unknown word": (
        _template_with_an_unknown_word,
        "Error: theme/statusgen/front.html:2: 'headline' is undefined\n" + NOTHING,
    ),
    "a template that cannot be worked out": (
        _template_that_divides_by_zero,
        f"Error: theme/main.html:2: ZeroDivisionError: division by zero\n{CALLS}{NOTHING}",
    ),
    "a template that is missing": (
        _unknown_template,
        "Error: theme/statusgen/front.html:1: there is no template `statusgen/frnt.html`\n" + NOTHING,
    ),
    "an unknown plugin": (
        _unknown_plugin,
        "Error: Aborted with a configuration error!\n"
        "Config value 'plugins': The \"serch\" plugin is not installed\n" + NOTHING,
    ),
    "a setting of the wrong kind": (
        _wrong_setting,
        "Error: Aborted with a configuration error!\n"
        "Config value 'extra_css': Expected type: <class 'list'> but received: <class 'int'>\n" + NOTHING,
    ),
    "a warning where the settings are strict": (
        _strict_setting,
        f"Error: Aborted with 1 warnings in strict mode!\n{DEAD_LINK_WARNING}{NOTHING}",
    ),
    "a hook that fails": (
        _hook_that_fails,
        f"Error: hook.py:2: ValueError: no such shop\n{CALLS}{NOTHING}",
    ),
    "a hook that is no Python": (
        _hook_that_is_no_python,
        f"Error: hook.py:1: SyntaxError: '(' was never closed (hook.py, line 1)\n{CALLS}{NOTHING}",
    ),
    "a hook without its file": (
        _hook_without_its_file,
        f"Error: prices.csv: No such file or directory; {UNTOUCHED}",
    ),
    "a site that is a file": (
        _site_that_is_a_file,
        "Error: site: is a file, not a directory; nothing was written.\n",
    ),
    "a site that is something else": (
        _site_that_is_something_else,
        "Error: site: holds something that is no built site; nothing was written.\n"
        "    hint: name another directory with --site-dir, or empty this one\n",
    ),
    "a site in the content": (
        _site_in_the_content,
        "Error: content/site: stands in content, from which the site is built; nothing was written.\n"
        + ELSEWHERE,
    ),
    "a site around the content": (
        _site_around_the_content,
        "Error: .: holds mkdocs.yml, from which the site is built; nothing was written.\n" + ELSEWHERE,
    ),
}
"""What is wrong to how that comes about, and all that is said of it."""


@pytest.mark.parametrize(("spoil", "said"), FAILURES.values(), ids=FAILURES.keys())
def test_a_failing_build_leaves_everything_as_it_was(
    spoil: Callable[[Path], None], said: str, source: Path, statusgen: Run
) -> None:
    """The message tells what to mend; the site that was there stays byte for byte, with nothing beside it."""
    spoil(source)
    before = tree(source)
    done = statusgen("build", "--now", NOW, cwd=source)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)
    assert tree(source) == before


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            _unknown_theme,
            "theme: `materiel` cannot be used: the pages stand in the frame of Material for MkDocs",
        ),
        (
            _theme_of_mkdocs,
            "theme: `readthedocs` cannot be used: the pages stand in the frame of Material for MkDocs",
        ),
        (_theme_directory_missing, "Config value 'theme': The path set in custom_dir ("),
    ],
    ids=["an unknown theme", "a theme that is not Material", "a theme's directory that is missing"],
)
def test_a_fault_in_the_theme_leaves_everything_as_it_was(
    spoil: Callable[[Path], None], said: str, source: Path, statusgen: Run
) -> None:
    """The message names the setting; some go on with what is installed, and where."""
    spoil(source)
    before = tree(source)
    done = statusgen("build", "--now", NOW, cwd=source)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(source) == before


def test_a_failing_build_makes_no_directories(source: Path, statusgen: Run) -> None:
    """Those above the site are made when there is something to put into them."""
    write(source, DEAD_LINK)
    before = tree(source)
    done = statusgen("build", "--now", NOW, "--strict", "--site-dir", "public/status", cwd=source)
    assert done.stderr == f"Error: Aborted with 1 warnings in strict mode!\n{DEAD_LINK_WARNING}{NOTHING}"
    assert (done.returncode, tree(source)) == (1, before)


def test_a_site_below_a_file_is_refused(source: Path, statusgen: Run) -> None:
    """The message names the file that is in the way."""
    write(source, {"notes.txt": ""})
    before = tree(source)
    done = statusgen("build", "--now", NOW, "--site-dir", "notes.txt/site", cwd=source)
    said = f"Error: {source.resolve()}/notes.txt: is a file, not a directory; nothing was written.\n"
    assert (done.returncode, done.stderr) == (1, said)
    assert tree(source) == before
