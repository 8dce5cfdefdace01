"""Which kind of event a figure tells of: A aid or the need of it, P harm to people, O anything else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitrep_nlp import lexicon
from sitrep_nlp.facts.events import event_type
from sitrep_nlp.figures import Figure, Span

CASES = [
    # aid, and the need of it
    ("A", "2,300", "Cruz Roja distributed 2,300 food kits in Arica."),
    ("A", "340", "Some 340 asylum-seekers received legal counsel."),
    ("A", "5,200", "In June, 5,200 families were reached with cash."),
    ("A", "62 per cent", "By May, 62 per cent of the target population had received seeds."),
    ("A", "310,000", "Some 310,000 people need food assistance."),
    ("A", "18", "Partners repaired 18 water points in the camp."),
    ("A", "120", "The team trained 120 teachers in first aid."),
    ("A", "40,000 litres", "UNICEF trucked 40,000 litres of water a day."),
    ("A", "7", "Caritas set up 7 child-friendly spaces."),
    ("A", "$3 M", "Donors pledged $3 M for the response."),
    ("A", "900", "The clinic treated 900 patients for malnutrition."),
    ("A", "26", "In all, 26 unaccompanied children were reunited with their parents."),
    ("A", "15,000", "The agencies aim to reach 15,000 returnees with shelter kits."),
    ("A", "60", "Of the 410 families, 60 were resettled."),
    ("A", "44", "Volunteers conducted 44 awareness sessions on cholera."),
    # people are harmed, ill, displaced or counted as cases
    ("P", "14", "At least 14 people were killed by the flood."),
    ("P", "26", "Health authorities confirmed 26 cases of measles."),
    ("P", "1,900", "The fighting displaced 1,900 families."),
    ("P", "31", "Armed men abducted 31 passengers on the road."),
    ("P", "3", "The health zone reported 3 deaths from cholera."),
    ("P", "12 per cent", "Some 12 per cent of the children are malnourished."),
    ("P", "210", "The coast guard intercepted 210 migrants at sea."),
    ("P", "640", "Last week 640 people fled to the hills."),
    ("P", "5", "In the raid 5 nurses were wounded."),
    ("P", "8,000", "The drought affected 8,000 herders."),
    ("P", "75", "Of the 2,100 samples, 75 tested positive."),
    ("P", "430", "The border post detained 430 travellers."),
    # anything else
    ("O", "45", "The storm damaged 45 schools."),
    ("O", "71 per cent", "In the survey 71 per cent of the respondents said that prices had risen."),
    ("O", "SSP 900", "A kilo of sorghum costs SSP 900 in Wau."),
    ("O", "19 per cent", "Inflation rose, reaching 19 per cent in May."),
    ("O", "38 per cent", "Only 38 per cent of the displaced households own a blanket."),
    ("O", "220", "The enumerators interviewed 220 households."),
    ("O", "55 per cent", "In the camps 55 per cent of the returnees live in tents."),
    ("O", "4,100", "In the district 4,100 pupils attended school."),
    ("O", "8 per cent", "Rents increased by 8 per cent in a month."),
    ("O", "12", "Because of the strike 12 markets closed."),
]


@pytest.mark.parametrize(("event", "number", "sentence"), CASES)
def test_events(figures: Callable[..., list[Figure]], event: str, number: str, sentence: str) -> None:
    found = {figure.quantity.text: figure.event_type for figure in figures(sentence)}
    assert found[number] == f"Event{event}"


def test_a_part_tells_of_the_event_of_its_whole(figures: Callable[..., list[Figure]]) -> None:
    whole, part = figures("HIAS assisted 3,800 persons, including some 300 children.")
    assert part.part_of == whole.quantity
    assert [whole.event_type, part.event_type] == ["EventA", "EventA"]


def test_without_an_activity_only_the_noun_tells() -> None:
    def figure(counted: str) -> Figure:
        return Figure(Span(0, 2, "78"), 78.0, counted=Span(3, 3 + len(counted), counted))

    assert event_type(figure("partners"), "other") is None
    assert event_type(figure("deaths"), "affected") == "EventP"
    assert event_type(figure("respondents"), "other") == "EventO"


def test_each_word_is_in_one_class() -> None:
    words = [word for row in lexicon.rows("events") for word in row["words"].split(";")]
    assert len(words) == len(set(words))
    assert {row["class"] for row in lexicon.rows("events")} == {"aid", "work", "harm", "group", "finding"}
    assert all(word == word.lower() for word in words)
