"""What the network ought to say of the numbers of an annotated Doc."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy
from spacy.tokens import Doc

from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.matching import pair
from sitrep_nlp.pipes.arguments.features import Windows
from sitrep_nlp.pipes.arguments.network import LONGEST, SPAN_ROLES
from sitrep_nlp.pipes.arguments.windows import Row
from sitrep_nlp.pipes.arrays import Ints
from sitrep_nlp.schema import LABELS

LINKS = {"organizations": "ORG", "locations": "LOC", "dates": "DATE"}
WHOLE = "part_of"
NONE = -1


@dataclass(frozen=True, slots=True)
class Targets:
    """The right answers for each number of a Doc's windows; None where nothing is known, as of numbers that nobody annotated.

    spans: by role, the right spans as (first position, tokens - 1), one as good as the other, and no span where none is right.
    wholes: the position of the whole, or NONE. links: the positions of entities to link. unlinked: what `Windows.first` says of entities that nobody linked to
    anything. classes: by name, the label's index.
    """

    spans: dict[str, list[list[tuple[int, int]] | None]]
    wholes: list[int | None]
    links: list[set[int] | None]
    unlinked: list[int]
    classes: dict[str, list[int | None]]


def unmarked_fields(figures: Iterable[Figure]) -> list[str]:
    """The fields that none of some reports' figures has, so that their emptiness says nothing."""
    unmarked = dict.fromkeys((*LINKS, WHOLE))
    for figure in figures:
        for name in [name for name in unmarked if getattr(figure, name)]:
            del unmarked[name]
    return list(unmarked)


def targets(
    doc: Doc,
    rows: Sequence[Row],
    windows: Windows,
    gold: Sequence[Figure],
    classes: Mapping[str, Sequence[str]],
    unmarked: Collection[str] = (),
) -> Targets:
    """The answers that annotated figures give. rows: those that the windows were made of. unmarked: fields that were not annotated."""
    firm = [figure for figure in gold if not figure.optional]
    quantities = [Span.from_json(row["quantity"]) for row in rows]
    annotated = {other: firm[one] for one, other in pair([figure.quantity for figure in firm], quantities)}
    starts = doc.to_array("IDX").astype("int64")
    sights = _Sights(doc, windows, starts, starts + doc.to_array("LENGTH").astype("int64"))
    unlinked = [LABELS.index(label) + 1 for name, label in LINKS.items() if name in unmarked]
    found = Targets({role: [] for role in SPAN_ROLES}, [], [], unlinked, {name: [] for name in classes})
    for number in range(len(rows)):
        figure = annotated.get(number)
        for role in SPAN_ROLES:
            found.spans[role].append(sights.spans(number, figure, role) if figure else None)
        found.wholes.append(sights.whole(number, figure) if figure and WHOLE not in unmarked else None)
        found.links.append(sights.links(number, figure) if figure else None)
        for name, labels in classes.items():
            value = label_of(figure, name) if figure else None
            found.classes[name].append(labels.index(value) if value in labels else None)
    return found


def label_of(figure: Figure, name: str) -> str:
    """The label of a figure in a class: what stands in the field of that name, as text."""
    return str(getattr(figure, name))


class _Sights:
    """Where annotated spans stand in the windows of a Doc."""

    def __init__(self, doc: Doc, windows: Windows, starts: Ints, ends: Ints) -> None:
        self.doc, self.windows = doc, windows
        self.starts, self.ends = starts[windows.tokens], ends[windows.tokens]
        bounds = numpy.concatenate(([0], windows.lengths.cumsum()))
        self.bounds = list(zip(bounds.tolist(), bounds[1:].tolist(), strict=False))

    def place(self, number: int, span: Span) -> tuple[int, int] | None:
        """First and last position of a span in the window of a number; None where it is out of sight."""
        low, high = self.bounds[number]
        hit = ((self.ends[low:high] > span.start) & (self.starts[low:high] < span.end)).nonzero()[0] + low
        if not len(hit) or self.windows.segments[hit[0]] != self.windows.segments[hit[-1]]:
            return None
        return int(hit[0]), int(hit[-1])

    def spans(self, number: int, figure: Figure, role: str) -> list[tuple[int, int]] | None:
        span: Span | None = getattr(figure, role)
        if span is None:
            return []
        answers = [span, *figure.activity_alt] if role == "activity" else [span]
        places = [place for answer in answers if (place := self.place(number, answer))]
        if not places and role == "counted":
            places = self._same_words(number, span)
        return [(first, min(last - first, LONGEST - 1)) for first, last in places] or None

    def _same_words(self, number: int, span: Span) -> list[tuple[int, int]]:
        """The last mention in the same words: as good an answer as one that is out of sight."""
        low, high = self.bounds[number]
        wanted = [token.lower for token in self.doc.char_span(span.start, span.end, alignment_mode="expand") or ()]
        words = [self.doc[token].lower for token in self.windows.tokens[low:high].tolist()]
        length = len(wanted)
        same = [at for at in range(len(words) - length + 1) if length and words[at : at + length] == wanted]
        return [(low + at, low + at + length - 1) for at in same[-1:]]

    def whole(self, number: int, figure: Figure) -> int | None:
        if figure.part_of is None:
            return NONE
        found = self._entities(number, figure.part_of, "QUANTITY")
        return min(found) if found else None

    def links(self, number: int, figure: Figure) -> set[int]:
        return {
            position
            for name, label in LINKS.items()
            for span in getattr(figure, name)
            for position in self._entities(number, span, label)
        }

    def _entities(self, number: int, span: Span, label: str) -> set[int]:
        """The first positions of the entities of a label that a span touches."""
        place = self.place(number, span)
        first = LABELS.index(label) + 1
        return {at for at in range(place[0], place[1] + 1) if self.windows.first[at] == first} if place else set()
