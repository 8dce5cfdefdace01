"""What keeps a pipeline from forgetting when it goes on learning: the reports that it was made from, and its own judgement of
labels that the new reports do not have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from spacy.language import Language

from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.figures import Entity
from sitrep_nlp.installed import path_of
from sitrep_nlp.runner import annotate
from sitrep_nlp.schema import LABELS

Reports = Mapping[str, AnnotatedReport]


def corpus_of(base: str | Path) -> Path | None:
    """The annotated reports that a pipeline was made from: the folder `corpus` in its own folder, or that of the checkout in whose
    `models` it stands. None where there is neither."""
    folder = path_of(base).absolute()
    places = [folder / "corpus", *([folder.parent.parent / "corpus"] if folder.parent.name == "models" else [])]
    return next((place for place in places if (place / "train").is_dir()), None)


def marked_labels(reports: Reports) -> frozenset[str]:
    """The labels that somebody marked in these reports, and not only as optional."""
    return frozenset(entity.label for report in reports.values() for entity in report.entities if not entity.optional)


def filled(reports: Reports, nlp: Language, marked: frozenset[str]) -> dict[str, AnnotatedReport]:
    """The reports with entities of all labels but `marked` as the pipeline finds them, so that places where nobody looked for an
    organisation are not learnt as places without one. What was marked stands before what is found."""
    wanted = frozenset(LABELS) - marked
    if not wanted:
        return dict(reports)
    bulletins = (
        Bulletin(key, report.text, month=report.month, country=report.country) for key, report in reports.items()
    )
    found = {result.bulletin.id: result.entities for result in annotate(bulletins, nlp=nlp)}
    return {key: _with(report, [one for one in found[key] if one.label in wanted]) for key, report in reports.items()}


def _with(report: AnnotatedReport, found: list[Entity]) -> AnnotatedReport:
    taken = bytearray(len(report.text))
    for entity in report.entities:
        taken[entity.start : entity.end] = b"\x01" * (entity.end - entity.start)
    added = [entity for entity in found if not any(taken[entity.start : entity.end])]
    return replace(report, entities=sorted([*report.entities, *added], key=lambda one: (one.start, one.end)))
