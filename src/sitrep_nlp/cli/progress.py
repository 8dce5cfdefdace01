"""Progress on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitrep_nlp.batch.shards import Report
    from sitrep_nlp.runner import AnnotatedBulletin


def progress(results: Iterator[AnnotatedBulletin], total: int) -> Iterator[AnnotatedBulletin]:
    """The results, with a progress bar on a terminal and none in a pipe."""
    if not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(results, "Annotating", total=total, console=Console(stderr=True))


def show_run(reports: Iterable[Report], *, done: int, total: int) -> None:
    """Go through a run's reports, with a bar of files, pages, figures, failures and time left on a terminal.

    done: bulletins that were finished before.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("Annotating"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pages]:,} pages, {task.fields[figures]:,} figures, {task.fields[failures]:,} failed"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("", total=total, completed=done, pages=0, figures=0, failures=0)
        pages = figures = failures = 0
        for report in reports:
            pages, figures, failures = pages + report.pages, figures + report.figures, failures + report.failures
            bar.update(task, advance=len(report.keys), pages=pages, figures=figures, failures=failures)
