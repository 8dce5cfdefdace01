"""A bulletin: its text, where that stands on the page, and what is known of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

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


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One bulletin to annotate.

    month: the month that it reports on, `YYYY-MM`; when it is None it is read from the text's head, and stays unknown
    when the head does not say. Raises ValueError when it has another form.
    pages, words, blocks: by their place in the text, where the format has them; all offsets are character offsets into
    `text`, end exclusive. warnings: what the reader could not tell for certain.
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
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.month is not None and not is_month(self.month):
            raise ValueError(f"month {self.month!r} is not of the form YYYY-MM")

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


def is_month(text: str) -> bool:
    """Whether a text is a month of the form `YYYY-MM`."""
    return _MONTH.fullmatch(text) is not None
