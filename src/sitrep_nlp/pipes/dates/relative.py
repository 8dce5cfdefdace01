"""Dates told from the bulletin's day or month: `today`, `Tuesday`, `two weeks ago`, `three years ago`, `the last quarter`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from sitrep_nlp.pipes.dates.patterns import MONTHS
from sitrep_nlp.pipes.quantities.normalize import words_value

_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"({'|'.join(_WEEKDAYS)})(?: (?:morning|afternoon|evening|night))?")
_AGO = re.compile(r"(\w+)\s+(day|week|fortnight|month|year)s?\s+ago")
_IN_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_QUARTER = re.compile(r"(?:the )?(last|previous|preceding|past|next|following|coming) quarter")
_NAMED_MONTH = re.compile(r"(?:the )?([Ll]ast|[Nn]ext|previous) ([A-Z][a-z]+)")
_FULL = re.compile(r"(?:.*/)?(\d{4}-\d\d-\d\d)")
_HEAD_LENGTH, _LONGEST_LINE = 800, 12


def head_day(text: str, dates: Iterable[tuple[int, int, str | None]], month: str | None) -> str | None:
    """The day of the bulletin: the last of the first full date of its head, where it lies in the bulletin's month.

    dates: start, end and value of the text's dates in order.
    """
    for start, end, value in dates:
        if start > _HEAD_LENGTH:
            break
        line = text[text.rfind("\n", 0, start) + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1]
        full = _FULL.fullmatch(value or "")
        prose = len(line.split()) > _LONGEST_LINE or line.rstrip().endswith((".", ","))
        if full and not prose and re.search(r"\d{4}", text[start:end]):
            return full.group(1) if full.group(1)[:7] == month else None
    return None


def relative(phrase: str, month: str | None, day: str | None) -> str | None:
    """The value of a phrase that counts from the bulletin's day or month; None where it does not, or that is unknown."""
    lowered = phrase.lower()
    if day is not None:
        today = date.fromisoformat(day)
        if lowered in _DAYS:
            return (today + timedelta(days=_DAYS[lowered])).isoformat()
        weekday = _WEEKDAY.fullmatch(lowered)
        if weekday:
            return (today - timedelta(days=(today.weekday() - _WEEKDAYS.index(weekday.group(1))) % 7)).isoformat()
    ago = _AGO.fullmatch(lowered)
    count = _count(ago.group(1)) if ago else None
    if ago and count is not None:
        if ago.group(2) in _IN_DAYS:
            return (today - timedelta(days=count * _IN_DAYS[ago.group(2)])).isoformat() if day else None
        return _months_on(month, -count * (12 if ago.group(2) == "year" else 1)) if month else None
    named = _NAMED_MONTH.fullmatch(phrase)
    if named and month:
        number, year = MONTHS[named.group(2)], int(month[:4])
        if named.group(1).lower() == "next":
            return f"{year + (number <= int(month[5:]))}-{number:02d}"
        return f"{year - (number >= int(month[5:]))}-{number:02d}"
    quarter = _QUARTER.fullmatch(lowered)
    if quarter and month:
        first = f"{month[:4]}-{(int(month[5:]) - 1) // 3 * 3 + 1:02d}"
        back = 3 if quarter.group(1) in ("next", "following", "coming") else -3
        return f"{_months_on(first, back)}/{_months_on(first, back + 2)}"
    return None


def _count(word: str) -> int | None:
    if word in ("a", "an"):
        return 1
    value = float(word) if word.isdigit() else words_value(word)
    return int(value) if value is not None else None


def _months_on(month: str, count: int) -> str:
    months = int(month[:4]) * 12 + int(month[5:]) - 1 + count
    return f"{months // 12}-{months % 12 + 1:02d}"
