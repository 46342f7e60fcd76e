"""`statusgen serve`: a live preview."""

from __future__ import annotations

import re
from pathlib import Path
from time import monotonic

import click

from statusgen.cli.options import config_file_option
from statusgen.clock import read_clock

__all__ = ["serve"]

_STALE = "The preview still shows the site as it was before."


def _host_and_port(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    """`value`, if it has the form of an address; MkDocs would blame a setting that nobody has written."""
    match = re.fullmatch(r"(?:[^\s:/]+|\[[0-9a-fA-F:.]+\]):(?P<port>\d{1,5})", value or ":")
    if value is not None and (match is None or int(match["port"]) > 65535):
        raise click.BadParameter(f"`{value}` is no address; write host and port, like 127.0.0.1:8001")
    return value


@click.command()
@config_file_option
@click.option(
    "--address",
    "-a",
    metavar="HOST:PORT",
    callback=_host_and_port,
    help="Where to listen. [default: 127.0.0.1:8000]",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in the browser.")
def serve(config_file: Path, address: str | None, open_browser: bool) -> None:
    """Show a live preview, built again whenever a file changes, until you press Ctrl-C.

    A preview is for you alone: it listens on this machine, and nothing is written to the site. While
    something is wrong, the problems are printed and the preview stays as it was.
    """
    from statusgen.cli.problem_report import print_problems
    from statusgen.content.site import read_site

    reading = read_site(config_file, read_clock())
    if reading.problems:
        print_problems(reading.problems, outcome="; there is nothing to show yet")
        raise SystemExit(1)
    from statusgen.plugin.driver import serve_pages
    from statusgen.publishing.failure import BuildFailure

    config = reading.config
    preview = _Preview(config_file)
    try:
        is_shown = serve_pages(
            config_file,
            address,
            preview.build,
            watched=[config_file, config.docs_dir, *([config.custom_dir] if config.custom_dir else [])],
            started=preview.announce,
            open_browser=open_browser,
        )
    except BuildFailure as failure:
        raise click.ClickException(str(failure)) from None
    except OSError as error:
        raise click.ClickException(str(error)) from None
    if not is_shown:
        raise SystemExit(1)


class _Preview:
    """Builds the site again and again, and says how that went."""

    def __init__(self, config_file: Path) -> None:
        self.config_file = config_file
        self.is_shown = False

    def announce(self, url: str) -> None:
        self.is_shown = True
        click.echo(f"Preview on {url} - Ctrl-C ends it.")

    def build(self, directory: Path, url: str) -> bool:
        """Builds into `directory`; prints what is wrong, and tells whether the site is complete."""
        begin = monotonic()
        fault = self._fault(directory, url)
        if fault:
            click.echo(fault, err=True)
        if self.is_shown:
            click.echo(_STALE if fault else f"Built again in {monotonic() - begin:.1f} s.")
        return not fault

    def _fault(self, directory: Path, url: str) -> str:
        """Why the site could not be built; empty if it could."""
        from statusgen.cli.building import build_preview
        from statusgen.cli.problem_report import text_report
        from statusgen.content.site import read_site
        from statusgen.publishing.failure import BuildFailure

        now = read_clock()
        reading = read_site(self.config_file, now)
        if reading.problems:
            return text_report(reading.problems)
        try:
            for warning in build_preview(reading, now, directory, url):
                click.echo(warning, err=True)
        except BuildFailure as failure:
            return f"Error: {failure}"
        except OSError as error:
            return f"Error: {error.filename or directory}: {error.strerror}"
        return ""
