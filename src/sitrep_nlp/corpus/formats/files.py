"""What the formats share in reading and writing files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sitrep_nlp.corpus.formats import Log
from sitrep_nlp.corpus.formats.graph import Graph
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.errors import InputError


def read_bytes(path: Path) -> bytes:
    """The content of a file. Raises InputError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error


def file_stem(report: AnnotatedReport, folder: Path) -> str:
    """A report's id as the name of its file in a folder. Raises InputError for an id that is none."""
    if not report.id or report.id.startswith(".") or set(report.id) & set("/\\\0"):
        raise InputError(str(folder), f"the id {report.id!r} is no file name")
    return report.id


def graphs(
    rows: Iterable[tuple[int, dict[str, Any]]], make: Callable[[int, dict[str, Any]], Graph | None], log: Log
) -> Iterator[Graph]:
    """What `make` makes of numbered rows; a row that is not of the tool's form is told and left out."""
    for number, row in rows:
        try:
            graph = make(number, row)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            log.tell(f"not of the documented form ({type(error).__name__}: {error})", line=number)
            continue
        if graph is not None:
            yield graph


def json_lines(path: Path, log: Log) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON Lines file with their lines; each line that is none is told."""
    for number, line in enumerate(read_bytes(path).split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            log.tell(f"not JSON: {error}", line=number)
            continue
        if isinstance(row, dict) and isinstance(row.get("text"), str):
            yield number, row
        else:
            log.tell("not an object with a text", line=number)


def write_lines(rows: Iterable[Mapping[str, Any]], path: Path) -> int:
    """Write rows as JSON Lines; returns how many."""
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return len(lines)
