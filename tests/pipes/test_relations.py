"""Figures: a sentence in, what each number counts and what was done out."""

from __future__ import annotations

import pytest


def told(doc):
    return [
        (
            figure.quantity.text,
            figure.counted and figure.counted.text,
            figure.implicit,
            figure.activity and figure.activity.text,
        )
        for figure in doc._.figures
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Some 1,730 persons have benefited from psychosocial sessions.",
            [("1,730", "persons", False, "benefited from psychosocial sessions")],
        ),
        ("Some 2,000 families were in need of food.", [("2,000", "families", False, "in need of food")]),
        ("Some 2,000 families were in Lima.", [("2,000", "families", False, None)]),
        (
            "GTRM partners distributed 300 hygiene kits and 450 blankets to 700 families in Tacna.",
            [
                ("300", "hygiene kits", False, "distributed"),
                ("450", "blankets", False, "distributed"),
                ("700", "families", False, "distributed"),
            ],
        ),
        (
            "The GTRM assisted almost 5,000 refugees and migrants, and another 2,000 received legal counsel.",
            [
                ("5,000", "refugees and migrants", False, "assisted"),
                ("2,000", "refugees and migrants", True, "received legal counsel"),
            ],
        ),
        (
            "Partners provided socioemotional support to 115 caregivers.",
            [("115", "caregivers", False, "provided socioemotional support")],
        ),
        (
            "3,800 migrants were supported through case management, including some 300 unaccompanied children.",
            [
                ("3,800", "migrants", False, "supported through case management"),
                ("300", "unaccompanied children", False, "supported through case management"),
            ],
        ),
        (
            "Nearly 8,600 houses were destroyed and 21,300 damaged.",
            [("8,600", "houses", False, "destroyed"), ("21,300", "houses", True, "damaged")],
        ),
        ("About 60 per cent of the families had walked.", [("60 per cent", "families", False, "walked")]),
        ("USD 452,000 have been distributed.", [("USD 452,000", None, False, "distributed")]),
        ("• Trained 42 health workers on triage", [("42", "health workers", False, "Trained")]),
        (
            "Three workshops were held for 75 public servants.",
            [("Three", "workshops", False, "held"), ("75", "public servants", False, "held")],
        ),
        ("GTRM has enabled its 78 partners.", [("78", "partners", False, "enabled")]),
    ],
)
def test_figures(read, text, figures):
    assert told(read(text)) == figures


def test_parts_of_a_whole(read):
    doc = read("1,000 people (520 women and 480 men) were trained. 640 children, including 90 girls, enrolled.")
    assert [(figure.quantity.text, figure.part_of and figure.part_of.text) for figure in doc._.figures] == [
        ("1,000", None),
        ("520", "1,000"),
        ("480", "1,000"),
        ("640", None),
        ("90", "640"),
    ]


def test_households_and_people_are_two_counts_and_no_parts(read):
    doc = read("200 households (1,000 people) received tents.")
    assert [figure.part_of for figure in doc._.figures] == [None, None]


def test_who_where_and_when(read):
    (figure,) = read("On 12 May, HIAS and Caritas Chile assisted 300 migrants in Arica.")._.figures
    assert [span.text for span in figure.organizations] == ["HIAS", "Caritas Chile"]
    assert [span.text for span in figure.locations] == ["Arica"]
    assert [span.text for span in figure.dates] == ["12 May"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("In Peru, UNHCR fed 300 families in Lima, 40 cooks were trained in Tacna and Caritas fed 20.", ["Peru Lima", "Peru Tacna", "Peru"]),
        ("WFP gave kits to 300 families in Lima and Tacna, where 40 cooks were trained.", ["Lima Tacna", "Lima Tacna"]),
        ("WFP gave 300 kits and 40 tents in Lima.", ["Lima", "Lima"]),
        ("UNHCR fed 300 families in Lima, whereas Caritas trained 40 cooks.", ["Lima", ""]),
        ("300 persons were fed in Lima, and in Tacna, 20 cooks were trained.", ["Lima", "Tacna"]),
        ("Partners built 30 wells: Lima (12), Tacna (8) and Piura (10).", ["", "Lima", "Tacna", "Piura"]),
        ("Lima follows with 19, Tacna with 15 and Piura with 14.", ["Lima", "Tacna", "Piura"]),
        ("IOM runs 3 clinics in Lima with 40 beds.", ["Lima", "Lima"]),
        ("UNHCR assisted 146 households in Lima, and distributed 730 kits in Tacna.", ["Lima", "Tacna"]),
    ],
)  # fmt: skip
def test_a_place_belongs_to_the_numbers_of_its_clause(read, text, places):
    figures = read(text)._.figures
    assert [" ".join(span.text for span in figure.locations) for figure in figures] == places


def test_a_date_and_a_doer_belong_to_the_numbers_of_their_clause(read):
    doc = read("In May, IOM fed 300 persons in Lima, and Caritas trained 20 cooks on 3 June; HIAS paid for 90 beds.")
    assert [[span.text for span in figure.dates] for figure in doc._.figures] == [["May"], ["3 June"], ["May"]]
    doers = [[span.text for span in figure.organizations] for figure in doc._.figures]
    assert doers == [["IOM"], ["Caritas"], ["HIAS"]]
    assert [doc.text[start:].split(" ")[1] for start in doc._.clauses] == ["and", "HIAS"]


def test_headline_boxes(read):
    doc = read(
        "PEOPLE REACHED WITH SOME\nFORM OF ASSISTANCE*\n54,000\n\nFUNDING SITUATION\n36% FUNDED: 54M\nREQUIREMENT: $148.6 M\n"
    )
    assert [
        (f.quantity.text, f.kind, f.unit, f.activity and f.activity.text, f.counted and f.counted.text)
        for f in doc._.figures
    ] == [
        ("54,000", "count", "", "REACHED WITH SOME\nFORM OF ASSISTANCE", "PEOPLE"),
        ("36%", "percent", "%", "FUNDED", None),
        ("54M", "money", "USD", "FUNDED", None),
        ("$148.6 M", "money", "USD", "REQUIREMENT", None),
    ]


def test_the_title_of_the_next_box_is_not_the_sector_of_people(read):
    doc = read("1.043M\nREFUGEES AND MIGRANTS\n\nFUNDING SITUATION\n\nREQUIREMENT: $148.6 M\n")
    assert [figure.sector for figure in doc._.figures] == ["Context", "Funding"]


def test_sector_tables(read):
    doc = read("\tEducation\tFood Security\tWASH\nPEOPLE REACHED\tRMRP 902\t8,430\t1,478\n")
    assert [(f.value, f.counted.text, f.activity.text, f.sector) for f in doc._.figures] == [
        (902.0, "PEOPLE", "REACHED", "Education"),
        (8430.0, "PEOPLE", "REACHED", "Food Security"),
        (1478.0, "PEOPLE", "REACHED", "WASH"),
    ]


@pytest.mark.parametrize("text", ["18.8 m people need food.", "18.8 m\nPEOPLE IN NEED\n"])
def test_people_are_counted_in_millions_and_not_in_metres(read, text):
    (figure,) = read(text)._.figures
    assert (figure.value, figure.kind, figure.unit, figure.counted_type) == (18_800_000.0, "count", "", "people")


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("Of the USD 29 million asked for, 8.1 million has been given.", [29e6, 8.1e6]),
        ("Oil was up from FBu 2,950 to 3,200 in Rumonge.", [2950.0, 3200.0]),
        ("The fund gave USD 30,000 to 12 of the cooks.", [30_000.0]),
    ],
)
def test_a_sum_may_leave_out_its_currency(read, text, sums):
    assert [figure.value for figure in read(text)._.figures if figure.kind == "money"] == sums


def test_heads_under_numbers_that_stand_side_by_side(read):
    doc = read(
        "   14,200            36             USD 5 M\nfamilies         partners       received\nsheltered         at work\n"
    )
    assert [(f.quantity.text, f.counted and f.counted.text, f.activity and f.activity.text) for f in doc._.figures] == [
        ("14,200", "families", "sheltered"),
        ("36", "partners", None),
        ("USD 5 M", None, "received"),
    ]


def test_what_the_head_to_the_left_counts_is_counted_under_the_others(read):
    doc = read("\tPeople in need\tTargeted\tReached\nWASH\t9,000\t5,000\t1,200\nHealth\t7,000\t4,000\t900\n")
    assert {figure.counted.text for figure in doc._.figures} == {"People in need"}


@pytest.mark.parametrize(
    ("table", "kind", "unit", "value"),
    [
        ("Camp\tPlanned (ha)\tDone (ha)\nNorth\t1,200\t900\n", "measure", "ha", 1200.0),
        ("Sector\tNeeded (US$ million)\tGot\nHealth\t29.7\t18%\n", "money", "USD", 29_700_000.0),
        ("PRICES (SDG per kg)\nMarket\tMay\tJune\nKadugli\t402\t455\n", "money", "SDG", 402.0),
        ("Requirements in US$\nSector\tAsked\tGot\nWASH\t58.2 m\t9 m\n", "money", "USD", 58_200_000.0),
        ("5,000\nPERSONS WHO RECEIVED VOUCHERS (USD)\n", "count", "", 5000.0),
        ("Camp\tReal needs\tPlans\nNorth\t120\t90\n", "count", "", 120.0),
        ("Group\t%\tChange\nWidows\t79\t12\n", "percent", "%", 79.0),
        ("Plan in USD\n\tPeople targeted\tAsked\nPeru\t41,200\t31.1 M\n", "count", "", 41_200.0),
    ],
)
def test_the_unit_that_a_head_or_a_caption_names(read, table, kind, unit, value):
    figure = read(table)._.figures[0]
    assert (figure.kind, figure.unit, figure.value) == (kind, unit, value)


def test_boxes_of_sections_are_parts_of_the_number_of_all_sections(read):
    doc = read(
        "In all of the year a total of 58,400 migrants were assisted.\n\nAREA OF INTERVENTION 1.\n\n+36,100\n\nEMERGENCY RESPONSE\n\n"
        "Persons assisted\n\n+15,700\n\nPROTECTION\n\nPersons assisted\n\n9,860 received orientation\n"
    )
    assert [(figure.quantity.text, figure.part_of and figure.part_of.text) for figure in doc._.figures] == [
        ("58,400", None),
        ("36,100", "58,400"),
        ("15,700", "58,400"),
        ("9,860", "15,700"),
    ]


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Shelter\n\nPartners assisted 300 families with what they need.", "Shelter"),
        ("Response\n\nPartners gave food kits to 300 families.", "Food Security"),
        ("Response\n\n300 persons received cash transfers.", "CBI"),
        ("Response\n\n300 persons received cash transfers for food.", "Food Security"),
        ("Response\n\n300 persons received CBI support to access health services.", "Health"),
        ("In May 4,000 people crossed the border.", "Context"),
        ("WASH. In all, 1,200 persons were reached.", "WASH"),
    ],
)
def test_sectors(read, text, sector):
    assert [figure.sector for figure in read(text)._.figures] == [sector]


def test_a_text_without_numbers_has_no_figures(read):
    assert read("Partners met.")._.figures == []
    assert read("")._.figures == []
