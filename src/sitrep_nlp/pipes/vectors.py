"""Word vectors that a word finds however it is capitalised."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.util import registry
from spacy.vectors import Vectors  # type: ignore[import-not-found]
from spacy.vocab import Vocab


class LowerVectors(Vectors):  # type: ignore[misc]
    """Vectors by lower-cased words: "Health" and "HEALTH" have that of "health".

    spaCy's own know the attribute that they are looked up by, but when they are saved it is left out: loaded again, they would know no capitalised word.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "attr": "LOWER"})

    def _get_cfg(self) -> dict[str, Any]:
        return {**super()._get_cfg(), "attr": self.attr}


@registry.vectors("sitrep_nlp.LowerVectors.v1")  # type: ignore[untyped-decorator]
def create_lower_vectors() -> Callable[[Vocab], LowerVectors]:
    """What makes the empty vectors of a new pipeline."""
    return lambda vocab: LowerVectors(strings=vocab.strings)
