"""Blocks and tables to a bulletin's text, with the place of every word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep_nlp.bulletin import Block as TextBlock
from sitrep_nlp.bulletin import Box, Page
from sitrep_nlp.bulletin import Word as TextWord
from sitrep_nlp.reading.pdf.blocks import Block, Item
from sitrep_nlp.reading.pdf.hyphens import Hyphens
from sitrep_nlp.reading.pdf.lines import Line
from sitrep_nlp.reading.pdf.words import Word

_OPEN = re.compile(
    r"(?:[,(]|\b(?:a|an|and|at|about|by|for|from|in|including|least|nearly|of|on|or|over|some|than|the|to|with|"
    r"de|del|e|el|en|la|las|los|o|para|por|u|y|da|do|du|et|le|les))$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?:;][\"”’')\]*¹²³⁴-⁹]*$")


class Assembly:
    """The text as it grows. Blocks are parted by a blank line, the rows of a table are lines, its cells parted by tabs."""

    def __init__(self, hyphens: Hyphens) -> None:
        self._hyphens = hyphens
        self._pieces: list[str] = []
        self._length = 0
        self._last_kind = ""
        self.words: list[TextWord] = []
        self.blocks: list[TextBlock] = []
        self.pages: list[Page] = []

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def begin_page(self, number: int, width: float, height: float) -> None:
        """What is written from here on stands on this page."""
        start = self._length
        if self.pages:
            self.pages[-1] = self.pages[-1]._replace(end=start)
        self.pages.append(Page(number, start, start, width, height))

    def write(self, item: Item) -> None:
        """Write a block or a table. Only what is certain of its kind becomes a block of the bulletin."""
        listed = isinstance(item, Block) and item.kind == "bullet" and self._last_kind == item.kind
        self._part(("\n" if listed else "\n\n") if self._length else "")
        self._last_kind = item.kind if isinstance(item, Block) else "table"
        start = self._length
        if isinstance(item, Block):
            self._lines(item.lines, item.breaks)
            if item.kind:
                self.blocks.append(TextBlock(item.kind, start, self._length))
            return
        for index, row in enumerate(item.rows):
            self._part("\n" if index else "")
            for column, cell in enumerate(row):
                self._part("\t" if column else "")
                self._lines(cell, frozenset())
        self.blocks.append(TextBlock("table", start, self._length))

    def go_on(self, block: Block) -> None:
        """Write a block as the end of the last one, which a column's or page's end has cut in two."""
        self._join(self._last_word(), block.lines[0].words[0].text)
        self._lines(block.lines, block.breaks)
        if self._last_kind:
            self.blocks[-1] = self.blocks[-1]._replace(end=self._length)

    def end(self) -> None:
        if self.pages:
            self.pages[-1] = self.pages[-1]._replace(end=self._length)

    def _lines(self, lines: Sequence[Line], breaks: frozenset[int]) -> None:
        for index, line in enumerate(lines):
            if index in breaks:
                self._part("\n")
            elif index:
                self._join(self._last_word(), line.words[0].text)
            for place, word in enumerate(line.words):
                self._part(" " if place else "")
                self._word(word)

    def _join(self, last: str, following: str) -> None:
        """Join a line to the one before: with a space, or at a hyphen, which falls where only the line's end put it."""
        falls = self._hyphens.parted(last, following)
        if falls:
            self._drop_last_character()
        elif falls is None:
            self._part(" ")

    def _last_word(self) -> str:
        return self._pieces[-1] if self._pieces else ""

    def _drop_last_character(self) -> None:
        self._pieces[-1] = self._pieces[-1][:-1]
        self._length -= 1
        word = self.words[-1]
        self.words[-1] = word._replace(end=word.end - 1)

    def _word(self, word: Word) -> None:
        start = self._length
        self._part(word.text)
        self.words.append(TextWord(start, self._length, Box(self.pages[-1].number, *word.rect)))

    def _part(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)


def runs_on(block: Item, following: Item, overleaf: bool) -> bool:
    """Whether a paragraph goes on at the head of the next column or page: it stops in mid-sentence, set alike."""
    if not isinstance(block, Block) or not isinstance(following, Block):
        return False
    if block.kind not in ("prose", "bullet") or following.kind != "prose" or following.lines[0].bulleted:
        return False
    last, first = block.lines[-1], following.lines[0]
    if not overleaf and first.baseline > last.baseline:
        return False
    if abs(last.size - first.size) > 0.1 * last.size or _ENDS.search(last.text):
        return False
    return block.full and (first.text[:1].islower() or _OPEN.search(last.text) is not None)


def page_items(items: Sequence[Item], furniture: Sequence[Block], overleaf: Item | None) -> list[Item]:
    """A page's items with its footnotes and furniture at the end, or before a last paragraph that goes on overleaf."""
    aside = [item for item in items if isinstance(item, Block) and item.kind == "footnote"]
    body = [item for item in items if not (isinstance(item, Block) and item.kind == "footnote")]
    if body and overleaf is not None and runs_on(body[-1], overleaf, overleaf=True):
        return [*body[:-1], *aside, *furniture, body[-1]]
    return [*body, *aside, *furniture]
