"""One page: its words into blocks and tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitrep_nlp.reading.pdf.aligned import aligned_tables
from sitrep_nlp.reading.pdf.blocks import Block, Item
from sitrep_nlp.reading.pdf.content import PageContent, Style
from sitrep_nlp.reading.pdf.dots import drawn_bullets
from sitrep_nlp.reading.pdf.geometry import Rect, overlap, union
from sitrep_nlp.reading.pdf.headlines import headlines
from sitrep_nlp.reading.pdf.kinds import kind
from sitrep_nlp.reading.pdf.lines import Line, lines
from sitrep_nlp.reading.pdf.order import reading_order
from sitrep_nlp.reading.pdf.paragraphs import paragraphs
from sitrep_nlp.reading.pdf.pictures import pictures
from sitrep_nlp.reading.pdf.regions import Region, regions
from sitrep_nlp.reading.pdf.ruled import ruled_tables
from sitrep_nlp.reading.pdf.words import Word

Thing = tuple[Rect, list[Item]]
"""What is read at a stretch, and where it stands."""

_LABEL = 0.95
"""Of the body's size: labels in maps and charts are smaller."""


_SEPARATOR = 0.3
"""Of the page's width: rules as long part what stands above them from what stands below."""

_LEVEL = 4.0
_LOW = 130.0
"""In points: higher boxes are columns of their own."""

_HEADING_GAP = 2.0
"""In type sizes: how far below a heading that begins which it is the heading of."""


@dataclass(slots=True)
class PageLayout:
    """A page's blocks and tables in reading order; furniture apart."""

    items: list[Item]
    furniture: list[Block]


def lay_out(content: PageContent, words: Sequence[Word], furniture: set[int], body: Style) -> PageLayout:
    """Read the layout of a page. furniture: the `order` of its words that are. body: the file's main style."""
    running = [word for word in words if word.order in furniture]
    rest = [word for word in words if word.order not in furniture]
    rest += drawn_bullets(content, rest)
    drawn = pictures(content.drawings)
    labels = [
        word
        for word in rest
        if word.size <= _LABEL * body.size and any(rect.covers_middle_of(word.rect) for rect in drawn)
    ]
    labelled = {word.order for word in labels}
    tables, cells, rest = ruled_tables(content, [word for word in rest if word.order not in labelled])
    region = regions(content, cells, rest)
    for table in tables:
        region.innermost(table.rect).placed.append(table)
    for rect in drawn:
        inside = [word for word in labels if rect.covers_middle_of(word.rect)]
        labels = [word for word in labels if not rect.covers_middle_of(word.rect)]
        if inside:
            region.innermost(rect).placed.append(_block("caption", lines(inside)))
    page = _Page(
        region.rect,
        body,
        [rule for rule in content.rules if rule.width > _SEPARATOR * content.width],
        [*(image.rect for image in content.images), *drawn],
    )
    return PageLayout(list(page.read(region)), [_block("furniture", [line]) for line in lines(running)])


@dataclass(frozen=True, slots=True)
class _Page:
    """What reading a part of a page needs to know of the whole."""

    rect: Rect
    body: Style
    separators: Sequence[Rect]
    pictures: Sequence[Rect]

    def read(self, region: Region) -> Iterator[Item]:
        """The blocks and tables of a region in reading order, those of its boxes where the boxes stand."""
        tables, rest = aligned_tables(lines(region.words))
        numbers, rest = headlines(rest)
        blocks = paragraphs(rest)
        for block in blocks:
            block.kind = kind(block, self.body, self.rect, self.pictures)
        things: list[Thing] = [(item.rect, [item]) for item in [*region.placed, *tables, *blocks]]
        things += _in_rows([(number.rect, [number]) for number in numbers])
        things += _in_rows([(inner.rect, list(self.read(inner))) for inner in region.inner])
        within = [rule for rule in self.separators if region.rect.holds(rule, slack=3.0)]
        for index in reading_order(_as_wide_as_below(things), within):
            yield from things[index][1]


def _in_rows(things: Sequence[Thing]) -> list[Thing]:
    """Headline figures, or boxes, put together where they stand in a row: they are read before what is below them all."""
    rows: list[list[Thing]] = []
    for thing in sorted(things, key=lambda thing: (thing[0].top, thing[0].x0)):
        rect = thing[0]
        for row in rows:
            first = row[0][0]
            level = abs(first.top - rect.top) <= _LEVEL and max(first.height, rect.height) <= _LOW
            if level and all(overlap(other.x0, other.x1, rect.x0, rect.x1) <= 0 for other, _ in row):
                row.append(thing)
                break
        else:
            rows.append([thing])
    return [
        (
            union(rect for rect, _ in row),
            [item for _, items in sorted(row, key=lambda thing: thing[0].x0) for item in items],
        )
        for row in rows
    ]


def _as_wide_as_below(things: Sequence[Thing]) -> list[Rect]:
    """Where things stand, with headings as wide as what they are the headings of: a paragraph, a table, a box."""
    places = [rect for rect, _ in things]
    order = sorted(range(len(things)), key=lambda index: -places[index].top)
    for position, index in enumerate(order):
        rect, items = things[index]
        block = items[0] if len(items) == 1 else None
        if not isinstance(block, Block) or block.kind != "heading":
            continue
        below = [
            places[lower]
            for lower in order[:position]
            if -2 <= places[lower].top - rect.bottom <= _HEADING_GAP * block.lines[-1].size
            and overlap(rect.x0, rect.x1, places[lower].x0, places[lower].x1) > 0
        ]
        if below:
            near = min(below, key=lambda place: place.top)
            places[index] = Rect(min(rect.x0, near.x0), rect.top, max(rect.x1, near.x1), rect.bottom)
    return places


def _block(kind: str, named: Sequence[Line]) -> Block:
    rect = union(line.rect for line in named)
    return Block(kind, rect, tuple(named), frozenset(range(1, len(named))))
