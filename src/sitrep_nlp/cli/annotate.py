"""`sitrep annotate`."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Annotated

import typer

from sitrep_nlp.cli.progress import progress


def annotate(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Bulletins: .txt, .md and .jsonl files, or folders of them.", show_default=False),
    ],
    out: Annotated[
        Path | None, typer.Option(help="Where to: .jsonl, .csv or .xlsx. Without it, a table on the terminal.")
    ] = None,
    month: Annotated[str | None, typer.Option(help="The bulletins' month, YYYY-MM, for those that bring none.")] = None,
    metadata: Annotated[
        Path | None, typer.Option(help="A CSV file with the columns file, month, country, source.")
    ] = None,
) -> None:
    """Annotate bulletins: every number with what it counts, what was done, where, when and by whom."""
    from sitrep_nlp.bulletin import is_month
    from sitrep_nlp.errors import InputError
    from sitrep_nlp.reading import count
    from sitrep_nlp.reading.metadata import read_metadata

    if month is not None and not is_month(month):
        raise typer.BadParameter(f"{month!r} is not of the form YYYY-MM", param_hint="--month")
    if out is not None and not out.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {out.parent}", param_hint="--out")
    try:
        table = read_metadata(metadata) if metadata else None
    except InputError as error:
        raise typer.BadParameter(str(error), param_hint="--metadata") from error

    from rich.console import Console

    from sitrep_nlp.runner import annotate as run
    from sitrep_nlp.writing import WRITERS, write
    from sitrep_nlp.writing.terminal import write_terminal

    if out is not None and out.suffix.lower() not in WRITERS:
        raise typer.BadParameter(f"{out}: the extension must be one of {', '.join(WRITERS)}", param_hint="--out")
    failures: list[InputError] = []

    def failed(error: InputError) -> None:
        failures.append(error)
        typer.echo(f"sitrep: {error}", err=True)

    def warned(message: Warning | str, *_: object, **__: object) -> None:
        typer.echo(f"sitrep: {message}", err=True)

    with warnings.catch_warnings():
        warnings.simplefilter("always", UserWarning)
        warnings.showwarning = warned
        results = run(paths, month=month, metadata=table, on_error=failed)
        if out is None:
            write_terminal(results, Console())
        else:
            figures = write(progress(results, count(paths)), out)
            typer.echo(f"{figures} figures in {out}", err=True)
    raise typer.Exit(1 if failures else 0)
