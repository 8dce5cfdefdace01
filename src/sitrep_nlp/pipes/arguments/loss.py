"""The probabilities that scores stand for, and the gradient of their loss."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy

from sitrep_nlp.pipes.arguments.features import Windows
from sitrep_nlp.pipes.arguments.network import LONGEST, SPAN_ROLES, Batch, Scores
from sitrep_nlp.pipes.arguments.targets import LINKS, NONE, Targets
from sitrep_nlp.pipes.arguments.windows import SENTENCE
from sitrep_nlp.pipes.arrays import Flags, Floats, Ints
from sitrep_nlp.schema import LABELS

_NEVER = numpy.float32(-1e9)
_LEAST = 1e-9


class Choices:
    """What may be chosen in the windows of a batch.

    spans: (positions, LONGEST) whether a span stays in its segment, leaves out the number and signs that no span holds, and closes the brackets that it opens. numbers, links: (positions,) whether another
    number, or an entity that may be linked, begins there.
    """

    def __init__(self, batch: Batch) -> None:
        positions, (first, last) = numpy.arange(len(batch.which)), batch.numbers[batch.which].T
        own = (positions >= first) & (positions < last)
        # Stretches that no span may leave: segments, cut where the number stands and where such a sign does.
        barred = own | batch.stops
        changed = numpy.zeros(len(own), dtype=bool)
        for marks in (batch.segments, batch.which, barred):
            changed[1:] |= marks[1:] != marks[:-1]
        # Outside the sentence what stands side by side in a window may be far apart in the text: cells, say.
        tokens = numpy.concatenate([each.tokens for each in batch.windows])
        changed[1:] |= (tokens[1:] != tokens[:-1] + 1) & (batch.segments[1:] != SENTENCE)
        ends = numpy.append(changed.nonzero()[0], len(own))
        room = numpy.repeat(ends, numpy.diff(ends, prepend=0)) - positions
        self.spans = (numpy.arange(LONGEST) < numpy.where(barred, 0, room)[:, None]) & _closed(batch.brackets)
        self.numbers = (batch.first == LABELS.index("QUANTITY") + 1) & ~own
        self.links = numpy.isin(batch.first, [LABELS.index(label) + 1 for label in LINKS.values()])


def _closed(brackets: Ints) -> Flags:
    """Whether (positions, LONGEST) spans close all brackets and quotations that they open, and no others; the two are not told apart. brackets: (positions,) opened less closed."""
    open_before = numpy.concatenate(([0], brackets.cumsum()))
    ends = numpy.minimum(numpy.arange(len(brackets))[:, None] + numpy.arange(1, LONGEST + 1), len(brackets))
    still_open = open_before[ends] - open_before[:-1, None]
    return (still_open == 0) & (numpy.minimum.accumulate(still_open, axis=1) >= 0)


def softmax(scores: Floats, none: Floats, allowed: Any, batch: Batch) -> tuple[Floats, Floats]:
    """The probabilities of all that one number may choose (positions, choices) and of none (numbers,), which add up to one for each number."""
    scores = numpy.where(allowed, scores, _NEVER)
    peak = numpy.maximum(numpy.maximum.reduceat(scores.max(axis=1), batch.starts), none)
    power, power_none = numpy.exp(scores - peak[batch.which][:, None]), numpy.exp(none - peak)
    total = numpy.add.reduceat(power.sum(axis=1), batch.starts) + power_none
    return power / total[batch.which][:, None], power_none / total


def sigmoid(scores: Floats) -> Floats:
    """The probabilities of a yes."""
    return 1 / (1 + numpy.exp(-scores))


def label_probabilities(scores: Floats) -> Floats:
    """The probabilities of a class' labels, row by row."""
    power = numpy.exp(scores - scores.max(axis=1, keepdims=True))
    return power / power.sum(axis=1, keepdims=True)


def gradient(scores: Scores, windows: Sequence[Windows], aims: Sequence[Targets]) -> tuple[Scores, float]:
    """The gradient of the cross-entropy, with the loss: summed over what each number decides, averaged over the numbers.

    Where several spans are right, it is their common probability that counts. What is not known has no gradient.
    """
    batch = Batch(windows)
    choices, count = Choices(batch), len(batch.lengths)
    shifts = batch.shifts.tolist()
    loss = 0.0
    spans, no_span = {}, {}
    for role in SPAN_ROLES:
        right = [
            answer if answer is None else [(shift + first, more) for first, more in answer]
            for shift, aim in zip(shifts, aims, strict=True)
            for answer in aim.spans[role]
        ]
        spans[role], no_span[role], lost = _choose(
            scores.spans[role], scores.no_span[role], choices.spans, right, batch
        )
        loss += lost
    wholes = [
        None if at is None else [] if at == NONE else [(shift + at, 0)]
        for shift, aim in zip(shifts, aims, strict=True)
        for at in aim.wholes
    ]
    whole, no_whole, lost = _choose(scores.whole[:, None], scores.no_whole, choices.numbers[:, None], wholes, batch)
    linked = [
        None if at is None else [shift + each for each in at]
        for shift, aim in zip(shifts, aims, strict=True)
        for at in aim.links
    ]
    asked = choices.links & ~numpy.concatenate(
        [numpy.isin(each.first, aim.unlinked) for each, aim in zip(windows, aims, strict=True)]
    )
    links, lost_links = _link(scores.links, asked, linked, batch)
    loss += lost + lost_links
    classes = {}
    for name, labels in scores.classes.items():
        classes[name], lost = _classify(labels, [index for aim in aims for index in aim.classes[name]])
        loss += lost
    mean = numpy.float32(1 / max(count, 1))
    return Scores(
        {role: table * mean for role, table in spans.items()},
        {role: column * mean for role, column in no_span.items()},
        whole[:, 0] * mean,
        no_whole * mean,
        links * mean,
        {name: table * mean for name, table in classes.items()},
    ), loss / max(count, 1)


def _choose(
    scores: Floats, none: Floats, allowed: Any, right: Iterable[list[tuple[int, int]] | None], batch: Batch
) -> tuple[Floats, Floats, float]:
    chances, no_chance = softmax(scores, none, allowed, batch)
    aim, no_aim = numpy.zeros_like(chances), numpy.zeros_like(no_chance)
    known = numpy.zeros(len(none), dtype="float32")
    loss = 0.0
    for number, answers in enumerate(right):
        cells = [cell for cell in answers or () if allowed[cell]]
        if answers is None or (answers and not cells):
            continue
        known[number] = 1.0
        if not cells:
            no_aim[number] = 1.0
            loss -= numpy.log(no_chance[number] + _LEAST)
        else:
            together = sum(chances[cell] for cell in cells) + _LEAST
            for cell in cells:
                aim[cell] = (chances[cell] + _LEAST / len(cells)) / together
            loss -= numpy.log(together)
    return (chances - aim) * known[batch.which][:, None], (no_chance - no_aim) * known, float(loss)


def _link(scores: Floats, asked: Any, linked: Iterable[list[int] | None], batch: Batch) -> tuple[Floats, float]:
    aim, known = numpy.zeros_like(scores), numpy.zeros(len(batch.lengths), dtype=bool)
    for number, positions in enumerate(linked):
        if positions is not None:
            known[number] = True
            aim[positions] = 1.0
    chances, counts = sigmoid(scores), asked & known[batch.which]
    lost = numpy.log(numpy.where(aim == 1, chances, 1 - chances)[counts] + _LEAST)
    return (chances - aim) * counts, -float(lost.sum())


def _classify(scores: Floats, right: Sequence[int | None]) -> tuple[Floats, float]:
    chances = label_probabilities(scores)
    known: Ints = numpy.array([number for number, label in enumerate(right) if label is not None], dtype="int64")
    labels = [label for label in right if label is not None]
    slope = numpy.zeros_like(chances)
    slope[known] = chances[known]
    slope[known, labels] -= 1.0
    return slope, -float(numpy.log(chances[known, labels] + _LEAST).sum())
