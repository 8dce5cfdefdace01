"""Putting a bulletin's text together from what a file holds: paragraph by paragraph, table by table.

The text is written as the pipeline reads it best: a blank line between paragraphs, none between the items of a list, one
line for each row of a table with tabs between its cells. A paragraph gets a block only where the file itself tells its
kind; what a file calls a plain paragraph may as well be a heading in bold or a headline number, and is told by its looks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sitrep_nlp.bulletin import Block, Piece
from sitrep_nlp.reading.limits import MAX_TABLE_CELLS

BULLET = "• "
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Soft hyphens, zero-width spaces and byte order marks, which would tear words and numbers, and control characters.
_INVISIBLE = re.compile(r"[\u00ad\u200b\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACES = re.compile(r"[^\S\n\xa0]+")
_LONGEST_NUMBER = 40
_NUMBER_ALONE = re.compile(r"[^\w\n]*(?:[A-Z]{1,3}\s?)?\d[\d.,\s]*(?:[%KM]|bn|million|billion)?[^\w\n]*")


class Passage(NamedTuple):
    """A stretch of text, and where in the file it stands where that is kept."""

    text: str
    origin: tuple[int, int] | None = None


class Cell(NamedTuple):
    """A cell of a table as a file has it: its text, how many columns and rows it covers, whether it holds a picture."""

    passages: Sequence[Passage]
    columns: int = 1
    rows: int = 1
    picture: bool = False

    @property
    def text(self) -> str:
        return _text(self.passages)


class TableTooLarge(ValueError):
    """A table with more cells than are read."""


@dataclass(slots=True)
class Assembly:
    """A bulletin's text in the making, with its blocks, its origin and the reader's warnings."""

    blocks: list[Block] = field(default_factory=list)
    origin: list[Piece] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    tables: int = 0
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def paragraph(self, passages: Sequence[Passage], kind: str | None = None) -> None:
        """Add a paragraph, unless it holds no text. kind: one of `schema.ZONES`, None where the file does not tell."""
        if not any(passage.text.strip() for passage in passages):
            return
        self._separate(kind)
        start = self._length
        for passage in passages:
            self._write(passage)
        if kind == "heading" and self._length - start <= _LONGEST_NUMBER and _NUMBER_ALONE.fullmatch(_text(passages)):
            kind = "headline"  # set in a heading's type for its size
        self._close(kind, start)

    def table(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Add a table; a merged cell is written once, in its upper left corner.

        Warns when header cells hold pictures and no words. Raises TableTooLarge.
        """
        grid = _grid(rows)
        if not any(cell and cell.text.strip() for row in grid for cell in row):
            return
        self.tables += 1
        self._separate("table")
        start = self._length
        for row in grid:
            # A row without words stays as a line of tabs: the rows above and below belong to one table.
            if row is not grid[0]:
                self._write(Passage("\n"))
            for column, cell in enumerate(row):
                if column:
                    self._write(Passage("\t"))
                for passage in cell.passages if cell else ():
                    self._write(passage)
        self._close("table", start)
        if wordless := _wordless(grid):
            self.warnings.append(
                f"table {self.tables}: the heads of columns {', '.join(wordless)} are pictures without words, "
                "so what their cells are of is not known"
            )

    def _separate(self, kind: str | None) -> None:
        if self._length:
            last = self.blocks[-1] if self.blocks else None
            in_list = kind == "bullet" and last is not None and last.kind == kind and last.end == self._length
            self._write(Passage("\n" if in_list else "\n\n"))

    def _write(self, passage: Passage) -> None:
        end = self._length + len(passage.text)
        if passage.origin and passage.text:
            last = self.origin[-1] if self.origin else None
            piece = Piece(self._length, end, *passage.origin)
            if last and last.end == piece.start and last.file_end == piece.file_start and _even(last) and _even(piece):
                self.origin[-1] = Piece(last.start, piece.end, last.file_start, piece.file_end)
            else:
                self.origin.append(piece)
        self._parts.append(passage.text)
        self._length = end

    def _close(self, kind: str | None, start: int) -> None:
        if kind:
            self.blocks.append(Block(kind, start, self._length))


def clean(text: str) -> str:
    """Text on one line, without what cannot be seen; line breaks that the file means are put in afterwards."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text).replace("\n", " "))


def superscript(text: str) -> str:
    """Raised digits as the characters for them, so that a footnote mark does not become part of the number before it."""
    return text.translate(_SUPERSCRIPTS)


def _text(passages: Sequence[Passage]) -> str:
    return "".join(passage.text for passage in passages)


def _even(piece: Piece) -> bool:
    return piece.end - piece.start == piece.file_end - piece.file_start


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[Cell | None]]:
    """The cells by row and column; None where a merged cell reaches to. Columns that hold nothing but that are left out."""
    grid: list[list[Cell | None]] = []
    reaching: dict[int, int] = {}  # by column: how many rows more the cell above it covers
    room = MAX_TABLE_CELLS
    for row in rows:
        line: list[Cell | None] = []
        below = dict(reaching)
        reaching = {column: more - 1 for column, more in below.items() if more > 1}
        for cell in row:
            while len(line) in below:
                line.append(None)
            room -= cell.columns + len(below)
            if room < 0:
                raise TableTooLarge(f"a table has more than the {MAX_TABLE_CELLS:,} cells that are read")
            if cell.rows > 1:
                reaching |= dict.fromkeys(range(len(line), len(line) + cell.columns), cell.rows - 1)
            line += [cell, *[None] * (cell.columns - 1)]
        grid.append(line)
    used = {column for line in grid for column, cell in enumerate(line) if cell}
    return [[cell for column, cell in enumerate(line) if column in used] for line in grid]


def _wordless(grid: Sequence[Sequence[Cell | None]]) -> list[str]:
    """The columns (from 1) with a picture and no word in the rows above the first number."""
    pictures: set[int] = set()
    for row in grid:
        if any(cell and any(map(str.isdecimal, cell.text)) for cell in row[1:]):
            break
        pictures |= {column for column, cell in enumerate(row) if cell and cell.picture}
        pictures -= {column for column, cell in enumerate(row) if cell and cell.text}
    return [str(column + 1) for column in sorted(pictures)]
