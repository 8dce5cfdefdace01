"""Gutters: strips without words that run down between two columns over several lines."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sitrep_nlp.reading.pdf.geometry import Rect

_ROWS = 3
_NARROW = 0.8
"""In line heights: the least width. What is not twice as wide must have one straight edge."""

_REST = 4.0
"""In line heights: a gutter ends where so much of the page has no words on both its sides."""

_STRAIGHT = 1.5
"""In points: how far the words along a straight edge may lie from it."""


class Gutter(NamedTuple):
    x0: float
    x1: float
    top: float
    bottom: float

    def parts(self, left: Rect, right: Rect) -> bool:
        """Whether two neighbours of one line stand on its two sides."""
        return (
            left.x1 <= self.x1
            and self.x0 <= right.x0
            and left.x1 <= self.x0 + 1
            and right.x0 >= self.x1 - 1
            and self.top - 1 <= right.bottom
            and right.top <= self.bottom + 1
        )


@dataclass(slots=True)
class _Strip:
    x0: float
    x1: float
    top: float
    bottom: float
    lefts: list[float] = field(default_factory=list)
    rights: list[float] = field(default_factory=list)
    height: float = 0.0

    def is_gutter(self) -> bool:
        rows = len(self.lefts)
        if rows < _ROWS:
            return False
        wide = self.x1 - self.x0 >= 2 * _NARROW * self.height
        return wide or _straight(self.rights) or _straight(self.lefts)


def find_gutters(rows: Sequence[Sequence[tuple[Rect, bool]]]) -> list[Gutter]:
    """The gutters of a region. rows: its words from above to below, each with whether the gap after it may be one."""
    found: list[Gutter] = []
    open_strips: list[_Strip] = []
    for row in rows:
        gaps = _gaps(row)
        still: list[_Strip] = []
        for strip in open_strips:
            near = min(rect.top for rect, _ in row) - strip.bottom <= _REST * strip.height
            if near and _narrow(strip, row, gaps):
                still.append(strip)
            elif strip.is_gutter():
                found.append(Gutter(strip.x0, strip.x1, strip.top, strip.bottom))
        for left, right, height in gaps:
            if not any(strip.x0 < right.x0 and left.x1 < strip.x1 and strip.rights[-1] == right.x0 for strip in still):
                strip = _Strip(left.x1, right.x0, min(left.top, right.top), max(left.bottom, right.bottom))
                strip.lefts, strip.rights, strip.height = [left.x1], [right.x0], height
                still.append(strip)
        open_strips = still
    found += [Gutter(s.x0, s.x1, s.top, s.bottom) for s in open_strips if s.is_gutter()]
    return found


def _gaps(row: Sequence[tuple[Rect, bool]]) -> list[tuple[Rect, Rect, float]]:
    gaps = []
    for (left, may_be), (right, _) in itertools.pairwise(row):
        height = min(left.height, right.height)
        if may_be and right.x0 - left.x1 >= _NARROW * height:
            gaps.append((left, right, height))
    return gaps


def _narrow(strip: _Strip, row: Sequence[tuple[Rect, bool]], gaps: Sequence[tuple[Rect, Rect, float]]) -> bool:
    """Narrow a strip to what a row leaves free of it; whether it stays open."""
    for left, right, height in gaps:
        x0, x1 = max(strip.x0, left.x1), min(strip.x1, right.x0)
        if x1 - x0 >= _NARROW * max(height, strip.height) * 0.9:
            strip.x0, strip.x1, strip.bottom = x0, x1, max(left.bottom, right.bottom)
            strip.lefts.append(left.x1)
            strip.rights.append(right.x0)
            strip.height = max(strip.height, height)
            return True
    crossing = [rect for rect, _ in row if rect.x0 < strip.x1 and rect.x1 > strip.x0]
    x0 = max((rect.x1 for rect in crossing if rect.x0 < strip.x0), default=strip.x0)
    x1 = min((rect.x0 for rect in crossing if rect.x0 >= strip.x0), default=strip.x1)
    if x1 - x0 < _NARROW * strip.height:
        return False
    strip.x0, strip.x1 = x0, x1
    return True


def _straight(edges: Sequence[float]) -> bool:
    """Whether most of some edges lie on one line."""
    return any(sum(abs(edge - other) <= _STRAIGHT for edge in edges) >= 0.6 * len(edges) for other in edges)
