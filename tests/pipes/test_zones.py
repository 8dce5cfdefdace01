"""Zones and sentences of plain text."""

from __future__ import annotations

import pytest

from sitrep_nlp.pipes.zones.layout import zones

BULLETIN = """\
 FUNDED: $28.25M
PEOPLE REACHED
54,000

Situation

From 12 June markets may open again, so that traders from both banks of the river can sell what they grow until
August. Partners met.

Some 600 persons received additional
NFIs and over 900 hygiene kits. As

¹ A footnote of the ministry.

part of WASH efforts 2,140 persons received kits.

• First bullet goes
on here
• Second bullet.

Sector\tEducation\tHealth
PEOPLE REACHED\t902\t11,390

ACNUR | ADRA | OIM | WFP

For coordination, please contact: desk@example.org
"""


def test_zones():
    kinds = [(zone.kind, " ".join(BULLETIN[zone.start : zone.end].split())[:18]) for zone in zones(BULLETIN)]
    assert kinds == [
        ("headline", "FUNDED: $28.25M"),
        ("heading", "PEOPLE REACHED"),
        ("headline", "54,000"),
        ("heading", "Situation"),
        ("prose", "From 12 June marke"),
        ("prose", "Some 600 persons r"),
        ("footnote", "¹ A footnote of th"),
        ("prose", "part of WASH effor"),
        ("bullet", "• First bullet goe"),
        ("bullet", "• Second bullet."),
        ("table", "Sector Education H"),
        ("partners", "ACNUR | ADRA | OIM"),
        ("contact", "For coordination, "),
    ]


def test_a_sentence_goes_on_over_a_wrapped_line_and_a_footnote():
    sentences = [
        [BULLETIN[start:end] for start, end in ranges] for zone in zones(BULLETIN) for ranges in zone.sentences
    ]
    assert ["As", "part of WASH efforts 2,140 persons received kits."] in sentences
    assert ["Some 600 persons received additional\nNFIs and over 900 hygiene kits."] in sentences
    assert ["Partners met."] in sentences


def test_a_small_number_with_a_label_is_no_page_number():
    def kinds(text: str) -> list[tuple[str, str]]:
        return [(zone.kind, text[zone.start : zone.end]) for zone in zones(text)]

    incidents = "87\naccess incidents\n12\naid workers abducted\n"
    centres = "1,356\nHOUSEHOLDS HOUSED\n27\nCENTRES OPENED\n\n"
    page = "The road along the river was mended over forty kilometres of\n2\nmud."
    assert ("furniture", "12") not in kinds(incidents)
    assert ("furniture", "27") not in kinds(centres)
    assert ("furniture", "2") in kinds(page)
    assert ("furniture", "3") in kinds("Partners met.\n\n3\n\nPROTECTION\n\nSome came.")


def test_running_page_headers_are_furniture():
    prose = [
        "Partners met in the town to plan their work for the rainy season.",
        "The road is open again since the week before.",
        "Nobody knows how long the flood will last.",
    ]
    pages = [f"Monthly report of the response in the north | {number}\n{text}\n\n" for number, text in enumerate(prose)]
    kinds = [zone.kind for zone in zones("".join(pages))]
    assert kinds == ["furniture", "prose"] * 3


def test_lines_of_bars_that_stand_together_are_one_list_or_one_table():
    partners = "ACNUR | ADRA | Casa Azul | OIM | Cruz Roja\n| PMA | Refugio Sur\n"
    assert [(zone.kind, partners[zone.start : zone.end]) for zone in zones(partners)] == [
        ("partners", partners.strip())
    ]
    table = "Sector | Needs | Targets | Reached\n|---|---|---|---|\nHealth | 900 | 400 | 120\n"
    assert {zone.kind for zone in zones(table)} == {"table"}


def test_words_under_numbers_that_stand_side_by_side_are_their_heads():
    text = "  12,900           62\npersons helped   partners\nin May\n\nThe frontier stayed closed for another month in the north.\n"
    assert [zone.kind for zone in zones(text)] == ["table", "prose"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # A label by itself above a number by itself, however long, and not a sentence that a line's end has cut.
        (
            "KEY FIGURES\n418\nCHILDREN UNDER FIVE EXPECTED TO BE WASTED\n27\nTENTS\n",
            ["heading", "headline"] * 2 + ["heading"],
        ),
        ("The financial requirement of the plan is covered in 22%\n(USD 32.7 million).\n", ["prose"]),
        # A date makes no box of a title.
        ("Displaced people by region (18 September)\nSites: 34\n", ["heading", "headline"]),
        ("Persons assisted, 1 to 14 May 2021\n", ["heading"]),
        ("18 persons assisted\n", ["headline"]),
        ("Province / cases / deaths\nLusaka / 4,939 / 161\nEastern / 1,204 / 30\n", ["table"]),
        ("Partners met (Lima / Tacna / Puno).\n", ["prose"]),
    ],
)
def test_boxes_titles_and_slashes(text, kinds):
    assert [zone.kind for zone in zones(text)] == kinds


def test_empty_and_odd_texts_do_no_harm():
    assert zones("") == []
    assert zones("\n \n\t\n") == []
    assert [zone.kind for zone in zones("X")] == ["heading"]
