"""Status page, incident history and postmortems from markdown files."""

__version__ = "0.1.0"
