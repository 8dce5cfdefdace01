"""The cells of tables: each takes its row's or table's people, its column's sector, the dates of its heads.

A cell stands under the heads of its column (a merged head stands over all columns to the next) and beside the labels of its
row. Sectors may stand across or down. Where the heads were pictures whose words a text has lost, cells have no sector.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, takewhile
from typing import NamedTuple

from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.pipes import sectors
from sitrep_nlp.pipes.quantities.named import named_unit
from sitrep_nlp.pipes.relations import counted
from sitrep_nlp.pipes.relations.labels import FUNDING, LABEL
from sitrep_nlp.pipes.relations.nodes import Node, Nodes, is_verb, span
from sitrep_nlp.pipes.relations.rules import new_figure, set_unit

_TRUST = 0.7
_TAB, _BAR, _GAP = re.compile(r"\t"), re.compile(r"\|"), re.compile(r"(?:^|(?<=\S)) {3,}(?=\S)")
_TOTAL = re.compile(r"(?:grand |sub-?)?total|all\b|overall|together|sum\b", re.I)
_SHARE = re.compile(r"\W*(?:%|per ?cent|share|percentage|proportion)", re.I)
_SHARE_OF = re.compile(r"(?:%|per ?cent|share|percentage)\s+of\s+(?:the\s+)?(\w{4,6})", re.I)
# What a head says of the numbers under it, without saying what they count.
_MEASURED = re.compile(r"targets?|results?|cumulative|coverage|amounts?|achieved|needs?", re.I)
_UNCOUNTED = re.compile(rf"(?:{_MEASURED.pattern})$|{_TOTAL.pattern}", re.I)
_AMOUNT = re.compile(r"amounts?\b|budget\b|US\$|USD\b", re.I)
_WORDS = re.compile(r"[^\W\d_]{2}")
# How far up a row looks for the label that its own goes on from ("people reached under the plan", "outside the plan").
_ROWS_ABOVE = 20
# With fewer numbers, a row without heads above it says in its label what they are of.
_NAMELESS_ROW = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, with its offsets in the text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, eq=False)
class Table:
    """A table's rows of cells, those without any word left out."""

    rows: list[list[Cell]]
    starts: list[int]

    def place(self, quantity: Span) -> tuple[int, int] | None:
        """Row and column of the cell in which a quantity stands."""
        index = bisect_right(self.starts, quantity.start) - 1
        for column, cell in enumerate(self.rows[index] if index >= 0 else ()):
            if cell.start <= quantity.start and quantity.end <= cell.end:
                return index, column
        return None


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
        if one.figure.kind == "percent":
            base = _base(one, [other for other in by_row[one.row] if other.figure.kind != "percent"])
            one.figure.part_of = base.figure.quantity if base else None
            continue
        across = [] if one.column_total else [other for other in by_row[one.row] if other.column_total]
        for whole in [*across, *([] if one.total else totals[one.column])]:
            if whole.figure.kind == one.figure.kind and whole.figure.value >= one.figure.value:
                one.figure.part_of = whole.figure.quantity


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
    labels, heads = _labels(nodes, table, index, column), _heads(nodes, table, index, column)
    above = [cells[0] for cells in reversed(table.rows[max(0, index - _ROWS_ABOVE) : index]) if cells[0].text]
    beside, over = _read(nodes, labels), _read(nodes, heads)
    _measure(figure, text, [*heads, *labels], caption, [*beside, *over])
    after = [nodes([[figure.quantity.end, table.rows[index][column].end]])]
    lost = not heads and _has_lost_heads(nodes, table, index, numbers if labels else 0)
    around = []
    if heads or lost or not labels:  # a row of labels and numbers says all by itself
        around = [*_read(nodes, above), *([nodes([caption])] if caption else [])]
    # "People in need", "Targeted", "Reached": what a head to the left counts is counted under the others, too.
    others = range(column - 1, 0, -1) if heads and not _TOTAL.match(heads[0].text) else ()
    left = (part for other in others for part in _read(nodes, _heads(nodes, table, index, other)))
    _count(figure, text, [*after, *beside, *over], around, left)
    # A share is told of what the column before it counts.
    is_share = bool(heads and column and _SHARE.match(heads[0].text))
    acts = _read(nodes, _heads(nodes, table, index, column - 1)) if is_share else over
    _act(figure, text, [*acts, *beside, *around])
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


def _count(
    figure: Figure,
    text: str,
    own: Sequence[Sequence[Node]],
    around: Sequence[Sequence[Node]],
    left: Iterable[Sequence[Node]],
) -> None:
    """Take what is counted from what stands in, beside and over a cell, the nearest first: people, a thing that is known,
    people that the rows above or the caption name, else whatever noun the cell's own labels have, else people of the columns to its left."""
    if figure.kind == "money":
        figure.counted_type = "money"
        return
    things = [(part, phrase) for part in own if (phrase := _thing(part, text))] if figure.kind != "percent" else []
    known = [(part, phrase) for part, phrase in things if counted.type_of(part, *phrase) != "other"]
    found = next(chain(_people(own), known, _people(around), things, _people(left)), None)
    if found:
        part, phrase = found
        figure.counted = span(text, part, *phrase)
        figure.counted_type = "people" if part[phrase[0]].kind == "B" else counted.type_of(part, *phrase)


def _people(parts: Iterable[Sequence[Node]]) -> Iterator[tuple[Sequence[Node], tuple[int, int]]]:
    """The groups of people that some labels name, each with the label and its place in it."""
    for part in parts:
        yield from ((part, (position, position)) for position, node in enumerate(part) if node.kind == "B")


def _thing(part: Sequence[Node], text: str) -> tuple[int, int] | None:
    """The noun phrase of a label, unless it names a sector or only says what was measured (`Target`)."""
    start = next((position for position, node in enumerate(part) if node.kind == "W"), None)
    phrase = None if start is None or _UNCOUNTED.match(part[start].text) else counted.phrase(part, start)
    if phrase and sectors.of_heading(text[part[0].start : part[-1].end]):
        return phrase if counted.type_of(part, *phrase) in ("organization", "event") else None
    return phrase


def _act(figure: Figure, text: str, told: Sequence[Sequence[Node]]) -> None:
    """Take the activity from the first of some labels that has one."""
    for part in told:
        for position, node in enumerate(part):
            if _is_label(part, position, node):
                figure.activity = span(text, part, position, position)
                return


def _is_label(part: Sequence[Node], position: int, node: Node) -> bool:
    return node.kind == "W" and (
        LABEL.fullmatch(node.text) is not None
        or _MEASURED.fullmatch(node.text) is not None
        or (is_verb(part, position) and node.key.endswith("ed"))
    )


@lru_cache(maxsize=1)  # asked for once for each row of a table
def cells(text: str, start: int, end: int) -> Table:
    """A table zone's rows, each cut into cells at tabs, bars or runs of spaces."""
    rows = []
    position = start
    for line in text[start:end].split("\n"):
        separator = _TAB if "\t" in line else _BAR if line.count("|") > 1 else _GAP
        parts, offset = [], 0
        for gap in [*separator.finditer(line), None]:
            stop = gap.start() if gap else len(line)
            stripped = line[offset:stop].strip(" *\r")
            first = position + offset + (line[offset:stop].index(stripped) if stripped else 0)
            parts.append(Cell(first, first + len(stripped), stripped))
            offset = gap.end() if gap else stop
        if separator is _BAR and parts and not parts[0].text:
            parts = parts[1:]
        if separator is _BAR and parts and not parts[-1].text:
            parts = parts[:-1]
        if any(cell.text for cell in parts) and not all(re.fullmatch(r"[-: ]*", cell.text) for cell in parts):
            rows.append(parts)
        position += len(line) + 1
    return Table(rows, [row[0].start for row in rows])


@lru_cache(maxsize=1)
def _head_rows(nodes: Nodes, table: Table) -> list[range]:
    """For each row, the rows of heads that stand over it: the last ones above it that hold words and no numbers."""
    found: list[range] = []
    heads = range(0)
    for index, row in enumerate(table.rows):
        found.append(heads)
        if not _has_number(nodes, row) and any(cell.text for cell in row[1:]):
            heads = range(heads.start if heads.stop == index and index else index, index + 1)
    return found


def _has_number(nodes: Nodes, row: Sequence[Cell]) -> bool:
    return any(_is_number(nodes, cell) for cell in row)


def _names(cell: Cell) -> bool:
    return _WORDS.search(cell.text) is not None


def _is_number(nodes: Nodes, cell: Cell) -> bool:
    return nodes.counts([[cell.start, cell.end]])


def _heads(nodes: Nodes, table: Table, index: int, column: int) -> list[Cell]:
    """The heads over a cell, the nearest first; a head reaches over the empty ones right of it, but in the last row.

    Big numbers side by side have their heads below. A row that tells pairs of a label and a number has none.
    """
    row = table.rows[index]
    numbers = [_is_number(nodes, cell) for cell in row]
    rows = [table.rows[above] for above in reversed(_head_rows(nodes, table)[index])]
    if not rows and all(numbers):
        below = takewhile(lambda heads: not _has_number(nodes, heads), table.rows[index + 1 :])
        return [head for heads in below for head in _under(nodes.text, row, heads, column) if head.text]
    if not rows and numbers[0]:
        rows = list(takewhile(lambda below: not _has_number(nodes, below), table.rows[index + 1 :]))
    elif len(row) > 3 and numbers == [False, True] * (len(row) // 2) and all(_names(cell) for cell in row[::2]):
        return []
    found = []
    for order, heads in enumerate(rows):
        # A row of heads may lack the corner cell that the rows have.
        shift = len(row) - len(heads) if len(heads) < len(row) and heads[0].text and not numbers[0] else 0
        position = column - shift
        while order and position > 1 and position < len(heads) and not heads[position].text:
            position -= 1
        if 0 <= position < len(heads) and heads[position].text:
            found.append(heads[position])
    return found


def _under(text: str, row: Sequence[Cell], heads: Sequence[Cell], column: int) -> Sequence[Cell]:
    """Of the words on a line under numbers, those that belong to one of them: in their order, or by where they stand when they are not as many."""
    if len(heads) == len(row):
        return heads[column : column + 1]
    return [head for head in heads if _nearest(text, row, head) == column]


def _nearest(text: str, row: Sequence[Cell], head: Cell) -> int:
    """The column of the row over whose width, on the page, a head stands, or which is nearest to it."""
    left, right = _edges(text, head)

    def distance(column: int) -> int:
        low, high = _edges(text, row[column])
        return max(low - right, left - high)

    return min(range(len(row)), key=distance)


def _edges(text: str, cell: Cell) -> tuple[int, int]:
    """How many characters stand left of a cell's first and last character on their line."""
    line = text.rfind("\n", 0, cell.start) + 1
    return cell.start - line, cell.end - line


def _words_before(nodes: Nodes, cell: Cell) -> Cell | None:
    """The words that stand before the number in its own cell: `Deaths 110`."""
    end = next((node.start for node in nodes([[cell.start, cell.end]]) if node.kind == "Q"), cell.start)
    text = nodes.text[cell.start : end].rstrip(" :*")
    return Cell(cell.start, cell.start + len(text), text) if _WORDS.search(text) else None


def _labels(nodes: Nodes, table: Table, index: int, column: int) -> list[Cell]:
    """The labels of a cell, the nearest first: the words before the number in it, else right before it in its row, else those that open the row."""
    row = table.rows[index]
    inside = _words_before(nodes, row[column])
    before = list(takewhile(lambda cell: not _is_number(nodes, cell), reversed(row[:column])))
    opening = list(takewhile(lambda cell: not _is_number(nodes, cell), row[:column]))
    beside = [cell for cell in before if _names(cell)] or [cell for cell in reversed(opening) if cell.text]
    return [inside, *beside] if inside else beside


def _has_lost_heads(nodes: Nodes, table: Table, index: int, numbers: int) -> bool:
    """Whether a cell without heads stands in a table whose other heads are sectors, or that has lost them all."""
    heads = [cell for above in _head_rows(nodes, table)[index] for cell in table.rows[above]]
    return any(sectors.of_heading(head.text) for head in heads) if heads else numbers >= _NAMELESS_ROW


def _sector(figure: Figure, told: Sequence[Cell]) -> str | None:
    """The sector that a cell's heads or labels name, the nearest first; that of money for the response is Funding."""
    if figure.kind == "money" and any(FUNDING.search(cell.text) or _AMOUNT.match(cell.text) for cell in told):
        return "Funding"
    return next((sector for cell in told if (sector := sectors.of_heading(cell.text))), None)
