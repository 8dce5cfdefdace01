"""The sheet that explains the others."""

from __future__ import annotations

import csv
from importlib.resources import files

from xlsxwriter import Workbook


def write_readme(book: Workbook) -> None:
    """Write the sheet from `readme.csv`: sheet, column, what it means."""
    sheet = book.add_worksheet("README")
    bold, wrapped = (
        book.add_format({"bold": True, "valign": "top"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    for column, width in enumerate((16, 26, 110)):
        sheet.set_column(column, column, width)
    with (files(__package__) / "readme.csv").open(encoding="utf-8") as file:
        for index, row in enumerate(csv.reader(file)):
            for column, text in enumerate(row):
                sheet.write_string(index, column, text, bold if index == 0 or column < 2 else wrapped)
    sheet.freeze_panes(1, 0)
