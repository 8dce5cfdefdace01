"""The unit that words name for numbers that stand elsewhere: the head `Planned (ha)`, the caption `Funding (US$ million)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sitrep_nlp.pipes.quantities.normalize import PERCENT, SHORT_SCALES, currency_forms, unit_forms

_IN_BRACKETS = re.compile(r"[(\[]\s*(?:in\s+)?([^()\[\]]+?)\s*[)\]]|\bin\s+([^()\[\],]+)$", re.I)
_SCALE = re.compile(r"\b(thousand|million|billion|millones|milhões|mn|mln|bn|m)s?\b|'000", re.I)
# Letters that stand for much else in brackets: men, minutes, millions.
_AMBIGUOUS = frozenset(("m", "T", "L"))
# Currencies that are words, too, in a head without brackets: "Real needs", "TOP DISTRICTS".
_WORDS_TOO = frozenset(("real", "sol", "som", "TOP", "TRY", "SOS", "MAD"))


@dataclass(frozen=True, slots=True)
class Named:
    """A unit: kind and unit as in `Amount`, and by how much the numbers are to be multiplied."""

    kind: str
    unit: str
    factor: float = 1.0


@lru_cache(maxsize=4096)
def named_unit(words: str) -> Named | None:
    """The unit that words name for the numbers beside or under them; None when they name none."""
    text = " ".join(words.replace("*", "").split())
    inside = [one or other for one, other in _IN_BRACKETS.findall(text)]
    money = _currency(text, inside)
    if money:
        return Named("money", money, _factor(text))
    for part in (text, *inside):
        if PERCENT.fullmatch(part.strip()):
            return Named("percent", "%")
        unit = unit_forms().get(part) or unit_forms().get(part.lower())
        if unit and part not in _AMBIGUOUS:
            return Named("measure", unit)
    return None


def _currency(text: str, inside: list[str]) -> str | None:
    for form, code in currency_forms():
        if form in _WORDS_TOO and not any(form in part for part in inside):
            continue
        if form in text and re.search(rf"(?<![A-Za-z$]){re.escape(form)}(?![A-Za-z])", text):
            return code
    return None


def _factor(text: str) -> float:
    scale = _SCALE.search(text)
    if scale is None:
        return 1.0
    return 1e3 if scale.group(1) is None else SHORT_SCALES[scale.group(1).lower()]
