"""Decisions from the review page, read back as annotated reports."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import gold
from typer.testing import CliRunner

from sitrep_nlp.cli import app
from sitrep_nlp.corpus.formats import Problem, reader
from sitrep_nlp.corpus.gold import read_gold
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.errors import InputError
from sitrep_nlp.figures import Facts
from sitrep_nlp.writing.review.content import content, from_report

FOUND = gold("""In {L1:Tacna}, {O1:Government of Peru} and {O2:HIAS} {A1:assisted} {Q1:300} {B1:refugees and migrants}, including
{Q2:40} {B2:children} under five. The hall has {Q3:12} {C3=item:doors}.
@ Q1 B1 A1 O1 O2 L1 Protection
@ Q2 B2 A1 <Q1 Protection
@ Q3 C3 Shelter""")


def span(words: str) -> dict[str, Any]:
    start = FOUND.text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def export(*decisions: dict[str, Any] | None) -> dict[str, Any]:
    """The file that the page writes after these decisions on the figures of `FOUND`, in their order."""
    found = deepcopy(FOUND)
    for figure in found.figures:
        figure.confidence, figure.found_by, figure.facts = 0.5, "verbs", Facts(unit_type="persons")
    row = json.loads(json.dumps(content(from_report(found))))
    ids = [figure["id"] for figure in row["figures"]]
    row["decisions"] = {name: made for name, made in zip(ids, decisions, strict=False) if made}
    return {"format": "sitrep-review", "version": 1, "bulletins": [row]}


ACCEPT, REJECT = {"decision": "accept"}, {"decision": "reject"}


def correct(**changes: Any) -> dict[str, Any]:
    return {"decision": "correct", "changes": changes}


@pytest.fixture
def imported(tmp_path: Path):
    """Reads an export; gives its reports and what was told."""

    def imported(file: object) -> tuple[list[AnnotatedReport], list[Problem]]:
        path, problems = tmp_path / "decisions.json", []
        path.write_text(json.dumps(file), encoding="utf-8")
        return list(reader("review")(path, on_problem=problems.append)), problems

    return imported


def test_what_is_accepted_comes_back_as_it_was_found(imported):
    [report], problems = imported(export(ACCEPT, ACCEPT, ACCEPT))
    assert not problems
    assert report == FOUND


def test_a_rejected_number_goes_and_its_parts_stand_alone(imported):
    [report], problems = imported(export(REJECT, ACCEPT, ACCEPT))
    assert [figure.quantity.text for figure in report.figures] == ["40", "12"]
    assert [entity.text for entity in report.entities if entity.label == "QUANTITY"] == ["40", "12"]
    assert report.figures[0].part_of is None
    assert [(each.report, each.start, each.reason) for each in problems] == [
        ("test", span("40")["start"], "'40' was a part of '300', which is no figure now")
    ]


def test_what_is_undecided_is_optional(imported):
    [report], _ = imported(export(ACCEPT, None, ACCEPT))
    assert [figure.optional for figure in report.figures] == [False, True, False]
    assert [entity.text for entity in report.entities if entity.optional] == ["40"]


def test_a_correction_changes_the_figure(imported):
    made = correct(value=12.5, value_high=14, sector="Education", activity=span("has"), counted_type="place")
    [report], problems = imported(export(ACCEPT, ACCEPT, made))
    figure = report.figures[2]
    assert not problems
    assert (
        figure.value,
        figure.value_high,
        figure.sector,
        figure.activity.text,
        figure.counted_type,
        figure.counted.text,
    ) == (
        12.5,
        14,
        "Education",
        "has",
        "place",
        "doors",
    )


def test_a_longer_group_takes_the_place_of_the_shorter(imported):
    longer = span("children under five")
    [report], _ = imported(export(ACCEPT, correct(counted=longer), ACCEPT))
    groups = [entity.text for entity in report.entities if entity.label == "BENEFICIARY"]
    assert groups == ["refugees and migrants", "children under five"]
    assert report.figures[1].counted.text == "children under five"


def test_another_figure_follows_a_group_that_was_given_other_ends(imported):
    file = export(correct(counted=span("migrants")), ACCEPT, ACCEPT)
    file["bulletins"][0]["figures"][2]["counted"] = span("refugees and migrants")
    [report], _ = imported(file)
    assert [figure.counted.text for figure in report.figures] == ["migrants", "children", "migrants"]


def test_a_new_place_becomes_a_loc_and_one_inside_a_name_does_not(imported):
    [report], problems = imported(export(ACCEPT, ACCEPT, correct(locations=[span("hall"), span("Tacna")])))
    assert [place.text for place in report.figures[2].locations] == ["hall", "Tacna"]
    assert [entity.text for entity in report.entities if entity.label == "LOC"] == ["Tacna", "hall"]
    assert not problems
    [report], problems = imported(export(ACCEPT, ACCEPT, correct(locations=[span("Peru")])))
    assert problems[0].reason == "'Peru' is no LOC: it overlaps ORG 'Government of Peru'"
    assert report.figures[2].optional


def test_a_place_that_was_taken_for_an_organisation_is_relabelled(imported):
    [report], problems = imported(export(ACCEPT, ACCEPT, correct(locations=[span("HIAS")])))
    assert not problems
    assert [(entity.text, entity.label) for entity in report.entities if entity.text == "HIAS"] == [("HIAS", "LOC")]


def add(words: str, **changes: Any) -> dict[str, Any]:
    return {"decision": "add", "quantity": span(words), "changes": changes}


def with_added(
    *added: dict[str, Any], decisions: tuple[dict[str, Any] | None, ...] = (ACCEPT, ACCEPT, ACCEPT)
) -> dict[str, Any]:
    file = export(*decisions)
    file["bulletins"][0]["decisions"] |= {f"added-{number}": each for number, each in enumerate(added)}
    return file


def test_an_added_number_becomes_a_figure_and_an_entity(imported):
    made = add(
        "five", value=5, kind="measure", unit="years", counted=span("children"), counted_type="people", sector="Health"
    )
    [report], problems = imported(with_added(made))
    [figure] = [each for each in report.figures if each.quantity.text == "five"]
    assert not problems
    assert report.figures.index(figure) == 2
    assert (figure.value, figure.kind, figure.unit, figure.counted.text, figure.sector) == (
        5,
        "measure",
        "years",
        "children",
        "Health",
    )
    assert (figure.modifier, figure.optional, figure.confidence) == ("exact", False, None)
    assert ("five", "QUANTITY") in [(each.text, each.label) for each in report.entities]


def test_a_modifier_is_the_words_beside_the_number_that_say_so(imported):
    [report], problems = imported(with_added(add("five", value=5, modifier="under")))
    figure = report.figures[2]
    assert not problems
    assert (figure.modifier, figure.modifier_span.text) == ("under", "under")
    [report], _ = imported(with_added(add("five", value=5, modifier="over")))
    assert (report.figures[2].modifier, report.figures[2].modifier_span) == ("over", None)


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (add("five"), "'five' was added without a value: left out"),
        (add("five", value=None), "'five' was added without a value: left out"),
        (add("12", value=12), "'12' overlaps another number: left out"),
        (
            add("five", value=5) | {"quantity": span("five") | {"text": "six"}},
            "'six' is not what stands there ('five'): left out",
        ),
    ],
)
def test_what_cannot_be_added_is_told(imported, made, reason):
    [report], problems = imported(with_added(made))
    assert [each.reason for each in problems] == [reason]
    assert report == FOUND


def test_an_added_number_goes_before_an_undecided_one_that_it_overlaps(imported):
    [report], problems = imported(with_added(add("12 doors", value=12), decisions=(ACCEPT, ACCEPT, None)))
    assert not problems
    assert [(each.quantity.text, each.optional) for each in report.figures][2] == ("12 doors", False)
    assert [each.text for each in report.entities if each.label == "QUANTITY"] == ["300", "40", "12 doors"]


def test_a_number_that_a_person_has_marked_goes_before_other_entities(imported):
    file = with_added(add("five", value=5))
    file["bulletins"][0]["entities"].append({**span("under five"), "label": "DATE"})
    file["bulletins"][0]["figures"][1]["dates"] = [span("under five")]
    [report], problems = imported(file)
    assert [each.reason for each in problems] == ["'five' is a number: DATE 'under five' goes"]
    assert "DATE" not in [each.label for each in report.entities]
    assert report.figures[1].dates == []


def test_a_number_with_other_ends_is_followed_by_its_parts(imported):
    file = export(correct(quantity=span("300 refugees")), ACCEPT, ACCEPT)
    file["bulletins"][0]["entities"] = [
        each for each in file["bulletins"][0]["entities"] if each["label"] != "BENEFICIARY"
    ]
    [report], problems = imported(file)
    assert not problems
    assert report.figures[0].quantity.text == "300 refugees"
    assert report.figures[1].part_of == report.figures[0].quantity
    assert [each.text for each in report.entities if each.label == "QUANTITY"] == ["300 refugees", "40", "12"]


def test_words_said_to_be_doers_and_dates_become_entities(imported):
    [report], problems = imported(export(ACCEPT, ACCEPT, correct(organizations=[span("hall")], dates=[span("five")])))
    assert not problems
    assert {("hall", "ORG"), ("five", "DATE")} <= {(each.text, each.label) for each in report.entities}
    [date] = [each for each in report.entities if each.label == "DATE"]
    assert date.value is None  # "five" is no date that can be read


def test_no_figure_is_a_part_of_itself(imported):
    [report], problems = imported(export(correct(part_of=span("40")), ACCEPT, ACCEPT))
    assert [each.reason for each in problems] == ["'300' was a part of itself"]
    assert [each.part_of and each.part_of.text for each in report.figures] == [None, "300", None]


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (correct(counted=span("doors") | {"text": "gates"}), "'gates' is not what stands there ('doors'): left out"),
        (correct(activity={"start": 0, "end": 9999, "text": "x"}), "'x' is not what stands there (None): left out"),
        (correct(value="many"), "the correction value = 'many' is not known: left out"),
        (correct(value=True), "the correction value = True is not known: left out"),
        (correct(sector="Doors"), "the correction sector = 'Doors' is not known: left out"),
        (correct(modifier="perhaps"), "the correction modifier = 'perhaps' is not known: left out"),
        (correct(kind=None), "the correction kind = None is not known: left out"),
        (correct(quantity={"start": 0, "end": 2, "text": "12"}), "'12' is not what stands there ('In'): left out"),
        (correct(colour="red"), "the correction colour = 'red' is not known: left out"),
        ({"decision": "maybe"}, "unknown decision 'maybe' on '12': kept as undecided"),
    ],
)
def test_what_cannot_be_placed_is_told_and_leaves_the_figure_undecided(imported, made, reason):
    [report], problems = imported(export(ACCEPT, ACCEPT, made))
    assert [each.reason for each in problems] == [reason]
    assert problems[0].report == "test"
    assert problems[0].start is not None
    assert [figure.optional for figure in report.figures] == [False, False, True]


def test_a_decision_on_no_figure_is_told(imported):
    file = export(ACCEPT)
    file["bulletins"][0]["decisions"]["f0"] = ACCEPT
    _, problems = imported(file)
    assert [each.reason for each in problems] == ["the decision on 'f0' is about no figure of the bulletin"]


def test_a_broken_bulletin_does_not_take_the_others_with_it(imported):
    file = export(ACCEPT)
    file["bulletins"] = [{"id": "broken", "text": "5 kits"}, "nonsense", *file["bulletins"]]
    reports, problems = imported(file)
    assert [report.id for report in reports] == ["test"]
    assert [each.report for each in problems] == ["broken", None]


def test_the_command_imports_decisions(tmp_path):
    source, out = tmp_path / "decisions.json", tmp_path / "reviewed.jsonl"
    source.write_text(json.dumps(export(ACCEPT, REJECT, ACCEPT)), encoding="utf-8")
    run = CliRunner().invoke(app, ["corpus", "import", "--from", "review", str(source), "--out", str(out)])
    assert run.exit_code == 0, run.output
    report = read_gold([out])["test"]
    assert [figure.quantity.text for figure in report.figures] == ["300", "12"]


@pytest.mark.parametrize("file", [[], {"format": "else"}, {"format": "sitrep-review", "version": 2, "bulletins": []}])
def test_another_file_is_refused(imported, file):
    with pytest.raises(InputError, match="decisions"):
        imported(file)
