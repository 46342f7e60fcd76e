"""`statusgen embed` prints what other sites paste; `tests/browser/` tries it there."""

from __future__ import annotations

import shlex
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha384
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from click.testing import Result
from lxml import html

from statusgen.outputs.alert_bar_script import embedded_script

Invoke = Callable[..., Result]

SETTINGS = """\
site_name: Scarf & "Shop" Status
site_url: https://example.com/status/
docs_dir: content
theme: {name: material, font: false}
plugins:
  statusgen:
    components:
      - {id: checkout, name: Checkout, group: Shop & Till}
      - {id: api, name: API, group: "Developers, others"}
      - {id: fax, name: Fax, group: Paper, retired: 2025-01-31}
"""


@pytest.fixture
def site(write_site: Callable[..., Path]) -> Path:
    """A site below a path of its host."""
    return write_site({"mkdocs.yml": SETTINGS})


def printed(done: Result) -> str:
    """What a command that succeeded printed to be copied."""
    assert done.exit_code == 0, done.stderr
    return done.stdout.rstrip("\n")


def test_the_tag_names_a_script_that_never_changes(invoke: Invoke, site: Path) -> None:
    """Without options: one tag of the versioned script with its hash, and a note of what the host must send."""
    done = invoke("embed", cwd=site)
    digest = b64encode(sha384(embedded_script()).digest()).decode()
    assert printed(done) == (
        '<script src="https://example.com/status/embed/v1/alert-bar.js" '
        f'integrity="sha384-{digest}" crossorigin="anonymous" defer></script>'
    )
    assert "https://example.com must send `Access-Control-Allow-Origin: *`" in done.stderr


def test_the_newest_script_has_no_hash(invoke: Invoke, site: Path) -> None:
    """With --newest the tag follows each version of statusgen."""
    done = invoke("embed", "--newest", cwd=site)
    assert printed(done) == '<script src="https://example.com/status/alert-bar.js" defer></script>'
    assert "alert-bar.json" in done.stderr


ATTRIBUTES = {
    "-c checkout": {"data-components": "checkout"},
    "-c checkout -c api -c checkout": {"data-components": "checkout,api"},
    "-g 'Shop & Till'": {"data-groups": "Shop & Till"},
    "--impact major": {"data-impact": "major"},
    "--maintenance 24": {"data-maintenance": "24"},
    "--maintenance 48h": {"data-maintenance": "48"},
    "--maintenance off": {"data-maintenance": "off"},
    "--mode badge": {"data-mode": "badge"},
    "--position sticky-bottom": {"data-position": "sticky-bottom"},
    "--theme dark": {"data-theme": "dark"},
    "--color major=#b3202a --color text=white": {"data-color-major": "#b3202a", "data-color-text": "white"},
    "--color 'background=rgb(0 0 0 / 50%)'": {"data-color-background": "rgb(0 0 0 / 50%)"},
    "--lang pt-BR": {"data-lang": "pt-BR"},
    "--lang ZH-hant-tw": {"data-lang": "zh-Hant-TW"},
    "--target 'a > [title=\"x\"]'": {"data-target": 'a > [title="x"]'},
}


@pytest.mark.parametrize("options", ATTRIBUTES)
def test_each_option_is_an_attribute(options: str, invoke: Invoke, site: Path) -> None:
    """What is chosen stands in the tag, whatever characters it is made of."""
    tag = html.fragment_fromstring(printed(invoke("embed", *shlex.split(options), cwd=site)))
    assert {name: value for name, value in tag.attrib.items() if name.startswith("data-")} == ATTRIBUTES[
        options
    ]


def test_a_frame_has_its_options_in_its_address(invoke: Invoke, site: Path) -> None:
    """A frame of one height needs no script around it, and says in a note what it could do better."""
    done = invoke("embed", "--iframe", "-g", "Shop & Till", "--theme", "dark", cwd=site)
    frame = html.fragment_fromstring(printed(done))
    assert frame.get("title") == 'Scarf & "Shop" Status'
    assert dict(parse_qsl(urlsplit(frame.get("src")).query)) == {"groups": "Shop & Till", "theme": "dark"}
    assert "--origin" in done.stderr


def test_a_frame_may_speak_to_one_origin(invoke: Invoke, site: Path) -> None:
    """With --origin the frame is told to whom it may speak, and the page from whom it may hear."""
    text = printed(invoke("embed", "--iframe", "--origin", "https://Shop.example:443/", cwd=site))
    script, frame = html.fragments_fromstring(text)
    assert dict(parse_qsl(urlsplit(frame.get("src")).query)) == {"origin": "https://shop.example"}
    assert 'event.origin !== "https://example.com"' in script.text
    assert "frame.contentWindow === event.source" in script.text


@pytest.mark.parametrize("place", ["react", "wordpress", "tag-manager"])
def test_other_places_get_the_same_script(place: str, invoke: Invoke, site: Path) -> None:
    """For React, WordPress and Tag Manager the hash and the options are those of the tag."""
    text = printed(invoke("embed", "--for", place, "-c", "api", cwd=site))
    digest = b64encode(sha384(embedded_script()).digest()).decode()
    for part in ("https://example.com/status/embed/v1/alert-bar.js", f"sha384-{digest}", "data-components"):
        assert part in text


def test_no_option_ends_a_script(invoke: Invoke, site: Path) -> None:
    """What is printed between script tags holds none of its own, whatever the options say."""
    hostile = "</script><script>alert(1)</script>"
    text = printed(invoke("embed", "--for", "tag-manager", "--target", hostile, cwd=site))
    assert text.count("</script>") == 1


WRONG = {
    "-c chekout": "there is no component `chekout`; did you mean checkout?",
    "-c fax": "there is no component `fax`; the components are: checkout, api",
    "-g Shop": "there is no group `Shop`",
    "-g 'Developers, others'": "holds a comma, which divides names here: name its components instead",
    "--impact huge": "'huge' is not one of",
    "--maintenance soon": "`soon` is no number of hours: write 24, or off",
    "--position left": "'left' is not one of",
    "--theme black": "'black' is not one of",
    "--mode dot": "'dot' is not one of",
    "--color red": "`red` is no NAME=COLOUR: write it like major=#b3202a",
    "--color mjor=red": "`mjor` is no colour of the bar; did you mean major?",
    "--color 'major=red;}'": "`red;}` is no colour of CSS: write it like #b3202a",
    "--lang 'de_DE!'": "`de_DE!` is no language: write it like de or pt-BR",
    "--target ' '": "is empty: write a CSS selector like '#status'",
    "--for joomla": "'joomla' is not one of",
    "--origin https://shop.example": "--origin has no meaning without --iframe",
    "--iframe --origin shop.example": "`shop.example` is no origin: write it like https://shop.example",
    "--iframe --origin https://shop.example/a": "is more than an origin: write https://shop.example",
    "--iframe --origin 'https://[x'": "is no origin",
    "--iframe --origin '*'": "`*` is no origin",
    "--iframe --position top": "--position has no meaning with --iframe",
    "--iframe --target footer": "--target has no meaning with --iframe",
    "--iframe --newest": "--newest has no meaning with --iframe",
    "--iframe --for react": "--for has no meaning with --iframe",
    "--mode badge --position top": "--position has no meaning here: a badge stands where its tag stands",
    "--target footer --position top": "--position has no meaning here: the bar stands in its target",
    "--mode badge --for react": "--mode badge needs a --target here",
}


@pytest.mark.parametrize("options", WRONG)
def test_a_wrong_value_is_a_usage_error_with_a_hint(options: str, invoke: Invoke, site: Path) -> None:
    """Status 2, nothing to copy, and what to write instead."""
    done = invoke("embed", *shlex.split(options), cwd=site)
    assert (done.exit_code, done.stdout) == (2, "")
    assert WRONG[options] in " ".join(done.stderr.split())


def test_without_an_address_there_is_nothing_to_embed(
    invoke: Invoke, write_site: Callable[..., Path]
) -> None:
    """A missing site_url is a problem with a hint and status 1."""
    text = SETTINGS.replace("site_url: https://example.com/status/\n", "")
    done = invoke("embed", cwd=write_site({"mkdocs.yml": text}))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "site_url: is missing" in done.stderr
    assert "hint: write site_url: https://status.example.com/" in done.stderr


def test_without_components_no_component_is_known(invoke: Invoke, write_site: Callable[..., Path]) -> None:
    """The hint says so, in place of an empty list."""
    text = SETTINGS.partition("  statusgen:")[0] + "  statusgen: {}\n"
    done = invoke("embed", "-c", "checkout", cwd=write_site({"mkdocs.yml": text}))
    assert done.exit_code == 2
    assert "there is no component `checkout`; the site has no component" in " ".join(done.stderr.split())
