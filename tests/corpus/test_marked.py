"""The source form of annotated reports."""

from __future__ import annotations

import pytest

from sitrep_nlp.corpus.marked import parse

HEADER = "---\nid: x\nmonth: 2020-05\n---\n"


def faults(body: str) -> list[str]:
    return [f"{fault.line}: {fault.message}" for fault in parse(HEADER + body, "x.txt")[1]]


def test_marks_become_entities_and_figures():
    report, wrong = parse(
        HEADER
        + "In {L1:Arica} the {O1:GTRM} {A1:assisted} {M:almost} **{Q1:5,000} {B1:refugees and\nmigrants}** and {Q2=90:ninety}.\n"
        "@ Q1 B1 A1 O1 L1 Protection\n@ Q2 ~B1 A1 <Q1 Food\n"
    )
    assert wrong == []
    assert report is not None
    assert report.text == "In Arica the GTRM assisted almost **5,000 refugees and\nmigrants** and ninety.\n"
    first, second = report.figures
    assert (first.value, first.modifier, first.counted.text, first.activity.text) == (
        5000.0,
        "almost",
        "refugees and\nmigrants",
        "assisted",
    )
    assert [span.text for span in first.organizations + first.locations] == ["GTRM", "Arica"]
    assert (second.value, second.implicit, second.part_of, second.sector) == (
        90.0,
        True,
        first.quantity,
        "Food Security",
    )


@pytest.mark.parametrize(
    ("mark", "value", "high", "kind", "unit"),
    [
        ("{Q1:1,240}", 1240.0, None, "count", ""),
        ("{Q1:12.5 per cent}", 12.5, None, "percent", "%"),
        ("{Q1=50..100:50 to 100}", 50.0, 100.0, "count", ""),
        ("{Q1=148640000 USD:$148.64 M}", 148640000.0, None, "money", "USD"),
        ("{Q1=100 kg:100kg}", 100.0, None, "measure", "kg"),
        ("{Q1=1/4 x:one in four}", 0.25, None, "ratio", ""),
    ],
)
def test_values(mark, value, high, kind, unit):
    report, wrong = parse(HEADER + f"{mark} {{C1=item:kits}}\n@ Q1 C1 NFI\n")
    assert wrong == []
    assert report is not None
    (figure,) = report.figures
    assert (figure.value, figure.value_high, figure.kind, figure.unit) == (value, high, kind, unit)


def test_a_reference_reaches_back_to_an_earlier_block():
    report, wrong = parse(HEADER + "{Q1:5} {B1:men}\n@ Q1 B1 Context\n\n{Q1:6} more.\n@ Q1 ~^B1 Context\n")
    assert wrong == []
    assert report is not None
    assert report.figures[1].counted == report.figures[0].counted


def test_escaped_signs_are_text():
    report, wrong = parse(HEADER + "\\{not a mark\\}\n\\@ not a figure line\n")
    assert wrong == []
    assert report is not None
    assert report.text == "{not a mark}\n@ not a figure line\n"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("{O1:GTRM", "5: the mark O1 is never closed"),
        ("GTRM}", "5: a closing brace without a mark"),
        ("{Z1:x}", "5: unknown kind of mark 'Z'"),
        ("{O: GTRM}", "begins or ends with white space"),
        ("{B:women in {L:Lima}}", "L lies inside B: entities do not overlap"),
        ("{D:3 May}", "DATE without a value"),
        ("{D=May:3 May}", "not a DATE value"),
        ("{Q1:5} {B1:men}", "the quantity '5' has no figure line"),
        ("{Q1:five} {B1:men}\n@ Q1 B1 Context", "'five' is no plain number"),
        ("{Q1:5} {B1:men}\n@ Q1 B1", "Q1 has no sector"),
        ("{Q1:5} {C1:kits}\n@ Q1 C1 NFI", "the counted type is missing or unknown"),
        ("{Q1:5} {B1:men}\n@ Q1 B2 Context", "6: B2: 0 marks B2 in the text above"),
        ("{M:roundabout} {Q1:5} {B1:men}\n@ Q1 B1 Context", "unknown modifier 'roundabout'"),
        ("{Q1:5} {B1:men}, {Q2:3} old\n@ Q1 B1 <Q2 Context\n@ Q2 ~B1 <Q1 Context", "is a part of itself"),
        ("{Q1:5} {B1:men}\n@ Q1 B1 Context\n@ Q1 B1 Context", "has two figure lines"),
    ],
)
def test_faults_are_named_with_their_line(body, fault):
    assert any(fault in found for found in faults(body)), faults(body)


def test_a_file_without_a_header_is_a_fault():
    report, found = parse("In Lima.", "x.txt")
    assert report is None
    assert str(found[0]) == "x.txt:1: the file does not begin with a header between two lines of ---"
