"""`statusgen embed`: what to paste into other sites."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from statusgen.cli import embed_values as values
from statusgen.cli.options import config_file_option

if TYPE_CHECKING:
    from statusgen.content.settings import SiteConfig

__all__ = ["embed"]


@click.command("embed")
@click.option(
    "--component", "-c", multiple=True, metavar="ID", help="Only what touches it. Repeat it for more."
)
@click.option(
    "--group", "-g", multiple=True, metavar="NAME", help="Only what touches a component of this group."
)
@click.option(
    "--impact",
    type=click.Choice(["none", "minor", "major", "critical"]),
    help="Only incidents of this impact or a greater one.",
)
@click.option(
    "--maintenance",
    callback=values.hours,
    metavar="HOURS|off",
    help="Announce maintenance so many hours ahead, or leave it out; unset, it shows while under way.",
)
@click.option(
    "--mode",
    type=click.Choice(["bar", "badge"]),
    help="A bar while something is wrong, which is the default, or at all times a dot and a sentence.",
)
@click.option(
    "--position",
    type=click.Choice(["top", "bottom", "sticky-top", "sticky-bottom"]),
    help="Above or below the page, or in view over it, which moves nothing; top by default.",
)
@click.option(
    "--theme", type=click.Choice(["auto", "light", "dark"]), help="As the reader's system by default."
)
@click.option(
    "--color",
    "colors",
    multiple=True,
    callback=values.colours,
    metavar="NAME=COLOUR",
    help=f"A colour of the bar: {', '.join(values.COLOURS)}.",
)
@click.option("--lang", callback=values.language, metavar="TAG", help="A language other than the site's.")
@click.option(
    "--target", callback=values.selector, metavar="SELECTOR", help="The element in which it stands."
)
@click.option(
    "--for",
    "place",
    type=click.Choice(["html", "wordpress", "react", "tag-manager"]),
    default="html",
    show_default=True,
    help="Where it is pasted.",
)
@click.option("--newest", is_flag=True, help="The script that improves with each version, without a hash.")
@click.option("--iframe", is_flag=True, help="A frame, for pages that include no script of other sites.")
@click.option(
    "--origin",
    callback=values.origin,
    metavar="URL",
    help="Of the pages around the frame, which then takes the bar's height.",
)
@config_file_option
def embed(
    config_file: Path, place: str, newest: bool, iframe: bool, origin: str | None, **chosen: Any
) -> None:
    """Print what other sites paste into their pages to tell their readers when something is wrong.

    \b
        statusgen embed
        statusgen embed -c checkout --impact major --position sticky-top
        statusgen embed --mode badge --target footer --for wordpress
        statusgen embed --iframe --origin https://shop.example

    The address of the script has a version: its behaviour never changes, and browsers check its hash. For that
    your host must send `Access-Control-Allow-Origin: *` with it, as for the bar's data.
    """  # noqa: D301  # \b tells click to keep lines as they are
    fault = _contradiction(place, newest=newest, iframe=iframe, origin=origin, **chosen)
    if fault:
        raise click.UsageError(fault)
    from statusgen.cli.drafting import readable_settings

    config = readable_settings(config_file)
    options = _options(config, **chosen)
    if iframe:
        _print_frame(config, options, origin)
    else:
        _print_script(config, options, place, newest=newest)


def _contradiction(
    place: str, *, newest: bool, iframe: bool, origin: str | None, mode: str | None, **chosen: Any
) -> str:
    """What of the options has no meaning beside the others, and why; empty if all have one."""
    position, target = chosen["position"], chosen["target"]
    if iframe and (position or target):
        name = "position" if position else "target"
        return f"--{name} has no meaning with --iframe: the frame stands where you paste it"
    if iframe and (newest or place != "html"):
        name = "--newest" if newest else "--for"
        return f"{name} has no meaning with --iframe: a frame includes no script"
    if origin and not iframe:
        return "--origin has no meaning without --iframe: a script needs none"
    if position and (target or mode == "badge"):
        reason = "a badge stands where its tag stands" if mode == "badge" else "the bar stands in its target"
        return f"--position has no meaning here: {reason}"
    if mode == "badge" and place != "html" and not target:
        return "--mode badge needs a --target here, since the tag stands in no visible place: --target footer"
    return ""


def _options(
    config: SiteConfig,
    *,
    component: tuple[str, ...],
    group: tuple[str, ...],
    colors: dict[str, str],
    **plain: Any,
) -> dict[str, str]:
    """The attributes of the tag, without `data-`."""
    current = [entry for entry in config.components if entry.retired is None]
    groups = {entry.group: None for entry in current if entry.group}
    names = {
        "components": values.known_names(
            "--component", component, [entry.id for entry in current], what="component"
        ),
        "groups": values.known_names("--group", group, list(groups), what="group"),
    }
    coloured = {f"color-{name}": colour for name, colour in colors.items()}
    return {name: value for name, value in {**names, **plain, **coloured}.items() if value}


def _print_script(config: SiteConfig, options: dict[str, str], place: str, *, newest: bool) -> None:
    from statusgen.outputs import embedding
    from statusgen.outputs.alert_bar_script import embedded_script

    write = {
        "html": embedding.script_tag,
        "wordpress": embedding.wordpress_plugin,
        "react": embedding.react_component,
        "tag-manager": embedding.tag_manager_tag,
    }[place]
    click.echo(write(config.url, options, "" if newest else embedding.integrity_of(embedded_script())))
    if place == "wordpress":
        click.echo("note: save it as wp-content/mu-plugins/status-bar.php", err=True)
    with_script = "" if newest else f"{embedding.VERSIONED} and "
    click.echo(
        f"note: {embedding.origin_of(config.url)} must send `Access-Control-Allow-Origin: *` with "
        f"{with_script}alert-bar.json, or nothing is shown",
        err=True,
    )


def _print_frame(config: SiteConfig, options: dict[str, str], origin: str | None) -> None:
    from statusgen.outputs import embedding

    if origin:
        click.echo(embedding.resizing_frame(config.url, config.name, options, origin))
        return
    click.echo(embedding.frame(config.url, config.name, options))
    note = "with --origin https://your.site the frame takes the bar's height, and none without a bar"
    click.echo(f"note: {note}", err=True)
