"""Figures from humanitarian situation bulletins: every number with what it counts, what was done, by whom, where and when.

import sitrep_nlp

nlp = sitrep_nlp.load()
doc = nlp("In May 2020, HIAS assisted some 300 refugees and migrants in Tacna with food kits.")
for figure in doc._.figures:
    print(figure.value, figure.counted.text, figure.activity.text)

for result in sitrep_nlp.annotate(["bulletins/"]):
    print(result.bulletin.id, len(result.figures))
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.errors import InputError
from sitrep_nlp.figures import Entity, Figure, Span

if TYPE_CHECKING:
    from sitrep_nlp.annotated import AnnotatedBulletin
    from sitrep_nlp.facts.summary import summarise
    from sitrep_nlp.frame import to_frame
    from sitrep_nlp.pipeline import load
    from sitrep_nlp.reading import read
    from sitrep_nlp.runner import annotate

__version__ = "0.1.0"

__all__ = [
    "AnnotatedBulletin",
    "Bulletin",
    "Entity",
    "Figure",
    "InputError",
    "Span",
    "annotate",
    "load",
    "read",
    "summarise",
    "to_frame",
]

# spaCy and pandas take a second to import: they are fetched when first asked for, so that the command line answers at once.
_LAZY = {
    "AnnotatedBulletin": "annotated",
    "annotate": "runner",
    "load": "pipeline",
    "read": "reading",
    "summarise": "facts.summary",
    "to_frame": "frame",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
