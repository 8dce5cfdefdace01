"""brat standoff, as version 1.3 reads and writes it: `ID.txt` beside `ID.ann` in a folder, and `annotation.conf`.

A text-bound annotation over a line break is written in fragments, as brat does it. Attributes with a closed vocabulary are
brat's attributes; those with free values stand as JSON in a note. What is known of the reports stands in `metadata.csv`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from sitrep_nlp.corpus.formats import Log, OnProblem
from sitrep_nlp.corpus.formats.brat_config import CLOSED, FLAGS, config, to_name, to_value
from sitrep_nlp.corpus.formats.files import file_stem, read_bytes
from sitrep_nlp.corpus.formats.graph import ABOUT, Graph, Link, Mark, known
from sitrep_nlp.corpus.formats.mapping import LabelMapping
from sitrep_nlp.corpus.formats.scheme import to_graph, to_reports
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.errors import InputError
from sitrep_nlp.reading.folders import files_in

METADATA = "metadata.csv"
_NOTE = "AnnotatorNotes"


def read(path: Path, *, on_problem: OnProblem, mapping: LabelMapping | None = None) -> Iterator[AnnotatedReport]:
    """Reports of a folder of `.txt` files with their `.ann` files. A text without annotations is told."""
    texts = files_in(path, (".txt",)) if path.is_dir() else []
    if not texts:
        raise InputError(str(path), "not a folder with brat's .txt and .ann files")
    about = _metadata(path / METADATA)
    for text in texts:
        log = Log(text.with_suffix(".ann"), on_problem)
        # A collection may have folders within it, whose documents may have the same names.
        name = "-".join(text.relative_to(path).with_suffix("").parts)
        if not log.path.exists():
            log.tell("the text has no .ann file", report=name)
            continue
        try:
            words = read_bytes(text).decode("utf-8")
            graph = Graph(name, words, about=known(about.get(name, {})))
            lines = read_bytes(log.path).decode("utf-8").split("\n")
        except UnicodeDecodeError as error:
            log.tell(f"not UTF-8: {error}", report=name)
            continue
        _Annotations(graph, log).read(lines)
        yield from to_reports([graph], log, mapping)


def _metadata(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    return {row["id"]: row for row in csv.DictReader(read_bytes(path).decode("utf-8").splitlines())}


class _Annotations:
    """The lines of one `.ann` file on their way into a graph."""

    def __init__(self, graph: Graph, log: Log) -> None:
        self.graph, self.log = graph, log
        self.marks: dict[str, Mark] = {}

    def read(self, lines: Iterable[str]) -> None:
        rows = [(number, line.rstrip("\r")) for number, line in enumerate(lines, 1) if line.strip()]
        # An annotation may stand before those that it names.
        for kinds in ("T", "E", "RAMN*#"):
            for number, line in rows:
                if line[0] in kinds:
                    try:
                        self.line(line)
                    except (ValueError, KeyError, IndexError) as error:
                        self.tell(f"{line!r} could not be read ({type(error).__name__}: {error})", number)
        for number, line in rows:
            if line[0] not in "TERAMN*#":
                self.tell(f"{line!r} is no annotation that brat defines", number)

    def tell(self, reason: str, line: int | None = None, start: int | None = None) -> None:
        self.log.tell(reason, report=self.graph.id, line=line, start=start)

    def line(self, line: str) -> None:
        name, body, *rest = line.split("\t")
        kind = line[0]
        if kind == "T":
            self.text_bound(name, body)
        elif kind == "E":
            self.event(name, body)
        elif kind == "R":
            label, first, second = body.split()
            self.link(self.marks[_reference(first)], self.marks[_reference(second)], label)
        elif kind in "AM":
            attribute, target, *value = body.split(" ")
            mark = self.marks[target]
            mark.attributes[attribute] = to_value(attribute, value[0]) if value else True
        elif kind == "N":
            _, target, reference = body.split(" ", 2)
            self.marks[target].attributes.setdefault("norm", reference)
        elif kind == "*":
            label, *members = body.split()
            self.tell(
                f"the {label} of {', '.join(members)} has no place in a report", start=self.marks[members[0]].start
            )
        elif body.split()[0] == _NOTE and body.split()[1] in self.marks:
            self.note(self.marks[body.split()[1]], "\t".join(rest))
        else:
            self.tell(f"the note {line!r} has no place in a report")

    def text_bound(self, name: str, body: str) -> None:
        label, places = body.split(" ", 1)
        fragments = [(int(start), int(end)) for start, end in (place.split() for place in places.split(";"))]
        start, end = fragments[0][0], fragments[-1][1]
        gaps = [self.graph.text[a[1] : b[0]] for a, b in pairwise(fragments)]
        if any(gap.strip() for gap in gaps):
            words = self.graph.text[start:end]
            self.tell(f"{label} {name} is discontinuous: taken from its first to its last word, {words!r}", start=start)
        self.marks[name] = Mark(start, end, label)
        self.graph.marks.append(self.marks[name])

    def event(self, name: str, body: str) -> None:
        """An event is a relation from its trigger to each of its arguments."""
        (_, trigger), *arguments = (part.split(":") for part in body.split())
        self.marks[name] = self.marks[trigger]
        for role, target in arguments:
            self.link(self.marks[trigger], self.marks[target], role)

    def link(self, head: Mark, child: Mark, label: str) -> None:
        self.graph.links.append(Link(head, child, label))

    def note(self, mark: Mark, words: str) -> None:
        try:
            attributes = json.loads(words)
        except json.JSONDecodeError:
            attributes = None
        if isinstance(attributes, dict):
            mark.attributes |= attributes
        else:
            self.tell(f"the note {words!r} has no place in a report", start=mark.start)


def _reference(argument: str) -> str:
    return argument.partition(":")[2]


def write(
    reports: Iterable[AnnotatedReport], path: Path, *, on_problem: OnProblem, scores: Mapping[str, float] | None = None
) -> int:
    """Write reports into the folder `path`: texts, annotations, `annotation.conf` and `metadata.csv`.

    Raises InputError for an id that is no file name. Suggestions look like annotations: brat knows no difference.
    """
    path.mkdir(parents=True, exist_ok=True)
    about = []
    labels: dict[str, None] = {}
    for report in reports:
        stem = file_stem(report, path)
        graph = to_graph(report)
        labels |= dict.fromkeys(mark.label for mark in graph.marks)
        about.append({"id": graph.id, **graph.about})
        (path / f"{stem}.txt").write_bytes(graph.text.encode("utf-8"))
        (path / f"{stem}.ann").write_bytes("".join(f"{line}\n" for line in _lines(graph)).encode("utf-8"))
    (path / "annotation.conf").write_text(config(labels), encoding="utf-8")
    with (path / METADATA).open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, ("id", *ABOUT))
        rows.writeheader()
        rows.writerows(about)
    return len(about)


def _lines(graph: Graph) -> Iterator[str]:
    names = {mark: f"T{index}" for index, mark in enumerate(graph.marks, 1)}
    for mark, name in names.items():
        # brat draws no span over a line break: it parts such a span in fragments.
        pieces = [match.span() for match in re.finditer(r"[^\n]+", graph.text[mark.start : mark.end])]
        places = ";".join(f"{mark.start + start} {mark.start + end}" for start, end in pieces)
        words = " ".join(graph.text[mark.start + start : mark.start + end] for start, end in pieces)
        yield f"{name}\t{mark.label} {places}\t{words}"
    for index, link in enumerate(graph.links, 1):
        yield f"R{index}\t{link.label} Arg1:{names[link.head]} Arg2:{names[link.child]}"
    attributes = [(mark, name, value) for mark in names for name, value in mark.attributes.items()]
    closed = [item for item in attributes if item[1] in CLOSED or item[1:] in FLAGS]
    for index, (mark, name, value) in enumerate(closed, 1):
        yield f"A{index}\t{name} {names[mark]}" + ("" if value is True else f" {to_name(value)}")
    open_ones: dict[Mark, dict[str, Any]] = {}
    for mark, name, value in attributes:
        if (mark, name, value) not in closed:
            open_ones.setdefault(mark, {})[name] = value
    for index, (mark, values) in enumerate(open_ones.items(), 1):
        yield f"#{index}\t{_NOTE} {names[mark]}\t{json.dumps(values, ensure_ascii=False)}"
