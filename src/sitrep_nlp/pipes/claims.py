"""How components add entities: what an earlier one has claimed, a later one leaves alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

Doc.set_extension("identifiers", default=None, force=True)
Doc.set_extension("month", default=None, force=True)
Doc.set_extension("country", default=None, force=True)
Span.set_extension("value", default=None, force=True)


class Claim(NamedTuple):
    """A stretch of the text that a component takes for an entity, in character offsets."""

    start: int
    end: int
    label: str
    value: str | None = None


def claimed(doc: Doc, *, identifiers: bool = True) -> bytearray:
    """One flag a character: 1 where an entity or, unless told otherwise, an identifier stands."""
    # The length of the text without the text, which a Doc joins anew from its tokens each time.
    taken = bytearray(doc[-1].idx + len(doc[-1].text_with_ws) if len(doc) else 0)
    for ent in doc.ents:
        taken[ent.start_char : ent.end_char] = b"\x01" * (ent.end_char - ent.start_char)
    for start, end in (doc._.identifiers or ()) if identifiers else ():
        taken[start:end] = b"\x01" * (end - start)
    return taken


def add_entities(doc: Doc, claims: Iterable[Claim], *, identifiers: bool = True) -> None:
    """Add the claims that touch nothing claimed before; of two that overlap the longer wins.

    identifiers: whether identifiers count as claimed; a group's age ("children under five") may hold one.
    """
    taken = claimed(doc, identifiers=identifiers)
    spans, values = [], {}
    for claim in claims:
        if any(taken[claim.start : claim.end]):
            continue
        span = doc.char_span(claim.start, claim.end, label=claim.label, alignment_mode="expand")
        if span is None:
            continue
        spans.append(span)
        values[span.start_char, span.end_char] = claim.value
    added = [span for span in filter_spans(spans) if not any(token.ent_type for token in span)]
    for span in added:
        if values[span.start_char, span.end_char] is not None:
            span._.value = values[span.start_char, span.end_char]
    doc.set_ents([*doc.ents, *added])
