"""An Excel sheet: frozen header, filters, and each number in bold inside its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from sitrep_nlp.frame import COLUMNS, rows, sentence
from sitrep_nlp.runner import AnnotatedBulletin

_WIDTHS = {
    "bulletin_id": 22,
    "value": 12,
    "counted": 32,
    "activity": 32,
    "organizations": 24,
    "locations": 24,
    "sentence": 90,
}
_LONGEST_CELL = 32_767


def write_excel(results: Iterable[AnnotatedBulletin], path: Path) -> int:
    """Write one row a figure; returns the number of figures. Texts are written as texts: none becomes a formula."""
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    header = book.add_format({"bold": True, "bottom": 1})
    bold, number, plain = (
        book.add_format({"bold": True}),
        book.add_format({"num_format": "#,##0.##"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    sheet = book.add_worksheet("figures")
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name, header)
        sheet.set_column(column, column, _WIDTHS.get(name, 13))
    line = 0
    for result in results:
        for figure, row in zip(result.figures, rows(result), strict=True):
            line += 1
            for column, (name, value) in enumerate(row.items()):
                if name == "sentence":
                    text, start, end = sentence(result, figure)
                    parts = [part for part in (text[:start], bold, text[start:end], text[end:]) if part]
                    if len(text) > _LONGEST_CELL or len(parts) < 3:
                        sheet.write_string(line, column, text[:_LONGEST_CELL], plain)
                    else:
                        sheet.write_rich_string(line, column, *parts, plain)
                elif isinstance(value, bool):
                    sheet.write_boolean(line, column, value)
                elif isinstance(value, float | int):
                    sheet.write_number(line, column, value, number if name.startswith("value") else None)
                elif value is not None:
                    sheet.write_string(line, column, value[:_LONGEST_CELL])
    sheet.autofilter(0, 0, line, len(COLUMNS) - 1)
    book.close()
    return line
