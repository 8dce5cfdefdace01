"""JSON Lines in which each text has a list of records: `{"text": …, "annotations": [{"quantity": {…}, "unit": {…}, …}]}`.

A field of a record that is a span (`start`, `end`, offsets in characters) becomes a mark labelled with the field's name, linked to the
record's number by a relation of that name; any other field is an attribute of the number. The mapping file says where the
records stand and which field is the number:

    [records]
    list = "annotations"
    number = "quantity"
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sitrep_nlp.corpus.formats import Log, OnProblem
from sitrep_nlp.corpus.formats.files import graphs, json_lines
from sitrep_nlp.corpus.formats.graph import Graph, Link, Mark, known
from sitrep_nlp.corpus.formats.mapping import LabelMapping
from sitrep_nlp.corpus.formats.scheme import to_reports
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.errors import InputError

Row = Mapping[str, Any]


def read(path: Path, *, on_problem: OnProblem, mapping: LabelMapping | None = None) -> Iterator[AnnotatedReport]:
    """Reports of a JSON Lines file of records. Raises InputError without a mapping that has the table `records`."""
    log = Log(path, on_problem)
    options = mapping.options.get("records", {}) if mapping else {}
    if set(options) != {"list", "number"}:
        raise InputError(str(path), "records need a mapping file with a table [records] of `list` and `number`")

    def graph(line: int, row: Row) -> Graph:
        name = str(row.get("id") or f"{path.stem}-{line}")
        made = Graph(name, row["text"], about=known(row), line=line)
        for record in row[options["list"]]:
            _record(record, options["number"], made, log)
        return made

    yield from to_reports(graphs(json_lines(path, log), graph, log), log, mapping)


def _record(record: Row, number: str, graph: Graph, log: Log) -> None:
    marks = {name: mark for name, value in record.items() if (mark := _mark(name, value, graph, log))}
    if number not in marks:
        log.tell(f"a record without its {number}: {dict(record)!r}", report=graph.id, line=graph.line)
        return
    head = marks.pop(number)
    head.attributes |= {name: value for name, value in record.items() if value is not None and not _is_span(value)}
    graph.marks.append(head)
    for name, mark in marks.items():
        # What several numbers share is one mark.
        same = (
            link.child
            for link in graph.links
            if (link.child.start, link.child.end, link.label) == (mark.start, mark.end, name)
        )
        child = next(same, mark)
        if child is mark:
            graph.marks.append(mark)
        graph.links.append(Link(head, child, name))


def _is_span(value: object) -> bool:
    return isinstance(value, dict) and {"start", "end"} <= value.keys()


def _mark(name: str, value: Any, graph: Graph, log: Log) -> Mark | None:
    if not _is_span(value):
        return None
    start, end, words = value["start"], value["end"], value.get("text")
    if words is not None and graph.text[start:end] != words:
        reason = f"{name} {words!r} is not what stands there: {graph.text[start:end]!r}"
        log.tell(reason, report=graph.id, start=start, line=graph.line)
        return None
    return Mark(start, end, name)
