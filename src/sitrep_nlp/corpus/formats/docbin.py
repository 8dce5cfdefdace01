"""spaCy's DocBin (spaCy 3): entities in `doc.ents`, figures in `doc._.figure_rows`, what is known of the report in `user_data`.

Of other people's files the entities and all span groups are read. Spans consist of whole tokens: an entity that ends inside one is
widened, and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin, Span

# These set up the Doc attributes that figures, months and values of entities stand in.
import sitrep_nlp.pipes.relations  # noqa: F401
from sitrep_nlp.corpus.compile import to_doc
from sitrep_nlp.corpus.formats import Log, OnProblem
from sitrep_nlp.corpus.formats.graph import ABOUT, Graph, Mark, known
from sitrep_nlp.corpus.formats.mapping import LabelMapping
from sitrep_nlp.corpus.formats.scheme import to_graph, to_reports
from sitrep_nlp.corpus.formats.tokens import blank
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.errors import InputError
from sitrep_nlp.figures import Entity, Figure

_KEY = "sitrep_report"


def read(path: Path, *, on_problem: OnProblem, mapping: LabelMapping | None = None) -> Iterator[AnnotatedReport]:
    """Reports of a DocBin file."""
    log = Log(path, on_problem)
    try:
        docs = list(DocBin(store_user_data=True).from_disk(path).get_docs(blank().vocab))
    except (OSError, ValueError, KeyError) as error:
        raise InputError(str(path), f"not a DocBin that spaCy can read: {error}") from error
    yield from to_reports((_graph(doc, number, path) for number, doc in enumerate(docs, 1)), log, mapping)


def _graph(doc: Doc, number: int, path: Path) -> Graph:
    about = {"month": doc._.month, "country": doc._.country} | doc.user_data.get(_KEY, {})
    optional = list(doc.spans.get("optional", ()))
    entities = [_entity(ent) for ent in doc.ents] + [_entity(span, optional=True) for span in optional]
    report = AnnotatedReport(
        about.get("id", f"{path.stem}-{number}"),
        doc.text,
        **known(about),
        entities=sorted(entities, key=lambda entity: (entity.start, entity.end)),
        figures=[Figure.from_json(row) for row in doc._.figure_rows or ()],
    )
    graph = to_graph(report)
    for name, group in doc.spans.items():
        if name != "optional":
            graph.marks += [Mark(span.start_char, span.end_char, span.label_) for span in group]
    return graph


def _entity(span: Span, optional: bool = False) -> Entity:
    return Entity(span.start_char, span.end_char, span.text, span.label_, span._.value, optional)


def write(
    reports: Iterable[AnnotatedReport], path: Path, *, on_problem: OnProblem, scores: Mapping[str, float] | None = None
) -> int:
    """Write reports to a DocBin file."""
    log = Log(path, on_problem)
    docs = DocBin(store_user_data=True)
    for report in reports:
        doc = to_doc(report, blank().make_doc(report.text), log.tell)
        standing = {(span.start_char, span.end_char) for span in [*doc.ents, *doc.spans["optional"]]}
        for entity in report.entities:
            if not any(start <= entity.start and entity.end <= end for start, end in standing):
                reason = f"{entity.label} {entity.text!r} shares a token with another entity and was left out"
                log.tell(reason, report=report.id, start=entity.start)
        about: dict[str, Any] = {name: getattr(report, name) for name in ABOUT if getattr(report, name)}
        doc.user_data[_KEY] = {"id": report.id, **about}
        docs.add(doc)
    docs.to_disk(path)
    return len(docs)
