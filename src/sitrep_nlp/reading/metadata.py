"""What a table says of the files: columns `file, month, country, source`."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sitrep_nlp.bulletin import Bulletin, is_month
from sitrep_nlp.errors import InputError
from sitrep_nlp.reading.text import read_text

COLUMNS = ("file", "month", "country", "source")


def read_metadata(path: Path) -> dict[str, dict[str, str]]:
    """Month, country and source by file name. Raises InputError with the line of the first fault."""
    reader = csv.DictReader(io.StringIO(read_text(path)))
    unknown = [column for column in reader.fieldnames or () if column not in COLUMNS]
    if "file" not in (reader.fieldnames or ()) or unknown:
        raise InputError(str(path), f"the columns must be {', '.join(COLUMNS)} ('file' at least)", 1)
    rows: dict[str, dict[str, str]] = {}
    for row in reader:
        if None in row or not row["file"]:
            raise InputError(str(path), "a row without a file, or with more cells than the header", reader.line_num)
        known = {key: value.strip() for key, value in row.items() if key != "file" and value and value.strip()}
        if "month" in known and not is_month(known["month"]):
            raise InputError(str(path), f"month {known['month']!r} is not of the form YYYY-MM", reader.line_num)
        rows[row["file"].strip()] = known
    return rows


def apply_metadata(bulletin: Bulletin, path: Path, metadata: Mapping[str, Mapping[str, str]]) -> Bulletin:
    """The bulletin with what the table says of its file, by its path as given, its name or its id."""
    for key in (str(path), path.as_posix(), path.name, bulletin.id):
        if key in metadata:
            known = metadata[key]
            return replace(
                bulletin,
                month=known.get("month", bulletin.month),
                country=known.get("country", bulletin.country),
                source=known.get("source", bulletin.source),
            )
    return bulletin
