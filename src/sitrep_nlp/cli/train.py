"""`sitrep train`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def train(
    corpus: Annotated[
        Path,
        typer.Option(
            help="Annotated reports: a folder with train/ and dev/, perhaps test/, or a file or folder to take a dev part from.",
            exists=True,
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option(help="The folder for the pipeline.", show_default=False)],
    base: Annotated[str | None, typer.Option(metavar="MODEL", help="A pipeline to go on from.")] = None,
    mix: Annotated[
        Path | None,
        typer.Option(
            help="The reports that the base was made from, so that it does not forget; mostly found by itself.",
            exists=True,
        ),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="A spaCy config; by default that of the base.", exists=True, dir_okay=False)
    ] = None,
    gpu: Annotated[int, typer.Option(help="The number of a GPU; -1 is the CPU.")] = -1,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the pipeline that stands in the folder.")
    ] = False,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="A value of the config: --set paths.backbone=DIR"),
    ] = None,
) -> None:
    """Train a pipeline on annotated reports, from scratch or on from another one."""
    changes = dict(_setting(text) for text in settings or ())

    from rich.console import Console

    from sitrep_nlp.errors import InputError
    from sitrep_nlp.evaluation.report import print_report
    from sitrep_nlp.training import train as run

    def told(message: object) -> None:
        typer.echo(f"sitrep: {message}", err=True)

    try:
        trained = run(
            corpus,
            out,
            base=base,
            mix=mix,
            config=config,
            gpu=gpu,
            overwrite=overwrite,
            settings=changes,
            on_error=told,
            on_warning=told,
        )
    except (InputError, OSError, ValueError) as error:
        told(error)
        raise typer.Exit(2) from error
    except KeyboardInterrupt:
        told("stopped before there was a model")
        raise typer.Exit(1) from None
    names = [base or "rules", str(out)]
    for part, after in trained.after.items():
        title = f"{trained.mixed}, {part.removeprefix('mixed ')}" if part.startswith("mixed ") else f"{corpus}, {part}"
        print_report(Console(width=200), title, names, [trained.before[part], after], documents=False)
    told(f"the pipeline is in {out}" if trained.complete else f"stopped; the best pipeline until then is in {out}")
    raise typer.Exit(0 if trained.complete else 1)


def _setting(text: str) -> tuple[str, object]:
    """A setting as it is written on the command line: a dotted name and a value in JSON, or else a string."""
    import json

    name, sign, value = text.partition("=")
    if not sign or "." not in name:
        raise typer.BadParameter(f"{text!r} is not of the form section.name=value", param_hint="--set")
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value
