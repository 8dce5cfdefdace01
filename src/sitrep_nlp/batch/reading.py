"""One bulletin of a run, read where it lies."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from fsspec.core import url_to_fs

from sitrep_nlp.batch.job import Job
from sitrep_nlp.batch.manifest import Item, is_url
from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.errors import InputError
from sitrep_nlp.reading import read_all
from sitrep_nlp.reading.jsonl import bulletin_of
from sitrep_nlp.reading.metadata import apply_metadata
from sitrep_nlp.reading.text import decode


def read_item(item: Item, job: Job) -> Bulletin:
    """The bulletin of an item, with what the job's metadata and month say of it. Raises InputError when there is none."""
    try:
        found = _line(item, item.line) if item.line is not None else _file(item)
    except OSError as error:
        raise InputError(item.path, error.strerror or str(error)) from error
    if isinstance(found, InputError):
        raise found
    bulletin = apply_metadata(found, Path(item.path), job.metadata)
    return replace(bulletin, month=job.month) if bulletin.month is None and job.month is not None else bulletin


def _file(item: Item) -> Bulletin | InputError:
    with _local(item.path) as path, warnings.catch_warnings(record=True) as said:
        found = next(read_all([path]))
    for warning in said:
        # A copy of a remote file is called by the file's own name.
        warnings.warn(str(warning.message).replace(str(path), item.path), warning.category, stacklevel=2)
    if isinstance(found, InputError):
        return InputError(item.path, found.reason, found.line)
    return replace(found, id=item.name or found.id)


def _line(item: Item, number: int) -> Bulletin | InputError:
    files, path = url_to_fs(item.path)
    with files.open(path, "rb") as file:
        file.seek(item.offset)
        line = file.readline()
    return bulletin_of(decode(line, f"{item.path}:{number}"), item.path, number)


@contextmanager
def _local(path: str) -> Iterator[Path]:
    """A file of this machine with the content of a path or URL."""
    if not is_url(path):
        yield Path(path)
        return
    files, remote = url_to_fs(path)
    with TemporaryDirectory(prefix="sitrep-") as folder:
        copy = Path(folder) / PurePosixPath(remote).name
        files.get_file(remote, str(copy))
        yield copy
