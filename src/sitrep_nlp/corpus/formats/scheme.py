"""Figures as marks and links, and back; `docs/formats.md` describes the scheme.

A figure's number is the mark `QUANTITY`, which has the figure's values as attributes and a link, named after the figure's field,
to each span that the figure names. These are entities, or marks of their own: `COUNTED`, `ACTIVITY`, `MODIFIER`, `MENTION`.
In a report with links every `QUANTITY` is a figure unless it says `figure=no` or is optional and bare; where only entities were
annotated there are no figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sitrep_nlp.bulletin import is_month
from sitrep_nlp.corpus.formats import Log
from sitrep_nlp.corpus.formats.completion import complete, join_unit
from sitrep_nlp.corpus.formats.graph import ABOUT, Graph, Link, Mark, known
from sitrep_nlp.corpus.formats.mapping import FIELDS, OTHER_MARKS, ROLES, LabelMapping
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.figures import LINK_FIELDS, Entity, Figure
from sitrep_nlp.schema import COUNTED_TYPES, KINDS, LABELS, MODIFIERS, SECTORS

NUMBERS = ("QUANTITY", "NUMBER")
VOCABULARIES = {"kind": KINDS, "modifier": MODIFIERS, "counted_type": COUNTED_TYPES, "sector": SECTORS}

_MARK_OF_ROLE = {"counted": "COUNTED", "activity": "ACTIVITY", "activity_alt": "ACTIVITY", "modifier_span": "MODIFIER"}
_ROLE_OF_MARK = {
    "COUNTED": "counted",
    "BENEFICIARY": "counted",
    "ACTIVITY": "activity",
    "MODIFIER": "modifier_span",
    "ORG": "organizations",
    "LOC": "locations",
    "DATE": "dates",
    "QUANTITY": "part_of",
}
_MANY = (*LINK_FIELDS, "activity_alt")
# What an entity has; all other attributes of a number are its figure's.
_OF_ENTITIES = ("norm", "optional", "figure")
_DEFAULTS: dict[str, Any] = {"unit": "", "implicit": False}

Ends = tuple[int, int]


def to_graph(report: AnnotatedReport) -> Graph:
    """A report as marks and links. A `QUANTITY` without a figure says so by the attribute `figure=no`."""
    graph = Graph(report.id, report.text, about=known({name: getattr(report, name) for name in ABOUT}))
    at: dict[Ends, Mark] = {}
    numbers: dict[tuple[int, int, bool], Mark] = {}
    for entity in report.entities:
        mark = Mark(entity.start, entity.end, entity.label)
        if entity.value is not None:
            mark.attributes["norm"] = entity.value
        if entity.optional:
            mark.attributes["optional"] = True
        graph.marks.append(mark)
        at.setdefault((entity.start, entity.end), mark)
        if entity.label == "QUANTITY":
            mark.attributes["figure"] = "no"
            numbers.setdefault((entity.start, entity.end, entity.optional), mark)
    rows = [(_number(figure, numbers, graph), figure.to_json()) for figure in report.figures]
    for number, _ in rows:
        at.setdefault((number.start, number.end), number)
    for number, row in rows:
        _figure(number, row, at, graph)
    return graph


def _number(figure: Figure, numbers: dict[tuple[int, int, bool], Mark], graph: Graph) -> Mark:
    """The mark of a figure's number: an entity that no other figure has, or else one of its own."""
    start, end = figure.quantity.start, figure.quantity.end
    mark = numbers.pop((start, end, figure.optional), None)
    if mark is None:
        mark = Mark(start, end, "NUMBER", {"optional": True} if figure.optional else {})
        graph.marks.append(mark)
    mark.attributes.pop("figure", None)
    return mark


def _figure(number: Mark, row: dict[str, Any], at: dict[Ends, Mark], graph: Graph) -> None:
    for name, value in row.items():
        if name in FIELDS:
            for span in value if isinstance(value, list) else [value] if value else []:
                ends = (span["start"], span["end"])
                if ends not in at:
                    at[ends] = Mark(*ends, _MARK_OF_ROLE.get(name, "MENTION"))
                    graph.marks.append(at[ends])
                graph.links.append(Link(number, at[ends], name))
        elif name not in ("quantity", "optional") and value is not None and value != _DEFAULTS.get(name):
            number.attributes[name] = value


def to_reports(graphs: Iterable[Graph], log: Log, mapping: LabelMapping | None = None) -> Iterator[AnnotatedReport]:
    """Graphs as reports; what cannot be placed is told to `log`, and so is an id that stands twice, with its report left out."""
    mapping = mapping or LabelMapping()
    seen: set[str] = set()
    for graph in graphs:
        if not graph.text.strip():
            log.tell("the text is empty", report=graph.id, line=graph.line)
        elif graph.id in seen:
            log.tell("a second report of this id was left out", report=graph.id, line=graph.line)
        else:
            seen.add(graph.id)
            if "month" in graph.about and not is_month(graph.about["month"]):
                reason = f"the month {graph.about.pop('month')!r} is not of the form YYYY-MM"
                log.tell(reason, report=graph.id, line=graph.line)
            yield _Report(graph, log, mapping).made()


class _Report:
    """One graph on its way to a report."""

    def __init__(self, graph: Graph, log: Log, mapping: LabelMapping) -> None:
        self.graph, self.log = graph, log
        self.inside()
        mapping.apply(graph, log)
        self.entity_labels = frozenset(LABELS) | mapping.kept
        self.roles: dict[Mark, list[Link]] = {mark: [] for mark in graph.marks if mark.label in NUMBERS}
        self.homeless: Counter[str] = Counter()  # attributes that neither figures nor entities have

    def made(self) -> AnnotatedReport:
        graph = self.graph
        self.tie()
        tied = {link.child for links in self.roles.values() for link in links}
        for number, links in self.roles.items():
            join_unit(number, links, graph, self.tell)
        figures = [figure for number in self.roles if (figure := self.figure(number))]
        figures.sort(key=lambda figure: figure.quantity.start)
        for mark in graph.marks:
            if mark.label in OTHER_MARKS and mark not in tied and mark not in self.roles:
                self.tell(f"{mark.label} {self.words(mark)!r} is tied to no number", mark)
        for mark in graph.marks:
            if mark.label in self.entity_labels and mark not in tied and mark not in self.roles:
                self.homeless.update(mark.attributes.keys() - set(_OF_ENTITIES))
        for name, count in self.homeless.items():
            self.log.tell(f"{count} times the attribute {name!r} has no place and was left out", report=graph.id)
        return AnnotatedReport(graph.id, graph.text, **graph.about, entities=self.entities(), figures=figures)

    def tell(self, reason: str, mark: Mark) -> None:
        self.log.tell(reason, report=self.graph.id, start=mark.start, line=self.graph.line)

    def words(self, mark: Mark) -> str:
        return self.graph.text[mark.start : mark.end]

    def inside(self) -> None:
        """Leave out marks outside the text or without words, and take white space off the ends of the others."""
        lost = set()
        for mark in self.graph.marks:
            words = self.words(mark)
            if not 0 <= mark.start < mark.end <= len(self.graph.text) or not words.strip():
                self.tell(f"{mark.label} {mark.start}-{mark.end} lies outside the text or is empty", mark)
                lost.add(mark)
            else:
                mark.start += len(words) - len(words.lstrip())
                mark.end -= len(words) - len(words.rstrip())
        self.graph.marks = [mark for mark in self.graph.marks if mark not in lost]
        for link in [link for link in self.graph.links if lost & {link.head, link.child}]:
            self.tell(f"the relation {link.label!r} lost one of its ends", link.head)
            self.graph.links.remove(link)

    def tie(self) -> None:
        """Sort the links by the number that they belong to; one that points to its number is turned round."""
        for link in self.graph.links:
            if link.head not in self.roles and link.child in self.roles and link.label != "part_of":
                link.head, link.child = link.child, link.head
            link.label = link.label or _ROLE_OF_MARK.get(link.child.label, "")
            if link.label not in ROLES:
                self.tell(f"the relation {link.label!r} is none of ours: map it", link.head)
            elif link.head not in self.roles:
                self.tell(f"the relation {link.label!r} begins at no number", link.head)
            else:
                self.roles[link.head].append(link)

    def entities(self) -> list[Entity]:
        """The entities; of two that overlap the longer one stands, unless one is only optional."""
        taken = bytearray(len(self.graph.text))
        found = []
        marks = [mark for mark in self.graph.marks if mark.label in self.entity_labels]
        for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start)):
            optional = bool(mark.attributes.get("optional", False))
            if not optional and any(taken[mark.start : mark.end]):
                self.tell(f"{mark.label} {self.words(mark)!r} overlaps another entity", mark)
                continue
            if not optional:
                taken[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
            norm = mark.attributes.get("norm")
            value = None if norm is None else str(norm)
            found.append(Entity(mark.start, mark.end, self.words(mark), mark.label, value, optional))
        return sorted(found, key=lambda entity: (entity.start, entity.end))

    def figure(self, number: Mark) -> Figure | None:
        links = self.roles[number]
        optional = bool(number.attributes.get("optional", False))
        attributes = {name: value for name, value in number.attributes.items() if name not in _OF_ENTITIES}
        if number.label not in NUMBERS:
            return None  # a duration
        if number.attributes.get("figure") == "no":
            if links:
                self.tell(f"{self.words(number)!r} has relations, but says that it has no figure", number)
            return None
        if not attributes and (not self.graph.links or (optional and not links)):
            return None  # nobody said what it counts, or only entities were annotated
        row: dict[str, Any] = {"quantity": self.span(number)}
        for link in links:
            if link.label in _MANY:
                row.setdefault(link.label, []).append(self.span(link.child))
            elif link.label in row:
                self.tell(f"{self.words(number)!r} has a second {link.label}: {self.words(link.child)!r}", link.child)
            else:
                row[link.label] = self.span(link.child)
            if link.child.label not in NUMBERS:
                # What annotators tell of the thing counted or of the activity is told of the figure.
                attributes = {k: v for k, v in link.child.attributes.items() if k not in _OF_ENTITIES} | attributes
        row |= {name: value for name, value in attributes.items() if self.fits(name, value, number)}
        if not complete(row, links, number, self.graph.text, self.tell):
            return None
        if optional:
            row["optional"] = True
        figure = Figure.from_json(row)
        self.homeless.update(row.keys() - figure.to_json().keys())
        return figure

    def fits(self, name: str, value: object, number: Mark) -> bool:
        vocabulary = VOCABULARIES.get(name)
        if vocabulary is not None and value not in vocabulary:
            self.tell(f"unknown {name} {value!r} (one of {', '.join(vocabulary)})", number)
            return False
        return True

    def span(self, mark: Mark) -> dict[str, Any]:
        return {"start": mark.start, "end": mark.end, "text": self.words(mark)}
