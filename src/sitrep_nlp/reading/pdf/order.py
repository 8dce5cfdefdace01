"""The order in which the blocks of a page are read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from sitrep_nlp.reading.pdf.geometry import Rect

_WIDEST = 200
"""So many of the widest blocks can stand between others."""


def reading_order(rects: Sequence[Rect], separators: Sequence[Rect] = ()) -> list[int]:
    """The indexes of some blocks in the order in which they are read: columns from left to right, each from its top.

    After Breuel (High performance document layout analysis, 2003): a block comes before another that it stands above, if
    they share a stretch of the page's width; and before one to its right, unless a block or separator that is as wide as
    to share its width with both stands between them, above one and below the other. separators: rules that part what is
    above them from what is below.
    """
    count = len(rects)
    if count < 2:
        return list(range(count))
    x0, top, x1, bottom = (numpy.array(side, dtype=float) for side in zip(*rects, strict=True))
    middle = (top + bottom) / 2
    width = numpy.minimum(x1[:, None], x1[None, :]) - numpy.maximum(x0[:, None], x0[None, :])
    # A hair's breadth of shared width does not put blocks into one column.
    sharing = width > numpy.minimum(3.0, 0.25 * numpy.minimum((x1 - x0)[:, None], (x1 - x0)[None, :]))
    above = middle[:, None] < middle[None, :]
    left = ~sharing & (x0[:, None] < x0[None, :])
    widest = sorted([*rects, *separators], key=lambda rect: -rect.width)[:_WIDEST]
    for wide in widest:
        shares = numpy.minimum(x1, wide.x1) - numpy.maximum(x0, wide.x0) > 3.0
        at = (wide.top + wide.bottom) / 2
        over, under = shares & (middle < at), shares & (middle > at)
        left &= ~(under[:, None] & over[None, :])
        # What stands left and above, across a separator, comes first anyway; what stands right and above does now.
        left |= ~sharing & over[:, None] & under[None, :]
    before = (sharing & above) | left
    numpy.fill_diagonal(before, False)
    return _sorted(before, top, x0)


def _sorted(before: numpy.ndarray, top: numpy.ndarray, x0: numpy.ndarray) -> list[int]:
    """A topological order; of blocks that could come next the one farthest left, and where all wait for each other the topmost."""
    waiting = before.sum(axis=0)
    left = list(range(len(top)))
    order: list[int] = []
    while left:
        free = [index for index in left if waiting[index] == 0]
        chosen = (
            min(free, key=lambda index: (x0[index], top[index]))
            if free
            else min(left, key=lambda index: (top[index], x0[index]))
        )
        order.append(chosen)
        left.remove(chosen)
        waiting = waiting - before[chosen]
    return order
