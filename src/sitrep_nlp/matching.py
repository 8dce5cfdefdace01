"""Which spans belong together: overlaps, pairs, and mentions with much the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sitrep_nlp.figures import Entity, Span

_STOP_WORDS = frozenset(
    """
    a an the of to for on in with and or by from at as through via into its their were was are be been has have had who
    which that this these some almost over around nearly about more than
    """.split()
)
_WORD = re.compile(r"[^\W_]+")


def overlap(a: Span | Entity, b: Span | Entity) -> int:
    """How many characters two spans share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def touches(span: Span | Entity, others: Iterable[Span | Entity]) -> bool:
    return any(overlap(span, other) for other in others)


def pair(gold: Sequence[Span | Entity], predicted: Sequence[Span | Entity]) -> list[tuple[int, int]]:
    """One-to-one pairs of overlapping spans, as indices into the two, the largest overlap first."""
    found = [(overlap(a, b), -i, -j) for i, a in enumerate(gold) for j, b in enumerate(predicted) if overlap(a, b)]
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, i, j in sorted(found, reverse=True):
        if -i not in used[0] and -j not in used[1]:
            used[0].add(-i)
            used[1].add(-j)
            pairs.append((-i, -j))
    return pairs


def dice(a: Span, b: Span) -> float:
    """The share of content words that two mentions have in common, between 0 and 1."""
    left, right = _content_words(a), _content_words(b)
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 0.0


def _content_words(span: Span) -> set[str]:
    words = set(_WORD.findall(span.text.lower()))
    return words - _STOP_WORDS or words
