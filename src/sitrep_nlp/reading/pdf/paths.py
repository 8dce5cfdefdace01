"""The shapes of a page: which of its paths are boxes, frames and rules, and where its pictures are."""

from __future__ import annotations

import ctypes
import itertools
from typing import Any

import pypdfium2.raw as raw

from sitrep_nlp.reading.pdf.content import Drawing, Fill, Image, PageContent
from sitrep_nlp.reading.pdf.geometry import Rect, common
from sitrep_nlp.reading.pdf.limits import MAX_SEGMENTS

Matrix = tuple[float, float, float, float, float, float]

_THIN = 2.5
_THICK = 5.0
_SLENDER = 30
"""Times as long as thick: a bar of up to `_THICK` points that is, is a rule."""
_LONG = 6.0
_DEEPEST = 8


def transform(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def add_shapes(content: PageContent, page: Any, matrix: Matrix) -> dict[int, int]:
    """Add the fills, frames, rules, images and drawings of a page, those inside its forms too.

    Returns when each of the page's text objects is drawn, by its address.
    """
    count = raw.FPDFPage_CountObjects(page)
    texts: dict[int, int] = {}
    _add(content, texts, [raw.FPDFPage_GetObject(page, index) for index in range(count)], matrix, _DEEPEST)
    return texts


def _add(content: PageContent, texts: dict[int, int], objects: list[Any], matrix: Matrix, depth: int) -> None:
    for entry in objects:
        drawn = len(texts) + len(content.images)
        kind = raw.FPDFPageObj_GetType(entry)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts[ctypes.addressof(entry.contents)] = drawn
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _add_path(content, entry, matrix)
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            content.images.append(Image(_bounds(entry, matrix), drawn))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
            count = raw.FPDFFormObj_CountObjects(entry)
            inner = [raw.FPDFFormObj_GetObject(entry, index) for index in range(count)]
            _add(content, texts, inner, _times(_matrix(entry), matrix), depth - 1)


def _add_path(content: PageContent, path: Any, outer: Matrix) -> None:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroked)
    if not mode.value and not stroked.value:
        return
    count = raw.FPDFPath_CountSegments(path)
    if count > MAX_SEGMENTS:
        content.drawings.append(Drawing(_bounds(path, outer), count))
        return
    color = _color(path) if mode.value else None
    clip = _clip(path, outer)
    for points, curved in _subpaths(path, count, _times(_matrix(path), outer)):
        _add_subpath(content, points, curved, clip, color, bool(stroked.value))


def _add_subpath(
    content: PageContent,
    points: list[tuple[float, float]],
    curved: bool,
    clip: Rect | None,
    color: int | None,
    stroked: bool,
) -> None:
    xs, ys = zip(*points, strict=True)
    whole = Rect(min(xs), min(ys), max(xs), max(ys))
    rect = common(whole, clip) if clip else whole
    if rect is None:
        return
    thin, long = sorted((rect.width, rect.height))
    if thin <= _THIN or (thin <= _THICK and long >= _SLENDER * thin):
        if long >= _LONG and not curved:
            content.rules.append(_middle(rect))
        return
    # A box, be its corners rounded or not, has all its points on its edges.
    beside = [min(abs(x - whole.x0), abs(x - whole.x1)) < 1 for x, _ in points]
    level = [min(abs(y - whole.top), abs(y - whole.bottom)) < 1 for _, y in points]
    corners = sum(a and b for a, b in zip(beside, level, strict=True))
    if all(a or b for a, b in zip(beside, level, strict=True)) and (
        corners >= 4 or (curved and min(rect.width, rect.height) > 4 * _LONG)
    ):
        if color is not None:
            content.fills.append(Fill(rect, color))
        if stroked:
            content.frames.append(rect)
    elif not clip and not curved and all(x0 == x1 or y0 == y1 for (x0, y0), (x1, y1) in itertools.pairwise(points)):
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            content.rules.append(Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    else:
        content.drawings.append(Drawing(rect, len(points)))


def _subpaths(path: Any, count: int, matrix: Matrix) -> list[tuple[list[tuple[float, float]], bool]]:
    """The subpaths as their points, each with whether it has curves."""
    found: list[tuple[list[tuple[float, float]], bool]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            found.append((points, curved))
            points, curved = [], False
        points.append(transform(matrix, x.value, y.value))
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
    if points:
        found.append((points, curved))
    return found


def _clip(path: Any, matrix: Matrix) -> Rect | None:
    """The rectangle outside of which a path is not shown."""
    clip = raw.FPDFPageObj_GetClipPath(path)
    shown: Rect | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(max(0, raw.FPDFClipPath_CountPaths(clip) if clip else 0)):
        count = raw.FPDFClipPath_CountPathSegments(clip, index)
        if not 3 <= count <= MAX_SEGMENTS:
            continue
        points = []
        for place in range(count):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, index, place), x, y)
            points.append(transform(matrix, x.value, y.value))
        xs, ys = zip(*points, strict=True)
        rect = Rect(min(xs), min(ys), max(xs), max(ys))
        shown = (common(shown, rect) or Rect(0, 0, 0, 0)) if shown else rect
    return shown


def _middle(rect: Rect) -> Rect:
    """A thin rectangle as the line along its middle."""
    if rect.width >= rect.height:
        y = (rect.top + rect.bottom) / 2
        return Rect(rect.x0, y, rect.x1, y)
    x = (rect.x0 + rect.x1) / 2
    return Rect(x, rect.top, x, rect.bottom)


def _bounds(entry: Any, matrix: Matrix) -> Rect:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(entry, left, bottom, right, top)
    x0, y0 = transform(matrix, left.value, bottom.value)
    x1, y1 = transform(matrix, right.value, top.value)
    return Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _color(entry: Any) -> int:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(entry, red, green, blue, alpha)
    return red.value << 16 | green.value << 8 | blue.value


def _matrix(entry: Any) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(entry, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
