"""JSON Lines of bulletins: `{"id": …, "text": …, "month"?: …, "country"?: …, "source"?: …}` on each line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from sitrep_nlp.bulletin import Bulletin, is_month
from sitrep_nlp.errors import InputError
from sitrep_nlp.reading.limits import MAX_CHARACTERS, MAX_TEXT_BYTES
from sitrep_nlp.reading.text import decode

_OPTIONAL = ("month", "country", "source")


def read_jsonl(path: Path) -> Iterator[Bulletin | InputError]:
    """The bulletins of a file in its order; a line that gives none gives an error with its number instead."""
    number = 0
    try:
        with path.open("rb") as file:
            while line := file.readline(MAX_TEXT_BYTES + 1):
                number += 1
                if len(line) > MAX_TEXT_BYTES:
                    yield InputError(
                        str(path), f"a line of more than the {MAX_TEXT_BYTES:,} bytes that are read", number
                    )
                    return  # where the next line begins is not known
                if line.strip():
                    yield bulletin_of(decode(line, f"{path}:{number}"), str(path), number)
    except OSError as error:
        yield InputError(str(path), error.strerror or str(error))
    if number == 0:
        yield InputError(str(path), "the file is empty")


def bulletin_of(line: str, source: str, number: int) -> Bulletin | InputError:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        return InputError(source, f"not JSON: {error}", number)
    if not isinstance(row, dict):
        return InputError(source, "not a JSON object", number)
    for field in ("id", "text"):
        if field not in row:
            return InputError(source, f"no field {field!r}", number)
    if not isinstance(row["id"], str | int) or isinstance(row["id"], bool) or not isinstance(row["text"], str):
        return InputError(source, "the fields 'id' and 'text' must be strings", number)
    if not row["text"].strip():
        return InputError(source, f"the text of {row['id']!r} is empty", number)
    if len(row["text"]) > MAX_CHARACTERS:
        return InputError(
            source, f"the text of {row['id']!r} has more than the {MAX_CHARACTERS:,} characters read", number
        )
    known = {field: row[field] for field in _OPTIONAL if row.get(field) is not None}
    for field, value in known.items():
        if not isinstance(value, str):
            return InputError(source, f"the field {field!r} must be a string", number)
    if "month" in known and not is_month(known["month"]):
        return InputError(source, f"month {known['month']!r} is not of the form YYYY-MM", number)
    return Bulletin(str(row["id"]), row["text"], **known)
