"""Sentences as the component meets them, and a network that is small enough to learn a few of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy
import pytest
from spacy.language import Language
from spacy.ml.models.tok2vec import MultiHashEmbed
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed
from tests.conftest import gold
from thinc.api import Model

import sitrep_nlp
from sitrep_nlp.corpus.compile import to_doc
from sitrep_nlp.figures import Figure
from sitrep_nlp.pipes.arguments.component import Arguments
from sitrep_nlp.pipes.arguments.confidence import UNCALIBRATED
from sitrep_nlp.pipes.arguments.features import Windows, windows
from sitrep_nlp.pipes.arguments.network import LONGEST, SPAN_ROLES, Input, Scores, argument_network, set_classes
from sitrep_nlp.pipes.arguments.targets import Targets, targets

# One sentence of each build that the component has to tell apart; gold is not always what the rules say.
MARKED = (
    "In {L1:Lima} the {O1:HIAS} team {A1:fed} {Q1:300} {B1:nurses} and {Q2:40} {B2:cooks}.\n"
    "@ Q1 B1 A1 O1 L1 Food\n@ Q2 B2 A1 O1 L1 Food\n",
    "{Q1:1,200} {B1:refugees} {A1:received tents}, among them {Q2:90} {C2=people:orphans} in {L2:Puno}.\n"
    "@ Q1 B1 A1 Shelter\n@ Q2 C2 A1 <Q1 L2 Shelter\n",
    "{Q1:500} {B1:migrants} {A1:arrived} in {L1:Tacna}. Another {Q2:75} {A2:left}.\n"
    "@ Q1 B1 A1 L1 Context\n@ Q2 ~B1 A2 Context\n",
    "{O1:UNHCR} {A1:handed out} {Q1:80} {C1=item:blankets} and {Q2=5000 USD:$5,000}.\n@ Q1 C1 A1 O1 NFI\n@ Q2 A1 O1 CBI\n",
)
CLASSES = {
    "sector": ["Context", "Food Security", "Shelter"],
    "counted_type": ["item", "people"],
}


@pytest.fixture(autouse=True)
def _seeded() -> None:
    fix_random_seed(3)


class Case:
    """A marked text: its Doc with the rules' figures, its windows, and the annotated figures."""

    def __init__(self, rules: Language, marked: str) -> None:
        report = gold(marked)
        doc = rules.make_doc(report.text)
        doc._.month = report.month
        self.doc: Doc = rules(doc)
        self.reference = to_doc(report, rules.make_doc(report.text))
        self.gold: list[Figure] = report.figures

    @property
    def rows(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.doc._.figure_rows
        return rows

    @property
    def windows(self) -> Windows:
        return windows(self.doc, self.rows)

    @property
    def targets(self) -> Targets:
        return targets(self.doc, self.rows, self.windows, self.gold, CLASSES)

    @property
    def example(self) -> Example:
        return Example(self.doc, self.reference)

    def words(self, positions: Sequence[int]) -> str:
        """The words at some positions of the windows."""
        return " ".join(self.doc[int(self.windows.tokens[position])].text for position in positions)


@pytest.fixture(scope="session")
def case(rules: Language) -> Callable[[str], Case]:
    return lambda marked: Case(rules, marked)


def even(case: Case) -> Scores:
    """Scores that tell nothing."""
    positions, count = len(case.windows.tokens), len(case.windows.lengths)

    def zeros(*shape: int) -> Any:
        return numpy.zeros(shape, "float32")

    return Scores(
        {role: zeros(positions, LONGEST) for role in SPAN_ROLES},
        {role: zeros(count) for role in SPAN_ROLES},
        zeros(positions),
        zeros(count),
        zeros(positions),
        {name: zeros(count, len(labels)) for name, labels in CLASSES.items()},
    )


def network(heads: int = 4, **rates: float) -> Model[Input, Scores]:
    embed = MultiHashEmbed(width=16, attrs=["NORM", "SHAPE"], rows=[200, 50], include_static_vectors=False)
    rates = {"token_dropout": 0.0, "dropout": 0.0, "word_dropout": 0.0} | rates
    return argument_network(embed, width=16, depth=2, heads=heads, **rates)


def pipeline(rules: Language) -> Language:
    """A pipeline of the rules and a component that has learnt a little: what it answers is not what the rules do."""
    nlp = sitrep_nlp.load("rules")
    embed = {"@architectures": "spacy.MultiHashEmbed.v2", "width": 16, "attrs": ["NORM"], "rows": [200]}
    network = {"@architectures": "sitrep_nlp.ArgumentNetwork.v1", "width": 16, "depth": 1, "heads": 4}
    rates = {"token_dropout": 0.1, "dropout": 0.1, "word_dropout": 0.1}
    model = {**network, **rates, "tok2vec": {**embed, "include_static_vectors": False}}
    nlp.add_pipe("sitrep_arguments", config={"model": model}, before="sitrep_facts")
    examples = [Case(rules, marked).example for marked in MARKED]
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = 0.01
    for _ in range(10):
        nlp.update(examples, sgd=optimizer)
    return nlp


@pytest.fixture
def model(case: Callable[[str], Case]) -> Model[Input, Scores]:
    """A network that has learnt nothing yet."""
    made, first = network(), case(MARKED[0])
    set_classes(made, CLASSES)
    made.initialize(X=([first.doc], [first.windows]))
    # What begins as nought or one would hide a fault.
    for node in made.walk():
        for name in node.param_names:
            value = node.get_param(name)
            node.set_param(name, value + numpy.random.normal(0, 0.05, value.shape).astype("float32"))
    return made


@pytest.fixture(scope="session")
def learnt(rules: Language, case: Callable[[str], Case]) -> Arguments:
    """A component that has learnt the marked sentences."""
    fix_random_seed(3)
    examples = [case(marked).example for marked in MARKED]
    component = Arguments(rules.vocab, network(), "sitrep_arguments", UNCALIBRATED)
    component.initialize(lambda: examples)
    optimizer = Language().create_optimizer()
    optimizer.learn_rate = 0.01
    for _ in range(60):
        component.update(examples, sgd=optimizer)
    return component
