"""Six situation reports as published: what stands beside what on their pages must not be mixed."""

from __future__ import annotations

from functools import cache

import pytest

from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.reading.pdf import read_pdf

from ..conftest import SHARED

pytestmark = pytest.mark.shared

OCHA, PAHO, UNICEF, WEEKLY, WFP, BRIEF = NAMES = (
    "ocha-haiti-2025-10-23",
    "paho-haiti-2025-10-26",
    "unicef-haiti-2025-11",
    "weekly-haiti-2026-01-16",
    "wfp-haiti-2025-11-04",
    "wfp-haiti-brief-2025-10",
)


@cache
def bulletin(name: str) -> Bulletin:
    return read_pdf(SHARED / "data" / "pdfs" / f"{name}.pdf")


def texts(name: str, *kinds: str) -> list[str]:
    read = bulletin(name)
    return [read.text[start:end] for kind, start, end in read.blocks if kind in kinds]


@pytest.mark.parametrize("name", NAMES)
def test_each_is_read_without_warnings(name: str) -> None:
    read = bulletin(name)
    assert read.warnings == ()
    assert len(read.text) > 2_500
    assert all(read.text[word.start : word.end].strip() for word in read.words)


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        # Words that stand at one height, in columns or boxes beside each other.
        (WEEKLY, "Biobío", "Catatumbo"),
        (WEEKLY, "leptospirosis", "Bel Air"),
        (WEEKLY, "leptospirosis", "Grenada"),
        (WFP, "anticipatory cash transfers", "Critical Humanitarian Needs"),
        (WFP, "Early Warning System", "access constraints"),
        (WFP, "Miragoane", "funding gap"),
        (BRIEF, "Human Development Index", "Operational Updates"),
        (BRIEF, "Zero Hunger", "Klere Chimen"),
        (BRIEF, "Strategic Outcome 2", "UNHAS"),
        (BRIEF, "Strategic Outcome 3", "225,000 people"),
        (UNICEF, "Reporting Period", "Flash Update"),
        (UNICEF, "Geetanjali", "Yannig"),
        (PAHO, "Immaculée Conception", "Figure 2"),
    ],
)
def test_neighbours_are_not_mixed(name: str, one: str, other: str) -> None:
    passages = bulletin(name).text.split("\n\n")
    assert any(one in passage for passage in passages)
    assert any(other in passage for passage in passages)
    assert not any(one in passage and other in passage for passage in passages)


def test_each_headline_figure_has_its_own_label() -> None:
    weekly = dict(text.split("\n", 1) for text in texts(WEEKLY, "headline"))
    assert weekly.keys() == {"5.8K", "423", "100K"}
    assert "Port-au-Prince" in weekly["5.8K"]
    assert "Jamaica" in weekly["423"]
    assert "Catatumbo" in weekly["100K"]
    assert [text.split()[0] for text in texts(WFP, "headline")] == ["1,250,000", "360.000", "190,000"]
    assert all("people" in text for text in texts(WFP, "headline"))
    assert "Population: 11 million" in texts(BRIEF, "headline")


def test_ruled_tables_have_their_cells() -> None:
    (plans,) = texts(WFP, "table")
    assert [row.split("\t") for row in plans.split("\n")][1:4] == [
        ["Air Service Support", "USD 469K"],
        ["CBT", "USD 6.7 M"],
        ["In-Kind", "1,784 MT"],
    ]
    (funding,) = texts(BRIEF, "table")
    assert funding.split("\n")[1].split("\t") == ["1.5 B", "278.8 M", "134.9 M"]


def test_sections_come_in_their_order() -> None:
    headings = texts(WEEKLY, "heading")
    order = ["WILDFIRES", "HURRICANE", "KEY FIGURES", "ARMED", "DISPLACEMENT"]
    assert [word for heading in headings for word in order if word in heading] == order
    text = bulletin(BRIEF).text
    places = [text.index(mark) for mark in ("Operational Context", "In Numbers", "Operational Updates", "Supply Chain")]
    assert places == sorted(places)


def test_running_heads_and_page_numbers_are_set_aside() -> None:
    assert texts(OCHA, "furniture").count("www.unocha.org") == 3
    assert [text for text in texts(PAHO, "furniture") if text.isdigit()] == ["1", "2"]
    assert texts(WFP, "furniture") == ["Page | 1", "Page | 2"]


def test_a_paragraph_goes_on_overleaf() -> None:
    read = bulletin(UNICEF)
    start = read.text.index("cholera alert verification")
    assert read.page(start) == 1
    assert read.page(start + len("cholera alert ")) == 2
