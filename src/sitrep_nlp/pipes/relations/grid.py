"""The grid of a table: its rows cut into cells, and which cells stand over and beside which.

A cell stands under the heads of its column (a merged head stands over all columns to the next) and beside the labels of its row.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from sitrep_nlp.figures import Span
from sitrep_nlp.pipes import sectors
from sitrep_nlp.pipes.relations.nodes import Nodes

_TAB, _BAR, _GAP = re.compile(r"\t"), re.compile(r"\|"), re.compile(r"(?:^|(?<=\S)) {3,}(?=\S)")
_SLASH = re.compile(r"(?<=\S) / (?=\S)")
_WORDS = re.compile(r"[^\W\d_]{2}")
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


@lru_cache(maxsize=1)  # asked for once for each row of a table
def cells(text: str, start: int, end: int) -> Table:
    """A table zone's rows, each cut into cells at tabs, bars or runs of spaces; at slashes if there is nothing else."""
    rows = []
    position = start
    lines = text[start:end].split("\n")
    slashed = not any("\t" in line or line.count("|") > 1 or _GAP.search(line.strip()) for line in lines)
    for line in lines:
        separator = _SLASH if slashed else _TAB if "\t" in line else _BAR if line.count("|") > 1 else _GAP
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
def head_rows(nodes: Nodes, table: Table) -> list[range]:
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


def _are_heads(nodes: Nodes, row: Sequence[Cell]) -> bool:
    """Whether no cell is a number by itself: a head may name one ("Received of US$ 275 M")."""
    return not any(_is_number(nodes, cell) and not _has_words(nodes, cell) for cell in row)


def _has_words(nodes: Nodes, cell: Cell) -> bool:
    return any(node.kind in "WB" for node in nodes([[cell.start, cell.end]]))


def _names(cell: Cell) -> bool:
    return _WORDS.search(cell.text) is not None


def _is_number(nodes: Nodes, cell: Cell) -> bool:
    return nodes.counts([[cell.start, cell.end]])


def heads_over(nodes: Nodes, table: Table, index: int, column: int) -> list[Cell]:
    """The heads over a cell, the nearest first; a head reaches over the empty ones right of it, but in the last row.

    Big numbers side by side have their heads below. A row that tells pairs of a label and a number has none.
    """
    row = table.rows[index]
    numbers = [_is_number(nodes, cell) for cell in row]
    rows = [table.rows[above] for above in reversed(head_rows(nodes, table)[index])]
    if not rows and all(numbers):
        below = takewhile(lambda heads: _are_heads(nodes, heads), table.rows[index + 1 :])
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


def labels_beside(nodes: Nodes, table: Table, index: int, column: int) -> list[Cell]:
    """The labels of a cell, the nearest first: the words before the number in it, else right before it in its row, else those that open the row.

    Where words follow each number of a row, the last one too, they are its labels: `UNICEF | 650 | kits | 2,600 | persons`.
    """
    row = table.rows[index]
    inside = _words_before(nodes, row[column])
    numbers = [place for place, cell in enumerate(row) if _is_number(nodes, cell)]
    if not inside and len(numbers) > 1 and all(_names(cell) for cell in _behind(row, numbers)):
        return [*_behind(row, [column]), *(cell for cell in row[: numbers[0]] if cell.text)]
    before = list(takewhile(lambda cell: not _is_number(nodes, cell), reversed(row[:column])))
    opening = list(takewhile(lambda cell: not _is_number(nodes, cell), row[:column]))
    beside = [cell for cell in before if _names(cell)] or [cell for cell in reversed(opening) if cell.text]
    return [inside, *beside] if inside else beside


def _behind(row: Sequence[Cell], columns: Iterable[int]) -> list[Cell]:
    """The cells behind some in their row; behind the last one stands an empty one."""
    return [row[column + 1] if column + 1 < len(row) else Cell(row[-1].end, row[-1].end, "") for column in columns]


def has_lost_heads(nodes: Nodes, table: Table, index: int, numbers: int) -> bool:
    """Whether a cell without heads stands in a table whose other heads are sectors, or that has lost them all."""
    heads = [cell for above in head_rows(nodes, table)[index] for cell in table.rows[above]]
    return any(sectors.of_heading(head.text) for head in heads) if heads else numbers >= _NAMELESS_ROW
