"""A sheet of rows that bring their own columns."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter import Workbook

from sitrep_nlp.writing.excel.sheet import Sheet

_WIDTHS: Final = {"bulletin_id": 22, "name": 40, "text": 40, "sentence": 80, "message": 80}


class ListSheet:
    """A sheet whose columns are those of its first row; without a row there is no sheet."""

    def __init__(self, book: Workbook, name: str) -> None:
        self._book, self._name = book, name
        self._sheet: Sheet | None = None
        self._columns: tuple[str, ...] = ()

    def add(self, row: dict[str, Any]) -> None:
        """Write a row. Lists in it are joined with "; "."""
        if self._sheet is None:
            self._columns = tuple(row)
            self._sheet = Sheet(self._book, self._name, self._columns, widths=_WIDTHS)
        self._sheet.next_row()
        for column, name in enumerate(self._columns):
            value = row.get(name)
            self._sheet.write(column, "; ".join(map(str, value)) or None if isinstance(value, list) else value)

    def finish(self) -> None:
        """Set the filters."""
        if self._sheet is not None:
            self._sheet.close()
