"""The strict finder: which stretches of a text are quantities, and the modifier beside each.

A quantity is a number with its currency, percent sign, unit of measure or multiplier. Dates, decrees and identifiers are
claimed before this runs, so that what is left of the numbers nearly always reports something.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.trie import alternation, any_of
from sitrep_nlp.pipes.quantities import by_sex, torn
from sitrep_nlp.pipes.quantities.normalize import (
    TENS_IN_WORDS,
    TIMES,
    UNITS_IN_WORDS,
    amount,
    national_letter,
    unit_forms,
)

_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[-‑\s]?(?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)"
_WORDS = rf"(?:half\s+an?\s+{_SCALE}|(?:an?|{_WORD})(?:\s+and\s+a\s+half)?(?:\s+{_SCALE}(?:\s+and)?)(?:\s+{_WORD}(?:\s+{_SCALE})?)*|{_WORD}(?:\s+and\s+a\s+half)?)(?:\s*\(\d+\))?"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?: \d{3})* 000(?![\d,.]\d|\d)|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[\u00a0\u2009\u202f']\d{3})+(?:[.,]\d+)?|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d+(?:[.,]\d+)?"
# "28, 751 (11, 841 men)", but not the list "441, 312 and 77".
_WIDE = r"[1-9]\d{0,2}, \d{3}(?!\d|,? (?:and|or) \d|, ?\d)"
_SPACED = r"[1-9]\d{0,2}(?: \d{3})+(?![\d,.]\d)"
_MULTIPLIER = r"(?:\s*[- ]?(?:million|billion|trillion|thousand|hundred thousand|millones|millón|milhões|lakhs?|crores?)(?:\b|(?=\d{1,2}\b))|\s?(?:mn|mln|bn|mio)\b|(?<=\.\d)\s(?-i:B)\b|[KMB]\b|k\b)"
_MONEY_MULTIPLIER = r"(?:\s*[- ]?(?:million|billion|trillion|thousand|millones|millón|milhões|mil|lakhs?|crores?)\b|\s?(?:mn|mln|bn|mio|[KkMmBb])\b)"
_PERCENT = r"(?:\s*%|[\s-]*per[\s-]*cents?(?:\b|(?=\d{1,2}\b))|[\s-]*percent\b|\s*percentage points?\b|\s*pct\b|\s+por ciento\b|\s+pour cent\b)"
_AND = r"(?:-|–|—|[ \n]+(?:to|or)[ \n]+|(?<=\d)[ ][-–][ ](?=\d))"
_FRACTION = (
    r"(?:(?:one|two|three|four|five|seven|nine)(?:-\s?|\s)(?:thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)|(?<!in )(?<!per )(?<!within )an?\s(?:third|quarter|fourth|fifth|sixth|eighth|tenth)(?!\s+(?:of\s+a\s+century|time|round|wave|phase|year|country|person|party|dose))"
    r"|every\s(?:second|third|fourth|fifth|sixth|tenth)(?=\s+(?!(?:hour|day|night|week|month|year|time)\b)(?-i:[a-z]))"
    r"|(?<!first )(?<!second )(?<!other )(?<!latter )half(?!\s+(?:an?\s+)?(?:hour|day|year|month|way|time|term|mile)|\s+(?:past|open|closed|rations?)\b|\s*-|\s+of\s+(?:the\s+(?:year|month)|\d{4}|20|(?-i:[A-Z][a-z]+)\b)))"
)
_TENTHS = r"(?:two|three|four|five|six|seven|eight|nine|ten|a hundred|[2-9]|10|100)\b"
_OF_TEN = rf"(?:(?:{_WORD}|\d{{1,2}})\s+(?:(?:in|out\s+of)\s+(?:every\s+)?|of\s+every\s+){_TENTHS})(?!\s*(?:%|per\s?cent|,\d|days|weeks|months|years))"


# "K3,500", "Q192 million": one letter is a currency's sign where it is glued to an amount; "M23" and "R180" may be names.
_AMOUNT = rf"\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?{_MONEY_MULTIPLIER}"


def _currencies(forms: Iterable[str]) -> str:
    """A pattern for currencies. Codes are written in capitals: "two rub halls" and "50 top officials" are no money."""
    forms = list(forms)
    codes = [form for form in forms if form.isupper() and form.isalpha()]
    words = [form for form in forms if form not in codes]
    return any_of([alternation(words, ignore_case=True), alternation(codes)])


_TO_ONE = r"\d{1,3}(?:\.\d+)?:\d{1,3}(?:\.\d+)?"
RATIO_BEFORE = re.compile(r"\bratios?\b[^.;\n]*$", re.I)


@lru_cache(maxsize=3)
def _pattern(thousands: str = "") -> re.Pattern[str]:
    """The finder; `thousands` is how else than by a bare comma the document parts thousands: `_SPACED`, `_WIDE` or not at all."""
    number = f"(?:{thousands}|{_DIGITS})" if thousands else f"(?:{_DIGITS})"
    forms = [(row["form"], row["position"]) for row in lexicon.rows("currencies")]
    before = any_of(
        [_currencies(form for form, position in forms if position != "after"), rf"{national_letter()}(?={_AMOUNT})"]
    )
    after = _currencies(form for form, position in forms if position != "before")
    units = alternation((form for form in unit_forms() if form not in ("has", "t", "T")), ignore_case=True)
    spelled = alternation((form for form in unit_forms() if len(form) > 3), ignore_case=True)
    # "USD 50 to 75" is a range, "S/ 2.3 million to 610 families" is none: the second number says that it is money.
    money = rf"{before}\s*{number}(?:{_MONEY_MULTIPLIER})?(?:(?:-|–)(?:{before}\s*)?{number}(?:{_MONEY_MULTIPLIER})?|\s+to\s+{before}\s*{number}(?:{_MONEY_MULTIPLIER})?|{_AND}{number}(?:{_MONEY_MULTIPLIER}(?!\s+(?:people|persons|individuals|families|households|children)\b)|(?=\s*(?:[.,;)]|per|a\s|each|for))))?(?:\s?(?:USD|US dollars)\b)?"
    either = f"(?:{number}|{_WORDS})"

    def opened_by(first: str) -> list[str]:
        """What a number in digits and one in words may both open."""
        return [
            rf"{first}(?:{_MONEY_MULTIPLIER})?(?:{_AND}{either}(?:{_MONEY_MULTIPLIER})?)?\s?{after}(?![A-Za-z]|\s?\d)",
            # "between 10 and 20 per cent", but "1,693 or 60 per cent" are two.
            rf"(?!\d{{3,}}\s+or\b|\d+,\d{{3}}){first}(?:{_PERCENT})?{_AND}{either}{_PERCENT}",
            rf"{first}(?:{_MULTIPLIER})?{_PERCENT}",
            _OF_TEN,
            rf"{first}(?:{_AND}{either})?[\s-]*(?:times|fold|-fold)\b(?!\s+(?:a|per)\s+(?:day|week|month|year))",
        ]

    def range_from(first: str) -> str:
        return rf"{first}(?:{_MULTIPLIER})?{_AND}{either}(?:{_MULTIPLIER})?(?!{_PERCENT})"

    in_digits = [
        *opened_by(number),
        rf"{number}(?:{_AND}{number})?(?:\s(?:million|thousand))?\s?(?:{units}(?![\w])|(?-i:t)(?=\s+(?:of|for)\b))",
        range_from(number),
        _TO_ONE,
        rf"{number}{_MULTIPLIER}",
        number,
    ]
    in_words = [
        rf"half\s+an?\s+(?:{_SCALE}(?:\s{spelled}\b)?|{spelled}\b)",
        rf"{_WORDS}(?:{_AND}{_WORDS})?\s{spelled}\b",
        money,
        *opened_by(_WORDS),
        range_from(_WORDS),
        rf"{_WORDS}{_AND}{_WORDS}(?:\s{_SCALE})?",
        _FRACTION,
        rf"(?:{'|'.join(TIMES)})\b",
        _WORDS,
    ]
    # Few words open a quantity: all others are passed over by their first letters.
    opener = alternation(["half", "every", *UNITS_IN_WORDS, *TENS_IN_WORDS, *TIMES], ignore_case=True)
    return re.compile(
        rf"(?<![\w$€£#])(?<![^a-z]/)(?<!\d-)(?:(?<!\d[.,])(?=\d){any_of(in_digits)}|(?={opener}|(?-i:[Aa][Nn]?)\s|{before}\s*\d){any_of(in_words)})"
        r"(?![^\W\d¹²³⁴-⁹]|(?<!n)\d|[.,]\d|-[a-z])",
        re.IGNORECASE,
    )


_COMMA_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_WIDE_THOUSANDS = re.compile(rf"(?<![\d.,])(?<!\d, ){_WIDE}")
_BETWEEN = re.compile(r"\b[Bb]etween\s+$")
_CHANGED_FROM = re.compile(
    r"(?<!ranging)(?<!ranged)(?<!ranges)(?<!range)(?<!varies)(?<!vary)(?<!varying)(?<!run)\s+from\s+(?:\w+\s+){0,2}$",
    re.I,
)
_TO = re.compile(r"[ \n]+to[ \n]+")
_BETWEEN_AND = re.compile(r"\s+and\s+")
_ONE_AFTER = re.compile(
    r"\s+(?:of\b(?!\s+(?:the|these|which|whom)\s+\d)|another\b|or\b|and\b|to\b|hand\b|side\b|way\b|time\b|point\b|such\b|that\b|who\b|in\b(?!\s+(?:two|three|four|five|\d))|for\b|the\b|has\b|is\b|was\b|can\b|should\b|at\b|by\b|with\b|among\b|could\b|must\b|on\b|through\b|from\b|a\b|day\b|off\b|year\b|roof\b|place\b|thing\b|after\b|might\b|may\b)|[.,;:)\"”’]|$|-(?:stop|on|off|time|to|year|size|way|sided|month|day|third|half)"
)
_ONE_BEFORE = re.compile(
    r"\b(?:no|any|every|each|this|that|which|the(?:\s+\w+)?|as|second|biggest|largest|new)\s+$", re.I
)
_PLACED = re.compile(r"\s+(?:in|among|at|from|for|on|near|with)\b")
_PLACED_BEFORE = re.compile(rf"\b(?:{_WORD}|\d+){_PLACED.pattern}[^.;\n]+(?:,|\band)\s*$", re.I)
_PLACED_AFTER = re.compile(rf"[^.;\n]+?(?:,|\band)\s*(?:{_WORD}|\d+){_PLACED.pattern}", re.I)
_COMPARISON = re.compile(
    r"\s+(?:more|as|the|higher|larger|greater|less|fewer|that|what|its|their|lower|over|bigger|above|faster|those|dearer|those|than|smaller|longer|last|compared|in \d{4}|of|[A-Z][a-z]+[’']s)\b"
)
_WORD_AFTER_BLOCK = re.compile(
    r"\s*-\s*(?:year|month|day|week|hour|night|storey|story|wheel|star|point|person|part|pronged|way|step|room|member|fold|tier|bed|litre|liter|seat)s?\b|\s+(?:o’clock|o'clock|a\.m|p\.m)\b",
    re.I,
)
_BRACKET_AT_END = re.compile(r"\s*\(\d+\)$")
_IN_DIGITS_AGAIN, _IN_WORDS_AGAIN = re.compile(r"\s*\((\d+)\)"), re.compile(rf"\s*\(({_WORDS})\)", re.I)
_VAGUE = re.compile(r"\b(?:several|many|few|some|of|the|tens of|hundreds of)\s+$")
# "Kilo 16, ", "Gwange 3 PHC": the number belongs to the name before it. A plural before a number counts ("Deaths 26").
_NAME_BEFORE = re.compile(r"(?:(?<=[a-z,] )|(?<=[a-z] of ))[A-Z][a-z]+(?<!s) $")
# "79 samples (Aleppo 27 and Idleb 52)": a number is told by name.
_TOLD_BY_NAME = re.compile(r"\d(?:\s[\w-]+){0,4}\s\((?:[^()\d]+\s\d[\d,]*(?:[,;]|,?\sand)\s)*[^()\d]+\s$")
_NAME_AFTER = re.compile(r"(?:[,.)] ?(?!\d)|\s+(?:and \d|[A-Z]))")
_ENUMERATION = re.compile(r"[A-Z]{3,} $")
# "A third group", "a fourth shock": in a row, not a share. A verb or "of" after it, or an approximator before it, shows a share.
_PLACE_IN_ROW = re.compile(r"an?\s(?:third|fourth|fifth|sixth|eighth|tenth)")
_NOUN_AFTER = re.compile(
    r"\s+(?!(?:of|more|less|fewer|higher|lower|about|are|were|is|was|have|had|has|do|did|said|say|kept|live|in|to|from|at|by|as|and|"
    r"or|than|who|\w+ed)\b)[a-z]"
)
_APPROXIMATOR_BEFORE = re.compile(
    r"\b(?:nearly|almost|about|around|under|over|than|some|only|just|roughly|least)\s+$", re.I
)
_TIMES_AFTER = re.compile(r"\s+times\s+(?:a|per|each|every|in)\b")
_PERSON_BEFORE = re.compile(r"\b(?:boy|girl|man|woman|child)\s+\($")
_SECTION_NUMBER, _TITLE_AFTER = re.compile(r"\d\.\d{1,2}"), re.compile(r"\s+[A-Z][a-z]{2,}")  # 3.1 Shelter
_ENUMERATED = re.compile(r"[.)] +\S")  # 1. 36 wells were cleaned
_COORDINATE, _COMPASS = re.compile(r"\d{1,3}\.\d+"), re.compile(r"\s?°?\s?[NSEW]\b")
_NO_NUMBER_BEFORE = re.compile(r"(?:\b[Nn]o\.?|\b[Nn]úm\.?|[Nn]º|#|§|\b[Pp]\.|\bpp\.)\s*$")


def separators(text: str) -> tuple[bool, bool]:
    """Whether this text writes thousands with commas, and whether with spaces. A text keeps to one way."""
    commas = bool(_COMMA_THOUSANDS.search(text))
    return commas, not commas and bool(_space_thousands().search(text))


@lru_cache(maxsize=1)
def _space_thousands() -> re.Pattern[str]:
    """Two groups of digits that are one number: what they count follows, or a currency, or nothing."""
    money = _currencies(row["form"] for row in lexicon.rows("currencies") if row["position"] != "before")
    return re.compile(rf"(?<![\d.,/-])[1-9]\d{{0,2}} \d{{3}}(?![\d.,-]\d)(?=\s+(?:[a-z(]|{money}(?!\w))|\s*$|[.,;)])")


def _wide(text: str) -> bool:
    """Whether this text writes a space after the comma that parts thousands. One such number alone may be a list."""
    return not _COMMA_THOUSANDS.search(text) and len(_WIDE_THOUSANDS.findall(text)) > 1


def find(text: str, taken: bytearray) -> Iterator[tuple[int, int]]:
    """The stretches of the text that are quantities, first those that other numbers are made of. `taken` flags the characters that are claimed already."""
    _, spaced = separators(text)
    taken = bytearray(taken)
    for start, end in itertools.chain(by_sex.find(text), () if spaced else torn.find(text)):
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            yield start, end
    pattern = _pattern(_SPACED if spaced else _WIDE if _wide(text) else "")
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
        if change and _CHANGED_FROM.search(text, max(0, start - 40), start):
            end = position = change.start()  # "from 1,200 to 1,450": a change, two quantities
        if _is_quantity(text, start, end):
            range_end = _between(text, start, end, pattern, taken)
            end, position = _said_once(text, start, max(end, range_end))
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


def _said_once(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a quantity ends, and where to go on: `nine (9)` and `300 (three hundred)` say one number twice."""
    if bracket := _BRACKET_AT_END.search(text, start, end):
        end = bracket.start()
    again = said_again(text, start, end)
    return end, again[1] + 1 if again else end


def said_again(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a quantity is said a second time, in brackets behind it: `9` of `nine (9)`, `three hundred` of `300 (three hundred)`."""
    in_words = not any(letter.isdigit() for letter in _IN_DIGITS_AGAIN.sub("", text[start:end]))
    again = (_IN_DIGITS_AGAIN if in_words else _IN_WORDS_AGAIN).match(text, end)
    if not again:
        return None
    first, second = amount(text[start:end]), amount(again.group(1))
    if first is None or second is None:
        return None
    last = first.value if first.high is None else first.high
    return again.span(1) if last == second.value else None


def _one_of_several(text: str, start: int, end: int) -> bool:
    """`one in Camp 5, ten in Camp 6 and one in Camp 8E`: another number beside it is followed by a place too."""
    if not _PLACED.match(text, end):
        return False
    before, after = _PLACED_BEFORE.search(text[max(0, start - 80) : start]), _PLACED_AFTER.match(text, end, end + 80)
    return bool(before or after)


def _is_quantity(text: str, start: int, end: int) -> bool:
    phrase = text[start:end]
    lowered = phrase.lower()
    before = text[max(0, start - 24) : start]
    if _NO_NUMBER_BEFORE.search(before):
        return False
    if ":" in phrase and not RATIO_BEFORE.search(text, max(0, start - 60), start):
        return False
    if _COORDINATE.fullmatch(phrase) and _COMPASS.match(text, end):
        return False
    if re.fullmatch(r"\d{1,2}", phrase):
        if text[start - 1 : start] in ("", "\n") and _ENUMERATED.match(text, end):
            return False
        named = _NAME_BEFORE.search(before) and _NAME_AFTER.match(text, end)
        if named and not _TOLD_BY_NAME.search(text, max(0, start - 160), start):
            return False
        if _ENUMERATION.search(before) and re.match(r"\.\s+[A-Z]", text[end : end + 4]):
            return False
    if lowered == "one":
        line_start = text.rfind("\n", 0, start) + 1
        return (
            (not _ONE_AFTER.match(text, end) or _one_of_several(text, start, end))
            and not _ONE_BEFORE.search(before)
            and bool(text[line_start:start].strip() or phrase[0].isupper())
        )
    if _PLACE_IN_ROW.fullmatch(lowered) and _NOUN_AFTER.match(text, end) and not _APPROXIMATOR_BEFORE.search(before):
        return False
    if _TIMES_AFTER.match(text, end) or _PERSON_BEFORE.search(before):
        return False  # "three times a week"; "a boy (14)"
    if _SECTION_NUMBER.fullmatch(phrase) and _TITLE_AFTER.match(text, end) and text[start - 1 : start] in ("", "\n"):
        return False
    if lowered.endswith("times") and not _COMPARISON.match(text, end):
        return False  # "met three times": how often, not how much
    if lowered == "twice":
        return bool(re.match(r"\s+(?:as|the|more|that|what|last|its|their)\b", text[end : end + 8]))
    if lowered in ("double", "triple", "treble", "quadruple"):
        return bool(re.match(r"\s+(?:the|that|what|last|its|their|compared|from)\b", text[end : end + 20]))
    if lowered.isalpha() and _WORD_AFTER_BLOCK.match(text, end):
        return False
    if lowered[0].isdigit() and re.match(
        r"\s*-\s*(?:bed|year|month|day|week|hour|night|storey|litre|liter|room|seat|point|member|person|tonne)\b",
        text[end : end + 12],
    ):
        return False
    if re.fullmatch(r"20[0-4]\d\.\d{2,3}", phrase):
        return False  # a year with a footnote mark
    if re.fullmatch(r"(?:19[5-9]\d|20[0-4]\d)", phrase) and not re.match(r"\s+[a-z]", text[end : end + 2]):
        return False  # a year, unless a noun follows
    if re.match(r"-\d", text[end : end + 2]) or (lowered.isdigit() and re.match(r"/\d", text[end : end + 2])):
        return False
    return not (_VAGUE.search(before) and lowered in ("hundred", "thousand", "million"))
