"""Zones and sentences: the first component, which tells the later ones where they stand.

`doc._.zones` is the list of zones as JSON-safe rows `[kind, start, end, run]` and `doc._.sentences` the list of
sentences as rows `[zone index, [[start, end], …]]`, all in character offsets; `token.is_sent_start` follows them.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from sitrep_nlp.pipes.zones.layout import zones

Doc.set_extension("zones", default=None, force=True)
Doc.set_extension("sentences", default=None, force=True)


@Language.factory("sitrep_zones", assigns=["doc._.zones", "doc._.sentences", "token.is_sent_start"])
def create_zones(nlp: Language, name: str) -> Zones:
    return Zones()


class Zones:
    """Reads the layout of the text and sets zones, sentences and sentence starts."""

    def __call__(self, doc: Doc) -> Doc:
        found = zones(doc.text)
        doc._.zones = [[zone.kind, zone.start, zone.end, zone.run] for zone in found]
        doc._.sentences = [
            [index, [list(piece) for piece in pieces]] for index, zone in enumerate(found) for pieces in zone.sentences
        ]
        starts = {piece[0] for _, pieces in doc._.sentences for piece in pieces}
        for token in doc:
            token.is_sent_start = token.idx in starts or token.i == 0
        return doc
