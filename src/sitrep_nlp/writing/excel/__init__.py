"""An Excel workbook: the figures, the documents' lists, the warnings, and what the columns mean."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from sitrep_nlp import frame
from sitrep_nlp.annotated import DOCUMENT_LISTS, AnnotatedBulletin
from sitrep_nlp.writing.excel.figures import FigureSheet
from sitrep_nlp.writing.excel.lists import ListSheet
from sitrep_nlp.writing.excel.readme import write_readme
from sitrep_nlp.writing.warnings import warnings_of

_OPTIONS: Final = {
    # Texts stay texts: none becomes a formula, a link or a number.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # Each row goes to disk when the next one begins, so that memory does not grow with the number of bulletins.
    "constant_memory": True,
}


def write_excel(results: Iterable[AnnotatedBulletin], path: Path, *, hxl: bool = False) -> int:
    """Write a workbook; returns the number of figures.

    hxl: a second row with the figures' HXL tags. A sheet that is full (1,048,576 rows) is gone on with on another one.
    Raises OSError when the file cannot be written.
    """
    try:
        return _write(results, path, hxl)
    except FileCreateError as error:
        # What xlsxwriter wraps in it is why the file could not be written.
        raise error.args[0] from None


def _write(results: Iterable[AnnotatedBulletin], path: Path, hxl: bool) -> int:
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        # The same bulletins give the same file, whenever it is written.
        book.set_properties({"title": "Figures from situation bulletins", "created": datetime(2000, 1, 1)})
        figures = FigureSheet(book, hxl=hxl)
        lists = {name: ListSheet(book, name) for name in DOCUMENT_LISTS}
        warnings = ListSheet(book, "warnings")
        for result in results:
            rows = list(frame.rows(result))
            figures.add(result, rows)
            for name, sheet in lists.items():
                for row in getattr(result, name):
                    sheet.add({"bulletin_id": result.bulletin.id, "month": result.month, **row})
            for row in warnings_of(result):
                warnings.add(row)
        figures.finish()
        for sheet in (*lists.values(), warnings):
            sheet.finish()
        write_readme(book)
    return figures.count
