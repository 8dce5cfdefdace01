"""A PDF file through PDFium: its pages one at a time, as glyphs and shapes.

PDFium reads a page's characters in about 10 ms where pdfminer, under pdfplumber, takes 200 to 500 ms, and several
seconds for a page with a vector map.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from sitrep_nlp.errors import InputError
from sitrep_nlp.reading.limits import check_size
from sitrep_nlp.reading.pdf.content import Glyph, PageContent, Style
from sitrep_nlp.reading.pdf.limits import MAX_BYTES, MAX_CHARACTERS, MAX_PAGES, MAX_TEXTS
from sitrep_nlp.reading.pdf.paths import Matrix, add_shapes, transform

_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_HYPHEN_AT_LINE_END = 2
_BOLD = 600
_NOTHING = Style(0.0)


def open_pages(path: Path) -> Iterator[PageContent]:
    """The pages of a file, read one by one.

    Raises InputError when the file cannot be opened, needs a password, is no PDF or damaged beyond reading, has no pages
    or more than `MAX_PAGES`, or has a page of more than `MAX_CHARACTERS` characters.
    """
    document = _open(path)
    try:
        count = len(document)
        if count == 0:
            raise InputError(str(path), "the PDF has no pages")
        if count > MAX_PAGES:
            raise InputError(str(path), f"{count:,} pages; at most {MAX_PAGES} are read: split the file")
        for index in range(count):
            try:
                page = document[index]
            except pdfium.PdfiumError as error:
                raise InputError(
                    str(path), f"page {index + 1} of {count} cannot be read: damaged or cut off"
                ) from error
            try:
                yield _content(page, index + 1, str(path))
            finally:
                page.close()
    finally:
        document.close()


def _open(path: Path) -> Any:
    check_size(path, MAX_BYTES)
    try:
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    if b"%PDF-" not in head:
        raise InputError(str(path), "not a PDF: it does not begin as one")
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
            raise InputError(str(path), "encrypted: it opens only with a password") from error
        raise InputError(str(path), "damaged or cut off: it cannot be opened as a PDF") from error


def _content(page: Any, number: int, source: str) -> PageContent:
    width, height = page.get_size()
    content = PageContent(number, width, height)
    matrix = _page_matrix(page, width, height)
    drawn = add_shapes(content, page, matrix)
    if len(drawn) > MAX_TEXTS:
        raise InputError(source, f"page {number} holds {len(drawn):,} pieces of text; at most {MAX_TEXTS:,} are read")
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MAX_CHARACTERS:
            raise InputError(
                source, f"page {number} holds {count:,} characters; at most {MAX_CHARACTERS:,} on a page are read"
            )
        _add_glyphs(content, text, count, matrix, drawn)
    finally:
        text.close()
    return content


def _page_matrix(page: Any, width: float, height: float) -> Matrix:
    """From PDF's coordinates to points from the upper left corner of the page as it is shown, turned and cropped."""
    left, bottom, right, top = page.get_cropbox()
    turned = page.get_rotation()
    if turned == 90:
        return (0, 1, 1, 0, -bottom, -left)
    if turned == 180:
        return (-1, 0, 0, 1, right, -bottom)
    if turned == 270:
        return (0, -1, -1, 0, top, right)
    return (1, 0, 0, -1, -left, top)


def _add_glyphs(content: PageContent, text: Any, count: int, matrix: Matrix, drawn: dict[int, int]) -> None:
    box, x, y, char = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    last, style, hidden, upright = 0, _NOTHING, False, True
    high = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index):
            continue
        if code == _HYPHEN_AT_LINE_END:
            code = ord("-")
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code in (0, 0xFFFE, 0xFFFF, 0xFFFD) or 0xD800 <= code < 0xE000:
            content.unreadable += 1
            continue
        entry = raw.FPDFText_GetTextObject(text, index)
        address = ctypes.addressof(entry.contents) if entry else 0
        if address != last or not address:
            last = address
            raw.FPDFText_GetMatrix(text, index, char)
            a, b, c, d = _vectors(char, matrix)
            upright = a > 0 and abs(b) < 0.05 * a and d < 0
            style = _style(text, index, entry, (c * c + d * d) ** 0.5)
            hidden = bool(entry) and raw.FPDFTextObj_GetTextRenderMode(entry) in _INVISIBLE
        if not upright:
            content.turned += code > 32
            continue
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        x0, y0 = transform(matrix, box.left, box.bottom)
        x1, y1 = transform(matrix, box.right, box.top)
        _, baseline = transform(matrix, x.value, y.value)
        content.glyphs.append(
            Glyph(
                chr(code),
                min(x0, x1),
                min(y0, y1),
                max(x0, x1),
                max(y0, y1),
                baseline,
                style,
                hidden,
                drawn.get(last, 0),
            )
        )


def _vectors(char: Any, matrix: Matrix) -> tuple[float, float, float, float]:
    """The direction along a line and the one up from it, of a text matrix, as they stand on the page."""
    a, b, c, d, _, _ = matrix
    return (
        char.a * a + char.b * c,
        char.a * b + char.b * d,
        char.c * a + char.d * c,
        char.c * b + char.d * d,
    )


def _style(text: Any, index: int, entry: Any, scale: float) -> Style:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(text, index, red, green, blue, alpha)
    weight = raw.FPDFText_GetFontWeight(text, index)
    bold = weight >= _BOLD or b"bold" in _font_name(entry).lower()
    size = raw.FPDFText_GetFontSize(text, index) * scale
    return Style(round(size, 2), bold, red.value << 16 | green.value << 8 | blue.value)


def _font_name(entry: Any) -> bytes:
    font = raw.FPDFTextObj_GetFont(entry) if entry else None
    if not font:
        return b""
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    return buffer.value
