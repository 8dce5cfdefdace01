"""`sitrep review`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def review(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Annotated bulletins: .jsonl as `sitrep annotate` writes it, marked text in .txt, or folders of them.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option(help="Where to: .html.", show_default=False)],
) -> None:
    """Write a page, one file that works offline, on which people check the figures."""
    if out.suffix.lower() != ".html":
        raise typer.BadParameter(f"{out}: the extension must be .html", param_hint="--out")
    if not out.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {out.parent}", param_hint="--out")

    from sitrep_nlp.corpus.gold import read_gold
    from sitrep_nlp.errors import InputError
    from sitrep_nlp.writing import write
    from sitrep_nlp.writing.review.content import from_report

    failures: list[InputError] = []

    def failed(error: InputError) -> None:
        failures.append(error)
        typer.echo(f"sitrep: {error}", err=True)

    reports = read_gold(paths, on_error=failed)
    if not reports:
        raise typer.Exit(2)
    figures = write(map(from_report, reports.values()), out)
    typer.echo(f"{figures} figures of {len(reports)} bulletins in {out}", err=True)
    raise typer.Exit(1 if failures else 0)
