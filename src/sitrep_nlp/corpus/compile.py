"""Annotated reports in the forms that programs read: JSON Lines, and spaCy's DocBin for training."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from spacy.tokens import Doc, DocBin, Span

from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.pipeline import rules

SUFFIXES = (".jsonl", ".spacy")


def compile_reports(
    reports: Iterable[AnnotatedReport], path: Path, on_misaligned: Callable[[str], None] = lambda message: None
) -> int:
    """Write reports to a `.jsonl` or a `.spacy` file; returns how many.

    on_misaligned: told of each entity whose ends fall inside a token; its span is widened to the tokens.
    Raises ValueError for another extension.
    """
    if path.suffix not in SUFFIXES:
        raise ValueError(f"{path}: the extension must be one of {', '.join(SUFFIXES)}")
    if path.suffix == ".jsonl":
        lines = [json.dumps(report.to_json(), ensure_ascii=False) for report in reports]
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        return len(lines)
    nlp = rules()
    docs = DocBin(store_user_data=True)
    for report in reports:
        docs.add(to_doc(report, nlp.make_doc(report.text), on_misaligned))
    docs.to_disk(path)
    return len(docs)


def to_doc(report: AnnotatedReport, doc: Doc, on_misaligned: Callable[[str], None] = lambda message: None) -> Doc:
    """Put a report's annotation on a Doc of its text.

    Optional entities are left out of `doc.ents`; they stand in `doc.spans["optional"]`, which training treats as unknown.
    """
    doc._.month, doc._.country = report.month, report.country
    spans: dict[bool, list[Span]] = {False: [], True: []}
    for entity in report.entities:
        span = doc.char_span(entity.start, entity.end, label=entity.label, alignment_mode="expand")
        if span is None:
            continue
        if (span.start_char, span.end_char) != (entity.start, entity.end):
            on_misaligned(f"{report.id}: {entity.label} {entity.text!r} ends inside a token of {span.text!r}")
        if any(token.ent_type_ for token in span):
            continue
        if entity.value is not None:
            span._.value = entity.value
        spans[entity.optional].append(span)
    taken: set[int] = set()
    # Two spans may share a token into which both reach ("C30,000-C40,000"): the first has it.
    kept: dict[bool, list[Span]] = {False: [], True: []}
    for optional in (False, True):
        for span in spans[optional]:
            if not taken & set(range(span.start, span.end)):
                kept[optional].append(span)
                taken |= set(range(span.start, span.end))
    doc.set_ents(kept[False], missing=kept[True], default="outside")
    doc.spans["optional"] = spans[True]
    doc._.figure_rows = [figure.to_json() for figure in report.figures]
    return doc
