"""Maps and charts drawn in the file: the words in them are labels, not text."""

from __future__ import annotations

from collections.abc import Sequence

from sitrep_nlp.reading.pdf.content import Drawing
from sitrep_nlp.reading.pdf.geometry import Rect, union

_HEAVY = 400
"""Segments: an icon has fewer, a map or chart has more."""

_LARGE = 8_000.0
_MOST = 600


def pictures(drawings: Sequence[Drawing]) -> list[Rect]:
    """Where maps and charts stand: drawings that touch each other and together have many segments."""
    parts = sorted(drawings, key=lambda drawing: -drawing.weight)[:_MOST]
    groups: list[tuple[Rect, int]] = []
    for rect, weight in parts:
        near = [group for group in groups if group[0].touches(rect, 2.0)]
        groups = [group for group in groups if not group[0].touches(rect, 2.0)]
        groups.append((union([rect, *(other for other, _ in near)]), weight + sum(heavy for _, heavy in near)))
    return [rect for rect, weight in groups if weight >= _HEAVY and rect.area >= _LARGE]
