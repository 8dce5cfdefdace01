"""The relation layer: each number tied to what it counts, what was done, by whom, where, when and in which sector."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.pipes import sectors
from sitrep_nlp.pipes.quantities.normalize import national_currency
from sitrep_nlp.pipes.quantities.patterns import separators
from sitrep_nlp.pipes.relations import grid, links, parts, rules, tables
from sitrep_nlp.pipes.relations.clauses import clauses
from sitrep_nlp.pipes.relations.found import Memory
from sitrep_nlp.pipes.relations.headlines import Headlines
from sitrep_nlp.pipes.relations.labels import FUNDING
from sitrep_nlp.pipes.relations.nodes import Node, Nodes

# Which rules gave a record, as `found_by` tells it; those of a sector table and of a section's box read the sector from words of its own.
SENTENCE, HEADLINE, SECTION_BOX = "rules.sentence", "rules.headline", "rules.section-box"
TABLE, SECTOR_TABLE = "rules.table", "rules.sector-table"
_HOUSE = ("headline", "heading")
_LEADS_TO_TABLE = re.compile(r":\W*$|\btables?\b|\b(?:as follows|shown below|below shows?)\b", re.I)


def _figures(doc: Doc) -> list[Figure]:
    return [Figure.from_json(row) for row in doc._.figure_rows or ()]


Doc.set_extension("figure_rows", default=None, force=True)
# Of each number in a table: where it starts, and the ranges of its column's heads and of the labels of the rows above, the nearest first.
Doc.set_extension("figure_cells", default=None, force=True)
# Where clauses begin in sentences that count something.
Doc.set_extension("clauses", default=None, force=True)
Doc.set_extension("figures", getter=_figures, force=True)


@Language.factory(
    "sitrep_relations",
    assigns=["doc._.figures", "doc._.figure_cells", "doc._.clauses"],
    requires=["doc.ents", "doc._.zones"],
)
def create_relations(nlp: Language, name: str) -> Relations:
    return Relations()


class Relations:
    """Sets `doc._.figures`. They are kept as JSON-safe rows in `doc._.figure_rows`, so that a Doc can travel."""

    def __call__(self, doc: Doc) -> Doc:
        reader = _Reader(doc)
        doc._.figure_rows = [figure.to_json() for figure in reader.read()]
        doc._.figure_cells = reader.cells
        doc._.clauses = reader.clauses
        return doc


class _Reader:
    """Goes through a bulletin once, in its order, with what earlier zones leave to be understood."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.nodes = Nodes(doc)
        self.text = self.nodes.text
        self.zones: list[list[Any]] = doc._.zones or []
        self.memory = Memory()
        self.heading: str | None = None
        self.paragraph: str | None = None
        self.places: list[Span] = []
        self.figures: list[Figure] = []
        self.placed: list[tables.Placed] = []
        self.cells: list[list[Any]] = []
        self.clauses: list[int] = []
        # What an organisation is called says little of the sector that it works in.
        self.unnamed = self.text
        for ent in doc.ents:
            if ent.label_ == "ORG":
                self.unnamed = self.unnamed[: ent.start_char] + " " * len(ent.text) + self.unnamed[ent.end_char :]
        commas, _ = separators(self.text)
        self.decimal_dots = commas
        self.headlines = Headlines(self.nodes, self.zones, self.memory, commas)

    def read(self) -> list[Figure]:
        by_zone: dict[int, list[list[list[int]]]] = {}
        for index, ranges in self.doc._.sentences or ():
            by_zone.setdefault(index, []).append(ranges)
        for index, (kind, start, end, _run) in enumerate(self.zones):
            if kind == "heading":
                self._open_section(start, end)
            self.paragraph = sectors.opening(self.text, start, end) if kind in ("prose", "bullet") else None
            for ranges in by_zone.get(index, ()):
                if self.nodes.counts(ranges):
                    self._sentence(kind, index, self.nodes(ranges))
            if kind == "heading":
                self.headlines.heading(index)
            if self.placed and (index + 1 == len(self.zones) or self.zones[index + 1][0] != "table"):
                tables.set_wholes(self.placed)
                self.placed = []
        self._currencies()
        return [figure for figure in self.figures if not math.isnan(figure.value)]

    def _currencies(self) -> None:
        """Settle currencies whose name several countries share by the country that the bulletin names most."""
        shared = {
            id(figure): national_currency(figure.quantity.text, None)
            for figure in self.figures
            if figure.kind == "money"
        }
        if not any(code is not None for code in shared.values()):
            return
        named = Counter(
            ent._.value for ent in self.doc.ents if ent.label_ == "LOC" and re.fullmatch(r"[A-Z]{3}", ent._.value or "")
        )
        country = named.most_common(1)[0][0] if named else None
        for figure in self.figures:
            if shared.get(id(figure)) is not None:
                figure.unit = national_currency(figure.quantity.text, country) or ""

    def _open_section(self, start: int, end: int) -> None:
        sector = sectors.of_heading(self.text[start:end])
        row = self.nodes([[start, end]])
        short = len(self.text[start:end].split()) <= 6
        # A heading that names no sector ends the section before it, unless it is a label among numbers.
        if sector or (short and not any(node.kind in "BL" for node in row)):
            self.heading = sector
        # A region's name as a heading says where all below it happened; a country's is most often the bulletin's own.
        places = [node for node in row if node.kind == "L" and not self._is_country(node)]
        self.places = [Span(node.start, node.end, node.text) for node in places] if short else []

    def _is_country(self, node: Node) -> bool:
        span = self.doc.char_span(node.start, node.end, alignment_mode="expand")
        return span is not None and re.fullmatch(r"[A-Z]{3}", span._.value or "") is not None

    def _sentence(self, kind: str, index: int, row: list[Node]) -> None:
        if kind == "table":
            self._table(index, row)
            return
        if kind in _HOUSE or self._in_box(index, row):
            for figure in self.headlines.figures(index, row):
                said = [part for part in (figure.activity, figure.counted) if part]
                figure.found_by = SECTION_BOX if figure.sector else HEADLINE
                if figure.counted_type == "money" and (not figure.activity or FUNDING.search(figure.activity.text)):
                    figure.sector = "Funding"
                elif not figure.sector:
                    self._sector(figure, [" ".join(part.text for part in said)])
                self.figures.append(figure)
            return
        found = rules.figures(self.text, row, self.memory, self.decimal_dots)
        where = clauses(row)
        changes = zip(row[1:], pairwise(where), strict=True)
        self.clauses += [node.start for node, (before, clause) in changes if before != clause]
        links.link(self.text, row, found, where)
        sentence = self.unnamed[row[0].start : row[-1].end]
        zone_text = self.unnamed[self.zones[index][1] : self.zones[index][2]]
        for item in found:
            item.figure.locations = item.figure.locations or list(self.places)
            clause = self._clause(row, item.index)
            self._sector(item.figure, [clause, sentence, zone_text])
            if parts.says_total(self.text[row[0].start : item.figure.quantity.start]):
                parts.note_assisted(item.figure, self.memory)
            item.figure.found_by = SENTENCE
            self.figures.append(item.figure)

    def _in_box(self, index: int, row: Sequence[Node]) -> bool:
        """Whether a sentence is a line among those of a box: "44,000 received counselling." right below "117,000 sheltered"."""
        beside = (self.zones[other] for other in (index - 1, index + 1) if 0 <= other < len(self.zones))
        boxed = any(kind == "headline" and run == self.zones[index][3] for kind, _, _, run in beside)
        labelled = self.headlines.label_zone == index - 1
        return (boxed or labelled) and row[0].kind == "Q" and self.headlines.box is not None

    def _clause(self, row: Sequence[Node], index: int) -> str:
        """The text from the number to the next number, and back to the last."""
        first = next(
            (
                position + 1
                for position in range(index - 1, -1, -1)
                if row[position].kind == "Q" or row[position].key == ";"
            ),
            0,
        )
        last = next(
            (
                position - 1
                for position in range(index + 1, len(row))
                if row[position].kind == "Q" or row[position].key == ";"
            ),
            len(row) - 1,
        )
        return self.unnamed[row[first].start : row[max(last, index)].end]

    def _sector(self, figure: Figure, scopes: list[str]) -> None:
        if (
            figure.counted_type == "money"
            and sectors.mentioned(scopes[0])[:1]
            and sectors.mentioned(scopes[0])[0][0] == "Funding"
        ):
            figure.sector = "Funding"
            return
        own = " ".join(part.text for part in (figure.activity, figure.counted if not figure.implicit else None) if part)
        figure.sector = sectors.decide([own, *scopes], self.paragraph or self.heading)
        if figure.sector == "CBI":
            figure.sector = sectors.served(scopes[0]) or figure.sector

    def _caption(self, above: int) -> Sequence[int] | None:
        """What the zone above a table says of it: a heading, or the sentence that leads to it."""
        kind, start, end, _ = self.zones[above]
        if kind in _HOUSE:
            return [start, end]
        led: list[int] | None = next(
            (ranges[-1] for zone, ranges in reversed(self.doc._.sentences) if zone == above), None
        )
        return led if led and _LEADS_TO_TABLE.search(self.text[led[0] : led[1]]) else None

    def _table(self, index: int, row: list[Node]) -> None:
        first = last = index
        while first and self.zones[first - 1][0] == "table":
            first -= 1
        while last + 1 < len(self.zones) and self.zones[last + 1][0] == "table":
            last += 1
        cells = grid.cells(self.text, self.zones[first][1], self.zones[last][2])
        caption = self._caption(first - 1) if first else None
        for placed, sector in tables.figures(self.nodes, cells, row, caption, self.decimal_dots):
            placed.figure.sector = sector or self.heading or "Context"
            placed.figure.found_by = SECTOR_TABLE if sector else TABLE
            self.figures.append(placed.figure)
            self.placed.append(placed)
            ranges = [[[cell.start, cell.end] for cell in part] for part in (placed.around.heads, placed.around.above)]
            self.cells.append([placed.figure.quantity.start, *ranges])
