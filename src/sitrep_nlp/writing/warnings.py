"""The warnings of a bulletin as rows: what was not certain when it was read, and what is odd about its figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.ids import figure_id


def warnings_of(result: AnnotatedBulletin) -> Iterator[dict[str, Any]]:
    """Rows `bulletin_id, figure_id, quantity, code, message`; a warning about the bulletin itself has only the ends of it."""
    bulletin = result.bulletin
    for message in bulletin.warnings:
        yield {"bulletin_id": bulletin.id, "figure_id": None, "quantity": None, "code": None, "message": message}
    for figure in result.figures:
        for warning in figure.facts.warnings if figure.facts else ():
            yield {
                "bulletin_id": bulletin.id,
                "figure_id": figure_id(bulletin, figure),
                "quantity": figure.quantity.text,
                "code": warning.code,
                "message": warning.message,
            }
