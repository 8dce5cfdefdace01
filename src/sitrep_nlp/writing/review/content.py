"""What the page shows of one bulletin, as JSON: text, zones, sentences, entities, figures, and numbers that are no figures.

All offsets count characters (code points) of the text, as everywhere in the library.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.ids import figure_id
from sitrep_nlp.pipes.zones.layout import zones
from sitrep_nlp.schema import COUNTED_TYPES, KINDS, MODIFIERS, SECTORS
from sitrep_nlp.writing.review.overlooked import overlooked


def content(result: AnnotatedBulletin) -> dict[str, Any]:
    """One bulletin as the page reads it.

    `digest` names this text: decisions that a browser keeps are found by the id and the digest, so that they outlive a page
    that is written anew, but never land on another text.
    """
    bulletin = result.bulletin
    return {
        "id": bulletin.id,
        "title": bulletin.title,
        "month": result.month,
        "country": bulletin.country,
        "source": bulletin.source,
        "digest": sha256(bulletin.text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        "text": bulletin.text,
        "zones": [[zone.kind, zone.start, zone.end] for zone in zones(bulletin.text, bulletin.blocks)],
        "pages": [[page.number, page.start] for page in bulletin.pages],
        "warnings": list(bulletin.warnings),
        "registry": {row["id"]: row["name"] for row in result.organizations if row.get("id")},
        "sentences": result.sentences,
        "entities": [entity.to_json() for entity in result.entities],
        "figures": [figure.to_json() | {"id": figure_id(bulletin, figure)} for figure in result.figures],
        "overlooked": overlooked(result),
    }


def vocabularies() -> dict[str, Any]:
    """The closed lists from which a reviewer picks."""
    return {"sectors": SECTORS, "counted_types": COUNTED_TYPES, "kinds": KINDS, "modifiers": MODIFIERS}


def from_report(report: AnnotatedReport) -> AnnotatedBulletin:
    """An annotated report as a bulletin that was just annotated: with the sentences that its layout tells."""
    bulletin = Bulletin(
        report.id, report.text, month=report.month, country=report.country, source=report.source, title=report.title
    )
    sentences = [pieces for zone in zones(report.text) for pieces in zone.sentences]
    return AnnotatedBulletin(bulletin, report.month, report.entities, report.figures, sentences)
