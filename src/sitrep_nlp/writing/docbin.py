"""spaCy's DocBin: Docs with entities, and with figures in `doc._.figures`, for programs that go on from there.

A DocBin is one piece: it is built in memory, some 200 kB for a bulletin of 4,000 tokens. The other forms are streamed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy
from spacy.tokens import Doc, DocBin

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.pipeline import rules


def write_docbin(results: Iterable[AnnotatedBulletin], path: Path) -> int:
    """Write one Doc a bulletin, its id in `doc.user_data["id"]`; returns the number of figures."""
    nlp = rules()
    docs = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "SENT_START"], store_user_data=True)
    count = 0
    for result in results:
        docs.add(to_doc(result, nlp.make_doc(result.bulletin.text)))
        count += len(result.figures)
    docs.to_disk(path)
    return count


def to_doc(result: AnnotatedBulletin, doc: Doc) -> Doc:
    """Put what was found in a bulletin on a Doc of its text.

    Raises ValueError for an entity that begins or ends inside a token: results of the pipeline hold none.
    """
    spans = []
    for entity in result.entities:
        span = doc.char_span(entity.start, entity.end, label=entity.label)
        if span is None:
            raise ValueError(f"{result.bulletin.id}: {entity.text!r} ends inside a token")
        span._.value = entity.value
        spans.append(span)
    doc.set_ents(spans)
    starts = [0, *(ranges[0][0] for ranges in result.sentences)]
    begins = numpy.where(numpy.isin(doc.to_array("IDX"), starts), 1, -1)
    # In one go: spaCy looks through the whole Doc each time that a token's `is_sent_start` is set.
    doc.from_array(["SENT_START"], begins.astype("uint64"))  # type: ignore[arg-type]
    doc._.month, doc._.country = result.month, result.bulletin.country
    doc._.figure_rows = [figure.to_json() for figure in result.figures]
    doc.user_data["id"] = result.bulletin.id
    return doc
