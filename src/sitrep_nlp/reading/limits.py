"""How large a file may be, so that a bad one costs bounded time and memory and a clear message.

A bulletin has some ten pages and 30,000 characters; each limit leaves at least ten times what the longest reports need.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sitrep_nlp.errors import InputError

MAX_TEXT_BYTES: Final = 8_000_000
"""Plain text and Markdown files."""

MAX_HTML_BYTES: Final = 32_000_000
"""HTML files as saved, with the pictures that browsers write into them."""

MAX_MARKUP_CHARACTERS: Final = 4_000_000
"""HTML without pictures, scripts and styles."""

MAX_ELEMENTS: Final = 50_000
"""The elements of an HTML page; what looks at them takes the longer for each the more there are."""

MAX_ATTRIBUTES: Final = 1_000
"""The attributes of one element: libxml2 compares each with all others."""

MAX_ARCHIVE_BYTES: Final = 100_000_000
"""Word files as they are, pictures included."""

MAX_UNPACKED_BYTES: Final = 300_000_000
"""Word files unpacked."""

MAX_XML_BYTES: Final = 16_000_000
"""The XML in a Word file, unpacked: what is parsed."""

MAX_ARCHIVE_MEMBERS: Final = 5_000
"""The files in a Word file."""

MAX_TABLE_CELLS: Final = 100_000
"""One table, with the cells that a merged one covers: a cell may claim to span thousands."""

MAX_NESTING: Final = 100
"""Levels of lists and quotations in a Markdown file."""

MAX_CHARACTERS: Final = 1_000_000
"""A bulletin's text; spaCy's own bound for what a pipeline takes."""


def check_size(path: Path, limit: int) -> None:
    """Raises InputError when a file cannot be opened, is empty or has more bytes than the limit."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    if size == 0:
        raise InputError(str(path), "the file is empty")
    if size > limit:
        raise InputError(str(path), f"the file has {size:,} bytes, more than the {limit:,} that are read")


def check_length(path: Path, text: str) -> None:
    """Raises InputError when a text is empty or has more characters than a pipeline takes."""
    if not text.strip():
        raise InputError(str(path), "there is no text in the file")
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            str(path),
            f"the text has {len(text):,} characters, more than the {MAX_CHARACTERS:,} that are read: split it",
        )
