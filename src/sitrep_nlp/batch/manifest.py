"""What a run is about: every bulletin that its inputs hold, in their order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import Any

from fsspec.core import url_to_fs

from sitrep_nlp.reading import SUFFIXES
from sitrep_nlp.reading.folders import files_in


@dataclass(frozen=True, slots=True)
class Item:
    """A bulletin to read: a file, or one line of a JSON Lines file.

    path: as given, or below the folder as given; it may be a URL. name: the bulletin's id, for a file; a line brings its own.
    line: counted from 1. offset: the byte at which the line begins. stamp: changes when the file changes.
    """

    path: str
    name: str | None
    line: int | None = None
    offset: int = 0
    stamp: str = ""

    def key(self, job: str) -> str:
        """What names this bulletin as a job, by its digest, sees it: the same tomorrow unless the file or the job changes."""
        return blake2b(json.dumps([job, *asdict(self).values()]).encode(), digest_size=12).hexdigest()


def is_url(path: str) -> bool:
    """Whether a path is a URL for fsspec and not a path of this machine."""
    return "://" in path


def items(inputs: Iterable[str | Path]) -> Iterator[Item]:
    """Files, folders and URLs of both as items. What cannot be read is an item too: reading it will say why."""
    for given in map(str, inputs):
        for path, name in _remote_files(given) if is_url(given) else _files(given):
            if path.lower().endswith(".jsonl"):
                yield from _lines(path)
            else:
                yield Item(path, name, stamp=_stamp(path))


def _files(given: str) -> Iterator[tuple[str, str]]:
    path = Path(given)
    found = files_in(path, SUFFIXES) if path.is_dir() else []
    for file in found:
        yield str(file), file.relative_to(path).with_suffix("").as_posix()
    if not found:
        yield given, path.stem


def _remote_files(given: str) -> Iterator[tuple[str, str]]:
    files, root = url_to_fs(given)
    found = files.find(root) if files.isdir(root) else []
    found = [path for path in found if PurePosixPath(path).suffix.lower() in SUFFIXES]
    for path in found:
        yield files.unstrip_protocol(path), PurePosixPath(path).relative_to(root).with_suffix("").as_posix()
    if not found:
        yield given, PurePosixPath(root).stem


def _lines(path: str) -> Iterator[Item]:
    """The lines of a JSON Lines file that are not blank; the file itself where there is none or it cannot be opened."""
    files, file_path = url_to_fs(path)
    stamp, offset, number = _stamp(path), 0, 0
    try:
        with files.open(file_path, "rb") as file:
            for index, line in enumerate(file, 1):
                if line.strip():
                    number = index
                    yield Item(path, None, index, offset, stamp)
                offset += len(line)
    except OSError:
        number = 0
    if number == 0:
        yield Item(path, None)


def _stamp(path: str) -> str:
    files, file_path = url_to_fs(path)
    try:
        info: dict[str, Any] = files.info(file_path)
    except OSError:
        return ""
    # Stores name a version each in their own way.
    return " ".join(str(info.get(key, "")) for key in ("size", "mtime", "ETag", "LastModified", "etag", "updated"))
