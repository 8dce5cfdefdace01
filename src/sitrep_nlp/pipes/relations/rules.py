"""The rules that tie the numbers of one sentence to what they count and what was done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep_nlp.figures import Figure
from sitrep_nlp.pipes.quantities import modifiers
from sitrep_nlp.pipes.quantities.named import Named
from sitrep_nlp.pipes.quantities.normalize import amount
from sitrep_nlp.pipes.relations import activity, counted, parts
from sitrep_nlp.pipes.relations.found import Found, Memory
from sitrep_nlp.pipes.relations.nodes import (
    AUXILIARIES,
    Node,
    is_stop,
    is_verb,
    span,
)

# How far each way of finding an answer can be trusted; measured roughly on the development texts.
_SURE, _LIKELY, _INHERITED, _GUESSED = 0.9, 0.8, 0.6, 0.4
_MULTIPLIED = re.compile(r"(?:illions?|millones|\d\s?[MK]|bn|crores?|lakhs?)$")
_JOINING = frozenset(("and", "to", "or", ","))
_FUNDING_SHARE = re.compile(
    r"\b(?:funded|funding|unfunded|received|covered|required|requirements?|appeal|secured|requested|met)\b", re.I
)
_FUNDING_WORDS = re.compile(
    r"fund|require|received|gap|appeal|request|pledg|budget|needs?$|shortfall|unmet|contribution|financ", re.I
)


def new_figure(text: str, node: Node, decimal_dots: bool) -> Figure:
    """The figure of a quantity with all that the number itself says."""
    quantity = span(text, [node], 0, 0)
    worth = amount(quantity.text, decimal_dots)
    figure = Figure(quantity, worth.value if worth else float("nan"))
    if worth:
        figure.value_high, figure.kind, figure.unit = worth.high, worth.kind, worth.unit
    beside = modifiers.find(text, node.start, node.end)
    if beside:
        name, start, end = beside
        figure.modifier = name
        figure.modifier_span = span(text, [Node("W", "", "", start, end)], 0, 0)
    return figure


def set_unit(figure: Figure, named: Named) -> None:
    """Give a bare number the unit that words elsewhere name for it. `58.2 m` in dollars or of people are millions and no metres."""
    if figure.kind == "count":
        bare = not figure.quantity.text[-1:].isalpha()
        factor = named.factor if bare else 1.0
    elif figure.unit == "m" and named.kind in ("money", "count"):
        factor = 1e6
    else:
        return
    figure.kind, figure.unit, figure.value = named.kind, named.unit, figure.value * factor
    figure.value_high = figure.value_high and figure.value_high * factor


def read_millions(figure: Figure) -> None:
    """`18.8 m` of people are millions and no metres."""
    if (figure.unit, figure.counted_type) == ("m", "people"):
        set_unit(figure, Named("count", ""))


def figures(text: str, row: Sequence[Node], memory: Memory, decimal_dots: bool) -> list[Found]:
    """The figures of one sentence."""
    found: list[Found] = []
    for index, node in enumerate(row):
        if node.kind != "Q":
            continue
        item = Found(index, new_figure(text, node, decimal_dots))
        _count(text, row, item, found, memory)
        _act(text, row, item, found)
        parts.set_whole(row, item, found)
        found.append(item)
        if item.figure.counted_type == "people" and item.figure.counted and item.figure.part_of is None:
            memory.people = item.figure
        memory.last = item.figure
        parts.set_funding(item.figure, _around(text, row, index), memory)
    for item in found:
        item.figure.confidence = round(min(item.trust, default=_GUESSED), 2)
    return found


def _around(text: str, row: Sequence[Node], index: int) -> str:
    """The words around a number up to the next numbers."""
    first = next((p + 1 for p in range(index - 1, -1, -1) if row[p].kind == "Q" or row[p].key in (";", ".")), 0)
    last = next((p for p in range(index + 1, len(row)) if row[p].kind == "Q" or row[p].key in (";", ".")), len(row))
    return text[row[first].start : row[index].start] + " " + text[row[index].end : row[last - 1].end]


# what is counted


def _count(text: str, row: Sequence[Node], item: Found, found: list[Found], memory: Memory) -> None:
    figure, index = item.figure, item.index
    if (
        figure.kind == "count"
        and counted.stands_alone(row, index)
        and (sum_before := _sum_before(row, item, found, memory))
    ):
        figure.kind, figure.unit = "money", sum_before.unit
    if figure.kind == "money":
        figure.counted_type = "money"
        item.trust.append(_SURE)
        return
    at = None
    bracketed = index and row[index - 1].key == "(" and index + 1 < len(row) and row[index + 1].key in (")", ",", ";")
    if figure.kind == "percent" or (figure.kind == "ratio" and counted.is_partitive(row, index)):
        if _FUNDING_SHARE.search(text, max(0, row[index].start - 70), row[index].end + 40) and not (
            index + 1 < len(row) and row[index + 1].key == "of" and counted.share_of(row, index)
        ):
            money = [other.figure for other in found if other.figure.kind == "money"]
            if money or memory.last is None or memory.last.counted_type == "money" or bracketed:
                figure.counted_type = "money"
                item.trust.append(_LIKELY)
                return
        of_them = (
            index + 2 < len(row)
            and row[index + 1].key in ("of", "among")
            and row[index + 2].key in ("them", "whom", "these", "those", "which")
        )
        at = None if of_them else counted.share_of(row, index)
        if at is None and (bracketed or of_them) and found:
            _understood(item, found[-1].figure, found)
            return
    elif bracketed:
        at = counted.before(row, index)
    elif not counted.stands_alone(row, index):
        at = counted.after(row, index)
    if at is None and not bracketed and index >= 2 and row[index - 1].key == ":":
        at = counted.before(row, index)
    if at is None and figure.kind == "count" and not bracketed:
        at = counted.shared(row, index)
    if at is None and figure.kind == "count" and index >= 2:
        at = counted.subject_of_change(row, index)
    if at is not None:
        item.counted_at = at
        figure.counted = span(text, row, *at)
        figure.counted_type = counted.type_of(row, *at)
        read_millions(figure)
        item.trust.append(_SURE if row[at[0]].kind == "B" or at[0] == index + 1 else _LIKELY)
        return
    at = counted.opening(row) if not found and counted.stands_alone(row, index) else None
    if at is not None and at[1] < index:
        figure.counted, figure.counted_type, figure.implicit = span(text, row, *at), counted.type_of(row, *at), True
        item.trust.append(_INHERITED)
        return
    _understood(item, None, found, memory)


def _sum_before(row: Sequence[Node], item: Found, found: Sequence[Found], memory: Memory) -> Figure | None:
    """The sum of money whose currency a number leaves out: "of the USD 29 million asked for, 8.1 million was given", "from 50 to 62 dollars"."""
    money = [other for other in found if other.figure.kind == "money"]
    if _MULTIPLIED.search(item.figure.quantity.text):
        if money:
            return money[-1].figure
        told = memory.last is not None and memory.last.kind == "money" and not found
        return memory.last if told and any(_FUNDING_WORDS.match(node.key) for node in row) else None
    joined = bool(money) and all(node.key in _JOINING for node in row[money[-1].index + 1 : item.index])
    return money[-1].figure if joined else None


def _understood(item: Found, source: Figure | None, found: list[Found], memory: Memory | None = None) -> None:
    """Take the counted thing from an earlier figure of the sentence, else from the sentence before."""
    if source is None:
        # What is understood is the whole that was told of, not a part of it in passing ("including 300 children").
        wholes = [other for other in reversed(found) if other.figure.part_of is None]
        earlier = [other.figure for other in wholes or reversed(found) if other.figure.counted is not None]
        people = [figure for figure in earlier if figure.counted_type == "people"]
        candidates = [*people, *earlier] if item.figure.kind == "count" else earlier
        source = candidates[0] if candidates else (memory.people if memory else None)
    if source is not None and source.counted is not None:
        item.figure.counted, item.figure.counted_type, item.figure.implicit = source.counted, source.counted_type, True
        item.source = source
        item.trust.append(_INHERITED)
    else:
        item.trust.append(_GUESSED)


# what was done


def _act(text: str, row: Sequence[Node], item: Found, found: list[Found]) -> None:
    index, figure = item.index, item.figure
    previous = found[-1] if found else None
    floor = _floor(row, index, previous)
    after_counted = index + 1
    if item.counted_at and item.counted_at[0] > index:
        after_counted = item.counted_at[1] + 1
    after_counted = counted.past_brackets(row, after_counted)
    after_counted = _past_places(row, after_counted)
    at, trust = None, _SURE
    bracketed = parts.in_brackets(row, index)
    inherits = previous is not None and (bracketed or parts.opens_part(row, index, previous.index))
    if (
        bracketed
        and previous is None
        and item.counted_at is not None
        and item.counted_at[1] < index
        and figure.counted_type == "event"
    ):
        at = item.counted_at
    elif figure.kind == "percent" and index + 1 < len(row) and row[index + 1].key in counted.CHANGES:
        at = (index + 1, index + 1)
    elif inherits and previous is not None:
        at, trust = activity.right(row, after_counted), _LIKELY
        if at is None or bracketed:
            at, trust = previous.activity_at, _INHERITED
    else:
        subject = activity.starts_clause(row, index, floor)
        if subject:
            at = activity.right(row, after_counted) or _verbless(row, index, item)
            if at is None and activity.left(row, index, floor) is None:
                at = activity.further_right(row, after_counted)
        nominal = activity.noun_before(row, index) if at is None and previous is not None else None
        if (
            nominal is not None
            and previous is not None
            and nominal[0] > previous.index
            and row[nominal[0] - 1].key == "and"
        ):
            at, trust = nominal, _LIKELY  # "primary health assistance to 330 persons and mental health sessions to 630"
        if at is None:
            at, trust = activity.left(row, index, floor), (_LIKELY if subject else _SURE)
        if at is None and not subject:
            at, trust = activity.right(row, after_counted), _LIKELY
        if at is None and previous is not None:
            at, trust = (nominal or activity.with_phrase_after(row, index) or previous.activity_at), _INHERITED
        if at is None:
            at = activity.with_phrase_after(row, index) if figure.implicit else None
    if at is None and figure.kind == "money":
        at = _money_label(row, index)
    if at is not None:
        item.activity_at = at
        figure.activity = span(text, row, *at)
        item.trust.append(trust)


def _verbless(row: Sequence[Node], index: int, item: Found) -> tuple[int, int] | None:
    """`and 1,360 with hot and cold meals`: the verb is the one before, the words say with what."""
    return (
        activity.with_phrase_after(row, index)
        if item.figure.implicit and index and row[index - 1].key in ("and", ",")
        else None
    )


def _money_label(row: Sequence[Node], index: int) -> tuple[int, int] | None:
    for position in [*range(index + 1, min(len(row), index + 5)), *range(index - 1, max(-1, index - 5), -1)]:
        if row[position].kind == "W" and _FUNDING_WORDS.match(row[position].key):
            return position, position
    return None


def _floor(row: Sequence[Node], index: int, previous: Found | None) -> int:
    """How far left the clause of the quantity may reach."""
    floor = 0
    for position in range(index - 1, -1, -1):
        if row[position].key in (";", ".", "?", "!") or (row[position].key == ":" and position < index - 1):
            floor = position + 1
            break
    if previous is not None and previous.activity_at is not None and previous.activity_at[0] > previous.index:
        floor = max(floor, previous.activity_at[1] + 1)
    return floor


def _past_places(row: Sequence[Node], position: int) -> int:
    """Past `in Lima`, `from host communities`, `, including some 300 children,` to the predicate."""
    moved = True
    while moved and position < len(row):
        moved = False
        node = row[position]
        if node.key in ("in", "from", "across", "at", "within", "of", "throughout") and node.kind == "W":
            later = position + 1
            while later < len(row) and (
                row[later].kind in "LDBO"
                or row[later].key in (",", "and", "the", "its")
                or (
                    row[later].kind == "W"
                    and not is_stop(row[later])
                    and not is_verb(row, later)
                    and later - position < 6
                )
            ):
                later += 1
            if later > position + 1 and later < len(row) and (row[later].key in AUXILIARIES or is_verb(row, later)):
                position, moved = later, True
        elif node.key == "," and position + 1 < len(row):
            # "650,000 people, 40 per cent of the residents, require": an apposition between two commas
            close = next(
                (later for later in range(position + 1, min(len(row), position + 16)) if row[later].key == ","), 0
            )
            if close + 1 < len(row) and close and (row[close + 1].key in AUXILIARIES or is_verb(row, close + 1)):
                position, moved = close + 1, True
    return position
