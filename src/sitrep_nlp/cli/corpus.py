"""`sitrep corpus`: work with annotated reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Work with annotated reports.")

Paths = Annotated[list[Path], typer.Argument(help="Files or folders.", show_default=False)]


@app.command("check")
def check(paths: Paths) -> None:
    """Verify annotated reports; print the file and line of each fault."""
    from sitrep_nlp.corpus import check

    reports, faults = check.load(paths)
    for fault in faults:
        typer.echo(str(fault), err=True)
    figures = sum(len(report.figures) for report in reports.values())
    typer.echo(f"{len(reports)} reports, {figures} figures, {len(faults)} faults")
    raise typer.Exit(1 if faults else 0)


@app.command("stats")
def stats(paths: Paths) -> None:
    """Print size and coverage of annotated reports as Markdown tables."""
    from sitrep_nlp.corpus import check, stats

    reports, _ = check.load(paths)
    for title, table in (("what", stats.size(reports.values())), ("phenomenon", stats.coverage(reports.values()))):
        typer.echo(f"| {title} | count |\n|---|---:|")
        for name, count in table.items():
            typer.echo(f"| {name} | {count:,} |")
        typer.echo()


@app.command("compile")
def compile(
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
