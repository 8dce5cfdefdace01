"""When a figure is of: its reference period, and whether that is one month's work, a running total, a stock or a rate."""

from __future__ import annotations

import calendar
import re
from datetime import date

from sitrep_nlp.facts.setting import Setting, all_of
from sitrep_nlp.facts.status import planned
from sitrep_nlp.figures import Figure, Span

_RATE_AFTER = re.compile(
    r"\b(?<!\bin )(?<!times )(?<!once )(?<!twice )(?:per|a|each|every)\s+(?:hour|day|week|month|year)\b", re.I
)
_RATE_WORD = re.compile(r"\b(?:daily|weekly|monthly|yearly|annual)\b", re.I)
_RATE_OPENS = re.compile(r"^\W*(?:each|every)\s+(?:day|week|month|year)\b|\b(?:daily|weekly|monthly)\s*$", re.I)
_CHANGE_AFTER = re.compile(
    r"\s*(?:[a-z]+\s)?(?:increase|decrease|rise|reduction|decline|drop|growth|fall|jump|hike|more than|less than|higher|lower)\b",
    re.I,
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:increas\w+|decreas\w+|rise|rose|risen|rising|fell|fall|fallen|dropp?\w*|declin\w+|grew|grown|growth|reduc\w+|went (?:up|down)|jumped|climbed|shrank)\b[^.,;]{0,40}?\b(?:by|of)\s+(?:[a-z]+\s+){0,2}$",
    re.I,
)
_SINCE = re.compile(r"\bsince\b[^.;]{0,60}$", re.I)
_STOCK = re.compile(r"\bas (?:of|at)\s+(?:the\s+)?$", re.I)
_BACK = re.compile(r"(?:the\s+)?(?:last|past|previous|preceding)\b", re.I)
_STATES = ("has", "have", "had", "are", "is", "were", "was", "comprises", "includes")
_POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_BACK_BY = re.compile(r"P(\d+)([YMWD])")


def reference_period(figure: Figure, setting: Setting, period: str) -> tuple[str | None, str | None]:
    """First and last day of what a figure is of: its own date, else the bulletin's month; None where neither is known.

    period: its period type; only a plan and a snapshot look beyond the month ("in need in 2021").
    """
    own = _own_date(figure, setting)
    month = _interval(setting.month) if setting.month else None
    if own is None:
        return month or (None, None)
    first, last = own[1]
    before = setting.text[max(0, own[0].start - 70) : own[0].start]
    if month and _SINCE.search(before):
        return first, max(last, month[1])
    if month and re.search(r"\buntil\s+(?:the\s+)?$", before, re.I):
        return min(first, month[0]), last
    if month and period not in ("plan", "snapshot") and first <= month[1] < last:
        return first, month[1]
    return first, last


def period_type(figure: Figure, setting: Setting, status: str, unit_type: str) -> str:
    """The type of a figure's period, one of `schema.PERIOD_TYPES`."""
    before, after = setting.before(figure), setting.after(figure)
    if _is_change(figure, before, after):
        return "change"
    if _is_rate(figure, setting, before, after):
        return "rate"
    if status == "targeted" or planned(figure, setting):
        return "plan"
    if status == "capacity":
        return "snapshot"
    kind = _said(figure, setting, before, after)
    if kind is not None:
        return kind
    own = _own_date(figure, setting)
    if own and setting.month and _spans_months(own[1], setting.month):
        return "cumulative"
    stated = figure.activity is None or figure.activity.text.lower() in _STATES
    bare = stated and unit_type in ("persons", "households", "places")
    stock = (bare and status in ("other", "in_need", "affected")) or (
        unit_type == "organisations" and status == "other"
    )
    return "snapshot" if stock else "this_period"


def _is_change(figure: Figure, before: str, after: str) -> bool:
    if figure.kind == "ratio" and figure.value > 1:
        return True
    return _CHANGE_BEFORE.search(before) is not None or (
        figure.kind in ("percent", "ratio") and _CHANGE_AFTER.match(after) is not None
    )


def _is_rate(figure: Figure, setting: Setting, before: str, after: str) -> bool:
    noun_end = (
        figure.counted.end if figure.counted and figure.counted.start >= figure.quantity.end else figure.quantity.end
    )
    between = setting.text[figure.quantity.end : noun_end]
    return (
        _RATE_WORD.search(between) is not None
        or _RATE_AFTER.search(after) is not None
        or _RATE_OPENS.search(before) is not None
        or _RATE_OPENS.search(setting.opening(figure)) is not None
    )


def _said(figure: Figure, setting: Setting, before: str, after: str) -> str | None:
    """The type that a word beside the number says; the words before it tell first."""
    if any("cumulative" in all_of("period_types", words) for words in (setting.opening(figure), after)):
        return "cumulative"
    if any("snapshot" in all_of("period_types", words) for words in (before, after)):
        return "snapshot"
    stock = any(_STOCK.search(setting.text[max(0, span.start - 12) : span.start]) for span in figure.dates)
    return "snapshot" if stock else None


def _own_date(figure: Figure, setting: Setting) -> tuple[Span, tuple[str, str]] | None:
    """The nearest of a figure's dates that has a place in the calendar, and its first and last day."""
    dated = []
    for span in figure.dates:
        value = setting.values.get(span.start)
        interval = _interval(value) if value else None
        if interval is None and value and setting.month and _BACK.match(span.text):
            interval = _back_from(value, setting.month)
        if interval is not None:
            dated.append(
                (min(abs(span.start - figure.quantity.end), abs(figure.quantity.start - span.end)), span, interval)
            )
    return min(dated, key=lambda each: each[0])[1:] if dated else None


def _interval(value: str) -> tuple[str, str] | None:
    """First and last day of an ISO 8601 date or interval; None for a duration."""
    ends = value.split("/")
    first, last = _POINT.fullmatch(ends[0]), _POINT.fullmatch(ends[-1])
    if first is None or last is None:
        return None
    year, month, day = last.groups()
    number = int(month or 12)
    return (
        f"{first.group(1)}-{first.group(2) or '01'}-{first.group(3) or '01'}",
        f"{year}-{number:02d}-{day or calendar.monthrange(int(year), number)[1]}",
    )


def _back_from(value: str, month: str) -> tuple[str, str] | None:
    """The interval of a duration that ends with the bulletin's month: `the last three months`."""
    match = _BACK_BY.fullmatch(value)
    end = _interval(month)
    if match is None or end is None:
        return None
    count, unit = int(match.group(1)), match.group(2)
    if unit in "WD":
        last = date.fromisoformat(end[1])
        return date.fromordinal(last.toordinal() - count * (7 if unit == "W" else 1) + 1).isoformat(), end[1]
    months = int(month[:4]) * 12 + int(month[5:]) - count * (12 if unit == "Y" else 1)
    return f"{months // 12}-{months % 12 + 1:02d}-01", end[1]


def _spans_months(interval: tuple[str, str], month: str) -> bool:
    """Whether an interval runs from an earlier month into the bulletin's."""
    first, last = interval
    return first[:7] < month <= last[:7]
