"""Marks and links as reports: what an annotation leaves open, and what has no place."""

from __future__ import annotations

from pathlib import Path

from sitrep_nlp.corpus.formats import Log, Problem
from sitrep_nlp.corpus.formats.graph import Graph, Link, Mark
from sitrep_nlp.corpus.formats.mapping import LabelMapping
from sitrep_nlp.corpus.formats.scheme import to_reports

TEXT = "More than 2,500 nurses, 37% of them women, left Ilo by bus; 120 km in two weeks for $ 40 each."


def mark(words: str, label: str, text: str = TEXT, **attributes: object) -> Mark:
    return Mark(text.index(words), text.index(words) + len(words), label, dict(attributes))


def report(marks, links=(), text=TEXT, mapping: LabelMapping | None = None):
    """The report of a graph and the reasons of its problems."""
    problems: list[Problem] = []
    graph = Graph("one", text, list(marks), [Link(*link) for link in links])
    (made,) = to_reports([graph], Log(Path("file"), problems.append), mapping)
    return made, [f"{problem.start}: {problem.reason}" for problem in problems]


def test_value_modifier_and_type_are_read_from_the_words():
    number, people, words = mark("2,500", "QUANTITY"), mark("nurses", "BENEFICIARY"), mark("More than", "MODIFIER")
    made, problems = report([number, people, words], [(number, people, "counted"), (number, words, "modifier_span")])
    (figure,) = made.figures
    assert (figure.value, figure.kind, figure.modifier, figure.counted_type) == (2500.0, "count", "over", "people")
    assert problems == []


def test_a_relation_without_a_label_goes_by_the_label_of_its_end():
    number, share, people = mark("2,500", "QUANTITY"), mark("37%", "QUANTITY"), mark("women", "BENEFICIARY")
    made, problems = report([number, share, people], [(share, people, ""), (share, number, "")])
    assert made.figures[1].counted.text == "women"
    assert made.figures[1].part_of == made.figures[0].quantity
    assert problems == []


def test_a_relation_that_points_to_its_number_is_turned_round():
    number, people = mark("2,500", "QUANTITY"), mark("nurses", "BENEFICIARY")
    made, _ = report([number, people], [(people, number, "counted")])
    assert made.figures[0].counted.text == "nurses"


def test_units_apart_from_their_numbers():
    distance, time, money, people = (mark(words, "QUANTITY") for words in ("120", "two", "40", "2,500"))
    units = [mark(words, "COUNTED") for words in ("km", "weeks", "$", "nurses")]
    links = [(number, unit, "unit") for number, unit in zip((distance, time, money, people), units, strict=True)]
    made, problems = report([distance, time, money, people, *units], links)
    found = [(figure.quantity.text, figure.kind, figure.counted and figure.counted.text) for figure in made.figures]
    assert found == [("2,500", "count", "nurses"), ("120 km", "measure", None), ("$ 40", "money", None)]
    durations = [(entity.text, entity.value) for entity in made.entities if entity.label == "DATE"]
    assert durations == [("two weeks", "P2W")]
    assert problems == []


def test_a_duration_tells_what_it_cannot_carry():
    time, unit, verb = mark("two", "QUANTITY"), mark("weeks", "COUNTED"), mark("left", "ACTIVITY")
    _, problems = report([time, unit, verb], [(time, unit, "unit"), (time, verb, "activity")])
    assert problems == [f"{TEXT.index('two')}: 'two weeks' is a duration, a DATE, which has no activity"]


def test_entities_alone_make_no_figures():
    made, problems = report([mark("2,500", "QUANTITY"), mark("Ilo", "LOC")])
    assert [entity.label for entity in made.entities] == ["QUANTITY", "LOC"]
    assert (made.figures, problems) == ([], [])


def test_white_space_at_the_ends_is_no_part_of_a_mark():
    made, problems = report([mark(" Ilo ", "LOC")])
    assert ([entity.text for entity in made.entities], problems) == (["Ilo"], [])


def test_what_has_no_place_is_told_with_its_offset():
    text = "UNHCR Peru helped many and 20 more, then 20."
    whole, part = mark("UNHCR Peru", "ORG", text), mark("Peru", "LOC", text)
    vague, number = mark("many", "QUANTITY", text, value="lots"), mark("20", "QUANTITY", text)
    verb, lost = mark("helped", "ACTIVITY", text), mark("then", "COUNTED", text)
    words = mark("more", "MODIFIER", text)
    outside, other = Mark(40, 99, "LOC"), mark("more", "ADVERB", text)
    links = [
        (vague, verb, "activity"),
        (number, words, "modifier_span"),
        (number, verb, "activity"),
        (number, whole, "activity"),
        (whole, part, "organizations"),
        (number, whole, "knows"),
    ]
    made, problems = report([whole, part, vague, number, verb, lost, words, outside, other], links, text)
    assert [(entity.text, entity.label) for entity in made.entities] == [
        ("UNHCR Peru", "ORG"),
        ("many", "QUANTITY"),
        ("20", "QUANTITY"),
    ]
    assert [figure.value for figure in made.figures] == [20.0]
    assert problems == [
        "40: LOC 40-99 lies outside the text or is empty",
        "30: the label 'ADVERB' of 'more' is none of ours: map it",
        "0: the relation 'organizations' begins at no number",
        "27: the relation 'knows' is none of ours: map it",
        "18: the value 'lots' of 'many' is no number: no figure was made",
        "0: '20' has a second activity: 'UNHCR Peru'",
        "27: the modifier 'more' of '20' is unknown",
        "36: COUNTED 'then' is tied to no number",
        "6: LOC 'Peru' overlaps another entity",
    ]


def test_relations_that_cannot_be_placed_are_told():
    number, verb, nowhere = mark("2,500", "QUANTITY", figure="no"), mark("left", "ACTIVITY"), Mark(200, 210, "LOC")
    made, problems = report([number, verb, nowhere], [(number, verb, "activity"), (number, nowhere, "locations")])
    assert made.figures == []
    assert problems == [
        "200: LOC 200-210 lies outside the text or is empty",
        "10: the relation 'locations' lost one of its ends",
        "10: '2,500' has relations, but says that it has no figure",
    ]


def test_attributes_outside_the_vocabulary_are_told():
    number = mark("2,500", "QUANTITY", value=2500, sector="Logistics", colour="red")
    made, problems = report([number])
    assert made.figures[0].sector is None
    assert problems[0].startswith("10: unknown sector 'Logistics' (one of Education, ")
    assert problems[1] == "None: 1 times the attribute 'colour' has no place and was left out"


def test_attributes_of_entities_are_not_lost_silently():
    _, problems = report([mark("Ilo", "LOC", norm="PE180301", kind_of_place="city")])
    assert problems == ["None: 1 times the attribute 'kind_of_place' has no place and was left out"]


def test_a_month_of_another_form_is_told():
    problems: list[Problem] = []
    graph = Graph("one", "HIAS left", about={"month": "March 2021", "country": "Peru"})
    (made,) = to_reports([graph], Log(Path("file"), problems.append))
    assert (made.month, made.country) == (None, "Peru")
    assert [problem.reason for problem in problems] == ["the month 'March 2021' is not of the form YYYY-MM"]


def test_a_report_of_the_same_id_is_told():
    problems: list[Problem] = []
    graphs = [Graph("one", "HIAS", line=1), Graph("one", "HIAS left", line=2), Graph("two", " ", line=3)]
    assert [made.text for made in to_reports(graphs, Log(Path("file"), problems.append))] == ["HIAS"]
    assert [str(problem) for problem in problems] == [
        "file:2: one: a second report of this id was left out",
        "file:3: two: the text is empty",
    ]
