"""Ages as a phrase gives them: `under five`, `aged 12-17`, `6 to 59 months`, `60 and above`."""

from __future__ import annotations

import re

from sitrep_nlp.pipes.quantities.normalize import TENS_IN_WORDS, UNITS_IN_WORDS

_NUMBERS = {word: int(value) for word, value in (*UNITS_IN_WORDS.items(), *TENS_IN_WORDS.items())}
_N = rf"(?:\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?:[- ]?(?P<unit>months?|years?))"
_RANGE = re.compile(
    rf"\b(?:between )?(?P<low>{_N}) ?(?:months?|years?)?(?: ?[-–—] ?| to | and )(?P<high>{_N}){_UNIT}?(?P<old>[- ](?:old|of age))?\b",
    re.I,
)
_BELOW = re.compile(
    rf"\b(?:under|below|younger than|less than)(?: the age of)?[- ]?(?:age )?(?P<high>{_N})s?{_UNIT}?\b", re.I
)
_UP_TO = re.compile(rf"\b(?:up to|until)(?: the age of)? (?P<high>{_N}){_UNIT}?\b", re.I)
_FROM = re.compile(
    rf"\b(?:over|above|older than|more than)(?: the age of| age)? (?P<low>{_N}){_UNIT}?\b"
    rf"|\b(?P<low2>{_N})(?: years?)?(?:(?: old| of age)?(?: and|,? or) (?:above|over|older|more)\b|\+)",
    re.I,
)
_EXACT = re.compile(rf"\b(?:aged? )?(?P<age>{_N})[- ]years?[- ](?:olds?|of age)\b", re.I)
_AGE = re.compile(r"\b(?:aged?|ages|years?|months?|old|between)\b", re.I)


def years(phrase: str) -> tuple[int | None, int | None]:
    """The least and the greatest age in whole years, both inclusive, None where open or not said.

    `under five` is at most 4, `over 60` is meant as 60 and older, `6 to 59 months` is 0 to 4.
    """
    if not re.search(rf"\b{_N}", phrase, re.I):
        return None, None
    if (match := _RANGE.search(phrase)) and (_AGE.search(phrase) or match.group("old")):
        unit = match.group("unit")
        return _years(match.group("low"), unit), _years(match.group("high"), unit)
    if match := _BELOW.search(phrase):
        months = _number(match.group("high")) * (1 if _in_months(match.group("unit")) else 12)
        return None, (months - 1) // 12
    if match := _UP_TO.search(phrase):
        return None, _years(match.group("high"), match.group("unit"))
    if match := _FROM.search(phrase):
        return _years(match.group("low") or match.group("low2"), match.group("unit")), None
    if match := _EXACT.search(phrase):
        age = _number(match.group("age"))
        return age, age
    return None, None


def _years(said: str, unit: str | None) -> int:
    return _number(said) // 12 if _in_months(unit) else _number(said)


def _in_months(unit: str | None) -> bool:
    return unit is not None and unit.lower().startswith("month")


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _NUMBERS[said.lower()]
