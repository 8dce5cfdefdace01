"""Which texts to annotate next: those that a pipeline is least certain of and that are most unlike each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy
from numpy.typing import NDArray

from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.runner import AnnotatedBulletin

_WORD = re.compile(r"[^\W\d_]{4,}")
_WIDTH = 4096  # places for words: collisions are rare among the few hundred words of a bulletin

Vectors = NDArray[numpy.float32]


class Suggestion(NamedTuple):
    """A bulletin with what the pipeline made of it. certainty: between 0 and 1, the mean confidence of its figures."""

    report: AnnotatedReport
    certainty: float


def suggest(results: Iterable[AnnotatedBulletin], limit: int | None = None) -> list[Suggestion]:
    """Bulletins in the order in which annotating them teaches most, at most `limit` of them.

    Each next one has the highest product of uncertainty and of unlikeness (one less the cosine of weighted words) to
    those before it. A bulletin in which the pipeline found no figure is as uncertain as can be: there may be none, or all were missed.
    """
    waiting = [_suggestion(result) for result in results]
    vectors = _vectors([each.report.text for each in waiting])
    doubt = numpy.array([1 - each.certainty for each in waiting], dtype=numpy.float32)
    likeness = numpy.zeros(len(waiting), dtype=numpy.float32)
    order: list[Suggestion] = []
    left = numpy.ones(len(waiting), dtype=bool)
    while len(order) < min(len(waiting), len(waiting) if limit is None else limit):
        worth = numpy.where(left, doubt * (1 - likeness), -1)
        best = int(worth.argmax())
        order.append(waiting[best])
        left[best] = False
        likeness = numpy.clip(numpy.maximum(likeness, vectors @ vectors[best]), 0, 1)
    return order


def _suggestion(result: AnnotatedBulletin) -> Suggestion:
    bulletin = result.bulletin
    report = AnnotatedReport(
        bulletin.id,
        bulletin.text,
        month=result.month,
        country=bulletin.country,
        source=bulletin.source,
        title=bulletin.title,
        entities=result.entities,
        figures=result.figures,
    )
    known = [figure.confidence for figure in result.figures if figure.confidence is not None]
    return Suggestion(report, round(sum(known) / len(known), 4) if known else 0.0)


def _vectors(texts: Sequence[str]) -> Vectors:
    """Words of texts × places, weighted by rarity, of length one."""
    vectors = numpy.zeros((len(texts), _WIDTH), dtype=numpy.float32)
    for row, text in enumerate(texts):
        for word, count in Counter(_WORD.findall(text.lower())).items():
            vectors[row, crc32(word.encode()) % _WIDTH] += 1 + numpy.log(count)
    vectors *= numpy.log((1 + len(texts)) / (1 + (vectors > 0).sum(axis=0))) + 1
    vectors /= numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors
