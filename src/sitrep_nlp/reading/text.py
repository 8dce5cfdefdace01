"""Plain text files, and how bytes become text."""

from __future__ import annotations

import warnings
from pathlib import Path

from sitrep_nlp.bulletin import Bulletin, Piece
from sitrep_nlp.errors import InputError
from sitrep_nlp.reading.limits import MAX_TEXT_BYTES, check_length, check_size


def read_plain(path: Path) -> Bulletin:
    """The bulletin in a plain text file: its text as it stands. Raises InputError, as `read_text` does."""
    text = read_text(path)
    check_length(path, text)
    return Bulletin(path.stem, text, origin=(Piece(0, len(text), 0, len(text)),))


def read_text(path: Path) -> str:
    """The text of a file, read as UTF-8, else as cp1252 with a warning.

    Raises InputError when the file cannot be opened, is empty, too large or holds no text.
    """
    check_size(path, MAX_TEXT_BYTES)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    if not data.strip():
        raise InputError(str(path), "the file is empty")
    if b"\x00" in data[:8192] or _control_share(data[:8192]) > 0.05:
        raise InputError(str(path), "not a text file: it holds binary data")
    text = decode(data, str(path))
    if not text.strip():
        raise InputError(str(path), "the file is empty")
    return text


def decode(data: bytes, source: str) -> str:
    """Bytes as text: UTF-8, with or without a byte order mark, else cp1252 with a warning that names the source."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        warnings.warn(f"{source}: not UTF-8; read as cp1252", stacklevel=2)
        return data.decode("cp1252", errors="replace")


def _control_share(data: bytes) -> float:
    control = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in data)
    return control / len(data)
