"""The review page where something was overlooked: numbers added, moved to other ends, and tied to the right words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.conftest import gold
from tests.writing.review.pages import PHONE, decisions_of, expect, expect_current, expect_numbers, row

from sitrep_nlp.corpus.formats import Problem, reader
from sitrep_nlp.corpus.marked import AnnotatedReport

BULLETIN = """In {L1:Tacna}, {O1:HIAS} {A1:assisted} {Q1:1,215} {B1:refugees and migrants} in {D1=2021-03:March}; over 86 miners slept there.

Some 12 teachers fell ill, and 12 guards. {O2:ADRA} {A2:served} {Q2=1.2:1.2} million {C2=item:hot meals} to children.

The children of Lima ate in {L2:Lima}.
@ Q1 B1 A1 O1 L1 D1 Protection
@ Q2 C2 A2 O2 L2 Food"""


def overlooked() -> AnnotatedReport:
    """Two figures: of "1.2 million" only the digits were found, and 86 and both 12 not at all."""
    return gold(BULLETIN, "2021-03")


def read_back(page: Any, folder: Path) -> tuple[AnnotatedReport, list[Problem]]:
    """What `sitrep corpus import` makes of the decisions on the page."""
    decisions_of(page, folder / "decisions.json")
    problems: list[Problem] = []
    [report] = reader("review")(folder / "decisions.json", on_problem=problems.append)
    return report, problems


def fill(page: Any, **fields: str) -> None:
    for name, words in fields.items():
        field = page.locator(f"#card [name={name}]")
        field.select_option(words) if field.evaluate("e => e.localName") == "select" else field.fill(words)


def select_words(page: Any, words: str) -> None:
    """Select words in the bulletin, wherever in it they stand first."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT), nodes = [];
            while (walker.nextNode()) nodes.push(walker.currentNode);
            const at = nodes.map(node => node.data).join('').indexOf(words);
            const place = offset => {
                for (const node of nodes) {
                    if (offset <= node.data.length) return [node, offset];
                    offset -= node.data.length;
                }
            };
            getSelection().setBaseAndExtent(...place(at), ...place(at + words.length));
        }""",
        words,
    )


def test_a_number_is_added_with_the_keyboard_alone(show, tmp_path, rules):
    page = show(overlooked())
    page.keyboard.press("m")
    assert page.evaluate("document.activeElement.textContent") == "86"
    page.keyboard.press("Enter")
    page.keyboard.type("miners")
    page.keyboard.press("Tab")
    page.keyboard.type("people")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("slept")
    page.keyboard.press("Enter")
    expect_numbers(page, "1,215", "over 86", "1.2")
    expect(row(page, 1).locator(".decision")).to_have_text("+ added")
    expect_current(page, "86")
    expect(page.locator("#progress-text")).to_have_text("0 of 2 decided · 1 added")

    page.reload()
    expect_numbers(page, "1,215", "over 86", "1.2")
    report, problems = read_back(page, tmp_path)
    figure = report.figures[1]
    assert not problems
    assert (figure.quantity.text, figure.value, figure.modifier, figure.modifier_span.text) == (
        "86",
        86.0,
        "over",
        "over",
    )
    assert (figure.counted.text, figure.counted_type, figure.activity.text) == ("miners", "people", "slept")
    # What the nearest figure of its sentence says was filled in, to be looked at.
    assert (figure.sector, figure.locations[0].text, figure.dates[0].text) == ("Protection", "Tacna", "March")
    assert {("86", "QUANTITY"), ("miners", "BENEFICIARY")} <= {(each.text, each.label) for each in report.entities}
    assert [each.optional for each in report.figures] == [True, False, True]
    # The recogniser learns from whole tokens.
    doc = rules.make_doc(report.text)
    assert all(doc.char_span(each.start, each.end) for each in report.entities)


def test_a_number_is_added_by_a_click_and_removed_again(show):
    page = show(overlooked())
    page.locator("#text .loose", has_text="86").click()
    fill(page, counted="miners", sector="Health")
    page.locator("#card .primary").click()
    expect(page.locator("#card .state")).to_have_text("+ added")
    page.locator("#filters [name=sector]").select_option("Health")
    expect_numbers(page, "over 86")
    page.locator("#filters [type=reset]").click()
    page.locator("#text .number", has_text="86").click()
    page.locator("#card .reject").click()
    expect_numbers(page, "1,215", "1.2")
    expect(page.locator("#toast")).to_contain_text("removed")
    expect(page.locator("#text .loose", has_text="86")).to_be_visible()
    page.keyboard.press("z")
    expect_numbers(page, "1,215", "over 86", "1.2")
    expect_current(page, "86")


def test_words_that_are_selected_are_offered_as_a_figure(show):
    page = show(overlooked())
    select_words(page, "ill")
    page.locator("#offer", has_text="Add “ill” as a figure").click()
    page.locator("#card .primary").click()
    expect(page.locator("#card .problem")).to_have_text("The value must be a number.")
    page.keyboard.press("Escape")
    expect_numbers(page, "1,215", "1.2")


def test_a_number_is_given_other_ends(show, tmp_path):
    page = show(overlooked())
    select_words(page, ".2 millio")
    page.locator("#offer", has_text="Correct: the number is “1.2 million”").click()
    expect(page.locator("#card [name=quantity]")).to_have_value("1.2 million")
    # What it was worth is not what it is worth now.
    expect(page.locator("#card [name=value]")).to_have_value("")
    fill(page, quantity="1.2")
    expect(page.locator("#card [name=value]")).to_have_value("1.2")
    fill(page, quantity="1.2 million", value="1,200,000")
    page.keyboard.press("Enter")
    expect(page.locator("#text .number", has_text="1.2 million")).to_have_attribute("data-decision", "correct")
    page.locator("#text .number", has_text="1.2 million").click()
    expect(page.locator("#card header small")).to_have_text("was: 1.2")
    report, problems = read_back(page, tmp_path)
    assert not problems
    assert (report.figures[1].quantity.text, report.figures[1].value) == ("1.2 million", 1.2e6)
    assert [each.text for each in report.entities if each.label == "QUANTITY"] == ["1,215", "1.2 million"]


def test_a_selection_may_begin_at_the_first_letter_of_a_number(show):
    page = show(overlooked())
    number = page.locator("#text .number", has_text="1.2")
    box = number.bounding_box()
    end = number.evaluate(
        """number => {
            const range = new Range();
            range.setStart(number.nextSibling, 0);
            range.setEnd(number.nextSibling, ' million'.length);
            return range.getBoundingClientRect().right;
        }"""
    )
    page.mouse.move(box["x"] + 5, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(end - 2, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    expect(page.locator("#offer")).to_have_text("Correct: the number is “1.2 million”")


def test_words_in_several_places_are_those_that_the_reviewer_steps_to(show, tmp_path):
    page = show(overlooked())
    page.keyboard.press("i")
    page.keyboard.type("12")
    where = page.locator("#card .field.quantity .where")
    expect(where).to_contain_text("1 of 2")
    expect(page.locator("#card blockquote")).to_contain_text("teachers fell ill")
    where.get_by_label("Later place").click()
    expect(where).to_contain_text("2 of 2")
    lit = "() => Array.from(CSS.highlights.get('quantity'), range => range.startContainer.data + range.startOffset)"
    fill(page, counted="children", value="12", counted_type="people")
    counted = page.locator("#card .field.counted .where")
    expect(counted).to_contain_text("1 of 2")
    counted.get_by_label("Later place").click()
    assert len(page.evaluate(lit)) == 1
    page.locator("#card .primary").click()
    report, problems = read_back(page, tmp_path)
    text = report.text
    [figure] = [each for each in report.figures if not each.optional]
    assert not problems
    assert figure.quantity.start == text.index("12 guards")
    assert (figure.counted.start, figure.implicit) == (text.index("children of Lima"), True)


def test_words_are_not_found_inside_others(show):
    page = show(overlooked())
    page.keyboard.press("c")
    for name, words in (("counted", "fug"), ("quantity", "215"), ("locations", "Lima; Tac")):
        fill(page, **{name: words})
    expect(page.locator("#card .where.lost > span:first-child")).to_have_text(["not in the bulletin"] * 3)


def test_every_part_of_a_record_can_be_corrected(show, tmp_path):
    page = show(overlooked())
    page.locator("#text .number", has_text="1.2").click()
    page.keyboard.press("c")
    fill(page, modifier="about", value="3", value_high="2")
    page.keyboard.press("Enter")
    expect(page.locator("#card .problem")).to_have_text("A range goes from the smaller value to the larger.")
    fill(page, value_high="4", kind="money", unit="soles")
    page.locator("#card .primary").click()
    expect(page.locator("#card .problem")).to_have_text("A currency is written with its three letters: USD.")
    fill(page, unit="PEN", part_of="1,215 refugees and migrants", organizations="HIAS; ADRA", dates="March")
    page.locator("#card .primary").click()
    report, problems = read_back(page, tmp_path)
    figure = report.figures[1]
    assert not problems
    assert (figure.modifier, figure.value, figure.value_high, figure.kind, figure.unit) == (
        "about",
        3,
        4,
        "money",
        "PEN",
    )
    assert figure.part_of == report.figures[0].quantity
    assert [each.text for each in (*figure.organizations, *figure.dates)] == ["HIAS", "ADRA", "March"]


def test_no_figure_is_a_part_of_its_own_part_and_no_number_is_two_figures(show):
    page = show(overlooked())
    page.keyboard.press("c")
    fill(page, part_of="1.2 hot meals")
    page.locator("#card .primary").click()
    page.locator("#text .number", has_text="1.2").click()
    page.keyboard.press("c")
    fill(page, part_of="1,215 refugees and migrants")
    page.locator("#card .primary").click()
    expect(page.locator("#card .problem")).to_have_text("A figure cannot be a part of its own part.")
    fill(page, part_of="–", quantity="1,215", value="1215")
    page.locator("#card .primary").click()
    expect(page.locator("#card .problem")).to_have_text("“1,215” is the number of another figure.")


def test_added_figures_are_loaded_on_another_machine(show, tmp_path):
    page = show(overlooked())
    page.locator("#text .loose", has_text="86").click()
    fill(page, counted="miners")
    page.keyboard.press("Enter")
    decisions_of(page, tmp_path / "decisions.json")
    page.evaluate("localStorage.clear()")
    other = show(overlooked())
    expect_numbers(other, "1,215", "1.2")
    other.locator("#file").set_input_files(tmp_path / "decisions.json")
    expect_numbers(other, "1,215", "over 86", "1.2")
    expect(other.locator("#text .number[data-decision=add]")).to_have_text("86")


@pytest.mark.parametrize("key", ["m", "M"])
def test_where_nothing_was_overlooked_the_page_says_so(show, key):
    page = show(gold("{O1:HIAS} gave {Q1:30} {C1=item:kits}.\n@ Q1 C1 O1 NFI"))
    page.keyboard.press(key)
    expect(page.locator("#toast")).to_contain_text("Every number in the text has a figure.")


def test_on_a_phone_the_text_shows_while_a_form_is_open(show):
    page = show(overlooked(), size=PHONE)
    page.click("#view-figures")
    row(page, 0).locator("button").click()
    page.locator("#card .correct").click()
    expect(page.locator("#text .number[aria-current]")).to_be_in_viewport()
    page.locator("#card", has_text="Cancel").get_by_text("Cancel").click()
    expect(page.locator("#rows")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
