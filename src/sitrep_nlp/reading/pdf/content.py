"""What stands on a page before it is read: glyphs, fills, rules, images and drawings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from sitrep_nlp.reading.pdf.geometry import Rect
from sitrep_nlp.reading.pdf.limits import MAX_SHAPES

WHITE = 0xFFFFFF


class Style(NamedTuple):
    """How a glyph is set. size: in points, as it stands on the page. color: 0xRRGGBB."""

    size: float
    bold: bool = False
    color: int = 0


class Glyph(NamedTuple):
    """A character with its box and baseline. A space has no ink but counts.

    hidden: drawn without ink. drawn: its place in the order in which the page's objects are drawn.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    style: Style
    hidden: bool = False
    drawn: int = 0

    @property
    def rect(self) -> Rect:
        return Rect(self.x0, self.top, self.x1, self.bottom)


class Fill(NamedTuple):
    """A filled rectangle."""

    rect: Rect
    color: int


class Image(NamedTuple):
    """An image. drawn: its place in the order in which the page's objects are drawn."""

    rect: Rect
    drawn: int


class Drawing(NamedTuple):
    """A path that is neither rectangle nor rule: part of an icon, a map, a chart. weight: the number of its segments."""

    rect: Rect
    weight: int


@dataclass(slots=True)
class PageContent:
    """One page, all in points from its upper left corner as it is shown. rules: lines along an axis, without thickness.

    unreadable: how many characters have no Unicode value. turned: how many stand at an angle and were left out.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    frames: list[Rect] = field(default_factory=list)
    rules: list[Rect] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    unreadable: int = 0
    turned: int = 0


def visible_fills(content: PageContent) -> list[Rect]:
    """The filled rectangles whose edges can be seen: not white ones, nor those on a larger one of their colour."""
    found: dict[int, list[Rect]] = {}
    for rect, color in sorted(content.fills, key=lambda fill: -fill.rect.area)[:MAX_SHAPES]:
        grounds = found.setdefault(color, [])
        if color != WHITE and not any(ground.holds(rect) for ground in grounds):
            grounds.append(rect)
    return [rect for grounds in found.values() for rect in grounds]
