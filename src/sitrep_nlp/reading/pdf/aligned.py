"""Tables without rules: numbers that stand in columns, with the labels left of them and the heads above."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from sitrep_nlp.reading.pdf.blocks import Cell, Table
from sitrep_nlp.reading.pdf.geometry import Rect, overlap, union
from sitrep_nlp.reading.pdf.heads import head_rows
from sitrep_nlp.reading.pdf.lines import Line
from sitrep_nlp.reading.pdf.numbers import is_number_cell

_PITCH = 4.0
"""In type sizes: rows farther apart are not rows of one table."""


_SHORT_CELL = 4
"""Words: longer ones beside numbers are no cells, but may be prose in the next column."""

_BETWEEN = 8.0
"""In type sizes: how far right of the numbers a further column may begin."""

_BESIDE = 0.75
"""In type sizes: how far above or below a number the nearest line of its label may stand; labels of two lines stand at half
a line's height above and below."""


@dataclass(slots=True)
class _Column:
    cells: list[Line] = field(default_factory=list)

    @property
    def rect(self) -> Rect:
        return union(line.rect for line in self.cells)


def aligned_tables(lines: Sequence[Line]) -> tuple[list[Table], list[Line]]:
    """The tables among the lines of a region, and the lines that stand in none."""
    rest = list(lines)
    tables: list[Table] = []
    gone: set[int] = set()
    for group in _groups(_columns(rest)):
        # What the tables before have taken is no part of this one.
        left = [_Column([line for line in column.cells if line.words[0].order not in gone]) for column in group]
        columns = [column for column in left if len(column.cells) >= 2]
        found = _table(columns, rest) if columns else None
        if found:
            table, taken = found
            tables.append(table)
            gone |= {word.order for line in taken for word in line.words}
            rest = [line for line in rest if line.words[0].order not in gone]
    return tables, rest


def _columns(lines: Sequence[Line]) -> list[_Column]:
    """Numbers that stand under each other with nothing between them. lines: from above to below."""
    columns: list[_Column] = []
    ends: dict[int, _Column] = {}
    baselines = [line.baseline for line in lines]
    for line in lines:
        if not is_number_cell(line.text):
            continue
        first = bisect_left(baselines, line.baseline - _PITCH * line.size)
        last = bisect_left(baselines, line.baseline - 0.5 * line.size)
        above = [other for other in lines[first:last] if _over(other, line)]
        nearest = max(above, key=lambda other: other.baseline, default=None)
        column = ends.get(id(nearest)) if nearest else None
        if nearest and column and abs(line.size - nearest.size) <= 0.15 * line.size:
            column.cells.append(line)
        else:
            column = _Column([line])
            columns.append(column)
        ends[id(line)] = column
    return [column for column in columns if len(column.cells) >= 2]


def _over(upper: Line, lower: Line) -> bool:
    return overlap(upper.rect.x0, upper.rect.x1, lower.rect.x0, lower.rect.x1) > 0


def _groups(columns: Sequence[_Column]) -> list[list[_Column]]:
    """Columns that share two rows at least."""
    groups: list[list[_Column]] = []
    for column in sorted(columns, key=lambda column: column.rect.x0):
        for group in groups:
            if any(_shared(column, other) >= 2 for other in group):
                group.append(column)
                break
        else:
            groups.append([column])
    return groups


def _shared(column: _Column, other: _Column) -> int:
    return sum(any(_level(line, cell) for cell in other.cells) for line in column.cells)


def _level(line: Line, other: Line) -> bool:
    return abs(line.baseline - other.baseline) <= 0.4 * min(line.size, other.size)


def _table(columns: list[_Column], lines: Sequence[Line]) -> tuple[Table, list[Line]] | None:
    rows = _rows(columns)
    left = min(column.rect.x0 for column in columns)
    labels: list[Line | None] = []
    for row in rows:
        labels.append(_label(row, left, [line for line in lines if not any(line is label for label in labels)]))
    named = [label for label in labels if label]
    if len(columns) == 1 and (len(rows) < 3 or len(named) < len(rows)):
        return None
    if named and len(named) < 0.5 * len(rows):
        return None
    columns = _completed(columns, rows, lines)
    cells = [[label] if label else [] for label in labels]
    if named:
        _wrapped_labels(cells, rows, union(label.rect for label in named), lines, left)
    shift = 1 if named else 0
    inside = [line for column in columns for line in column.cells] + [line for cell in cells for line in cell]
    area = union(line.rect for line in inside)
    known = {id(line) for line in inside}
    edge = max((label.rect.x1 for label in named), default=None)
    above = [line for line in lines if id(line) not in known]
    heads = head_rows([column.rect for column in columns], area, rows[0][0].size, edge, above)
    table = [_row(len(columns) + shift, [(line, place + shift) for line, place in head]) for head in heads]
    body = [[(line, 0) for line in sorted(cell, key=lambda line: line.baseline)] for cell in cells]
    for place, column in enumerate(columns, shift):
        for line in column.cells:
            nearest = min(range(len(rows)), key=lambda index: abs(rows[index][0].baseline - line.baseline))
            body[nearest].append((line, place))
    table += [_row(len(columns) + shift, placed) for placed in body]
    taken = [line for row in table for held in row for line in held]
    return Table(union(line.rect for line in taken), table), taken


def _rows(columns: Sequence[_Column]) -> list[list[Line]]:
    """The numbers of some columns by their height."""
    rows: list[list[Line]] = []
    for line in sorted((line for column in columns for line in column.cells), key=lambda line: line.baseline):
        if rows and _level(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _completed(columns: Sequence[_Column], rows: Sequence[Sequence[Line]], lines: Sequence[Line]) -> list[_Column]:
    """The columns from left to right: pieces that empty cells have parted put together, lone numbers and short words in
    the rows added."""
    known = {id(line) for column in columns for line in column.cells}
    left = min(column.rect.x0 for column in columns)
    reach = max(column.rect.x1 for column in columns)
    loose = [
        line
        for line in lines
        if id(line) not in known
        and left < line.rect.x0 < reach + _BETWEEN * line.size
        and any(_level(line, row[0]) for row in rows)
        and (is_number_cell(line.text) or len(line.words) <= _SHORT_CELL)
    ]
    whole: list[_Column] = []
    for piece in [*columns, *(_Column([line]) for line in loose)]:
        same = next((column for column in whole if _shares(column.rect, piece.rect)), None)
        if same:
            same.cells += piece.cells
        else:
            whole.append(_Column(list(piece.cells)))
    most = len(rows) / 2
    kept = [
        column for column in whole if len(column.cells) >= most or any(is_number_cell(c.text) for c in column.cells)
    ]
    return sorted(kept, key=lambda column: column.rect.x0)


def _shares(place: Rect, rect: Rect) -> bool:
    return overlap(place.x0, place.x1, rect.x0, rect.x1) > 0


def _row(width: int, placed: Sequence[tuple[Line, int]]) -> list[Cell]:
    cells: list[Cell] = [() for _ in range(width)]
    for line, place in placed:
        cells[place] += (line,)
    return cells


def _label(row: Sequence[Line], left: float, lines: Sequence[Line]) -> Line | None:
    """The words left of a row's numbers, at its height."""
    beside = [
        line
        for line in lines
        if line.rect.x1 <= left + 1
        and abs(line.baseline - row[0].baseline) <= _BESIDE * row[0].size
        and not is_number_cell(line.text)
    ]
    return min(beside, key=lambda line: (abs(line.baseline - row[0].baseline), -line.rect.x1), default=None)


def _wrapped_labels(
    cells: list[list[Line]], rows: Sequence[Sequence[Line]], place: Rect, lines: Sequence[Line], left: float
) -> None:
    """Give the further lines of labels that take several to the rows beside which they stand."""
    known = {id(line) for cell in cells for line in cell}
    right = max(line.rect.x1 for row in rows for line in row)
    baselines = [row[0].baseline for row in rows]
    size = rows[0][0].size
    for line in lines:
        within = place.x0 - 2 <= line.rect.x0 and line.rect.x1 <= left + 1
        if (
            id(line) in known
            or not within
            or not baselines[0] - 1.5 * size < line.baseline < baselines[-1] + 1.5 * size
        ):
            continue
        # A line with others beside it is a row of heads.
        if any(_level(other, line) and left <= other.rect.x0 <= right for other in lines):
            continue
        row = min(range(len(rows)), key=lambda index: abs(baselines[index] - line.baseline))
        near = [other for other in cells[row] if abs(other.baseline - line.baseline) <= 1.4 * line.size]
        if near and line.style.bold == near[0].style.bold:
            cells[row].append(line)
