"""The sheet of figures: one row each, the number in bold inside its sentence, and a column for the reader's verdict."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from xlsxwriter import Workbook

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.frame import COLUMNS, sentence
from sitrep_nlp.writing.excel.sheet import MAX_CELL, MAX_ROWS, Sheet
from sitrep_nlp.writing.hxl import tags

REVIEW: Final = "review"
VERDICTS: Final = ("accepted", "corrected", "rejected")

# What a reader looks at comes first, in the words of the bulletin; the rest follows in the table's own order.
_FIRST: Final = ("bulletin_id", "month", "quantity", "value", "counted", "activity", "sentence")

_WIDTHS: Final = {
    "bulletin_id": 22,
    "counted": 30,
    "activity": 30,
    "sentence": 80,
    "organizations": 24,
    "locations": 24,
    "warnings": 40,
}


class FigureSheet:
    """The sheet of figures of a workbook. `count` is the number of figures."""

    def __init__(self, book: Workbook, *, hxl: bool) -> None:
        self._columns = (*_FIRST, *(name for name in COLUMNS if name not in _FIRST))
        self._sheet = Sheet(
            book,
            "figures",
            (REVIEW, *self._columns),
            widths=_WIDTHS,
            tags=("", *tags(self._columns)) if hxl else (),
            frozen_columns=1,
        )
        self._bold = book.add_format({"bold": True})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.count = 0

    def add(self, result: AnnotatedBulletin, rows: Iterable[dict[str, Any]]) -> None:
        """Write the figures of a bulletin, given with their rows."""
        for figure, row in zip(result.figures, rows, strict=True):
            if self._sheet.next_row() == self._sheet.first_row:
                self._offer_verdicts()
            self.count += 1
            for column, name in enumerate(self._columns, 1):
                if name == "sentence":
                    self._sentence(column, *sentence(result, figure))
                else:
                    self._sheet.write(column, row[name])

    def finish(self) -> None:
        """Set the filters."""
        self._sheet.close()

    def _sentence(self, column: int, text: str, start: int, end: int) -> None:
        parts = [part for part in (text[:start], self._bold, text[start:end], text[end:]) if part]
        # A cell's text is rich only with two fragments or more, and only whole.
        if len(parts) < 3 or len(text) > MAX_CELL:
            self._sheet.write(column, text, self._wrapped)
        else:
            self._sheet.sheet.write_rich_string(self._sheet.row, column, *parts, self._wrapped)

    def _offer_verdicts(self) -> None:
        """A list to pick from in the whole column, down to where a sheet may end."""
        self._sheet.sheet.data_validation(
            self._sheet.first_row, 0, MAX_ROWS - 1, 0, {"validate": "list", "source": list(VERDICTS)}
        )
