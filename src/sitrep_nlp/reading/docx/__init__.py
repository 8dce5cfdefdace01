"""Word files (.docx). Nothing in them is run, fetched or followed: no macros, no linked files, no XML entities."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.errors import InputError
from sitrep_nlp.reading.assembly import Assembly, TableTooLarge
from sitrep_nlp.reading.limits import (
    MAX_ARCHIVE_BYTES,
    MAX_ARCHIVE_MEMBERS,
    MAX_UNPACKED_BYTES,
    MAX_XML_BYTES,
    check_length,
    check_size,
)
from sitrep_nlp.reading.month import month_of

if TYPE_CHECKING:
    from docx.document import Document


def read_docx(path: Path) -> Bulletin:
    """The bulletin in a Word file: headings, lists, tables and text boxes in their order, footnotes at the end.

    Page heads and feet, comments, deleted and hidden text are set aside. The title is the first
    paragraph in a title's style, else the document's property. Raises InputError when the file is no Word file, damaged, too large or empty.
    """
    check_size(path, MAX_ARCHIVE_BYTES)
    _check_archive(path)
    # python-docx takes a while to import.
    from sitrep_nlp.reading.docx.walk import walk

    document = _open(path)
    assembly = Assembly()
    try:
        heading = walk(document, assembly)
    except TableTooLarge as error:
        raise InputError(str(path), str(error)) from error
    text = assembly.text
    check_length(path, text)
    title = heading or " ".join((document.core_properties.title or "").split()) or None
    month, _ = month_of(title, text, None)
    return Bulletin(
        path.stem, text, month=month, title=title, blocks=tuple(assembly.blocks), warnings=tuple(assembly.warnings)
    )


def _check_archive(path: Path) -> None:
    """Raises InputError when what the archive says it holds is too much, before any of it is unpacked.

    An archive that says less than it holds is cut off at what it says by `zipfile`, and then is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise InputError(str(path), f"a damaged Word file: {error}") from error
    xml = sum(member.file_size for member in members if member.filename.lower().endswith((".xml", ".rels")))
    if len(members) > MAX_ARCHIVE_MEMBERS:
        raise InputError(str(path), f"the Word file holds {len(members):,} files, more than {MAX_ARCHIVE_MEMBERS:,}")
    if (unpacked := sum(member.file_size for member in members)) > MAX_UNPACKED_BYTES or xml > MAX_XML_BYTES:
        raise InputError(
            str(path), f"the Word file unpacks to {unpacked:,} bytes, more than a bulletin can have: not unpacked"
        )
    if any(member.flag_bits & 1 for member in members):
        raise InputError(str(path), "the file is encrypted")
    if not any(member.filename == "[Content_Types].xml" for member in members):
        raise InputError(str(path), "a zip archive that is no Word file")


def _open(path: Path) -> Document:
    import docx

    try:
        return docx.Document(str(path))
    except ValueError as error:  # another kind of Office file
        raise InputError(str(path), "an Office file that is no Word document") from error
    except Exception as error:  # python-docx has no error of its own for what is missing or garbled inside
        raise InputError(str(path), f"a damaged Word file: {type(error).__name__}: {error}") from error
