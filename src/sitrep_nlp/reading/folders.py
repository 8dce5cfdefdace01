"""The files of a folder that can be read."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path


def files_in(folder: Path, suffixes: Container[str]) -> list[Path]:
    """The files below a folder with one of the suffixes (lower-case, with the dot), sorted, without hidden ones."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in suffixes and file.is_file() and not file.name.startswith(".")
    )
