"""What the network ought to say of annotated figures."""

from __future__ import annotations

from tests.pipes.arguments.conftest import CLASSES

from sitrep_nlp.pipes.arguments.targets import NONE, targets, unmarked_fields
from sitrep_nlp.schema import LABELS


def spans(case, role):
    """The right spans of each number in words; None where nothing is known."""
    return [
        answers if answers is None else [case.words(range(first, first + more + 1)) for first, more in answers]
        for answers in case.targets.spans[role]
    ]


def test_counted_and_activity(case):
    found = case("{A1:Fed} were {Q1:300} {B1:young nurses} and {Q2:40} {B2:cooks}.\n@ Q1 B1 A1 Food\n@ Q2 B2 Food\n")
    assert spans(found, "counted") == [["young nurses"], ["cooks"]]
    assert spans(found, "activity") == [["Fed"], []]


def test_further_answers_are_as_right(case):
    found = case("{A2:They {A1:fed}} {Q1:300} {B1:nurses}.\n@ Q1 B1 A1 A2 Food\n")
    assert spans(found, "activity") == [["fed", "They fed"]]


def test_of_a_number_that_nobody_annotated_nothing_is_known(case):
    found = case("They {A1:fed} {Q1:300} {B1:nurses} and 40 cooks.\n@ Q1 B1 A1 Food\n")
    assert spans(found, "counted") == [["nurses"], None]
    assert (found.targets.wholes, found.targets.links) == ([NONE, None], [set(), None])
    assert found.targets.classes["sector"] == [1, None]


def test_optional_figures_are_unknown(case):
    assert spans(case("They {A1:fed} {Q1?:300} {B1:nurses}.\n@ Q1 B1 A1 Food\n"), "counted") == [None]


def test_the_whole_is_the_position_of_another_number(case):
    found = case(
        "{Q1:300} {B1:nurses} {A1:left}, {Q2:40} of them {A2:for good}.\n@ Q1 B1 A1 Context\n@ Q2 ~B1 A2 <Q1 Context\n"
    )
    first, second = found.targets.wholes
    assert first == NONE
    assert found.words([second]) == "300"


def test_entities_to_link(case):
    found = case("{O1:HIAS} {A1:fed} {Q1:300} {B1:nurses} in {L1:Puno} and {L2:Tacna}.\n@ Q1 B1 A1 O1 L2 Food\n")
    (links,) = found.targets.links
    assert [found.words([position]) for position in sorted(links)] == ["HIAS", "Tacna"]


def test_a_counted_thing_out_of_sight_is_sought_in_the_same_words(case):
    found = case(
        "{B1:Nurses} came. It rained a lot. The nurses were tired. {Q1:40} {A1:left}.\n@ Q1 ~B1 A1 Context\n",
    )
    assert spans(found, "counted") == [["nurses"]]


def test_what_is_out_of_sight_and_said_nowhere_else_is_unknown(case):
    found = case("{B1:Welders} came. It rained. It was hot. {Q1:40} {A1:left}.\n@ Q1 ~B1 A1 Context\n")
    rows = [row | {"counted": None} for row in found.rows]
    found.doc._.figure_rows = rows
    assert spans(found, "counted") == [None]
    assert spans(found, "activity") == [["left"]]


def test_labels(case):
    found = case("They {A1:fed} {Q1:300} {B1:nurses}. Another {Q2:40} {A2:left}.\n@ Q1 B1 A1 Food\n@ Q2 ~B1 A2 WASH\n")
    labels = {
        name: [index if index is None else CLASSES[name][index] for index in found.targets.classes[name]]
        for name in CLASSES
    }
    assert labels == {
        "sector": ["Food Security", None],  # the network knows no WASH
        "counted_type": ["people", "people"],
    }


def test_fields_that_no_report_has_were_not_annotated(case):
    bare = case("{O1:HIAS} {A1:fed} {Q1:300} {B1:nurses} in {L1:Lima}.\n@ Q1 B1 A1 Food\n")
    full = case("{O1:HIAS} {A1:fed} {Q1:300} {B1:nurses} in {L1:Lima}.\n@ Q1 B1 A1 O1 L1 Food\n")
    assert unmarked_fields(bare.gold) == ["organizations", "locations", "dates", "part_of"]
    assert unmarked_fields([*bare.gold, *full.gold]) == ["dates", "part_of"]
    told = targets(bare.doc, bare.rows, bare.windows, bare.gold, CLASSES, unmarked_fields(bare.gold))
    assert told.wholes == [None]
    assert told.unlinked == [LABELS.index(label) + 1 for label in ("ORG", "LOC", "DATE")]
