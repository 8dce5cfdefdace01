"""Decisions from the review page, as its export writes them: each bulletin with what was found in it and what was decided.

    {"format": "sitrep-review", "version": 1, "bulletins": [
        {"id": …, "text": …, "entities": […], "figures": [{"id": …, …}, …],
         "decisions": {"<figure id>": {"decision": "accept" | "correct" | "reject", "changes": {…}},
                       "<any other name>": {"decision": "add", "quantity": {…}, "changes": {…}}}}]}

`reviewed` says what becomes of a figure by what was decided.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitrep_nlp.corpus.formats import Log, OnProblem
from sitrep_nlp.corpus.formats.files import read_bytes
from sitrep_nlp.corpus.formats.mapping import LabelMapping
from sitrep_nlp.corpus.formats.reviewed import Reviewed
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.errors import InputError

FORMAT, VERSION = "sitrep-review", 1


def read(path: Path, *, on_problem: OnProblem, mapping: LabelMapping | None = None) -> Iterator[AnnotatedReport]:
    """One report for each bulletin in which something was decided. Raises InputError for another file, and with a mapping."""
    if mapping is not None:
        raise InputError(str(path), "decisions have the library's own labels: they take no mapping")
    log = Log(path, on_problem)
    for row in _bulletins(path):
        try:
            report = Reviewed(row, log).report()
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            name = row.get("id") if isinstance(row, dict) else None
            log.tell(f"not of the documented form ({type(error).__name__}: {error})", report=name)
            continue
        if report is not None:
            yield report


def _bulletins(path: Path) -> list[Any]:
    try:
        file = json.loads(read_bytes(path).decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise InputError(str(path), f"not JSON: {error}") from error
    if not isinstance(file, dict) or file.get("format") != FORMAT or not isinstance(file.get("bulletins"), list):
        raise InputError(str(path), "no file of decisions that the review page has exported")
    if file.get("version") != VERSION:
        raise InputError(str(path), f"version {file.get('version')!r} of the decisions is not known (known: {VERSION})")
    return list(file["bulletins"])
