"""Decisions from the review page, as its export writes them: each bulletin with what was found in it and what was decided.

    {"format": "sitrep-review", "version": 1, "bulletins": [
        {"id": …, "text": …, "entities": […], "figures": [{"id": …, …}, …],
         "decisions": {"<figure id>": {"decision": "accept" | "correct" | "reject", "changes": {…}}}}]}

An accepted figure is taken as found, a corrected one with its changes, a rejected one goes and its number with it. A figure
without a decision is kept as optional: neither measured nor learned from. Words that a correction calls people or a place
become a BENEFICIARY or a LOC, in the place of one that they overlap.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import Any

from sitrep_nlp.bulletin import is_month
from sitrep_nlp.corpus.formats import Log, OnProblem
from sitrep_nlp.corpus.formats.files import read_bytes
from sitrep_nlp.corpus.formats.mapping import LabelMapping
from sitrep_nlp.corpus.marked import HEADER_KEYS, AnnotatedReport
from sitrep_nlp.errors import InputError
from sitrep_nlp.figures import Entity, Figure, Span
from sitrep_nlp.schema import COUNTED_TYPES, LABELS, SECTORS

FORMAT, VERSION = "sitrep-review", 1

_DECISIONS = ("accept", "correct", "reject")
_NUMBERS = ("value", "value_high")
_WORDS = ("counted", "activity")
_VOCABULARIES = {"sector": SECTORS, "counted_type": COUNTED_TYPES}


def read(path: Path, *, on_problem: OnProblem, mapping: LabelMapping | None = None) -> Iterator[AnnotatedReport]:
    """One report for each bulletin in which something was decided. Raises InputError for another file, and with a mapping."""
    if mapping is not None:
        raise InputError(str(path), "decisions have the library's own labels: they take no mapping")
    log = Log(path, on_problem)
    for row in _bulletins(path):
        try:
            report = _Reviewed(row, log).report()
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            name = row.get("id") if isinstance(row, dict) else None
            log.tell(f"not of the documented form ({type(error).__name__}: {error})", report=name)
            continue
        if report is not None:
            yield report


def _bulletins(path: Path) -> list[Any]:
    try:
        file = json.loads(read_bytes(path).decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise InputError(str(path), f"not JSON: {error}") from error
    if not isinstance(file, dict) or file.get("format") != FORMAT or not isinstance(file.get("bulletins"), list):
        raise InputError(str(path), "no file of decisions that the review page has exported")
    if file.get("version") != VERSION:
        raise InputError(str(path), f"version {file.get('version')!r} of the decisions is not known (known: {VERSION})")
    return list(file["bulletins"])


class _Reviewed:
    """One bulletin of the file."""

    def __init__(self, row: Mapping[str, Any], log: Log) -> None:
        self.row, self.log = row, log
        self.id, self.text = str(row["id"]), str(row["text"])
        self.entities: list[Entity] = []
        # Spans that a correction has given other ends.
        self.moved: dict[Span, Span] = {}

    def tell(self, reason: str, start: int | None = None) -> None:
        self.log.tell(reason, report=self.id, start=start)

    def report(self) -> AnnotatedReport | None:
        decisions = dict(self.row["decisions"])
        if not decisions:
            self.tell("nothing was decided: left out")
            return None
        self.entities = [entity for entity in map(Entity.from_json, self.row["entities"]) if self.is_good(entity)]
        figures = []
        for row in self.row["figures"]:
            figure = self.figure(row, decisions.pop(row["id"], None))
            if figure is not None:
                figures.append(figure)
        for name in decisions:
            self.tell(f"the decision on {name!r} is about no figure of the bulletin")
        for figure in figures:
            self.settle(figure, figures)
        about = {key: self.row[key] for key in HEADER_KEYS[1:] if self.row.get(key)}
        if not is_month(about.get("month", "2000-01")):
            raise ValueError(f"month {about['month']!r} is not of the form YYYY-MM")
        self.entities.sort(key=lambda entity: (entity.start, entity.end))
        return AnnotatedReport(self.id, self.text, entities=self.entities, figures=figures, **about)

    def figure(self, row: Mapping[str, Any], decision: Mapping[str, Any] | None) -> Figure | None:
        """A figure as decided, its number an entity; None where it was rejected or does not fit the text."""
        figure = Figure.from_json(row)
        figure.confidence, figure.found_by, figure.facts = None, "", None
        number = figure.quantity
        if not self.is_good(number):
            return None
        verdict = decision["decision"] if decision else None
        if verdict not in (None, *_DECISIONS):
            self.tell(f"unknown decision {verdict!r} on {number.text!r}: kept as undecided", number.start)
            verdict = None
        if verdict == "reject":
            self.entities = [
                entity for entity in self.entities if entity.label != "QUANTITY" or not _overlap(entity, number)
            ]
            return None
        self.claim(number, "QUANTITY")
        sound = verdict is not None
        if decision and verdict == "correct":
            for name, value in decision["changes"].items():
                sound &= self.change(figure, name, value)
        if not sound:
            figure.optional = True
            self.entities = [
                replace(entity, optional=True) if _ends(entity) == _ends(number) else entity for entity in self.entities
            ]
        return figure

    def change(self, figure: Figure, name: str, value: Any) -> bool:
        """Put a corrected field into a figure. False, told, where it is not possible: the figure is undecided then."""
        if name == "implicit" and isinstance(value, bool):
            figure.implicit = value
        elif name in _NUMBERS and (_is_number(value) or (name == "value_high" and value is None)):
            setattr(figure, name, value if value is None else float(value))
        elif name in _VOCABULARIES and (value in _VOCABULARIES[name] or (name == "sector" and value is None)):
            setattr(figure, name, value)
        elif name in _WORDS:
            span = Span.from_json(value) if value else None
            if span and not self.is_good(span):
                return False
            setattr(figure, name, span)
            if span and name == "counted" and figure.counted_type == "people":
                self.claim(span, "BENEFICIARY")
        elif name == "locations":
            spans = [span for span in map(Span.from_json, value) if self.is_good(span)]
            figure.locations = [span for span in spans if self.claim(span, "LOC")]
            return len(figure.locations) == len(value)
        else:
            self.tell(f"the correction {name} = {value!r} is not known: left out", figure.quantity.start)
            return False
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
        self.entities.append(Entity(span.start, span.end, span.text, label))
        return True

    def settle(self, figure: Figure, figures: list[Figure]) -> None:
        """Follow what other decisions have moved or taken away."""
        if figure.counted:
            figure.counted = self.moved.get(figure.counted, figure.counted)
        figure.locations = [self.moved.get(span, span) for span in figure.locations]
        whole = figure.part_of
        if whole and not any(_ends(other.quantity) == _ends(whole) for other in figures):
            self.tell(
                f"{figure.quantity.text!r} was a part of {whole.text!r}, which is rejected", figure.quantity.start
            )
            figure.part_of = None

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
