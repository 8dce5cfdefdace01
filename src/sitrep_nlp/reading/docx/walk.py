"""From a Word document's XML to paragraphs and tables.

python-docx opens the package and knows its styles; its own paragraph texts leave out content controls, accepted insertions
and text boxes, so the XML is walked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from sitrep_nlp.reading.assembly import BULLET, Assembly, Cell, Passage, clean, superscript
from sitrep_nlp.reading.docx.styles import Styles

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_P, _TBL, _TR, _TC, _SDT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "sdt"))
_BOX, _DRAWING, _PICTURE = qn("w:txbxContent"), qn("w:drawing"), qn("w:pict")
# Deleted and moved text, the other form of a text box for old readers, properties.
_SKIPPED = frozenset(
    [qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "sdtPr", "tblPr", "trPr", "tcPr")]
    + ["{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"]
)
_DESCRIPTION = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_LINE_BREAK = "\n"
_LONGEST_DESCRIPTION = 40  # what is longer describes a picture and does not name a column


def walk(document: Document, assembly: Assembly) -> str | None:
    """Write a document's content to the assembly; gives its first paragraph in a title's style. Raises `TableTooLarge`."""
    walker = _Walker(document, assembly)
    walker.blocks(document.element.body)
    walker.footnotes()
    return walker.title


class _Walker:
    def __init__(self, document: Document, assembly: Assembly) -> None:
        self.styles = Styles(document)
        self.assembly = assembly
        self.title: str | None = None
        self.notes = _notes(document)
        self.cited: list[str] = []  # ids of footnotes in the order of their marks

    def blocks(self, parent: _Element) -> None:
        """The paragraphs and tables in an element; what wraps them (content controls, insertions) is looked into."""
        for element in parent:
            if element.tag == _P:
                self.paragraph(element)
            elif element.tag == _TBL:
                self.table(element)
            elif element.tag not in _SKIPPED:
                self.blocks(element)

    def paragraph(self, paragraph: _Element) -> None:
        text = _tidy(self.text(paragraph))
        kind = self.styles.kind(paragraph)
        if kind == "title":
            self.title = self.title or " ".join(text.split()) or None
            kind = "heading"
        if kind == "bullet" and text:
            text = BULLET + text.removeprefix(BULLET)
        self.assembly.paragraph([Passage(text)], kind)
        for box in _boxes(paragraph):
            self.blocks(box)

    def table(self, table: _Element) -> None:
        rows = [list(_children(row, _TC)) for row in _children(table, _TR)]
        nested = any(True for row in rows for cell in row for _ in cell.iter(_TBL))
        if nested or len(rows) < 2 or max(map(len, rows)) < 2:  # boxes set side by side
            for row in rows:
                for cell in row:
                    self.blocks(cell)
            return
        self.assembly.table([[self.cell(cell) for cell in row] for row in rows])
        for row in rows:
            for cell in row:
                for paragraph in cell.iter(_P):
                    for box in _boxes(paragraph):
                        self.blocks(box)

    def cell(self, cell: _Element) -> Cell:
        """A cell's text on one line; a cell that goes on from the one above is empty."""
        covers = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        columns = covers.get(qn("w:val"), "1") if covers is not None else "1"
        merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        goes_on = merged is not None and merged.get(qn("w:val"), "continue") == "continue"
        paragraphs = [] if goes_on else [_tidy(self.text(paragraph)) for paragraph in cell.iter(_P)]
        picture = next(cell.iter(_DRAWING, _PICTURE), None) is not None
        text = " ".join(" ".join(filter(None, paragraphs)).split()) or _description(cell)
        return Cell([Passage(text)] if text else [], max(1, int(columns)) if columns.isdigit() else 1, 1, picture)

    def text(self, element: _Element) -> str:
        """What is written in a paragraph, its text boxes left out."""
        return "".join(self._pieces(element))

    def _pieces(self, parent: _Element) -> Iterator[str]:
        for element in parent:
            tag = element.tag
            if tag == qn("w:t"):
                yield clean(element.text or "")
            elif tag in (qn("w:br"), qn("w:cr")):
                yield _LINE_BREAK
            elif tag in (qn("w:tab"), qn("w:ptab")):
                yield " "
            elif tag == qn("w:noBreakHyphen"):
                yield "-"
            elif tag == qn("w:footnoteReference"):
                self.cited.append(element.get(qn("w:id"), ""))
                yield superscript(str(len(self.cited)))
            elif tag == qn("w:r"):
                if not self.styles.is_hidden(element):
                    text = "".join(self._pieces(element))
                    yield superscript(text) if self.styles.is_raised(element) else text
            elif tag not in _SKIPPED and tag != _BOX:
                yield from self._pieces(element)

    def footnotes(self) -> None:
        """The footnotes at the end, each with the number of its mark."""
        for number, cited in enumerate(list(self.cited), 1):
            if (note := self.notes.get(cited)) is not None:
                body = " ".join(_tidy(self.text(paragraph)) for paragraph in note.iter(_P))
                self.assembly.paragraph([Passage(f"{superscript(str(number))} {' '.join(body.split())}")], "footnote")


def _children(parent: _Element, tag: str) -> Iterator[_Element]:
    """The rows of a table or the cells of a row, also those in content controls."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag not in _SKIPPED and element.tag not in (_P, _TBL, _TC):
            yield from _children(element, tag)


def _boxes(parent: _Element) -> Iterator[_Element]:
    """The text boxes anchored in a paragraph, without those inside of them."""
    for element in parent:
        if element.tag == _BOX:
            yield element
        elif element.tag not in _SKIPPED:
            yield from _boxes(element)


def _description(cell: _Element) -> str:
    """The alternative text of the picture in a cell without words, where it may name what the column is of."""
    for properties in cell.iter(_DESCRIPTION):
        described = " ".join((properties.get("descr") or properties.get("title") or "").split())
        if described and len(described) <= _LONGEST_DESCRIPTION and "." not in described:
            return described
    return ""


def _notes(document: Document) -> dict[str, _Element]:
    """The document's footnotes by their id."""
    for relation in document.part.rels.values():
        if relation.reltype == _FOOTNOTES and not relation.is_external:
            root = parse_xml(relation.target_part.blob)
            return {note.get(qn("w:id"), ""): note for note in root if note.get(qn("w:type")) is None}
    return {}


def _tidy(text: str) -> str:
    return _LINE_BREAK.join(line for part in text.split(_LINE_BREAK) if (line := " ".join(part.split(" ")).strip()))
