"""What a number in big type or in a table's cell looks like."""

from __future__ import annotations

import re

_CURRENCY = r"(?:US\$|[A-Z]{3}\s?|[A-Z]{0,2}[$€£]|S/\.?\s?)"
_NUMBER = r"\d[\d.,'’]*(?:[\s\u00a0\u202f]\d{3})*"
_UNIT = r"(?:%|[KMB]\b|[km]\b|bn|MT|million|billion|mil|per\s?cent)"
_MARK = r"[*†¹²³⁴-⁹]*"

FIGURE = re.compile(rf"[+~<>≈±]?\s?{_CURRENCY}?\s?{_NUMBER}(?:\s?{_UNIT}){{0,2}}\+?{_MARK}", re.IGNORECASE)
"""A number alone, with its currency, unit or multiplier: the big number of a headline."""

_CELL = re.compile(rf"[(\[]?[-–+~<>≈]?\s?{FIGURE.pattern}(?:\s?[(/–-]\s?{FIGURE.pattern}\)?)?[)\]]?", re.IGNORECASE)
_EMPTY = re.compile(r"[-–—]+|n/?a\.?|N/?A|\.{2,3}|…")


def is_figure(text: str) -> bool:
    return FIGURE.fullmatch(text) is not None


def is_number_cell(text: str) -> bool:
    """Whether a table's cell holds a number, or a sign that there is none."""
    return _CELL.fullmatch(text) is not None or _EMPTY.fullmatch(text) is not None
