"""Quantities: numbers with their currency, percent sign, unit or multiplier."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.trie import alternation
from sitrep_nlp.pipes.claims import Claim, add_entities, claimed
from sitrep_nlp.pipes.quantities.patterns import find


@Language.factory("sitrep_quantities", assigns=["doc.ents"], requires=["doc._.identifiers"])
def create_quantities(nlp: Language, name: str) -> Quantities:
    return Quantities()


class Quantities:
    """Adds QUANTITY entities. What each is worth is read by `normalize.amount`, late."""

    def __call__(self, doc: Doc) -> Doc:
        text, taken = doc.text, claimed(doc)
        for start, end in doc._.identifiers or ():
            if _money_code().match(text, start, end):
                taken[start:end] = bytes(end - start)
        claims = [Claim(start, end, "QUANTITY") for start, end in find(text, taken)]
        add_entities(doc, (claim for claim in claims if _money_code().match(text, claim.start)), identifiers=False)
        add_entities(doc, claims)
        return doc


@lru_cache(maxsize=1)
def _money_code() -> re.Pattern[str]:
    """A currency's code glued to a number, which looks like the code of a file or an appeal: `USD330,000`."""
    codes = {row["code"] for row in lexicon.rows("currencies") if row["code"]}
    return re.compile(rf"{alternation(sorted(codes))}\d")
