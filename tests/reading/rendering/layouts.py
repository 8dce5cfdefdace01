"""The bulletin laid out in several ways, each with its parts in the order in which a reader reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from reportlab.lib.colors import Color, white

from .canvas import BLUE, BODY, BOLD, HEIGHT, WIDTH, Column, Sheet, Type, bigger, total, width
from .content import (
    HEALTH,
    KEY_FIGURES,
    MERGED,
    NOTE,
    SECTORS,
    SHELTER,
    SITUATION,
    SUBTITLE,
    TABLE_TITLE,
    TITLE,
    Bullets,
    Footnote,
    Grid,
    Heading,
    Headline,
    Paragraph,
    Part,
)

MARGIN = 50.0
RUNNING_HEAD = "GTRM Peru | Tacna and Puno"
_TITLE = Type("Helvetica-Bold", 18, 23, BLUE)
_HEADING = Type("Helvetica-Bold", 12, 16, BLUE)
_SMALL = Type("Helvetica", 7, 9)
_NUMBER = Type("Helvetica-Bold", 20, 25, BLUE)
JUSTIFIED = replace(BODY, justified=True)
_TINT = Color(0.88, 0.93, 0.97)


def one_column(path: Path) -> list[Part]:
    """Running heads, page numbers, a footnote, justified prose, a ruled table."""
    sheet = Sheet(path)
    column = sheet.column(MARGIN, WIDTH - MARGIN)
    parts: list[Part] = [TITLE, SUBTITLE, *SITUATION, *HEALTH, TABLE_TITLE, SECTORS]
    _set_all(column, parts, JUSTIFIED)
    sheet.draw(NOTE.text, MARGIN, 75, _SMALL)
    _furniture(sheet, 1)
    sheet.next_page()
    column = sheet.column(MARGIN, WIDTH - MARGIN)
    _set_all(column, SHELTER, JUSTIFIED)
    _furniture(sheet, 2)
    sheet.save()
    return [*parts, NOTE, *SHELTER]


def two_columns(path: Path) -> list[Part]:
    """A title over both columns, a box of headline figures over both, and a page that goes from one column to two."""
    sheet = Sheet(path)
    wide = sheet.column(MARGIN, WIDTH - MARGIN)
    _set_all(wide, (TITLE, SUBTITLE))
    sheet.box(MARGIN, wide.y - 70, WIDTH - MARGIN, wide.y, _TINT)
    _figures_across(sheet, KEY_FIGURES, MARGIN, WIDTH - MARGIN, wide.y - 12)
    wide.y -= 84
    _set_all(wide, SITUATION)
    middle = WIDTH / 2
    left, right = sheet.column(MARGIN, middle - 9, wide.y), sheet.column(middle + 9, WIDTH - MARGIN, wide.y)
    _set_all(left, HEALTH)
    _set_all(right, SHELTER)
    below = sheet.column(MARGIN, WIDTH - MARGIN, min(left.y, right.y))
    _set_all(below, (TABLE_TITLE, SECTORS))
    sheet.save()
    return [TITLE, SUBTITLE, *KEY_FIGURES, *SITUATION, *HEALTH, *SHELTER, TABLE_TITLE, SECTORS]


def continued_columns(path: Path) -> list[Part]:
    """Prose that goes on from the first column to the second, justified and hyphenated, in narrow columns."""
    sheet = Sheet(path)
    wide = sheet.column(MARGIN, WIDTH - MARGIN)
    _set(wide, TITLE)
    top = wide.y
    parts: list[Part] = [*SITUATION, *HEALTH, *SHELTER]
    columns = [sheet.column(x, x + 155, top, top - 27 * BODY.leading) for x in (MARGIN, MARGIN + 170, MARGIN + 340)]
    for part in parts:
        if not isinstance(part, Paragraph) and columns[0].y - columns[0].bottom < 8 * BODY.leading:
            columns.pop(0)
        rest = _set(columns[0], part, JUSTIFIED)
        if rest is not None:
            columns.pop(0)
            _set(columns[0], Paragraph(rest), JUSTIFIED)
    sheet.save()
    return [TITLE, *parts]


def side_bar(path: Path) -> list[Part]:
    """Headline figures in a coloured bar at the left, each number beside its label; letter-spaced headings."""
    sheet = Sheet(path)
    sheet.box(30, 60, 190, HEIGHT - 50, BLUE)
    bar = sheet.column(40, 182, HEIGHT - 66)
    _set(bar, SUBTITLE, color=white)
    for figure in KEY_FIGURES:
        bar.y -= 12
        sheet.draw(figure.number, bar.x0, bar.y - 20, replace(bigger(_NUMBER, 17), color=white))
        label = sheet.column(bar.x0 + 68, bar.x1, bar.y)
        label.write(figure.label, replace(BODY, size=8, leading=10, color=white))
        bar.y = label.y
    column = sheet.column(210, WIDTH - MARGIN)
    parts: list[Part] = [TITLE, *SITUATION, *HEALTH, *SHELTER]
    for part in parts:
        if isinstance(part, Heading):
            type = replace(_HEADING if part.level > 1 else bigger(_TITLE, 14), spacing=3.2 if part.level > 1 else 0)
            column.write(part.text.upper(), type)
        else:
            _set(column, part)
    sheet.save()
    shouted: list[Part] = [Heading(part.text.upper()) if isinstance(part, Heading) else part for part in parts]
    return [SUBTITLE, *KEY_FIGURES, *shouted]


def stacked_figures(path: Path) -> list[Part]:
    """Headline figures under their labels, in a column at the right; a table without rules under two rows of heads."""
    sheet = Sheet(path)
    wide = sheet.column(MARGIN, WIDTH - MARGIN)
    _set(wide, TITLE)
    right = sheet.column(400, WIDTH - MARGIN, wide.y)
    for figure in KEY_FIGURES:
        right.write(figure.label, replace(BODY, size=8, leading=10), after=2)
        right.write(figure.number, _NUMBER, after=16)
    left = sheet.column(MARGIN, 370, wide.y)
    _set_all(left, (*SITUATION, *SHELTER))
    wide.y = min(left.y, right.y) - 10
    _set(wide, TABLE_TITLE)
    _unruled(wide, MERGED)
    sheet.save()
    return [
        TITLE,
        *SITUATION,
        *SHELTER,
        *(replace(figure, label_first=True) for figure in KEY_FIGURES),
        TABLE_TITLE,
        MERGED,
    ]


def merged_heads(path: Path) -> list[Part]:
    """A ruled table with heads that span two columns, between prose; and the same sectors without rules."""
    sheet = Sheet(path)
    column = sheet.column(MARGIN, WIDTH - MARGIN)
    parts: list[Part] = [TITLE, *SITUATION, TABLE_TITLE, MERGED, *SHELTER]
    _set_all(column, parts)
    _set(column, TABLE_TITLE)
    _unruled(column, SECTORS)
    sheet.save()
    return [*parts, TABLE_TITLE, SECTORS]


LAYOUTS: tuple[Callable[[Path], list[Part]], ...] = (
    one_column,
    two_columns,
    continued_columns,
    side_bar,
    stacked_figures,
    merged_heads,
)


def _set_all(column: Column, parts: Iterable[Part], body: Type | None = None) -> None:
    for part in parts:
        _set(column, part, body)


def _set(column: Column, part: Part, body: Type | None = None, color: Color | None = None) -> str | None:
    """Set a part in a column; what finds no room of a paragraph is returned."""
    body = body or BODY
    match part:
        case Heading(text, level):
            type = _TITLE if level == 1 else _HEADING
            column.write(text, replace(type, color=color) if color else type, after=4)
        case Paragraph(text):
            return column.write(text, body)
        case Bullets(items):
            for item in items:
                column.write(item, BODY, after=1, indent=14, lead="•")
            column.y -= 6
        case Grid():
            _ruled(column, part)
        case Footnote(text):
            column.write(text, _SMALL)
        case Headline():
            raise ValueError("headline figures are set by their layouts")
    return None


def _figures_across(sheet: Sheet, figures: Sequence[Headline], x0: float, x1: float, y: float) -> None:
    """Headline figures side by side, each number over its label."""
    step = (x1 - x0) / len(figures)
    for index, figure in enumerate(figures):
        column = sheet.column(x0 + index * step + 8, x0 + (index + 1) * step - 8, y)
        column.write(figure.number, _NUMBER, after=0)
        column.write(figure.label, replace(BODY, size=8, leading=10))


def _edges(column: Column, grid: Grid) -> list[float]:
    count = len(grid.rows[0]) - 1
    step = (column.x1 - column.x0 - 130) / count
    return [column.x0 + edge for edge in total([130.0, *[step] * count])]


def _ruled(column: Column, grid: Grid) -> None:
    edges, top = _edges(column, grid), column.y
    for heads in grid.heads:
        spans = _spans(heads)
        for first, last in spans:
            sheet = column.sheet
            sheet.centred(heads[first], (edges[first] + edges[last]) / 2, column.y - 12, BOLD)
            sheet.rule(edges[first], column.y, edges[first], column.y - 17)
        _line(column, edges)
        column.y -= 17
    for row in grid.rows:
        _line(column, edges)
        _row(column, row, edges)
        for edge in edges[:-1]:
            column.sheet.rule(edge, column.y, edge, column.y - 17)
        column.y -= 17
    _line(column, edges)
    column.sheet.rule(edges[-1], top, edges[-1], column.y)
    column.y -= 16


def _unruled(column: Column, grid: Grid) -> None:
    edges = _edges(column, grid)
    for heads in grid.heads:
        for first, last in _spans(heads):
            if heads[first]:
                x = column.x0 if first == 0 else (edges[first] + edges[last]) / 2
                if first:
                    column.sheet.centred(heads[first], x, column.y - 12, BOLD)
                else:
                    column.sheet.draw(heads[first], x, column.y - 12, BOLD)
        column.y -= 15
    for row in grid.rows:
        _row(column, row, edges)
        column.y -= 15
    column.y -= 12


def _row(column: Column, row: Sequence[str], edges: Sequence[float]) -> None:
    column.sheet.draw(row[0], edges[0] + 4, column.y - 12)
    for place, cell in enumerate(row[1:], 1):
        right = (edges[place] + edges[place + 1]) / 2 + 14
        column.sheet.draw(cell, right - width(cell, BODY), column.y - 12)


def _line(column: Column, edges: Sequence[float]) -> None:
    column.sheet.rule(edges[0], column.y, edges[-1], column.y)


def _spans(heads: Sequence[str]) -> list[tuple[int, int]]:
    """For each head the columns from and up to which it reaches: over the empty ones at its right, but in a row that begins
    with an empty one, which only leaves out the labels'."""
    firsts = [place for place, head in enumerate(heads) if head or place == 0]
    return list(zip(firsts, [*firsts[1:], len(heads)], strict=True))


def _furniture(sheet: Sheet, number: int) -> None:
    sheet.draw(RUNNING_HEAD, MARGIN, HEIGHT - 35, _SMALL)
    sheet.centred(f"Page {number}", WIDTH / 2, 35, _SMALL)
