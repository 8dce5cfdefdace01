"""What the rules found, set aside for the trained recogniser: hints that it sees and may overrule."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

SPANS_KEY = "hints"


@Language.factory("sitrep_hints", requires=["doc.ents"], assigns=["doc.spans"])
def create_hints(nlp: Language, name: str) -> Hints:
    return Hints()


class Hints:
    """Moves `doc.ents` to `doc.spans["hints"]`: spaCy's `ner` would take entities that are set for settled.

    Values in `span._.value` stay with the places in the text that bear them.
    """

    def __call__(self, doc: Doc) -> Doc:
        doc.spans[SPANS_KEY] = list(doc.ents)
        doc.set_ents([], default="missing")
        return doc
