"""Running heads, running feet and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from sitrep_nlp.reading.pdf.geometry import Rect
from sitrep_nlp.reading.pdf.lines import in_rows
from sitrep_nlp.reading.pdf.words import Word

_MARGIN = 0.12
"""Of the page's height, at its head and foot: where furniture stands."""

_PAGE_NUMBER = re.compile(
    r"(?:(?:page|p[áa]g(?:ina)?|p)\.?\s*\|?\s*)?\d{1,3}(?:\s*(?:/|of|de|\|)\s*\d{1,3})?|[-–—|]\s*\d{1,3}\s*[-–—|]?",
    re.IGNORECASE,
)
_PLACE = 4.0
"""In points: how far furniture moves from page to page."""


def furniture(pages: Sequence[tuple[Rect, Sequence[Word]]]) -> list[set[int]]:
    """For each page the `order` of the words that are furniture: page numbers, and what stands on two pages at one place.

    pages: each with its rectangle and words. Figures that change from page to page are taken as alike.
    """
    rows = [_margin_rows(page, words) for page, words in pages]
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for index, page_rows in enumerate(rows):
        for row in page_rows:
            for place in (-1, 0, 1):
                seen[_key(row), int(row[0].baseline // _PLACE) + place].add(index)
    needed = 2 if len(pages) < 8 else 3
    found: list[set[int]] = []
    for (page, _), page_rows in zip(pages, rows, strict=True):
        marked: set[int] = set()
        for row in page_rows:
            edge = row[0].baseline < _MARGIN * 0.7 * page.height or row[0].baseline > (1 - _MARGIN * 0.7) * page.height
            number = edge and _PAGE_NUMBER.fullmatch(" ".join(word.text for word in row))
            if number or len(seen[_key(row), int(row[0].baseline // _PLACE)]) >= needed:
                marked |= {word.order for word in row}
        found.append(marked)
    return found


def _margin_rows(page: Rect, words: Sequence[Word]) -> list[list[Word]]:
    outside = [
        word
        for word in words
        if word.baseline < page.top + _MARGIN * page.height or word.baseline > page.bottom - _MARGIN * page.height
    ]
    # A row may hold a running head at its left and a page number at its right.
    rows = []
    for row in in_rows(outside):
        piece = [row[0]]
        for word in row[1:]:
            if word.rect.x0 - piece[-1].rect.x1 > 2.2 * word.size:
                rows.append(piece)
                piece = []
            piece.append(word)
        rows.append(piece)
    return rows


def _key(row: Sequence[Word]) -> str:
    return re.sub(r"\d+", "0", " ".join(word.text for word in row)).casefold()
