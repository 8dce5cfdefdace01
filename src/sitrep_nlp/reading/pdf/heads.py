"""The heads over the columns of a table without rules."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from sitrep_nlp.reading.pdf.geometry import Rect, overlap, union
from sitrep_nlp.reading.pdf.lines import Line, make_line
from sitrep_nlp.reading.pdf.numbers import is_number_cell
from sitrep_nlp.reading.pdf.words import Word

_REACH = 2.6
"""In type sizes: how far above the row below it a line of heads may stand."""

_WRAPPED = 1.45
"""In type sizes: a line as near below another goes on with its heads."""

_LARGE = 1.15
"""Times the size of the table: titles are larger."""

_CLOSE = 0.45
"""In type sizes: the least gap between the heads of two columns; the words of one are closer."""

_LABELS = -1
"""The place of a head over the labels."""

Head = tuple[Line, int]


def head_rows(
    columns: Sequence[Rect], area: Rect, size: float, edge: float | None, lines: Sequence[Line]
) -> list[list[Head]]:
    """The rows of heads from the top, each head with its column's place; -1 is the column of the labels.

    columns: where the numbers stand. area: where the table stands, without its heads. size: its type size.
    edge: how far right the labels reach, if there are any. A head over several columns has the place of the first.
    """
    rows = _above(columns, area, size, edge, lines)
    if rows:
        rows[-1] = [part for line in rows[-1] for part in _parted(line, columns)]
    placed: list[list[Head]] = []
    for index, row in enumerate(rows):
        spanning = index + 1 < len(rows) and sum(line.rect.x0 >= (edge or 0) for line in row) < len(columns)
        heads = [(line, _place(line, columns, edge, spanning)) for line in row]
        named = sorted((line for line, place in heads if place != _LABELS), key=lambda line: line.rect.x0)
        if len(named) == len(columns):
            # As many heads as columns: each has its own, however far from the middle of its numbers it stands.
            places = {id(line): place for place, line in enumerate(named)}
            heads = [(line, places.get(id(line), _LABELS)) for line, _ in heads]
        above = placed[-1] if placed else None
        if above and _goes_on(above, heads, len(columns)):
            above += heads
        else:
            placed.append(heads)
    return placed


def _above(
    columns: Sequence[Rect], area: Rect, size: float, edge: float | None, lines: Sequence[Line]
) -> list[list[Line]]:
    """The lines over a table that are not its title, row by row from the top."""
    rows: list[list[Line]] = []
    last = area.top + size
    left = min(column.x0 for column in columns)
    for line in sorted(lines, key=lambda line: (-line.baseline, line.rect.x0)):
        if line.baseline >= area.top + 0.5 * size:
            continue
        if last - line.baseline > _REACH * size:
            break
        if line.rect.x0 > area.x1 + size or line.rect.x1 < area.x0 - size:
            continue
        outside = line.rect.x1 > area.x1 + 4 * size or line.rect.x0 < area.x0 - 2 * size
        title = edge is not None and line.rect.x0 < edge and line.rect.x1 > left
        title = title or line.size > _LARGE * size or line.text.endswith(".")
        if outside or title or is_number_cell(line.text):
            break
        if rows and abs(rows[-1][0].baseline - line.baseline) <= 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
            last = line.baseline
    # What stands over the labels alone is a title or a heading, not a row of heads.
    while rows and edge is not None and all(line.rect.x1 <= left for line in rows[-1]):
        rows.pop()
    return rows[::-1]


def _parted(line: Line, columns: Sequence[Rect]) -> list[Line]:
    """The heads of neighbouring columns that stand so close that they came as one line."""
    parts: list[list[Word]] = [[line.words[0]]]
    for last, word in itertools.pairwise(line.words):
        gap = word.rect.x0 - last.rect.x1
        ahead = union(other.rect for other in line.words[line.words.index(word) :])
        behind = union(other.rect for other in parts[-1])
        if gap > _CLOSE * line.size and _nearest(behind, columns) != _nearest(ahead, columns):
            parts.append([])
        parts[-1].append(word)
    return [make_line(part) for part in parts]


def _nearest(rect: Rect, columns: Sequence[Rect]) -> int:
    middle = (rect.x0 + rect.x1) / 2
    return min(range(len(columns)), key=lambda place: abs((columns[place].x0 + columns[place].x1) / 2 - middle))


def _place(line: Line, columns: Sequence[Rect], edge: float | None, spanning: bool) -> int:
    middle = (line.rect.x0 + line.rect.x1) / 2
    if edge is not None and line.rect.x1 <= min(column.x0 for column in columns) and line.rect.x0 < edge:
        return _LABELS
    over = [
        place for place, column in enumerate(columns) if overlap(line.rect.x0, line.rect.x1, column.x0, column.x1) > 0
    ]
    if spanning:
        return _first_of_span(middle, columns)
    if over:
        return max(over, key=lambda place: overlap(line.rect.x0, line.rect.x1, columns[place].x0, columns[place].x1))
    return _nearest(line.rect, columns)


def _first_of_span(middle: float, columns: Sequence[Rect]) -> int:
    """The first of the neighbouring columns over whose middle a head stands; of several such the widest stretch."""
    spans = [(first, last) for first in range(len(columns)) for last in range(first, len(columns))]

    def off(span: tuple[int, int]) -> tuple[float, int]:
        distance = abs((columns[span[0]].x0 + columns[span[1]].x1) / 2 - middle)
        return round(distance / 8), span[0] - span[1]

    return min(spans, key=off)[0]


def _goes_on(above: Sequence[Head], heads: Sequence[Head], columns: int) -> bool:
    """Whether a row of heads is the second line of those above it, and not heads under merged ones."""
    if heads[0][0].baseline - max(line.baseline for line, _ in above) > _WRAPPED * heads[0][0].size:
        return False
    first_lines = above[-columns:]
    return all(any(_under(line, other, len(first_lines), columns) for other, _ in heads) for line, _ in first_lines)


def _under(line: Line, other: Line, count: int, columns: int) -> bool:
    """Whether a line goes on with the head above it: it stands under its middle, or begins under its beginning where
    heads are as many as columns or it could begin no head."""
    if abs((line.rect.x0 + line.rect.x1) - (other.rect.x0 + other.rect.x1)) <= other.size:
        return True
    return abs(line.rect.x0 - other.rect.x0) <= 2 and (2 * count > columns or other.text[:1].islower())
