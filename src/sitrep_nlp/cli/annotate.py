"""`sitrep annotate`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sitrep_nlp.cli.progress import show_run

if TYPE_CHECKING:
    from sitrep_nlp.annotated import AnnotatedBulletin
    from sitrep_nlp.batch.job import Job
    from sitrep_nlp.batch.run import Executor, Run


class ExecutorName(StrEnum):
    LOCAL = "local"
    DASK = "dask"


def annotate(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Bulletins: .pdf, .html, .docx, .md, .txt and .jsonl files, folders of them, or URLs.",
            show_default=False,
        ),
    ],
    out: Annotated[
        str | None,
        typer.Option(
            help="Where to: .xlsx, .csv, .parquet, .jsonl, .spacy or .html. Without it, a table on the terminal.",
            metavar="FILE",
        ),
    ] = None,
    month: Annotated[str | None, typer.Option(help="The bulletins' month, YYYY-MM, for those that bring none.")] = None,
    metadata: Annotated[
        Path | None, typer.Option(help="A CSV file with the columns file, month, country, source.")
    ] = None,
    model: Annotated[
        str, typer.Option(help="A saved pipeline's folder or package, or the word rules for the rules alone.")
    ] = "en_sitrep_sm",
    hxl: Annotated[bool, typer.Option("--hxl", help="Put HXL tags below the header (.xlsx, .csv).")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Worker processes.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was interrupted.")] = False,
    shard_size: Annotated[
        int | None,
        typer.Option(min=1, help="Bulletins that are kept together; by default 16, and fewer towards the end."),
    ] = None,
    executor: Annotated[ExecutorName, typer.Option(help="Processes of this machine, or Dask.")] = ExecutorName.LOCAL,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Dask's scheduler; without it, a cluster is started here.")
    ] = None,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds that one bulletin may take.")] = 600,
    memory: Annotated[int, typer.Option(min=500, help="MB that a worker process may take up (on Linux).")] = 2000,
) -> None:
    """Annotate bulletins: every number with what it counts, what was done, where, when and by whom.

    Finished work is kept in FILE.run until the output is written: after an interruption, --resume goes on from there.
    """
    if scheduler is not None and executor is not ExecutorName.DASK:
        raise typer.BadParameter("is for --executor dask", param_hint="--scheduler")
    job = _job(model, month, metadata, timeout, memory)
    if out is not None:
        _check_output(out, hxl)
    with ExitStack() as stack:
        run = _run(paths, out, job, resume, stack)
        _go(run, _executor(executor, workers, scheduler), shard_size, out)
        failures = _deliver(run, out, hxl)
    raise typer.Exit(1 if failures else 0)


def _job(model: str, month: str | None, metadata: Path | None, timeout: float, memory: int) -> Job:
    from sitrep_nlp.batch.job import Job
    from sitrep_nlp.bulletin import is_month
    from sitrep_nlp.errors import InputError
    from sitrep_nlp.reading.metadata import read_metadata

    if month is not None and not is_month(month):
        raise typer.BadParameter(f"{month!r} is not of the form YYYY-MM", param_hint="--month")
    try:
        table = read_metadata(metadata) if metadata else {}
    except InputError as error:
        raise typer.BadParameter(str(error), param_hint="--metadata") from error
    return Job(model=model, month=month, metadata=table, timeout=timeout, memory=memory)


def _check_output(out: str, hxl: bool) -> None:
    from sitrep_nlp.writing import writer_of

    if "://" not in out and not Path(out).absolute().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {Path(out).parent}", param_hint="--out")
    try:
        writer_of(out, hxl=hxl)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--out") from error


def _run(paths: list[str], out: str | None, job: Job, resume: bool, stack: ExitStack) -> Run:
    """The run, with its folder beside the output, or somewhere for the time being where there is none."""
    from tempfile import TemporaryDirectory

    from sitrep_nlp.batch.run import Run

    if out is None:
        folder = stack.enter_context(TemporaryDirectory(prefix="sitrep-"))
    else:
        folder = f"{out if '://' in out else Path(out).absolute()}.run"
    try:
        run = Run(paths, folder, job)
    except OSError as error:
        raise typer.BadParameter(str(error), param_hint="--model") from error
    if run.unfinished_before and not resume:
        raise typer.BadParameter(
            f"{folder} holds an unfinished run, with {run.done} of these {run.size} bulletins finished: "
            "go on with it by --resume, or remove it",
            param_hint="--out",
        )
    if run.done:
        typer.echo(f"sitrep: {run.done} of {run.size} bulletins were finished before", err=True)
    return run


def _executor(name: ExecutorName, workers: int, scheduler: str | None) -> Executor:
    from functools import partial

    if name is ExecutorName.LOCAL:
        from sitrep_nlp.batch.local import run_local

        return partial(run_local, workers=workers)
    try:
        from sitrep_nlp.batch.cluster import run_on_cluster
    except ModuleNotFoundError as error:
        raise typer.BadParameter(
            f"needs {error.name}: pip install 'sitrep-nlp[cluster]'", param_hint="--executor"
        ) from error
    return partial(run_on_cluster, workers=workers, scheduler=scheduler)


def _go(run: Run, executor: Executor, shard_size: int | None, out: str | None) -> None:
    """Annotate what is not finished; where that is stopped, say how to go on."""
    from sitrep_nlp.batch.process import WorkerError

    try:
        show_run(run.go(executor, shard_size=shard_size), done=run.done, total=run.size)
    except KeyboardInterrupt:
        reason, code = "interrupted", 130
    except (WorkerError, OSError) as error:
        reason, code = str(error), 1
    else:
        return
    kept = f"; {run.done} of {run.size} bulletins are finished, go on with --resume" if out and run.done else ""
    typer.echo(f"sitrep: stopped: {reason}{kept}", err=True)
    raise typer.Exit(code)


def _deliver(run: Run, out: str | None, hxl: bool) -> int:
    """Write what came of the run, say what failed, and clear up; returns the number of failures."""
    failures = 0

    def results() -> Iterator[AnnotatedBulletin]:
        nonlocal failures
        for outcome in run.outcomes():
            for note in outcome.notes:
                typer.echo(f"sitrep: {note}", err=True)
            if outcome.failure:
                failures += 1
                typer.echo(f"sitrep: {outcome.failure.error()}", err=True)
            if outcome.result:
                yield outcome.result

    if out is None:
        from rich.console import Console

        from sitrep_nlp.writing.terminal import write_terminal

        write_terminal(results(), Console())
        return failures

    from sitrep_nlp.writing import write

    stream = results()
    first = next(stream, None)
    if first is None:
        typer.echo(f"sitrep: there is nothing to write: {out} is left as it is", err=True)
    else:
        try:
            figures = write(chain([first], stream), out, hxl=hxl)
        except OSError as error:
            typer.echo(f"sitrep: {out} could not be written: {error}; try again with --resume", err=True)
            raise typer.Exit(1) from error
        typer.echo(f"{figures} figures in {out}", err=True)
    run.remove()
    return failures
