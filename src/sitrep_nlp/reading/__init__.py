"""From files to bulletins: one module a format."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import cast

from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.errors import InputError
from sitrep_nlp.reading.folders import files_in
from sitrep_nlp.reading.jsonl import read_jsonl
from sitrep_nlp.reading.metadata import apply_metadata
from sitrep_nlp.reading.sniff import sniff

# The reader of each format, fetched when a file of it comes: module and function.
READERS = {
    ".pdf": ("pdf", "read_pdf"),
    ".html": ("html", "read_html"),
    ".htm": ("html", "read_html"),
    ".docx": ("docx", "read_docx"),
    ".md": ("markdown", "read_markdown"),
    ".txt": ("text", "read_plain"),
}
SUFFIXES = (*READERS, ".jsonl")


def read(path: str | Path) -> Bulletin:
    """One bulletin from one file. Raises InputError when the file gives none.

    What the reader could not tell for certain is in the bulletin's `warnings`.
    """
    path = Path(path)
    _check(path, READERS)
    return _read(path)


def read_all(
    paths: Iterable[str | Path], *, month: str | None = None, metadata: Mapping[str, Mapping[str, str]] | None = None
) -> Iterator[Bulletin | InputError]:
    """The bulletins of files and folders, in order; what gives none gives an error in its place.

    month: for bulletins that bring none of their own. metadata: by file, see `metadata.read_metadata`.
    A bulletin from a folder has its path below the folder, without the suffix, for its id. What a reader could not tell for
    certain is in the bulletin's `warnings`, and is warned of as a UserWarning that names the file.
    """
    for item in paths:
        for path, name in _files(Path(item)):
            if isinstance(name, InputError):
                yield name
                continue
            for bulletin in _bulletins(path, name):
                if isinstance(bulletin, Bulletin):
                    bulletin = apply_metadata(bulletin, path, metadata or {})
                    if bulletin.month is None and month is not None:
                        bulletin = replace(bulletin, month=month)
                yield bulletin


def _files(path: Path) -> Iterator[tuple[Path, str | InputError]]:
    """The files that a path stands for, each with the id of its bulletin or the reason why there is none."""
    if path.is_dir():
        found = files_in(path, SUFFIXES)
        if not found:
            yield path, InputError(str(path), f"the folder holds no bulletins ({', '.join(SUFFIXES)})")
        for file in found:
            yield file, file.relative_to(path).with_suffix("").as_posix()
        return
    try:
        _check(path, SUFFIXES)
    except InputError as error:
        yield path, error
    else:
        yield path, path.stem


def _check(path: Path, suffixes: Iterable[str]) -> None:
    """Raises InputError for a path that is no file of a format that is read. Pipes and devices have no end: not read."""
    if not path.exists():
        raise InputError(str(path), "no such file or folder")
    if not path.is_file():
        raise InputError(str(path), "not a file")
    if path.suffix.lower() not in suffixes:
        raise InputError(str(path), f"not a format that is read here ({', '.join(suffixes)})")


def _bulletins(path: Path, name: str) -> Iterator[Bulletin | InputError]:
    if path.suffix.lower() == ".jsonl":
        yield from read_jsonl(path)
        return
    try:
        bulletin = _read(path)
    except InputError as error:
        yield error
        return
    for doubt in bulletin.warnings:
        warnings.warn(f"{path}: {doubt}", stacklevel=2)
    yield replace(bulletin, id=name)


def _read(path: Path) -> Bulletin:
    """Read a file as what it is by its content; a file under a wrong name is read with a warning."""
    named = path.suffix.lower()
    suffix = sniff(path) or named
    if suffix == ".html" and named == ".htm":
        suffix = named
    module, function = READERS[suffix]
    reader = cast(Callable[[Path], Bulletin], getattr(import_module(f"{__name__}.{module}"), function))
    bulletin = reader(path)
    if suffix != named:
        bulletin = replace(bulletin, warnings=(f"read as {suffix}, which it is, not as {named}", *bulletin.warnings))
    return bulletin
