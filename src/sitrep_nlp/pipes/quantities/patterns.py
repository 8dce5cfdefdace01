"""The strict finder: which stretches of a text are quantities, and the modifier beside each.

A quantity is a number with its currency, percent sign, unit of measure or multiplier. Dates, decrees and identifiers are
claimed before this runs, so that what is left of the numbers nearly always reports something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.trie import alternation, any_of
from sitrep_nlp.pipes.quantities.normalize import TENS_IN_WORDS, TIMES, UNITS_IN_WORDS, unit_forms

_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[-‑\s]?(?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)"
_WORDS = rf"(?:half\s+an?\s+{_SCALE}|(?:an?|{_WORD})(?:\s+and\s+a\s+half)?(?:\s+{_SCALE}(?:\s+and)?)(?:\s+{_WORD}(?:\s+{_SCALE})?)*|{_WORD}(?:\s+and\s+a\s+half)?)(?:\s*\(\d+\))?"
_DIGITS = r"\d{1,3}(?:,\s?\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[\u00a0\u2009\u202f']\d{3})+(?:[.,]\d+)?|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d+(?:[.,]\d+)?"
_SPACED = r"[1-9]\d{0,2}(?: \d{3})+(?![\d,.]\d)"
_MULTIPLIER = r"(?:\s*[- ]?(?:million|billion|trillion|thousand|hundred thousand|millones|millón|milhões|lakhs?|crores?)(?:\b|(?=\d{1,2}\b))|\s?(?:mn|mln|bn|mio)\b|[KMB]\b|k\b)"
_MONEY_MULTIPLIER = r"(?:\s*[- ]?(?:million|billion|trillion|thousand|millones|millón|milhões|mil|lakhs?|crores?)\b|\s?(?:mn|mln|bn|mio|[KkMmBb])\b)"
_PERCENT = (
    r"(?:\s*%|[\s-]*per[\s-]*cents?\b|[\s-]*percent\b|\s*percentage points?\b|\s*pct\b|\s+por ciento\b|\s+pour cent\b)"
)
_AND = r"(?:-|–|—|[ \n]+(?:to|or)[ \n]+|(?<=\d)[ ]-[ ](?=\d))"
_FRACTION = (
    r"(?:(?:one|two|three|four|five|seven|nine)[-\s](?:thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)|an?\s(?:third|quarter|fourth|fifth|sixth|eighth|tenth)(?!\s+(?:of\s+a\s+century|time|round|wave|phase|year|country|person|party|dose))"
    r"|(?<!first )(?<!second )(?<!other )(?<!latter )half(?!\s+(?:an?\s+)?(?:hour|day|year|month|way|time|term|mile)|\s*-|\s+of\s+(?:the\s+(?:year|month)|\d{4}|20|(?-i:[A-Z][a-z]+)\b)))"
)
_OF_TEN = rf"(?:(?:{_WORD}|\d{{1,2}})\s+(?:in|out of)\s+(?:every\s+)?(?:{_WORD}|100|\d{{1,2}}))(?!\s*(?:%|per\s?cent|,\d|days|weeks|months|years))"


@lru_cache(maxsize=2)
def _pattern(spaced: bool) -> re.Pattern[str]:
    """The finder; `spaced` for documents that part thousands with spaces."""
    number = f"(?:{_SPACED}|{_DIGITS})" if spaced else f"(?:{_DIGITS})"
    forms = [(row["form"], row["position"]) for row in lexicon.rows("currencies")]
    before = alternation((form for form, position in forms if position != "after"), ignore_case=True)
    after = alternation((form for form, position in forms if position != "before"), ignore_case=True)
    units = alternation((form for form in unit_forms() if form not in ("has", "t", "T")), ignore_case=True)
    spelled = alternation((form for form in unit_forms() if len(form) > 3), ignore_case=True)
    # "USD 50 to 75" is a range, "S/ 2.3 million to 610 families" is none: the second number says that it is money.
    money = rf"{before}\s*{number}(?:{_MONEY_MULTIPLIER})?(?:(?:-|–)(?:{before}\s*)?{number}(?:{_MONEY_MULTIPLIER})?|\s+to\s+{before}\s*{number}(?:{_MONEY_MULTIPLIER})?|{_AND}{number}(?:{_MONEY_MULTIPLIER}|(?=\s*(?:[.,;)]|per|a\s|each|for))))?(?:\s*(?:USD|US dollars)\b)?"
    either = f"(?:{number}|{_WORDS})"

    def opened_by(first: str) -> list[str]:
        """What a number in digits and one in words may both open."""
        return [
            rf"{first}(?:{_MONEY_MULTIPLIER})?(?:{_AND}{either}(?:{_MONEY_MULTIPLIER})?)?\s*{after}(?![A-Za-z])",
            rf"{first}(?:{_PERCENT})?(?:{_AND}|\s+and\s+(?=[\d.,]+\s*(?:%|per))){either}{_PERCENT}",
            rf"{first}{_PERCENT}",
            _OF_TEN,
            rf"{first}(?:{_AND}{either})?[\s-]*(?:times|fold|-fold)\b(?!\s+(?:a|per)\s+(?:day|week|month|year))",
        ]

    def range_from(first: str) -> str:
        return rf"{first}(?:{_MULTIPLIER})?{_AND}{either}(?:{_MULTIPLIER})?"

    in_digits = [
        *opened_by(number),
        rf"{number}(?:{_AND}{number})?(?:\s(?:million|thousand))?\s?{units}(?![\w])",
        range_from(number),
        rf"{number}{_MULTIPLIER}",
        number,
    ]
    in_words = [
        rf"half\s+an?\s+{_SCALE}(?:\s{spelled}\b)?",
        rf"{_WORDS}\s{spelled}\b",
        money,
        *opened_by(_WORDS),
        range_from(_WORDS),
        rf"{_WORDS}{_AND}{_WORDS}(?:\s{_SCALE})?",
        _FRACTION,
        rf"(?:{'|'.join(TIMES)})\b",
        _WORDS,
    ]
    # Few words open a quantity: all others are passed over by their first letters.
    opener = alternation(["half", *UNITS_IN_WORDS, *TENS_IN_WORDS, *TIMES], ignore_case=True)
    return re.compile(
        rf"(?<![\w$€£/#])(?<!\d[.,-])(?:(?=\d){any_of(in_digits)}|(?={opener}|(?-i:[Aa][Nn]?)\s|{before}\s*\d){any_of(in_words)})"
        r"(?![^\W\d]|(?<!n)\d|[.,]\d|-[a-z])",
        re.IGNORECASE,
    )


_COMMA_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_SPACE_THOUSANDS = re.compile(r"(?<![\d.,/-])[1-9]\d{0,2} \d{3}(?![\d.,-]\d)(?=\s+[a-z(]|\s*$|[.,;)])")
_BETWEEN = re.compile(r"\b[Bb]etween\s+$")
_TO = re.compile(r"[ \n]+to[ \n]+")
_BETWEEN_AND = re.compile(r"\s+and\s+")
_ONE_AFTER = re.compile(
    r"\s+(?:of\b(?!\s+(?:the|these|which|whom)\s+\d)|another\b|or\b|and\b|to\b|hand\b|side\b|way\b|time\b|point\b|such\b|that\b|who\b|in\b(?!\s+(?:two|three|four|five|\d))|for\b|the\b|has\b|is\b|was\b|can\b|should\b|at\b|by\b|with\b|among\b|could\b|must\b|on\b|through\b|from\b|a\b|day\b|off\b|year\b)|[.,;:)\"”’]|$|-(?:stop|on|off|time|to|year|size|way|sided|month|day|third|half)"
)
_COMPARISON = re.compile(
    r"\s+(?:more|as|the|higher|larger|greater|less|fewer|that|what|its|their|lower|over|bigger|above|faster|those|dearer|those|than|smaller|longer|last|compared|in \d{4}|of|[A-Z][a-z]+[’']s)\b"
)
_WORD_AFTER_BLOCK = re.compile(
    r"\s*-\s*(?:year|month|day|week|hour|night|storey|story|wheel|star|point|person|part|pronged|way|step|room|member|fold|tier|bed|litre|liter|seat)s?\b|\s+(?:o’clock|o'clock|a\.m|p\.m)\b",
    re.I,
)
_VAGUE = re.compile(r"\b(?:several|many|few|some|of|the|tens of|hundreds of)\s+$")
# "Kilo 16, ", "Gwange 3 PHC": the number belongs to the name before it. A plural before a number counts ("Deaths 26").
_NAME_BEFORE = re.compile(r"(?:(?<=[a-z,] )|(?<=[a-z] of ))[A-Z][a-z]+(?<!s) $")
_NAME_AFTER = re.compile(r"(?:[,.)] ?(?!\d)|\s+(?:and \d|[A-Z]))")
_ENUMERATION = re.compile(r"[A-Z]{3,} $")
_NO_NUMBER_BEFORE = re.compile(r"(?:\b[Nn]o\.?|\b[Nn]úm\.?|[Nn]º|#|§|\b[Pp]\.|\bpp\.)\s*$")


def separators(text: str) -> tuple[bool, bool]:
    """Whether this text writes thousands with commas, and whether with spaces. A text keeps to one way."""
    commas = bool(_COMMA_THOUSANDS.search(text))
    return commas, not commas and bool(_SPACE_THOUSANDS.search(text))


def find(text: str, taken: bytearray) -> Iterator[tuple[int, int]]:
    """The stretches of the text that are quantities, in order. `taken` flags the characters that are claimed already."""
    _, spaced = separators(text)
    pattern = _pattern(spaced)
    position = 0
    while match := pattern.search(text, position):
        start, end = match.span()
        position = end
        free = _free(taken, start, end)
        if free is None:
            position = _next_free(taken, start, end)
            continue
        if free != end:  # a claimed stretch follows: the part before it may still be a quantity
            shorter = pattern.fullmatch(text, start, free) if free > start else None
            if shorter is None:
                position = max(start + 1, free)
                continue
            end = position = free
        end = _end(text, start, end)
        change = _TO.search(text, start, end)
        if change and re.search(r"\bfrom\s+(?:\w+\s+){0,2}$", text[max(0, start - 30) : start], re.I):
            end = position = change.start()  # "from 1,200 to 1,450": a change, two quantities
        if _is_quantity(text, start, end):
            range_end = _between(text, start, end, pattern, taken)
            end = position = max(end, range_end)
            yield start, end


def _free(taken: bytearray, start: int, end: int) -> int | None:
    """None when the stretch begins in a claimed one, else where its free part ends."""
    if taken[start]:
        return None
    claimed = taken.find(1, start, end)
    return end if claimed < 0 else claimed


def _next_free(taken: bytearray, start: int, end: int) -> int:
    free = taken.find(0, start, end)
    return end if free < 0 else max(free, start + 1)


def _end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \n-–,":
        end -= 1
    return end


def _between(text: str, start: int, end: int, pattern: re.Pattern[str], taken: bytearray) -> int:
    """`between 50 and 100` is one range."""
    if not _BETWEEN.search(text, max(0, start - 12), start):
        return end
    joint = _BETWEEN_AND.match(text, end)
    if not joint:
        return end
    second = pattern.match(text, joint.end())
    return second.end() if second and not any(taken[joint.end() : second.end()]) else end


def _is_quantity(text: str, start: int, end: int) -> bool:
    phrase = text[start:end]
    lowered = phrase.lower()
    before = text[max(0, start - 24) : start]
    if _NO_NUMBER_BEFORE.search(before):
        return False
    if re.fullmatch(r"\d{1,2}", phrase):
        if _NAME_BEFORE.search(before) and _NAME_AFTER.match(text, end):
            return False
        if _ENUMERATION.search(before) and re.match(r"\.\s+[A-Z]", text[end : end + 4]):
            return False
    if lowered == "one":
        line_start = text.rfind("\n", 0, start) + 1
        return (
            not _ONE_AFTER.match(text, end)
            and not re.search(r"\b(?:no|any|every|each|this|that|which|the|as|least)\s+$", before, re.I)
            and bool(text[line_start:start].strip() or phrase[0].isupper())
        )
    if lowered.endswith("times") and not _COMPARISON.match(text, end):
        return False  # "met three times": how often, not how much
    if lowered == "twice":
        return bool(re.match(r"\s+(?:as|the|more|that|what|last)\b", text[end : end + 8]))
    if lowered in ("double", "triple", "treble", "quadruple"):
        return bool(re.match(r"\s+(?:the|that|what|last|compared|from)\b", text[end : end + 20]))
    if lowered.isalpha() and _WORD_AFTER_BLOCK.match(text, end):
        return False
    if lowered[0].isdigit() and re.match(
        r"\s*-\s*(?:bed|year|month|day|week|hour|night|storey|litre|liter|room|seat|point|member|person|tonne)\b",
        text[end : end + 12],
    ):
        return False
    if re.fullmatch(r"(?:19[5-9]\d|20[0-4]\d)", phrase) and not re.match(r"\s+[a-z]", text[end : end + 2]):
        return False  # a year, unless a noun follows
    if re.match(r"/\d", text[end : end + 2]) or (re.match(r"-\d", text[end : end + 2])):
        return False
    return not (_VAGUE.search(before) and lowered in ("hundred", "thousand", "million"))
