"""`statusgen serve`: a live preview."""

from __future__ import annotations

from pathlib import Path

import click

from statusgen.cli.options import clock, config_file_option

__all__ = ["serve"]


@click.command()
@config_file_option
@click.option("--address", "-a", metavar="HOST:PORT", help="Where to listen. [default: 127.0.0.1:8000]")
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in the browser.")
def serve(config_file: Path, address: str | None, open_browser: bool) -> None:
    """Show a live preview, built again whenever a file changes, until you press Ctrl-C.

    A preview is for you alone: it listens on this machine, and nothing is written to the site.
    """
    from statusgen.cli.problem_report import print_problems
    from statusgen.content.site import read_site

    problems = read_site(config_file, clock()).problems
    if problems:
        print_problems(problems)
        raise SystemExit(1)
    from statusgen.plugin.driver import BuildFailure, serve_pages

    try:
        serve_pages(config_file, address, open_browser)
    except BuildFailure as failure:
        raise click.ClickException(str(failure)) from None
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {address or '127.0.0.1:8000'}: {error.strerror}"
        ) from None
