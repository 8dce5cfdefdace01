"""Prodigy's JSONL, as the recipes `rel.manual`, `spans.manual` and `ner.manual` of version 1.15 write it.

The `head` and `child` of a relation are the last tokens of two spans; where the file has `head_span` and `child_span` besides,
as Prodigy writes them, these tell spans apart that end at the same token. Attributes stand in each span under
`attributes`. Accepted tasks are read; all others are told.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sitrep_nlp.corpus.formats import Log, OnProblem
from sitrep_nlp.corpus.formats.files import graphs, json_lines, write_lines
from sitrep_nlp.corpus.formats.graph import Graph, Link, Mark, known
from sitrep_nlp.corpus.formats.mapping import LabelMapping
from sitrep_nlp.corpus.formats.scheme import to_graph, to_reports
from sitrep_nlp.corpus.formats.tokens import Word, words
from sitrep_nlp.corpus.marked import AnnotatedReport

Row = Mapping[str, Any]


def read(path: Path, *, on_problem: OnProblem, mapping: LabelMapping | None = None) -> Iterator[AnnotatedReport]:
    """Reports of the accepted tasks of a JSONL file."""
    log = Log(path, on_problem)

    def graph(line: int, row: Row) -> Graph | None:
        return _graph(line, row, log)

    yield from to_reports(graphs(json_lines(path, log), graph, log), log, mapping)


def _graph(line: int, row: Row, log: Log) -> Graph | None:
    meta = row.get("meta", {})
    name = str(meta.get("id") or f"{log.path.stem}-{line}")
    if row.get("answer") != "accept":
        log.tell(f"not accepted (answer: {row.get('answer', 'none yet')})", report=name, line=line)
        return None
    graph = Graph(name, row["text"], about=known(meta), line=line)
    ends: dict[int, list[Mark]] = {}
    for span in row.get("spans") or ():
        mark = Mark(span["start"], span["end"], span["label"], dict(span.get("attributes", {})))
        graph.marks.append(mark)
        if "token_end" in span:
            ends.setdefault(span["token_end"], []).append(mark)
    for relation in row.get("relations") or ():
        head, child = (_end(relation, side, graph.marks, ends) for side in ("head", "child"))
        if head and child:
            graph.links.append(Link(head, child, relation["label"]))
        else:
            reason = f"the relation {relation['label']!r} begins or ends at a token that is the last of no span"
            log.tell(reason, report=name, line=line, start=_offset(row, relation["head"]))
    return graph


def _end(relation: Row, side: str, marks: Iterable[Mark], ends: Mapping[int, list[Mark]]) -> Mark | None:
    """The mark at one end of a relation: that of the span that it names, else the longest that ends at its token."""
    span = relation.get(f"{side}_span")
    if span:
        wanted = (span["start"], span["end"], span.get("label"))
        found = [mark for mark in marks if (mark.start, mark.end, mark.label) == wanted]
    else:
        found = ends.get(relation[side], [])
    return min(found, key=lambda mark: mark.start, default=None)


def _offset(row: Row, token: int) -> int | None:
    tokens = row.get("tokens", ())
    return tokens[token]["start"] if 0 <= token < len(tokens) else None


def write(
    reports: Iterable[AnnotatedReport], path: Path, *, on_problem: OnProblem, scores: Mapping[str, float] | None = None
) -> int:
    """Write tasks for `rel.manual`; suggestions have no answer and their score in the task's meta."""
    return write_lines((_task(to_graph(report), scores) for report in reports), path)


def _task(graph: Graph, scores: Mapping[str, float] | None) -> dict[str, Any]:
    tokens = words(graph.text, (offset for mark in graph.marks for offset in (mark.start, mark.end)))
    spans = {mark: _span(mark, tokens) for mark in graph.marks}
    meta: dict[str, Any] = {"id": graph.id, **graph.about}
    if scores is not None:
        meta["score"] = scores[graph.id]
    task: dict[str, Any] = {
        "text": graph.text,
        "meta": meta,
        "tokens": [
            {
                "text": graph.text[word.start : word.end],
                "start": word.start,
                "end": word.end,
                "id": index,
                "ws": word.space,
            }
            for index, word in enumerate(tokens)
        ],
        "spans": [span | ({"attributes": mark.attributes} if mark.attributes else {}) for mark, span in spans.items()],
        "relations": [
            {
                "head": spans[link.head]["token_end"],
                "child": spans[link.child]["token_end"],
                "head_span": spans[link.head],
                "child_span": spans[link.child],
                "label": link.label,
            }
            for link in graph.links
        ],
    }
    return task if scores is not None else task | {"answer": "accept"}


def _span(mark: Mark, tokens: list[Word]) -> dict[str, Any]:
    """A span with its first and last token; the tokens are cut at its ends."""
    first = bisect_right(tokens, mark.start, key=lambda word: word.start) - 1
    last = bisect_right(tokens, mark.end - 1, key=lambda word: word.start) - 1
    return {"start": mark.start, "end": mark.end, "token_start": first, "token_end": last, "label": mark.label}
