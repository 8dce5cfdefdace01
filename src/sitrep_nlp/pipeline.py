"""The pipeline: which components, in which order, and how one is loaded."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language

DEFAULT = "en_sitrep_sm"

PIPES = (
    "sitrep_zones",
    "sitrep_identifiers",
    "sitrep_decrees",
    "sitrep_dates",
    "sitrep_quantities",
    "sitrep_organizations",
    "sitrep_groups",
    "sitrep_places",
    "sitrep_sentences",
    "sitrep_linking",
    "sitrep_relations",
    "sitrep_facts",
)


def load(name: str | Path | None = None) -> Language:
    """A pipeline that fills `doc.ents` and `doc._.figures`.

    name: a saved pipeline's folder or package, as for `spacy.load`, or "rules" for the rules alone; by default `en_sitrep_sm`,
    which comes with the library. Raises OSError, as spaCy does, when there is no such pipeline.
    """
    return rules() if name == "rules" else spacy.load(path_of(name))


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


def rules() -> Language:
    """The pipeline of rules alone: every component, nothing trained."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "sitrep_nlp.Tokenizer.v1"}}})
    for pipe in PIPES:
        nlp.add_pipe(pipe)
    return nlp
