"""PDF files: a bulletin laid out in several ways, whose reading order, cells and pairs are known exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from spacy.language import Language

import sitrep_nlp
from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.reading.pdf import read_pdf

from .rendering import layouts
from .rendering.canvas import BODY, Sheet, Type
from .rendering.content import Part
from .rendering.layouts import LAYOUTS, RUNNING_HEAD
from .rendering.reading import passages, plain_text, wanted

Layout = Callable[[Path], list[Part]]
# The bulletin is set in each layout in types that break its lines at other places.
TYPES = (BODY, Type("Times-Roman", 10.5, 12.1), Type("Helvetica", 8, 11.6))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("body", TYPES, ids=lambda body: f"{body.font} {body.size:g}/{body.leading:g}")
def test_each_passage_cell_and_pair_is_read_in_its_order(
    layout: Layout, body: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layouts, "BODY", body)
    monkeypatch.setattr(layouts, "JUSTIFIED", replace(body, justified=True))
    parts = layout(tmp_path / "bulletin.pdf")
    assert passages(read_pdf(tmp_path / "bulletin.pdf")) == wanted(parts)


def test_the_figures_are_those_of_the_same_bulletin_as_text(rules: Language, tmp_path: Path) -> None:
    same = total = 0
    for layout in LAYOUTS:
        parts = layout(tmp_path / "bulletin.pdf")
        as_text = _records(Bulletin("text", plain_text(parts)), rules)
        as_pdf = _records(read_pdf(tmp_path / "bulletin.pdf"), rules)
        same += (as_text & as_pdf).total()
        total += max(as_text.total(), as_pdf.total())
    assert total > 200
    assert same >= 0.98 * total


def test_running_heads_and_page_numbers_are_furniture(tmp_path: Path) -> None:
    layouts.one_column(tmp_path / "bulletin.pdf")
    bulletin = read_pdf(tmp_path / "bulletin.pdf")
    furniture = [
        (bulletin.text[start:end], bulletin.page(start)) for kind, start, end in bulletin.blocks if kind == "furniture"
    ]
    assert furniture == [(RUNNING_HEAD, 1), ("Page 1", 1), (RUNNING_HEAD, 2), ("Page 2", 2)]


def test_every_word_has_its_page_and_box(tmp_path: Path) -> None:
    layouts.one_column(tmp_path / "bulletin.pdf")
    bulletin = read_pdf(tmp_path / "bulletin.pdf")
    start = bulletin.text.index("730 persons")
    boxes = list(bulletin.boxes(start, start + len("730 persons")))
    assert [box.page for box in boxes] == [2, 2]
    assert boxes[0].x1 < boxes[1].x0 < bulletin.pages[1].width
    assert 0 < boxes[0].top < boxes[0].bottom < bulletin.pages[1].height / 2
    assert bulletin.page(start) == 2
    assert bulletin.text == "".join(bulletin.text[page.start : page.end] for page in bulletin.pages)


def test_a_hyphenated_word_has_a_box_on_each_of_its_lines(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "bulletin.pdf")
    sheet.column(100, 250).write("Partners paid for 1,310 consulta\u00adtions in June.")
    sheet.save()
    bulletin = read_pdf(tmp_path / "bulletin.pdf")
    assert bulletin.text == "Partners paid for 1,310 consultations in June."
    start = bulletin.text.index("consultations")
    first, second = bulletin.boxes(start, start + len("consultations"))
    assert first.bottom < second.bottom
    assert second.x0 < first.x0


def test_the_title_is_the_biggest_heading(tmp_path: Path) -> None:
    layouts.two_columns(tmp_path / "bulletin.pdf")
    assert read_pdf(tmp_path / "bulletin.pdf").title == "TACNA AND PUNO | REFUGEES AND MIGRANTS"


def _records(bulletin: Bulletin, nlp: Language) -> Counter[tuple[object, ...]]:
    (result,) = sitrep_nlp.annotate([bulletin], nlp=nlp, month="2021-06")
    return Counter(_record(figure) for figure in result.figures)


def _record(figure: Figure) -> tuple[object, ...]:
    """What a figure says, wherever it stands."""
    spans = (figure.quantity, figure.counted, figure.activity, figure.part_of)
    links = (figure.organizations, figure.locations, figure.dates)
    return (
        *map(_words, spans),
        *(tuple(map(_words, link)) for link in links),
        *(figure.value, figure.kind, figure.unit, figure.modifier, figure.counted_type, figure.sector),
    )


def _words(span: Span | None) -> str | None:
    return " ".join(span.text.split()) if span else None
