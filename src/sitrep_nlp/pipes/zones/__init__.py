"""Zones and sentences: the first component, which tells the later ones where they stand.

`doc._.zones` is the list of zones as JSON-safe rows `[kind, start, end, run]` and `doc._.sentences` the list of
sentences as rows `[zone index, [[start, end], …]]`, all in character offsets. `doc._.blocks`, rows `[kind, start, end]`, is
what the file itself tells of its text: set before the pipeline runs, it goes before what the text looks like.
"""

from __future__ import annotations

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from sitrep_nlp.pipes.zones.layout import zones

Doc.set_extension("blocks", default=None, force=True)
Doc.set_extension("zones", default=None, force=True)
Doc.set_extension("sentences", default=None, force=True)


@Language.factory("sitrep_zones", assigns=["doc._.zones", "doc._.sentences"])
def create_zones(nlp: Language, name: str) -> Zones:
    return Zones()


class Zones:
    """Reads the layout of the text and tells its zones and sentences."""

    def __call__(self, doc: Doc) -> Doc:
        found = zones(doc.text, [(kind, start, end) for kind, start, end in doc._.blocks or ()])
        doc._.zones = [[zone.kind, zone.start, zone.end, zone.run] for zone in found]
        doc._.sentences = [
            [index, [list(piece) for piece in pieces]] for index, zone in enumerate(found) for pieces in zone.sentences
        ]
        return doc


@Language.factory("sitrep_sentences", requires=["doc._.sentences"], assigns=["token.is_sent_start"])
def create_sentences(nlp: Language, name: str) -> Sentences:
    return Sentences()


class Sentences:
    """Sets `token.is_sent_start` by `doc._.sentences`.

    It stands after the recogniser, which would cut entities where a sentence is taken to begin ("Decision no. 14").
    """

    def __call__(self, doc: Doc) -> Doc:
        starts = [piece[0] for _, pieces in doc._.sentences or () for piece in pieces]
        # As spaCy writes it: 1 where a sentence begins, elsewhere -1, kept without a sign.
        begins = numpy.where(numpy.isin(doc.to_array("IDX"), starts), 1, -1)
        begins[:1] = 1
        return doc.from_array(["SENT_START"], begins.astype("uint64"))  # type: ignore[arg-type]
