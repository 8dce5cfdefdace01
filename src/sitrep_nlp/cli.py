"""The command line: arguments in, calls of the API out."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from spacy.language import Language

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


@app.command()
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
        track = partial(_progress, total=len(reports))
        evaluations = [run(nlp, reports, on_error=failed, progress=track) for nlp in pipelines]
        print_report(console, path, models, evaluations, errors=errors)
        rows.append(to_json(path, models, evaluations))
    if json_file is not None:
        text = json.dumps({"sets": rows}, ensure_ascii=False, indent=1)
        json_file.write_text(text + "\n", encoding="utf-8")
    raise typer.Exit(1 if failures else 0)


@app.command()
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
        print_report(Console(width=200), f"{corpus}, {part}", names, [trained.before[part], after], documents=False)
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


def _load(name: str, hint: str) -> Language:
    """A pipeline by its name; what cannot be loaded is a wrong call."""
    import sitrep_nlp

    try:
        return sitrep_nlp.load(name)
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"{name!r} cannot be loaded: {error}", param_hint=hint) from error


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
