"""Who did it, where and when: the organisations, places and dates of a figure's sentence."""

from __future__ import annotations

from collections.abc import Sequence

from sitrep_nlp.figures import Span
from sitrep_nlp.pipes.relations.found import Found
from sitrep_nlp.pipes.relations.nodes import Node, is_verb, span

_PLACE_PREPOSITIONS = frozenset(
    """
    in at across throughout within from near around to of and , ( between inside into
    """.split()
)


def link(text: str, row: Sequence[Node], found: list[Found]) -> None:
    """Fill organizations, locations and dates of the sentence's figures."""
    quantities = [item.index for item in found]
    for item in found:
        item.figure.organizations = _spans(text, row, _actors(row, item))
        item.figure.locations = _spans(text, row, _nearest(row, item.index, quantities, "L"))
        item.figure.dates = _spans(text, row, _nearest(row, item.index, quantities, "D"))


def _spans(text: str, row: Sequence[Node], positions: list[int]) -> list[Span]:
    return [span(text, row, position, position) for position in positions]


def _actors(row: Sequence[Node], item: Found) -> list[int]:
    """The organisations that act: the subject before the activity's verb, or those after "by"."""
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
    return before or after


def _nearest(row: Sequence[Node], index: int, quantities: list[int], kind: str) -> list[int]:
    """All of the sentence's places or dates, unless each number plainly has its own beside it."""
    positions = [position for position, node in enumerate(row) if node.kind == kind]
    if len(positions) < 2 or len(quantities) < 2:
        return positions
    own: dict[int, list[int]] = {quantity: [] for quantity in quantities}
    common: list[int] = []
    for position in positions:
        earlier = [quantity for quantity in quantities if quantity < position]
        if earlier:
            own[earlier[-1]].append(position)
        else:
            common.append(position)
    if all(own.values()):
        return sorted(common + own[index])
    return positions
