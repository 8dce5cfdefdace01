"""A sheet with a frozen header and filters, which goes on as another sheet when it is full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MAX_ROWS: Final = 1_048_576
MAX_CELL: Final = 32_767
"""Characters in a cell; more than that, Excel takes for damage."""

_CUT: Final = " […]"
_WIDTH: Final = 13


class Sheet:
    """Rows below a header. `row` is the last one written, counted from 0 as in xlsxwriter."""

    def __init__(
        self,
        book: Workbook,
        name: str,
        columns: Sequence[str],
        *,
        widths: Mapping[str, int],
        tags: Sequence[str] = (),
        frozen_columns: int = 0,
    ) -> None:
        self._book, self._name = book, name
        self._columns, self._widths, self._tags = columns, widths, tags
        self._frozen_columns = frozen_columns
        self._sheets = 0
        self._header = book.add_format({"bold": True, "bottom": 1, "valign": "top", "bg_color": "#E8EEF4"})
        self._number = book.add_format({"num_format": "#,##0.##", "valign": "top"})
        self._plain = book.add_format({"valign": "top"})
        self.sheet: Worksheet
        self.row = 0
        self._open()

    @property
    def first_row(self) -> int:
        """The first row below the header and its tags."""
        return 2 if self._tags else 1

    def next_row(self) -> int:
        """Go on to the next row."""
        if self.row + 1 == MAX_ROWS:
            self.close()
            self._open()
        self.row += 1
        return self.row

    def write(self, column: int, value: str | float | bool | None, cell_format: Format | None = None) -> None:
        """Write a cell of the row: numbers as numbers, truth values as such, texts as texts, None not at all."""
        if value is None:
            return
        cell_format = cell_format or self._plain
        if isinstance(value, str):
            self._write_text(column, shortened(value), cell_format)
        elif isinstance(value, bool):
            self.sheet.write_boolean(self.row, column, value, cell_format)
        else:
            number = self._number if self._columns[column].startswith("value") else cell_format
            self.sheet.write_number(self.row, column, value, number)

    def close(self) -> None:
        """Set the filters, whose arrows stand above the first row that was written."""
        self.sheet.autofilter(self.first_row - 1, 0, self.row, len(self._columns) - 1)

    def _write_text(self, column: int, text: str, cell_format: Format) -> None:
        if text.startswith("<r>") and text.endswith("</r>"):
            # xlsxwriter takes such a text for markup that it made itself; in fragments it is a text.
            self.sheet.write_rich_string(self.row, column, text[:1], cell_format, text[1:], cell_format)
        else:
            self.sheet.write_string(self.row, column, text, cell_format)

    def _open(self) -> None:
        self._sheets += 1
        name = self._name if self._sheets == 1 else f"{self._name} {self._sheets}"
        self.sheet = self._book.add_worksheet(name)
        for column, title in enumerate(self._columns):
            self.sheet.set_column(column, column, self._widths.get(title, _WIDTH))
            self.sheet.write_string(0, column, title, self._header)
        for column, tag in enumerate(self._tags):
            self.sheet.write_string(1, column, tag, self._header)
        self.row = self.first_row - 1
        self.sheet.freeze_panes(self.first_row, self._frozen_columns)


def shortened(text: str) -> str:
    """A text that a cell can hold; what was cut off is marked."""
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - len(_CUT)] + _CUT
