"""What is shown while a pipeline learns: a bar of the steps and a line for each evaluation."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import IO, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from spacy.language import Language

_HEADINGS = f"{'epoch':>5} {'step':>6} {'loss':>9} {'P':>6} {'R':>6} {'F1':>6}"


def create_progress(
    scores: str = "ents",
) -> Callable[..., tuple[Callable[[dict[str, Any] | None], None], Callable[[], None]]]:
    """A logger for `training.logger`: the losses, and precision, recall and F1 on the dev part, on standard error.

    scores: what is measured, "ents" for entities, "figures_record" for the records of figures.
    """
    return partial(_set_up, scores)


def _set_up(
    scored: str, nlp: Language, stdout: IO[str] = sys.stdout, stderr: IO[str] = sys.stderr
) -> tuple[Callable[[dict[str, Any] | None], None], Callable[[], None]]:
    console = Console(stderr=True, highlight=False)
    columns = (
        TextColumn("Training"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = progress.add_task("", total=nlp.config["training"]["max_steps"] or None)
    progress.start()
    console.print(_HEADINGS)

    def step(info: dict[str, Any] | None) -> None:
        if info is None:
            progress.advance(task)
            return
        scores = info["other_scores"]
        shares = " ".join(f"{scores.get(f'{scored}_{key}') or 0.0:6.3f}" for key in "prf")
        best = info["score"] >= max(score for score, _ in info["checkpoints"])
        line = f"{info['epoch']:>5} {info['step']:>6} {sum(info['losses'].values()):>9.1f} {shares}"
        console.print(line + ("  best so far" if best else ""))
        progress.update(task, completed=info["step"])

    return step, progress.stop
