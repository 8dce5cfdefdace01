"""The lenient normaliser: ISO 8601 values of date phrases, resolved late and against the bulletin's month.

A phrase without a year takes the year nearest to that month, the past one unless the sentence looks ahead. When neither
the phrase nor the bulletin gives a year there is no value: an unknown date is not guessed.
"""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from sitrep_nlp.pipes.dates.foreign import foreign
from sitrep_nlp.pipes.dates.patterns import MONTHS
from sitrep_nlp.pipes.dates.relative import relative
from sitrep_nlp.pipes.quantities.normalize import words_value

_MONTH_NUMBER = {name.lower(): number for name, number in MONTHS.items()}
_ENGLISH_MONTH = re.compile(
    r"\b(January|February|Febuary|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(19[5-9]\d|20[0-4]\d)\b")
_POINT = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+)?(?P<month>[A-Za-z]+)\.?(?:\s+(?:the\s+)?(?P<day2>\d{1,2})(?:st|nd|rd|th)?(?!\d))?(?:,?\s+(?:of\s+)?(?P<year>\d{4}))?$"
)
_AHEAD = re.compile(
    r"\b(?:will|until|shall|due|outlook|plan(?:s|ned)?|scheduled|expected|upcoming|forthcoming|expires?|deadline|to be|through to|valid|extended|aims?|next|projected)\b",
    re.I,
)
_UNIT_LETTER = {
    "hour": "H",
    "day": "D",
    "night": "D",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "M",
    "trimester": "M",
    "semester": "M",
    "year": "Y",
    "decade": "Y",
}
_FACTOR = {"fortnight": 2, "quarter": 3, "trimester": 3, "semester": 6, "decade": 10}
_ORDER = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 4,
    "final": 4,
}
_NAMED_QUARTER = re.compile(r"\b(first|second|third|fourth|last|final|1st|2nd|3rd|4th)\s+quarter\b", re.I)
_HEAD_LENGTH = 1500


def head_month(text: str) -> str | None:
    """The month that the bulletin says it is of, from its first lines: `2020-05`. None when they do not say."""
    head = re.sub(r"\*+", "", text[:_HEAD_LENGTH])
    lines = [line.strip() for line in head.splitlines() if line.strip()][:25]
    for line in lines:
        if (
            len(line.split()) > 10
            or line.endswith((".", ",", ";"))
            or re.search(r"\b(?:since|from|between|until|before|after)\b", line, re.I)
        ):
            continue  # prose: a date in it may be any date
        months = list(_ENGLISH_MONTH.finditer(line))
        years = _YEAR.findall(line)
        if months and years:
            return f"{years[-1]}-{_MONTH_NUMBER[months[-1].group().lower()]:02d}"
        numeric = re.search(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)\b|\b(20\d\d)-([01]\d)-[0-3]\d\b", line)
        if numeric:
            if numeric.group(4):
                return f"{numeric.group(4)}-{numeric.group(5)}"
            first, second = int(numeric.group(1)), int(numeric.group(2))
            if first > 12 >= second:
                return f"{numeric.group(3)}-{second:02d}"
            if second > 12 >= first:
                return f"{numeric.group(3)}-{first:02d}"
    for line in lines:
        if len(line.split()) <= 10 and (found := _foreign_month(line)):
            return found
    return None


def _foreign_month(line: str) -> str | None:
    """A month and year in Spanish, French or Portuguese that stands in a line of the head."""
    names = "|".join(name for name in MONTHS if name[0].islower())
    match = re.search(rf"\b({names})\s+(?:de\s+|del\s+)?(20\d\d)\b", line, re.I)
    return f"{match.group(2)}-{_MONTH_NUMBER[match.group(1).lower()]:02d}" if match else None


def resolve(text: str, start: int, end: int, month: str | None, day: str | None = None) -> str | None:
    """The value of the date at `text[start:end]`, or None when it cannot be known.

    month, day: the bulletin's, `YYYY-MM` and `YYYY-MM-DD`.
    """
    phrase = " ".join(text[start:end].split())
    before, after = text[max(0, start - 80) : start], text[end : end + 40]
    sentence_before = re.split(r"[.!?]\s", before)[-1]
    ahead = (
        bool(_AHEAD.search(sentence_before))
        or re.search(r"\b(?:by|before|starting|as of|as from)\s+(?:the\s+)?$", before, re.I) is not None
    )
    if match := re.match(r"(?i)(?:the\s+)?same\s+(period|months?|week|quarter|time)\s*(.*)$", phrase):
        return _same_period(text, start, match.group(1).lower(), match.group(2), month)
    if after.startswith("%"):
        return None
    return relative(phrase, month, day) or _resolve(phrase, month, ahead)


@lru_cache(maxsize=8192)
def _resolve(phrase: str, month: str | None, ahead: bool) -> str | None:
    lowered = phrase.lower()
    for reader in (_numeric, _range, _first_months, _duration, _quarter, _point_value, _deictic, foreign):
        value = reader(phrase, lowered, month, ahead)
        if value is not None:
            return value
    return None


def _numeric(phrase: str, lowered: str, month: str | None, ahead: bool) -> str | None:
    both = re.fullmatch(r"(\S+)(?:\s*–\s*|\s+(?:to|and|until|-)\s+)(\S+)", phrase)
    if both and all(character.isdigit() for character in (phrase[0], phrase[-1])):
        ends = [_numeric(part, part, month, ahead) for part in both.groups()]
        return f"{ends[0]}/{ends[1]}" if all(ends) else None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", phrase):
        return phrase
    match = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2,4})", phrase)
    if not match:
        return None
    first, second, year = int(match.group(1)), int(match.group(2)), int(match.group(3))
    year += 2000 if year < 100 else 0
    day, number = (second, first) if second > 12 >= first else (first, second)
    return _date(year, number, day) if 1 <= number <= 12 else None


def _range(phrase: str, lowered: str, month: str | None, ahead: bool) -> str | None:
    """A phrase of two dates; the first takes from the second what it leaves out."""
    years = re.fullmatch(r"(\d{4})\s*(?:-|–|to|and|until|/)\s*(\d{4}|\d\d)", lowered)
    if years:
        return f"{years.group(1)}/{years.group(2) if len(years.group(2)) == 4 else years.group(1)[:2] + years.group(2)}"
    bare = re.sub(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+(?:the\s+)?", "", lowered)
    parts = re.split(
        r"\s*(?:-|–|—|/|\bto\b|\band\b|\buntil\b|\btill\b|\bthrough\b|&)\s*(?:the\s+)?(?=\d|[a-z])", _protect(bare)
    )
    parts = [part.replace("\x00", "-").strip(" ,") for part in parts]
    if len(parts) < 2 or re.search(r"\b(?:hours?|days?|weeks?|months?|years?)$", lowered) or re.match(r"q[1-4]", bare):
        return None
    last = _parse_point(_strip_part(parts[-1]))
    if last is None:
        month_first = re.fullmatch(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?", parts[0])
        day_year = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?", parts[-1])
        if not (month_first and day_year and month_first.group(1) in _MONTH_NUMBER):
            return None
        number = _MONTH_NUMBER[month_first.group(1)]
        year = int(day_year.group(2)) if day_year.group(2) else _year_of(number, month, ahead)
        return (
            None
            if year is None
            else f"{_date(year, number, int(month_first.group(2)))}/{_date(year, number, int(day_year.group(1)))}"
        )
    first_text = re.split(r",\s*", parts[0])[0]
    year, number, day = last
    resolved_year = year if year is not None else _year_of(number, month, ahead)
    if resolved_year is None:
        return None
    day_only = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", first_text)
    if day_only:
        return f"{_date(resolved_year, number, int(day_only.group(1)))}/{_date(resolved_year, number, day)}"
    first = _parse_point(_strip_part(first_text))
    if first is None:
        return None
    if year is None and month and first[1] <= int(month[5:]) < number:
        resolved_year = int(month[:4])  # a range that holds the bulletin's own month
    first_year = first[0] if first[0] is not None else resolved_year - (first[1] > number)
    return f"{_date(first_year, first[1], first[2])}/{_date(resolved_year, number, day)}"


def _protect(text: str) -> str:
    """Keep the hyphen of `mid-March` from looking like a range's."""
    return re.sub(r"\b(mid|early|late|end)-", lambda match: match.group(1) + "\x00", text)


def _strip_part(phrase: str) -> str:
    return re.sub(
        r"^(?:(?:mid|early|late|end)(?:-|–|\s+)(?:of\s+)?|(?:the\s+)?(?:end|beginning|start|middle|close|first week|last week|first half|second half)\s+of\s+(?:the month of\s+)?)",
        "",
        phrase,
    ).strip()


def _parse_point(phrase: str) -> tuple[int | None, int, int | None] | None:
    """Year, month and day of `22 October`, `October 2020`, `October 22, 2020`; None for anything else."""
    match = _POINT.match(phrase)
    if not match or match.group("month").lower() not in _MONTH_NUMBER:
        return None
    day = match.group("day") or match.group("day2")
    return (
        int(match.group("year")) if match.group("year") else None,
        _MONTH_NUMBER[match.group("month").lower()],
        int(day) if day else None,
    )


def _point_value(phrase: str, lowered: str, month: str | None, ahead: bool) -> str | None:
    bare = _strip_part(re.sub(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+(?:the\s+)?", "", lowered))
    if re.fullmatch(r"\d{4}", bare):
        return bare
    point = _parse_point(bare)
    if point is None:
        return None
    year, number, day = point
    year = year if year is not None else _year_of(number, month, ahead)
    return None if year is None else _date(year, number, day)


def _quarter(phrase: str, lowered: str, month: str | None, ahead: bool) -> str | None:
    year_match = _YEAR.search(lowered)
    year = int(year_match.group(1)) if year_match else int(month[:4]) if month else None
    if year is None:
        return None
    if "last year" in lowered:
        year -= 1
    q = re.match(r"q([1-4])(?:.*?q([1-4]))?", lowered)
    if q:
        first, last = int(q.group(1)), int(q.group(2) or q.group(1))
        return f"{year}-{first * 3 - 2:02d}/{year}-{last * 3:02d}"
    match = re.match(
        r"(?:the\s+)?(first|second|third|fourth|last|final|1st|2nd|3rd|4th)\s+(quarter|trimester|semester|half|six months|three months|nine months)",
        lowered,
    )
    if not match:
        return None
    named = _ENGLISH_MONTH.search(phrase)
    if named:  # "the second half of November"
        number = _MONTH_NUMBER[named.group().lower()]
        found_year = year if year_match else _year_of(number, month, ahead)
        if found_year is None or match.group(2) != "half":
            return None
        first, last = (
            (1, 15) if match.group(1) in ("first", "1st") else (16, calendar.monthrange(found_year, number)[1])
        )
        return f"{_date(found_year, number, first)}/{_date(found_year, number, last)}"
    length = {
        "quarter": 3,
        "trimester": 3,
        "three months": 3,
        "semester": 6,
        "half": 6,
        "six months": 6,
        "nine months": 9,
    }[match.group(2)]
    order = 12 // length if match.group(1) in ("last", "final") else _ORDER[match.group(1)]
    if "the month" in lowered:
        return month
    return f"{year}-{length * (order - 1) + 1:02d}/{year}-{min(12, length * order):02d}"


def _first_months(phrase: str, lowered: str, month: str | None, ahead: bool) -> str | None:
    """`the first eight months of 2018`."""
    match = re.fullmatch(r"(?:the\s+)?first\s+(\w+)\s+months\s+of\s+(\d{4}|the year|this year)", lowered)
    count = (
        words_value(match.group(1))
        if match and not match.group(1).isdigit()
        else float(match.group(1))
        if match
        else None
    )
    if match is None or count is None or not 1 <= count <= 12:
        return None
    year = match.group(2) if match.group(2).isdigit() else month[:4] if month else None
    return f"{year}-01/{year}-{int(count):02d}" if year else None


def _duration(phrase: str, lowered: str, month: str | None, ahead: bool) -> str | None:
    bare = re.sub(
        r"^(?:the\s+)?(?:first|last|past|previous|preceding|prior|next|following|coming|final|recent)\s+|^the\s+(?=.+ (?:before|prior)$)",
        "",
        lowered,
    )
    deictic, bare = bare != lowered, re.sub(r" (?:before|prior)$", "", bare)
    match = re.match(
        r"(?:(?P<low>[a-z]+(?:-(?:four|eight|two))?|\d+)(?:\s*(?:-|–|to|or)\s*(?P<high>[a-z]+|\d+))?[\s-]+)?(?:(?:calendar|working|consecutive|additional|full)\s+)?"
        r"(?P<unit>hour|day|night|week|fortnight|month|quarter|trimester|semester|year|decade)s?(?:-long|\s+period|-period)?s?(?:\s+of\b.*)?$",
        bare,
    )
    if not match or (deictic and not match.group("low")) or (" of " in bare and not deictic):
        return None
    words = match.group("high") or match.group("low") or "one"
    count = (
        1.0
        if words in ("a", "an")
        else 3.0
        if words == "few"
        else 2.0
        if words == "couple"
        else float(words)
        if words.isdigit()
        else words_value(words)
    )
    if count is None:
        return None
    letter = _UNIT_LETTER[match.group("unit")]
    return f"P{'T' if letter == 'H' else ''}{int(count) * _FACTOR.get(match.group('unit'), 1)}{letter}"


def _deictic(phrase: str, lowered: str, month: str | None, ahead: bool) -> str | None:
    if month is None:
        return "P1W" if re.fullmatch(r"(?:the )?(?:last|past|previous|next) week", lowered) else None
    year, number = int(month[:4]), int(month[5:])
    previous = f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}"
    following = f"{year + (number == 12)}-{number % 12 + 1:02d}"
    table = [
        (
            r"(?:the )?(?:end|middle|rest|remainder) of (?:the|this) year|(?:mid|late|early)-year|year-end|(?:the |this )year|(?:the )?current year",
            str(year),
        ),
        (r"(?:the )?(?:beginning|start) of (?:the|this) year", f"{year}-01"),
        (
            r"(?:the )?(?:end|beginning|start|middle) of (?:the|this) month|(?:this|the) month|(?:the )?current month|(?:mid|late|early)-month",
            month,
        ),
        (r"(?:the )?(?:last|previous|preceding|past) month|(?:the )?end of last month", previous),
        (r"(?:the )?(?:next|following|coming) month", following),
        (r"(?:the )?(?:last|previous|preceding|past) year|the year before|(?:the )?end of last year", str(year - 1)),
        (
            r"(?:the )?(?:next|following|coming) year|(?:the )?end of next year|(?:the )?beginning of next year",
            str(year + 1),
        ),
        (r"(?:(?:the|this) )?(?:(?:first|last|past|previous|next|following|coming) )?week", "P1W"),
    ]
    for pattern, value in table:
        if re.fullmatch(pattern, lowered):
            return value
    if re.fullmatch(r"(?:this|the) quarter", lowered):
        return _quarter_of(year, number)
    if re.fullmatch(r"(?:a|one) year (?:earlier|before)", lowered):
        return f"{year - 1}-{number:02d}"
    if re.fullmatch(r"(?:a|one) month (?:earlier|before)|the month before", lowered):
        return previous
    named = re.fullmatch(r"([a-z]+)\.? (?:of )?(last|this|next) year", lowered)
    if named and named.group(1) in _MONTH_NUMBER:
        offset = {"last": -1, "this": 0, "next": 1}[named.group(2)]
        return f"{year + offset}-{_MONTH_NUMBER[named.group(1)]:02d}"
    half = re.fullmatch(r"(?:the )?(first|second) half of (?:the|this) year", lowered)
    if half:
        return f"{year}-01/{year}-06" if half.group(1) == "first" else f"{year}-07/{year}-12"
    return None


def _same_period(text: str, start: int, unit: str, rest: str, month: str | None) -> str | None:
    """`the same period last year`: the interval that the text named last, moved to that year."""
    if month is None:
        return None
    year_match = _YEAR.search(rest)
    year = int(year_match.group(1)) if year_match else int(month[:4]) - 1
    if unit == "month":
        return f"{year}-{month[5:]}"
    earlier = text[max(0, start - 400) : start]
    if unit == "quarter":
        named = list(_NAMED_QUARTER.finditer(earlier))
        number = _ORDER[named[-1].group(1).lower()] * 3 if named else int(month[5:])
        return _quarter_of(year, number)
    names = "|".join(sorted({name for name in MONTHS if name[0].isupper()}, key=len, reverse=True))
    ranges = list(re.finditer(rf"\b({names})\b\.?(?:\s+\d{{4}})?\s*(?:-|–|to|and|until)\s*({names})\b", earlier))
    if ranges:
        first, last = (_MONTH_NUMBER[name.lower()] for name in ranges[-1].groups())
        return f"{year}-{first:02d}/{year}-{last:02d}"
    since = list(re.finditer(rf"\b[Ss]ince\b[^.]{{0,60}}?\b({names})\b", earlier))
    if since:
        return f"{year}-{_MONTH_NUMBER[since[-1].group(1).lower()]:02d}/{year}-{month[5:]}"
    return f"{year}-{month[5:]}"


def _quarter_of(year: int, number: int) -> str:
    """The quarter in which a month lies."""
    first = (number - 1) // 3 * 3 + 1
    return f"{year}-{first:02d}/{year}-{first + 2:02d}"


def _year_of(number: int, month: str | None, ahead: bool) -> int | None:
    """The year of a month named without one."""
    if month is None:
        return None
    year, reference = int(month[:4]), int(month[5:])
    if number <= reference:
        return year + 1 if ahead and reference - number >= 7 else year
    return year if ahead or number - reference == 1 else year - 1


def _date(year: int, number: int, day: int | None) -> str | None:
    if day is None:
        return f"{year}-{number:02d}"
    return f"{year}-{number:02d}-{day:02d}" if 1 <= day <= calendar.monthrange(year, number)[1] else None
