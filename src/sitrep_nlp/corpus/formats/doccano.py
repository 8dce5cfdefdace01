"""doccano's JSONL, as version 1.8 imports and exports it: entities with ids, relations between them, metadata beside.

doccano's spans have no attributes: those stand in the document's metadata under `attributes`, each with the ends of its span.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sitrep_nlp.corpus.formats import Log, OnProblem
from sitrep_nlp.corpus.formats.files import graphs, json_lines, write_lines
from sitrep_nlp.corpus.formats.graph import Graph, Link, Mark, known
from sitrep_nlp.corpus.formats.mapping import LabelMapping
from sitrep_nlp.corpus.formats.scheme import to_graph, to_reports
from sitrep_nlp.corpus.marked import AnnotatedReport


def read(path: Path, *, on_problem: OnProblem, mapping: LabelMapping | None = None) -> Iterator[AnnotatedReport]:
    """Reports of a JSONL file with `entities` and `relations`, or with `label` alone (`[[start, end, label], …]`)."""
    log = Log(path, on_problem)

    def graph(line: int, row: Mapping[str, Any]) -> Graph:
        return _graph(line, row, log)

    yield from to_reports(graphs(json_lines(path, log), graph, log), log, mapping)


def _graph(line: int, row: Mapping[str, Any], log: Log) -> Graph:
    name = str(row.get("report") or f"{log.path.stem}-{row.get('id', line)}")
    graph = Graph(name, row["text"], about=known(row), line=line)
    for start, end, label in [*row.get("label", ()), *row.get("labels", ())]:
        graph.marks.append(Mark(start, end, label))
    marks: dict[int, Mark] = {}
    for entity in row.get("entities", ()):
        marks[entity["id"]] = Mark(entity["start_offset"], entity["end_offset"], entity["label"])
    graph.marks += marks.values()
    for relation in row.get("relations", ()):
        ends = [marks.get(relation[side]) for side in ("from_id", "to_id")]
        if ends[0] and ends[1]:
            graph.links.append(Link(ends[0], ends[1], relation["type"]))
        else:
            log.tell(f"the relation {relation['type']!r} names no entity of the text", report=name, line=line)
    _attributes(row.get("attributes", ()), graph, log)
    return graph


def _attributes(rows: Iterable[Mapping[str, Any]], graph: Graph, log: Log) -> None:
    waiting = {id(mark): mark for mark in graph.marks}
    for row in rows:
        ends = (row["start_offset"], row["end_offset"], row["label"])
        mark = next((mark for mark in waiting.values() if (mark.start, mark.end, mark.label) == ends), None)
        if mark is None:
            log.tell(f"the attributes of {row['label']} have lost their span", report=graph.id, start=ends[0])
        else:
            mark.attributes = dict(row["attributes"])
            del waiting[id(mark)]


def write(
    reports: Iterable[AnnotatedReport], path: Path, *, on_problem: OnProblem, scores: Mapping[str, float] | None = None
) -> int:
    """Write reports for doccano's import (project "Sequence labeling" with relations and overlapping spans allowed)."""
    return write_lines((_row(number, to_graph(report), scores) for number, report in enumerate(reports, 1)), path)


def _row(number: int, graph: Graph, scores: Mapping[str, float] | None) -> dict[str, Any]:
    numbers = {mark: index for index, mark in enumerate(graph.marks, 1)}

    def span(mark: Mark) -> dict[str, Any]:
        return {"label": mark.label, "start_offset": mark.start, "end_offset": mark.end}

    row: dict[str, Any] = {"id": number, "text": graph.text, "report": graph.id, **graph.about}
    if scores is not None:
        row["score"] = scores[graph.id]
    row["entities"] = [{"id": index, **span(mark)} for mark, index in numbers.items()]
    row["relations"] = [
        {"id": index, "from_id": numbers[link.head], "to_id": numbers[link.child], "type": link.label}
        for index, link in enumerate(graph.links, 1)
    ]
    row["attributes"] = [span(mark) | {"attributes": mark.attributes} for mark in graph.marks if mark.attributes]
    return row
