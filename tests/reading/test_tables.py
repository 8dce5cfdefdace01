"""Tables to figures: sectors across or down, totals, merged heads, heads that were pictures."""

from __future__ import annotations

import time

import pytest

import sitrep_nlp
from sitrep_nlp import Bulletin


@pytest.fixture(scope="module")
def told(rules):
    """The figures of a bulletin: number, counted, activity, sector, part of."""

    def told(bulletin: Bulletin | str):
        bulletin = Bulletin("x", bulletin, month="2021-05") if isinstance(bulletin, str) else bulletin
        (result,) = sitrep_nlp.annotate([bulletin], nlp=rules)
        return [
            (
                figure.quantity.text,
                figure.counted and figure.counted.text,
                figure.activity and figure.activity.text,
                figure.sector,
                figure.part_of and figure.part_of.text,
            )
            for figure in result.figures
        ]

    return told


def test_sectors_across_with_rows_in_and_outside_of_the_plan(told):
    text = "\tEducation\tHealth\tWASH\nPEOPLE REACHED\tRMRP 902\t11,390\t1,478\nNO RMRP\t103\t-\t662\n"
    assert told(text) == [
        ("902", "PEOPLE", "REACHED", "Education", None),
        ("11,390", "PEOPLE", "REACHED", "Health", None),
        ("1,478", "PEOPLE", "REACHED", "WASH", None),
        ("103", "PEOPLE", "REACHED", "Education", None),
        ("662", "PEOPLE", "REACHED", "WASH", None),
    ]


def test_sectors_down_with_targets_shares_and_totals(told):
    text = (
        "Sector\tTarget 2021\tReached to date\t% of target\n"
        "Education\t4,200\t2,100\t50%\nHealth\t6,000\t1,500\t25%\nTotal\t10,200\t3,600\t35%\n"
    )
    assert told(text) == [
        ("4,200", None, "Target", "Education", "10,200"),
        ("2,100", None, "Reached", "Education", "3,600"),
        ("50%", None, "Reached", "Education", "4,200"),
        ("6,000", None, "Target", "Health", "10,200"),
        ("1,500", None, "Reached", "Health", "3,600"),
        ("25%", None, "Reached", "Health", "6,000"),
        ("10,200", None, "Target", "Context", None),
        ("3,600", None, "Reached", "Context", None),
        ("35%", None, "Reached", "Context", "10,200"),
    ]


def test_a_column_of_totals(told):
    text = "Place\tWomen\tMen\tTotal\nTumbes\t520\t480\t1,000\n"
    assert told(text) == [
        ("520", "Women", None, "Context", "1,000"),
        ("480", "Men", None, "Context", "1,000"),
        ("1,000", None, None, "Context", None),
    ]


def test_merged_heads_reach_over_their_columns(told):
    text = "\tReached\t\tTargeted\t\nSector\tWomen\tMen\tWomen\tMen\nHealth\t520\t480\t700\t650\n"
    assert told(text) == [
        ("520", "Women", "Reached", "Health", None),
        ("480", "Men", "Reached", "Health", None),
        ("700", "Women", "Targeted", "Health", None),
        ("650", "Men", "Targeted", "Health", None),
    ]


def test_big_numbers_side_by_side_over_their_labels(told):
    text = "88,614\t25,318\t19\npeople paid\thouseholds assisted\tpartners\n"
    assert [row[:3] for row in told(text)] == [
        ("88,614", "people", "paid"),
        ("25,318", "households", "assisted"),
        ("19", "partners", None),
    ]


def test_dates_of_columns_and_places_of_rows(rules):
    text = "Department\tOctober\tJanuary-October\nLima\t14,205\t96,330\n"
    (result,) = sitrep_nlp.annotate([Bulletin("x", text, month="2023-10")], nlp=rules)
    assert [
        ([span.text for span in figure.locations], [span.text for span in figure.dates]) for figure in result.figures
    ] == [(["Lima"], ["October"]), (["Lima"], ["January-October"])]


def test_cells_whose_heads_were_pictures_have_no_sector(told):
    # The section before says nothing of a table of all sectors.
    text = "Protection\n\nPartners met.\n\nPEOPLE REACHED\t902\t11,390\t1,478\nNO RMRP\t103\t227\t662\n"
    assert {(counted, sector) for _, counted, _, sector, _ in told(text)} == {("PEOPLE", None)}
    one = "\tEducation\t\tWASH\nPEOPLE REACHED\t902\t11,390\t1,478\n"
    assert [row[3] for row in told(one)] == ["Education", None, "WASH"]


def test_a_web_page_whose_heads_are_pictures(told, tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        "<table><tr><th></th><th><img alt='Education'></th><th><img src='h.png'></th><th><i class='icon-wash'></i></th></tr>"
        "<tr><td>PEOPLE REACHED</td><td>902</td><td>11,390</td><td>1,478</td></tr></table>",
        encoding="utf-8",
    )
    bulletin = sitrep_nlp.read(path)
    assert "columns 3, 4" in bulletin.warnings[0]
    assert [row[3] for row in told(bulletin)] == ["Education", None, None]


def test_a_long_table_takes_time_in_proportion(rules):
    def seconds(rows: int) -> float:
        doc = rules.make_doc("Place\tReached\tTarget\n" + "Lima\t1,200\t3,000\n" * rows)
        started = time.perf_counter()
        with rules.select_pipes(enable=["sitrep_zones", "sitrep_identifiers", "sitrep_quantities", "sitrep_relations"]):
            assert len(rules(doc)._.figures) == 2 * rows
        return time.perf_counter() - started

    assert seconds(1600) < 20 * seconds(200)  # 8 times the rows; each against each would be 64 times the work
