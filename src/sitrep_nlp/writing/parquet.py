"""Parquet, for pandas, R, DuckDB and the like. Needs the extra `[parquet]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow.parquet import ParquetWriter

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.frame import COLUMNS, rows

_ROW_GROUP = 5_000
_NUMBERS = {"value", "value_high", "confidence"}
_INTEGERS = {"start", "end", "page", "min_age", "max_age"}
_TRUTH_VALUES = {"implicit", "additive"}


def write_parquet(results: Iterable[AnnotatedBulletin], path: Path) -> int:
    """Write one row a figure; returns the number of figures."""
    schema = pyarrow.schema([pyarrow.field(column, _type(column)) for column in COLUMNS])
    stream: Iterator[dict[str, Any]] = (row for result in results for row in rows(result))
    count = 0
    with ParquetWriter(path, schema) as writer:
        while group := list(islice(stream, _ROW_GROUP)):
            writer.write_table(pyarrow.Table.from_pylist(group, schema))
            count += len(group)
    return count


def _type(column: str) -> pyarrow.DataType:
    if column in _NUMBERS:
        return pyarrow.float64()
    if column in _INTEGERS:
        return pyarrow.int64()
    return pyarrow.bool_() if column in _TRUTH_VALUES else pyarrow.string()
