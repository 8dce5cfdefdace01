"""The predictions in Label Studio's JSON, as if they were annotations: to compare what other models suggested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sitrep_nlp.corpus.formats import Log, OnProblem, label_studio
from sitrep_nlp.corpus.formats.files import graphs
from sitrep_nlp.corpus.formats.graph import Graph
from sitrep_nlp.corpus.formats.mapping import LabelMapping
from sitrep_nlp.corpus.formats.scheme import to_reports
from sitrep_nlp.corpus.marked import AnnotatedReport


def read(path: Path, *, on_problem: OnProblem, mapping: LabelMapping | None = None) -> Iterator[AnnotatedReport]:
    """Reports of the first prediction of each task; a task without one is told."""
    log = Log(path, on_problem)

    def graph(number: int, task: Mapping[str, Any]) -> Graph | None:
        made = label_studio.head(task, number, log)
        if not task.get("predictions"):
            log.tell("the task has no prediction", report=made.id)
            return None
        for other in task["predictions"][1:]:
            log.tell(f"a prediction by {other.get('model_version')} was left out: the task has another", report=made.id)
        label_studio.fill(made, task["predictions"][0]["result"], log)
        return made

    yield from to_reports(graphs(enumerate(label_studio.tasks(path), 1), graph, log), log, mapping)


def write(
    reports: Iterable[AnnotatedReport], path: Path, *, on_problem: OnProblem, scores: Mapping[str, float] | None = None
) -> int:
    """Write reports as predictions, without scores unless they are given."""
    return label_studio.write(reports, path, on_problem=on_problem, scores=scores or {})
