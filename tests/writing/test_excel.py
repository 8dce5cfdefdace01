"""The workbook, as openpyxl reads it back."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.figures import Caution, Facts, Figure, Span
from sitrep_nlp.frame import COLUMNS, HXL_TAGS
from sitrep_nlp.ids import figure_id
from sitrep_nlp.runner import annotate
from sitrep_nlp.writing import write
from sitrep_nlp.writing.excel import sheet

TEXT = "May 2021\n\nIn Lima, HIAS assisted some\n300 women and 20 men."


@pytest.fixture(scope="module")
def results(rules):
    return list(annotate([Bulletin("lima", TEXT, country="Peru", warnings=("page 2 has no text",))], nlp=rules))


def opened(results, path, **options):
    write(results, path, **options)
    return openpyxl.load_workbook(path, rich_text=True)


def cells(book, name):
    """A sheet as rows by their header."""
    header, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_the_number_is_bold_inside_its_sentence(results, tmp_path):
    first = cells(opened(results, tmp_path / "out.xlsx"), "figures")[0]
    assert (first["bulletin_id"], first["value"], first["counted"]) == ("lima", 300, "women")
    before, number, after = first["sentence"]
    assert (str(before), str(after)) == ("In Lima, HIAS assisted some ", " women and 20 men.")
    assert isinstance(number, TextBlock)
    assert number.font.b
    assert number.text == "300"


def test_the_sheet_of_figures_is_ready_to_work_with(results, tmp_path):
    figures = opened(results, tmp_path / "out.xlsx")["figures"]
    assert figures.freeze_panes == "B2"
    assert figures.auto_filter.ref == f"A1:{figures.cell(3, len(COLUMNS) + 1).coordinate}"
    [verdict] = figures.data_validations.dataValidation
    assert (figures["A1"].value, verdict.formula1, "A2" in verdict.sqref) == (
        "review",
        '"accepted,corrected,rejected"',
        True,
    )
    assert {cell.value for cell in figures[1]} == {"review", *COLUMNS}


def test_hxl_tags_stand_below_the_header(results, tmp_path):
    figures = opened(results, tmp_path / "out.xlsx", hxl=True)["figures"]
    tags = {header.value: tag.value for header, tag in zip(figures[1][1:], figures[2][1:], strict=True)}
    assert tags == HXL_TAGS
    assert (figures.freeze_panes, figures["B3"].value) == ("B3", "lima")


def test_the_lists_of_the_document_have_their_sheets(results, tmp_path):
    book = opened(results, tmp_path / "out.xlsx")
    [hias] = cells(book, "organizations")
    assert (hias["bulletin_id"], hias["id"], hias["as_said"], hias["mentions"]) == ("lima", "hias", "HIAS", 1)
    assert [place["admin1_code"] for place in cells(book, "places")] == ["PE15"]
    assert "decrees" not in book.sheetnames
    assert cells(book, "warnings")[0]["message"] == "page 2 has no text"


def test_warnings_of_figures_name_their_figure(tmp_path):
    part = Figure(Span(0, 2, "40"), 40.0, facts=Facts(warnings=(Caution("part_of_whole", "is a part of 100"),)))
    bulletin = Bulletin("b", "40 of 100 women")
    [row] = cells(opened([AnnotatedBulletin(bulletin, None, figures=[part])], tmp_path / "out.xlsx"), "warnings")
    assert row == {
        "bulletin_id": "b",
        "figure_id": figure_id(bulletin, part),
        "quantity": "40",
        "code": "part_of_whole",
        "message": "is a part of 100",
    }


def test_every_sheet_and_every_column_is_explained(results, tmp_path):
    book = opened(results, tmp_path / "out.xlsx")
    explained = {(row["sheet"], row["column"]): row["what it means"] for row in cells(book, "README")}
    assert all(explained.values())
    assert {name for sheet, name in explained if sheet == "figures" and name} == {
        cell.value for cell in book["figures"][1]
    }
    assert {*book.sheetnames, "decrees", "partner_lists"} - {"README"} == {sheet for sheet, _ in explained}


def test_what_would_be_run_is_text(tmp_path):
    bulletin = Bulletin("=1+1", "=HYPERLINK(1) http://x.org 300 kits.", source="@SUM(1)", country="{=1}")
    figure = Figure(Span(27, 30, "300"), 300.0, counted=Span(31, 35, "kits"))
    figures = opened([AnnotatedBulletin(bulletin, None, figures=[figure])], tmp_path / "out.xlsx")["figures"]
    values = {header.value: cell for header, cell in zip(figures[1], figures[2], strict=True)}
    assert (values["bulletin_id"].value, values["source"].value, values["country"].value) == ("=1+1", "@SUM(1)", "{=1}")
    assert {cell.data_type for cell in figures[2]} <= {"s", "n", "b"}
    assert not [cell for cell in figures[2] if cell.hyperlink]


def test_a_text_like_the_workbooks_own_markup_is_text(tmp_path):
    bulletin = Bulletin("<r>Q & A</r>", "<r>300 kits</r>")
    figure = Figure(Span(3, 6, "300"), 300.0, counted=Span(0, 15, "<r>300 kits</r>"))
    [row] = cells(opened([AnnotatedBulletin(bulletin, None, figures=[figure])], tmp_path / "out.xlsx"), "figures")
    assert [str(row[name]) for name in ("bulletin_id", "counted")] == ["<r>Q & A</r>", "<r>300 kits</r>"]


def test_a_sentence_too_long_for_a_cell_is_cut_where_it_can_be_seen(tmp_path):
    text = "300 kits " + "and more " * 5_000
    result = AnnotatedBulletin(Bulletin("b", text), None, figures=[Figure(Span(0, 3, "300"), 300.0)])
    result.sentences.append([(0, len(text))])
    [row] = cells(opened([result], tmp_path / "out.xlsx"), "figures")
    assert isinstance(row["sentence"], str)
    assert not isinstance(row["sentence"], CellRichText)
    assert len(row["sentence"]) == 32_767
    assert row["sentence"].endswith(" […]")


def test_a_full_sheet_is_gone_on_with_on_another(tmp_path, monkeypatch):
    monkeypatch.setattr(sheet, "MAX_ROWS", 4)
    figures = [Figure(Span(0, 1, "7"), float(number)) for number in range(5)]
    book = opened([AnnotatedBulletin(Bulletin("b", "7 kits"), None, figures=figures)], tmp_path / "out.xlsx")
    assert [row["value"] for name in ("figures", "figures 2") for row in cells(book, name)] == [0, 1, 2, 3, 4]
    assert all(book[name].data_validations.dataValidation for name in ("figures", "figures 2"))
    assert book["figures 2"].auto_filter.ref.endswith("3")
