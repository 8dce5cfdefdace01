"""What a page is read into: blocks of lines, and tables of cells."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep_nlp.reading.pdf.geometry import Rect
from sitrep_nlp.reading.pdf.lines import Line
from sitrep_nlp.reading.pdf.numbers import is_number_cell

Cell = tuple[Line, ...]
"""The lines of a table's cell; none when it is empty."""


@dataclass(slots=True)
class Block:
    """A paragraph, heading, headline, caption …: lines that belong together, of one of the kinds of `schema.ZONES`.

    breaks: the indexes of the lines that begin on a line of their own in the text; the others are joined with a space.
    full: whether its last line fills the column.
    """

    kind: str
    rect: Rect
    lines: tuple[Line, ...]
    breaks: frozenset[int] = frozenset()
    full: bool = False


@dataclass(slots=True)
class Table:
    """A table. rows: each a list of as many cells as there are columns, the header's first where it has one.

    A cell that spans columns or rows stands in the first of them; the others are empty.
    """

    rect: Rect
    rows: list[list[Cell]]

    @property
    def headed(self) -> bool:
        """Whether words stand over the columns: in a row without numbers, beside the first cell."""
        return any(
            any(row[1:]) and not any(is_number_cell(cell_text(cell)) for cell in row if cell) for row in self.rows
        )


def cell_text(cell: Cell) -> str:
    return " ".join(line.text for line in cell)


Item = Block | Table
