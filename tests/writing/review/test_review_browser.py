"""The review page in a real browser: reading, choosing, filtering, deciding, exporting, and the index."""

from __future__ import annotations

from tests.writing.review.pages import decisions_of, expect, expect_current, expect_numbers, report, row

from sitrep_nlp.corpus.formats import Problem, reader


def test_the_bulletin_reads_as_it_does_on_paper(show):
    page = show(report())
    expect(page.locator("#text h3")).to_have_text(["PERU"])
    assert page.locator("#text li").count() == 2
    assert page.locator("#text li").first.text_content().startswith("In Tacna, HIAS assisted some 1,215 refugees")
    expect(page.locator("#text table tr").last.locator("th, td")).to_have_text(["PEOPLE REACHED", "210", "75"])
    marked = page.locator("#text .entity").evaluate_all("all => all.map(e => [e.dataset.label, e.textContent])")
    assert marked[1:3] == [["ORG", "HIAS"], ["BENEFICIARY", "refugees and migrants"]]
    expect(page.locator("#text .number")).to_have_text(["1,215", "340", "900", "210", "75"])


def test_a_number_leads_to_its_row_and_a_row_to_its_sentence(show):
    page = show(report())
    page.locator("#text .number", has_text="900").click()
    expect_current(page, "900")
    expect(page.locator("#card h3")).to_have_text("900")
    row(page, 3).click()
    expect_current(page, "210")
    row(page, 0).locator("button").click()
    assert (
        page.locator("#card blockquote")
        .inner_text()
        .endswith("assisted some 1,215 refugees and migrants, including 340 children.")
    )
    lit = page.evaluate("() => Array.from(CSS.highlights.get('counted'), range => range.toString())")
    assert lit == ["refugees and migrants"]
    assert page.url.endswith("#/0/" + row(page, 0).get_attribute("data-figure"))


def test_keys_lead_through_the_figures_and_decide(show, tmp_path):
    page = show(report())
    page.keyboard.press("j")
    expect_current(page, "340")
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(row(page, 0).locator(".decision")).to_have_text("✓ accepted")
    expect_current(page, "340")
    page.keyboard.press("x")
    expect(row(page, 1).locator(".decision")).to_have_text("✕ rejected")
    page.keyboard.press("k")
    page.keyboard.press("u")
    expect(row(page, 1).locator(".decision")).to_have_text("open")
    expect(page.locator("#progress-text")).to_have_text("1 of 5 decided")
    page.keyboard.press("/")
    page.keyboard.type("kits")
    expect_numbers(page, "900")
    expect(page.locator("#shown")).to_have_text("1 of 5 figures")


def test_the_last_steps_are_undone_and_open_figures_are_found(show):
    page = show(report(), report("april", "2021-04"))
    page.locator("#overview tbody a").first.click()
    # A link is followed a moment after the click: keys pressed before that are pressed on the overview.
    expect_current(page, "1,215")
    page.keyboard.press("a")
    page.keyboard.press("x")
    page.keyboard.press("J")
    expect(page.locator("#bulletin-title")).to_have_text("april")
    page.keyboard.press("z")
    expect(page.locator("#bulletin-title")).to_have_text("peru")
    expect_current(page, "340")
    expect(page.locator("#progress-text")).to_have_text("1 of 10 decided")
    page.keyboard.press("a")
    page.keyboard.press("k")
    page.keyboard.press("k")
    page.keyboard.press("n")
    expect_current(page, "900")
    for _ in range(3):
        page.keyboard.press("a")
    expect(page.locator("#toast")).to_contain_text("Every figure that is shown has a decision.")


def test_a_click_on_what_was_understood_begins_its_correction(show):
    page = show(report())
    page.locator("#card [data-part=sector]").click()
    expect(page.locator("#card [name=sector]")).to_be_focused()
    page.locator("#card [name=sector]").select_option("Health")
    page.locator("#card .primary").click()
    expect(row(page, 0).locator("td").nth(2)).to_have_text("Health")


def test_the_card_tells_every_field_of_the_record(show):
    page = show(report())
    row(page, 1).click()
    page.locator("#card summary").click()
    expect(page.locator("#card details dd")).to_have_text(["count", "other", "this period", "reached", "true"])
    expect(page.locator("#card .cautions")).to_have_text("340 is a part of 1,215.")


def test_progress_outlives_the_page(show):
    page = show(report())
    page.keyboard.press("a")
    page.reload()
    expect(page.locator("#progress-text")).to_have_text("1 of 5 decided")
    expect(row(page, 0).locator(".decision")).to_have_text("✓ accepted")


def test_filters_and_order(show):
    page = show(report())
    page.keyboard.press("a")
    for name, value, passing in (
        ("sector", "WASH", ["900", "75"]),
        ("place", "Tacna", ["about 1,215", "340"]),
        ("organization", "ADRA", ["900"]),
        ("confidence", "0.7", ["900", "210", "75"]),
        ("warning", "any", ["340"]),
        ("warning", "part_of_whole", ["340"]),
        ("warning", "none", ["about 1,215", "900", "210", "75"]),
        ("decision", "open", ["340", "900", "210", "75"]),
        ("decision", "accept", ["about 1,215"]),
        ("order", "confidence", ["75", "210", "900", "340", "about 1,215"]),
        ("order", "value", ["about 1,215", "900", "340", "210", "75"]),
    ):
        page.locator(f"#filters [name={name}]").select_option(value)
        expect_numbers(page, *passing)
        page.locator("#filters [type=reset]").click()
        expect_numbers(page, "about 1,215", "340", "900", "210", "75")


def test_no_figure_passes(show):
    page = show(report())
    page.locator("#filters [name=words]").fill("nothing like it")
    assert page.locator("#rows .empty").inner_text() == "No figure passes the filters."


def test_a_correction_comes_back_as_an_annotated_report(show, tmp_path):
    page = show(report())
    page.locator("#text .number", has_text="900").click()
    page.keyboard.press("c")
    page.locator("#card [name=value]").fill("9,000")
    page.locator("#card [name=sector]").select_option("NFI")
    page.locator("#card [name=counted]").fill("hygiene gates")
    page.keyboard.press("Enter")
    assert page.locator(".problem").inner_text() == "“hygiene gates” does not stand in the bulletin."
    page.locator("#card [name=counted]").fill("kits")
    page.locator("#card [name=locations]").fill("Lima; Tacna")
    page.keyboard.press("Enter")
    expect(row(page, 2).locator(".decision")).to_have_text("✎ corrected")
    expect(row(page, 2).locator("td").nth(1)).to_have_text("kitsdistributed")
    row(page, 2).click()
    assert page.locator("#card .changed small").all_inner_texts() == [
        "was: 900",
        "was: hygiene kits · item",
        "was: WASH",
        "was: Lima",
    ]

    decisions_of(page, tmp_path / "decisions.json")
    problems: list[Problem] = []
    [read] = reader("review")(tmp_path / "decisions.json", on_problem=problems.append)
    figure = read.figures[2]
    assert not problems
    assert (figure.value, figure.sector, figure.counted.text) == (9000.0, "NFI", "kits")
    assert [place.text for place in figure.locations] == ["Lima", "Tacna"]
    assert [each.optional for each in read.figures] == [True, True, False, True, True]


def test_saving_without_a_change_accepts(show):
    page = show(report())
    page.keyboard.press("c")
    page.keyboard.press("Enter")
    expect(row(page, 0).locator(".decision")).to_have_text("✓ accepted")


def test_what_is_written_in_a_form_is_not_lost_by_a_click_elsewhere(show):
    page = show(report())
    page.keyboard.press("c")
    row(page, 1).click()
    expect_current(page, "340")
    page.keyboard.press("c")
    page.locator("#card [name=value]").fill("341")
    row(page, 2).click()
    page.locator("#text .number", has_text="900").click()
    page.locator("#card .primary").focus()
    page.keyboard.press("x")
    expect(page.locator("#toast")).to_have_text("Save the form first, or cancel it.")
    expect(page.locator("#card [name=value]")).to_have_value("341")
    page.keyboard.press("Escape")
    expect(page.locator("#progress-text")).to_have_text("0 of 5 decided")


def test_words_selected_in_the_text_go_into_the_correction(show):
    page = show(report())
    page.keyboard.press("c")
    page.locator("#card [name=activity]").focus()
    word = page.locator("#text li").first.locator(".entity", has_text="HIAS")
    word.dblclick()
    assert page.locator("#card [name=activity]").input_value() == "HIAS"


def test_decisions_can_be_loaded_on_another_machine(show, tmp_path):
    page = show(report())
    page.keyboard.press("a")
    path = tmp_path / "decisions.json"
    decisions_of(page, path)
    page.evaluate("localStorage.clear()")
    other = show(report(), report("chile"))
    with other.expect_file_chooser() as chooser:
        other.click("#load")
    chooser.value.set_files(path)
    expect(other.locator("#notice")).to_have_text("1 decision loaded.")
    assert other.locator("#progress-text").inner_text() == "1 of 10 decided"
    path.write_text('{"format": "other"}', encoding="utf-8")
    other.locator("#file").set_input_files(path)
    expect(other.locator("#notice")).to_have_text("This is no file of review decisions.")


def test_the_index_sets_months_side_by_side_and_adds_nothing_up(show):
    march, april = report("march"), report("april", "2021-04")
    april.figures[0].value = 2000.0
    page = show(march, april)
    assert page.locator("#overview h2").inner_text() == "Bulletins at a glance"
    assert page.locator("#overview [role=note]").inner_text().startswith("Do not add these up.")
    table = page.locator("#overview section").nth(1).locator("table")
    assert table.locator("thead th").all_inner_texts() == ["Sector", "2021-03", "2021-04"]
    assert table.locator("tbody tr").first.locator("th, td").all_inner_texts() == ["Protection", "1,215", "1,215"]
    assert (
        page.locator("#overview .plot svg").first.get_attribute("aria-label")
        == "Protection. 2021-03: 1,215; 2021-04: 2,000"
    )
    expect(page.locator("#overview .bars .name")).to_have_text(["HIAS", "ADRA"])
    places = page.locator("#overview section").nth(3).locator("tbody tr")
    assert places.first.locator("th, td").all_inner_texts() == ["Tacna", "4", "2", "Protection", "1,215"]
    table.locator("a").first.click()
    expect(page.locator("#review")).to_be_visible()
    expect_current(page, "1,215")
    assert page.locator("#bulletins option:checked").inner_text() == "2021-03 · march"
    page.click("#next")
    expect(page.locator("#bulletin-title")).to_have_text("april")
    page.go_back()
    page.go_back()
    expect(page.locator("#overview")).to_be_visible()
