"""The numbers of an evaluation, and their JSON form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sitrep_nlp.figures import LINK_FIELDS

FIGURE_FIELDS = ("quantity", "counted", "activity", "record", *LINK_FIELDS, "part_of")
ACCURACIES = ("value", "kind", "modifier", "sector", "DATE value", "DECREE value")


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

    @property
    def n(self) -> int:
        """How many there are in the gold."""
        return self.tp + self.fn

    def add(self, tp: int = 0, fp: int = 0, fn: int = 0) -> None:
        self.tp, self.fp, self.fn = self.tp + tp, self.fp + fp, self.fn + fn

    def to_json(self) -> dict[str, float]:
        """`{"p", "r", "f", "n"}`: shares between 0 and 1, and the number in the gold."""
        return {"p": self.precision, "r": self.recall, "f": self.f1, "n": self.n}


@dataclass(slots=True)
class Scores:
    """Counts by label, strict and relaxed, counts by figure field (all of them), and accuracies as `[right, of]`."""

    strict: dict[str, Counts] = field(default_factory=dict)
    relaxed: dict[str, Counts] = field(default_factory=dict)
    figures: dict[str, Counts] = field(default_factory=lambda: {name: Counts() for name in FIGURE_FIELDS})
    accuracy: dict[str, list[int]] = field(default_factory=dict)

    @property
    def all_strict(self) -> Counts:
        return _total(self.strict.values())

    @property
    def all_relaxed(self) -> Counts:
        return _total(self.relaxed.values())

    def right(self, what: str, right: bool) -> None:
        self._accuracy(what, right, 1)

    def add(self, other: Scores) -> None:
        """Take in the counts of another bulletin."""
        for mine, theirs in (
            (self.strict, other.strict),
            (self.relaxed, other.relaxed),
            (self.figures, other.figures),
        ):
            for name, counts in theirs.items():
                mine.setdefault(name, Counts()).add(counts.tp, counts.fp, counts.fn)
        for what, (right, of) in other.accuracy.items():
            self._accuracy(what, right, of)

    def to_json(self) -> dict[str, Any]:
        """The scores in the form of the measuring script, with `ALL` among the labels."""
        return {
            "entities": {
                "strict": _counts_json(self.strict | {"ALL": self.all_strict}),
                "relaxed": _counts_json(self.relaxed | {"ALL": self.all_relaxed}),
            },
            "figures": _counts_json(self.figures),
            "accuracy": {
                name: {"right": self.accuracy[name][0], "of": self.accuracy[name][1]}
                for name in ACCURACIES
                if name in self.accuracy
            },
        }

    def _accuracy(self, what: str, right: int, of: int) -> None:
        entry = self.accuracy.setdefault(what, [0, 0])
        entry[0] += right
        entry[1] += of


@dataclass(frozen=True, slots=True)
class Mistake:
    """One place where a prediction differs from the gold.

    what: `missed LOC`, `spurious LOC`, `LOC ends` (found, with other ends), `DATE value`, `missed figure`,
    `spurious figure`, or the field of a figure that is wrong. of: for a value or a field, the mention in the gold that it
    belongs to (a figure's quantity). start: the character offset in the bulletin's text of that mention, else of the span.
    """

    document: str
    what: str
    of: str | None
    gold: str | None
    predicted: str | None
    start: int

    def to_json(self) -> dict[str, Any]:
        return {
            "document": self.document,
            "what": self.what,
            "of": self.of,
            "gold": self.gold,
            "predicted": self.predicted,
            "start": self.start,
        }

    def __str__(self) -> str:
        what = f"{self.what} of {self.of}" if self.of is not None else self.what
        cells = (self.document, what, self.gold, self.predicted)
        return " | ".join("–" if cell is None else " ".join(cell.split()) for cell in cells)


@dataclass(slots=True)
class Evaluation:
    """Predictions measured on a set of gold: as a whole, by document (in the gold's order), and every mistake."""

    scores: Scores = field(default_factory=Scores)
    documents: dict[str, Scores] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        row = self.scores.to_json()
        row["documents"] = {key: scores.to_json() for key, scores in self.documents.items()}
        row["errors"] = [mistake.to_json() for mistake in self.mistakes]
        return row


def _total(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for one in counts:
        total.add(one.tp, one.fp, one.fn)
    return total


def _counts_json(counts: dict[str, Counts]) -> dict[str, dict[str, float]]:
    return {name: one.to_json() for name, one in counts.items()}
