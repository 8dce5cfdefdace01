"""What a number can see: the stretches of text among which its arguments are sought."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from spacy.tokens import Doc

Row = Mapping[str, Any]

# Where the number of a figure stands, if that is less than its quantity; see `numbers`.
NUMBER = "number"

SPAN_FIELDS = ("counted", "activity", "part_of")
LINK_FIELDS = ("organizations", "locations", "dates")
SEGMENTS = ("sentence", "before", "heading", "above", "below", "pointed", "told", "heads", "labels")
SENTENCE, BEFORE, HEADING, ABOVE, BELOW, POINTED, TOLD, HEADS, LABELS = range(len(SEGMENTS))

# How many tokens of each segment a number sees at most, how far up it looks for headings, and how many of them it sees.
_LONGEST = {SENTENCE: 140, BEFORE: 50, HEADING: 12, ABOVE: 24, BELOW: 24, HEADS: 24, LABELS: 24}
_HEADINGS, _HEADINGS_UP = 2, 60
_TOLD, _TOLD_UP = 3, 40
_BOXED = ("headline", "heading", "table")
_NUMBER = ("quantity", NUMBER, "value", "value_high", "kind", "unit", "modifier", "modifier_span")


Cells = Sequence[tuple[int, int]]  # the ranges of some cells in the text
Part = tuple[
    int, Sequence[int]
]  # of a window: its segment, an index into `SEGMENTS`, and the indices of its tokens in the Doc


class Window(NamedTuple):
    """What one number sees. Its positions count through the tokens of all parts, of which the first is its sentence. number: its first and
    last + 1 position."""

    parts: list[Part]
    number: tuple[int, int]


class Surroundings:
    """The windows of a Doc's numbers: the sentence, the one before, the headings above; in boxes the lines beside, in tables the heads
    and the labels of the rows above; what the rules point to further away; and greater numbers told in boxes before, of which this one may be a part."""

    def __init__(self, doc: Doc, rows: Sequence[Row]) -> None:
        self.rows = rows
        starts = doc.to_array("IDX").astype("int64")
        # Lists, since Python searches them faster than numpy's arrays when it is for one offset at a time.
        self.starts: list[int] = starts.tolist()
        self.ends: list[int] = (starts + doc.to_array("LENGTH").astype("int64")).tolist()
        self.zones: list[tuple[str, int, int, int]] = doc._.zones or [("prose", 0, max(self.ends, default=0), 0)]
        self.sentences: list[tuple[int, list[tuple[int, int]]]] = [
            (zone, [self.tokens(start, end) for start, end in pieces]) for zone, pieces in doc._.sentences or ()
        ] or [(0, [(0, len(doc))])]
        self.values = [float(row["value"]) for row in rows]
        self.kinds = [row["kind"] for row in rows]
        self._zone_starts = [zone[1] for zone in self.zones]
        self.boxed = [self.zones[self.zone(row["quantity"]["start"])][0] in _BOXED for row in rows]
        # Every piece of a sentence that something interrupts leads to it.
        self._pieces = sorted((piece[0], index) for index, (_, pieces) in enumerate(self.sentences) for piece in pieces)
        self._beside: dict[int, list[Part]] = {}
        self._cells: dict[int, tuple[Cells, Cells]] = {
            start: (heads, above) for start, heads, above in doc._.figure_cells or ()
        }

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that a stretch of text touches: the first, and the last + 1."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def zone(self, offset: int) -> int:
        """The index of the zone in which a character stands."""
        return max(bisect_right(self._zone_starts, offset) - 1, 0)

    def window(self, row: int) -> Window:
        """What the number of a figure sees."""
        number = self.rows[row].get(NUMBER) or self.rows[row]["quantity"]
        first, last = self.tokens(number["start"], number["end"])
        sentence = self._pieces[max(bisect_right(self._pieces, (first, len(self.sentences))) - 1, 0)][1]
        own = _run(self.sentences[sentence][1])
        if first not in own:
            own = list(range(first, last))
        at, longest = own.index(first), _LONGEST[SENTENCE]
        cut = max(0, min(at - longest // 2, len(own) - longest))
        own, at = own[cut : cut + longest], at - cut
        cell = self._cells.get(self.rows[row]["quantity"]["start"])
        if cell is None and sentence not in self._beside:
            self._beside[sentence] = self._parts_beside(sentence)
        parts: list[Part] = [
            (SENTENCE, own),
            *(self._beside[sentence] if cell is None else self._parts_of_cell(cell, sentence)),
        ]
        seen = {token for _, part in parts for token in part}
        parts += self._pointed(row, seen)
        parts += self._told(row, seen)
        return Window(parts, (at, min(at + max(last - first, 1), len(own))))

    def _parts_beside(self, sentence: int) -> list[Part]:
        """What all numbers of a sentence see besides it."""
        zone = self.sentences[sentence][0]
        kind = self.zones[zone][0]
        beside = self._lines_beside(zone) if kind in _BOXED else self._sentence_before(sentence, zone)
        return [*beside, *self._headings(zone)]

    def _parts_of_cell(self, cell: tuple[Cells, Cells], sentence: int) -> list[Part]:
        """What a number in a table sees besides its row: its column's heads, the labels of the rows above, the caption."""
        top = zone = self.sentences[sentence][0]
        while top and self.zones[top - 1][0] == "table":
            top -= 1
        # The nearest last, as in a text.
        parts: list[Part] = [
            (segment, _run([self.tokens(start, end) for start, end in reversed(ranges)])[-_LONGEST[segment] :])
            for segment, ranges in zip((HEADS, LABELS), cell, strict=True)
        ]
        if top and self.zones[top - 1][0] != "heading":
            parts.append((HEADING, self._last_sentence(top - 1)[-_LONGEST[ABOVE] :]))
        return [*parts, *self._headings(zone)]

    def _last_sentence(self, zone: int) -> list[int]:
        at = bisect_right(self.sentences, zone, key=lambda sentence: sentence[0]) - 1
        return _run(self.sentences[at][1][-1:]) if at >= 0 and self.sentences[at][0] == zone else []

    def _sentence_before(self, sentence: int, zone: int) -> list[Part]:
        if not sentence or self.sentences[sentence - 1][0] < zone - 1:
            return []
        return [(BEFORE, _run(self.sentences[sentence - 1][1])[-_LONGEST[BEFORE] :])]

    def _headings(self, zone: int) -> list[Part]:
        above = range(zone - 1, max(-1, zone - _HEADINGS_UP), -1)
        headings = (other for other in above if self.zones[other][0] == "heading")
        return [self._line(HEADING, other) for other in islice(headings, _HEADINGS)]

    def _lines_beside(self, zone: int) -> list[Part]:
        """The labels of a number in a box."""
        lines = [(ABOVE, zone - 2), (ABOVE, zone - 1), (BELOW, zone + 1), (BELOW, zone + 2)]
        return [self._line(segment, other) for segment, other in lines if 0 <= other < len(self.zones)]

    def _line(self, segment: int, zone: int) -> Part:
        start, end = self.tokens(*self.zones[zone][1:3])
        return segment, range(start, min(end, start + _LONGEST[segment]))

    def _pointed(self, row: int, seen: set[int]) -> list[Part]:
        parts: list[Part] = []
        for name in (*SPAN_FIELDS, *LINK_FIELDS):
            for span in spans_of(self.rows[row], name):
                tokens = range(*self.tokens(span["start"], span["end"]))
                if not seen.issuperset(tokens):
                    seen.update(tokens)
                    parts.append((POINTED, tokens))
        return parts

    def _told(self, row: int, seen: set[int]) -> list[Part]:
        parts: list[Part] = []
        for other in range(row - 1, max(-1, row - _TOLD_UP), -1):
            if len(parts) == _TOLD:
                break
            greater = self.values[other] > self.values[row] and self.kinds[other] == self.kinds[row]
            if self.boxed[other] and greater:
                quantity = self.rows[other]["quantity"]
                tokens = range(*self.tokens(quantity["start"], quantity["end"]))
                if not seen.issuperset(tokens):
                    parts.append((TOLD, tokens))
        return parts


def number_alone(row: Row) -> Row:
    """A figure of the rules without their hints: what they say of the number itself."""
    return {
        "counted": None,
        "activity": None,
        "found_by": "number",
        **{name: row[name] for name in _NUMBER if name in row},
    }


def spans_of(row: Row, name: str) -> Sequence[Mapping[str, Any]]:
    """The spans of a field, which holds one, several or none."""
    found = row.get(name) or ()
    return [found] if isinstance(found, Mapping) else found


def _run(pieces: Sequence[tuple[int, int]]) -> list[int]:
    return [token for start, end in pieces for token in range(start, end)]
