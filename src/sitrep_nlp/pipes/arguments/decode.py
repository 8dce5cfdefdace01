"""From scores to figures: what is most likely for each number, and how likely that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy
from spacy.tokens import Doc

from sitrep_nlp.pipes.arguments.features import Windows
from sitrep_nlp.pipes.arguments.loss import Choices, label_probabilities, sigmoid, softmax
from sitrep_nlp.pipes.arguments.network import LONGEST, SPAN_ROLES, Batch, Scores
from sitrep_nlp.pipes.arguments.targets import LINKS
from sitrep_nlp.pipes.arguments.windows import Row, spans_of
from sitrep_nlp.pipes.arrays import Flags, Floats
from sitrep_nlp.pipes.relations import HEADLINE, SECTOR_TABLE, TABLE
from sitrep_nlp.schema import LABELS

# From what probability on an entity is linked, where the rules link it too and where they do not; set on the corpus' dev part.
_LINKED_TOO, _LINKED = 0.2, {"organizations": 0.45, "locations": 0.6, "dates": 0.6}
# What the build of a table or a box links, of what the window shows, is linked however unlikely (`component._CERTAIN` has the fields in which nothing else may stand): in every second report of train it is right for 541 of 553 places, and 133 of 140 dates.
_BUILT = frozenset((TABLE, SECTOR_TABLE, HEADLINE))
# A label that is less likely gives way to that of the rules.
_UNLIKELY = 0.3
# An event type that is less likely is left to the words by which `sitrep_facts` tells it. Chosen among three values on HumSet's dev part.
_LIKELY_EVENT = 0.7
# Kinds of which a part is never more than its whole; a share of a share may be.
_AMOUNTS = ("count", "measure", "money")
# Before a number that comes on top of others.
_ADDED = frozenset(("additional", "another", "further"))
# A span that is less likely gives way to none. With a counted thing of less than 0.25 no record of the corpus' dev part is lost, with more some are; an activity stays.
_LEAST_LIKELY = {"counted": 0.25, "activity": 0.0}
_LIKELY_SPANS = 12  # that are compared for what they have in common
_FIELDS = {LABELS.index(label) + 1: name for name, label in LINKS.items()}

Json = dict[str, Any]


class Decision(NamedTuple):
    """What was chosen for one number: the fields of its figure, and the probabilities of its counted thing and its activity."""

    fields: dict[str, Any]
    chances: tuple[float, float]


def decide(
    doc: Doc,
    all_rows: Sequence[Row],
    part: Sequence[int],
    windows: Windows,
    scores: Scores,
    classes: Mapping[str, Sequence[str]],
) -> list[Decision]:
    """The most likely arguments of some numbers of a Doc. all_rows: of the Doc's numbers; part: the indices of those that the windows were made of."""
    if not len(windows.lengths):
        return []
    rows = [all_rows[at] for at in part]
    batch = Batch([windows])
    choices, texts = Choices(batch), _Texts(doc, windows)
    bounds = list(zip(batch.starts.tolist(), (batch.starts + batch.lengths).tolist(), strict=True))
    fields: list[Json] = [{} for _ in rows]
    for name, labels in classes.items():
        sure = label_probabilities(scores.classes[name])
        for number, label in enumerate(sure.argmax(axis=1).tolist()):
            said = rows[number].get(name)
            chance = sure[number, label]
            if name == "event_type":
                fields[number][name] = labels[label] if chance >= _LIKELY_EVENT else None
            else:
                fields[number][name] = labels[label] if said is None or chance >= _UNLIKELY else str(said)
    chances: list[list[float]] = [[] for _ in rows]
    tables = {role: softmax(scores.spans[role], scores.no_span[role], choices.spans, batch) for role in SPAN_ROLES}
    for role, (table, none) in tables.items():
        for number, (low, high) in enumerate(bounds):
            fields[number][role], chance = None, float(none[number])
            if chance < 0.5:
                first, more = _BEST[role](table[low:high])
                if table[low + first, more] >= _LEAST_LIKELY[role]:
                    fields[number][role] = texts.span(low + first, low + first + more)
                    chance = float(table[low + first, more])
            chances[number].append(chance)
    possible = _possible_wholes(
        rows, {row["quantity"]["start"]: row for row in all_rows}, texts, batch, choices.numbers
    )
    wholes, none = softmax(scores.whole[:, None], scores.no_whole, possible[:, None], batch)
    for number, (low, high) in enumerate(bounds):
        found = none[number] < 0.5
        fields[number]["part_of"] = texts.entity(low + int(wholes[low:high].argmax())) if found else None
    _count_with_wholes(fields, chances, texts, batch, tables["counted"][0])
    likely = _alike(windows, texts.names, numpy.where(choices.links, sigmoid(scores.links), 0.0))
    for number, linked in enumerate(_links(rows, texts, likely, batch)):
        fields[number] |= linked
    return [Decision(field, (chance[0], chance[1])) for field, chance in zip(fields, chances, strict=True)]


def _likeliest(table: Floats) -> tuple[int, int]:
    """Of the probabilities (positions, LONGEST) of spans, the first position of the likeliest span, and how many more it has."""
    first, more = divmod(int(table.argmax()), LONGEST)
    return first, more


def _most_in_common(table: Floats) -> tuple[int, int]:
    """As `_likeliest`, the span that has most in common with all likely ones: the Dice coefficient of their tokens, by their probabilities.

    Where several wordings are nearly as likely, the likeliest may be one that few of the others are like.
    """
    likely = numpy.argsort(-table, axis=None, kind="stable")[:_LIKELY_SPANS]
    firsts, more = numpy.divmod(likely, LONGEST)
    ends, lengths = firsts + more + 1, more + 1
    shared = numpy.minimum.outer(ends, ends) - numpy.maximum.outer(firsts, firsts)
    alike = 2 * shared.clip(min=0) / numpy.add.outer(lengths, lengths)
    best = int((alike @ table.ravel()[likely]).argmax())
    return int(firsts[best]), int(more[best])


# Things counted are short and known by their nouns, activities have many wordings.
_BEST = {"counted": _likeliest, "activity": _most_in_common}


def _possible_wholes(
    rows: Sequence[Row], by_start: Mapping[int, Row], texts: _Texts, batch: Batch, numbers: Flags
) -> Flags:
    """Where (positions,) a number begins that another may be a part of: one that is no smaller, if they count alike.

    by_start: all rows of the text by where their numbers begin. numbers: where numbers begin.

    A number on top of others is no part, unless the rules say of what.
    """
    possible = numbers.copy()
    added = [
        row.get("part_of") is None and texts.is_added(first)
        for row, (first, _) in zip(rows, batch.numbers, strict=True)
    ]
    for position in numbers.nonzero()[0].tolist():
        number, whole = int(batch.which[position]), by_start.get(texts.start(position))
        possible[position] = not added[number] and (whole is None or not _is_less(whole, rows[number]))
    return possible


def _count_with_wholes(
    fields: Sequence[Json], chances: Sequence[list[float]], texts: _Texts, batch: Batch, table: Floats
) -> None:
    """Let numbers on top of others count what these count, and not what parts of these do: "1,215 persons, including 340 women; another 180".

    table: the probabilities of what is counted. Of 148 such numbers in the corpus one counts what a part counts.
    """
    numbers = batch.numbers.tolist()
    of_parts = {
        field["counted"]["start"]
        for field, (first, _) in zip(fields, numbers, strict=True)
        if field["part_of"] and field["counted"] and field["counted"]["start"] > texts.start(first)
    }
    for number, (first, _) in enumerate(numbers):
        counted = fields[number]["counted"]
        if not counted or counted["start"] not in of_parts or not texts.is_added(first):
            continue
        low = int(batch.starts[number])
        others = table[low : low + int(batch.lengths[number])].copy()
        for position in range(len(others)):
            if texts.start(low + position) in of_parts:
                for start in range(max(0, position - LONGEST + 1), position + 1):
                    others[start, position - start :] = 0.0
        if others.any():
            at, more = _likeliest(others)
            fields[number]["counted"] = texts.span(low + at, low + at + more)
            chances[number][0] = float(others[at, more] / others.sum())


def _is_less(one: Row, other: Row) -> bool:
    alike = one["kind"] in _AMOUNTS and (one["kind"], one.get("unit")) == (other["kind"], other.get("unit"))
    return alike and one["value"] < other["value"]


def _alike(windows: Windows, names: Mapping[int, int], chances: Floats) -> Floats:
    """The chances (positions,) of links, the same for the two names of one organisation: one is as good a doer as the other."""
    joined = chances.copy()
    for name, other in names.items():
        step = other - name
        if step > 0:
            at = (windows.tokens[:-step] == name).nonzero()[0]
            at = at[windows.tokens[at + step] == other]
            joined[at] = joined[at + step] = (chances[at] + chances[at + step]) / 2
    return joined


def _links(rows: Sequence[Row], texts: _Texts, chances: Any, batch: Batch) -> list[dict[str, list[Json]]]:
    """The entities to link to each number, by field, in the order of the text. chances: (positions,) of each that may be linked."""
    found: list[dict[str, dict[int, Json]]] = [{name: {} for name in LINKS} for _ in rows]
    by_rules: dict[tuple[int, str], set[int]] = {}
    built = numpy.array([row["found_by"] in _BUILT for row in rows])
    for position in (chances > numpy.where(built[batch.which], 0.0, _LINKED_TOO)).nonzero()[0].tolist():
        entity = texts.entity(position)
        if entity is None:
            continue
        number, name = int(batch.which[position]), _FIELDS[int(batch.first[position])]
        if (number, name) not in by_rules:
            by_rules[number, name] = texts.with_other_names(span["start"] for span in spans_of(rows[number], name))
        if entity["start"] in by_rules[number, name] or chances[position] > _LINKED[name]:
            found[number][name][entity["start"]] = entity
    return [{name: [each[start] for start in sorted(each)] for name, each in linked.items()} for linked in found]


class _Texts:
    """The spans of a Doc that positions of its windows stand for, as JSON.

    names: of an organisation with its acronym in brackets behind it, the first token of either to that of the other.
    """

    def __init__(self, doc: Doc, windows: Windows) -> None:
        self.doc, self.tokens = doc, windows.tokens
        self.entities = {ent.start: (ent.start, ent.end) for ent in doc.ents}
        self.names: dict[int, int] = {}
        for name, short in pairwise(doc.ents):
            if name.label_ == short.label_ == "ORG" and doc[name.end : short.start].text == "(":
                self.names |= {name.start: short.start, short.start: name.start}
        self._other_names = {doc[one].idx: doc[other].idx for one, other in self.names.items()}

    def with_other_names(self, starts: Iterable[int]) -> set[int]:
        """Where some entities start in the text, and where the other names of them do."""
        told = set(starts)
        return told | {self._other_names[start] for start in told if start in self._other_names}

    def span(self, first: int, last: int) -> Json:
        return self._json(int(self.tokens[first]), int(self.tokens[last]) + 1)

    def entity(self, position: int) -> Json | None:
        """The entity that begins at a position."""
        ends = self.entities.get(int(self.tokens[position]))
        return self._json(*ends) if ends else None

    def start(self, position: int) -> int:
        """Where in the text a position's token begins."""
        return self.doc[int(self.tokens[position])].idx

    def is_added(self, number: int) -> bool:
        """Whether the number that begins at a position comes on top of those before it: "a further 180"."""
        token = int(self.tokens[number])
        return token > 0 and self.doc[token - 1].lower_ in _ADDED

    def _json(self, start: int, end: int) -> Json:
        span = self.doc[start:end]
        return {"start": span.start_char, "end": span.end_char, "text": span.text}
