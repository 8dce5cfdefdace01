"""Gold to measure against: annotated reports as marked text or in the documented JSON form, checked as they are read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import isfinite
from pathlib import Path
from typing import Any

from sitrep_nlp.bulletin import is_month
from sitrep_nlp.corpus import check
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.errors import InputError
from sitrep_nlp.figures import LINK_FIELDS, SPAN_FIELDS, Entity, Figure
from sitrep_nlp.reading.folders import files_in
from sitrep_nlp.schema import COUNTED_TYPES, KINDS, LABELS, MODIFIERS, SECTORS

SUFFIXES = (".jsonl", ".txt")

_VOCABULARIES = {"kind": KINDS, "modifier": MODIFIERS, "counted_type": COUNTED_TYPES, "sector": SECTORS}


def read_gold(
    paths: Iterable[str | Path], *, on_error: Callable[[InputError], None] | None = None
) -> dict[str, AnnotatedReport]:
    """The annotated reports of files and folders by their id, in order.

    paths: `.jsonl` in the documented JSON form, `.txt` of marked text, and folders that are searched for both. Spans
    in JSON may leave out their `text`: it is taken from the bulletin's. on_error: called with each fault, and what has
    faults is left out; without it the first fault is raised as InputError, which names the file and mostly the line.
    """
    reports: dict[str, AnnotatedReport] = {}

    def fault(error: InputError) -> None:
        if on_error is None:
            raise error
        on_error(error)

    for item in paths:
        for path in _files(Path(item), fault):
            empty = True
            for line, report in _read(path):
                empty = False
                if isinstance(report, InputError):
                    fault(report)
                elif report.id in reports:
                    reason = f"the id {report.id!r} stands in {reports[report.id].place} too"
                    fault(InputError(str(path), reason, line))
                else:
                    report.place = f"{path}:{line}"
                    reports[report.id] = report
            if empty:
                fault(InputError(str(path), "the file is empty"))
    return reports


def _files(path: Path, fault: Callable[[InputError], None]) -> list[Path]:
    if path.is_dir():
        found = files_in(path, SUFFIXES)
        if not found:
            fault(InputError(str(path), f"the folder holds no annotated reports ({', '.join(SUFFIXES)})"))
        return found
    if not path.exists():
        fault(InputError(str(path), "no such file or folder"))
    elif path.suffix.lower() not in SUFFIXES:
        fault(InputError(str(path), f"not a form of annotated reports ({', '.join(SUFFIXES)})"))
    else:
        return [path]
    return []


def _read(path: Path) -> Iterator[tuple[int, AnnotatedReport | InputError]]:
    """The reports and the faults of one file, each with its line."""
    if path.suffix.lower() == ".jsonl":
        yield from _read_json_lines(path)
        return
    reports, faults = check.load([path])
    for fault in faults:
        yield fault.line, InputError(fault.path, fault.message, fault.line)
    if not faults:
        yield from ((1, report) for report in reports.values())


def _read_json_lines(path: Path) -> Iterator[tuple[int, AnnotatedReport | InputError]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        yield 1, InputError(str(path), error.strerror or str(error))
        return
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, _report(json.loads(line.decode("utf-8-sig")))
        except UnicodeDecodeError as error:
            yield number, InputError(str(path), f"not UTF-8: {error}", number)
        except (json.JSONDecodeError, RecursionError) as error:
            yield number, InputError(str(path), f"not JSON: {error}", number)
        except _Wrong as error:
            yield number, InputError(str(path), str(error), number)


class _Wrong(ValueError):
    """A row that is not of the documented form. `where` is the place in the row, such as `figures[2].counted`."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(f"{where}: {reason}" if where else reason)


def _report(row: object) -> AnnotatedReport:
    row = _object(row)
    _require(row, "", "id", "text", "entities", "figures")
    if not isinstance(row["id"], str) or not isinstance(row["text"], str):
        raise _Wrong("the fields 'id' and 'text' must be strings")
    if not row["text"].strip():
        raise _Wrong(f"the text of {row['id']!r} is empty")
    for name in ("month", "country", "source", "title"):
        if not isinstance(row.get(name), str | None):
            raise _Wrong(f"the field {name!r} must be a string")
    if row.get("month") is not None and not is_month(row["month"]):
        raise _Wrong(f"month {row['month']!r} is not of the form YYYY-MM")
    entities = [_entity(one, row["text"], where) for where, one in _items(row, "entities")]
    _part(entities)
    return AnnotatedReport(
        row["id"],
        row["text"],
        month=row.get("month"),
        country=row.get("country"),
        source=row.get("source"),
        title=row.get("title"),
        entities=entities,
        figures=[_figure(one, row["text"], where) for where, one in _items(row, "figures")],
    )


def _entity(row: object, text: str, where: str) -> Entity:
    span = _span(row, text, where)
    _require(span, where, "label")
    if span["label"] not in LABELS:
        raise _Wrong(f"unknown label {span['label']!r} (one of {', '.join(LABELS)})", where)
    if not isinstance(span.get("value"), str | None):
        raise _Wrong("the value must be a string", where)
    return Entity.from_json(span)


def _part(entities: Sequence[Entity]) -> None:
    """Entities do not overlap; an optional one may stand for another reading of the same words."""
    firm = sorted((entity for entity in entities if not entity.optional), key=lambda entity: (entity.start, entity.end))
    for one, other in pairwise(firm):
        if other.start < one.end:
            places = f"{one.start}-{one.end} and {other.start}-{other.end}"
            raise _Wrong(f"{one.label} {one.text!r} and {other.label} {other.text!r} overlap ({places})")


def _figure(row: object, text: str, where: str) -> Figure:
    figure = dict(_object(row, where))
    _require(figure, where, "quantity", "value")
    for name in ("value", "value_high"):
        number = figure.get(name)
        if number is None and name == "value_high":
            continue
        if not isinstance(number, int | float) or isinstance(number, bool) or not isfinite(number):
            raise _Wrong(f"the {name} must be a number", where)
    for name, vocabulary in _VOCABULARIES.items():
        if figure.get(name) is None:
            figure.pop(name, None)
        elif figure[name] not in vocabulary:
            raise _Wrong(f"unknown {name} {figure[name]!r} (one of {', '.join(vocabulary)})", where)
    for name in ("quantity", *SPAN_FIELDS):
        if name == "quantity" or figure.get(name) is not None:
            figure[name] = _span(figure[name], text, f"{where}.{name}")
    for name in (*LINK_FIELDS, "activity_alt"):
        if figure.get(name) is not None:
            figure[name] = [_span(one, text, f"{where}.{place}") for place, one in _items(figure, name)]
    return Figure.from_json(figure)


def _span(row: object, text: str, where: str) -> dict[str, Any]:
    """A span with its text, which the row may leave out but not get wrong."""
    span = dict(_object(row, where))
    _require(span, where, "start", "end")
    start, end = span["start"], span["end"]
    if any(not isinstance(offset, int) or isinstance(offset, bool) for offset in (start, end)):
        raise _Wrong("start and end must be whole numbers", where)
    if not 0 <= start < end <= len(text):
        raise _Wrong(f"the span {start}-{end} lies outside the text (0-{len(text)}) or is empty", where)
    words = text[start:end]
    if span.setdefault("text", words) != words:
        raise _Wrong(f"the text is {span['text']!r}, but {start}-{end} in the bulletin is {words!r}", where)
    return span


def _object(value: object, where: str = "") -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _Wrong("not a JSON object", where)
    return value


def _items(row: Mapping[str, Any], name: str) -> list[tuple[str, object]]:
    """The members of a list, each with the name of its place."""
    if not isinstance(row[name], list):
        raise _Wrong(f"the field {name!r} must be a list")
    return [(f"{name}[{index}]", one) for index, one in enumerate(row[name])]


def _require(row: Mapping[str, Any], where: str, *names: str) -> None:
    for name in names:
        if name not in row:
            raise _Wrong(f"no field {name!r}", where)
