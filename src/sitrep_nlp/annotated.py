"""What comes out of one bulletin."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.figures import Entity, Figure, Span

DOCUMENT_LISTS: Final = ("organizations", "decrees", "places", "partner_lists")

# A row of one of the document's lists: a value by column, all JSON-safe.
Row = dict[str, Any]


@dataclass
class AnnotatedBulletin:
    """A bulletin with its entities and figures.

    month: the bulletin's own, or what its head says. sentences: the character ranges of each, several where something
    interrupts it. organizations, decrees, places, partner_lists: the document's lists, one row each, as
    `pipes.linking` makes them; empty where the pipeline does not.
    """

    bulletin: Bulletin
    month: str | None
    entities: list[Entity] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    sentences: list[list[tuple[int, int]]] = field(default_factory=list)
    organizations: list[Row] = field(default_factory=list)
    decrees: list[Row] = field(default_factory=list)
    places: list[Row] = field(default_factory=list)
    partner_lists: list[Row] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The bulletin in the documented JSON form."""
        bulletin = self.bulletin
        row: dict[str, Any] = {"id": bulletin.id, "text": bulletin.text, "month": self.month}
        row |= {key: value for key in ("country", "source", "title") if (value := getattr(bulletin, key)) is not None}
        row["entities"] = [entity.to_json() for entity in self.entities]
        row["figures"] = [figure.to_json() for figure in self.figures]
        row |= {name: value for name in DOCUMENT_LISTS if (value := getattr(self, name))}
        if bulletin.warnings:
            row["warnings"] = list(bulletin.warnings)
        return row

    def sentence(self, span: Span) -> list[tuple[int, int]]:
        """The character ranges of the sentence in which a span stands: several where something interrupts it."""
        position = bisect_right(self._pieces, (span.start, len(self.bulletin.text), 0)) - 1
        if position >= 0 and span.start < self._pieces[position][1]:
            return self.sentences[self._pieces[position][2]]
        return [(span.start, span.end)]

    @cached_property
    def _pieces(self) -> list[tuple[int, int, int]]:
        """Start and end of every range, with the index of its sentence, by their place: a report may have thousands."""
        return sorted((start, end, index) for index, ranges in enumerate(self.sentences) for start, end in ranges)
