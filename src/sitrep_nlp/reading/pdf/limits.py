"""How much of a PDF is read: a bulletin has far less, and what has more is refused with a reason, not read for hours."""

from typing import Final

MAX_BYTES: Final = 200_000_000
"""Of the file, pictures included."""

MAX_PAGES: Final = 500

MAX_CHARACTERS: Final = 30_000
"""On one page; a dense one has 8,000."""

MAX_TEXTS: Final = 20_000
"""Pieces of text drawn on one page, which PDFium takes quadratic time for; some files draw each letter by itself."""

MAX_SHAPES: Final = 1_000
"""Of one kind on a page, the largest: what has more is a picture."""

MAX_SEGMENTS: Final = 2_000
"""Of one path: what has more is part of a picture, whose lines need not be looked at."""
