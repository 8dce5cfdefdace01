"""Who did it, where and when: the organisations, places and dates of a figure's sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from sitrep_nlp.figures import Span
from sitrep_nlp.pipes.relations.found import Found
from sitrep_nlp.pipes.relations.nodes import PREPOSITIONS, Node, is_verb, span

# What stands between a place and its number: "Lima (40)".
_OF_THE_PLACE_BEFORE = frozenset(("(", "[", ":", "–", "—", "="))


def link(text: str, row: Sequence[Node], found: list[Found], where: Sequence[int]) -> None:
    """Fill organizations, locations and dates of the sentence's figures. where: the clause of each node."""
    beside = {item.index: place for item in found if (place := _place_before(row, item.index)) is not None}
    for item in found:
        item.figure.organizations = _spans(text, row, _actors(row, item, where))
        item.figure.locations = _spans(text, row, _places(row, item, found, where, beside))
        item.figure.dates = _spans(text, row, _dates(row, item, found, where))


def _spans(text: str, row: Sequence[Node], positions: list[int]) -> list[Span]:
    return [span(text, row, position, position) for position in positions]


def _actors(row: Sequence[Node], item: Found, where: Sequence[int]) -> list[int]:
    """The organisations that act: the subject before the activity's verb, or those after "by"; those of the clause before others."""
    verb = item.activity_at[0] if item.activity_at else item.index
    limit = min(verb, item.index) if verb < item.index else item.index
    floor = max((position + 1 for position in range(limit) if row[position].key == ";"), default=0)
    before = [
        position
        for position in range(floor, limit)
        if row[position].kind == "O"
        and not (
            position and row[position - 1].key in ("to", "for", "from", "of", "at", "against") and position - 1 > floor
        )
    ]
    after = [
        position
        for position in range(limit, len(row))
        if row[position].kind == "O"
        and (
            row[position - 1].key in ("by", "of")
            or (row[position - 1].key == "the" and row[position - 2].key == "by")
            or (
                row[position - 1].key in ("and", ",", "(")
                and position - 2 >= 0
                and any(row[p].key == "by" for p in range(max(0, position - 6), position))
            )
        )
        and not any(is_verb(row, p) for p in range(max(0, position - 2), position))
    ]
    acting = before or after
    return [position for position in acting if where[position] in (where[item.index], where[verb])] or acting


def _places(
    row: Sequence[Node], item: Found, found: list[Found], where: Sequence[int], beside: Mapping[int, int]
) -> list[int]:
    """The places of a number: the one right before it, else those between it and the next number of its clause, else all of that clause;
    and those that open the sentence or the clause.

    beside: the places right before numbers, which are theirs alone, as in "Lviv (23) and Odesa (12)".
    """
    if item.index in beside:
        return [beside[item.index]]
    others = frozenset(beside.values())
    told, opening, own = _by_number(row, item, found, where, "L")
    mine = own[item.index] or [place for places in own.values() for place in places]
    return sorted(place for place in (*told, *opening, *mine) if place not in others)


def _place_before(row: Sequence[Node], number: int) -> int | None:
    """The place whose number it is: "Lima (40)", "Lima: 40", "Lima 40", "Lima with 40", but not "a clinic in Lima with 40 beds"."""
    between = row[number - 1].key if number > 1 else ""
    place = number - 2 if between in _OF_THE_PLACE_BEFORE or between == "with" else number - 1
    if place < 0 or row[place].kind != "L":
        return None
    named = between != "with" or not place or row[place - 1].key not in PREPOSITIONS
    return place if named else None


def _dates(row: Sequence[Node], item: Found, found: list[Found], where: Sequence[int]) -> list[int]:
    """The dates of a number: those between it and the next number of its clause, else those that open the clause, else the sentence, else all of the clause."""
    told, opening, own = _by_number(row, item, found, where, "D")
    return own[item.index] or opening or told or sorted(date for dates in own.values() for date in dates)


def _by_number(
    row: Sequence[Node], item: Found, found: list[Found], where: Sequence[int], kind: str
) -> tuple[list[int], list[int], dict[int, list[int]]]:
    """The entities of a kind that may be a number's: those that open the sentence, those that open its clause, and those behind each number of the clause."""
    first = min(other.index for other in found)
    told: list[int] = []
    opening: list[int] = []
    numbers = sorted(other.index for other in found if where[other.index] == where[item.index])
    own: dict[int, list[int]] = {number: [] for number in numbers}
    for position, node in enumerate(row):
        if node.kind != kind:
            continue
        if where[position] == where[item.index]:
            before = bisect_left(numbers, position)
            (own[numbers[before - 1]] if before else opening).append(position)
        elif position < first and where[position] == 0:
            told.append(position)
    return told, opening, own
