"""A reviewed bulletin as an annotated report.

An accepted figure is taken as found, a corrected one with its changes, an added one as it was written; a rejected one goes and
its number with it. A figure without a decision is kept as optional: neither measured nor learned from. Words that a
correction calls people, an organisation, a place or a date become an entity, in the place of one that they overlap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Any

from sitrep_nlp.bulletin import is_month
from sitrep_nlp.corpus.formats import Log
from sitrep_nlp.corpus.marked import HEADER_KEYS, AnnotatedReport
from sitrep_nlp.figures import LINK_FIELDS, Entity, Figure, Span
from sitrep_nlp.pipes.dates.resolve import resolve
from sitrep_nlp.pipes.quantities.modifiers import find as find_modifier
from sitrep_nlp.schema import COUNTED_TYPES, KINDS, LABELS, MODIFIERS, SECTORS

_KEPT = ("accept", "correct", None)
_NUMBERS = ("value", "value_high")
_WORDS = ("counted", "activity")
_LINKS = dict(zip(LINK_FIELDS, ("ORG", "LOC", "DATE"), strict=True))
_VOCABULARIES = {"sector": SECTORS, "counted_type": COUNTED_TYPES, "kind": KINDS}
_NONE_YET = float("nan")


@dataclass(slots=True)
class _Case:
    """A figure, and what was decided on it."""

    figure: Figure
    decided: bool
    changes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def number(self) -> Span:
        return self.figure.quantity


class Reviewed:
    """One bulletin of a file of decisions. KeyError, TypeError, ValueError or AttributeError: it has not the documented form."""

    def __init__(self, row: Mapping[str, Any], log: Log) -> None:
        self.row, self.log = row, log
        self.id, self.text, self.month = str(row["id"]), str(row["text"]), row.get("month")
        self.entities: list[Entity] = []
        # Spans that a decision has given other ends, or that are no entity any more.
        self.moved: dict[Span, Span] = {}
        self.gone: set[Span] = set()

    def tell(self, reason: str, start: int | None = None) -> None:
        self.log.tell(reason, report=self.id, start=start)

    def report(self) -> AnnotatedReport | None:
        """The bulletin as reviewed; None, told, where nothing was decided."""
        decisions = dict(self.row["decisions"])
        if not decisions:
            self.tell("nothing was decided: left out")
            return None
        about = {key: self.row[key] for key in HEADER_KEYS[1:] if self.row.get(key)}
        if not is_month(about.get("month", "2000-01")):
            raise ValueError(f"month {about['month']!r} is not of the form YYYY-MM")
        self.entities = [entity for entity in map(Entity.from_json, self.row["entities"]) if self.is_good(entity)]
        cases = self.apart([*self.found(decisions), *self.added(decisions)])
        for case in cases:
            self.settle_number(case)
        for case in cases:
            self.apply(case)
        figures = [case.figure for case in cases]
        for figure in figures:
            self.follow(figure)
        self.check_wholes({figure.quantity: figure for figure in figures})
        self.entities.sort(key=lambda entity: (entity.start, entity.end))
        return AnnotatedReport(self.id, self.text, entities=self.entities, figures=figures, **about)

    # the figures that there are

    def found(self, decisions: dict[str, Any]) -> Iterator[_Case]:
        """The figures that were found and not rejected. Takes the decisions on them out of `decisions`."""
        for row in self.row["figures"]:
            decision = decisions.pop(row["id"], None) or {}
            figure = Figure.from_json(row)
            figure.confidence, figure.found_by, figure.facts = None, "", None
            if not self.is_good(figure.quantity):
                continue
            verdict = decision.get("decision")
            if verdict == "reject":
                self.entities = [
                    entity
                    for entity in self.entities
                    if entity.label != "QUANTITY" or not _overlap(entity, figure.quantity)
                ]
                continue
            if verdict not in _KEPT:
                number = figure.quantity
                self.tell(f"unknown decision {verdict!r} on {number.text!r}: kept as undecided", number.start)
                verdict = None
            changes = dict(decision["changes"]) if verdict == "correct" else {}
            yield self.placed(_Case(figure, verdict is not None, changes))

    def placed(self, case: _Case) -> _Case:
        """The case with the number where a correction puts it."""
        if "quantity" in case.changes:
            number = Span.from_json(case.changes["quantity"])
            if self.is_good(number):
                self.moved[case.number] = case.figure.quantity = number
            else:
                case.decided = False
        return case

    def added(self, decisions: Mapping[str, Any]) -> Iterator[_Case]:
        """The figures that the reviewer has added. Decisions that are left are told."""
        for name, decision in decisions.items():
            if decision["decision"] != "add":
                self.tell(f"the decision on {name!r} is about no figure of the bulletin")
                continue
            number = Span.from_json(decision["quantity"])
            if not self.is_good(number):
                continue
            if not _is_number(decision["changes"].get("value")):
                self.tell(f"{number.text!r} was added without a value: left out", number.start)
                continue
            yield _Case(Figure(number, _NONE_YET), True, decision["changes"])

    def apart(self, cases: list[_Case]) -> list[_Case]:
        """The cases without those whose number overlaps another's, in text order. What was decided goes before what was not."""
        kept, taken = [], bytearray(len(self.text))
        for case in sorted(cases, key=lambda case: not case.decided):
            start, end = _ends(case.number)
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                kept.append(case)
            elif case.decided:
                self.tell(f"{case.number.text!r} overlaps another number: left out", start)
        return sorted(kept, key=lambda case: case.number.start)

    # what becomes of each

    def settle_number(self, case: _Case) -> None:
        """Make the number an entity. One that a person has decided on goes before any entity that it overlaps."""
        if case.decided:
            for entity in [each for each in self.entities if _overlap(each, case.number)]:
                if entity.label != "QUANTITY" and _ends(entity) != _ends(case.number):
                    self.tell(
                        f"{case.number.text!r} is a number: {entity.label} {entity.text!r} goes", case.number.start
                    )
                    self.entities.remove(entity)
                    self.gone.add(Span(entity.start, entity.end, entity.text))
        self.claim(case.number, "QUANTITY")

    def apply(self, case: _Case) -> None:
        """Put the changes into the figure. One that cannot be put there leaves the figure undecided."""
        figure, sound = case.figure, case.decided
        for name, value in case.changes.items():
            if name != "quantity":
                sound &= self.change(figure, name, value)
        if not sound:
            figure.optional = True
            self.entities = [
                replace(entity, optional=True) if _ends(entity) == _ends(case.number) else entity
                for entity in self.entities
            ]

    def change(self, figure: Figure, name: str, value: Any) -> bool:
        """Put a corrected field into a figure. False, told, where it is not possible."""
        if name == "implicit" and isinstance(value, bool):
            figure.implicit = value
        elif name == "unit" and isinstance(value, str):
            figure.unit = value
        elif name in _NUMBERS and (_is_number(value) or (name == "value_high" and value is None)):
            setattr(figure, name, value if value is None else float(value))
        elif name in _VOCABULARIES and (value in _VOCABULARIES[name] or (name == "sector" and value is None)):
            setattr(figure, name, value)
        elif name == "modifier" and value in MODIFIERS:
            said = find_modifier(self.text, figure.quantity.start, figure.quantity.end)
            figure.modifier = value
            figure.modifier_span = self.span(said[1], said[2]) if said and said[0] == value else None
        elif name == "part_of":
            figure.part_of = Span.from_json(value) if value else None
        elif name in _WORDS:
            span = Span.from_json(value) if value else None
            if span and not self.is_good(span):
                return False
            setattr(figure, name, span)
        elif name in _LINKS:
            spans = [span for span in map(Span.from_json, value) if self.is_good(span)]
            setattr(figure, name, [span for span in spans if self.claim(span, _LINKS[name])])
            return len(getattr(figure, name)) == len(value)
        else:
            self.tell(f"the correction {name} = {value!r} is not known: left out", figure.quantity.start)
            return False
        # Words and their type may come in any order: when both are there, people become a group.
        if name in ("counted", "counted_type") and figure.counted and figure.counted_type == "people":
            self.claim(figure.counted, "BENEFICIARY")
        return True

    def claim(self, span: Span, label: str) -> bool:
        """Make a span an entity, in the place of those that it overlaps and that have its label or its ends.

        False, told, where it overlaps another: a place inside the name of an organisation is none of its own.
        """
        here = [entity for entity in self.entities if _overlap(entity, span)]
        if any(_ends(entity) == _ends(span) and entity.label == label for entity in here):
            return True
        for entity in here:
            if entity.label != label and _ends(entity) != _ends(span):
                self.tell(f"{span.text!r} is no {label}: it overlaps {entity.label} {entity.text!r}", span.start)
                return False
        for entity in here:
            self.moved[Span(entity.start, entity.end, entity.text)] = span
            self.entities.remove(entity)
        value = resolve(self.text, span.start, span.end, self.month) if label == "DATE" else None
        self.entities.append(Entity(span.start, span.end, span.text, label, value))
        return True

    def follow(self, figure: Figure) -> None:
        """Follow what other decisions have moved or taken away."""
        for name in ("counted", "part_of"):
            if span := getattr(figure, name):
                setattr(figure, name, self.moved.get(span, span))
        for name in LINK_FIELDS:
            spans = [self.moved.get(span, span) for span in getattr(figure, name)]
            setattr(figure, name, [span for span in spans if span not in self.gone])

    def check_wholes(self, figures: Mapping[Span, Figure]) -> None:
        """No figure is a part of itself, or of a number that is no figure now. `figures` by their numbers."""
        for number, figure in figures.items():
            seen, whole = {number}, figure.part_of
            while whole and whole in figures and whole not in seen:
                seen.add(whole)
                whole = figures[whole].part_of
            if figure.part_of and (whole in seen or figure.part_of not in figures):
                of = "itself" if whole in seen else f"{figure.part_of.text!r}, which is no figure now"
                self.tell(f"{number.text!r} was a part of {of}", number.start)
                figure.part_of = None

    def span(self, start: int, end: int) -> Span:
        return Span(start, end, self.text[start:end])

    def is_good(self, span: Span | Entity) -> bool:
        """Whether a span is what stands in the text; told where not."""
        words = self.text[span.start : span.end] if 0 <= span.start < span.end <= len(self.text) else None
        if words != span.text:
            self.tell(f"{span.text!r} is not what stands there ({words!r}): left out", span.start)
            return False
        if isinstance(span, Entity) and span.label not in LABELS:
            self.tell(f"unknown label {span.label!r}: left out", span.start)
            return False
        return True


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _ends(span: Span | Entity) -> tuple[int, int]:
    return span.start, span.end


def _overlap(one: Span | Entity, other: Span | Entity) -> bool:
    return one.start < other.end and other.start < one.end
