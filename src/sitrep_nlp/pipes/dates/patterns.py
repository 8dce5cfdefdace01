"""The strict finder: which stretches of a text are dates. One compiled pass; what they mean is `resolve.py`'s work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.trie import alternation

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "January|Jan|enero|janvier|janeiro",
            "February|Feb|Febuary|febrero|février|fevereiro",
            "March|Mar|marzo|mars|março",
            "April|Apr|abril|avril",
            "May|mayo|mai|maio",
            "June|Jun|junio|juin|junho",
            "July|Jul|julio|juillet|julho",
            "August|Aug|agosto|août",
            "September|Sept|Sep|septiembre|setiembre|septembre|setembro",
            "October|Oct|octubre|octobre|outubro",
            "November|Nov|noviembre|novembre|novembro",
            "December|Dec|diciembre|décembre|dezembro",
        ],
        1,
    )
    for name in names.split("|")
}


def _words(words: str) -> str:
    """A pattern for any of some words, in small letters, in capitals or beginning a sentence."""
    return alternation(words.split(), ignore_case=True)


_FULL = "January February March April May June July August September October November December".split()
_SHORT = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Febuary".split()
_ENGLISH = rf"(?:{alternation([*_FULL, *map(str.upper, _FULL)])}|{alternation(_SHORT)}\b\.?)"
_FOREIGN = alternation(
    [
        *(name for name in MONTHS if name[0].islower()),
        *"Enero Febrero Marzo Abril Mayo Junio Julio Agosto Septiembre Octubre Noviembre Diciembre".split(),
        *"ENERO FEBRERO MARZO ABRIL MAYO JUNIO JULIO AGOSTO OCTUBRE NOVIEMBRE DICIEMBRE".split(),
    ]
)
# Months are written small in these languages; "15 de Abril" is a street, a school or a quarter of a town.
_FOREIGN_SMALL = alternation(name for name in MONTHS if name[0].islower())
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)(?![\d%]|,\d{3}|\.\d)"
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?(?![\d,.]\d)"
_SEP = r"\s*(?:-|–|—|/|to|TO|and|AND|until|till|through|up to|&)\s*(?:the\s+)?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+(?:the\s+)?)"
_PART = r"(?:(?:mid|Mid|MID|early|Early|late|Late|end|End)(?:-|–|\s+)(?:of\s+)?|(?:the\s+)?(?:end|beginning|start|middle|first half|second half|last week|first week|close)\s+of\s+(?:the month of\s+)?)"

_NUMBER_WORDS = alternation(
    [
        *"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen eighteen".split(),
        *"twenty twenty-four thirty forty forty-eight sixty seventy-two ninety".split(),
        "a hundred",
    ],
    ignore_case=True,
)
_UNIT = _words(
    "hour hours day days night nights week weeks fortnight fortnights month months year years decade decades semester semesters trimester trimesters"
)
_DEICTIC_UNIT = _words(
    "hour hours day days week weeks fortnight fortnights month months year years decade decades quarter quarters semester semesters trimester trimesters seasons"
)

_NUMERIC = r"\d{4}-[01]\d-[0-3]\d|[0-3]?\d[/.][0-3]?\d[/.](?:19|20)\d\d|[0-3]?\d/[01]?\d/\d\d(?!\d)"
_DAY_MONTH = rf"{_WEEKDAY}?{_DAY}(?:\s+of)?\s+{_ENGLISH}(?:,?\s+(?:of\s+)?{_YEAR})?"
# A number alone on the line below a month is a headline's: "arrived since January / 33 / partners funded".
_MONTH_DAY = rf"{_WEEKDAY}?{_ENGLISH}(?!\s*\n\s*\d{{1,2}}\s*\n)\s+(?:the\s+)?{_DAY}(?!\s*(?:%|per\s?cent|million|people|persons))(?:,?\s+{_YEAR})?"
_MONTH_YEAR = rf"{_ENGLISH},?\s+(?:of\s+)?{_YEAR}"
_MONTH = rf"{_ENGLISH}(?:,?\s+(?:of\s+)?{_YEAR})?"
_QUARTER = (
    rf"(?:[Tt]he\s+)?(?:{_words('first second third fourth last final')}|1st|2nd|3rd|4th)\s+(?:quarter|trimester|semester|half|six months|three months|nine months)(?:\s+of\s+(?:the\s+(?:year|month)|this year|last year|{_MONTH}|{_YEAR}))?"
    rf"|Q[1-4](?:{_SEP}Q[1-4])?(?:\s+(?:of\s+)?{_YEAR})?"
)
_RANGES = [
    rf"{_DAY_MONTH}{_SEP}{_DAY_MONTH}",
    rf"{_MONTH_DAY}{_SEP}{_MONTH_DAY}",
    rf"{_WEEKDAY}?{_DAY}(?:,\s*{_DAY})*{_SEP}{_DAY_MONTH}",
    rf"{_ENGLISH}\s+{_DAY}{_SEP}{_DAY}(?:,?\s+{_YEAR})?",
    rf"{_PART}?{_MONTH}(?:,\s*{_ENGLISH})*,?{_SEP}{_PART}?{_MONTH}",
    rf"{_YEAR}\s*(?:-|–|to|and|until|/)\s*(?:{_YEAR}|\d\d(?!\d))",
]
_DEICTIC = (
    rf"(?:[Tt]he\s+)?[Ss]ame\s+(?:period|months?|week|quarter|time)(?:\s+(?:of\s+)?(?:last year|the previous year|the year before|a year earlier|a year ago)|\s+(?:in|of)\s+(?:{_MONTH_YEAR}|{_YEAR}|the previous year))?"
    rf"|(?:[Tt]he\s+)?{_words('first last past previous preceding prior next following coming final recent')}\s+(?:(?:{_NUMBER_WORDS}|\d{{1,3}}|few|several|couple of)\s+)?(?:calendar\s+)?{_DEICTIC_UNIT}(?:\s+of\s+(?:{_MONTH}|{_YEAR}|the year))?"
    rf"|(?:[Aa]n?|one|{_NUMBER_WORDS}|\d{{1,3}})\s+{_UNIT}\s+(?:ago|earlier|before(?=\s*(?:[.,;:)]|$)))\b"
    rf"|[Tt]his\s+(?:{_NUMBER_WORDS}|\d{{1,3}})[\s-]{_DEICTIC_UNIT}\s+period"
    rf"|[Tt]he\s+(?:{_NUMBER_WORDS}|\d{{1,3}})\s+{_DEICTIC_UNIT}\s+(?:before|prior)(?=\s*(?:[.,;:)]|$))"
    rf"|(?:[Tt]his|[Ll]ast|[Nn]ext)\s+(?:week|month|year|quarter|semester|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|summer|winter|spring|autumn)"
    rf"|(?:[Tt]he\s+)?(?:end|beginning|start|middle|first half|second half|rest|remainder)\s+of\s+(?:the|this|last|next)\s+(?:year|month|week|quarter|semester)"
    rf"|(?:[Mm]id|[Ll]ate|[Ee]arly)-(?:year|month)|year-end|end-{_ENGLISH}(?:\s+{_YEAR})?|(?:[Tt]he\s+)?(?:previous|current|preceding) (?:year|month|week)"
    r"|(?:the|The)\s+(?:week|month|quarter|year)\s+before\b|the year\b(?!\s+(?:before|of|in|when|that))|(?<=[Dd]uring )the (?:month|week|quarter)\b|(?<=[Tt]hroughout )the (?:month|week|quarter)\b|(?<=[Oo]ver )the (?:month|quarter)\b|(?<=[Ii]n )the (?:month|quarter)\b(?!\s+(?:of|that|when|before))"
    r"|(?:[Tt]oday|[Yy]esterday|[Tt]omorrow)\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|evening|afternoon|night))?\b|[Tt]his (?:month|week|quarter|year)"
)
_DURATION = (
    rf"(?:\d{{1,3}}|{_NUMBER_WORDS})(?:\s*(?:-|–|to|or)\s*(?:\d{{1,3}}|{_NUMBER_WORDS}))?(?:\s+|-)(?:(?:calendar|working|consecutive|additional|full)\s+)?{_UNIT}(?:-(?:long)|\s+periods?|-period)?\b"
    rf"(?!\s*-?\s*(?:old|of age|olds))"
)
_SPANISH = rf"(?:[0-3]?\d\s+(?:de\s+|do\s+)?)?{_FOREIGN}(?:\s*(?:-|–|a|e|y|à|au)\s*(?:[0-3]?\d\s+(?:de\s+)?)?{_FOREIGN})?\s+(?:de\s+|del\s+|do\s+)?{_YEAR}|[0-3]?\d\s+de\s+{_FOREIGN_SMALL}"

_DATE = re.compile(
    r"(?<![\w$€£#/])(?<!\d[.,])(?:"
    + "|".join(
        [
            f"(?:(?:{_NUMERIC})(?:{_SEP}(?:{_NUMERIC}))?)",
            *(f"(?:{pattern})" for pattern in _RANGES),
            f"(?:{_PART}(?:{_MONTH}|{_YEAR}|{_DAY_MONTH}))",
            f"(?:{_QUARTER})",
            f"(?:{_DAY_MONTH})",
            rf"(?:{_ENGLISH}\s+(?:of\s+)?(?:last|this|next)\s+year)",
            rf"(?:(?:[Ll]ast|[Nn]ext|(?:[Tt]he\s+)?previous)\s+{alternation(_FULL)})",
            f"(?:{_DEICTIC})",
            f"(?:{_MONTH_DAY})",
            f"(?:{_MONTH_YEAR})",
            f"(?:{_SPANISH})",
            f"(?:{_DURATION})",
            f"(?P<month>{_ENGLISH})",
            rf"(?P<year>{_YEAR})",
            r"(?P<span>a|an|one)\s+(?:full\s+)?(?:day|week|fortnight|month|year|hour|decade)",
        ]
    )
    + r")(?![\w])"
)
# A month's name alone is a date, a person's name or a verb: what stands before it tells.
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|In|since|Since|during|During|of|until|Until|till|from|From|to|by|By|for|For|and|or|through|between|Between|throughout|Throughout|"
    r"before|after|After|as of|last|this|next|late|early|previous|each|every|month|on|the|In\s+the|As\s+of)|[(\[,;:|–-]|^|\n)\s*\**$"
)
_SURE_BEFORE = re.compile(r"\b(?:in|since|during|of|until|from|throughout|by|last|mid|as of)\s+$", re.I)
_MODAL_AFTER = re.compile(
    r"\s+(?:the|we|they|it|be|have|not|also|need|include|lead|result|continue|face|take|require|cause|increase|affect|only|become|occur|well|still|apply|seek|contain|help|on\b|against|for\b)"
)
_YEAR_AFTER = re.compile(
    r"\s+(?!in\b|on\b|at\b|to\b|for\b|and\b|the\b|of\b|by\b|as\b|with\b|was\b|were\b|saw\b|had\b|has\b|is\b|are\b|than\b|from\b|but\b|or\b|will\b|due\b|that\b|which\b|when\b|while\b|through\b|compared\b)"
    r"(?:\w+ )?(?:people|persons|individuals|families|households|children|women|men|refugees|migrants|kits|IDPs|houses|cases|beneficiaries|meals|students|USD|tonnes)\b"
)
_RATE_BEFORE = re.compile(
    r"\b(?:per|every|each|times|once|twice|meals|hours|days)\s+$|\b(?:times|once|twice|meals?)\s+(?:in\s+)?$", re.I
)
_NO_DATE = re.compile(r"(?:the\s+)?(?:first|last|final)\s+(?:day|hour)", re.I)  # of what, the words do not say
_ANY_WEEKDAY = re.compile(r"\b(?:an?|every|each)\s+$", re.I)
_DURATION_OF_AGE = re.compile(
    r"\b(?:(?:girl|boy|child|man|woman|son|daughter)s?\s+of|aged?|ages|under|over|above|below|than)\s+(?:the age of\s+)?$",
    re.I,
)
_LONG_UNIT = re.compile(
    r"\b(?:for|of|within|in|after|during|over|valid|last(?:s|ed|ing)?|took|takes|stay of|every|about|nearly|almost|than|up to|least)\s+(?:about |almost |nearly |more than |over |at least |up to )?$",
    re.I,
)
_LABEL_BEFORE = re.compile(r"\b(?:round|phase|update|issue|report|edition|week|part|wave|annex)\s+(?:no\.?\s*)?$", re.I)
_CURRENCY_BEFORE = re.compile(
    rf"(?<![A-Za-z]){alternation(row['form'] for row in lexicon.rows('currencies') if row['position'] != 'after')}\s?$"
)


def find(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of the text that are dates, in order."""
    for match in _DATE.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 30) : start]
        phrase = match.group()
        if match.group("month"):
            name = phrase.rstrip(".")
            if phrase.endswith("."):
                end -= 1
            if name in ("May", "March", "Mar", "August", "Sept", "Sep", "Jan", "Dec") and (
                not _BEFORE_MONTH.search(before) or (_MODAL_AFTER.match(text, end) and not _SURE_BEFORE.search(before))
            ):
                continue
            if not _BEFORE_MONTH.search(before) and name in ("April", "June", "July", "Jun", "Mar", "Jul", "Apr"):
                line_start = text.rfind("\n", 0, start) + 1
                if re.search(r"[A-Z][a-z]+\s+$", text[line_start:start]):
                    continue
        elif match.group("year"):
            if _YEAR_AFTER.match(text, end) or re.search(r"[-–/]$", before) or _CURRENCY_BEFORE.search(before):
                continue
        elif match.group("span"):
            if _RATE_BEFORE.search(before) or not _LONG_UNIT.search(before):
                continue
        elif _NO_DATE.fullmatch(phrase) or (
            phrase[0].isupper() and phrase.endswith("day") and _ANY_WEEKDAY.search(before)
        ):
            continue
        elif re.match(r"\d|[a-z]", phrase) and re.search(_UNIT + r"$", phrase):
            if (
                _DURATION_OF_AGE.search(before)
                and "year" in phrase
                and not re.search(r"\bthan\s+$|\bover\s+the\s+$", before)
            ):
                continue
        elif phrase.startswith("last ") and re.search(
            r"\b(?:to|can|will|may|could|would|might|should|must)\s+$", before
        ):
            start += 5  # "can last ten days"
        elif _LABEL_BEFORE.search(before) and (first := re.match(r"\d{1,2},\s*", phrase)):
            start += first.end()  # "round 2, 10–21 January"
        start, end = _trim(text, start, end)
        yield start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in " ,.\n":
        end -= 1
    return start, end
