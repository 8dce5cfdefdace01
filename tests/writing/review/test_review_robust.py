"""The review page where it is hard: without colour, by keyboard, on a phone, with nothing kept, and with hostile bulletins."""

from __future__ import annotations

import time

import pytest
from tests.writing.review.pages import LAPTOP, PHONE, decisions_of, expect, expect_current, report, row

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.figures import Entity, Figure, Span
from sitrep_nlp.writing.review import write_review
from sitrep_nlp.writing.review.content import from_report


def test_entities_are_told_apart_without_colour(show):
    page = show(report())
    style = "all => all.map(e => getComputedStyle(e)).map(s => s.textDecorationLine + ' ' + s.textDecorationStyle)"
    lines = page.locator("#legend .entity").evaluate_all(style)
    assert len(set(lines)) == 5
    assert all(line.startswith("underline") for line in lines)


def test_decisions_are_told_apart_without_colour(show):
    page = show(report())
    for key in "ax":
        page.keyboard.press(key)
    page.keyboard.press("c")
    page.locator("#card [name=value]").fill("901")
    page.keyboard.press("Enter")
    look = """all => all.map(each => [getComputedStyle(each, '::after').content, getComputedStyle(each).textDecorationLine])"""
    assert page.locator("#text .number").evaluate_all(look)[:4] == [
        ['" ✓"', "none"],
        ["none", "line-through"],
        ['" ✎"', "none"],
        ["none", "none"],
    ]
    words = page.locator("#rows .decision").all_inner_texts()
    assert words == ["✓ accepted", "✕ rejected", "✎ corrected", "open", "open"]


def test_the_first_tab_stop_leads_past_the_bulletin(show):
    page = show(report())
    page.locator("body").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "figures"
    expect(page.locator("#review")).to_be_visible()


def test_single_keys_can_be_turned_off(show):
    page = show(report())
    page.keyboard.press("?")
    page.locator("#keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator("#progress-text")).to_have_text("0 of 5 decided")


FORGETFUL = """
window.keepsNothing = true;
Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked') }});
"""


def test_a_browser_that_keeps_nothing_says_so(show, tmp_path):
    page = show(report(), script=FORGETFUL)
    assert "keeps nothing" in page.locator("#notice").inner_text()
    page.keyboard.press("a")
    expect(page.locator("#progress-text")).to_have_text("1 of 5 decided")
    assert len(decisions_of(page, tmp_path / "decisions.json")["bulletins"]) == 1


def test_offsets_count_characters_where_a_text_holds_wide_ones(show, tmp_path):
    text = "👪👪 Families 👪: 30 kits 𝟏 given"
    start = text.index("30")
    figure = Figure(Span(start, start + 2, "30"), 30.0, counted=Span(start + 3, start + 7, "kits"), sector="NFI")
    page = show(AnnotatedBulletin(Bulletin("wide", text), None, figures=[figure], sentences=[[(0, len(text))]]))
    page.keyboard.press("c")
    page.locator("#card [name=activity]").fill("given")
    page.locator("#card [name=counted]").focus()
    page.locator("#text p").evaluate("""p => {
        const nodes = [...p.childNodes], from = nodes.find(node => node.data?.includes('kits'));
        getSelection().setBaseAndExtent(from, from.data.indexOf('kits'), p.lastChild, p.lastChild.data.length);
        p.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
    }""")
    assert page.locator("#card [name=counted]").input_value() == "kits 𝟏 given"
    page.keyboard.press("Enter")
    made = decisions_of(page, tmp_path / "decisions.json")["bulletins"][0]["decisions"]
    [changes] = [each["changes"] for each in made.values()]
    for name, words in (("activity", "given"), ("counted", "kits 𝟏 given")):
        place = text.index(words)
        assert changes[name] == {"start": place, "end": place + len(words), "text": words}


def test_empty_pages_say_so(show):
    assert show(AnnotatedBulletin(Bulletin("none", "No numbers here."), None)).locator("#rows .empty").inner_text() == (
        "No figures were found in this bulletin."
    )
    page = show(*(AnnotatedBulletin(Bulletin(name, "No numbers here."), None) for name in "ab"))
    assert page.locator("#overview .empty").count() == 3


def test_a_phone_shows_one_side_at_a_time_and_never_scrolls_sideways(show):
    page = show(report(), size=PHONE)
    assert page.locator("#text").is_visible()
    assert not page.locator("#rows").is_visible()
    page.click("#view-figures")
    assert not page.locator("#text").is_visible()
    row(page, 2).locator("button").click()
    page.locator("#card .correct").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    page.locator("#card button", has_text="Show in the text").click()
    expect_current(page, "900")
    assert page.locator("#text .number[aria-current]").is_visible()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_no_rule_of_accessibility_is_broken(browser, tmp_path, size):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe: pip install -e '.[test]'")
    path = tmp_path / "review.html"
    write_review(map(from_report, [report(), report("april", "2021-04")]), path)
    # The checker puts its own script into the page, which the page's policy would keep out.
    context = browser.new_context(viewport=size, bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    for address in ("", "#/0", "#/1"):
        page.goto(path.as_uri() + address)
        if address and size is PHONE:
            page.click("#view-figures")
        if address:
            row(page, 1).locator("button").click()
        if address == "#/1":
            page.keyboard.press("c")
        result = axe.Axe().run(page)
        assert not result.violations_count, result.generate_report()
    page.keyboard.press("Escape")
    page.keyboard.press("i")
    page.keyboard.type("nowhere")
    result = axe.Axe().run(page)
    assert not result.violations_count, result.generate_report()
    context.close()


HOSTILE = """<script>alert("1")</script> </script> <img src=x onerror='alert(2)'> "quotes" & 'more' <!-- ${alert(3)} {{content}} """


def test_a_hostile_bulletin_of_20_000_words_neither_breaks_nor_slows_the_page(show):
    line = HOSTILE + "In Tacna, HIAS assisted 1,215 persons with food kits and 340 beds in March.\n\n"
    text = line * 910
    entities, figures, sentences = [], [], []
    for start in range(0, len(text), len(line)):
        sentences.append([(start, start + len(line) - 2)])
        spans = {
            word: Span(at := line.index(word) + start, at + len(word), word)
            for word in ("Tacna", "1,215", "persons", "340", "beds")
        }
        entities += [
            Entity(*spans[name].to_json().values(), label)
            for name, label in (("Tacna", "LOC"), ("persons", "BENEFICIARY"))
        ]
        figures += [
            Figure(
                spans["1,215"], 1215.0, counted=spans["persons"], counted_type="people", sector="Health", confidence=0.9
            ),
            Figure(spans["340"], 340.0, counted=spans["beds"], counted_type="item", sector="NFI", confidence=0.4),
        ]
    assert len(text.split()) > 20_000

    before = time.perf_counter()
    page = show(AnnotatedBulletin(Bulletin(HOSTILE, text), "2021-03", entities, figures, sentences))
    expect(page.locator("#rows tr[aria-current]")).to_be_visible()
    assert time.perf_counter() - before < 8
    assert page.locator("#bulletin-title").inner_text() == HOSTILE.strip()
    shown = page.locator("#text").evaluate("text => text.textContent.replace(/\\s/g, '')")
    assert shown == "".join(text.split())
    assert page.locator("#text script, #text img").count() == 0

    filter_by = """sector => new Promise(done => {
        const select = document.querySelector('#filters').elements.sector, before = performance.now();
        select.value = sector;
        select.dispatchEvent(new Event('input', {bubbles: true}));
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - before)));
    })"""
    assert page.evaluate(filter_by, "NFI") < 2000
    expect(page.locator("#shown")).to_have_text("910 of 1,820 figures")
    assert page.evaluate(filter_by, "") < 2000
