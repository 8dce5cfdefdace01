"""The relation layer: each number tied to what it counts, what was done, by whom, where, when and in which sector."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from sitrep_nlp.figures import Figure
from sitrep_nlp.pipes import sectors
from sitrep_nlp.pipes.quantities.patterns import separators
from sitrep_nlp.pipes.relations import boxes, links, rules
from sitrep_nlp.pipes.relations.nodes import Node, nodes

_HOUSE = ("headline", "heading")


def _figures(doc: Doc) -> list[Figure]:
    return [Figure.from_json(row) for row in doc._.figure_rows or ()]


Doc.set_extension("figure_rows", default=None, force=True)
Doc.set_extension("figures", getter=_figures, force=True)


@Language.factory("sitrep_relations", assigns=["doc._.figures"], requires=["doc.ents", "doc._.zones"])
def create_relations(nlp: Language, name: str) -> Relations:
    return Relations()


class Relations:
    """Sets `doc._.figures`. They are kept as JSON-safe rows in `doc._.figure_rows`, so that a Doc can travel."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.figure_rows = [figure.to_json() for figure in _Reader(doc).read()]
        return doc


class _Reader:
    """Goes through a bulletin once, in its order, with what earlier zones leave to be understood."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.zones: list[list[Any]] = doc._.zones or []
        self.memory = rules.Memory()
        self.heading: str | None = None
        self.paragraph: str | None = None
        self.label: list[Node] = []
        self.figures: list[Figure] = []
        # What an organisation is called says little of the sector that it works in.
        self.unnamed = self.text
        for ent in doc.ents:
            if ent.label_ == "ORG":
                self.unnamed = self.unnamed[: ent.start_char] + " " * len(ent.text) + self.unnamed[ent.end_char :]
        commas, _ = separators(self.text)
        self.decimal_dots = commas

    def read(self) -> list[Figure]:
        by_zone: dict[int, list[list[list[int]]]] = {}
        for index, ranges in self.doc._.sentences or ():
            by_zone.setdefault(index, []).append(ranges)
        for index, (kind, start, end, _run) in enumerate(self.zones):
            if kind == "heading":
                self._open_section(start, end, index)
            self.paragraph = sectors.opening(self.text, start, end) if kind in ("prose", "bullet") else None
            for ranges in by_zone.get(index, ()):
                row = nodes(self.doc, ranges)
                if any(node.kind == "Q" for node in row):
                    self._sentence(kind, index, row)
            if kind == "heading":
                self.label = nodes(self.doc, [[start, end]])
        return [figure for figure in self.figures if not math.isnan(figure.value)]

    def _open_section(self, start: int, end: int, index: int) -> None:
        sector = sectors.of_heading(self.text[start:end])
        words = len(self.text[start:end].split())
        # A heading that names no sector ends the section before it, unless it is a label among numbers.
        if sector or (words <= 6 and not any(node.kind in "BL" for node in nodes(self.doc, [[start, end]]))):
            self.heading = sector

    def _sentence(self, kind: str, index: int, row: list[Node]) -> None:
        if kind == "table":
            self._table(index, row)
            return
        if kind in _HOUSE:
            self._headline(index, row)
            return
        found = rules.figures(self.text, row, self.memory, self.decimal_dots)
        links.link(self.text, row, found)
        sentence = self.unnamed[row[0].start : row[-1].end]
        zone_text = self.unnamed[self.zones[index][1] : self.zones[index][2]]
        for item in found:
            clause = self._clause(row, item.index)
            self._sector(item.figure, [clause, sentence, zone_text])
            self.figures.append(item.figure)

    def _clause(self, row: Sequence[Node], index: int) -> str:
        """The text from the number to the next number, and back to the last."""
        first = next((position + 1 for position in range(index - 1, -1, -1) if row[position].kind == "Q" or row[position].key == ";"), 0)
        last = next((position - 1 for position in range(index + 1, len(row)) if row[position].kind == "Q" or row[position].key == ";"), len(row) - 1)
        return self.unnamed[row[first].start : row[max(last, index)].end]

    def _sector(self, figure: Figure, scopes: list[str]) -> None:
        if figure.counted_type == "money" and sectors.mentioned(scopes[0])[:1] and sectors.mentioned(scopes[0])[0][0] == "Funding":
            figure.sector = "Funding"
            return
        own = " ".join(span.text for span in (figure.activity, figure.counted if not figure.implicit else None) if span)
        figure.sector = sectors.decide([own, *scopes], self.paragraph or self.heading)

    # boxes

    def _headline(self, index: int, row: list[Node]) -> None:
        """A number in a box: its label is on its line, else on the lines beside it."""
        quantities = [position for position, node in enumerate(row) if node.kind == "Q"]
        for order, position in enumerate(quantities):
            figure = rules.new_figure(self.text, row[position], self.decimal_dots)
            first = quantities[order - 1] + 1 if order else 0
            last = quantities[order + 1] if order + 1 < len(quantities) else len(row)
            beside = [node for node in row[first:last] if node is not row[position] and (node.kind not in "PD")]
            if len([node for node in beside if node.kind in "WB"]) >= 1:
                self._labelled(figure, row, first, position, last)
            else:
                self._label_nearby(figure, index)
            figure.confidence = 0.7
            scopes = [" ".join(span.text for span in (figure.activity, figure.counted) if span)]
            if figure.counted_type == "money" and (figure.activity is None or boxes._FUNDING.search(figure.activity.text)):
                figure.sector = "Funding"
            else:
                self._sector(figure, scopes)
            figure.locations = [rules.span(self.text, [node], 0, 0) for node in (beside or self.label) if node.kind == "L"]
            self.figures.append(figure)

    def _labelled(self, figure: Figure, row: list[Node], first: int, position: int, last: int) -> None:
        after, before = row[position + 1 : last], row[first:position]
        words_before = [node for node in before if node.kind in "WBL" ]
        if words_before and (before[-1].key == ":" or not any(node.kind in "WB" for node in after)):
            boxes.label_nodes(figure, self.text, words_before)
        elif figure.kind in ("money", "percent") and boxes.label_nodes(figure, self.text, [node for node in after if node.kind in "WB"]):
            pass
        else:
            found = rules.figures(self.text, row[first:last], self.memory, self.decimal_dots)
            item = next((item for item in found if item.figure.quantity == figure.quantity), None)
            if item:
                figure.counted, figure.counted_type, figure.implicit = item.figure.counted, item.figure.counted_type, item.figure.implicit
                figure.activity = item.figure.activity
                figure.kind, figure.unit = item.figure.kind, item.figure.unit
        subject = next((node for node in self.label if node.kind == "B"), None)
        if (figure.counted is None or figure.implicit) and subject is not None and figure.kind == "count":
            figure.counted, figure.counted_type, figure.implicit = rules.span(self.text, [subject], 0, 0), "people", True

    def _label_nearby(self, figure: Figure, index: int) -> None:
        run = self.zones[index][3]
        candidates: list[int] = []
        if index and self.zones[index - 1][0] == "heading" and self.zones[index - 1][3] == run:
            candidates.append(index - 1)
        if index + 1 < len(self.zones) and self.zones[index + 1][0] in ("heading", "prose") and self.zones[index + 1][2] - self.zones[index + 1][1] < 160:
            candidates.append(index + 1)
        if index and self.zones[index - 1][0] == "heading" and index - 1 not in candidates:
            candidates.append(index - 1)
        for candidate in candidates:
            row = nodes(self.doc, [[self.zones[candidate][1], self.zones[candidate][2]]])
            if not any(node.kind == "Q" for node in row) and boxes.label_nodes(figure, self.text, [node for node in row if node.kind in "WBL"]):
                self.label = row
                return

    # tables

    def _table(self, index: int, row: list[Node]) -> None:
        _, start, end, _ = self.zones[index]
        first, last = self._table_bounds(index)
        table = boxes.cells(self.text, self.zones[first][1], self.zones[last][2])
        caption = self.zones[first - 1] if first and self.zones[first - 1][0] in _HOUSE else None
        for node in row:
            if node.kind != "Q":
                continue
            figure = rules.new_figure(self.text, node, self.decimal_dots)
            place = boxes.place_in_table(table, figure.quantity)
            header, label = boxes.headers(table, *place) if place else (None, None)
            labels = [cell for cell in (label, header) if cell]
            labels += [cells[0] for cells in reversed(table[: place[0]]) if cells[0].text] if place else []
            ranges = [[cell.start, cell.end] for cell in labels] + ([[caption[1], caption[2]]] if caption else [])
            for cell_range in ranges:
                part = nodes(self.doc, [cell_range])
                subject = next((position for position, other in enumerate(part) if other.kind == "B"), None)
                if figure.counted is None and subject is not None and figure.kind != "money":
                    figure.counted, figure.counted_type = rules.span(self.text, part, subject, subject), "people"
                verb = next((position for position, other in enumerate(part) if other.kind == "W" and boxes._LABEL.fullmatch(other.text)), None)
                if figure.activity is None and verb is not None:
                    figure.activity = rules.span(self.text, part, verb, verb)
            if figure.kind == "money":
                figure.counted_type = "money"
            elif figure.counted is None and header is not None:
                part = nodes(self.doc, [[header.start, header.end]])
                phrase = boxes.counted.phrase(part, 0) if part else None
                if phrase:
                    figure.counted, figure.counted_type = rules.span(self.text, part, *phrase), boxes.counted.type_of(part, *phrase)
            figure.locations = [rules.span(self.text, [other], 0, 0) for cell in labels[:1] for other in nodes(self.doc, [[cell.start, cell.end]]) if other.kind == "L"]
            figure.sector = boxes.table_sector(header, label) or self.heading or "Context"
            figure.confidence = 0.7
            self.figures.append(figure)

    def _table_bounds(self, index: int) -> tuple[int, int]:
        """First and last zone of the table: neighbouring table zones, blank lines between them or not."""
        first = last = index
        while first and self.zones[first - 1][0] == "table":
            first -= 1
        while last + 1 < len(self.zones) and self.zones[last + 1][0] == "table":
            last += 1
        return first, last
