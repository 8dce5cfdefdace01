"""`sitrep corpus`: work with annotated reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sitrep_nlp.corpus.formats import Problem

app = typer.Typer(no_args_is_help=True, help="Work with annotated reports.")

FORMATS = "label-studio, prodigy, inception, doccano, brat, conll or docbin; docs/formats.md describes each"

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


@app.command("import")
def import_(
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="A file, or a folder for brat and inception.", exists=True)
    ],
    form: Annotated[str, typer.Option("--from", metavar="FORMAT", help=f"{FORMATS}; records and review besides.")],
    out: Annotated[Path, typer.Option(help="Where to: .jsonl, or .spacy for spaCy's DocBin.", show_default=False)],
    mapping: Annotated[
        Path | None, typer.Option(help="A .toml or .csv file that turns their labels into ours.", exists=True)
    ] = None,
) -> None:
    """Turn another tool's annotation into annotated reports; print each annotation that could not be placed."""
    from sitrep_nlp.corpus.compile import SUFFIXES, compile_reports
    from sitrep_nlp.corpus.formats import READABLE, reader
    from sitrep_nlp.corpus.formats.mapping import read_mapping
    from sitrep_nlp.errors import InputError

    if out.suffix not in SUFFIXES:
        raise typer.BadParameter(f"{out}: the extension must be one of {', '.join(SUFFIXES)}", param_hint="--out")
    _known(form, READABLE, "--from")
    problems, told = _problems()
    try:
        labels = read_mapping(mapping) if mapping else None
        reports = list(reader(form)(source, on_problem=told, mapping=labels))
    except (InputError, ImportError) as error:
        typer.echo(f"sitrep: {error}", err=True)
        raise typer.Exit(2) from error
    out.parent.mkdir(parents=True, exist_ok=True)
    count = compile_reports(reports, out, lambda message: typer.echo(f"sitrep: {message}", err=True))
    _end(count, out, problems)


@app.command("export")
def export(
    paths: Paths,
    form: Annotated[str, typer.Option("--to", metavar="FORMAT", help=FORMATS)],
    out: Annotated[Path, typer.Option(help="The file, or the folder for brat and inception.", show_default=False)],
) -> None:
    """Write annotated reports in another tool's format; print what that cannot carry."""
    from sitrep_nlp.corpus.formats import WRITABLE, writer
    from sitrep_nlp.corpus.gold import read_gold
    from sitrep_nlp.errors import InputError

    _known(form, WRITABLE, "--to")
    problems, told = _problems()
    try:
        count = writer(form)(read_gold(paths).values(), out, on_problem=told)
    except (InputError, ImportError, OSError) as error:
        typer.echo(f"sitrep: {error}", err=True)
        raise typer.Exit(2) from error
    _end(count, out, problems)


@app.command("suggest")
def suggest(
    model: Annotated[
        str, typer.Argument(help="A pipeline's folder or package, or the word rules.", show_default=False)
    ],
    texts: Annotated[list[Path], typer.Argument(help="Bulletins, as for sitrep annotate.", show_default=False)],
    form: Annotated[str, typer.Option("--to", metavar="FORMAT", help=FORMATS)],
    out: Annotated[Path, typer.Option(help="The file, or the folder for brat and inception.", show_default=False)],
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="Only the N most worth annotating.")] = None,
) -> None:
    """Pre-annotate texts with a pipeline, the least certain and most various first."""
    from sitrep_nlp.corpus.formats import WRITABLE, writer

    _known(form, WRITABLE, "--to")

    import sitrep_nlp
    from sitrep_nlp.corpus.suggest import suggest as run
    from sitrep_nlp.errors import InputError

    failures: list[InputError] = []

    def failed(error: InputError) -> None:
        failures.append(error)
        typer.echo(f"sitrep: {error}", err=True)

    problems, told = _problems()
    try:
        found = run(sitrep_nlp.annotate(texts, nlp=sitrep_nlp.load(model), on_error=failed), limit)
        scores = {each.report.id: each.certainty for each in found}
        count = writer(form)((each.report for each in found), out, on_problem=told, scores=scores)
    except (InputError, ImportError, OSError, ValueError) as error:
        typer.echo(f"sitrep: {error}", err=True)
        raise typer.Exit(2) from error
    typer.echo(f"{count} suggestions in {out}", err=True)
    raise typer.Exit(1 if failures or problems else 0)


def _known(form: str, formats: tuple[str, ...], hint: str) -> None:
    if form not in formats:
        raise typer.BadParameter(f"no format {form!r} (one of {', '.join(formats)})", param_hint=hint)


def _problems() -> tuple[list[Problem], Callable[[Problem], None]]:
    """A list of problems, and what prints and collects them."""
    problems: list[Problem] = []

    def told(problem: Problem) -> None:
        problems.append(problem)
        typer.echo(f"sitrep: {problem}", err=True)

    return problems, told


def _end(count: int, out: Path, problems: list[Problem]) -> None:
    typer.echo(f"{count} reports in {out}, {len(problems)} problems", err=True)
    raise typer.Exit(1 if problems else 0)
