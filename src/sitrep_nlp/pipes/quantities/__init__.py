"""Quantities: numbers with their currency, percent sign, unit or multiplier."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from sitrep_nlp.pipes.claims import Claim, add_entities, claimed
from sitrep_nlp.pipes.quantities.patterns import find


@Language.factory("sitrep_quantities", assigns=["doc.ents"], requires=["doc._.identifiers"])
def create_quantities(nlp: Language, name: str) -> Quantities:
    return Quantities()


class Quantities:
    """Adds QUANTITY entities. What each is worth is read by `normalize.amount`, late."""

    def __call__(self, doc: Doc) -> Doc:
        add_entities(doc, (Claim(start, end, "QUANTITY") for start, end in find(doc.text, claimed(doc))))
        return doc
