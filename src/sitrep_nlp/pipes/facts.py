"""The facts of each figure, at the end of the pipeline: units, periods, status, codes, and what may be added up."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

import sitrep_nlp.pipes.relations  # noqa: F401  (registers doc._.figures)
from sitrep_nlp.facts import Setting, complete
from sitrep_nlp.figures import Figure


@Language.factory("sitrep_facts", assigns=["doc._.figures"], requires=["doc._.figures", "doc._.zones"])
def create_facts(nlp: Language, name: str) -> FactsOfFigures:
    return FactsOfFigures()


class FactsOfFigures:
    """Completes `doc._.figures` with their `facts`."""

    def __call__(self, doc: Doc) -> Doc:
        figures: list[Figure] = doc._.figures
        if figures:
            values = {ent.start_char: ent._.value for ent in doc.ents if ent._.value}
            sentences = [ranges for _, ranges in doc._.sentences or ()]
            complete(figures, Setting(doc.text, doc._.month, doc._.zones or (), sentences, values, figures))
            doc._.figure_rows = [figure.to_json() for figure in figures]
        return doc
