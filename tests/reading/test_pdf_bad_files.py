"""PDF files that cannot be read, or not wholly: each with a reason that a person can act on, in bounded time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from sitrep_nlp.errors import InputError
from sitrep_nlp.reading.pdf import read_pdf
from sitrep_nlp.reading.pdf.limits import MAX_CHARACTERS, MAX_PAGES

from .rendering.layouts import one_column

SENTENCE = "Partners reached 340 families."


def refusal(path: Path) -> str:
    """Why a file is not read; the reason must name the file, and come soon."""
    begin = time.process_time()
    with pytest.raises(InputError) as raised:
        read_pdf(path)
    assert raised.value.source == str(path)
    assert time.process_time() - begin < 10
    return raised.value.reason


def pages(path: Path, *texts: str, encrypt: StandardEncryption | None = None) -> Path:
    canvas = Canvas(str(path), encrypt=encrypt)
    for text in texts:
        canvas.drawString(50, 700, text)
        canvas.showPage()
    canvas.save()
    return path


def scan(canvas: Canvas) -> None:
    canvas.drawInlineImage(Image.new("L", (60, 80), 200), 0, 0, 595, 842)


def test_encrypted_with_a_password(tmp_path: Path) -> None:
    path = pages(tmp_path / "bulletin.pdf", SENTENCE, encrypt=StandardEncryption("secret"))
    assert refusal(path) == "encrypted: it opens only with a password"


def test_encrypted_without_a_password_to_read_it(tmp_path: Path) -> None:
    path = pages(tmp_path / "bulletin.pdf", SENTENCE, encrypt=StandardEncryption("", ownerPassword="x", canCopy=0))
    assert read_pdf(path).text == SENTENCE


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_cut_off(share: float, tmp_path: Path) -> None:
    one_column(tmp_path / "whole.pdf")
    data = (tmp_path / "whole.pdf").read_bytes()
    path = tmp_path / "bulletin.pdf"
    path.write_bytes(data[: int(share * len(data))])
    assert refusal(path) == "damaged or cut off: it cannot be opened as a PDF"


def test_empty(tmp_path: Path) -> None:
    path = tmp_path / "bulletin.pdf"
    path.write_bytes(b"")
    assert refusal(path) == "the file is empty"


def test_no_pdf(tmp_path: Path) -> None:
    path = tmp_path / "bulletin.pdf"
    path.write_text("<html><body>Partners reached 340 families.</body></html>")
    assert refusal(path) == "not a PDF: it does not begin as one"


def test_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "bulletin.pdf") == "No such file or directory"


def test_a_scan_names_its_pages(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "bulletin.pdf"))
    for _ in range(2):
        scan(canvas)
        canvas.showPage()
    canvas.save()
    assert refusal(tmp_path / "bulletin.pdf") == (
        "no text on pages 1, 2: a scan? It needs text recognition (OCR) first"
    )


def test_a_scanned_page_among_others_is_warned_of(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "bulletin.pdf"))
    canvas.drawString(50, 700, SENTENCE)
    canvas.showPage()
    scan(canvas)
    canvas.save()
    bulletin = read_pdf(tmp_path / "bulletin.pdf")
    assert bulletin.text == SENTENCE
    assert bulletin.warnings == ("no text on page 2: scanned, or pictures only",)


def test_text_recognised_in_a_scan_is_read(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "bulletin.pdf"))
    scan(canvas)
    text = canvas.beginText(50, 700)
    text.setTextRenderMode(3)
    text.textOut(SENTENCE)
    canvas.drawText(text)
    canvas.save()
    bulletin = read_pdf(tmp_path / "bulletin.pdf")
    assert bulletin.text == SENTENCE
    assert bulletin.warnings == ("page 1: a scan, read by the text that a scanner recognised in it",)


def test_a_thousand_pages(tmp_path: Path) -> None:
    path = pages(tmp_path / "bulletin.pdf", *[SENTENCE] * 1000)
    assert refusal(path) == f"1,000 pages; at most {MAX_PAGES} are read: split the file"


def test_a_page_of_a_hundred_thousand_words(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "bulletin.pdf"))
    canvas.setFont("Helvetica", 1)
    text = canvas.beginText(10, 830)
    text.setLeading(0.8)
    for _ in range(1000):
        text.textLine("kits " * 100)
    canvas.drawText(text)
    canvas.save()
    assert f"at most {MAX_CHARACTERS:,} on a page are read" in refusal(tmp_path / "bulletin.pdf")


def test_as_many_words_as_are_read_take_bounded_time(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "bulletin.pdf"))
    canvas.setFont("Helvetica", 3)
    for index in range(5000):
        canvas.drawString(10 + index % 40 * 14.5, 830 - index // 40 * 6.6, f"{index % 977:,}")
    canvas.save()
    begin = time.process_time()
    assert len(read_pdf(tmp_path / "bulletin.pdf").words) == 5000
    assert time.process_time() - begin < 15


def test_a_page_is_read_in_a_third_of_a_second_and_files_leave_no_memory_behind(tmp_path: Path) -> None:
    psutil = pytest.importorskip("psutil")
    one_column(tmp_path / "bulletin.pdf")
    read_pdf(tmp_path / "bulletin.pdf")
    process = psutil.Process()
    begin, memory = time.process_time(), process.memory_info().rss
    for _ in range(50):
        read_pdf(tmp_path / "bulletin.pdf")
    assert (time.process_time() - begin) / 100 < 0.3
    assert process.memory_info().rss - memory < 20_000_000
