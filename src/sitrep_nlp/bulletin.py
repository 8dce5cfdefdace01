"""A bulletin: its text, where that stands on the page, and what is known of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from sitrep_nlp.schema import ZONES

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


class Box(NamedTuple):
    """A rectangle on a page, in points from the page's upper left corner. Pages count from 1."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Word(NamedTuple):
    """A stretch of the bulletin's text that stands in one box."""

    start: int
    end: int
    box: Box


class Page(NamedTuple):
    """A page and the stretch of the bulletin's text that stands on it; width and height in points."""

    number: int
    start: int
    end: int
    width: float
    height: float


class Block(NamedTuple):
    """A stretch of the bulletin's text whose kind the file itself tells, one of `schema.ZONES`."""

    kind: str
    start: int
    end: int


class Piece(NamedTuple):
    """A stretch of the bulletin's text and the stretch of the file's text that it was read from.

    Where both have one length they are the same character by character; else the one stands for the other as a whole
    (`&` for `&amp;`).
    """

    start: int
    end: int
    file_start: int
    file_end: int


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One bulletin to annotate.

    month: the month that it reports on, `YYYY-MM`; when it is None it is read from the text's head, and stays unknown
    when the head does not say. Raises ValueError when it has another form.
    pages, words, blocks: by their place in the text, where the format has them; all offsets are character offsets into
    `text`, end exclusive. Blocks do not overlap and need not cover the text. origin: where the text stands in the file
    (plain text and Markdown), see `in_file`. warnings: what the reader could not tell for certain. Raises ValueError for blocks of an unknown kind, out of order or outside of the text.
    """

    id: str
    text: str
    month: str | None = None
    country: str | None = None
    source: str | None = None
    title: str | None = None
    pages: tuple[Page, ...] = ()
    words: tuple[Word, ...] = ()
    blocks: tuple[Block, ...] = ()
    origin: tuple[Piece, ...] = ()
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.month is not None and not is_month(self.month):
            raise ValueError(f"month {self.month!r} is not of the form YYYY-MM")
        last = 0
        for block in self.blocks:
            if block.kind not in ZONES or not last <= block.start < block.end <= len(self.text):
                raise ValueError(f"{block} is of no known kind, out of order or outside of the text")
            last = block.end

    def page(self, offset: int) -> int | None:
        """The number of the page on which a character stands; None where the format has no pages."""
        position = bisect_right(self.pages, offset, key=attrgetter("start")) - 1
        return self.pages[position].number if position >= 0 else None

    def boxes(self, start: int, end: int) -> Iterator[Box]:
        """The boxes of the words that a stretch of the text touches, in their order."""
        for word in self.words[bisect_right(self.words, start, key=attrgetter("end")) :]:
            if word.start >= end:
                break
            yield word.box

    def in_file(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a stretch of the text stands in the text of the file, markup that stands inside it included.

        None where the format keeps no such offsets (PDF, HTML, Word) or where the reader wrote the stretch itself.
        """
        first = bisect_right(self.origin, start, key=attrgetter("end"))
        last = bisect_left(self.origin, end, key=attrgetter("start")) - 1
        if first > last:
            return None
        opening, closing = self.origin[first], self.origin[last]
        return (
            opening.file_start + (max(0, start - opening.start) if _verbatim(opening) else 0),
            closing.file_end - (max(0, closing.end - end) if _verbatim(closing) else 0),
        )


def _verbatim(piece: Piece) -> bool:
    return piece.end - piece.start == piece.file_end - piece.file_start


def is_month(text: str) -> bool:
    """Whether a text is a month of the form `YYYY-MM`."""
    return _MONTH.fullmatch(text) is not None
