"""What belongs to a number: our quantities hold their article, currency or unit, other annotators may mark the number alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.matching import pair
from sitrep_nlp.pipes.arguments.windows import NUMBER
from sitrep_nlp.pipes.quantities.normalize import amount, number_within
from sitrep_nlp.pipes.quantities.patterns import find

Rows = list[dict[str, Any]]


def kinds_alone(annotated: Iterable[tuple[str, Sequence[Figure]]]) -> list[str]:
    """The kinds of quantities of which annotators mark the number alone more often than with its unit or article ("third" of "a third"). annotated: texts and their figures."""
    votes: Counter[str] = Counter()
    for text, figures in annotated:
        quantities = [Span(start, end, text[start:end]) for start, end in find(text, bytearray(len(text)))]
        for one, other in pair([figure.quantity for figure in figures], quantities):
            quantity, marked = quantities[other], figures[one].quantity
            number, read = without_unit(quantity), amount(quantity.text)
            if read is not None and number != quantity and marked in (number, quantity):
                votes[read.kind] += 1 if marked == number else -1
    return sorted(kind for kind, balance in votes.items() if balance > 0)


def with_numbers(rows: Rows, kinds: Collection[str]) -> Rows:
    """Figures that tell where their number stands, if they are of these kinds and that is less than their quantity."""
    if not kinds:
        return rows
    told = []
    for row in rows:
        quantity = Span.from_json(row["quantity"])
        number = without_unit(quantity) if row["kind"] in kinds else quantity
        told.append(row if number == quantity else {**row, NUMBER: number.to_json()})
    return told


def with_numbers_alone(rows: Rows) -> Rows:
    """Figures whose number stands for their quantity where they tell it, also where it is the whole of another. Such a number counts at least its unit, if it has one."""
    numbers = {row["quantity"]["start"]: row[NUMBER] for row in rows if NUMBER in row}
    return [_alone(row, numbers) for row in rows] if numbers else rows


def _alone(row: dict[str, Any], numbers: dict[int, dict[str, Any]]) -> dict[str, Any]:
    quantity, whole = row["quantity"], row["part_of"]
    if whole and whole["start"] == quantity["start"]:
        whole = None  # its currency, before the number, begins a quantity too
    elif whole:
        whole = numbers.get(whole["start"], whole)
    kept = {name: value for name, value in row.items() if name != NUMBER}
    if NUMBER in row:
        kept |= {"quantity": row[NUMBER], "counted": row["counted"] or _unit_beside(row[NUMBER], quantity)}
    return {**kept, "part_of": whole}


def _unit_beside(number: dict[str, Any], quantity: dict[str, Any]) -> dict[str, Any] | None:
    """What a quantity holds besides its number and an article: before it, or else behind it."""
    at = number["start"] - quantity["start"]
    before, behind = quantity["text"][:at].rstrip(), quantity["text"][at + len(number["text"]) :]
    if before.lower() in ("a", "an"):
        before = ""
    start = quantity["start"] if before else number["end"] + len(behind) - len(behind.lstrip())
    words = before or behind.strip()
    return {"start": start, "end": start + len(words), "text": words} if words else None


def without_unit(quantity: Span) -> Span:
    """The number of a quantity, without its article, currency, percent sign or unit."""
    start, end = number_within(quantity.text)
    return Span(quantity.start + start, quantity.start + end, quantity.text[start:end])
