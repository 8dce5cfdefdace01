"""Plain text and Markdown files: one file, one bulletin."""

from __future__ import annotations

import warnings
from pathlib import Path

from sitrep_nlp.errors import InputError


def read_text(path: Path) -> str:
    """The text of a file, read as UTF-8, else as cp1252 with a warning.

    Raises InputError when the file cannot be opened, is empty or holds no text.
    """
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
