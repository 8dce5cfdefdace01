"""CSV in UTF-8 with a byte order mark, which spreadsheets need to read accents right."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.frame import COLUMNS, rows
from sitrep_nlp.writing.hxl import tags

# A cell that begins so would be run as a formula when the file is opened in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(results: Iterable[AnnotatedBulletin], path: Path, *, hxl: bool = False) -> int:
    """Write one row a figure; returns the number of figures. hxl: a second row with HXL tags."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        if hxl:
            writer.writerow(tags(COLUMNS))
        for result in results:
            for row in rows(result):
                writer.writerow(map(as_text, row.values()))
                count += 1
    return count


def as_text(value: Any) -> Any:
    """A text cell that no spreadsheet runs; other values as they are, whole numbers without `.0`."""
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
