"""A file's bytes as text."""

from __future__ import annotations

from statusgen.problems import Problem

__all__ = ["decode"]


def decode(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """The text of `data` with LF line ends and no byte order mark, or why it is no text."""
    if b"\0" in data:
        return None, [Problem(path=path, message="is a binary file, not text", hint="save it as UTF-8 text")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        return None, [
            Problem(
                path=path,
                line=before.count(b"\n") + 1,
                column=len(before) - (before.rfind(b"\n") + 1) + 1,
                message=f"is not UTF-8 text: byte 0x{data[error.start]:02x}",
                hint="save it with the encoding UTF-8",
            )
        ]
    # YAML and markdown agree on what a line is only for LF: others come from Windows and old editors.
    return text.replace("\r\n", "\n").replace("\r", "\n"), []
