"""From elements to paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from sitrep_nlp.reading.assembly import BULLET, Assembly, Cell, Passage, clean, superscript
from sitrep_nlp.reading.html.head import is_facts

_SKIPPED = frozenset(
    """
    audio base button canvas datalist dialog form head iframe input link math meta nav noscript object script select style
    svg template textarea title video
    """.split()
)
_SKIPPED_ROLES = frozenset(("navigation", "search", "banner", "contentinfo", "dialog", "menu", "toolbar"))
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4
    h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()
)
_KINDS = {"figcaption": "caption"} | dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_RAISED = re.compile(r"\W*\d{1,2}\W*")
_ORDINAL = re.compile(r"st|nd|rd|th|er|ère|[ºªo]", re.I)
_FILE_NAME = re.compile(r"\S+\.\w{3,4}")
_WIDEST = 1000  # the most columns that a browser lets a cell span


def walk(root: html.HtmlElement, assembly: Assembly) -> None:
    """Write what stands in an element, paragraph by paragraph, to the assembly. Raises `TableTooLarge`."""
    walker = _Walker(assembly)
    walker.element(root)
    walker.flush()


class _Walker:
    """Goes through elements in their order; lxml's bound of 255 levels bounds the depth of the calls."""

    def __init__(self, assembly: Assembly) -> None:
        self.assembly = assembly
        self.lines: list[list[str]] = [[]]  # of the paragraph in the making, as the pieces between its line breaks
        self.kind: str | None = None
        self.opens_item = False

    def element(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if _is_skipped(element):
            return
        if tag == "br":
            self.lines.append([])
        elif tag == "sup":
            self.lines[-1].append(_raised(element))
        elif tag == "table" and _is_data(element):
            self.flush()
            self._table(element)
        elif tag in _BLOCKS:
            self.flush()
            outside = self.kind
            self.kind, self.opens_item = _KINDS.get(tag, outside), tag == "li" or self.opens_item
            self._inside(element, verbatim=tag == "pre")
            self.flush()
            self.kind, self.opens_item = outside, self.opens_item and tag != "li"
        else:
            self._inside(element)

    def _inside(self, element: html.HtmlElement, verbatim: bool = False) -> None:
        self._text(element.text, verbatim)
        for child in element:
            self.element(child)
            self._text(child.tail, verbatim)

    def _text(self, text: str | None, verbatim: bool) -> None:
        first, *others = (text or "").split("\n") if verbatim else [text or ""]
        self.lines[-1].append(first)
        self.lines += [[line] for line in others]

    def flush(self) -> None:
        """Close the paragraph in the making, if it has any text."""
        lines = [line for pieces in self.lines if (line := clean(_joined(pieces)).strip())]
        self.lines = [[]]
        if not lines:
            return
        kind = self.kind
        if self.opens_item and kind is None:
            kind, lines[0], self.opens_item = "bullet", BULLET + lines[0].removeprefix(BULLET), False
        self.assembly.paragraph([Passage("\n".join(lines))], kind)

    def _table(self, table: html.HtmlElement) -> None:
        for caption in table.findall("caption"):
            self.element(caption)
        self.assembly.table([[_cell(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")])


def _is_skipped(element: html.HtmlElement) -> bool:
    """Whether an element is of the page and not of the bulletin, or is not to be seen."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _SKIPPED or element.get("role") in _SKIPPED_ROLES:
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return True
    if tag in ("header", "footer"):
        return next(element.iterancestors("article", "main"), None) is None
    return tag == "dl" and is_facts(element)


def _is_data(table: html.HtmlElement) -> bool:
    """Whether a table is one, and not a way to set boxes side by side."""
    rows = [sum(cell.tag in ("td", "th") for cell in row) for row in table.iter("tr")]
    layout = table.get("role") in ("presentation", "none") or next(table.iterdescendants("table"), None) is not None
    return not layout and len(rows) > 1 and max(rows) > 1


def _cell(cell: html.HtmlElement) -> Cell:
    texts = list(_words(cell))
    text = clean(_joined(texts)).strip()
    picture = next(cell.iter("img", "svg", "i"), None) is not None
    return Cell([Passage(text)] if text else [], _span(cell, "colspan"), _span(cell, "rowspan"), picture)


def _words(element: html.HtmlElement) -> Iterator[str]:
    """The texts of a cell; a picture speaks by its description, so that a column headed by an icon keeps its name."""
    if _is_skipped(element) and element.tag != "svg":
        return
    if element.tag == "img":
        described = (element.get("alt") or element.get("title") or "").strip()
        yield "" if _FILE_NAME.fullmatch(described) else described
    elif element.tag == "svg":
        title = next(element.iter("{*}title", "title"), None)
        yield (element.get("aria-label") or (title.text if title is not None else None) or "").strip()
    elif element.tag == "sup":
        yield _raised(element)
    else:
        apart = " " if element.tag in _BLOCKS or element.tag == "br" else ""
        yield apart + (element.text or "")
        for child in element:
            yield from _words(child)
            yield child.tail or ""
        yield apart


def _raised(element: html.HtmlElement) -> str:
    text = "".join(element.itertext())
    return superscript(text) if _RAISED.fullmatch(text) else text


def _joined(pieces: list[str]) -> str:
    """Pieces as one text. Between two elements a number and a word are apart, as a page's style sets them apart."""
    text = ""
    parts: list[str] = []
    for piece in filter(None, pieces):
        if text and text[-1].isdecimal() and piece[0].isalpha() and not _ORDINAL.fullmatch(piece):
            parts.append(" ")
        parts.append(piece)
        text = piece
    return "".join(parts)


def _span(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), _WIDEST) if value.isascii() and value.isdigit() and len(value) < 6 else 1
