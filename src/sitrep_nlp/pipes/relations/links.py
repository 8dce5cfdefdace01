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
    for item in found:
        item.figure.organizations = _spans(text, row, _actors(row, item))
        item.figure.locations = _spans(text, row, _nearest(row, item, found, "L"))
        item.figure.dates = _spans(text, row, _nearest(row, item, found, "D"))


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


def _nearest(row: Sequence[Node], item: Found, found: list[Found], kind: str) -> list[int]:
    """The places or dates of a number: those after it and before the next number, else those of its list, else the opening ones.

    A date that a number has none of its own is that of a later number with the same activity, or the one that opens the
    sentence. Places are all of the sentence's, unless each number plainly has its own beside it.
    """
    own: dict[int, list[int]] = {other.index: [] for other in found}
    opening: list[int] = []
    for position, node in enumerate(row):
        if node.kind == kind:
            earlier = [other.index for other in found if other.index < position]
            (own[earlier[-1]] if earlier else opening).append(position)
    if kind == "L" and not all(own.values()):
        return sorted(opening + [position for positions in own.values() for position in positions])
    if own[item.index]:
        return sorted({*opening, *own[item.index]})
    for other in found:
        if other.index > item.index and own[other.index] and other.activity_at == item.activity_at:
            return sorted({*opening, *own[other.index]})
    shared = [other for other in found if other.index < item.index and other.activity_at == item.activity_at]
    return opening or [position for other in shared[-1:] for position in own[other.index]]
