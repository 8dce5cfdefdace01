"""The numbers of a bulletin that no figure holds: what a reviewer may add.

Nearly all are none (years, telephone lines, numbers of pages), so the page marks them faintly and leaves it at that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.pipes.quantities.modifiers import find as find_modifier
from sitrep_nlp.pipes.quantities.normalize import amount
from sitrep_nlp.pipes.quantities.patterns import find, separators

_DIGITS = re.compile(r"\d(?:[\d.,/-]*\d)?")
_PART_OF_A_WORD = re.compile(r"[^\W\d]-?$")  # COVID-19


def overlooked(result: AnnotatedBulletin) -> list[dict[str, Any]]:
    """Each such number, in text order, with what the grammar of quantities reads in it.

    `start`, `end`, `value` (null where its words cannot be read), `value_high`, `kind`, `unit`, `modifier`: as in a figure.
    """
    text = result.bulletin.text
    decimal_dots = separators(text)[0]
    return [_read(text, start, end, decimal_dots) for start, end in sorted(_numbers(result))]


def _numbers(result: AnnotatedBulletin) -> Iterator[tuple[int, int]]:
    """Quantities that the recogniser found and no figure took up, those of the grammar, and whatever else is in digits."""
    text = result.bulletin.text
    taken = bytearray(len(text))
    held = [(figure.quantity.start, figure.quantity.end) for figure in result.figures]
    held += [(entity.start, entity.end) for entity in result.entities if entity.label != "QUANTITY"]
    for start, end in held:
        _take(taken, start, end)
    for entity in result.entities:
        if entity.label == "QUANTITY" and not any(taken[entity.start : entity.end]):
            _take(taken, entity.start, entity.end)
            yield entity.start, entity.end
    for start, end in list(find(text, taken)) + [match.span() for match in _DIGITS.finditer(text)]:
        if not any(taken[start:end]) and not _PART_OF_A_WORD.search(text[max(0, start - 2) : start]):
            _take(taken, start, end)
            yield start, end


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\x01" * (end - start)


def _read(text: str, start: int, end: int, decimal_dots: bool) -> dict[str, Any]:
    found = amount(text[start:end], decimal_dots)
    modifier = find_modifier(text, start, end)
    return {
        "start": start,
        "end": end,
        "value": found.value if found else None,
        "value_high": found.high if found else None,
        "kind": found.kind if found else "count",
        "unit": found.unit if found else "",
        "modifier": modifier[0] if modifier else "exact",
    }
