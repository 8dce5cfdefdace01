"""Quantities that hold two numbers, which other annotators may mark one by one: the ends of a range ("50 to 100"), a share
told by two counts ("three in four"), a number said twice ("nine (9)")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.pipes.arguments.numbers import Rows, without_unit
from sitrep_nlp.pipes.quantities.normalize import amount
from sitrep_nlp.pipes.quantities.patterns import find, said_again

_RANGE, _SHARE, _TWICE = "range", "share", "twice"
# "and" stands within numbers, too ("two and a half to three million"), and hyphens do ("thirty-five to forty").
_JOINTS = {
    _RANGE: [
        re.compile(r"\s*(?:\b(?:to|or)\b|–|—)\s*", re.I),
        re.compile(r"\s*\band\b\s*", re.I),
        re.compile(r"\s*-\s*"),
    ],
    _SHARE: [re.compile(r"\s+(?:(?:in|out\s+of)(?:\s+every)?|of\s+every)\s+", re.I)],
}


def taken_apart(annotated: Iterable[tuple[str, Sequence[Figure]]]) -> dict[str, bool]:
    """The forms of which annotators mark both numbers more often than not, each with whether they mark the whole besides. annotated: texts and their figures."""
    seen: Counter[str] = Counter()
    both: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for text, figures in annotated:
        marked = {figure.quantity for figure in figures}
        for start, end in find(text, bytearray(len(text))):
            form, numbers = numbers_of(text, start, end)
            if not numbers:
                continue
            as_whole = _is_marked(Span(start, end, text[start:end]), marked)
            one_by_one = all(_is_marked(each, marked) for each in numbers)
            seen[form] += as_whole or one_by_one
            both[form] += one_by_one
            whole[form] += as_whole and one_by_one
    # The first of a number said twice is no whole, but one of the two.
    return {form: form != _TWICE and 2 * whole[form] > count for form, count in both.items() if 2 * count > seen[form]}


def with_numbers_apart(
    rows: Rows, text: str, forms: Mapping[str, bool], kinds_alone: Collection[str] = ()
) -> list[Rows]:
    """Each figure as those that its quantity's numbers make: itself alone, or both numbers, with all that is told of the whole, which stays where `forms` says so.

    kinds_alone: of which numbers stand without their unit. The second number, or both beside the whole, are told as parts, so that nothing is added up twice.
    """
    if not forms:
        return [[row] for row in rows]
    told: list[Rows] = []
    instead: dict[int, dict[str, Any]] = {}
    for row in rows:
        form, numbers = numbers_of(text, row["quantity"]["start"], row["quantity"]["end"])
        if form not in forms or (form == _RANGE and row["value_high"] is None):
            told.append([row])
            continue
        if row["kind"] in kinds_alone:
            numbers = [without_unit(each) for each in numbers]
        ones = [{**row, **each} for each in _values(row, form, numbers, forms[form])]
        told.append([row, *ones] if forms[form] else ones)
        if not forms[form]:
            instead[row["quantity"]["start"]] = ones[0]["quantity"]
    return [[_part_of(row, instead) for row in parts] for parts in told]


def _part_of(row: dict[str, Any], instead: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    """A figure whose whole was taken apart as a part of that whole's first number."""
    whole = row["part_of"]
    return {**row, "part_of": instead[whole["start"]]} if whole and whole["start"] in instead else row


def numbers_of(text: str, start: int, end: int) -> tuple[str, list[Span]]:
    """The form of a quantity that holds two numbers, and the two; no form and none for another."""
    words = text[start:end]
    read = amount(words)
    if read is not None and read.high is not None:
        form = _RANGE
    elif read is not None and read.kind == "ratio":
        form = _SHARE
    else:
        again = said_again(text, start, end)
        return (_TWICE, [_span(text, start, end), _span(text, *again)]) if again else ("", [])
    for joint in chain.from_iterable(pattern.finditer(words) for pattern in _JOINTS[form]):
        sides = (start, start + joint.start()), (start + joint.end(), end)
        amounts = [amount(text[slice(*side)]) for side in sides]
        if all(each is not None and each.high is None and each.kind != "ratio" for each in amounts):
            return form, [_span(text, *side) for side in sides]
    return "", []


def _values(row: dict[str, Any], form: str, numbers: Sequence[Span], beside_whole: bool) -> Rows:
    """What the two numbers of a figure say of themselves."""
    told: Rows = [{"quantity": each.to_json(), "value_high": None} for each in numbers]
    first, second = told
    if form == _RANGE:
        second["value"] = row["value_high"]
    elif form == _SHARE:
        for number, each in zip(told, numbers, strict=True):
            read = amount(each.text)
            assert read is not None  # else it was no number
            number |= {"value": read.value, "kind": read.kind, "unit": read.unit}
    if beside_whole:
        first["part_of"] = second["part_of"] = row["quantity"]
    elif form != _SHARE:
        second["part_of"] = first["quantity"]
    if form == _SHARE:
        first["part_of"] = second["quantity"]
    return told


def _is_marked(number: Span, marked: Collection[Span]) -> bool:
    """Whether a number is marked, with its unit or without."""
    return number in marked or without_unit(number) in marked


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])
