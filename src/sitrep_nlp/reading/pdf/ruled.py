"""Ruled areas: which are tables, and which only boxes beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from sitrep_nlp.reading.pdf.blocks import Cell, Table
from sitrep_nlp.reading.pdf.content import PageContent
from sitrep_nlp.reading.pdf.geometry import Rect, union
from sitrep_nlp.reading.pdf.grids import Grid, GridCell, grids
from sitrep_nlp.reading.pdf.lines import in_rows, make_line
from sitrep_nlp.reading.pdf.numbers import is_figure
from sitrep_nlp.reading.pdf.words import Word

_LONG_CELL = 15
"""Words: where cells have more on average they hold prose, and are read as boxes."""

_SHORT_NAME = 8
"""Words."""

_BIG = 1.25

Placed = tuple[GridCell, list[Word]]


def ruled_tables(content: PageContent, words: Sequence[Word]) -> tuple[list[Table], list[Rect], list[Word]]:
    """The ruled tables of a page, the cells of ruled areas that are none, and the words that stand in no table."""
    tables: list[Table] = []
    boxes: list[Rect] = []
    taken: set[int] = set()
    for grid in grids(content):
        inside = [word for word in words if grid.rect.covers_middle_of(word.rect) and word.order not in taken]
        for rows in _parts(grid, inside):
            table = _table(rows)
            if table:
                tables.append(table)
                taken |= {word.order for row in rows for _, held in row for word in held}
            else:
                boxes += [cell.rect for row in rows for cell, held in row if held]
    return tables, boxes, [word for word in words if word.order not in taken]


def _parts(grid: Grid, words: Sequence[Word]) -> list[list[list[Placed]]]:
    """The rows with text, cut where rows of a single cell stand at the head, at the foot or between two tables."""
    # Where borders are broken cells may overlap: a word is in the smallest.
    held_by: dict[GridCell, list[Word]] = {cell: [] for cell in grid.cells}
    for word in words:
        around = [cell for cell in grid.cells if cell.rect.covers_middle_of(word.rect)]
        if around:
            held_by[min(around, key=lambda cell: cell.rect.area)].append(word)
    rows: list[list[Placed]] = []
    for row in range(grid.rows):
        placed = [(cell, held_by[cell]) for cell in grid.cells if cell.row == row]
        if any(held for _, held in placed):
            rows.append(placed)
    parts: list[list[list[Placed]]] = []
    alone = True
    for index, placed_row in enumerate(rows):
        title = _is_title(rows, index)
        if alone or title:
            parts.append([])
        parts[-1].append(placed_row)
        alone = title
    return parts


def _is_title(rows: Sequence[Sequence[Placed]], index: int) -> bool:
    """Whether a row is no part of a table: it stands at the head with one filled cell, or spans all columns elsewhere.

    A short one between rows of several cells names the rows below it, and is part of the table.
    """
    if all(sum(bool(held) for _, held in row) == 1 for row in rows[: index + 1]):
        return True
    if not _single(rows[index]):
        return False
    between = index + 1 < len(rows) and not _single(rows[index - 1]) and not _single(rows[index + 1])
    return not (between and len(rows[index][0][1]) <= _SHORT_NAME)


def _single(row: Sequence[Placed]) -> bool:
    return len(row) == 1


def _table(rows: Sequence[Sequence[Placed]]) -> Table | None:
    filled = [held for row in rows for _, held in row if held]
    if len(rows) < 2 or all(_single(row) for row in rows):
        return None
    if sum(map(len, filled)) > _LONG_CELL * len(filled) or 2 * sum(map(_is_card, filled)) >= len(filled):
        return None
    used = sorted({cell.column for row in rows for cell, held in row if held})
    if len(used) < 2:
        return None
    columns = {column: place for place, column in enumerate(used)}
    texts: list[list[Cell]] = [[() for _ in used] for _ in rows]
    for index, row in enumerate(rows):
        for cell, held in row:
            if held:
                texts[index][columns[cell.column]] += tuple(make_line(line) for line in in_rows(held))
    return Table(union(cell.rect for row in rows for cell, _ in row), texts)


def _is_card(held: Sequence[Word]) -> bool:
    """Whether a cell holds a big number with its label in smaller type."""
    big = max(held, key=lambda word: word.size)
    label = [word for word in held if word.size * _BIG <= big.size]
    return is_figure(big.text) and bool(label)
