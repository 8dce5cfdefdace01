"""The records that come out of a bulletin: spans, entities and figures, and their JSON form.

All offsets are character offsets into the bulletin's text, end exclusive: `text[span.start:span.end] == span.text`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

SPAN_FIELDS = ("modifier_span", "counted", "activity", "part_of")
LINK_FIELDS = ("organizations", "locations", "dates")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the bulletin's text."""

    start: int
    end: int
    text: str

    def to_json(self) -> dict[str, Any]:
        return {"start": self.start, "end": self.end, "text": self.text}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Span:
        return cls(row["start"], row["end"], row["text"])


@dataclass(frozen=True, slots=True)
class Entity:
    """A typed span. `value` is its normal form: ISO 8601 for a DATE, `type/number/year/issuer` for a DECREE.

    `optional` marks a span on which careful annotators would differ; measures leave it out.
    """

    start: int
    end: int
    text: str
    label: str
    value: str | None = None
    optional: bool = False

    def to_json(self) -> dict[str, Any]:
        row: dict[str, Any] = {"start": self.start, "end": self.end, "text": self.text, "label": self.label}
        if self.value is not None:
            row["value"] = self.value
        if self.optional:
            row["optional"] = True
        return row

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Entity:
        return cls(
            row["start"], row["end"], row["text"], row["label"], row.get("value"), bool(row.get("optional", False))
        )


class Caution(NamedTuple):
    """Why a figure is to be read with care: a code of `schema.WARNINGS`, and a sentence for people."""

    code: str
    message: str


@dataclass(slots=True)
class Facts:
    """What a data team filters, joins and adds figures by; `docs/figures.md` defines each field with an example.

    Dates are ISO 8601 days, both ends inclusive. Codes come in the order said: ISO 3166-1 alpha-3 for locations, p-codes for
    admin1 and admin2, registry ids for organisations. `additive`: whether the figure may be added to the other additive
    figures of its bulletin that have its sector, unit type, unit, status and period type.
    """

    unit_type: str = "other"
    item: str | None = None
    reference_period_start: str | None = None
    reference_period_end: str | None = None
    period_type: str = "this_period"
    status: str = "other"
    organization_ids: tuple[str, ...] = ()
    org_type_code: tuple[str, ...] = ()
    location_code: tuple[str, ...] = ()
    admin1_code: tuple[str, ...] = ()
    admin2_code: tuple[str, ...] = ()
    population_group: tuple[str, ...] = ()
    nationality: tuple[str, ...] = ()
    gender: str | None = None
    age_group: tuple[str, ...] = ()
    min_age: int | None = None
    max_age: int | None = None
    vulnerabilities: tuple[str, ...] = ()
    occupation: str | None = None
    additive: bool = True
    warnings: tuple[Caution, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The fields that are known, as JSON-safe primitives."""
        row = {
            name: list(value) if isinstance(value, tuple) else value
            for name in FACT_FIELDS
            if (value := getattr(self, name)) is not None and value != ()
        }
        if self.warnings:
            row["warnings"] = [warning._asdict() for warning in self.warnings]
        return row

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Facts:
        """The inverse of `to_json`, from the row of the whole figure."""
        facts = cls(warnings=tuple(Caution(each["code"], each["message"]) for each in row.get("warnings", ())))
        for name in FACT_FIELDS:
            if (value := row.get(name)) is not None:
                setattr(facts, name, tuple(value) if isinstance(value, list) else value)
        return facts


FACT_FIELDS = tuple(each.name for each in fields(Facts) if each.name != "warnings")


@dataclass(slots=True)
class Figure:
    """One reported number: what it counts, what was done, by whom, where, when and in which sector.

    `value` is the number with its multiplier applied (`$148.64 M` is 148640000.0; `80 per cent` is 80.0); a range
    has `value_high` besides. `unit` is an ISO 4217 code for money, `%` for a percentage, the unit of a measure, else
    empty. `counted` is the span of what the number counts; with `implicit` it is the noun of another number.
    `event_type` is one of `schema.EVENT_TYPES`, where it was annotated, learnt, or told by `sitrep_facts`.
    `part_of` is the quantity that this one is a part of. `confidence` is between 0 and 1, `None` in annotated gold;
    `found_by` is the rule or model that gave the record. `facts` is what the component `sitrep_facts` adds, `None` without it
    and in annotated gold. `activity_alt` holds other right answers for the activity, in annotated gold only.
    """

    quantity: Span
    value: float
    kind: str = "count"
    value_high: float | None = None
    unit: str = ""
    modifier: str = "exact"
    modifier_span: Span | None = None
    counted: Span | None = None
    counted_type: str = "other"
    implicit: bool = False
    activity: Span | None = None
    organizations: list[Span] = field(default_factory=list)
    locations: list[Span] = field(default_factory=list)
    dates: list[Span] = field(default_factory=list)
    sector: str | None = None
    event_type: str | None = None
    part_of: Span | None = None
    confidence: float | None = None
    found_by: str = ""
    facts: Facts | None = None
    activity_alt: list[Span] = field(default_factory=list)
    optional: bool = False

    def to_json(self) -> dict[str, Any]:
        """The figure as JSON-safe primitives, in the documented order of fields; facts stand beside the other fields."""
        row: dict[str, Any] = {"quantity": self.quantity.to_json(), "value": self.value}
        if self.value_high is not None:
            row["value_high"] = self.value_high
        row |= {"kind": self.kind, "unit": self.unit, "modifier": self.modifier}
        for name in ("modifier_span", "counted"):
            row[name] = _span_json(getattr(self, name))
        row |= {"counted_type": self.counted_type, "implicit": self.implicit, "activity": _span_json(self.activity)}
        for name in LINK_FIELDS:
            row[name] = [span.to_json() for span in getattr(self, name)]
        row["sector"] = self.sector
        if self.event_type is not None:
            row["event_type"] = self.event_type
        row["part_of"] = _span_json(self.part_of)
        if self.confidence is not None:
            row["confidence"] = self.confidence
        if self.found_by:
            row["found_by"] = self.found_by
        if self.facts is not None:
            row |= self.facts.to_json()
        if self.activity_alt:
            row["activity_alt"] = [span.to_json() for span in self.activity_alt]
        if self.optional:
            row["optional"] = True
        return row

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Figure:
        """The inverse of `to_json`. Missing fields take their defaults; a missing `quantity` or `value` is a KeyError."""
        figure = cls(
            quantity=Span.from_json(row["quantity"]),
            value=float(row["value"]),
            kind=row.get("kind", "count"),
            value_high=row.get("value_high"),
            unit=row.get("unit") or "",
            modifier=row.get("modifier") or "exact",
            counted_type=row.get("counted_type") or "other",
            implicit=bool(row.get("implicit", False)),
            sector=row.get("sector"),
            event_type=row.get("event_type"),
            confidence=row.get("confidence"),
            found_by=row.get("found_by", ""),
            facts=Facts.from_json(row) if "unit_type" in row else None,
            optional=bool(row.get("optional", False)),
            activity_alt=[Span.from_json(span) for span in row.get("activity_alt") or []],
        )
        for name in SPAN_FIELDS:
            setattr(figure, name, Span.from_json(row[name]) if row.get(name) else None)
        for name in LINK_FIELDS:
            setattr(figure, name, [Span.from_json(span) for span in row.get(name) or []])
        return figure


def _span_json(span: Span | None) -> dict[str, Any] | None:
    return span.to_json() if span else None
