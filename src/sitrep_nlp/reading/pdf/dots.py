"""Bullets that are drawn, not written: browsers and some programs draw the dot before a list's item as a shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sitrep_nlp.reading.pdf.content import PageContent
from sitrep_nlp.reading.pdf.geometry import Rect
from sitrep_nlp.reading.pdf.limits import MAX_SHAPES
from sitrep_nlp.reading.pdf.words import Word

_SMALL, _LARGE = 1.2, 6.0
"""In points: how small and how large a dot is."""

_APART = 3.0
"""In points: how far from a dot other shapes are."""

_REACH = 2.5
"""In type sizes: how far right of its dot an item begins."""


def drawn_bullets(content: PageContent, words: Sequence[Word]) -> list[Word]:
    """A bullet for each dot that stands before a word and after none; their `order` is below 0.

    Dots come by two at least under each other, and touch nothing: others are parts of icons.
    """
    shapes = [drawing.rect for drawing in content.drawings] + [fill.rect for fill in content.fills]
    shapes = shapes[: 2 * MAX_SHAPES]
    dots = [rect for rect in shapes if _is_dot(rect)]
    columns = Counter(_column(dot) for dot in dots)
    found: list[Word] = []
    for dot in dots:
        if columns[_column(dot)] < 2 or sum(shape.touches(dot, _APART) for shape in shapes) > 1:
            continue
        level = [word for word in words if word.rect.top < (dot.top + dot.bottom) / 2 < word.baseline]
        item = min((word for word in level if word.rect.x0 > dot.x1), key=lambda word: word.rect.x0, default=None)
        if item is None or item.rect.x0 - dot.x1 > _REACH * item.size:
            continue
        if any(dot.x0 - 2 * item.size < word.rect.x1 <= dot.x0 + 1 for word in level):
            continue
        rect = Rect(dot.x0, item.rect.top, dot.x1, item.rect.bottom)
        found.append(Word("•", rect, item.baseline, item.style, -1 - len(found)))
    return found


def _column(dot: Rect) -> tuple[int, int]:
    return round(dot.x0), round(dot.width)


def _is_dot(rect: Rect) -> bool:
    return _SMALL <= rect.width <= _LARGE and 0.7 <= rect.width / max(rect.height, 0.1) <= 1.4
