"""The command line: arguments in, calls of the API out."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sitrep_nlp.runner import AnnotatedBulletin

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Figures from humanitarian situation bulletins.",
)
corpus_app = typer.Typer(no_args_is_help=True, help="Work with annotated reports.")
app.add_typer(corpus_app, name="corpus")

Paths = Annotated[list[Path], typer.Argument(help="Files or folders.", show_default=False)]


@app.callback()
def _root() -> None:
    pass


@app.command()
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
            figures = write(_progress(results, count(paths)), out)
            typer.echo(f"{figures} figures in {out}", err=True)
    raise typer.Exit(1 if failures else 0)


def _progress(results: Iterator[AnnotatedBulletin], total: int) -> Iterator[AnnotatedBulletin]:
    """The results, with a progress bar on a terminal and none in a pipe."""
    if not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(results, "Annotating", total=total, console=Console(stderr=True))


@corpus_app.command("check")
def corpus_check(paths: Paths) -> None:
    """Verify annotated reports; print the file and line of each fault."""
    from sitrep_nlp.corpus import check

    reports, faults = check.load(paths)
    for fault in faults:
        typer.echo(str(fault), err=True)
    figures = sum(len(report.figures) for report in reports.values())
    typer.echo(f"{len(reports)} reports, {figures} figures, {len(faults)} faults")
    raise typer.Exit(1 if faults else 0)


@corpus_app.command("stats")
def corpus_stats(paths: Paths) -> None:
    """Print size and coverage of annotated reports as Markdown tables."""
    from sitrep_nlp.corpus import check, stats

    reports, _ = check.load(paths)
    for title, table in (("what", stats.size(reports.values())), ("phenomenon", stats.coverage(reports.values()))):
        typer.echo(f"| {title} | count |\n|---|---:|")
        for name, count in table.items():
            typer.echo(f"| {name} | {count:,} |")
        typer.echo()


@corpus_app.command("compile")
def corpus_compile(
    paths: Paths, out: Annotated[Path, typer.Option(help="Where to: .jsonl, or .spacy for spaCy's DocBin.")]
) -> None:
    """Compile annotated reports to JSON Lines or to spaCy's DocBin."""
    from sitrep_nlp.corpus import check
    from sitrep_nlp.corpus.compile import SUFFIXES, compile_reports

    if out.suffix not in SUFFIXES:
        raise typer.BadParameter(f"{out}: the extension must be one of {', '.join(SUFFIXES)}", param_hint="--out")
    reports, faults = check.load(paths)
    for fault in faults:
        typer.echo(str(fault), err=True)
    if faults:
        raise typer.Exit(1)
    count = compile_reports(reports.values(), out, lambda message: typer.echo(f"sitrep: {message}", err=True))
    typer.echo(f"{count} reports in {out}", err=True)


def main() -> None:
    """The `sitrep` command."""
    app()
