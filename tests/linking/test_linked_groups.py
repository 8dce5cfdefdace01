"""Facets of groups and ages, as their phrases give them."""

from __future__ import annotations

import pytest
from tests.conftest import ROOT

from sitrep_nlp import lexicon
from sitrep_nlp.linking.ages import years
from sitrep_nlp.linking.groups import facets


def test_women_and_adolescent_survivors() -> None:
    found = facets("women and adolescent survivors of GBV")
    assert found.sex == "female"
    assert found.age_groups == ("adults", "adolescents")
    assert found.vulnerabilities == ("survivor_gbv",)


def test_a_group_has_a_sex_only_where_all_of_it_has() -> None:
    assert facets("women and girls").sex == "female"
    assert facets("women and children").sex is None
    assert facets("women and their families").sex is None
    assert facets("women and men").sex is None


def test_who_comes_along_gives_no_age() -> None:
    assert facets("mothers with small children").age_groups == ()
    assert facets("children with disabilities").age_groups == ("children",)


def test_a_line_break_and_markup_hide_nothing() -> None:
    assert facets("unaccompanied and sepa-\nrated children").vulnerabilities == ("unaccompanied", "separated")
    assert facets("survivors** of violence").vulnerabilities == ("survivor_violence",)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("children under five", (None, 4)),
        ("children aged 6 to 59 months", (0, 4)),
        ("adolescents aged 12-17", (12, 17)),
        ("persons over 60", (60, None)),
        ("adults aged 60 and above", (60, None)),
        ("boys up to ten years", (None, 10)),
        ("17-year-old boys", (17, 17)),
        ("60 to 80 families", (None, None)),
        ("persons", (None, None)),
    ],
)
def test_years(phrase: str, expected: tuple[int | None, int | None]) -> None:
    assert years(phrase) == expected


def test_the_guide_names_every_code() -> None:
    guide = (ROOT / "docs/linking.md").read_text(encoding="utf-8")
    rows = [(row["facet"], row["code"]) for row in lexicon.rows("facets")]
    assert len(set(rows)) == len(rows)
    assert [code for _, code in rows if f"`{code}`" not in guide] == []
