"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import zipfile
from pathlib import Path

from sitrep_nlp.errors import InputError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream that holds an encrypted Office file, as such files write it.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"{\\rtf": "a rich text file (.rtf)",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
}
_HEAD = 2048
_OLE_READ = 4_000_000  # its directory may stand anywhere; encrypted bulletins are smaller


def sniff(path: Path) -> str | None:
    """The suffix for what a file holds; None for text without a mark of its own (.txt, .md, .jsonl).

    Raises InputError for what cannot be read: encrypted Office files, Word's format before 2007, pictures, archives.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if head.startswith(_OLE):
                head += file.read(_OLE_READ)
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head.startswith(_OLE):
        encrypted = _ENCRYPTED in head
        raise InputError(
            str(path), "the file is encrypted" if encrypted else "an Office file of before 2007, as .doc is"
        )
    if head.startswith(b"PK\x03\x04"):
        return _office(path)
    for mark, name in _OTHERS.items():
        if head.startswith(mark):
            raise InputError(str(path), f"{name}, not a bulletin's text")
    opening = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return ".html" if opening.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) else None


def _office(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise InputError(str(path), f"a damaged or cut-off Word file or archive: {error}") from error
    if "word/document.xml" not in names:
        raise InputError(str(path), "an archive or Office file that is no Word document")
    return ".docx"
