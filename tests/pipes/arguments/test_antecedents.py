"""Which figures count what another number counts."""

from __future__ import annotations

import pytest

from sitrep_nlp.pipes.arguments.antecedents import are_told, with_antecedents


@pytest.mark.parametrize(
    ("marked", "implicit"),
    [
        # The pumps stand behind a number of their own.
        ("{Q1:25} {C1=item:pumps} {A1:were mended} in Dikwa ({Q2:14}).\n@ Q1 C1 A1 WASH\n@ Q2 ~C1 A1 <Q1 WASH\n", [False, True]),
        # No other number counts the cases, nor what a noun before all numbers says.
        ("The number of {C1=other:deaths} {A1:reached} {Q1:408}.\n@ Q1 C1 A1 Health\n", [False]),
        ("{C1=item:Kits}: {Q1:20} {A1:given}, {Q2:30} {A2:left}.\n@ Q1 C1 A1 NFI\n@ Q2 C1 A2 NFI\n", [False, False]),
    ],
)  # fmt: skip
def test_a_noun_is_understood_where_another_number_counts_it(case, marked, implicit):
    found = case(marked)
    assert [figure.implicit for figure in found.gold] == implicit
    rows = [{**figure.to_json(), "implicit": None} for figure in found.gold]
    assert [row["implicit"] for row in with_antecedents(rows)] == implicit


def test_some_annotators_do_not_tell_antecedents(case):
    told = case("{Q1:500} {B1:cooks} {A1:came}, {Q2:75} {A2:left}.\n@ Q1 B1 A1 Context\n@ Q2 ~B1 A2 Context\n")
    silent = case("{Q1:500} {B1:cooks} {A1:came}, {Q2:75} {A2:left}.\n@ Q1 B1 A1 Context\n@ Q2 B1 A2 Context\n")
    few = case("{Q1:500} {B1:cooks} {A1:came}.\n@ Q1 B1 A1 Context\n")
    texts = {name: (found.doc.text, found.gold) for name, found in (("told", told), ("silent", silent), ("few", few))}
    assert are_told([texts["told"], texts["few"], texts["told"], texts["silent"]])
    assert are_told([texts["silent"], texts["few"]]) is False
    assert are_told([texts["few"]]) is None
