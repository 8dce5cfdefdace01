"""The pipeline: which components, in which order, and how one is loaded."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

from sitrep_nlp.installed import path_of

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


def rules() -> Language:
    """The pipeline of rules alone: every component, nothing trained."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "sitrep_nlp.Tokenizer.v1"}}})
    for pipe in PIPES:
        nlp.add_pipe(pipe)
    return nlp
