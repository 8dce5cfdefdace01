"""What may be added up: the messages of warnings, and people reached without double counting."""

from __future__ import annotations

from collections.abc import Callable

import pandas
import pytest
from spacy.language import Language
from tests.conftest import SHARED

import sitrep_nlp
from sitrep_nlp import Bulletin
from sitrep_nlp.figures import Figure
from sitrep_nlp.frame import COLUMNS, HXL_TAGS
from sitrep_nlp.pipes.quantities import torn

REPORT = """PEOPLE REACHED
6,840

Partners worked in all regions of the country this month, with help from the host community.

Health

Partners gave medical consultations to 330 persons.

Protection

HIAS gave legal counsel to 1,215 persons in Arica, including 340 asylum-seekers. Caritas supported 180 women
through case management. RET assisted 75 families.

Sector\tEducation\tHealth\tShelter\tWASH
PEOPLE REACHED\t2,210\t3,130\t1,640\t2,015
"""


def messages(figures: list[Figure], quantity: str) -> list[str]:
    (figure,) = [each for each in figures if each.quantity.text == quantity]
    assert figure.facts is not None
    return [warning.message for warning in figure.facts.warnings]


def test_a_whole_says_how_far_its_parts_are_off(figures: Callable[..., list[Figure]]) -> None:
    told = figures("They trained almost 1,000 people (520 women and 430 men).")
    assert messages(told, "1,000") == ["520 and 430 sum to 950: 50 less, as the word beside it allows"]
    told = figures("They trained 1,000 people (620 women and 480 men).")
    assert messages(told, "1,000") == [
        "620 and 480 sum to 1,100: 100 more than the whole, so they overlap or one is wrong"
    ]


def test_a_share_says_what_it_makes_of_its_base(figures: Callable[..., list[Figure]]) -> None:
    told = figures("Some 3,100 migrants were counted, of whom 60 per cent were women.")
    assert messages(told, "60 per cent") == ["a share of 3,100, which makes about 1,860"]


def test_sectors_do_not_sum_to_the_people_reached(figures: Callable[..., list[Figure]]) -> None:
    told = figures(REPORT)
    assert messages(told, "6,840") == [
        "its 4 figures of sectors sum to 8,995, 2,155 more: who was helped in several sectors is counted in each"
    ]


@pytest.mark.parametrize(
    ("torn_number", "readings"),
    [
        ("12 7 ,450", ["127,450", "12 and 7,450"]),
        ("98,2 10", ["98,210"]),
        ("9 06, 300", ["906,300"]),
        ("26 .9", ["26.9"]),
        ("1, 043", ["1,043"]),
    ],
)
def test_torn_digits_have_readings(torn_number: str, readings: list[str]) -> None:
    assert list(torn.find(f"In all {torn_number} came.")) == [(7, 7 + len(torn_number))]
    assert torn.readings(torn_number) == readings


@pytest.mark.parametrize(
    "text", ["12, 450 and 30", "1 2,345", "In 2020 1,300 came", "210, 115 and 98", "3 5 3", "5 and 8"]
)
def test_what_may_be_whole_is_not_torn(text: str) -> None:
    assert list(torn.find(text)) == []


@pytest.fixture(scope="module")
def frame(rules: Language) -> pandas.DataFrame:
    april = "HIAS gave legal counsel to 1,215 persons in Arica. Caritas supported 210 women through case management."
    bulletins = [
        Bulletin("april", april, month="2021-04", country="Chile"),
        Bulletin("march", REPORT, month="2021-03", country="Chile"),
    ]
    return sitrep_nlp.to_frame(sitrep_nlp.annotate(bulletins, nlp=rules))


def test_the_columns_of_the_table(frame: pandas.DataFrame) -> None:
    assert tuple(frame.columns) == COLUMNS == tuple(HXL_TAGS)
    assert COLUMNS[0] == "figure_id"
    assert frame["figure_id"].is_unique
    row = frame[frame["quantity"] == "340"].iloc[0]
    assert (row.unit_type, row.status, row.sector_code, row.additive) == ("persons", "reached", "PRO", False)
    assert (row.reference_period_start, row.reference_period_end) == ("2021-03-01", "2021-03-31")
    assert row.warnings == "part_of_whole: a part of 1,215"
    assert all(tag.startswith("#") for tag in HXL_TAGS.values())


def test_what_is_carried_over_from_the_month_before(frame: pandas.DataFrame) -> None:
    carried = frame[frame["warnings"].astype("string").str.contains("carried_over").fillna(False)]
    assert carried[["bulletin_id", "quantity", "additive"]].values.tolist() == [["april", "1,215", False]]


def test_people_reached_without_double_counting(frame: pandas.DataFrame) -> None:
    summary = sitrep_nlp.summarise(frame)
    assert summary.total.values.tolist() == [["2021-03", "march", 6840.0]]
    by_sector = {(row.month, row.sector): tuple(row)[3:] for row in summary.by_sector.itertuples()}
    assert by_sector["2021-03", "Health"] == (3130.0, 3130.0, 1, "table")
    assert by_sector["2021-03", "Protection"] == (1215.0, 1395.0, 2, "text")
    assert by_sector["2021-04", "Protection"] == (210.0, 210.0, 1, "text")


def test_what_is_left_out_is_said_with_its_reason(frame: pandas.DataFrame) -> None:
    left = sitrep_nlp.summarise(frame).left_out
    reasons = {row.quantity: row.reason for row in left[left["left_out_of"] == "all"].itertuples()}
    assert reasons == {
        "6,840": "the total over all sectors: see `total`",
        "330": "its sector's total stands in a table",
        "340": "a part of another figure",
        "75": "counts households, not persons",
        "1,215": "carried over from the month before",
    }


def test_a_table_without_facts_is_refused(frame: pandas.DataFrame) -> None:
    with pytest.raises(ValueError, match="no column status"):
        sitrep_nlp.summarise(frame.drop(columns="status"))


def test_an_empty_table_gives_an_empty_summary() -> None:
    summary = sitrep_nlp.summarise(sitrep_nlp.to_frame([]))
    assert [len(table) for table in (summary.total, summary.by_sector, summary.by_place, summary.left_out)] == [0] * 4


@pytest.mark.shared
def test_the_sectors_of_october_2020_and_the_people_reached(rules: Language) -> None:
    path = SHARED / "data" / "bulletins" / "peru-2020-10.txt"
    frame = sitrep_nlp.to_frame(sitrep_nlp.annotate([path], nlp=rules, month="2020-10"))
    head = frame[frame["value"] == 54_000].iloc[0]
    assert head.warnings.startswith("total_beside_sectors: its 21 figures of sectors sum to 73,995, 19,995 more")
    by_sector = sitrep_nlp.summarise(frame).by_sector.set_index("sector")
    assert by_sector.loc["WASH", ["at_least", "at_most", "basis"]].tolist() == [2140.0, 2140.0, "table"]
