"""What the styles of a Word document say of its paragraphs and runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_TITLES = ("title", "subtitle")
_BODY_LEVEL = 9  # the outline level of text


class Styles:
    """The kinds of paragraphs by their styles, and by the styles that these are based on."""

    def __init__(self, document: Document) -> None:
        self._styles: dict[str, _Element] = {
            style.get(qn("w:styleId"), ""): style for style in document.styles.element.findall(qn("w:style"))
        }
        self._kinds: dict[str, str | None] = {}

    def kind(self, paragraph: _Element) -> str | None:
        """`title`, or one of `schema.ZONES` that the style of a paragraph tells; None for plain ones."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        own = _of_properties(properties)
        style = properties.find(qn("w:pStyle"))
        name = style.get(qn("w:val"), "") if style is not None else ""
        if name not in self._kinds:
            self._kinds[name] = self._of_style(name)
        # A numbered heading is a heading; a list that a paragraph takes itself out of (numId 0) is none.
        told = self._kinds[name]
        return told if told in ("title", "heading") or own is None else None if own == "none" else own

    def _of_style(self, name: str) -> str | None:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            label = style.find(qn("w:name"))
            written = label.get(qn("w:val"), "").casefold() if label is not None else ""
            if written in _TITLES:
                return "title"
            if written == "caption":
                return "caption"
            properties = style.find(qn("w:pPr"))
            told = _of_properties(properties) if properties is not None else None
            if written.startswith("heading") or told == "heading":
                return "heading"
            if written.startswith(("list bullet", "list number")) or told == "bullet":
                return "bullet"
            based = style.find(qn("w:basedOn"))
            name = based.get(qn("w:val"), "") if based is not None else ""
        return None

    @staticmethod
    def is_hidden(run: _Element) -> bool:
        """Whether a run is marked as not to be shown."""
        return _is_on(run.find(f"{qn('w:rPr')}/{qn('w:vanish')}"))

    @staticmethod
    def is_raised(run: _Element) -> bool:
        """Whether a run is set in superscript."""
        align = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
        return align is not None and align.get(qn("w:val")) == "superscript"


def _of_properties(properties: _Element) -> str | None:
    """What a paragraph's own properties tell: a heading by its outline level, a list item by its numbering, or `none`."""
    level = properties.find(qn("w:outlineLvl"))
    if level is not None and level.get(qn("w:val"), "").isdigit() and int(level.get(qn("w:val"), "")) < _BODY_LEVEL:
        return "heading"
    number = properties.find(f"{qn('w:numPr')}/{qn('w:numId')}")
    if number is not None:
        return "none" if number.get(qn("w:val")) == "0" else "bullet"
    return None


def _is_on(switch: _Element | None) -> bool:
    return switch is not None and switch.get(qn("w:val"), "true") not in ("0", "false", "off")
