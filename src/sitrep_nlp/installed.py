"""Where pipelines are: the one that comes with the library, others by their folder or package. Imports no spaCy."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

DEFAULT = "en_sitrep_sm"


def path_of(name: str | Path | None = None) -> Path:
    """The folder of a pipeline, by default of the one that comes with the library.

    Raises OSError when there is no such folder or package.
    """
    name = DEFAULT if name is None else name
    if Path(name).exists():
        return Path(name)
    spec = find_spec(name) if isinstance(name, str) and name.isidentifier() else None
    for folder in spec.submodule_search_locations or () if spec else ():
        # A package made by `spacy package` holds the pipeline in a folder named with its version.
        for path in (Path(folder), *sorted(Path(folder).glob(f"{name}-*"))):
            if (path / "config.cfg").is_file():
                return path
    raise OSError(f"there is no pipeline {str(name)!r}: neither a folder nor an installed package")
