"""Rectangles on a page, in points from its upper left corner."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Rect(NamedTuple):
    """A rectangle; `top` is smaller than `bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return self.width * self.height

    def holds(self, other: Rect, slack: float = 1.0) -> bool:
        """Whether the middle of another rectangle, and all of it but for the slack, lies inside."""
        return (
            self.x0 - slack <= other.x0
            and other.x1 <= self.x1 + slack
            and self.top - slack <= other.top
            and other.bottom <= self.bottom + slack
        )

    def touches(self, other: Rect, slack: float = 0.0) -> bool:
        return (
            self.x0 <= other.x1 + slack
            and other.x0 <= self.x1 + slack
            and self.top <= other.bottom + slack
            and other.top <= self.bottom + slack
        )

    def covers_middle_of(self, other: Rect) -> bool:
        x, y = (other.x0 + other.x1) / 2, (other.top + other.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def common(rect: Rect, other: Rect) -> Rect | None:
    """What two rectangles share; None if nothing."""
    x0, top = max(rect.x0, other.x0), max(rect.top, other.top)
    x1, bottom = min(rect.x1, other.x1), min(rect.bottom, other.bottom)
    return Rect(x0, top, x1, bottom) if x0 <= x1 and top <= bottom else None


def union(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle around some; there must be one at least."""
    x0, top, x1, bottom = zip(*rects, strict=True)
    return Rect(min(x0), min(top), max(x1), max(bottom))


def overlap(a0: float, a1: float, b0: float, b1: float) -> float:
    """How much two intervals share; negative is the gap between them."""
    return min(a1, b1) - max(a0, b0)
