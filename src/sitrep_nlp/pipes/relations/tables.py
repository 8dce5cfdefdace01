"""The cells of tables: each takes its row's or table's people, its column's sector, the dates of its heads.

A cell stands under the heads of its column (a merged head stands over all columns to the next) and beside the labels of its
row. Sectors may stand across or down. Where the heads were pictures whose words a text has lost, cells have no sector.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.pipes import sectors
from sitrep_nlp.pipes.dates.patterns import MONTHS
from sitrep_nlp.pipes.quantities.named import named_unit
from sitrep_nlp.pipes.relations import counted
from sitrep_nlp.pipes.relations.grid import Cell, Table, has_lost_heads, head_rows, heads_over, labels_beside
from sitrep_nlp.pipes.relations.labels import DEED, FUNDING, LABEL, SORTED_BY
from sitrep_nlp.pipes.relations.nodes import CONJUNCTIONS, DETERMINERS, PREPOSITIONS, Node, Nodes, is_verb, span, things
from sitrep_nlp.pipes.relations.rules import new_figure, set_unit

_TRUST = 0.7
_TOTAL = re.compile(r"(?:grand |sub-?)?total|all\b|overall|together|sum\b", re.I)
_SHARE = re.compile(r"\W*(?:%|per ?cent|share|percentage|proportion)", re.I)
_SHARE_OF = re.compile(r"(?:%|per ?cent|share|percentage)\s+of\s+(?:the\s+)?(\w{4,6})", re.I)
# What a head says of the numbers under it, without saying what they count.
_MEASURED = re.compile(r"targets?|results?|cumulative|coverage|amounts?|achieved|needs?", re.I)
_UNCOUNTED = re.compile(rf"(?:{_MEASURED.pattern}|{'|'.join(MONTHS)})$|{_TOTAL.pattern}", re.I)
# A head that says by itself what was done, or where or how what is counted is: "Impeded", "in host families".
_PARTICIPLE = re.compile(r"[a-z]{3,}[^aeiou\W]ed", re.I)
_WHERE = re.compile(r"(?:in|at|with|without|under|out of|not)\s", re.I)
_AMOUNT = re.compile(r"amounts?\b|budget\b|US\$|USD\b", re.I)
# How far up a row looks for the label that its own goes on from ("people reached under the plan", "outside the plan").
_ROWS_ABOVE = 20


Found = tuple[Sequence[Node], tuple[int, int]]  # a label, and where in it a phrase stands: its first and its last node


class Around(NamedTuple):
    """What stands around a cell, the nearest first: its column's heads, its row's labels, and the labels of the rows above, from which its own may go on."""

    heads: Sequence[Cell]
    labels: Sequence[Cell]
    above: Sequence[Cell]


@dataclass(slots=True)
class Placed:
    """A figure with the row and the column of its cell.

    total, column_total: whether its row or its column is one of totals. nameless: whether the words are lost that told what
    its column is of. around: what stands around the cell.
    """

    figure: Figure
    row: int
    column: int
    total: bool
    column_total: bool = False
    nameless: bool = False
    around: Around = field(default_factory=lambda: Around((), (), ()))


def set_wholes(placed: Sequence[Placed]) -> None:
    """What only the whole table tells: cells are parts of their column's total, else of their row's; percentages of a
    number of their row; and a cell whose column has lost its name has no sector."""
    by_row: dict[int, list[Placed]] = defaultdict(list)
    totals: dict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        by_row[one.row].append(one)
        if one.total:
            totals[one.column].append(one)
    for one in placed:
        if one.nameless:
            one.figure.sector = None
        if one.figure.counted is None and not one.total:
            _count_as(one.figure, [total.figure for total in totals[one.column]])
        if one.figure.kind == "percent":
            base = _base(one, [other for other in by_row[one.row] if other.figure.kind != "percent"])
            one.figure.part_of = base.figure.quantity if base else None
            continue
        across = [] if one.column_total else [other for other in by_row[one.row] if other.column_total]
        for whole in [*across, *([] if one.total else totals[one.column])]:
            if whole.figure.kind == one.figure.kind and whole.figure.value >= one.figure.value:
                one.figure.part_of = whole.figure.quantity


def _count_as(figure: Figure, totals: Sequence[Figure]) -> None:
    """What the label of a total says is counted is so in the numbers that it adds up, if their labels say nothing of it."""
    for total in totals:
        if total.counted and total.kind == figure.kind:
            figure.counted, figure.counted_type = total.counted, total.counted_type
            figure.activity = figure.activity or total.activity


def _base(share: Placed, numbers: Sequence[Placed]) -> Placed | None:
    """The number of a percentage's row that it is a share of: the one whose head its own names, else the first."""
    named = _SHARE_OF.search(_words(share.around.heads))
    same = [number for number in numbers if named and named[1].casefold() in _words(number.around.heads).casefold()]
    return next(iter(same or numbers), None)


def _words(cells: Sequence[Cell]) -> str:
    return " ".join(cell.text for cell in cells)


def figures(
    nodes: Nodes, table: Table, row: Sequence[Node], caption: Sequence[int] | None, decimal_dots: bool
) -> Iterator[tuple[Placed, str | None]]:
    """The figures of one line of a table with their places, each with the sector that its column or row names.

    table: the whole table. row: the nodes of the line. caption: start and end of the heading above, if any.
    """
    quantities = [node for node in row if node.kind == "Q"]
    for node in quantities:
        figure = new_figure(nodes.text, node, decimal_dots)
        figure.confidence = _TRUST
        place = table.place(figure.quantity)
        if place is None:
            yield Placed(figure, -1, -1, False), None
        else:
            yield _placed(nodes, table, figure, place, caption, len(quantities))


def _placed(
    nodes: Nodes, table: Table, figure: Figure, place: tuple[int, int], caption: Sequence[int] | None, numbers: int
) -> tuple[Placed, str | None]:
    """A figure completed by what stands in, beside and over its cell. numbers: how many its row has."""
    text, (index, column) = nodes.text, place
    labels, heads = labels_beside(nodes, table, index, column), heads_over(nodes, table, index, column)
    above = [cells[0] for cells in reversed(table.rows[max(0, index - _ROWS_ABOVE) : index]) if cells[0].text]
    beside, over = _read(nodes, labels), _read(nodes, heads)
    corner = [table.rows[head][0] for head in head_rows(nodes, table)[index]] if column else []
    _measure(figure, text, [*heads, *labels, *corner], caption, [*beside, *over])
    after = [nodes([[figure.quantity.end, table.rows[index][column].end]])]
    lost = not heads and has_lost_heads(nodes, table, index, numbers if labels else 0)
    title = [nodes([caption])] if caption else []
    # A row of labels and numbers says all by itself.
    around = _read(nodes, above) if heads or lost or not labels else []
    # "People in need", "Targeted", "Reached": what a head to the left counts is counted under the others, too, and what a label counts on the rows below.
    others = range(column - 1, 0, -1) if heads and not _TOTAL.match(heads[0].text) else ()
    left = [part for other in others for part in _read(nodes, heads_over(nodes, table, index, other))]
    funded = any(FUNDING.search(cell.text) for cell in [*heads, *labels])
    acted = any(_is_label(part, position, node) for part in beside for position, node in enumerate(part))
    if not heads and acted and not funded:
        left = _read(nodes, above)
    if figure.kind != "percent" or not funded:
        counting = [part for part in over if not (part and _WHERE.match(text, part[0].start))]
        _count(figure, text, _Told([*after, *counting], beside, around, title, left))
    # A share is told of what the column before it counts.
    is_share = bool(heads and column and _SHARE.match(heads[0].text))
    acts = _read(nodes, heads_over(nodes, table, index, column - 1)) if is_share else over
    _act(figure, text, [*acts, *beside, *around], title)
    figure.locations = _links(text, beside, "L")
    figure.dates = _links(text, after, "D") or _links(text, over, "D") or _links(text, beside, "D")
    sector = _sector(figure, [*heads, *labels])
    if sector is None and caption:
        sector = sectors.of_heading(text[caption[0] : caption[1]])
    placed = Placed(
        figure,
        index,
        column,
        total=any(_TOTAL.match(label.text) for label in labels),
        column_total=any(_TOTAL.match(head.text) for head in heads),
        nameless=lost and sector is None and figure.kind == "count" and figure.counted_type == "people",
        around=Around(heads, labels, above),
    )
    return placed, sector


def _measure(
    figure: Figure, text: str, told: Sequence[Cell], caption: Sequence[int] | None, own: Sequence[Sequence[Node]]
) -> None:
    """Give a bare number the unit that its heads or labels name, or its caption where nothing nearer says what is counted."""
    if figure.kind not in ("count", "measure"):
        return
    named = next(filter(None, (named_unit(cell.text) for cell in told)), None)
    if named is None and caption and not any(node.kind == "B" for part in own for node in part):
        named = named_unit(text[caption[0] : caption[1]])
    if named is not None:
        set_unit(figure, named)


def _read(nodes: Nodes, cells: Sequence[Cell]) -> list[list[Node]]:
    return [nodes([[cell.start, cell.end]]) for cell in cells]


def _links(text: str, told: Sequence[Sequence[Node]], kind: str) -> list[Span]:
    """The places or dates that some cells name."""
    return [span(text, [node], 0, 0) for part in told for node in part if node.kind == kind]


class _Told(NamedTuple):
    """What tells what a cell counts: the words in and over it, its labels, those of the rows above, the caption, and the heads to its left."""

    over: list[list[Node]]
    beside: list[list[Node]]
    above: list[list[Node]]
    title: list[list[Node]]
    left: list[list[Node]]


def _count(figure: Figure, text: str, told: _Told) -> None:
    """Take what is counted from what tells it, the nearest first: people, a thing that is known, people or a thing that the caption names, else
    whatever noun the cell's own heads and labels have, else people of the columns to its left; a share, things of these, too."""
    if figure.kind == "money":
        figure.counted_type = "money"
        return
    counts = figure.kind != "percent"
    over, beside, titled = (_things(parts, text) if counts else [] for parts in (told.over, told.beside, told.title))
    sorted_by = any(SORTED_BY.search(text, part[0].start, part[-1].end) for part in told.title if part)
    found = next(
        chain(
            _people([*told.over, *told.beside]),
            _plural(_known(over)),
            _people(told.title) if sorted_by else (),
            _known([*over, *beside]),
            _people([*told.above, *told.title]),
            _known(titled),
            over,
            beside,
            _people(told.left),
            () if counts else _known(_things(told.left, text)),
        ),
        None,
    )
    if found:
        part, phrase = found
        figure.counted = span(text, part, *phrase)
        figure.counted_type = "people" if part[phrase[0]].kind == "B" else counted.type_of(part, *phrase)


def _people(parts: Iterable[Sequence[Node]]) -> Iterator[Found]:
    """The groups of people that some labels name, each with the label and its place in it."""
    for part in parts:
        yield from ((part, (position, position)) for position, node in enumerate(part) if node.kind == "B")


def _things(parts: Iterable[Sequence[Node]], text: str) -> list[Found]:
    return [(part, phrase) for part in parts if (phrase := _thing(part, text))]


def _known(things: Iterable[Found]) -> Iterator[Found]:
    """The things whose type the lexicon tells."""
    return ((part, phrase) for part, phrase in things if counted.type_of(part, *phrase) != "other")


def _plural(things: Iterable[Found]) -> Iterator[Found]:
    """Those that more than one can be counted of: the head `Kits`, and not the modality `Voucher`."""
    return ((part, phrase) for part, phrase in things if _is_plural(part, phrase))


def _is_plural(part: Sequence[Node], phrase: tuple[int, int]) -> bool:
    return part[phrase[1]].key.endswith("s")


def _thing(part: Sequence[Node], text: str) -> tuple[int, int] | None:
    """The noun phrase of a label, unless it names a sector or only says what was measured (`Target`)."""
    words = [position for position, node in enumerate(part) if node.kind == "W"]
    summed = len(words) > 1 and part[words[0]].key == "total"
    start = next(iter(words[summed:]), None)
    phrase = None if start is None or _UNCOUNTED.match(part[start].text) else counted.phrase(part, start)
    if summed and phrase and counted.type_of(part, *phrase) == "other":
        return None
    if phrase:
        phrase = phrase[0], next((position for position in range(*phrase) if _ends_thing(part, position)), phrase[1])
    if phrase and sectors.of_heading(span(text, part, *phrase).text):
        kind = counted.type_of(part, *phrase)
        return phrase if kind in ("organization", "event") or (kind == "item" and _is_plural(part, phrase)) else None
    return phrase


def _ends_thing(part: Sequence[Node], position: int) -> bool:
    """Whether a noun is a plural that the lexicon knows, and what follows in its label is none: `Shelters open`, `Houses under water`."""
    node, after = part[position], part[position + 1]
    return node.key.endswith("s") and node.key in things() and after.kind == "W" and after.key not in things()


def _act(figure: Figure, text: str, told: Sequence[Sequence[Node]], title: Sequence[Sequence[Node]]) -> None:
    """Take the activity from the first of some labels that has one, else what was done from the caption's noun ("Assistance in numbers")."""
    within = figure.counted
    for part in told[:1]:
        if part and part[0].kind == "W" and _WHERE.match(phrase := text[part[0].start : part[-1].end]):
            figure.activity = Span(part[0].start, part[-1].end, phrase)
            return
    for part, said in [*((part, _is_label) for part in told), *((part, _is_deed) for part in title)]:
        for position, node in enumerate(part):
            if said(part, position, node) and not (within and within.start <= node.start < within.end):
                figure.activity = span(text, part, position, position)
                return
    if within and figure.counted_type != "event":
        figure.activity = next(filter(None, (_state(part, within, text) for part in told)), None)


def _state(part: Sequence[Node], of: Span, text: str) -> Span | None:
    """What a label says behind the thing that it counts: `open`, `under water`."""
    first = next((position for position, node in enumerate(part) if node.start >= of.end), len(part))
    if not first or part[first - 1].end != of.end:
        return None
    last = next((position for position in range(first, len(part)) if part[position].kind != "W"), len(part))
    rest = part[first:last]
    if not rest or rest[-1].key in DETERMINERS or rest[0].key in CONJUNCTIONS or rest[0].key == "of":
        return None
    placed = rest[0].key in PREPOSITIONS
    if placed and not (len(rest) > 1 and _WHERE.match(f"{rest[0].key} ") and rest[1].key not in DETERMINERS):
        return None
    return Span(rest[0].start, rest[-1].end, text[rest[0].start : rest[-1].end])


def _is_deed(part: Sequence[Node], position: int, node: Node) -> bool:
    return node.kind == "W" and (
        DEED.fullmatch(node.text) is not None
        or (LABEL.fullmatch(node.text) is not None and node.key not in things())
        or (is_verb(part, position) and node.key.endswith(("ed", "en")))
    )


def _is_label(part: Sequence[Node], position: int, node: Node) -> bool:
    return node.kind == "W" and (
        LABEL.fullmatch(node.text) is not None
        or _MEASURED.fullmatch(node.text) is not None
        or (is_verb(part, position) and node.key.endswith(("ed", "en")))
        or (len(part) == 1 and _PARTICIPLE.fullmatch(node.text) is not None)
    )


def _sector(figure: Figure, told: Sequence[Cell]) -> str | None:
    """The sector that a cell's heads or labels name, the nearest first; that of money for the response is Funding."""
    if figure.kind == "money" and any(FUNDING.search(cell.text) or _AMOUNT.match(cell.text) for cell in told):
        return "Funding"
    return next((sector for cell in told if (sector := sectors.of_heading(cell.text))), None)
