"""The command line: arguments in, calls of the API out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Figures from humanitarian situation bulletins.")
corpus_app = typer.Typer(no_args_is_help=True, help="Work with annotated reports.")
app.add_typer(corpus_app, name="corpus")


@app.callback()
def _root() -> None:
    pass


@corpus_app.command("check")
def corpus_check(paths: Annotated[list[Path], typer.Argument(help="Source files or folders of them.")]) -> None:
    """Verify annotated reports; print the file and line of each fault."""
    from sitrep_nlp.corpus import check

    reports, faults = check.load(paths)
    for fault in faults:
        typer.echo(str(fault), err=True)
    figures = sum(len(report.figures) for report in reports.values())
    typer.echo(f"{len(reports)} reports, {figures} figures, {len(faults)} faults")
    raise typer.Exit(1 if faults else 0)


def main() -> None:
    app()
