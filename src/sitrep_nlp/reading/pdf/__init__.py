"""PDF files to bulletins."""

from __future__ import annotations

from pathlib import Path

from sitrep_nlp.bulletin import Bulletin


def read_pdf(path: Path) -> Bulletin:
    """The bulletin of a PDF file: its text in reading order, with pages, blocks and the box of every word.

    Columns, boxes, tables, headline figures, footnotes and running heads are told by where words stand and how they are
    set. Blocks are parted by a blank line; a table has a line for each row, with tabs between its cells; a headline has
    its number and its label on lines of their own. A file that needs no password to be read is read though encrypted.

    Raises InputError when the file cannot be read or has no text on any page, as scans have; pages without text beside
    others are named in the bulletin's warnings.
    """
    from sitrep_nlp.reading.pdf.document import read_document

    return read_document(path)
