"""Headline figures: each number in big type with the words that label it, right of it, below or above."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sitrep_nlp.reading.pdf.blocks import Block
from sitrep_nlp.reading.pdf.geometry import overlap, union
from sitrep_nlp.reading.pdf.lines import Line
from sitrep_nlp.reading.pdf.numbers import is_figure

_BIG = 1.2
"""How much bigger than its label a headline's number is."""

_REACH = 1.6
"""In sizes of the number: how far beside it its label may begin."""

_REACH_RIGHT = 4.0
"""The same for a label to the right: short numbers stand far from labels that begin under each other."""

_MOST_LINES = 6

Pair = tuple[Line, list[Line], float]
Finder = Callable[[Line, Sequence[Line]], tuple[list[Line], float] | None]


def headlines(lines: Sequence[Line]) -> tuple[list[Block], list[Line]]:
    """The headline figures among the lines of a region, and the lines that are none.

    Numbers side by side or one under the other are labelled alike: the side on which most of them have a label is the
    side of all, and of two such sides the nearer.
    """
    numbers = [line for line in lines if is_figure(line.text) and _is_big(line, lines)]
    if not numbers:
        return [], list(lines)
    best: list[Pair] = []
    for finder in (_right, _below, _above):
        pairs = _pairs(numbers, lines, finder)
        nearer = pairs and len(pairs) == len(best) and _distance(pairs) < 0.8 * _distance(best)
        if len(pairs) > len(best) or nearer:
            best = pairs
    found, taken = [], set()
    for number, label, _ in best:
        # In the text the label follows its number unless it stands above it.
        above = label[-1].rect.bottom <= number.rect.top + 0.3 * number.size
        order = (*label, number) if above else (number, *label)
        rect = union(line.rect for line in order)
        found.append(Block("headline", rect, order, frozenset({len(label) if above else 1})))
        taken |= {id(line) for line in order}
    return found, [line for line in lines if id(line) not in taken]


def _is_big(number: Line, lines: Sequence[Line]) -> bool:
    """Whether smaller type stands close to a number on any side."""
    reach = _REACH * number.size
    rect = number.rect
    return any(
        line.size * _BIG <= number.size
        and not is_figure(line.text)
        and line.rect.x0 - rect.x1 < _REACH_RIGHT * number.size
        and rect.x0 - line.rect.x1 < reach
        and line.rect.top - rect.bottom < reach
        and rect.top - line.rect.bottom < reach
        for line in lines
    )


def _pairs(numbers: Sequence[Line], lines: Sequence[Line], finder: Finder) -> list[Pair]:
    """Each number with its label on one side, where it has one there that is no other number's."""
    pairs: list[Pair] = []
    taken: set[int] = set()
    for number in numbers:
        smaller = [
            line
            for line in lines
            if line.size * _BIG <= number.size and not is_figure(line.text) and id(line) not in taken
        ]
        found = finder(number, smaller)
        if found:
            pairs.append((number, *found))
            taken |= {id(line) for line in found[0]}
    return pairs


def _distance(pairs: Sequence[Pair]) -> float:
    return sum(distance for _, _, distance in pairs) / len(pairs)


def _right(number: Line, lines: Sequence[Line]) -> tuple[list[Line], float] | None:
    beside = [
        line
        for line in lines
        if -1 <= line.rect.x0 - number.rect.x1 <= _REACH_RIGHT * number.size
        and overlap(line.rect.top, line.rect.bottom, number.rect.top, number.rect.bottom) > 0.3 * line.rect.height
    ]
    if not beside:
        return None
    first = min(beside, key=lambda line: line.rect.x0)
    label = _grown([first], [line for line in lines if line.rect.x0 >= number.rect.x1 - 1])
    return label, first.rect.x0 - number.rect.x1


def _below(number: Line, lines: Sequence[Line]) -> tuple[list[Line], float] | None:
    under = [
        line
        for line in lines
        if _in_column(number, line) and -0.35 * number.size <= line.rect.top - number.rect.bottom <= number.size
        if line.baseline > number.baseline
    ]
    if not under:
        return None
    first = min(under, key=lambda line: line.baseline)
    label = _grown([first], [line for line in lines if line.baseline >= first.baseline])
    return label, max(0.0, first.rect.top - number.rect.bottom)


def _above(number: Line, lines: Sequence[Line]) -> tuple[list[Line], float] | None:
    over = [
        line
        for line in lines
        if _in_column(number, line) and -0.35 * number.size <= number.rect.top - line.rect.bottom <= number.size
        if line.baseline < number.baseline
    ]
    if not over:
        return None
    first = max(over, key=lambda line: line.baseline)
    label = _grown([first], [line for line in lines if line.baseline <= first.baseline])
    return label, max(0.0, number.rect.top - first.rect.bottom)


def _in_column(number: Line, line: Line) -> bool:
    """Whether a line stands over or under a number, and not over or under what is beside it."""
    shared = overlap(number.rect.x0, number.rect.x1, line.rect.x0, line.rect.x1)
    return shared > 0.5 * min(number.rect.width, line.rect.width) and line.rect.width < 12 * number.size


def _grown(label: list[Line], lines: Sequence[Line]) -> list[Line]:
    """A label with its further lines above and below, which are set alike and close."""
    size, bold, color = label[0].style
    grown = True
    while grown and len(label) < _MOST_LINES:
        grown = False
        for line in lines:
            if line in label or line.style.bold != bold or line.style.color != color:
                continue
            if abs(line.size - size) > 0.1 * size:
                continue
            near = any(
                0 < abs(line.baseline - other.baseline) <= 1.45 * size
                and overlap(line.rect.x0, line.rect.x1, other.rect.x0, other.rect.x1) > 0
                for other in label
            )
            if near:
                label.append(line)
                grown = True
    return sorted(label, key=lambda line: (line.baseline, line.rect.x0))
