"""Which glyphs a reader sees: what is off the page, without ink, under an image or drawn twice is dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitrep_nlp.reading.pdf.content import WHITE, Glyph, PageContent
from sitrep_nlp.reading.pdf.limits import MAX_SHAPES

_SMALLEST = 2.0
_COVER = 0.5
"""Of the page: a larger image drawn over text is transparent, a watermark say, or nothing could be read."""


def seen(content: PageContent) -> tuple[list[Glyph], bool]:
    """The glyphs that a reader sees, and whether they are the text layer that OCR put over a scan.

    Text without ink is dropped where the page has other text; where it has none, it is what a scanner recognised.
    """
    inked = [glyph for glyph in content.glyphs if not glyph.hidden]
    recognised = not any(glyph.text.strip() for glyph in inked)
    glyphs = content.glyphs if recognised else inked
    kept = list(_once(_on_paper(glyphs, content)))
    return kept, recognised and any(glyph.text.strip() for glyph in kept)


def _on_paper(glyphs: Sequence[Glyph], content: PageContent) -> Iterator[Glyph]:
    grounds = [fill.rect for fill in content.fills if fill.color != WHITE]
    grounds += [image.rect for image in content.images]
    grounds += [drawing.rect for drawing in content.drawings]
    covers = [image for image in content.images if image.rect.area < _COVER * content.width * content.height]
    covers = sorted(covers, key=lambda image: -image.rect.area)[:MAX_SHAPES]
    for glyph in glyphs:
        if glyph.style.size < _SMALLEST:
            continue
        if any(image.drawn > glyph.drawn and image.rect.holds(glyph.rect) for image in covers):
            continue
        if glyph.x1 < 0 or glyph.x0 > content.width or glyph.bottom < 0 or glyph.top > content.height:
            continue
        white = glyph.style.color == WHITE and not glyph.text.isspace()
        if white and not any(ground.covers_middle_of(glyph.rect) for ground in grounds):
            continue
        yield glyph


def _once(glyphs: Iterator[Glyph]) -> Iterator[Glyph]:
    """Glyphs without their shadows: the same letter drawn again beside itself, in another colour or to look bold."""
    places: dict[tuple[str, int, int], Glyph] = {}
    last: Glyph | None = None
    for glyph in glyphs:
        # The letters of a ligature ("ff") come one after the other in one box.
        ligature = last is not None and last.rect == glyph.rect
        last = glyph
        reach = glyph.style.size * 0.1
        column, row = int(glyph.x0 // 2), int(glyph.baseline // 2)
        near = (places.get((glyph.text, column + x, row + y)) for x in (-1, 0, 1) for y in (-1, 0, 1))
        if not ligature and any(
            other and abs(other.x0 - glyph.x0) < reach and abs(other.baseline - glyph.baseline) < reach
            for other in near
        ):
            continue
        places[glyph.text, column, row] = glyph
        yield glyph
