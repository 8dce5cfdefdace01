"""The pipeline en_sitrep_sm, as `sitrep_nlp.load()` and `en_sitrep_sm.load()` give it. Licensed under CC BY-SA 4.0."""

from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language


def load(**overrides: Any) -> Language:
    """The pipeline; overrides as for `spacy.load` (`disable`, `exclude`, `config` …)."""
    return spacy.load(Path(__file__).parent, **overrides)
