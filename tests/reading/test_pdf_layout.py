"""PDF pages, one difficulty at a time: each test draws a page and says what a reader reads on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.colors import Color, black, white

from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.reading.pdf import read_pdf

from .rendering.canvas import BLUE, BODY, BOLD, HEIGHT, WIDTH, Sheet, Type, width

Draw = Callable[[Sheet], None]
Read = Callable[[Draw], Bulletin]

HEADING = replace(BOLD, size=12, leading=16)
SMALL = replace(BODY, size=8, leading=10)
BIG = Type("Helvetica-Bold", 20, 24)
GRAY = Color(0.85, 0.85, 0.85)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(draw: Draw) -> Bulletin:
        sheet = Sheet(tmp_path / "page.pdf")
        draw(sheet)
        sheet.save()
        return read_pdf(tmp_path / "page.pdf")

    return read


def blocks(bulletin: Bulletin) -> list[tuple[str, str]]:
    return [(kind, bulletin.text[start:end]) for kind, start, end in bulletin.blocks]


def row(sheet: Sheet, y: float, label: str, cells: dict[float, str], type: Type = BODY) -> None:
    """A label, and cells that end at the given places."""
    sheet.draw(label, 54, y, type)
    for right, cell in cells.items():
        sheet.draw(cell, right - width(cell, type), y, type)


def test_letters_spaced_apart_are_closed_up(read: Read) -> None:
    bulletin = read(lambda sheet: sheet.draw("PEOPLE REACHED IN JUNE", 60, 700, replace(BOLD, spacing=4)))
    assert bulletin.text == "PEOPLE REACHED IN JUNE"


def test_letters_with_spaces_between_them_are_closed_up(read: Read) -> None:
    bulletin = read(lambda sheet: sheet.draw("K E Y  F I G U R E S", 60, 700, BOLD))
    assert bulletin.text == "KEY FIGURES"


def test_kerned_pairs_do_not_tear_letter_spaced_words(read: Read) -> None:
    def draw(sheet: Sheet) -> None:
        x = 60.0
        for letter in "EDUCATION":
            # "AT" is set closer than the other pairs, as fonts have it.
            x -= 3 if letter == "T" else 0
            sheet.draw(letter, x, 700, BOLD)
            x += width(letter, BOLD) + 3

    assert read(draw).text == "EDUCATION"


def test_words_set_tight_are_parted_without_a_space_in_the_file(read: Read) -> None:
    def draw(sheet: Sheet) -> None:
        x = 60.0
        for word in ("WFP", "needs", "USD", "21", "million", "by", "June."):
            type = replace(BODY, spacing=-0.55)
            sheet.draw(word, x, 700, type)
            x += width(word, type) + 0.25 * BODY.size

    assert read(draw).text == "WFP needs USD 21 million by June."


def test_what_no_reader_sees_is_not_read(read: Read) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.draw("Partners reached 340 families.", 60, 700)
        sheet.draw("Partners reached 340 families.", 60.4, 700.4, replace(BODY, color=GRAY))
        sheet.draw("No ink on paper: 77 persons", 60, 660, replace(BODY, color=white))
        sheet.canvas.saveState()
        sheet.canvas.rotate(90)
        sheet.draw("Photo: partner 55", 300, -580, SMALL)
        sheet.canvas.restoreState()
        hidden = sheet.canvas.beginText(60, 620)
        hidden.setFont("Helvetica", 9)
        hidden.setTextRenderMode(3)
        hidden.textOut("Written without ink: 66 persons")
        sheet.canvas.drawText(hidden)

    assert read(draw).text == "Partners reached 340 families."


def test_white_on_a_dark_box_is_read(read: Read) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.box(50, 600, 300, 700, BLUE)
        sheet.draw("Partners reached 340 families.", 60, 650, replace(BODY, color=white))

    assert read(draw).text == "Partners reached 340 families."


def test_a_raised_mark_is_no_part_of_the_number(read: Read) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.draw("In May they reached 12,450", 60, 700)
        after = 60 + width("In May they reached 12,450", BODY)
        sheet.draw("1", after, 704, replace(BODY, size=6))
        sheet.draw("people in Tumbes.", after + 6, 700)
        sheet.draw("1", 60, 92, replace(BODY, size=5))
        sheet.draw("Each person is counted once.", 64, 90, replace(BODY, size=7))

    assert blocks(read(draw)) == [
        ("prose", "In May they reached 12,450¹ people in Tumbes."),
        ("footnote", "¹ Each person is counted once."),
    ]


def test_bullets_of_symbol_fonts_become_bullets(read: Read) -> None:
    def draw(sheet: Sheet) -> None:
        for y, item in ((700, "Two wells were dug."), (688, "A third one has run dry.")):
            bullet = sheet.canvas.beginText(60, y)
            bullet.setFont("ZapfDingbats", 7)
            bullet.textOut("●")
            sheet.canvas.drawText(bullet)
            sheet.draw(item, 74, y)

    assert read(draw).text == "• Two wells were dug.\n• A third one has run dry."


def test_drawn_dots_become_bullets_and_icons_do_not(read: Read) -> None:
    def draw(sheet: Sheet) -> None:
        for y, item in ((700, "Two wells were dug."), (688, "A third one has run dry.")):
            sheet.canvas.circle(64, y + 3, 1.5, fill=1)
            sheet.draw(item, 74, y)
        sheet.canvas.circle(60, 640, 8, fill=1)
        sheet.canvas.circle(60, 640, 2, fill=1)
        sheet.draw("Water", 74, 637)

    assert read(draw).text == "• Two wells were dug.\n• A third one has run dry.\n\nWater"


def test_compounds_keep_the_hyphen_at_a_line_end(read: Read) -> None:
    def draw(sheet: Sheet) -> None:
        for y, line in (
            (700, "The teams found flood-"),
            (688, "prone houses and pre-"),
            (676, "positioned 200 kits in the dis-"),
            (664, "trict of Piura."),
        ):
            sheet.draw(line, 60, y)

    assert read(draw).text == (
        "The teams found flood-prone houses and pre-positioned 200 kits in the district of Piura."
    )


def test_columns_ten_points_apart_are_not_mixed(read: Read) -> None:
    left = "The mobile teams went from house to house in the upper part of the town and found 340 families there."
    right = "Along the coast the villages took in more people than they can feed, and five asked for 2,400 baskets."

    def draw(sheet: Sheet) -> None:
        for x, text in ((50, left), (297, right)):
            sheet.column(x, x + 237).write(" ".join([text] * 3), replace(BODY, justified=True))

    assert blocks(read(draw)) == [("prose", " ".join([left] * 3)), ("prose", " ".join([right] * 3))]


def test_a_paragraph_goes_on_overleaf_without_furniture_in_it(read: Read) -> None:
    def draw(sheet: Sheet) -> None:
        for number, text in (
            (1, "In Puno the partners gave legal advice to"),
            (2, "410 persons in the first half of June."),
        ):
            sheet.draw("Monthly bulletin", 60, HEIGHT - 40, SMALL)
            sheet.draw(text, 60, 400)
            sheet.draw(f"{number}", 300, 40, SMALL)
            sheet.next_page()

    bulletin = read(draw)
    assert "legal advice to 410 persons in the first half of June." in bulletin.text
    assert bulletin.page(bulletin.text.index("legal")) == 1
    assert bulletin.page(bulletin.text.index("410")) == 2


def test_stripes_are_rows_of_one_table(read: Read) -> None:
    rows = (
        ("Department", "Kits", "Blankets", "Persons"),
        ("Tumbes", "1,240", "860", "3,310"),
        ("Lima and Callao", "2,015", "1,900", "6,400"),
        ("Tacna", "310", "–", "740"),
        ("Total", "3,565", "2,760", "10,450"),
    )

    def draw(sheet: Sheet) -> None:
        y = 700.0
        for index, (label, *cells) in enumerate(rows):
            if index % 2:
                sheet.box(50, y - 4, WIDTH - 50, y + 12, GRAY)
            row(sheet, y, label, dict(zip((300.0, 400.0, 500.0), cells, strict=True)), BODY if index else BOLD)
            y -= 16

    assert blocks(read(draw)) == [("table", "\n".join("\t".join(cells) for cells in rows))]


def test_empty_cells_stay_empty_and_words_may_be_cells(read: Read) -> None:
    def draw(sheet: Sheet) -> None:
        row(sheet, 700, "Region", {250: "April", 330: "May", 410: "June"}, BOLD)
        sheet.draw("Partner", 450, 700, BOLD)
        row(sheet, 684, "Tumbes", {250: "1,240", 410: "3,310"})
        row(sheet, 668, "Piura", {410: "1,105"})
        row(sheet, 652, "Lima", {250: "2,015", 330: "12", 410: "6,400"})
        for y, partner in ((684, "UNHCR"), (668, "Caritas"), (652, "HIAS")):
            sheet.draw(partner, 450, y)

    assert blocks(read(draw)) == [
        (
            "table",
            "Region\tApril\tMay\tJune\tPartner\nTumbes\t1,240\t\t3,310\tUNHCR\nPiura\t\t\t1,105\tCaritas\n"
            "Lima\t2,015\t12\t6,400\tHIAS",
        )
    ]


def test_labels_and_heads_of_two_lines_are_one_cell(read: Read) -> None:
    def draw(sheet: Sheet) -> None:
        for y, head in ((712, "Refugees and"), (700, "migrants")):
            sheet.draw(head, 220, y, BOLD)
        sheet.draw("Activity", 54, 700, BOLD)
        sheet.draw("Hosts", 340, 700, BOLD)
        for y, (first, second), cells in (
            (680, ("Persons who received", "hot meals"), ("4,300", "1,250")),
            (650, ("Children enrolled in", "summer courses"), ("980", "410")),
        ):
            sheet.draw(first, 54, y)
            sheet.draw(second, 54, y - 12)
            row(sheet, y - 6, "", {260: cells[0], 365: cells[1]})

    assert blocks(read(draw)) == [
        (
            "table",
            "Activity\tRefugees and migrants\tHosts\nPersons who received hot meals\t4,300\t1,250\n"
            "Children enrolled in summer courses\t980\t410",
        )
    ]


def test_columns_whose_heads_are_icons_give_cells_and_a_warning(read: Read) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.column(54, 500).write("People reached by sector", HEADING)
        for x in (230, 315, 400):
            sheet.canvas.setFillColor(BLUE)
            sheet.canvas.circle(x, 735, 8, fill=1)
        row(sheet, 710, "RMRP", {240: "210", 325: "1,130", 410: "640"})
        row(sheet, 694, "Non-RMRP", {240: "15", 325: "230", 410: "44"})

    bulletin = read(draw)
    assert blocks(bulletin)[1] == ("table", "RMRP\t210\t1,130\t640\nNon-RMRP\t15\t230\t44")
    assert bulletin.warnings == ("page 1: a table without words over its columns (icons?): its cells have no sector",)


def test_a_table_beside_prose_is_not_mixed_with_it(read: Read) -> None:
    prose = "The consortium counted by hand until May, when the first tablets came, and no two lists of it agree. "

    def draw(sheet: Sheet) -> None:
        sheet.column(300, WIDTH - 50, 712).write(prose * 2)
        row(sheet, 700, "Kind", {200: "April", 260: "May"})
        row(sheet, 688, "Hygiene kits", {200: "310", 260: "420"})
        row(sheet, 676, "Blankets", {200: "1,200", 260: "80"})

    assert blocks(read(draw)) == [
        ("table", "Kind\tApril\tMay\nHygiene kits\t310\t420\nBlankets\t1,200\t80"),
        ("prose", (prose * 2).strip()),
    ]


def test_framed_figures_side_by_side_are_no_table(read: Read) -> None:
    figures = (("6,840", "people reached"), ("$4.2M", "received"), ("31", "partners"), ("12", "departments"))

    def draw(sheet: Sheet) -> None:
        for index, (number, label) in enumerate(figures):
            x, y = 50 + index % 2 * 245, 700 - index // 2 * 60
            sheet.canvas.setStrokeColor(black)
            sheet.canvas.rect(x, y, 245, 60)
            sheet.centred(number, x + 122, y + 30, BIG)
            sheet.centred(label, x + 122, y + 14, SMALL)

    assert blocks(read(draw)) == [("headline", f"{number}\n{label}") for number, label in figures]


def test_figures_in_a_row_come_before_the_prose_below_them(read: Read) -> None:
    def draw(sheet: Sheet) -> None:
        for x, label, number in ((50, "Requested", "$24.6M"), (210, "Received", "$9.1M"), (370, "Partners", "63")):
            sheet.draw(label, x, 700, SMALL)
            sheet.draw(number, x, 676, BIG)
        sheet.draw("The appeal stands at little more than a third.", 50, 640)

    assert blocks(read(draw)) == [
        ("headline", "Requested\n$24.6M"),
        ("headline", "Received\n$9.1M"),
        ("headline", "Partners\n63"),
        ("prose", "The appeal stands at little more than a third."),
    ]


def test_a_box_at_the_side_is_read_by_itself(read: Read) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.box(380, 500, WIDTH - 40, 760, GRAY)
        box = sheet.column(390, WIDTH - 50, 750)
        box.write("Voices", HEADING)
        box.write("A mother says that she has slept in four towns within a week.", SMALL)
        column = sheet.column(50, 365, 760)
        column.write(
            "The Red Cross handed out 430 hygiene kits at the bridge and 1,200 litres of water to those in line."
        )
        column.write("The municipality lent two buses, which took 95 families to the shelter within three days.")

    assert [kind for kind, _ in blocks(read(draw))] == ["prose", "prose", "heading", "prose"]


def test_a_turned_page_is_read_as_it_is_shown(read: Read) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.canvas.setPageRotation(90)
        sheet.canvas.translate(WIDTH, 0)
        sheet.canvas.rotate(90)
        sheet.draw("Partners reached", 60, 100)
        sheet.draw("340 families.", 60, 88)

    bulletin = read(draw)
    assert bulletin.text == "Partners reached 340 families."
    first = next(bulletin.boxes(0, 8))
    assert first.x0 == pytest.approx(60, abs=1)
    assert first.bottom == pytest.approx(WIDTH - 100, abs=4)
