"""From results to files: one module a form. The extension of the file says which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from fsspec.core import url_to_fs

from sitrep_nlp.annotated import AnnotatedBulletin

Writer = Callable[[Iterable[AnnotatedBulletin], Path], int]
"""Takes results and a path, returns the number of figures."""

# Module and function; a module is imported when its form is asked for, as some need an extra.
_WRITERS: Final = {
    ".xlsx": "excel.write_excel",
    ".csv": "csv.write_csv",
    ".parquet": "parquet.write_parquet",
    ".jsonl": "jsonl.write_jsonl",
    ".html": "review.write_review",
    ".spacy": "docbin.write_docbin",
}
_WITH_TAGS: Final = (".xlsx", ".csv")
_EXTRAS: Final = {".parquet": "parquet"}


def writer_of(out: str | Path, *, hxl: bool = False) -> Writer:
    """What writes a file of that extension.

    hxl: with a row of HXL tags. Raises ValueError, saying what would do, for an unknown extension, one without such a row, or
    an extra that is not installed.
    """
    suffix = PurePosixPath(str(out)).suffix.lower()
    known = _WITH_TAGS if hxl else tuple(_WRITERS)
    if suffix not in known:
        raise ValueError(f"{out}: the extension must be one of {', '.join(known)}{' for HXL tags' if hxl else ''}")
    module, function = _WRITERS[suffix].split(".")
    try:
        writer: Callable[..., int] = getattr(import_module(f"{__name__}.{module}"), function)
    except ModuleNotFoundError as error:
        if suffix not in _EXTRAS:
            raise
        raise ValueError(f"{out}: needs {error.name}: pip install 'sitrep-nlp[{_EXTRAS[suffix]}]'") from error
    return partial(writer, hxl=True) if hxl else writer


def write(results: Iterable[AnnotatedBulletin], out: str | Path, *, hxl: bool = False) -> int:
    """Write results to a path or URL in the form that its extension names; returns the number of figures.

    The file is there whole or not at all. Raises ValueError as `writer_of`, OSError when it cannot be written.
    """
    writer = writer_of(out, hxl=hxl)
    with _whole(str(out)) as path:
        return writer(results, path)


@contextmanager
def _whole(out: str) -> Iterator[Path]:
    """A path to write to, which becomes the output when all went well: moved from beside its place, or sent to its URL."""
    if "://" in out:
        files, remote = url_to_fs(out)
        with TemporaryDirectory(prefix="sitrep-") as folder:
            path = Path(folder) / PurePosixPath(remote).name
            yield path
            files.put_file(str(path), remote)
        return
    place = Path(out)
    # Always the same name: what a killed process left there, the next one writes over.
    path = place.with_name(f".{place.stem}.unfinished{place.suffix}")
    try:
        yield path
        path.replace(place)
    finally:
        with suppress(FileNotFoundError):
            path.unlink()
