"""The files of a run, here or on a remote store: each is there whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from uuid import uuid4

from fsspec.core import url_to_fs

_UNFINISHED = ".unfinished-"


class Store:
    """A folder by its path or by a URL that fsspec knows, such as `s3://bucket/folder`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._files, root = url_to_fs(url)
        self._root: str = root.rstrip("/")

    def names(self) -> list[str]:
        """The names of the finished files, sorted; none where there is no folder."""
        self._files.invalidate_cache(self._root)
        if not self._files.isdir(self._root):
            return []
        paths: list[str] = self._files.ls(self._root, detail=False)
        names = (path.rstrip("/").rsplit("/", 1)[-1] for path in paths)
        return sorted(name for name in names if not name.startswith(_UNFINISHED))

    def read(self, name: str) -> bytes:
        """A file's content. Raises OSError when it cannot be read."""
        data: bytes = self._files.cat_file(self._path(name))
        return data

    def first_line(self, name: str) -> bytes:
        """A file's first line, without reading the rest. Raises OSError when it cannot be read."""
        with self._files.open(self._path(name), "rb") as file:
            line: bytes = file.readline()
        return line

    def write(self, name: str, data: bytes) -> None:
        """Write a file, in place of the one of that name. Raises OSError, and leaves nothing, when that fails.

        The content is written beside its place and moved there. A process that is killed between leaves a file that `names`
        does not show.
        """
        self._files.makedirs(self._root, exist_ok=True)
        unfinished = self._path(f"{_UNFINISHED}{uuid4().hex}")
        try:
            self._files.pipe_file(unfinished, data)
            self._files.mv(unfinished, self._path(name))
        except BaseException:
            with suppress(OSError):
                self._files.rm(unfinished)
            raise

    def remove(self) -> None:
        """Remove the folder with all that is in it."""
        with suppress(FileNotFoundError):
            self._files.rm(self._root, recursive=True)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"
