"""Progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitrep_nlp.runner import AnnotatedBulletin


def progress(results: Iterator[AnnotatedBulletin], total: int) -> Iterator[AnnotatedBulletin]:
    """The results, with a progress bar on a terminal and none in a pipe."""
    if not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(results, "Annotating", total=total, console=Console(stderr=True))
