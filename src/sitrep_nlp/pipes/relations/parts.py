"""Which quantities are parts of which: brackets, "including", "of whom", and lists that go on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep_nlp.figures import Figure
from sitrep_nlp.pipes.relations.found import Found
from sitrep_nlp.pipes.relations.nodes import PREPOSITIONS, Node, is_verb, verbs

_PART_OPENERS = frozenset(
    (
        "including",
        "comprising",
        "whom",
        "which",
        "them",
        "these",
        "included",
        "namely",
        "includes",
        "comprised",
        "consisting",
        "those",
    )
)


def in_brackets(row: Sequence[Node], index: int) -> bool:
    """Whether the node stands inside brackets."""
    depth = 0
    for position in range(index - 1, -1, -1):
        if row[position].key == ")":
            depth -= 1
        elif row[position].key == "(":
            depth += 1
            if depth > 0:
                return True
    return False


def opens_part(row: Sequence[Node], index: int, previous: int) -> bool:
    """Whether words like "including" or "of whom" stand between the numbers, with no clause of its own since."""
    for position in range(index - 1, previous, -1):
        node = row[position]
        if node.key in _PART_OPENERS and (
            node.key not in ("them", "these", "those", "which", "whom")
            or row[position - 1].key in ("of", "among", "amongst", "from", "with")
        ):
            return True
        if node.key in (";", ":") or (
            node.kind == "W"
            and is_verb(row, position)
            and verbs().get(node.key, ("", False))[0] == "past"
            and node.key not in ("affected", "displaced")
        ):
            return False
    return False


def set_whole(row: Sequence[Node], item: Found, found: list[Found]) -> None:
    """The quantity that this one is a part of, where the sentence says so."""
    if not found:
        return
    index, figure, previous = item.index, item.figure, found[-1]
    if in_brackets(row, index) and (figure.kind in ("percent", previous.figure.kind)):
        opener = next((position for position in range(index, -1, -1) if row[position].key == "("), 0)
        outside = [other for other in found if other.index < opener]
        whole = outside[-1].figure if outside else None
        alternative = whole is not None and figure.kind == "count" and figure.value > whole.value
        same_people = whole is not None and _counts_households(whole) != _counts_households(figure)
        if whole is not None and not alternative and not same_people and whole.kind != "percent":
            figure.part_of = whole.quantity
        return
    of_them = (
        index + 2 < len(row)
        and row[index + 1].key in ("of", "among")
        and row[index + 2].key in ("them", "whom", "these", "those", "which")
    )
    if (
        of_them
        and (figure.kind in ("percent", "ratio") or previous.figure.value >= figure.value)
        and previous.figure.kind == "count"
    ):
        figure.part_of = previous.figure.quantity
        return
    if opens_part(row, index, previous.index):
        whole = previous.figure
        while whole.part_of is not None and _listed(row, previous.index, index):
            parent = next((other.figure for other in found if other.figure.quantity == whole.part_of), None)
            if parent is None:
                break
            whole = parent
        if figure.kind == "percent" or (whole.kind == figure.kind and whole.value >= figure.value):
            figure.part_of = whole.quantity
    elif (
        previous.figure.part_of is not None
        and _listed(row, previous.index, index)
        and figure.kind == previous.figure.kind
    ):
        figure.part_of = previous.figure.part_of
    elif (
        row[index - 1].key == "of"
        and figure.kind == previous.figure.kind == "count"
        and index - previous.index <= 3
        and previous.figure.value < figure.value
    ):
        previous.figure.part_of = figure.quantity


def _counts_households(figure: Figure) -> bool:
    return bool(figure.counted and re.search(r"famil|household|\bHHs?\b", figure.counted.text, re.I))


def _listed(row: Sequence[Node], first: int, second: int) -> bool:
    """Whether two numbers stand in one list: only nouns, commas and "and" between them."""
    return all(
        not is_verb(row, position)
        and (
            row[position].kind != "W"
            or row[position].key not in PREPOSITIONS
            or row[position].key in ("from", "with", "in", "about", "over", "around", "under", "at", "of", "than")
        )
        and row[position].key not in (";", ".", ")")
        for position in range(first + 1, second)
    )
