"""Quantities that hold two numbers, which other annotators may mark one by one: the ends of a range ("50 to 100"), a share
told by two counts ("three in four"), a number said twice ("nine (9)")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.pipes.quantities.normalize import amount, number_within
from sitrep_nlp.pipes.quantities.patterns import find, said_again

Rows = list[dict[str, Any]]

RANGE, SHARE, TWICE = "range", "share", "twice"
# Words before hyphens, which stand within numbers too: "thirty-five to forty".
_JOINTS = {
    RANGE: [re.compile(r"\s*(?:\b(?:to|or|and)\b|–|—)\s*", re.I), re.compile(r"\s*-\s*")],
    SHARE: [re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+)?", re.I)],
}


def taken_apart(annotated: Iterable[tuple[str, Sequence[Figure]]]) -> dict[str, bool]:
    """The forms of which annotators mark both numbers more often than not, each with whether they mark the whole besides. annotated: texts and their figures."""
    seen: Counter[str] = Counter()
    both: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for text, figures in annotated:
        marked = {(figure.quantity.start, figure.quantity.end) for figure in figures}
        for start, end in find(text, bytearray(len(text))):
            form, numbers = numbers_of(text, start, end)
            if not numbers:
                continue
            as_whole = _is_marked(text, start, end, marked)
            one_by_one = all(_is_marked(text, each.start, each.end, marked) for each in numbers)
            seen[form] += as_whole or one_by_one
            both[form] += one_by_one
            whole[form] += as_whole and one_by_one
    # The first of a number said twice is no whole, but one of the two.
    return {form: form != TWICE and 2 * whole[form] > count for form, count in both.items() if 2 * count > seen[form]}


def with_numbers_apart(rows: Rows, text: str, forms: Mapping[str, bool]) -> list[Rows]:
    """Each figure as those that its quantity's numbers make: itself alone, or both numbers, with all that is told of the whole, which stays where `forms` says so."""
    told: list[Rows] = []
    instead: dict[int, dict[str, Any]] = {}
    for row in rows:
        form, numbers = numbers_of(text, row["quantity"]["start"], row["quantity"]["end"])
        if form not in forms or (form == RANGE and row["value_high"] is None):
            told.append([row])
            continue
        ones = [{**row, **each} for each in _values(row, form, numbers)]
        told.append([row, *ones] if forms[form] else ones)
        if not forms[form]:
            instead[row["quantity"]["start"]] = ones[0]["quantity"]
    return [[_part_of(row, instead) for row in parts] for parts in told]


def _part_of(row: dict[str, Any], instead: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    """A figure that is no part of a whole that is gone, but of the number that stands in its place."""
    whole = row["part_of"]
    return {**row, "part_of": instead[whole["start"]]} if whole and whole["start"] in instead else row


def numbers_of(text: str, start: int, end: int) -> tuple[str, list[Span]]:
    """The form of a quantity that holds two numbers, and the two; no form and none for another."""
    words = text[start:end]
    read = amount(words)
    if read is not None and read.high is not None:
        form = RANGE
    elif read is not None and read.kind == "ratio":
        form = SHARE
    else:
        again = said_again(text, start, end)
        return (TWICE, [_span(text, start, end), _span(text, *again)]) if again else ("", [])
    for joint in chain.from_iterable(pattern.finditer(words) for pattern in _JOINTS[form]):
        sides = (start, start + joint.start()), (start + joint.end(), end)
        amounts = [amount(text[slice(*side)]) for side in sides]
        if all(each is not None and each.high is None and each.kind != "ratio" for each in amounts):
            return form, [_span(text, *side) for side in sides]
    return "", []


def _values(row: dict[str, Any], form: str, numbers: Sequence[Span]) -> Rows:
    """What the two numbers of a figure say of themselves."""
    told: Rows = [{"quantity": each.to_json(), "value_high": None} for each in numbers]
    if form == RANGE:
        told[1]["value"] = row["value_high"]
    elif form == SHARE:
        for number in told:
            read = amount(number["quantity"]["text"])
            assert read is not None  # else it was no number
            number |= {"value": read.value, "kind": read.kind, "unit": read.unit}
        told[0]["part_of"] = told[1]["quantity"]
    return told


def _is_marked(text: str, start: int, end: int, marked: set[tuple[int, int]]) -> bool:
    """Whether a number is marked, with its unit or without."""
    own, stop = number_within(text[start:end])
    return (start, end) in marked or (start + own, start + stop) in marked


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])
