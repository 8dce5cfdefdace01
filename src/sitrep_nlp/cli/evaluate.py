"""`sitrep evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sitrep_nlp.cli.progress import progress

if TYPE_CHECKING:
    from spacy.language import Language


def evaluate(
    model: Annotated[
        str,
        typer.Argument(
            help="A saved pipeline's folder or package, or the word rules for the rules alone.", show_default=False
        ),
    ],
    gold: Annotated[
        list[Path],
        typer.Argument(
            help="Annotated reports: .jsonl, marked text in .txt, or folders of them. Each is a set of its own.",
            show_default=False,
        ),
    ],
    against: Annotated[
        str | None, typer.Option(metavar="MODEL", help="A second pipeline, to stand beside the first.")
    ] = None,
    errors: Annotated[int, typer.Option(metavar="N", min=0, help="List the first N errors of each set.")] = 0,
    json_file: Annotated[
        Path | None,
        typer.Option("--json", metavar="FILE", dir_okay=False, help="Write everything there: scores and all errors."),
    ] = None,
) -> None:
    """Measure a pipeline, or two side by side, on annotated reports: by label, by field and by document."""
    from sitrep_nlp.corpus.gold import read_gold
    from sitrep_nlp.errors import InputError

    if json_file is not None and not json_file.absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {json_file.parent}", param_hint="--json")
    failures: list[InputError] = []

    def failed(error: InputError) -> None:
        failures.append(error)
        typer.echo(f"sitrep: {error}", err=True)

    sets = [(str(path), read_gold([path], on_error=failed)) for path in gold]
    if failures:
        raise typer.Exit(2)

    import json
    from functools import partial

    from rich.console import Console

    from sitrep_nlp.evaluation import evaluate as run
    from sitrep_nlp.evaluation.report import print_report, to_json

    models = [model] if against is None else [model, against]
    pipelines = [_load(name, hint) for name, hint in zip(models, ("MODEL", "--against"), strict=False)]
    # Wider than any of the tables, which would lose digits in the 80 columns that rich gives to a pipe or a small window.
    console = Console(width=200)
    rows = []
    for path, reports in sets:
        track = partial(progress, total=len(reports))
        evaluations = [run(nlp, reports, on_error=failed, progress=track) for nlp in pipelines]
        print_report(console, path, models, evaluations, errors=errors)
        rows.append(to_json(path, models, evaluations))
    if json_file is not None:
        text = json.dumps({"sets": rows}, ensure_ascii=False, indent=1)
        json_file.write_text(text + "\n", encoding="utf-8")
    raise typer.Exit(1 if failures else 0)


def _load(name: str, hint: str) -> Language:
    """A pipeline by its name; what cannot be loaded is a wrong call."""
    import sitrep_nlp

    try:
        return sitrep_nlp.load(name)
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"{name!r} cannot be loaded: {error}", param_hint=hint) from error
