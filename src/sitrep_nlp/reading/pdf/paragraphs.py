"""Lines to paragraphs: which lines stand in one column, and where a paragraph of it ends."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from sitrep_nlp.reading.pdf.blocks import Block
from sitrep_nlp.reading.pdf.geometry import overlap, union
from sitrep_nlp.reading.pdf.lines import Line

_FAR = 3.0
"""In type sizes: lines farther apart stand in no column together."""

_CLOSE = 1.3
"""In type sizes: the most that the lines of one paragraph are taken to be apart where the page does not tell."""

_FEW = 3

_FARTHEST = 1.8
"""A line that is farther below than this times the usual distance begins a paragraph even in mid-sentence."""

_SLACK = 1.25
"""How much farther apart than usual the lines of a column as a whole may be."""

_LOOSE = 1.1
"""A line that is farther below the one before than this times the usual distance begins a paragraph."""

_ENDS = re.compile(r"[.!?:;][\"”’')\]*¹²³⁴-⁹\d]*$")
_NOTE = re.compile(r"[*†‡]+\s?[A-Z]")
_OPENS = re.compile(r"[\"“‘'(¿¡]*[A-ZÀ-ÖØ-Þ\d$€+~<>≈•–—-]")


def paragraphs(lines: Sequence[Line]) -> list[Block]:
    """The paragraphs of a region. lines: from above to below."""
    stacks = _stacks(lines)
    usual = _usual_pitch(stacks)
    found: list[Block] = []
    for stack in stacks:
        for chunk in _chunks(stack):
            column = _Column(chunk if len(chunk) > 1 else stack)
            for part in _parts(chunk, column, usual):
                pairs = enumerate(itertools.pairwise(part), 1)
                breaks = frozenset(index for index, (last, line) in pairs if column.is_broken(last, line))
                rect = union(line.rect for line in part)
                full = part[-1].rect.x1 > column.x1 - 3 * part[-1].size
                found.append(Block("", rect, tuple(part), breaks, full))
    return found


class _Column:
    """The edges of a stretch of lines, and whether they are justified."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.x0 = min(line.rect.x0 for line in lines)
        self.x1 = max(line.rect.x1 for line in lines)
        self.justified = len(lines) > 2 and sum(line.rect.x1 > self.x1 - 2 for line in lines) > 0.6 * len(lines)

    def is_short(self, last: Line, line: Line) -> bool:
        """Whether a line ends though the next one's first word had room: its end is the writer's, not the column's."""
        room = self.x1 - last.rect.x1
        if self.justified:
            return room > 0.8 * line.size
        return room > line.words[0].rect.width + 1.2 * line.size

    def is_broken(self, last: Line, line: Line) -> bool:
        """Whether a line of a paragraph, of an address say, is one by itself and not to be joined with the next."""
        short = last.rect.x1 - self.x0 < 0.75 * (self.x1 - self.x0)
        return short and self.is_short(last, line) and not line.text[:1].islower()


def _stacks(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand under each other with nothing beside them that would be under both."""
    farthest = _FAR * max((line.size for line in lines), default=0.0)
    below: dict[int, list[int]] = defaultdict(list)
    above: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        near: list[Line] = []
        for lower in range(index + 1, len(lines)):
            other = lines[lower]
            pitch, size = other.baseline - line.baseline, max(line.size, other.size)
            if pitch > farthest:
                break
            if not 0.4 * min(line.size, other.size) <= pitch <= _FAR * size:
                continue
            if overlap(line.rect.x0, line.rect.x1, other.rect.x0, other.rect.x1) <= 0:
                continue
            # A line that stands under another one of those found, or much lower than they, is not next to this one.
            if any(overlap(seen.rect.x0, seen.rect.x1, other.rect.x0, other.rect.x1) > 0 for seen in near):
                continue
            if near and pitch > 1.4 * (near[0].baseline - line.baseline):
                continue
            near.append(other)
            below[index].append(lower)
            above[lower].append(index)
    stacks: list[list[Line]] = []
    of: dict[int, list[Line]] = {}
    for index, line in enumerate(lines):
        upper = above[index]
        if len(upper) == 1 and len(below[upper[0]]) == 1:
            of[index] = of[upper[0]]
            of[index].append(line)
        else:
            of[index] = [line]
            stacks.append(of[index])
    return stacks


def _usual_pitch(stacks: Sequence[Sequence[Line]]) -> dict[int, float]:
    """The distance from baseline to baseline that lines of a size mostly have, by the size in half points."""
    pitches: dict[int, Counter[float]] = defaultdict(Counter)
    for stack in stacks:
        for line, following in itertools.pairwise(stack):
            pitch = following.baseline - line.baseline
            if _alike(line, following) and pitch < 2.2 * line.size:
                pitches[round(2 * line.size)][round(pitch * 2) / 2] += 1
    usual = {}
    for size, counts in pitches.items():
        # Of two distances that are as frequent the smaller is that of lines, the other that of paragraphs.
        pitch = min(counts, key=lambda pitch: (-counts[pitch], pitch))
        # A few lines may all be paragraphs, headings say.
        usual[size] = pitch if counts[pitch] >= _FEW else min(pitch, _CLOSE * size / 2)
    return usual


def _alike(line: Line, other: Line) -> bool:
    return abs(line.size - other.size) <= 0.12 * max(line.size, other.size)


def _chunks(stack: Sequence[Line]) -> list[list[Line]]:
    """The stretches of a column that are set in one size without wide gaps: they share their right edge."""
    chunks = [[stack[0]]]
    for last, line in itertools.pairwise(stack):
        if not _alike(last, line) or line.baseline - last.baseline > 2.2 * line.size:
            chunks.append([])
        chunks[-1].append(line)
    return chunks


def _parts(chunk: Sequence[Line], column: _Column, usual: dict[int, float]) -> list[list[Line]]:
    parts = [[chunk[0]]]
    expected = usual.get(round(2 * chunk[0].size), _CLOSE * chunk[0].size)
    closest = min((line.baseline - last.baseline for last, line in itertools.pairwise(chunk)), default=expected)
    if expected < closest < _SLACK * expected:
        expected = closest
    for line in chunk[1:]:
        if _begins(parts[-1], line, column, expected):
            parts.append([])
        parts[-1].append(line)
    return parts


def _begins(part: Sequence[Line], line: Line, column: _Column, expected: float) -> bool:
    """Whether a line begins a paragraph."""
    last = part[-1]
    if line.bulleted or _NOTE.match(line.text):
        return True
    pitch = line.baseline - last.baseline
    if len(part) > 1:
        # What the paragraph has shown so far says more than the page.
        expected = max(expected, part[-1].baseline - part[-2].baseline)
    forced = column.is_short(last, line)
    if pitch > _LOOSE * expected + 0.4:
        runs_on = not forced and not _ENDS.search(last.text) and pitch < _FARTHEST * expected
        return not (runs_on and (line.text[:1].islower() or _hangs(part[0], line)))
    if not forced:
        return False
    if _ENDS.search(last.text) and _OPENS.match(line.text):
        return True
    return _set_apart(last, line) and not line.text[:1].islower()


def _hangs(first: Line, line: Line) -> bool:
    """Whether a line begins right under the text of a list's item, not under its bullet."""
    return first.bulleted and len(first.words) > 1 and abs(first.words[1].rect.x0 - line.rect.x0) <= 2


def _set_apart(last: Line, line: Line) -> bool:
    """Whether two lines are mostly set in different styles."""
    return (last.style.bold, last.style.color) != (line.style.bold, line.style.color)
