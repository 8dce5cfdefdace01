"""The cells of tables: each takes its row's or table's people, its column's sector."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.pipes import sectors
from sitrep_nlp.pipes.relations import counted
from sitrep_nlp.pipes.relations.labels import LABEL
from sitrep_nlp.pipes.relations.nodes import Node, Nodes, is_verb, span
from sitrep_nlp.pipes.relations.rules import new_figure

_TRUST = 0.7
_TAB, _BAR, _GAP = re.compile(r"\t"), re.compile(r"\|"), re.compile(r"(?:^|(?<=\S)) {3,}(?=\S)")
_TOTAL = re.compile(r"(?:grand |sub-?)?total|all\b|overall|together|sum\b", re.I)


@dataclass(slots=True)
class Cell:
    """A cell of a table, with its offsets in the text."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Placed:
    """A figure with the row and the column of its cell, and whether its row is one of totals."""

    figure: Figure
    row: int
    column: int
    total: bool


def set_wholes(placed: Sequence[Placed]) -> None:
    """Cells are parts of their column's total, and a percentage of the first number of its row."""
    for one in placed:
        if one.figure.kind == "percent":
            base = next(
                (other.figure for other in placed if other.row == one.row and other.figure.kind != "percent"), None
            )
            one.figure.part_of = base.quantity if base else None
        elif not one.total:
            for other in placed:
                same = other.column == one.column and other.total and other.figure.kind == one.figure.kind
                if same and other.figure.value >= one.figure.value:
                    one.figure.part_of = other.figure.quantity


def figures(
    nodes: Nodes, table: list[list[Cell]], row: Sequence[Node], caption: Sequence[int] | None, decimal_dots: bool
) -> Iterator[tuple[Placed, str | None]]:
    """The figures of one line of a table with their places, each with the sector that its column or row names.

    table: the cells of the whole table. row: the nodes of the line. caption: start and end of the heading above, if any.
    """
    text = nodes.text
    for node in row:
        if node.kind != "Q":
            continue
        figure = new_figure(text, node, decimal_dots)
        figure.confidence = _TRUST
        place = _place(table, figure.quantity)
        header, label = _headers(table, *place) if place else (None, None)
        labels = [cell for cell in (label, header) if cell]
        above = [cells[0] for cells in reversed(table[: place[0]]) if cells[0].text] if place else []
        ranges = [[cell.start, cell.end] for cell in labels]
        if header is not None or label is None:  # a table of labels and numbers says all in its own line
            ranges += [[cell.start, cell.end] for cell in above] + ([list(caption)] if caption else [])
        told = [nodes([cell_range]) for cell_range in ranges]
        _read(figure, text, told, own=len(labels))
        for cell in labels[:1]:
            figure.locations = [
                span(text, [other], 0, 0) for other in nodes([[cell.start, cell.end]]) if other.kind == "L"
            ]
        total = label is not None and _TOTAL.match(label.text) is not None
        yield Placed(figure, *(place or (-1, -1)), total), _sector(header, label)


def _read(figure: Figure, text: str, told: Sequence[Sequence[Node]], own: int) -> None:
    """Take counted thing and activity from what labels say, the nearest first; the first `own` are the cell's own."""
    for part in told:
        subject = next((position for position, other in enumerate(part) if other.kind == "B"), None)
        if figure.counted is None and subject is not None and figure.kind != "money":
            figure.counted, figure.counted_type = span(text, part, subject, subject), "people"
        verb = next((p for p, other in enumerate(part) if _is_label(part, p, other)), None)
        if figure.activity is None and verb is not None:
            figure.activity = span(text, part, verb, verb)
    if figure.kind == "money":
        figure.counted_type = "money"
    for part in told[:own]:
        start = next((position for position, other in enumerate(part) if other.kind == "W"), None)
        phrase = counted.phrase(part, start) if figure.counted is None and start is not None else None
        if (
            phrase
            and figure.kind not in ("money", "percent")
            and not sectors.of_heading(text[part[0].start : part[-1].end])
        ):
            figure.counted, figure.counted_type = span(text, part, *phrase), counted.type_of(part, *phrase)


def _is_label(part: Sequence[Node], position: int, node: Node) -> bool:
    return node.kind == "W" and (
        LABEL.fullmatch(node.text) is not None or (is_verb(part, position) and node.key.endswith("ed"))
    )


def cells(text: str, start: int, end: int) -> list[list[Cell]]:
    """The rows of a table zone, each cut into cells at tabs, bars or runs of spaces."""
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
    return rows


def _place(rows: list[list[Cell]], quantity: Span) -> tuple[int, int] | None:
    """Row and column of the cell in which a quantity stands."""
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell.start <= quantity.start and quantity.end <= cell.end:
                return index, column
    return None


def _headers(rows: list[list[Cell]], index: int, column: int) -> tuple[Cell | None, Cell | None]:
    """The header cell above and the label cell left of a table's cell."""
    top = None
    for row in rows[:index]:
        if not any(re.search(r"\d{2,}|^\d$", cell.text) for cell in row[1:]):
            top = row
    header = None
    if top is not None:
        # A header row may lack the corner cell that the rows have.
        shift = len(rows[index]) - len(top) if len(top) < len(rows[index]) and top[0].text else 0
        position = column - max(0, shift)
        header = top[position] if 0 <= position < len(top) and top[position].text else None
    label = rows[index][0] if column > 0 and rows[index][0].text else None
    return header, label


def _sector(header: Cell | None, label: Cell | None) -> str | None:
    """The sector that a cell's column or row names."""
    for cell in (header, label):
        if cell and (sector := sectors.of_heading(cell.text)):
            return sector
    return None
