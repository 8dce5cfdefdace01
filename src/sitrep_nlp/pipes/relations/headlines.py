"""Headline boxes: a number with its label on its line, or on the lines beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.pipes import sectors
from sitrep_nlp.pipes.quantities.named import named_unit
from sitrep_nlp.pipes.relations import rules
from sitrep_nlp.pipes.relations.found import Memory
from sitrep_nlp.pipes.relations.labels import read_label, read_title
from sitrep_nlp.pipes.relations.nodes import Node, Nodes, span
from sitrep_nlp.pipes.relations.parts import note_assisted, set_funding, set_share_of_all

_TRUST = 0.7
_LONGEST_LABEL = 160
_LINES_BELOW = 4


class Headlines:
    """Reads the headline lines of one bulletin in order.

    A number alone on its line takes the label beside it. Lines that follow under such a label and name no group of their own
    ("98,000 received NFI items" under "Persons assisted") speak of the label's people, and are parts of its number.
    """

    def __init__(self, nodes: Nodes, zones: Sequence[Sequence[int | str]], memory: Memory, decimal_dots: bool) -> None:
        self.nodes, self.text, self.zones = nodes, nodes.text, zones
        self.memory, self.decimal_dots = memory, decimal_dots
        self.label: list[Node] = []
        self.title: list[Node] = []
        self.box: Figure | None = None
        self.label_zone = self.title_zone = -1

    def heading(self, index: int) -> None:
        """Take note of a heading: it may be the label of what follows."""
        _, start, end, _ = self.zones[index]
        self.title_zone = index
        self.title = self.label = self.nodes([[int(start), int(end)]])

    def figures(self, index: int, row: list[Node]) -> Iterator[Figure]:
        """The figures of one line of zone `index`."""
        quantities = [position for position, node in enumerate(row) if node.kind == "Q"]
        for order, position in enumerate(quantities):
            figure = rules.new_figure(self.text, row[position], self.decimal_dots)
            figure.confidence = _TRUST
            first = quantities[order - 1] + 1 if order else 0
            last = quantities[order + 1] if order + 1 < len(quantities) else len(row)
            modifier = figure.modifier_span
            beside = [
                node
                for node in row[first:last]
                if node is not row[position]
                and node.kind not in "PD"
                and not (modifier and modifier.start <= node.start < modifier.end)
            ]
            if any(node.kind in "WB" for node in beside):
                self._labelled(figure, row[first:last], position - first)
            else:
                self._label_nearby(figure, index)
            counts = self.title and figure.kind not in ("money", "percent")
            if counts and position == len(row) - 1 and row[first:position] and self._is_listed(index):
                start, end = row[first].start, row[position].start
                read_title(figure, self.text, self.title, Span(start, end, self.text[start:end]))
            rules.read_millions(figure)
            told = beside or self.label
            label = " ".join(node.text for node in told)
            names_people = any(node.kind == "B" for node in told)
            named = named_unit(label) if figure.kind == "count" and not names_people else None
            if named is not None and named.kind == "money":
                rules.set_unit(figure, named)
                figure.counted, figure.counted_type = None, "money"
            set_funding(figure, label, self.memory)
            figure.locations = [span(self.text, [node], 0, 0) for node in told if node.kind == "L"]
            yield figure

    def _labelled(self, figure: Figure, row: list[Node], position: int) -> None:
        """The label is on the number's own line."""
        before = [node for node in row[:position] if node.kind in "WBL"]
        after = [node for node in row[position + 1 :] if node.kind in "WB"]
        if before and (row[position - 1].key == ":" or not after):
            read_label(figure, self.text, before)
        elif figure.kind not in ("money", "percent") or not read_label(figure, self.text, after):
            for item in rules.figures(self.text, row, self.memory, self.decimal_dots):
                if item.figure.quantity == figure.quantity:
                    told = item.figure
                    figure.counted, figure.counted_type, figure.implicit = (
                        told.counted,
                        told.counted_type,
                        told.implicit,
                    )
                    figure.activity, figure.kind, figure.unit = told.activity, told.kind, told.unit
        subject = next((node for node in self.label if node.kind == "B"), None)
        if (figure.counted is None or figure.implicit) and subject is not None and figure.kind == "count":
            figure.counted, figure.counted_type, figure.implicit = span(self.text, [subject], 0, 0), "people", True
        if self.box is None:
            note_assisted(figure, self.memory)
        elif figure.kind == "count" and figure.counted_type == "people":
            figure.part_of = self.box.quantity if figure.value <= self.box.value else None

    def _is_listed(self, index: int) -> bool:
        """Whether nothing but such lines stands between the last heading and this one."""
        return all(self.zones[zone][0] == "headline" for zone in range(self.title_zone + 1, index))

    def _label_nearby(self, figure: Figure, index: int) -> None:
        """The label is on the lines above or below: right above it, else the nearest below, else above a blank line."""
        rows = [
            (zone, self.nodes([[int(self.zones[zone][1]), int(self.zones[zone][2])]]))
            for zone in self._candidates(index)
        ]
        # A section's title that stands between a number and its label is that of the number's section.
        titles = (
            sectors.of_heading(self.text[row[0].start : row[-1].end]) for zone, row in rows if row and zone > index
        )
        figure.sector = next(filter(None, titles), None)
        labels = [(zone, row) for zone, row in rows if not any(node.kind == "Q" for node in row)]
        # A label that names people says more than a title between it and the number.
        for zone, row in sorted(labels, key=lambda label: not any(node.kind == "B" for node in label[1])):
            if read_label(figure, self.text, [node for node in row if node.kind in "WBL"]):
                self.label, self.label_zone = row, zone
                break
        if figure.sector == "Funding" and figure.counted_type == "people":
            figure.sector = None  # the title of the next box
        if (
            not set_share_of_all(figure, self.memory)
            and figure.sector is None
            and self.label_zone in (index - 1, index + 1)
        ):
            note_assisted(figure, self.memory)
        self.box = figure if figure.kind == "count" and figure.counted_type == "people" else None

    def _labels_below(self, index: int) -> bool:
        """Whether a number is one of a box in which numbers and labels take turns, a number first and a label last."""
        first = last = index
        while self._are_one(first - 1, first) and self._is_number(first - 2):
            first -= 2
        while self._are_one(last + 1, last) and self._is_number(last + 2):
            last += 2
        return first < last and self._are_one(last + 1, last) and not self._are_one(first - 1, first)

    def _are_one(self, label: int, number: int) -> bool:
        """Whether a zone is a label that no blank line parts from a number."""
        if not 0 <= label < len(self.zones):
            return False
        kind, _, _, run = self.zones[label]
        return kind == "heading" and run == self.zones[number][3]

    def _is_number(self, zone: int) -> bool:
        """Whether a zone holds a number and no words."""
        if not 0 <= zone < len(self.zones):
            return False
        row = self.nodes([[int(self.zones[zone][1]), int(self.zones[zone][2])]])
        return any(node.kind == "Q" for node in row) and not any(node.kind in "WB" for node in row)

    def _candidates(self, index: int) -> Iterator[int]:
        kind, _, _, run = self.zones[index - 1] if index else ("", 0, 0, -1)
        above = kind == "heading" and not self._labels_below(index)
        if above and run == self.zones[index][3]:
            yield index - 1
        for below in range(index + 1, min(index + 1 + _LINES_BELOW, len(self.zones))):
            kind, start, end, _ = self.zones[below]
            if kind not in ("heading", "prose") or int(end) - int(start) > _LONGEST_LABEL:
                break
            yield below
        if above:
            yield index - 1
