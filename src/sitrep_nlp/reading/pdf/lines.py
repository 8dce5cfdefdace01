"""Words to lines: which words of one height belong together, and which a gutter parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sitrep_nlp.reading.pdf.content import Style
from sitrep_nlp.reading.pdf.geometry import Rect, union
from sitrep_nlp.reading.pdf.gutters import Gutter, find_gutters
from sitrep_nlp.reading.pdf.words import Word

_WIDE = 2.2
"""In type sizes: a gap as wide parts words without any other sign."""

_PLACED = 1.3
"""In type sizes: the widest space of a justified line that a gap without a space in the file is taken for."""

_JUMP = 0.6
"""In type sizes: a gap that parts words when the file draws something else between them."""

_DASHED = re.compile(r"[-–—•]\w\S*\w")
_ENUMERATOR = re.compile(r"•|[-–—o*]|\(?(?:\d{1,2}|[a-z])[.)]")


@dataclass(frozen=True, slots=True)
class Line:
    """Words that are read one after the other, at one height."""

    words: tuple[Word, ...]
    rect: Rect
    baseline: float
    style: Style

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def size(self) -> float:
        return self.style.size

    @property
    def bulleted(self) -> bool:
        """Whether it begins a list's item: with a bullet, a number or a dash."""
        if self.words[0].text == "•" or _DASHED.match(self.words[0].text):
            return True
        return (
            len(self.words) > 1
            and bool(_ENUMERATOR.fullmatch(self.words[0].text))
            and self.words[1].rect.x0 - self.words[0].rect.x1 > 0.5 * self.size
        )


def make_line(words: Sequence[Word]) -> Line:
    weights: Counter[Style] = Counter()
    for word in words:
        weights[word.style] += len(word.text) if word.text != "•" else 0
    style = weights.most_common(1)[0][0]
    baseline = next(word.baseline for word in words if word.style == style)
    return Line(tuple(words), union(word.rect for word in words), baseline, style)


def lines(words: Sequence[Word]) -> list[Line]:
    """The lines of a region of the page, from above to below and from left to right."""
    rows = in_rows(words)
    gutters = find_gutters([_gaps_of(row) for row in rows])
    return [make_line(piece) for row in rows for piece in _pieces(row, gutters)]


def in_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words by their baseline, each row from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.baseline, word.rect.x0)):
        row = rows[-1] if rows else None
        if row and word.baseline - row[0].baseline <= 0.22 * min(row[0].size, word.size):
            row.append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.rect.x0) for row in rows]


def _gaps_of(row: Sequence[Word]) -> list[tuple[Rect, bool]]:
    """The words of a row as rectangles, each with whether the gap after it may be a gutter: a bullet's is none."""
    return [(word.rect, not _opens_list(row, index) and not _is_even(row, index)) for index, word in enumerate(row)]


def _is_even(row: Sequence[Word], index: int) -> bool:
    """Whether the space after a word is as wide as those beside it: a justified line has such, and columns have not."""
    if index + 1 >= len(row) or row[index + 1].order != row[index].order + 1:
        return False
    word, following = row[index], row[index + 1]
    # Some programs write no spaces, and place each word.
    placed = following.rect.x0 - word.rect.x1 < _PLACED * word.size and _is_prose(word, following)
    if not following.spaced and not placed:
        return False
    gaps = [row[place + 1].rect.x0 - row[place].rect.x1 for place in range(len(row) - 1)]
    beside = gaps[max(0, index - 1) : index] + gaps[index + 1 : index + 2]
    return bool(beside) and gaps[index] <= 1.3 * max(beside)


def _pieces(row: Sequence[Word], gutters: Sequence[Gutter]) -> list[list[Word]]:
    pieces = [[row[0]]]
    for index, word in enumerate(row[1:]):
        last = row[index]
        gap, size = word.rect.x0 - last.rect.x1, max(last.size, word.size)
        if _opens_list(row, index) and gap < 4 * size:
            parted = False
        else:
            jumped = word.order != last.order + 1 and gap > _JUMP * size
            wide = gap > _WIDE * size and not (
                _is_even(row, index) and gap < 2 * _WIDE * size and _is_prose(last, word)
            )
            parted = jumped or wide or any(gutter.parts(last.rect, word.rect) for gutter in gutters)
        if parted:
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _is_prose(last: Word, word: Word) -> bool:
    return last.text.isalpha() and word.text.isalpha()


def _opens_list(row: Sequence[Word], index: int) -> bool:
    """Whether a word is a bullet or a number at the head of a list's line: nothing stands close before it."""
    word = row[index]
    if not _ENUMERATOR.fullmatch(word.text):
        return False
    return index == 0 or word.rect.x0 - row[index - 1].rect.x1 > word.size
