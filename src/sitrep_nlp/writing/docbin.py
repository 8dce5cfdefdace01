"""spaCy's DocBin: Docs with entities, and with figures in `doc._.figures`, for programs that go on from there.

A DocBin is one piece: it is built in memory, some 200 kB for a bulletin of 4,000 tokens. The other forms are streamed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

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
    starts = {ranges[0][0] for ranges in result.sentences}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    doc._.month, doc._.country = result.month, result.bulletin.country
    doc._.figure_rows = [figure.to_json() for figure in result.figures]
    doc.user_data["id"] = result.bulletin.id
    return doc
