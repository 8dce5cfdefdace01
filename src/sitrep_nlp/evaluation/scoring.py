"""Predictions beside gold, document by document. The package's docstring has the definitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from sitrep_nlp.evaluation.measures import Counts, Evaluation, Mistake, Scores
from sitrep_nlp.figures import LINK_FIELDS, Entity, Figure, Span
from sitrep_nlp.matching import dice, overlap, pair, touches
from sitrep_nlp.schema import LABELS


class Annotated(Protocol):
    """Anything with entities and figures: an annotated report, or a pipeline's result."""

    entities: list[Entity]
    figures: list[Figure]


def score(gold: Mapping[str, Annotated], predicted: Mapping[str, Annotated]) -> Scores:
    """Score predictions against gold, paired by id; a bulletin without prediction counts as one without findings."""
    return measure(gold, predicted).scores


def measure(gold: Mapping[str, Annotated], predicted: Mapping[str, Annotated]) -> Evaluation:
    """As `score`, with the scores of each document and the list of mistakes besides."""
    evaluation = Evaluation()
    for key, truth in gold.items():
        document = _Document(key)
        guess = predicted.get(key)
        document.entities(truth.entities, guess.entities if guess else [])
        document.figures(truth, guess.figures if guess else [])
        evaluation.documents[key] = document.scores
        evaluation.scores.add(document.scores)
        evaluation.mistakes += document.mistakes
    return evaluation


def judge(truth: Annotated, predicted: Sequence[Figure]) -> list[tuple[Figure, bool]]:
    """Predicted figures with whether the record of each is right; those that overlap optional ones are left out."""
    document = _Document("")
    gold, found, pairs = _paired(truth, predicted)
    partners = {other: gold[one] for one, other in pairs}
    return [(figure, i in partners and document.record(partners[i], figure)) for i, figure in enumerate(found)]


class _Document:
    def __init__(self, name: str) -> None:
        self.name = name
        self.scores = Scores()
        self.mistakes: list[Mistake] = []

    # entities

    def entities(self, gold: Sequence[Entity], predicted: Sequence[Entity]) -> None:
        optional = [entity for entity in gold if entity.optional]
        firm = [entity for entity in gold if not entity.optional]
        counted = [entity for entity in predicted if not touches(entity, optional)]
        for label in LABELS:
            truth = [entity for entity in firm if entity.label == label]
            guess = [entity for entity in counted if entity.label == label]
            if truth or guess:
                self.label(label, truth, guess)

    def label(self, label: str, truth: Sequence[Entity], guess: Sequence[Entity]) -> None:
        ends = {(entity.start, entity.end) for entity in truth}
        found = {(entity.start, entity.end) for entity in guess}
        same = len(ends & found)
        self.scores.strict.setdefault(label, Counts()).add(same, len(found) - same, len(ends) - same)
        pairs = pair(truth, guess)
        self.scores.relaxed.setdefault(label, Counts()).add(
            len(pairs), len(guess) - len(pairs), len(truth) - len(pairs)
        )
        for one, other in pairs:
            a, b = truth[one], guess[other]
            if (a.start, a.end) != (b.start, b.end):
                self.note(f"{label} ends", a, a.text, b.text)
            if label in ("DATE", "DECREE") and a.value is not None:
                self.scores.right(f"{label} value", a.value == b.value)
                if a.value != b.value:
                    self.note(f"{label} value", a, a.value, b.value, of=a.text)
        self.unpaired(label, truth, guess, pairs)

    # figures

    def figures(self, truth: Annotated, predicted: Sequence[Figure]) -> None:
        gold, found, pairs = _paired(truth, predicted)
        numbers, guesses = [figure.quantity for figure in gold], [figure.quantity for figure in found]
        counts = self.scores.figures
        counts["quantity"].add(len(pairs), len(found) - len(pairs), len(gold) - len(pairs))
        right = sum(self.record(gold[one], found[other]) for one, other in pairs)
        counts["record"].add(right, len(found) - right, len(gold) - right)
        paired = ({one for one, _ in pairs}, {other for _, other in pairs})
        for name in ("counted", "activity"):
            counts[name].fn += sum(getattr(gold[i], name) is not None for i in set(range(len(gold))) - paired[0])
            counts[name].fp += sum(getattr(found[i], name) is not None for i in set(range(len(found))) - paired[1])
        self.unpaired("figure", numbers, guesses, pairs)

    def record(self, a: Figure, b: Figure) -> bool:
        """Score the fields of a predicted figure beside those of the gold one; whether the record is right."""
        value = abs(a.value - b.value) <= 1e-6 * max(1, abs(a.value)) and a.value_high == b.value_high
        self.scores.right("value", value)
        if not value:
            self.wrong("value", a, _number(a), _number(b))
        for name in ("kind", "modifier", "sector"):
            left, found = getattr(a, name), getattr(b, name)
            self.scores.right(name, left == found)
            if left != found:
                self.wrong(name, a, left, found)
        counted = self.span("counted", a, b)
        activity = self.span("activity", a, b)
        for name in LINK_FIELDS:
            left, found = getattr(a, name), getattr(b, name)
            both = len(pair(left, found))
            self.scores.figures[name].add(both, len(found) - both, len(left) - both)
            if both < max(len(left), len(found)):
                self.wrong(name, a, _texts(left), _texts(found))
        if a.part_of or b.part_of:
            self.span("part_of", a, b)
        return value and counted and activity

    def span(self, name: str, a: Figure, b: Figure) -> bool:
        """Score a field that holds one span or none; whether it is right."""
        left, found = getattr(a, name), getattr(b, name)
        right = _same(name, a, found) if left and found else left is found
        if left or found:
            self.scores.figures[name].add(right, not right and found is not None, not right and left is not None)
        if not right:
            self.wrong(name, a, left and left.text, found and found.text)
        return right

    # mistakes

    def unpaired(
        self, what: str, truth: Sequence[Span | Entity], guess: Sequence[Span | Entity], pairs: list[tuple[int, int]]
    ) -> None:
        for i in sorted(set(range(len(truth))) - {one for one, _ in pairs}):
            self.note(f"missed {what}", truth[i], truth[i].text, None)
        for i in sorted(set(range(len(guess))) - {other for _, other in pairs}):
            self.note(f"spurious {what}", guess[i], None, guess[i].text)

    def wrong(self, what: str, figure: Figure, gold: str | None, predicted: str | None) -> None:
        self.note(what, figure.quantity, gold, predicted, of=figure.quantity.text)

    def note(
        self, what: str, place: Span | Entity, gold: str | None, predicted: str | None, of: str | None = None
    ) -> None:
        self.mistakes.append(Mistake(self.name, what, of, gold, predicted, place.start))


def _paired(truth: Annotated, predicted: Sequence[Figure]) -> tuple[list[Figure], list[Figure], list[tuple[int, int]]]:
    """The figures of gold and of a prediction that count, and which of them belong together."""
    gold = [figure for figure in truth.figures if not figure.optional]
    optional: list[Span | Entity] = [figure.quantity for figure in truth.figures if figure.optional]
    optional += [entity for entity in truth.entities if entity.optional and entity.label == "QUANTITY"]
    found = [figure for figure in predicted if not touches(figure.quantity, optional)]
    return gold, found, pair([figure.quantity for figure in gold], [figure.quantity for figure in found])


def _same(name: str, gold: Figure, predicted: Span) -> bool:
    """Whether a predicted span says what the gold figure has in this field, or one of its other right answers."""
    answer: Span = getattr(gold, name)
    if name == "part_of":
        return overlap(answer, predicted) > 0
    answers = [answer, *gold.activity_alt] if name == "activity" else [answer]
    if any(overlap(one, predicted) and dice(one, predicted) >= 0.5 for one in answers):
        return True
    # The counted thing may be named at another place, if in the same words.
    return name == "counted" and dice(answer, predicted) == 1.0


def _number(figure: Figure) -> str:
    numbers = [figure.value] if figure.value_high is None else [figure.value, figure.value_high]
    return "..".join(f"{number:.15g}" for number in numbers)


def _texts(spans: Sequence[Span]) -> str | None:
    return "; ".join(span.text for span in spans) or None
