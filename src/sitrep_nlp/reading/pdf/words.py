"""Glyphs to words."""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sitrep_nlp.reading.pdf.content import Glyph, Style
from sitrep_nlp.reading.pdf.geometry import Rect, union

_GAP = 0.15
"""Of the type size: letters farther apart than this belong to two words."""

_RECENT = 15
"""So many gaps between letters tell how close they are set."""

_SUPERSCRIPT = str.maketrans("0123456789*", "⁰¹²³⁴⁵⁶⁷⁸⁹*")
_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
# What fonts of symbols put at the head of a list: in Unicode's private use area, or shapes.
_BULLET = re.compile("[\uf000-\uf0ff●○■□▪▫◆◇▶►➢➤❖✓✔⮚∙·‣⁃◦]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box and baseline. order: its place in the order in which the file draws.

    spaced: whether the file has a space before it, or it begins a line.
    """

    text: str
    rect: Rect
    baseline: float
    style: Style
    order: int
    spaced: bool = True

    @property
    def size(self) -> float:
        return self.style.size


def words(glyphs: Sequence[Glyph]) -> list[Word]:
    """The words of a page in the order in which the file draws them; letter-spaced ones are closed up."""
    found = [_word(run, spaced, order) for order, (run, spaced) in enumerate(_runs(glyphs))]
    found = list(_close_up(_with_marks([word for word in found if word.text])))
    return [replace(word, order=order) for order, word in enumerate(found)]


def _runs(glyphs: Sequence[Glyph]) -> Iterator[tuple[list[Glyph], bool]]:
    """The glyphs of each word, with whether a space stands before it."""
    run: list[Glyph] = []
    gaps: deque[float] = deque(maxlen=_RECENT)
    spaced = True
    for glyph in glyphs:
        if glyph.text.isspace():
            if run:
                yield run, spaced
            run, spaced = [], True
            continue
        if run:
            last = run[-1]
            size = max(last.style.size, glyph.style.size)
            apart = abs(glyph.baseline - last.baseline) > 0.1 * size
            ligature = glyph.rect == last.rect
            gap = glyph.x0 - last.x1
            # Where letters are set closer than usual, so are words that have no space between them.
            tight = min(0.0, sorted(gaps)[len(gaps) // 2]) if gaps else 0.0
            parted = apart or not -0.5 * size < gap < _GAP * size + tight or _is_bullet(last, glyph)
            if parted and not ligature:
                yield run, spaced
                run, spaced = [], False
            elif not ligature:
                gaps.append(gap)
        run.append(glyph)
    if run:
        yield run, spaced


def _is_bullet(last: Glyph, glyph: Glyph) -> bool:
    return bool(_BULLET.match(last.text)) and last.text != glyph.text


def _word(run: Sequence[Glyph], spaced: bool, order: int) -> Word:
    text = _CONTROL.sub("", "".join(glyph.text for glyph in run))
    if _BULLET.fullmatch(text):
        text = "•"
    style = max((glyph.style for glyph in run), key=lambda style: style.size)
    return Word(text, union(glyph.rect for glyph in run), run[0].baseline, style, order, spaced)


def _with_marks(found: Sequence[Word]) -> list[Word]:
    """Put raised figures to the words that they stand at, as superscript characters: they are marks of footnotes."""
    marked: list[Word] = []
    for word, following in itertools.zip_longest(found, found[1:]):
        last = marked[-1] if marked else None
        if last and _is_mark(word, last) and not word.spaced:
            marked[-1] = _joined(last, word, word.text.translate(_SUPERSCRIPT))
        elif last and last.text[-1] in _MARKS and not word.spaced and _touches(last, word):
            marked[-1] = _joined(last, word, word.text)
        elif following and _is_mark(word, following):
            mark = word.text.translate(_SUPERSCRIPT)
            marked.append(replace(word, text=mark, baseline=following.baseline))
        else:
            marked.append(word)
    return marked


def _is_mark(word: Word, beside: Word) -> bool:
    return (
        re.fullmatch(r"[\d*,]{1,4}", word.text) is not None
        and min(abs(word.rect.x0 - beside.rect.x1), abs(beside.rect.x0 - word.rect.x1)) < 0.5 * beside.size
        and word.size < 0.9 * beside.size
        and 0.15 * beside.size < beside.baseline - word.baseline < 0.7 * beside.size
    )


def _touches(last: Word, word: Word) -> bool:
    return abs(word.rect.x0 - last.rect.x1) < 0.12 * last.size and abs(word.baseline - last.baseline) < 0.1 * last.size


def _joined(last: Word, word: Word, text: str) -> Word:
    style = last.style if last.size >= word.size else word.style
    return Word(last.text + text, union((last.rect, word.rect)), last.baseline, style, last.order, last.spaced)


def _close_up(found: Sequence[Word]) -> Iterator[Word]:
    """Close up letter-spaced words: runs of single letters at even distances, parted where the distance is wider.

    A few pairs of letters ("AT") may be set so close that they came as one.
    """
    index = 0
    while index < len(found):
        last = index
        while last + 1 < len(found) and _spaced(found[last], found[last + 1]):
            last += 1
        letters = found[index : last + 1]
        single = sum(len(word.text) == 1 and word.text.isalpha() for word in letters)
        if len(letters) < 4 or single < 0.6 * len(letters):
            yield found[index]
            index += 1
            continue
        yield from _letters_to_words(letters)
        index = last + 1


def _spaced(word: Word, following: Word) -> bool:
    gap = following.rect.x0 - word.rect.x1
    return (
        max(len(word.text), len(following.text)) <= (1 if following.spaced else 3)
        and word.text != "•"
        and abs(word.baseline - following.baseline) < 0.1 * word.size
        and abs(word.size - following.size) < 0.3 * word.size
        and -0.1 * word.size < gap < 1.2 * word.size
    )


def _letters_to_words(letters: Sequence[Word]) -> Iterator[Word]:
    gaps = [following.rect.x0 - word.rect.x1 for word, following in itertools.pairwise(letters)]
    usual = sorted(gaps)[len(gaps) // 3]
    widest = usual + max(0.6 * abs(usual), 0.15 * letters[0].size)
    word = letters[0]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap > widest:
            yield word
            word = letter
        else:
            word = _joined(word, letter, letter.text)
    yield word
