"""What a wrong answer costs, and a missed one."""

from __future__ import annotations

import numpy
import pytest
from tests.pipes.arguments.conftest import CLASSES, even

from sitrep_nlp.pipes.arguments.loss import Choices, gradient, softmax
from sitrep_nlp.pipes.arguments.network import LONGEST, SPAN_ROLES, Batch
from sitrep_nlp.pipes.arguments.targets import targets

FED = "They {A1:fed} {Q1:300} {B1:nurses}.\n@ Q1 B1 A1 Food\n"
NOTHING = "It cost {Q1=300 USD:$300}.\n@ Q1 Food\n"


def lost(case, scores):
    return gradient(scores, [case.windows], [case.targets])[1]


def test_a_missed_pair_costs(case):
    """Nothing predicted where a counted thing is annotated; what spaCy's tutorial leaves out."""
    found = case(FED)
    scores = even(found)
    told = lost(found, scores)
    scores.no_span["counted"][0] = 5.0
    assert lost(found, scores) > told + 2
    assert gradient(scores, [found.windows], [found.targets])[0].no_span["counted"][0] > 0.9


def test_a_pair_where_there_is_none_costs(case):
    found = case(NOTHING)
    scores = even(found)
    told = lost(found, scores)
    scores.spans["counted"][0, 0] = 5.0
    assert lost(found, scores) > told + 2
    slope = gradient(scores, [found.windows], [found.targets])[0]
    assert slope.spans["counted"][0, 0] > 0.8
    assert slope.no_span["counted"][0] < -0.9


def test_the_right_answer_costs_nothing(case):
    found = case(FED)
    scores = even(found)
    for role in SPAN_ROLES:
        scores.spans[role][found.targets.spans[role][0][0]] = 30.0
    scores.no_whole[0] = 30.0
    scores.links[:] = -30.0
    for name, (label,) in found.targets.classes.items():
        scores.classes[name][0, label] = 30.0
    assert lost(found, scores) == pytest.approx(0, abs=1e-5)


def test_several_right_answers_share(case):
    found = case("{A2:They {A1:fed}} {Q1:300} {B1:nurses}.\n@ Q1 B1 A1 A2 Food\n")
    one, other = found.targets.spans["activity"][0]
    slope = gradient(even(found), [found.windows], [found.targets])[0].spans["activity"]
    assert slope[one] == pytest.approx(slope[other])
    assert slope[one] < 0
    costs = []
    for chosen in (one, other):
        scores = even(found)
        scores.spans["activity"][chosen] = 30.0
        costs.append(lost(found, scores))
    assert costs[0] == pytest.approx(costs[1])


def test_unknown_labels_and_numbers_have_no_gradient(case):
    found = case("They {A1:fed} {Q1:300} {B1:nurses} and 40 cooks.\n@ Q1 B1 A1 WASH\n")
    slope = gradient(even(found), [found.windows], [found.targets])[0]
    assert not slope.classes["sector"].any()  # the network knows no WASH
    assert slope.classes["counted_type"][0].any()
    second = Batch([found.windows]).which == 1
    assert not any(slope.spans[role][second].any() or slope.no_span[role][1] for role in SPAN_ROLES)
    assert not slope.links[second].any()
    assert not slope.whole[second].any()


def test_spans_leave_out_the_number_and_stay_in_their_segment(case):
    found = case("Rain fell. Partners {A1:fed} {Q1:1,300} {B1:nurses}.\n@ Q1 B1 A1 Food\n")
    batch = Batch([found.windows])
    allowed = {
        found.words(range(first, first + more + 1)) for first, more in zip(*Choices(batch).spans.nonzero(), strict=True)
    }
    assert "Partners fed" in allowed
    assert "nurses" in allowed
    assert "Rain fell" in allowed
    assert not any("1,300" in words for words in allowed)
    assert not any("." in words and "Rain" in words and "Partners" in words for words in allowed)
    assert ". Rain" not in allowed


def test_no_span_holds_what_ends_a_phrase(case):
    found = case("Orders were {A1:filled}: {B1:nurses} got {Q1:40}; cooks waited • Rain fell.\n@ Q1 B1 A1 Food\n")
    words = [found.doc[int(token)].text for token in found.windows.tokens]
    allowed = Choices(Batch([found.windows])).spans
    spans = {" ".join(words[at : at + more + 1]) for at, more in zip(*allowed.nonzero(), strict=True)}
    assert {"filled", "nurses got", "cooks waited", "Rain fell"} <= spans
    assert not any(mark in span for span in spans for mark in ":;•.")


def test_chances_of_a_number_add_up_to_one(case):
    found = case("They {A1:fed} {Q1:300} {B1:nurses} and {Q2:40} {B2:cooks}.\n@ Q1 B1 A1 Food\n@ Q2 B2 A1 Food\n")
    batch = Batch([found.windows])
    scores = numpy.random.default_rng(1).normal(0, 9, (len(batch.which), LONGEST)).astype("float32")
    chances, none = softmax(scores, numpy.zeros(2, dtype="float32"), Choices(batch).spans, batch)
    assert numpy.add.reduceat(chances.sum(axis=1), batch.starts) + none == pytest.approx([1, 1], abs=1e-5)
    assert not chances[~Choices(batch).spans].any()


def test_links_that_nobody_annotated_teach_nothing(case):
    found = case("{O1:HIAS} {A1:fed} {Q1:300} {B1:nurses} in {L1:Lima}.\n@ Q1 B1 A1 O1 Food\n")
    told = targets(found.doc, found.rows, found.windows, found.gold, CLASSES, ["locations"])
    slopes = gradient(even(found), [found.windows], [told])[0].links
    words = {found.words([position]): slope for position, slope in enumerate(slopes.tolist()) if slope}
    assert set(words) == {"HIAS"}
    assert "Lima" in {
        found.words([position])
        for position in gradient(even(found), [found.windows], [found.targets])[0].links.nonzero()[0]
    }
