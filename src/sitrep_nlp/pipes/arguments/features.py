"""What each position of a window is to its number, in numbers: the rows of the table that the network learns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc

from sitrep_nlp.pipes.arguments.tokens import ENTITIES, KNOWN, QUANTITY, Tokens
from sitrep_nlp.pipes.arguments.windows import LINK_FIELDS, SEGMENTS, SENTENCE, Row, Surroundings, Window, spans_of
from sitrep_nlp.pipes.arrays import Flags, Ints
from sitrep_nlp.schema import COUNTED_TYPES, KINDS, SECTORS, ZONES

# How many verbs, numbers, groups, commas, breaks and beginnings of clauses between a position and its number are told apart.
_BETWEEN = (4, 3, 2, 3, 2, 2)
_EXACT, _BUCKETS = 9, 16  # distances told apart one by one, and in all
_RATIOS = (0.999, 1.001, 1.5, 3, 10, 50)
_OTHER_KIND = len(_RATIOS) + 2
_NEAR = 10
_CLOSE = 0.02  # how far a sum may be off its whole: numbers are rounded
_RUN = 12  # numbers that are added up at most

SCHEMES = 4  # schemes of annotation that a network can know

# The features and how many values each has.
_SIZES = {
    "segment": len(SEGMENTS),
    "distance": 2 * _BUCKETS,
    **{f"between {i}": 2 * most + 2 for i, most in enumerate(_BETWEEN)},
    "entity": ENTITIES,
    "number": 3,
    "counted": 7,
    "activity": 4,
    "linked": 5,
    "word": KNOWN,
    "ratio": 2 * _OTHER_KIND + 1,
    "sum": 2,
    "kind": len(KINDS),
    "zone": len(ZONES),
    "sector": len(SECTORS) + 1,
    "type": len(COUNTED_TYPES),
    "trust": 6,
    "scheme": SCHEMES,
}
_COLUMN = {name: column for column, name in enumerate(_SIZES)}
_BETWEENS = slice(_COLUMN["between 0"], _COLUMN["between 0"] + len(_BETWEEN))
_WHOLE = slice(_COLUMN["kind"], _COLUMN["scheme"] + 1)  # the features that are the same all over a window
_OFFSETS = numpy.cumsum([0, *_SIZES.values()])[:-1]
ROWS = sum(_SIZES.values())  # of the table of all features
SCHEME_ROWS = range(int(_OFFSETS[-1]), ROWS)  # of the table of all features: those of the schemes
BAG = 2**13  # rows of the hashed table of words


# Whose conventions the figures of a Doc are to follow, as a number from 0: those of the reports that a pipeline was first made from.
Doc.set_extension("scheme", default=None, force=True)


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of a Doc's numbers, one after another. Positions count through all of them.

    tokens: (positions,) indices into the Doc. segments: (positions,). lengths: (numbers,). numbers: (numbers, 2) first and last + 1 position
    of each number. features: (positions, features) rows of the table. first: (positions,) at the first token of an entity its label's
    index + 1, else 0. stops: (positions,) whether a sign stands there that no span holds. brackets: (positions,) how many the token opens, less those that it closes. words, word_lengths: the rows of the hashed table of words, one number's after another's, and how many each has.
    """

    tokens: Ints
    segments: Ints
    lengths: Ints
    numbers: Ints
    features: Ints
    first: Ints
    stops: Flags
    brackets: Ints
    words: Ints
    word_lengths: Ints


def windows(doc: Doc, rows: Sequence[Row]) -> Windows:
    """The windows of all figures of a Doc; see `Reader`."""
    return Reader(doc, rows)(range(len(rows)))


class Reader:
    """Makes the windows of a Doc's figures, which are JSON rows in the order of the text: all that the rules say of them is a hint."""

    def __init__(self, doc: Doc, rows: Sequence[Row]) -> None:
        self.around, self.tokens = Surroundings(doc, rows), Tokens(doc)
        self.scheme = doc._.scheme or 0
        self.figures = _Figures(self.around)
        self.starts, self.ends = numpy.array(self.around.starts), numpy.array(self.around.ends)

    def __call__(self, part: Sequence[int]) -> Windows:
        """The windows of some figures, by their indices."""
        view = _View([self.around.window(row) for row in part])
        table = self._table(view, numpy.array(part, "int64"))
        words, word_lengths = _bags(view, table, self.tokens)
        first = self.tokens.first[view.at]
        table += _OFFSETS
        return Windows(
            view.at,
            view.segments,
            view.lengths,
            view.numbers,
            table,
            first,
            self.tokens.stops[view.at],
            self.tokens.brackets[view.at],
            words,
            word_lengths,
        )

    def _table(self, view: _View, part: Ints) -> Ints:
        """The values (positions, features) of the features."""
        table = numpy.zeros((len(view.at), len(_SIZES)), "int64")
        table[:, _COLUMN["segment"]] = view.segments
        table[:, _COLUMN["distance"]] = _distances(view)
        table[:, _BETWEENS] = self._between(view)
        table[:, _COLUMN["entity"]] = self.tokens.entity[view.at]
        table[:, _COLUMN["word"]] = self.tokens.known[view.at]
        table[:, _COLUMN["number"]] = (table[:, _COLUMN["entity"]] + 1) // 2 == QUANTITY
        positions = numpy.arange(len(table))
        table[(positions >= view.first) & (positions < view.last), _COLUMN["number"]] = 2
        self.figures.compare(table, view, part)
        self._hint(table, view, part)
        table[:, _WHOLE] = self._whole(view, part)[view.which]
        return table

    def _between(self, view: _View) -> Ints:
        """How many of each kind stand between the positions of the number's own sentence and the number."""
        most = numpy.array(_BETWEEN)
        between = numpy.tile(2 * most + 1, (len(view.at), 1))
        own = view.own.nonzero()[0]
        at, first, last = view.at[own], view.first[own], view.last[own]
        before = own < first
        counted = self.tokens.before
        steps = counted[at + before] - counted[numpy.where(before, view.at[first], view.at[last - 1] + 1)]
        between[own] = steps.clip(-most, most) + most
        return between

    def _hint(self, table: Ints, view: _View, part: Ints) -> None:
        """What the rules say of the figures' spans."""
        rows, starts, ends = [self.figures.rows[row] for row in part.tolist()], self.starts[view.at], self.ends[view.at]
        # An antecedent is another thing than a noun beside its number.
        antecedent = numpy.array([bool(row.get("implicit")) for row in rows], "int64")
        for name, shift in (("counted", 3 * antecedent), ("activity", 0 * antecedent)):
            spans = [row.get(name) or {"start": -1, "end": -1} for row in rows]
            start, end = (
                numpy.array([(span["start"], span["end"]) for span in spans], "int64").reshape(-1, 2)[view.which].T
            )
            inside = ((ends > start) & (starts < end)).nonzero()[0]
            place = numpy.where((starts <= start)[inside], 1, 2)
            place[(ends >= end)[inside]] = 3
            table[inside, _COLUMN[name]] = place + shift[view.which[inside]]
        for row, low, length in zip(rows, view.starts.tolist(), view.lengths.tolist(), strict=True):
            window = slice(low, low + length)
            for value, name in enumerate(("part_of", *LINK_FIELDS), 1):
                for span in spans_of(row, name):
                    touched = (ends[window] > span["start"]) & (starts[window] < span["end"])
                    table[window, _COLUMN["linked"]][touched] = value

    def _whole(self, view: _View, part: Ints) -> Ints:
        """What the rules say of each figure as a whole, and where it stands: (numbers, features)."""
        found = []
        for row, token in zip(part.tolist(), view.at[view.numbers[:, 0]].tolist(), strict=True):
            figure = self.figures.rows[row]
            sector = figure.get("sector")
            found.append(
                (
                    KINDS.index(figure["kind"]),
                    ZONES.index(self.around.zones[self.around.zone(self.around.starts[token])][0]),
                    SECTORS.index(sector) + 1 if sector in SECTORS else 0,
                    COUNTED_TYPES.index(figure.get("counted_type") or "other"),
                    min(max(int(10 * (figure.get("confidence") or 0)) - 4, 0), 5),
                    self.scheme,
                )
            )
        return numpy.array(found, "int64").reshape(-1, _WHOLE.stop - _WHOLE.start)


class _View:
    """Windows one after another, before they have features.

    lengths, starts: (numbers,) how many positions each has, and the first. numbers: as in `Windows`. at, segments: (positions,) tokens and
    segments. which: (positions,) the number whose window it is. first, last: (positions,) that number's first and last + 1 position. own: (positions,)
    whether it is in that number's sentence.
    """

    def __init__(self, windows: Sequence[Window]) -> None:
        parts = [part for window in windows for part in window.parts]
        self.lengths: Ints = numpy.array(
            [sum(len(tokens) for _, tokens in window.parts) for window in windows], "int64"
        )
        self.starts: Ints = self.lengths.cumsum() - self.lengths
        self.numbers: Ints = numpy.array([window.number for window in windows], "int64").reshape(-1, 2)
        self.numbers += self.starts[:, None]
        self.at: Ints = numpy.fromiter(chain.from_iterable(tokens for _, tokens in parts), "int64", self.lengths.sum())
        segments: Ints = numpy.array([segment for segment, _ in parts], "int64")
        self.segments = numpy.repeat(segments, [len(tokens) for _, tokens in parts])
        self.which: Ints = numpy.repeat(numpy.arange(len(windows)), self.lengths)
        self.first, self.last = self.numbers[self.which].T
        self.own: Flags = self.segments == SENTENCE


class _Figures:
    """The figures beside each other: their values, and what the rules say of each."""

    def __init__(self, around: Surroundings) -> None:
        self.rows, self.values = around.rows, numpy.array(around.values, "float64")
        self.kinds = numpy.array([KINDS.index(kind) for kind in around.kinds], "int64")
        self.counted = numpy.array(
            [hash_string(row["counted"]["text"].lower()) if row.get("counted") else 0 for row in self.rows],
            dtype="uint64",
        )
        self.at = numpy.full(len(around.starts) + 1, -1, "int64")
        for index, row in enumerate(self.rows):
            self.at[around.tokens(row["quantity"]["start"], row["quantity"]["end"])[0]] = index
        self._runs: dict[tuple[int, int], int] = {}

    def compare(self, table: Ints, view: _View, part: Ints) -> None:
        """Tell of each other number how much greater it is, whether it counts the same, and whether this one helps to add up to it."""
        others, these = self.at[view.at], part[view.which]
        positions = ((others >= 0) & (others != these)).nonzero()[0]
        others, these = others[positions], these[positions]
        ratio = self.values[others] / numpy.where(self.values == 0, 1.0, self.values)[these]
        bucket = 1 + numpy.digitize(ratio, _RATIOS)
        bucket[self.kinds[others] != self.kinds[these]] = _OTHER_KIND
        same = (self.counted[others] == self.counted[these]) & (self.counted[these] != 0)
        table[positions, _COLUMN["ratio"]] = bucket + _OTHER_KIND * same
        greater = (ratio > 1).nonzero()[0]
        pairs = zip(others[greater].tolist(), these[greater].tolist(), strict=True)
        table[positions[greater], _COLUMN["sum"]] = [self._adds_up(other, this) for other, this in pairs]

    def _adds_up(self, whole: int, part: int) -> bool:
        """Whether a number is one of a run of two or more, right after the whole or right before it, whose sum it is."""
        step = 1 if part > whole else -1
        if (whole, step) not in self._runs:
            self._runs[whole, step] = self._run(whole, step)
        return abs(part - whole) <= self._runs[whole, step]

    def _run(self, whole: int, step: int) -> int:
        """How many numbers of its kind on one side of a number add up to it; 0 where none do."""
        total = 0.0
        for count in range(1, _RUN + 1):
            position = whole + step * count
            if not 0 <= position < len(self.rows) or self.kinds[position] != self.kinds[whole]:
                return 0
            total += self.values[position]
            if count > 1 and abs(total - self.values[whole]) <= _CLOSE * self.values[whole]:
                return count
        return 0


def _distances(view: _View) -> Ints:
    """How far each position is from the number, before or after it; in the other segments, from their end."""
    positions, first, last = numpy.arange(len(view.at)), view.first, view.last
    changes = (view.segments[1:] != view.segments[:-1]) | (view.which[1:] != view.which[:-1])
    ends = numpy.append(changes.nonzero()[0], len(positions) - 1)
    stretch = numpy.repeat(ends, numpy.diff(ends, prepend=-1))
    steps = numpy.where(positions < first, positions - first, numpy.maximum(positions - last + 1, 0))
    steps = numpy.where(view.own, steps, positions - stretch)
    return _BUCKET[numpy.abs(steps).clip(max=len(_BUCKET) - 1)] + _BUCKETS * (steps < 0)


def _buckets() -> Ints:
    """The bucket of each distance up to the one from which all share the last: every second one is twice as far."""
    size = numpy.arange(_EXACT * 2 ** ((_BUCKETS - 1 - _EXACT) // 2) + 1)
    far = _EXACT + (2 * numpy.log2(numpy.maximum(size, _EXACT) / _EXACT)).astype("int64")
    return numpy.where(size < _EXACT, size, far)


_BUCKET = _buckets()


def _bags(view: _View, table: Ints, tokens: Tokens) -> tuple[Ints, Ints]:
    """The words of each window, each with where it stands, and what is known of the figure as a whole, as rows of a hashed table."""
    lower, worded = tokens.lower[view.at], tokens.worded[view.at]
    near = view.own & (table[:, _COLUMN["distance"]] % _BUCKETS < _NEAR)
    said = (table[:, _COLUMN["counted"]] > 0) | (table[:, _COLUMN["activity"]] > 0)
    places = ((_PLACES[view.segments], worded), (_PLACES[-2], worded & near), (_PLACES[-1], said))
    found = [
        view.which[use] * BAG + ((lower ^ place)[use] % numpy.uint64(BAG)).astype("int64") for place, use in places
    ]
    names = ("sector", "kind", "zone", "type")
    whole = table[view.starts][:, [_COLUMN[name] for name in names]].tolist()
    rows: Ints = numpy.array([_whole_rows(names, tuple(values)) for values in whole], "int64")
    found += [column + numpy.arange(len(whole)) * BAG for column in rows.reshape(-1, 2 * len(names) - 1).T]
    # Sorted, so that each number's words stand together.
    words = numpy.unique(numpy.concatenate([numpy.zeros(0, "int64"), *found]))
    return words % BAG, numpy.bincount(words // BAG, minlength=len(whole))


@lru_cache(maxsize=20_000)
def _whole_rows(names: tuple[str, ...], values: tuple[int, ...]) -> list[int]:
    """The rows of what is known of a figure as a whole, and of its pairs with the first."""
    said = [f"{name} {value}" for name, value in zip(names, values, strict=True)]
    return [hash_string(key) % BAG for key in (*said, *(f"{said[0]} {other}" for other in said[1:]))]


_PLACES = numpy.array([hash_string(f"place {place}") for place in range(len(SEGMENTS) + 2)], "uint64")
