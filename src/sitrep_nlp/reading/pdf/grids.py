"""Ruled tables: the cells between lines, frames and filled rectangles that meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sitrep_nlp.reading.pdf.content import PageContent, visible_fills
from sitrep_nlp.reading.pdf.geometry import Rect

_SNAP = 3.0
"""In points: edges as near as this are one, and a gap as small does not interrupt an edge."""

_NARROWEST = 7.0
"""In points: no cell is smaller, so lines as near as this are the two sides of one border."""

_MOST_EDGES = 1_500
_MOST_CELLS = 4_000
_SHORTEST = 8.0


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with the first row and column that it takes and how many of each."""

    rect: Rect
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a ruled area, row by row."""

    rect: Rect
    cells: tuple[GridCell, ...]
    rows: int
    columns: int


@dataclass(slots=True)
class _Edge:
    """A straight edge: its place across, and its ends."""

    at: float
    start: float
    end: float


def grids(content: PageContent) -> Iterator[Grid]:
    """The ruled areas of a page that have two rows and two columns at least."""
    rects = visible_fills(content) + content.frames
    flat = [(rule.top, rule.x0, rule.x1) for rule in content.rules if rule.width > rule.height]
    steep = [(rule.x0, rule.top, rule.bottom) for rule in content.rules if rule.height > rule.width]
    flat += [(y, rect.x0, rect.x1) for rect in rects for y in (rect.top, rect.bottom)]
    steep += [(x, rect.top, rect.bottom) for rect in rects for x in (rect.x0, rect.x1)]
    across, down = _merged(flat), _merged(steep)
    if len(across) + len(down) > _MOST_EDGES:
        return
    for level, upright in _components(across, down):
        grid = _grid(level, upright)
        if grid:
            yield grid


def _merged(edges: Iterable[tuple[float, float, float]]) -> list[_Edge]:
    """Edges that lie on one line, put together where they meet."""
    merged: list[_Edge] = []
    at = None
    group: list[tuple[float, float]] = []
    for place, start, end in [*sorted(edges), (float("inf"), 0.0, 0.0)]:
        if at is not None and place - at > _SNAP:
            merged += _runs(at, group)
            at, group = None, []
        at = place if at is None else at
        group.append((start, end))
    return [edge for edge in merged if edge.end - edge.start >= _SHORTEST]


def _runs(at: float, group: list[tuple[float, float]]) -> Iterator[_Edge]:
    run: _Edge | None = None
    for start, end in sorted(group):
        if run and start <= run.end + _SNAP:
            run.end = max(run.end, end)
        else:
            if run:
                yield run
            run = _Edge(at, start, end)
    if run:
        yield run


def _components(across: Sequence[_Edge], down: Sequence[_Edge]) -> Iterator[tuple[list[_Edge], list[_Edge]]]:
    """Level and upright edges in groups that hang together."""
    meets: dict[int, list[int]] = defaultdict(list)
    for i, level in enumerate(across):
        for j, upright in enumerate(down):
            if (
                level.start - _SNAP <= upright.at <= level.end + _SNAP
                and upright.start - _SNAP <= level.at <= upright.end + _SNAP
            ):
                meets[i].append(len(across) + j)
                meets[len(across) + j].append(i)
    left = set(meets)
    while left:
        component, front = set(), [min(left)]
        while front:
            node = front.pop()
            if node not in component:
                component.add(node)
                front += meets[node]
        left -= component
        yield (
            [across[node] for node in sorted(component) if node < len(across)],
            [down[node - len(across)] for node in sorted(component) if node >= len(across)],
        )


def _grid(across: Sequence[_Edge], down: Sequence[_Edge]) -> Grid | None:
    # A table may have no outer frame: then its rules' ends are its borders.
    ys = _places([edge.at for edge in across] + [end for edge in down for end in (edge.start, edge.end)])
    xs = _places([edge.at for edge in down] + [end for edge in across for end in (edge.start, edge.end)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 2 or columns < 2 or rows * columns > _MOST_CELLS:
        return None
    owner = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def root(unit: tuple[int, int]) -> tuple[int, int]:
        while owner[unit] != unit:
            unit = owner[unit]
        return unit

    for row, column in owner:
        x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
        if column + 1 < columns and not _wall(down, xs[column + 1], y):
            owner[root((row, column + 1))] = root((row, column))
        if row + 1 < rows and not _wall(across, ys[row + 1], x):
            owner[root((row + 1, column))] = root((row, column))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for unit in owner:
        groups[root(unit)].append(unit)
    cells = []
    for units in groups.values():
        top, left = min(row for row, _ in units), min(column for _, column in units)
        bottom, right = max(row for row, _ in units) + 1, max(column for _, column in units) + 1
        rect = Rect(xs[left], ys[top], xs[right], ys[bottom])
        x, y = (rect.x0 + rect.x1) / 2, (rect.top + rect.bottom) / 2
        closed = _wall(across, rect.top, x) and _wall(across, rect.bottom, x)
        if not closed and not (_wall(down, rect.x0, y) and _wall(down, rect.x1, y)):
            continue  # a corner between two borders of different lengths, outside of both
        cells.append(GridCell(rect, top, left, bottom - top, right - left))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(Rect(xs[0], ys[0], xs[-1], ys[-1]), tuple(cells), rows, columns)


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NARROWEST:
            places.append(value)
    return places


def _wall(edges: Sequence[_Edge], at: float, beside: float) -> bool:
    return any(abs(edge.at - at) <= _NARROWEST and edge.start - 1 <= beside <= edge.end + 1 for edge in edges)
