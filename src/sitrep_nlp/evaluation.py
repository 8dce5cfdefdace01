"""How good an annotation is beside another: entities strict and relaxed, figures field by field.

Definitions. Two entities are the same *strictly* with the same ends and label, *relaxed* with the same label and an overlap,
paired one to one, the largest overlap first. Figures are paired one to one by the overlap of their quantities; a span field
is right when the two spans overlap and share at least half of their content words (Dice), or, for the counted thing, when
the mentions have the same words; a record is right when its value, its counted thing and its activity all are. What
overlaps an optional gold span counts neither for nor against.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sitrep_nlp.figures import LINK_FIELDS, Entity, Figure, Span
from sitrep_nlp.schema import LABELS

_STOP_WORDS = frozenset(
    """
    a an the of to for on in with and or by from at as through via into its their were was are be been has have had who
    which that this these some almost over around nearly about more than
    """.split()
)
_WORD = re.compile(r"[^\W_]+")


class Annotated(Protocol):
    """Anything with entities and figures: an annotated report, or a pipeline's result."""

    entities: list[Entity]
    figures: list[Figure]


@dataclass(slots=True)
class Counts:
    """True positives, false positives and false negatives, and what follows from them."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, tp: int = 0, fp: int = 0, fn: int = 0) -> None:
        self.tp, self.fp, self.fn = self.tp + tp, self.fp + fp, self.fn + fn


@dataclass(slots=True)
class Scores:
    """Counts by label, strict and relaxed, counts by figure field, and accuracies as `[right, of]`."""

    strict: dict[str, Counts] = field(default_factory=dict)
    relaxed: dict[str, Counts] = field(default_factory=dict)
    figures: dict[str, Counts] = field(default_factory=dict)
    accuracy: dict[str, list[int]] = field(default_factory=dict)

    @property
    def all_strict(self) -> Counts:
        return _total(self.strict.values())

    @property
    def all_relaxed(self) -> Counts:
        return _total(self.relaxed.values())

    def right(self, what: str, right: bool) -> None:
        entry = self.accuracy.setdefault(what, [0, 0])
        entry[0] += right
        entry[1] += 1


def score(gold: Mapping[str, Annotated], predicted: Mapping[str, Annotated]) -> Scores:
    """Score predictions against gold, paired by id; a bulletin without prediction counts as one without findings."""
    scores = Scores()
    for key, truth in gold.items():
        guess = predicted.get(key)
        _score_entities(truth.entities, guess.entities if guess else [], scores)
        _score_figures(truth, guess.figures if guess else [], scores)
    return scores


def _score_entities(gold: Sequence[Entity], predicted: Sequence[Entity], scores: Scores) -> None:
    optional = [entity for entity in gold if entity.optional]
    firm = [entity for entity in gold if not entity.optional]
    counted = [entity for entity in predicted if entity.label in LABELS and not _touches(entity, optional)]
    for label in LABELS:
        truth = {(entity.start, entity.end): entity for entity in firm if entity.label == label}
        guess = {(entity.start, entity.end): entity for entity in counted if entity.label == label}
        if not truth and not guess:
            continue
        same = len(truth.keys() & guess.keys())
        scores.strict.setdefault(label, Counts()).add(same, len(guess) - same, len(truth) - same)
        left, right = list(truth.values()), list(guess.values())
        pairs = _pair(left, right)
        scores.relaxed.setdefault(label, Counts()).add(len(pairs), len(right) - len(pairs), len(left) - len(pairs))
        if label in ("DATE", "DECREE"):
            for one, other in pairs:
                if left[one].value is not None:
                    scores.right(f"{label} value", left[one].value == right[other].value)


def _score_figures(truth: Annotated, predicted: Sequence[Figure], scores: Scores) -> None:
    gold = [figure for figure in truth.figures if not figure.optional]
    optional: list[Span | Entity] = [figure.quantity for figure in truth.figures if figure.optional]
    optional += [entity for entity in truth.entities if entity.optional and entity.label == "QUANTITY"]
    counted = [figure for figure in predicted if not _touches(figure.quantity, optional)]
    pairs = _pair([figure.quantity for figure in gold], [figure.quantity for figure in counted])
    missed, spurious = len(gold) - len(pairs), len(counted) - len(pairs)
    fields = {
        name: scores.figures.setdefault(name, Counts())
        for name in ("quantity", "counted", "activity", "record", *LINK_FIELDS, "part_of")
    }
    fields["quantity"].add(len(pairs), spurious, missed)
    right = 0
    for one, other in pairs:
        a, b = gold[one], counted[other]
        value = abs(a.value - b.value) <= 1e-6 * max(1, abs(a.value)) and a.value_high == b.value_high
        scores.right("value", value)
        for name in ("kind", "modifier", "sector"):
            scores.right(name, getattr(a, name) == getattr(b, name))
        counted_right = _score_span(fields["counted"], a.counted, b.counted, [], same_words=True)
        activity_right = _score_span(fields["activity"], a.activity, b.activity, a.activity_alt)
        for name in LINK_FIELDS:
            left, found = getattr(a, name), getattr(b, name)
            both = len(_pair(left, found))
            fields[name].add(both, len(found) - both, len(left) - both)
        if a.part_of or b.part_of:
            good = bool(a.part_of and b.part_of and _overlap(a.part_of, b.part_of))
            fields["part_of"].add(good, not good and b.part_of is not None, not good and a.part_of is not None)
        right += value and counted_right and activity_right
    paired = ({one for one, _ in pairs}, {other for _, other in pairs})
    for name in ("counted", "activity"):
        fields[name].fn += sum(getattr(gold[i], name) is not None for i in set(range(len(gold))) - paired[0])
        fields[name].fp += sum(getattr(counted[i], name) is not None for i in set(range(len(counted))) - paired[1])
    fields["record"].add(right, len(counted) - right, len(gold) - right)


def _score_span(
    counts: Counts, gold: Span | None, predicted: Span | None, others: Sequence[Span], *, same_words: bool = False
) -> bool:
    if gold is None or predicted is None:
        counts.add(fp=predicted is not None, fn=gold is not None)
        return gold is predicted
    right = any(_overlap(answer, predicted) and _dice(answer, predicted) >= 0.5 for answer in [gold, *others])
    right = right or (same_words and _dice(gold, predicted) == 1.0)
    counts.add(right, not right, not right)
    return right


def _total(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for one in counts:
        total.add(one.tp, one.fp, one.fn)
    return total


def _overlap(a: Span | Entity, b: Span | Entity) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _touches(span: Span | Entity, others: Iterable[Span | Entity]) -> bool:
    return any(_overlap(span, other) for other in others)


def _pair(gold: Sequence[Span | Entity], predicted: Sequence[Span | Entity]) -> list[tuple[int, int]]:
    """One-to-one pairs of overlapping spans, the largest overlap first."""
    found = [(_overlap(a, b), -i, -j) for i, a in enumerate(gold) for j, b in enumerate(predicted) if _overlap(a, b)]
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, i, j in sorted(found, reverse=True):
        if -i not in used[0] and -j not in used[1]:
            used[0].add(-i)
            used[1].add(-j)
            pairs.append((-i, -j))
    return pairs


def _content_words(span: Span) -> set[str]:
    words = set(_WORD.findall(span.text.lower()))
    return words - _STOP_WORDS or words


def _dice(a: Span, b: Span) -> float:
    left, right = _content_words(a), _content_words(b)
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 0.0
