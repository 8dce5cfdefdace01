"""What a block is by its looks: heading, headline, bullet, footnote, caption or prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep_nlp.reading.pdf.blocks import Block
from sitrep_nlp.reading.pdf.content import Style
from sitrep_nlp.reading.pdf.geometry import Rect
from sitrep_nlp.reading.pdf.numbers import is_figure

_CAPTION = re.compile(
    r"(?:fig(?:ure|ura)?|map|mapa|photo|foto|graph|chart|gráfico|image)\.?\s*(?:n[o°º.]*\s*)?\d{0,2}\s*[.:–-]"
    r"|(?:©|\(c\)|photo(?: credit)?s?:|credits?:|source:|sources:|fuente:)",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?:[*†‡¹²³⁴-⁹]+|\d{1,2}(?![\d.,])|\[\d{1,2}\])\s?(?=\S)")
_ADDRESS = re.compile(r"\S+@\S+\.\w+|https?:\S+|\bwww\.\S+|(?:\+|\b00)\d[\d ()-]{7,}")
_LABELLED = re.compile(r"(?P<label>[^:.;]{3,60}:)\s(?=.*\d).+")
_LETTER = re.compile(r"[^\W\d_]")
_STOP = re.compile(r"[.!?;,]$")

_SMALL = 0.9
_LARGE = 1.12
_FOOT = 0.5
"""Of the page's height: footnotes stand below."""

_CONTACT_WORDS = 24
"""Beside the addresses: more are prose that names an address."""

_HEADING_WORDS = 16


def kind(block: Block, body: Style, page: Rect, pictures: Sequence[Rect]) -> str:
    """The kind of a block, one of `schema.ZONES`; empty for what its words tell better than its looks (lists of names).

    body: the style that most of the file is set in. page: the whole page. pictures: where images, maps, charts stand.
    """
    first, text = block.lines[0], " ".join(line.text for line in block.lines)
    small = max(line.size for line in block.lines) <= _SMALL * body.size
    if _CAPTION.match(text) and len(text) < 300:
        return "caption"
    if _is_labelled_number(block, text):
        return "headline"
    if small and any(rect.holds(block.rect, 2.0) for rect in pictures):
        return "caption"
    if small and _MARK.match(text) and block.rect.top > _FOOT * page.height and _LETTER.search(text):
        return "footnote"
    if first.bulleted:
        return "heading" if first.words[0].text == "•" and _is_run_in(block, text) else "bullet"
    if _ADDRESS.search(text) and len(_ADDRESS.sub("", text).split()) <= _CONTACT_WORDS:
        return "contact"
    if _is_headline(block):
        return "headline"
    if _is_heading(block, text, body):
        return "heading"
    return "" if text.count("|") > 1 else "prose"


def _is_run_in(block: Block, text: str) -> bool:
    """Whether a list's item is only the bold heading of the paragraph below it."""
    words = [word for line in block.lines for word in line.words if word.text != "•"]
    return 0 < len(words) <= 8 and all(word.style.bold for word in words) and not re.search(r"[\d.!?;,:]", text)


def _is_headline(block: Block) -> bool:
    """Whether a block is a number in bigger or bolder type than the few words that follow it."""
    words = [word for line in block.lines for word in line.words]
    if len(words) > 24 or len(words) < 2:
        return False
    for count in (3, 2, 1):
        number, label = words[:count], words[count:]
        if label and is_figure(" ".join(word.text for word in number)):
            style = number[0].style
            bigger = all(word.size * _LARGE < style.size for word in label)
            bolder = style.bold and not label[-1].style.bold
            return bigger or (bolder and not _STOP.search(words[-1].text))
    return False


def _is_labelled_number(block: Block, text: str) -> bool:
    """Whether a block is a few words, a colon and a number, one of the two in bold type."""
    label = _LABELLED.fullmatch(text)
    if label is None:
        return False
    words = [word for line in block.lines for word in line.words]
    count = len(label["label"].split())
    before, after = ({word.style.bold for word in part} for part in (words[:count], words[count:]))
    return len(words) <= _HEADING_WORDS and len(before) == len(after) == 1 and before != after


def _is_heading(block: Block, text: str, body: Style) -> bool:
    words = [word for line in block.lines for word in line.words]
    if len(words) > _HEADING_WORDS or not _LETTER.search(text) or _STOP.search(text):
        return False
    larger = len(block.lines) <= 3 and min(line.size for line in block.lines) >= _LARGE * body.size
    bold = all(word.style.bold for word in words) and not body.bold
    colored = all(word.style.color != body.color for word in words)
    capitals = text.isupper() and len(text) > 3
    return larger or (len(block.lines) <= 2 and (capitals or ((bold or colored) and not text[0].islower())))
