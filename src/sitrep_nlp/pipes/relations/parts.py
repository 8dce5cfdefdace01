"""Which quantities are parts of which: brackets, "including", "of whom", and lists that go on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep_nlp.figures import Figure
from sitrep_nlp.pipes.relations.found import Found, Memory
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

_OF_THE = frozenset(("of", "the", "out", "these", "those", "all", "its"))
_ASKED = re.compile(r"require|request|asks?\b|asked|appeal|needs?\b|needed|seek|budget|cost", re.I)
_RECEIVED = re.compile(
    r"received|funded|pledge|secured|paid|raised|at hand|in hand|on hand|covered|coverage|given|found\b|gap|missing|met\b|contribut|committed",
    re.I,
)
_ASSISTED = re.compile(r"reached|assisted|supported", re.I)
_OVERALL = re.compile(r"\b(?:total|overall|altogether)\b", re.I)


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
    if item.source is not None and item.source.kind == "count" and _is_share(row, item, found):
        item.figure.part_of = item.source.quantity
        return
    if not found:
        return
    index, figure, previous = item.index, item.figure, found[-1]
    if in_brackets(row, index) and (figure.kind in ("percent", previous.figure.kind)):
        opener = next((position for position in range(index, -1, -1) if row[position].key == "("), 0)
        outside = [other for other in found if other.index < opener and not in_brackets(row, other.index)]
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
        any(row[position].key == "of" for position in range(previous.index + 1, index))
        and all(row[position].key in _OF_THE for position in range(previous.index + 1, index))
        and figure.kind == previous.figure.kind == "count"
        and previous.figure.value < figure.value
    ):
        previous.figure.part_of = figure.quantity


def _is_share(row: Sequence[Node], item: Found, found: list[Found]) -> bool:
    """Whether a number whose noun is understood is a share of the number that has the noun.

    A percentage or a fraction is. A count is after a colon or a semicolon ("1,380 persons in a day: 812 leaving, 568
    coming"), and when "of them" follows, but never with "another" or "a further" before it.
    """
    figure, source = item.figure, item.source
    if source is None or figure.counted_type == "money":
        return False
    if figure.kind == "percent" or (figure.kind == "ratio" and figure.value < 1):
        return not re.search(
            r"increase|decrease|rise|rose|fell|drop|grew|decline", figure.activity.text if figure.activity else ""
        )
    whole = next((other for other in found if other.figure is source), None)
    if whole is None or figure.kind != "count" or figure.value > source.value:
        return False
    between = row[whole.index + 1 : item.index]
    if any(
        node.key in ("another", "further", "additional", "more", "against", "from", "than") for node in between[-4:]
    ):
        return False
    return any(node.key in (":", ";") for node in between)


def set_funding(figure: Figure, words: str, memory: Memory) -> None:
    """What is received, pledged or covered is a part of what was asked for before it."""
    if figure.kind not in ("money", "percent") or figure.counted_type != "money":
        return
    if figure.kind == "money" and _ASKED.search(words) and not _RECEIVED.search(words):
        memory.asked = figure
        return
    asked = memory.asked
    if asked is None or figure.part_of is not None or not _RECEIVED.search(words):
        return
    if figure.kind == "percent" or (figure.unit == asked.unit and figure.value <= asked.value):
        figure.part_of = asked.quantity


def says_total(words: str) -> bool:
    """Whether words before a number say that it is a total."""
    return _OVERALL.search(words) is not None


def note_assisted(figure: Figure, memory: Memory) -> None:
    """Remember a number of people whom all sections of a bulletin together assisted; the first that is told is."""
    if memory.assisted is None and _assisted(figure) and figure.part_of is None:
        memory.assisted = figure


def set_share_of_all(figure: Figure, memory: Memory) -> bool:
    """Make a section's box of people assisted a part of the number that the whole bulletin gives for them; whether it is one."""
    overall = memory.assisted
    if overall is None or not _assisted(figure) or figure.value >= overall.value:
        return False
    figure.part_of = overall.quantity
    return True


def _assisted(figure: Figure) -> bool:
    counts_people = figure.kind == "count" and figure.counted_type == "people"
    return counts_people and figure.activity is not None and _ASSISTED.match(figure.activity.text) is not None


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
