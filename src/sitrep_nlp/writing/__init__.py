"""From results to files: one module a form. The extension of the file says which."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from sitrep_nlp.runner import AnnotatedBulletin
from sitrep_nlp.writing.csv import write_csv
from sitrep_nlp.writing.excel import write_excel
from sitrep_nlp.writing.jsonl import write_jsonl

WRITERS: dict[str, Callable[[Iterable[AnnotatedBulletin], Path], int]] = {
    ".jsonl": write_jsonl,
    ".csv": write_csv,
    ".xlsx": write_excel,
}


def write(results: Iterable[AnnotatedBulletin], path: Path) -> int:
    """Write results in the form that the path's extension names; returns the number of figures.

    The file is there whole or not at all: it is written beside its place and moved there at the end. Raises ValueError for
    an unknown extension.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ValueError(f"{path}: the extension must be one of {', '.join(WRITERS)}")
    unfinished = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    try:
        count = writer(results, unfinished)
        unfinished.replace(path)
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()
    return count
