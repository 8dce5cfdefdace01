"""Numbers outside sentences: headline boxes with a number beside its label, and the cells of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.pipes import sectors
from sitrep_nlp.pipes.relations import activity, counted
from sitrep_nlp.pipes.relations.nodes import Node, is_verb, span

_LABEL = re.compile(r"(?:people |persons )?(?:reached|assisted|targeted|supported|in need|funded|unfunded|requirements?|required|received|requested|trained|displaced|affected|vaccinated|deaths?|killed|injured|funding gap|gap|arrivals)", re.I)
_FUNDING = re.compile(r"(?:not\s+)?(?:un)?funded\b|(?:funding|financial)?\s*requirements?\b|(?:funding|amount)?\s*(?:required|received|requested|pledged)\b|funding (?:gap|shortfall)|\bgap\b|\bappeal\b|\bbudget\b", re.I)


def label_nodes(figure: Figure, text: str, row: Sequence[Node]) -> bool:
    """Take counted thing and activity of a number from the words of its label; whether the label gave anything."""
    body = text[row[0].start : row[-1].end] if row else ""
    funding = _FUNDING.search(body)
    if funding and (figure.kind in ("money", "percent") or re.search(r"[KMB]$|illion$", figure.quantity.text)):
        start = row[0].start + funding.start()
        figure.activity = Span(start, start + len(funding.group()), funding.group())
        if figure.kind == "count":
            figure.kind, figure.unit = "money", "USD"
        figure.counted_type = "money"
        return True
    given = False
    for position, node in enumerate(row):
        if node.kind == "B":
            figure.counted, figure.counted_type, given = span(text, row, position, position), counted.type_of(row, position, position), True
            break
    verb = next((position for position, node in enumerate(row) if node.kind == "W" and (is_verb(row, position) or _LABEL.fullmatch(node.text) or (node.key == "in" and row[position + 1 : position + 2] and row[position + 1].key == "need"))), None)
    if verb is not None:
        first, last = activity.complete(row, verb) if row[verb].key != "in" else (verb, verb + 1)
        figure.activity, given = span(text, row, first, last), True
    if figure.counted is None and figure.kind != "money":
        start = next((position for position, node in enumerate(row) if node.kind == "W" and position != verb), None)
        phrase = counted.phrase(row, start) if start is not None else None
        if phrase:
            figure.counted, figure.counted_type, given = span(text, row, *phrase), counted.type_of(row, *phrase), True
    return given


@dataclass(slots=True)
class Cell:
    start: int
    end: int
    text: str


def cells(text: str, start: int, end: int) -> list[list[Cell]]:
    """The rows of a table zone, each cut into cells at tabs or bars."""
    rows = []
    position = start
    for line in text[start:end].split("\n"):
        separator = "\t" if "\t" in line else "|"
        parts, offset = [], position
        for part in line.split(separator):
            stripped = part.strip(" *\r")
            first = offset + (part.index(stripped) if stripped else 0)
            parts.append(Cell(first, first + len(stripped), stripped))
            offset += len(part) + 1
        if separator == "|" and parts and not parts[0].text:
            parts = parts[1:]
        if separator == "|" and parts and not parts[-1].text:
            parts = parts[:-1]
        if any(cell.text for cell in parts) and not all(re.fullmatch(r"[-: ]*", cell.text) for cell in parts):
            rows.append(parts)
        position += len(line) + 1
    return rows


def place_in_table(rows: list[list[Cell]], quantity: Span) -> tuple[int, int] | None:
    """Row and column of the cell in which a quantity stands."""
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell.start <= quantity.start and quantity.end <= cell.end:
                return index, column
    return None


def headers(rows: list[list[Cell]], index: int, column: int) -> tuple[Cell | None, Cell | None]:
    """The header cell above and the label cell left of a table's cell."""
    top = None
    for row in rows[:index]:
        if not any(re.search(r"\d{2,}|^\d$", cell.text) for cell in row[1:]):
            top = row
    header = None
    if top is not None:
        # A header row may lack the corner cell that the rows have.
        shift = len(rows[index]) - len(top) if len(top) < len(rows[index]) and top[0].text else 0
        position = column - max(0, shift)
        header = top[position] if 0 <= position < len(top) and top[position].text else None
    label = rows[index][0] if column > 0 and rows[index][0].text else None
    return header, label


def table_sector(header: Cell | None, label: Cell | None) -> str | None:
    """The sector that a cell's column or row names."""
    for cell in (header, label):
        if cell and (sector := sectors.of_heading(cell.text)):
            return sector
    return None
