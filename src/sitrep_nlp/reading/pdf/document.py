"""A PDF file, page by page, to one bulletin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.errors import InputError
from sitrep_nlp.reading.limits import check_length
from sitrep_nlp.reading.pdf.assemble import Assembly, page_items, runs_on
from sitrep_nlp.reading.pdf.blocks import Block, Item, Table
from sitrep_nlp.reading.pdf.content import PageContent, Style
from sitrep_nlp.reading.pdf.furniture import furniture
from sitrep_nlp.reading.pdf.geometry import Rect
from sitrep_nlp.reading.pdf.glyphs import seen
from sitrep_nlp.reading.pdf.hyphens import Hyphens
from sitrep_nlp.reading.pdf.layout import PageLayout, lay_out
from sitrep_nlp.reading.pdf.source import open_pages
from sitrep_nlp.reading.pdf.words import Word, words

_TITLE = 1.4
"""Of the body's size."""

_UNREADABLE = 0.05
"""Of a page's characters: when more have no Unicode value, a warning says so."""


def read_document(path: Path) -> Bulletin:
    """See `sitrep_nlp.reading.pdf.read_pdf`."""
    pages: list[tuple[PageContent, list[Word]]] = []
    warnings: list[str] = []
    for content in open_pages(path):
        glyphs, recognised = seen(content)
        warnings += _warnings(content, recognised)
        content.glyphs.clear()
        pages.append((content, words(glyphs)))
    empty = [content.number for content, found in pages if not found]
    if len(empty) == len(pages):
        raise InputError(str(path), f"no text on {_numbered(empty)}: a scan? It needs text recognition (OCR) first")
    if empty:
        warnings.append(f"no text on {_numbered(empty)}: scanned, or pictures only")
    body = _body([found for _, found in pages])
    layouts = _layouts(pages, body)
    warnings += _icon_warnings(pages, layouts)
    assembly = _assemble(pages, layouts)
    check_length(path, assembly.text)
    return Bulletin(
        path.stem,
        assembly.text,
        title=_title(layouts[0].items, body),
        pages=tuple(assembly.pages),
        words=tuple(assembly.words),
        blocks=tuple(assembly.blocks),
        warnings=tuple(warnings),
    )


def _layouts(pages: Sequence[tuple[PageContent, list[Word]]], body: Style) -> list[PageLayout]:
    running = furniture([(Rect(0, 0, content.width, content.height), found) for content, found in pages])
    return [lay_out(content, found, marked, body) for (content, found), marked in zip(pages, running, strict=True)]


def _body(pages: Sequence[Sequence[Word]]) -> Style:
    """The style that most of the text is set in."""
    sizes: Counter[int] = Counter()
    styles: Counter[Style] = Counter()
    for found in pages:
        for word in found:
            sizes[round(2 * word.size)] += len(word.text)
            styles[word.style] += len(word.text)
    size = sizes.most_common(1)[0][0]
    return next(style for style, _ in styles.most_common() if round(2 * style.size) == size)


def _assemble(pages: Sequence[tuple[PageContent, list[Word]]], layouts: Sequence[PageLayout]) -> Assembly:
    assembly = Assembly(Hyphens(word.text for _, found in pages for word in found))
    last: Item | None = None
    last_page = 0
    firsts = [next(iter(layout.items), None) for layout in layouts[1:]]
    for (content, _), layout, overleaf in zip(pages, layouts, [*firsts, None], strict=True):
        assembly.begin_page(content.number, content.width, content.height)
        for item in page_items(layout.items, layout.furniture, overleaf):
            if last is not None and isinstance(item, Block) and runs_on(last, item, content.number > last_page):
                assembly.go_on(item)
            else:
                assembly.write(item)
            last, last_page = item, content.number
    assembly.end()
    return assembly


def _title(items: Sequence[Item], body: Style) -> str | None:
    """The heading in the biggest type on the first page, if it is bigger than the headings of sections are."""
    headings = [item for item in items if isinstance(item, Block) and item.kind == "heading"]
    if not headings:
        return None
    title = max(headings, key=lambda block: max(line.size for line in block.lines))
    if title.lines[0].size < _TITLE * body.size:
        return None
    return " ".join(line.text for line in title.lines)


def _warnings(content: PageContent, recognised: bool) -> Iterator[str]:
    total = len(content.glyphs) + content.unreadable
    if content.unreadable > _UNREADABLE * total:
        yield f"page {content.number}: {content.unreadable} of {total} characters cannot be told (fonts without Unicode)"
    if recognised:
        yield f"page {content.number}: a scan, read by the text that a scanner recognised in it"
    if content.turned > 40:
        yield f"page {content.number}: {content.turned} characters stand at an angle and are left out"


def _icon_warnings(pages: Sequence[tuple[PageContent, list[Word]]], layouts: Sequence[PageLayout]) -> Iterator[str]:
    for (content, _), layout in zip(pages, layouts, strict=True):
        for item in layout.items:
            if isinstance(item, Table) and not item.headed and len(item.rows[0]) > 2:
                yield f"page {content.number}: a table without words over its columns (icons?): its cells have no sector"


def _numbered(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    return f"pages {', '.join(map(str, numbers[:20]))}" + (
        f" and {len(numbers) - 20} more" if len(numbers) > 20 else ""
    )
