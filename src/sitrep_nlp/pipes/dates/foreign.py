"""Spanish, French and Portuguese dates: split here when they are ranges, read by dateparser one at a time."""

from __future__ import annotations

import re
from functools import lru_cache

_YEAR = re.compile(r"\b(19[5-9]\d|20[0-4]\d)\b")


def foreign(phrase: str, lowered: str, month: str | None, ahead: bool) -> str | None:
    """The value of such a phrase, or None; a range whose first date lacks the year takes that of the second."""
    year = _YEAR.search(lowered)
    parts = re.split(r"\s*(?:-|–|\ba\b|\be\b|\by\b|\bà\b|\bau\b)\s*(?=\d|[a-z])", lowered)
    if len(parts) == 2 and year:
        first = parts[0] if _YEAR.search(parts[0]) else f"{parts[0]} {year.group(1)}"
        values = [_foreign_point(part) for part in (first, parts[1])]
        return "/".join(value for value in values if value) if all(values) else None
    return _foreign_point(lowered) if year else None


@lru_cache(maxsize=2048)
def _foreign_point(phrase: str) -> str | None:
    import dateparser

    found = dateparser.parse(
        phrase, languages=["es", "pt", "fr"], settings={"PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"}
    )
    if found is None:
        return None
    has_day = re.match(r"\d{1,2}\b", phrase) is not None
    return f"{found.year}-{found.month:02d}" + (f"-{found.day:02d}" if has_day else "")
