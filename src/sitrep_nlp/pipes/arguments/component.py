"""The component `sitrep_arguments`."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from spacy.training import Example, validate_examples
from spacy.vocab import Vocab
from thinc.api import Model, Optimizer

from sitrep_nlp.figures import Figure
from sitrep_nlp.pipes.arguments.antecedents import are_told, with_antecedents
from sitrep_nlp.pipes.arguments.compounds import taken_apart, with_numbers_apart
from sitrep_nlp.pipes.arguments.confidence import UNCALIBRATED, confidence, evidence
from sitrep_nlp.pipes.arguments.decode import Decision, decide
from sitrep_nlp.pipes.arguments.features import SCHEMES, Reader, Windows, windows
from sitrep_nlp.pipes.arguments.loss import gradient
from sitrep_nlp.pipes.arguments.network import Input, Scores, copy_scheme, keep_network, kept_network, set_classes
from sitrep_nlp.pipes.arguments.numbers import kinds_alone, with_numbers, with_numbers_alone
from sitrep_nlp.pipes.arguments.targets import label_of, targets
from sitrep_nlp.pipes.arguments.windows import Row, number_alone
from sitrep_nlp.pipes.relations import HEADLINE, SECTION_BOX, SECTOR_TABLE, TABLE

# The fields of a figure that are one of a set of labels, learnt from the annotated figures.
CLASSES = ("sector", "counted_type", "event_type")
MODEL = "model"
# What the rules know for certain where they know it, by the rules that gave the record: how a table or a box is built says what its numbers
# are parts of, and in most tables nobody did anything.
_CERTAIN = {
    TABLE: ("organizations", "part_of"),
    SECTOR_TABLE: ("organizations", "part_of", "sector"),
    HEADLINE: ("part_of",),
    SECTION_BOX: ("part_of", "sector"),
}
_NUMBERS = 400  # that one pass through the network takes, so that memory does not grow with a bulletin's length
_SAMPLE = 8

# Fields of figures that nobody annotated in the reports that a reference comes from.
Doc.set_extension("unmarked_fields", default=None, force=True)

Rows = list[dict[str, Any]]


@Language.factory(
    "sitrep_arguments",
    requires=["doc.ents", "doc._.zones", "doc._.figures", "token.tag"],
    assigns=["doc._.figures"],
    default_config={"calibration": list(UNCALIBRATED), "hint_dropout": 0.0},
    default_score_weights={"figures_record_f": 1.0, "figures_counted_f": 0.0, "figures_activity_f": 0.0},
)
def create_arguments(
    nlp: Language, name: str, model: Model[Input, Scores], calibration: list[float], hint_dropout: float
) -> Arguments:
    """The component; `model` is a `sitrep_nlp.ArgumentNetwork.v1`. calibration: the weights of `confidence.EVIDENCE`.

    hint_dropout: for what share of the numbers training hides what the rules say of them but the number itself. The rules know the
    reports that they were mended on better than others; so it is learnt not to lean on them too much.
    """
    return Arguments(nlp.vocab, model, name, calibration, hint_dropout)


class Arguments(TrainablePipe):  # type: ignore[misc]
    """Settles what each number of `doc._.figures` counts, what was done, by whom, where and when, the sector, and the whole that it is a part of.

    What the rules say of the number itself (its value, kind, unit and modifier) stays.
    """

    def __init__(
        self,
        vocab: Vocab,
        model: Model[Input, Scores],
        name: str,
        calibration: Sequence[float],
        hint_dropout: float = 0.0,
    ) -> None:
        self.vocab, self.model, self.name = vocab, model, name
        self.cfg: dict[str, Any] = {
            "classes": {},
            "calibration": list(calibration),
            "hint_dropout": hint_dropout,
            "scheme": 0,
            "earlier": [],
            "conventions": [],
        }
        self._kept: dict[bytes, Model[Input, Scores]] = {}

    @property
    def classes(self) -> dict[str, list[str]]:
        """The labels of each class."""
        classes: dict[str, list[str]] = self.cfg["classes"]
        return classes

    @property
    def scheme(self) -> int:
        """The scheme of annotation whose conventions the figures follow where a Doc does not tell one (`doc._.scheme`)."""
        scheme: int = self.cfg["scheme"]
        return scheme

    @scheme.setter
    def scheme(self, scheme: int) -> None:
        self.cfg["scheme"] = scheme

    def learn_scheme(self) -> None:
        """Begin to follow the conventions of other annotators. What is known until now stays as it is, as the scheme before.

        After the last of `SCHEMES` it is the last one that changes.
        """
        newest = len(self.cfg["earlier"])
        self.scheme = min(newest + 1, SCHEMES - 1)
        if self.scheme > newest:
            keep_network(self.model)
            self.cfg["earlier"].append(self.cfg["calibration"])
        copy_scheme(self.model, newest, self.scheme)

    def predict(self, docs: Iterable[Doc]) -> list[Rows]:
        """The figures of each Doc, as JSON rows."""
        return [[row for row, _ in self.figures(doc)] for doc in docs]

    def set_annotations(self, docs: Iterable[Doc], scores: Iterable[Rows]) -> None:
        for doc, rows in zip(docs, scores, strict=True):
            doc._.figure_rows = rows

    def figures(self, doc: Doc) -> list[tuple[dict[str, Any], Decision]]:
        """The rules' figures of a Doc as settled rows, each with what was decided on it; where a scheme takes quantities apart, several may stand for one."""
        decisions = self.decisions(doc)
        calibrations = [*self.cfg["earlier"], self.cfg["calibration"]]
        scheme = self._told(doc)._.scheme
        weights = calibrations[min(scheme, len(calibrations) - 1)]
        decided = zip(self._rows(doc), decisions, strict=True)
        settled = [self.settled(row, decision, weights, scheme) for row, decision in decided]
        if self._convention("antecedents", scheme):
            settled = with_antecedents(settled)
        apart, alone = (self._convention(name, scheme) for name in ("taken_apart", "numbers_alone"))
        told = with_numbers_apart(with_numbers_alone(settled), doc.text, apart or {}, alone or ())
        return [(row, decision) for rows, decision in zip(told, decisions, strict=True) for row in rows]

    def decisions(self, doc: Doc) -> list[Decision]:
        """What the network decides on each of the rules' figures of a Doc."""
        rows = self._rows(doc)
        if not rows:
            return []
        reader = Reader(doc, rows)
        network = self._network(doc._.scheme)
        found: list[Decision] = []
        for part in _parts(rows):
            seen = reader(part)
            scores = network.predict(([doc], [seen]))
            found += decide(doc, rows, part, seen, scores, network.attrs["classes"])
        return found

    def _network(self, scheme: int) -> Model[Input, Scores]:
        """The network of a scheme: the newest scheme's is the one that learns."""
        earlier: list[Any] = self.model.attrs["earlier"]
        if scheme >= len(earlier):
            return self.model
        _, kept = earlier[scheme]
        if kept not in self._kept:
            self._kept[kept] = kept_network(self.model, scheme)
        return self._kept[kept]

    def _rows(self, doc: Doc) -> Rows:
        """The rules' figures of a Doc, with their numbers as the scheme that it follows has them."""
        return with_numbers(doc._.figure_rows or [], self._convention("numbers_alone", self._told(doc)._.scheme) or ())

    def _convention(self, name: str, scheme: int) -> Any:
        """What the annotators of a scheme decided beforehand; None where nothing is known of it."""
        conventions: list[dict[str, Any]] = self.cfg["conventions"]
        return conventions[scheme].get(name) if scheme < len(conventions) else None

    def _told(self, doc: Doc) -> Doc:
        """The Doc, told which scheme it follows."""
        if doc._.scheme is None:
            doc._.scheme = self.scheme
        return doc

    @staticmethod
    def settled(row: dict[str, Any], decision: Decision, weights: Sequence[float], scheme: int = 0) -> dict[str, Any]:
        """A figure of the rules with what was decided in its place. weights: of the evidence for its confidence. scheme: whose conventions it follows."""
        fields = dict(decision.fields)
        if row["kind"] == "money":
            fields["counted_type"] = "money"
            # That money counts nothing is our convention; others may say what it is the price of.
            fields["counted"] = fields["counted"] if scheme else None
        for name in _CERTAIN.get(row["found_by"], ()):
            # A box that names no whole may still be a part of another one.
            if row[name] or row["found_by"] in (TABLE, SECTOR_TABLE):
                fields[name] = row[name]
        fields["implicit"] = False  # where antecedents are told, that is seen from all numbers together
        agreed = all(row[name] == fields[name] for name in ("counted", "activity"))
        told = evidence(fields, decision.chances)
        found_by = f"{row['found_by']}+{MODEL}" if agreed else MODEL
        return {**row, **fields, "confidence": confidence(weights, told), "found_by": found_by}

    def _half_told(self, rows: Rows) -> list[Row]:
        """The rules' figures, some of them without their hints."""
        hidden: float = self.cfg["hint_dropout"]
        return [number_alone(row) if random.random() < hidden else row for row in rows]

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from examples whose predicted Docs have the rules' figures and whose references have annotated ones.

        drop is not used: the network has rates of its own.
        """
        examples = list(examples)
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        validate_examples(examples, "Arguments.update")
        examples = [example for example in examples if example.predicted._.figure_rows]
        if not examples:
            return losses
        docs = [example.predicted for example in examples]
        seen = [windows(self._told(doc), self._half_told(self._rows(doc))) for doc in docs]
        scores, backprop = self.model.begin_update((docs, seen))
        loss, slope = self.get_loss(examples, scores, seen)
        backprop(slope)
        if sgd is not None:
            self.finish_update(sgd)
        losses[self.name] += loss
        return losses

    def get_loss(self, examples: Iterable[Example], scores: Scores, seen: Sequence[Windows]) -> tuple[float, Scores]:
        """The loss of some scores, and its gradient."""
        aims = []
        for example, each in zip(examples, seen, strict=True):
            rows, unmarked = example.predicted._.figure_rows, example.reference._.unmarked_fields or ()
            aims.append(targets(example.predicted, rows, each, example.reference._.figures, self.classes, unmarked))
        slope, loss = gradient(scores, seen, aims)
        return loss, slope

    def initialize(self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None) -> None:
        """Learn the labels from the annotated figures, and size the network by a few of their Docs.

        Raises ValueError when no example has an annotated figure.
        """
        sample: list[Doc] = []
        annotated: list[tuple[str, list[Figure]]] = []
        for example in get_examples():
            figures = [figure for figure in example.reference._.figures if not figure.optional]
            annotated.append((example.reference.text, figures))
            if figures and len(sample) < _SAMPLE:
                sample.append(example.predicted)
        if not sample:
            raise ValueError(f"{self.name} has no annotated figures to learn from")
        self.learn_conventions(annotated)
        self.model.initialize(X=(sample, [windows(doc, doc._.figure_rows or []) for doc in sample]))

    def learn_conventions(self, annotated: Sequence[tuple[str, Sequence[Figure]]]) -> None:
        """Take over what annotators decided beforehand: their labels, beside those that the network knows, what belongs to a number, which
        quantities they take apart, and whether they tell antecedents.

        annotated: texts and their figures.
        """
        self._add_labels(figure for _, figures in annotated for figure in figures)
        before = self.cfg["conventions"][: self.scheme]
        before += [{} for _ in range(self.scheme - len(before))]
        antecedents = are_told(annotated)
        if antecedents is None and before:
            antecedents = before[-1].get("antecedents")
        learnt = {
            "numbers_alone": kinds_alone(annotated),
            "taken_apart": taken_apart(annotated),
            "antecedents": antecedents,
        }
        self.cfg["conventions"] = [*before, learnt]

    def _add_labels(self, figures: Iterable[Figure]) -> None:
        classes = {name: dict.fromkeys(self.classes.get(name, ())) for name in CLASSES}
        for figure in figures:
            for name, labels in classes.items():
                if getattr(figure, name) is not None:
                    labels.setdefault(label_of(figure, name))
        self.cfg["classes"] = {name: sorted(labels) for name, labels in classes.items() if labels}
        set_classes(self.model, self.classes)

    def score(self, examples: Iterable[Example], **settings: Any) -> dict[str, Any]:
        """F1, precision and recall of the figures' fields, as `figures_record_f` and so on; see `sitrep_nlp.evaluation`."""
        from sitrep_nlp.corpus.marked import AnnotatedReport
        from sitrep_nlp.evaluation import score

        sides: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
        for number, example in enumerate(examples):
            for side, doc in zip(sides, (example.reference, example.predicted), strict=True):
                side[str(number)] = AnnotatedReport(str(number), doc.text, figures=doc._.figures)
        found: dict[str, float] = {}
        for name, counts in score(*sides).figures.items():
            found |= {
                f"figures_{name}_{key}": value
                for key, value in (("f", counts.f1), ("p", counts.precision), ("r", counts.recall))
            }
        return found


def _parts(rows: Rows) -> Iterator[list[int]]:
    """The indices of the figures, in parts that one pass through the network takes."""
    numbers = iter(range(len(rows)))
    while part := list(islice(numbers, _NUMBERS)):
        yield part
