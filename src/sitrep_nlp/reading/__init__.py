"""From files to bulletins: one module a format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.errors import InputError
from sitrep_nlp.reading.folders import files_in
from sitrep_nlp.reading.jsonl import read_jsonl
from sitrep_nlp.reading.metadata import apply_metadata
from sitrep_nlp.reading.text import read_text

TEXT_SUFFIXES = (".txt", ".md")
SUFFIXES = (*TEXT_SUFFIXES, ".jsonl")


def read(path: str | Path) -> Bulletin:
    """One bulletin from one text file. Raises InputError when the file gives none."""
    path = Path(path)
    if not path.exists():
        raise InputError(str(path), "no such file or folder")
    if path.suffix.lower() not in TEXT_SUFFIXES:
        raise InputError(str(path), f"not a format that is read here ({', '.join(TEXT_SUFFIXES)})")
    return Bulletin(path.stem, read_text(path))


def read_all(
    paths: Iterable[str | Path], *, month: str | None = None, metadata: Mapping[str, Mapping[str, str]] | None = None
) -> Iterator[Bulletin | InputError]:
    """The bulletins of files and folders, in order; what gives none gives an error in its place.

    month: for bulletins that bring none of their own. metadata: by file, see `metadata.read_metadata`.
    A bulletin from a folder has its path below the folder, without the suffix, for its id.
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


def count(paths: Iterable[str | Path]) -> int:
    """How many bulletins `read_all` will go through, for a progress bar: files, and lines of JSON Lines files."""
    total = 0
    for item in paths:
        for path, _ in _files(Path(item)):
            if path.suffix.lower() == ".jsonl" and path.is_file():
                with path.open("rb") as file:
                    total += sum(1 for line in file if line.strip())
            else:
                total += 1
    return total


def _files(path: Path) -> Iterator[tuple[Path, str | InputError]]:
    """The files that a path stands for, each with the id of its bulletin or the reason why there is none."""
    if path.is_dir():
        found = files_in(path, SUFFIXES)
        if not found:
            yield path, InputError(str(path), f"the folder holds no bulletins ({', '.join(SUFFIXES)})")
        for file in found:
            yield file, file.relative_to(path).with_suffix("").as_posix()
    elif not path.exists():
        yield path, InputError(str(path), "no such file or folder")
    elif path.suffix.lower() not in SUFFIXES:
        yield path, InputError(str(path), f"not a format that is read here ({', '.join(SUFFIXES)})")
    else:
        yield path, path.stem


def _bulletins(path: Path, name: str) -> Iterator[Bulletin | InputError]:
    if path.suffix.lower() == ".jsonl":
        yield from read_jsonl(path)
        return
    try:
        yield Bulletin(name, read_text(path))
    except InputError as error:
        yield error
