"""Against quantulum3 and dateparser: the same wherever they are known to be right, and ours where they are not.

The classes of disagreement stand in docs/figures.md.
"""

from __future__ import annotations

import itertools
from datetime import datetime

import dateparser
import pytest
import quantulum3.classifier
from quantulum3 import parser

from sitrep_nlp.pipes.dates.resolve import resolve
from sitrep_nlp.pipes.quantities.normalize import amount

quantulum3.classifier.USE_CLF = False  # its classifier of ambiguous units needs a scikit-learn of one age

DIGITS = ["7", "42", "300", "1,730", "54,000", "148,640,000", "2140", "12.5", "0.75", "1,250.5"]
WORDS = [
    "four",
    "twelve",
    "thirty-five",
    "two hundred",
    "five thousand",
    "two million",
    "a thousand",
    "ninety-nine",
    "two and a half million",
]
FORMS = ["{}", "{} per cent", "{}%", "{} percent", "{} kg", "{} litres", "{} km", "{} USD", "${}", "€{}"]


@pytest.mark.parametrize("form", FORMS)
def test_numbers_in_digits_are_worth_what_quantulum3_says(form: str) -> None:
    for digits in DIGITS:
        phrase = form.format(digits)
        (theirs,) = parser.parse(phrase)
        ours = amount(phrase)
        assert ours is not None, phrase
        assert ours.value == pytest.approx(theirs.value), phrase


def test_numbers_in_words_are_worth_what_quantulum3_says() -> None:
    for words, form in itertools.product(WORDS, ["{}", "{} per cent"]):
        phrase = form.format(words)
        theirs, ours = parser.parse(phrase), amount(phrase)
        assert ours is not None, phrase
        assert [ours.value] == [pytest.approx(each.value) for each in theirs], phrase


@pytest.mark.parametrize(
    ("phrase", "value", "unit"),
    [
        ("$148.64 M", 148_640_000.0, "USD"),  # a dollar-metre there
        ("US$ 106M", 106_000_000.0, "USD"),
        ("USD 330K", 330_000.0, "USD"),
        ("1.043M", 1_043_000.0, ""),
        ("4,15,548", 415_548.0, ""),
        ("R$ 1.250.000", 1_250_000.0, "BRL"),
        ("36,5 %", 36.5, "%"),
        ("half a million", 500_000.0, ""),
    ],
)
def test_where_quantulum3_is_wrong(phrase: str, value: float, unit: str) -> None:
    ours = amount(phrase, False)
    assert ours is not None
    assert (ours.value, ours.unit) == (value, unit)
    theirs = parser.parse(phrase)
    names = {"USD": "dollar", "BRL": "Brazilian real", "%": "percentage", "": "dimensionless"}
    assert [(each.value, each.unit.name) for each in theirs] != [(value, names[unit])]


def test_a_range_keeps_both_ends() -> None:
    ours = amount("50 to 100")
    assert ours is not None
    assert (ours.value, ours.high) == (50.0, 100.0)
    assert [(each.value, each.uncertainty) for each in parser.parse("between 50 to 100")] == [(75.0, 25.0)]


MONTHS = "January February March April May June July August September October November December".split()
SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
ENGLISH_FORMS = ["{day} {month} {year}", "{month} {day}, {year}", "{day} {short} {year}", "{day}/{number:02d}/{year}"]


def ours(phrase: str, month: str | None = "2021-06") -> str | None:
    return resolve(phrase, 0, len(phrase), month)


def theirs(phrase: str, languages: tuple[str, ...] = ("en",)) -> str:
    settings = {"PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY", "RELATIVE_BASE": datetime(2021, 6, 30)}
    found = dateparser.parse(phrase, languages=list(languages), settings=settings)
    assert found is not None, phrase
    return found.date().isoformat()


@pytest.mark.parametrize("form", ENGLISH_FORMS)
def test_whole_dates_are_what_dateparser_says(form: str) -> None:
    for number, month in enumerate(MONTHS, 1):
        for day, year in ((1, 2019), (13, 2020), (28, 2022)):
            short = "Sept" if month == "September" else month[:3]
            phrase = form.format(day=day, month=month, short=short, number=number, year=year)
            assert ours(phrase) == theirs(phrase), phrase


def test_spanish_dates_are_what_dateparser_says() -> None:
    for month in SPANISH:
        phrase = f"14 de {month} de 2020"
        assert ours(phrase) == theirs(phrase, ("es",)), phrase
        assert ours(f"{month} de 2020") == theirs(f"{month} de 2020", ("es",))[:7]


def test_days_without_a_year_are_the_past_ones() -> None:
    for month in (*MONTHS[:6], *MONTHS[7:]):
        phrase = f"12 {month}"
        assert ours(phrase) == theirs(phrase), phrase


@pytest.mark.parametrize(
    ("phrase", "value", "there"),
    [
        ("May 2020", "2020-05", "2020-05-30"),  # a day is made up
        ("2019", "2019", "2019-06-30"),
        ("12 July", "2021-07-12", "2020-07-12"),  # a month ahead of the bulletin: it announces
        ("mid-March", "2021-03", None),
        ("between 5 and 8 September", None, None),  # the preposition is no part of a date here
        ("5 and 8 September", "2020-09-05/2020-09-08", None),
        ("the end of June", "2021-06", None),
        ("the first quarter of 2021", "2021-01/2021-03", None),
        ("January to March 2021", "2021-01/2021-03", None),
        ("90 days", "P90D", "2021-04-01"),  # a duration, not a day
        ("the last two years", "P2Y", None),
    ],
)
def test_where_dateparser_is_wrong_or_silent(phrase: str, value: str | None, there: str | None) -> None:
    assert ours(phrase) == value
    settings = {"PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY", "RELATIVE_BASE": datetime(2021, 6, 30)}
    found = dateparser.parse(phrase, languages=["en"], settings=settings)
    assert (found.date().isoformat() if found else None) == there
