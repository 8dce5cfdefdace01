"""Label Studio's JSON, as version 1.13 imports and exports it: tasks with annotations and predictions.

Beside the tasks stands the labelling configuration to set a project up with. Annotations are read, predictions written
for suggestions; a task without an annotation is told, so that nobody's guess becomes gold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from sitrep_nlp.corpus.formats import Log, OnProblem
from sitrep_nlp.corpus.formats.files import graphs, read_bytes
from sitrep_nlp.corpus.formats.graph import Graph, Link, Mark, from_words, known, to_words
from sitrep_nlp.corpus.formats.label_studio_config import CHOICES, FLAGS, NUMBERS, TEXTS, config
from sitrep_nlp.corpus.formats.mapping import LabelMapping
from sitrep_nlp.corpus.formats.scheme import to_graph, to_reports
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.errors import InputError

Row = Mapping[str, Any]
# The types of results that tell something of a region.
_PER_REGION = ("choices", "number", "textarea", "taxonomy", "rating")


def read(path: Path, *, on_problem: OnProblem, mapping: LabelMapping | None = None) -> Iterator[AnnotatedReport]:
    """Reports of Label Studio's JSON export: of each task the first annotation that was not cancelled."""
    log = Log(path, on_problem)

    def graph(number: int, task: Row) -> Graph | None:
        made = head(task, number, log)
        done = [annotation for annotation in task.get("annotations", ()) if not annotation.get("was_cancelled")]
        if not done:
            guesses = len(task.get("predictions", ()))
            log.tell(f"not annotated yet ({guesses} predictions, which are not read)", report=made.id)
            return None
        for other in done[1:]:
            log.tell(f"annotation {other.get('id')} was left out: the task has {done[0].get('id')}", report=made.id)
        fill(made, done[0]["result"], log)
        return made

    yield from to_reports(graphs(enumerate(tasks(path), 1), graph, log), log, mapping)


def tasks(path: Path) -> list[dict[str, Any]]:
    """The tasks of an export. Raises InputError for what is none."""
    try:
        found = json.loads(read_bytes(path).decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(str(path), f"not JSON: {error}") from error
    if not isinstance(found, list) or any(not isinstance(task, dict) or "data" not in task for task in found):
        raise InputError(str(path), "not Label Studio's JSON export (a list of tasks, each with its data)")
    return cast(list[dict[str, Any]], found)


def head(task: Row, number: int, log: Log) -> Graph:
    """The text of a task and what is known of it, without its annotation."""
    data = task["data"]
    name = str(data.get("id") or f"{log.path.stem}-{task.get('id', number)}")
    texts = [value for value in data.values() if isinstance(value, str)]
    return Graph(name, data["text"] if "text" in data else max(texts, key=len), about=known(data))


def fill(graph: Graph, results: Iterable[Row], log: Log) -> None:
    """Add to a graph the results of an annotation or of a prediction."""
    regions: dict[str, Mark] = {}
    later = []
    for result in results:
        if result["type"] in ("labels", "hypertextlabels"):
            if mark := _region(graph, result, log):
                graph.marks.append(mark)
                regions[result["id"]] = mark
        else:
            later.append(result)
    for result in later:
        if result["type"] == "relation":
            ends = [regions.get(result[side]) for side in ("from_id", "to_id")]
            if result.get("direction") == "left":
                ends.reverse()
            for label in result.get("labels") or [""]:
                if ends[0] and ends[1]:
                    graph.links.append(Link(ends[0], ends[1], label))
                else:
                    log.tell(f"the relation {label!r} lost one of its ends", report=graph.id)
        elif result["type"] in _PER_REGION and result.get("id") in regions:
            _attribute(regions[result["id"]], result)
        else:
            reason = (
                f"a result of type {result['type']!r} ({result.get('from_name')}) that belongs to no labelled region"
            )
            log.tell(reason, report=graph.id)


def _region(graph: Graph, result: Row, log: Log) -> Mark | None:
    value = result["value"]
    place = value.get("globalOffsets", value)
    start, end = int(place["start"]), int(place["end"])
    labels = value[result["type"]]
    for other in labels[1:]:
        log.tell(f"a second label {other!r} on one region was left out", report=graph.id, start=start)
    words = value.get("text")
    if words is not None and _plain(graph.text[start:end]) != _plain(words):
        # The browser counts in UTF-16, where an emoji takes two places.
        start, end = (_from_utf16(graph.text, offset) for offset in (start, end))
        if _plain(graph.text[start:end]) != _plain(words):
            log.tell(f"{labels[0]} {words!r} is not what stands there", report=graph.id, start=start)
            return None
    return Mark(start, end, labels[0])


def _plain(words: str) -> str:
    """Words without white space, which Label Studio keeps, drops or escapes by its version."""
    return "".join(words.replace("\\n", " ").split())


def _from_utf16(text: str, offset: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * offset].decode("utf-16-le", errors="ignore"))


def _attribute(mark: Mark, result: Row) -> None:
    name, value = result["from_name"], result["value"]["text" if result["type"] == "textarea" else result["type"]]
    values = value if isinstance(value, list) else [value]
    if name == "flags":
        mark.attributes |= dict(FLAGS[flag] for flag in values if flag in FLAGS)
    elif name == "more":
        for line in values:
            key, _, words = line.partition("=")
            mark.attributes[key] = from_words(key, words)
    else:
        mark.attributes[name] = values[0] if len(values) == 1 else values


def write(
    reports: Iterable[AnnotatedReport], path: Path, *, on_problem: OnProblem, scores: Mapping[str, float] | None = None
) -> int:
    """Write tasks to `path`, and the labelling configuration beside it with the extension `.xml`."""
    rows = []
    labels: dict[str, None] = {}
    for number, report in enumerate(reports, 1):
        graph = to_graph(report)
        labels |= dict.fromkeys(mark.label for mark in graph.marks)
        rows.append(_task(number, graph, scores))
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    path.with_suffix(".xml").write_text(config(labels), encoding="utf-8")
    return len(rows)


def _task(number: int, graph: Graph, scores: Mapping[str, float] | None) -> dict[str, Any]:
    names = {mark: f"m{index}" for index, mark in enumerate(graph.marks, 1)}
    result: list[dict[str, Any]] = []
    for mark, name in names.items():
        place = {"start": mark.start, "end": mark.end, "text": graph.text[mark.start : mark.end]}
        about = {"id": name, "to_name": "text"}
        result.append(about | {"from_name": "label", "type": "labels", "value": place | {"labels": [mark.label]}})
        for control, kind, value in _controls(mark):
            key = "text" if kind == "textarea" else kind
            result.append(about | {"from_name": control, "type": kind, "value": place | {key: value}})
    for link in graph.links:
        ends = {"from_id": names[link.head], "to_id": names[link.child], "type": "relation", "direction": "right"}
        result.append(ends | {"labels": [link.label]})
    task: dict[str, Any] = {"id": number, "data": {"text": graph.text, "id": graph.id, **graph.about}}
    if scores is None:
        return task | {"annotations": [{"id": number, "result": result, "was_cancelled": False}]}
    score = {"score": scores[graph.id]} if graph.id in scores else {}
    return task | {"predictions": [{"model_version": "sitrep_nlp", "result": result} | score]}


def _controls(mark: Mark) -> Iterator[tuple[str, str, Any]]:
    """The attributes of a mark as controls of the labelling configuration: name, type, value."""
    flags = [flag for flag, pair in FLAGS.items() if pair in mark.attributes.items()]
    more = []
    for name, value in mark.attributes.items():
        if (name, value) in FLAGS.values():
            continue
        if name in NUMBERS:
            yield name, "number", value
        elif name in CHOICES:
            yield name, "choices", [value]
        elif name in TEXTS:
            yield name, "textarea", [value]
        else:
            more.append(f"{name}={to_words(name, value)}")
    if flags:
        yield "flags", "choices", flags
    if more:
        yield "more", "textarea", more
