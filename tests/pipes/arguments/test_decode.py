"""From scores to the fields of figures."""

from __future__ import annotations

import numpy
import pytest
from tests.pipes.arguments.conftest import CLASSES, even

from sitrep_nlp.pipes.arguments.decode import decide

MARKED = (
    "In {L1:Puno} and {L2:Tacna}, {O1:HIAS} {A1:fed} {Q1:300} {B1:nurses}, {Q2:40} of them {B2:men}.\n"
    "@ Q1 B1 A1 O1 L1 Food\n@ Q2 B2 A1 O1 L1 <Q1 Food\n"
)


@pytest.fixture
def found(case):
    return case(MARKED)


def decided(found, scores):
    return decide(found.doc, found.rows, range(len(found.rows)), found.windows, scores, CLASSES)


def told(decision, name):
    value = decision.fields[name]
    return [span["text"] for span in value] if isinstance(value, list) else value and value["text"]


def sure(found):
    """Scores that are sure of nothing at all: of no span, no whole, no link."""
    scores = even(found)
    for column in (*scores.no_span.values(), scores.no_whole):
        column[:] = 9.0
    scores.links[:] = -9.0
    return scores


def at(found, word, number=0):
    """The position of a word in the window of a number."""
    starts = found.windows.lengths.cumsum() - found.windows.lengths
    return next(
        position for position in range(starts[number], len(found.windows.tokens)) if found.words([position]) == word
    )


def test_nothing(found):
    for decision in decided(found, sure(found)):
        assert [told(decision, name) for name in ("counted", "activity", "part_of")] == [None] * 3
        assert [told(decision, name) for name in ("organizations", "locations", "dates")] == [[]] * 3
        assert decision.chances == pytest.approx((1, 1), abs=0.1)


def test_the_likeliest_span_with_its_chance(found):
    scores = sure(found)
    scores.spans["counted"][at(found, "nurses"), 0] = 20.0
    scores.spans["activity"][at(found, "HIAS"), 1] = 20.0
    scores.spans["activity"][at(found, "fed"), 0] = 19.0
    first, second = decided(found, scores)
    assert (told(first, "counted"), told(first, "activity")) == ("nurses", "HIAS fed")
    assert first.fields["counted"] == {
        "start": found.doc.text.index("nurses"),
        "end": found.doc.text.index("nurses") + 6,
        "text": "nurses",
    }
    assert first.chances == pytest.approx((1.0, 0.73), abs=0.01)
    assert (told(second, "counted"), told(second, "activity")) == (None, None)


def test_of_several_wordings_the_activity_is_the_one_most_like_the_others(found):
    scores = sure(found)
    for word, more, chance in (("HIAS", 0, 0.36), ("fed", 0, 0.34), ("HIAS", 1, 0.30)):
        for role in ("counted", "activity"):
            scores.spans[role][at(found, word), more] = 20.0 + numpy.log(chance)
    first, _ = decided(found, scores)
    assert (told(first, "counted"), told(first, "activity")) == ("HIAS", "HIAS fed")
    assert first.chances == pytest.approx((0.36, 0.30), abs=0.01)


def test_spans_that_may_not_be_chosen_are_not(found):
    scores = sure(found)
    scores.spans["counted"][at(found, "300"), 0] = 99.0
    scores.spans["counted"][at(found, "fed"), 2] = 99.0
    assert told(decided(found, scores)[0], "counted") is None


def test_the_whole_is_no_smaller(found):
    scores = sure(found)
    scores.whole[at(found, "40", number=0)] = 20.0
    assert told(decided(found, scores)[0], "part_of") is None


def test_what_comes_on_top_is_no_part(case):
    found = case(
        "HIAS {A1:fed} {Q1:300} {B1:nurses}. A further {Q2:40} {B2:cooks} were {A2:fed}.\n@ Q1 B1 A1 Food\n@ Q2 B2 A2 Food\n"
    )
    scores = sure(found)
    scores.whole[at(found, "300", number=1)] = 20.0
    assert told(decided(found, scores)[1], "part_of") is None


def test_the_whole_is_another_number(found):
    scores = sure(found)
    scores.whole[at(found, "300", number=1)] = 20.0
    scores.whole[at(found, "300")] = 20.0
    assert [told(decision, "part_of") for decision in decided(found, scores)] == [None, "300"]


def test_a_number_on_top_of_a_whole_does_not_count_what_its_part_does(case):
    found = case(
        "HIAS {A1:fed} {Q1:300} {B1:nurses}, of them {Q2:40} {B2:women}. Another {Q3:75} {A3:left}.\n"
        "@ Q1 B1 A1 Food\n@ Q2 B2 A1 <Q1 Food\n@ Q3 ~B1 A3 Context\n"
    )
    scores = sure(found)
    for number, nouns in enumerate((("nurses",), ("women",), ("nurses", "women"))):
        for sureness, noun in enumerate(nouns, 20):
            scores.spans["counted"][at(found, noun, number), 0] = sureness
    scores.whole[at(found, "300", number=1)] = 20.0
    decisions = decided(found, scores)
    assert [told(decision, "counted") for decision in decisions] == ["nurses", "women", "nurses"]
    assert decisions[2].chances[0] > 0.9
    scores.whole[at(found, "300", number=1)] = -20.0
    assert told(decided(found, scores)[2], "counted") == "women"


def test_links_in_the_order_of_the_text(found):
    scores = sure(found)
    for word in ("Tacna", "Puno", "HIAS", "fed"):
        scores.links[at(found, word)] = 9.0
    first = decided(found, scores)[0]
    assert (told(first, "organizations"), told(first, "locations")) == (["HIAS"], ["Puno", "Tacna"])


def test_also_those_of_the_sentence_before(case):
    found = case("{L2:Tacna} was calm. In {L1:Puno}, HIAS {A1:fed} {Q1:300} {B1:nurses}.\n@ Q1 B1 A1 L1 L2 Food\n")
    scores = sure(found)
    scores.links[at(found, "Tacna")] = scores.links[at(found, "Puno")] = 9.0
    assert at(found, "Puno") < at(found, "Tacna")
    assert told(decided(found, scores)[0], "locations") == ["Tacna", "Puno"]


def test_what_the_rules_link_too_needs_less(found):
    for name in ("organizations", "locations"):
        for row in found.rows:
            row[name] = []
    scores = sure(found)
    scores.links[at(found, "HIAS")] = scores.links[at(found, "Puno")] = -1.0  # a chance of 0.27
    assert told(decided(found, scores)[0], "locations") == []
    start = found.doc.text.index("Puno")
    found.rows[0]["locations"] = [{"start": start, "end": start + 4, "text": "Puno"}]
    first = decided(found, scores)[0]
    assert (told(first, "organizations"), told(first, "locations")) == ([], ["Puno"])


def test_labels(found):
    scores = sure(found)
    scores.classes["sector"][1, 2] = scores.classes["counted_type"][0, 1] = 1.0
    first, second = decided(found, scores)
    assert (first.fields["counted_type"], second.fields["counted_type"]) == ("people", "item")
    assert second.fields["sector"] == "Shelter"


def test_an_event_type_that_is_not_likely_is_left_to_the_facts(found):
    classes = {"event_type": ["EventA", "EventO", "EventP"]}
    scores = sure(found)
    scores.classes = {"event_type": numpy.array([[3.0, 0.0, 0.0], [1.0, 0.0, 0.0]], "float32")}
    decisions = decide(found.doc, found.rows, range(len(found.rows)), found.windows, scores, classes)
    assert [decision.fields["event_type"] for decision in decisions] == ["EventA", None]


@pytest.mark.parametrize(("name", "acronym", "both"), [(3.0, 1.0, True), (1.0, -9.0, False)])
def test_an_organisation_and_its_acronym_in_brackets_are_linked_together(case, name, acronym, both):
    found = case("{O1:Norwegian Refugee Council} ({O2:NRC}) {A1:fed} {Q1:300} {B1:nurses}.\n@ Q1 B1 A1 O1 O2 Food\n")
    found.rows[0]["organizations"] = []
    scores = sure(found)
    scores.links[at(found, "Norwegian")], scores.links[at(found, "NRC")] = name, acronym
    (decision,) = decided(found, scores)
    assert told(decision, "organizations") == (["Norwegian Refugee Council", "NRC"] if both else [])


def test_what_the_rules_say_of_one_name_of_an_organisation_they_say_of_the_other(case):
    found = case("{O1:Norwegian Refugee Council} ({O2:NRC}) {A1:fed} {Q1:300} {B1:nurses}.\n@ Q1 B1 A1 O1 O2 Food\n")
    found.rows[0]["organizations"] = found.rows[0]["organizations"][:1]
    scores = sure(found)
    scores.links[at(found, "Norwegian")] = scores.links[at(found, "NRC")] = -1.0  # enough only where the rules say so
    (decision,) = decided(found, scores)
    assert told(decision, "organizations") == ["Norwegian Refugee Council", "NRC"]


def test_a_span_closes_the_brackets_that_it_opens(case):
    found = case("They {A1:fed} {Q1:300} {B1:nurses (and cooks)} (by hand).\n@ Q1 B1 A1 Food\n")
    scores = sure(found)
    scores.spans["counted"][at(found, "nurses"), 3] = 20.0  # as far as "cooks"
    scores.spans["counted"][at(found, "and"), 2] = 20.0  # "and cooks)"
    assert told(decided(found, scores)[0], "counted") is None
    scores.spans["counted"][at(found, "nurses"), 4] = 19.0
    assert told(decided(found, scores)[0], "counted") == "nurses (and cooks)"


def test_a_quotation_is_closed_too(case):
    found = case("They {A1:fed} {Q1:300} {B1:nurses} with “high needs” there.\n@ Q1 B1 A1 Food\n")
    scores = sure(found)
    scores.spans["activity"][at(found, "with"), 2] = 20.0  # "with “high"
    scores.spans["activity"][at(found, "with"), 4] = 19.0
    assert told(decided(found, scores)[0], "activity") == "with “high needs”"


@pytest.mark.parametrize(("chance", "counted"), [(0.24, None), (0.26, "nurses")])
def test_an_unlikely_counted_thing_gives_way_to_none(found, chance, counted):
    scores = sure(found)
    shares = {"nurses": chance, "HIAS": 0.2, "fed": 0.2, "Puno": 0.2, "Tacna": 0.4 - chance}
    for role in ("counted", "activity"):
        for word, share in shares.items():
            scores.spans[role][at(found, word), 0] = 30.0 + numpy.log(share)
    first, _ = decided(found, scores)
    assert told(first, "counted") == counted
    assert told(first, "activity") is not None


def test_what_the_build_of_a_box_links_is_linked(found):
    scores = sure(found)
    assert told(decided(found, scores)[0], "locations") == []
    found.rows[0]["found_by"] = "rules.headline"
    assert [span["text"] for span in found.rows[0]["locations"]] == ["Puno", "Tacna"]
    assert told(decided(found, scores)[0], "locations") == ["Puno", "Tacna"]
