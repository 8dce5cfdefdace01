"""Boxes on a page: what stands in one is read by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sitrep_nlp.reading.pdf.blocks import Item
from sitrep_nlp.reading.pdf.content import PageContent, visible_fills
from sitrep_nlp.reading.pdf.geometry import Rect
from sitrep_nlp.reading.pdf.words import Word

_SMALLEST = 1_500.0
_PAGE = 0.85
"""Of the page: what covers more is its background."""

_MOST = 400


@dataclass(slots=True)
class Region:
    """A box, or the page itself, with the words that stand in it and in none of its inner boxes.

    placed: what has been read in it already.
    """

    rect: Rect
    words: list[Word] = field(default_factory=list)
    inner: list[Region] = field(default_factory=list)
    placed: list[Item] = field(default_factory=list)

    def innermost(self, rect: Rect) -> Region:
        """The smallest box around a rectangle."""
        for region in self.inner:
            if region.rect.covers_middle_of(rect):
                return region.innermost(rect)
        return self


def regions(content: PageContent, cells: Sequence[Rect], words: Sequence[Word]) -> Region:
    """The page as a region with its boxes in it. cells: those of ruled areas that are no tables."""
    page = Region(Rect(0.0, 0.0, content.width, content.height))
    for rect in _boxes(content, cells, words, page.rect.area):
        page.innermost(rect).inner.append(Region(rect))
    for word in words:
        page.innermost(word.rect).words.append(word)
    return page


def _boxes(content: PageContent, cells: Sequence[Rect], words: Sequence[Word], page: float) -> list[Rect]:
    """The filled or framed rectangles around two lines of words at least, the larger before the smaller."""
    candidates = visible_fills(content) + content.frames
    candidates = [rect for rect in [*candidates, *cells] if _SMALLEST <= rect.area <= _PAGE * page]
    found: list[Rect] = []
    for rect in sorted(candidates, key=lambda rect: -rect.area)[:_MOST]:
        if any(_same(rect, other) for other in found):
            continue
        inside = [word for word in words if rect.covers_middle_of(word.rect)]
        crossing = [word for word in inside if not rect.holds(word.rect, slack=0.5 * word.size)]
        rows = {round(word.baseline / 3) for word in inside}
        if len(rows) >= 2 and len(crossing) <= 0.1 * len(inside) and not _splits_rows(rect, inside, words):
            found.append(rect)
    return found


def _same(rect: Rect, other: Rect) -> bool:
    return all(abs(a - b) <= 4 for a, b in zip(rect, other, strict=True))


def _splits_rows(rect: Rect, inside: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether a line of words goes on beyond the box as if it were not there: then it only colours the ground."""
    last = {word.order: word for word in words}
    crossings = 0
    for word in inside:
        following = last.get(word.order + 1)
        if (
            following
            and not rect.covers_middle_of(following.rect)
            and abs(following.baseline - word.baseline) < 0.1 * word.size
            and 0 <= following.rect.x0 - word.rect.x1 < 0.6 * word.size
        ):
            crossings += 1
    return crossings > 0.05 * len(inside) + 1
