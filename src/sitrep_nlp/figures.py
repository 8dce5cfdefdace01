"""The records that come out of a bulletin: spans, entities and figures, and their JSON form.

All offsets are character offsets into the bulletin's text, end exclusive: `text[span.start:span.end] == span.text`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(slots=True)
class Figure:
    """One reported number: what it counts, what was done, by whom, where, when and in which sector.

    `value` is the number with its multiplier applied (`$148.64 M` is 148640000.0; `80 per cent` is 80.0); a range
    has `value_high` besides. `unit` is an ISO 4217 code for money, `%` for a percentage, the unit of a measure, else
    empty. `counted` is the span of what the number counts; with `implicit` it stands in another clause.
    `part_of` is the quantity that this one is a part of. `confidence` is between 0 and 1, `None` in annotated gold.
    `activity_alt` holds other right answers for the activity, in annotated gold only.
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
    part_of: Span | None = None
    confidence: float | None = None
    activity_alt: list[Span] = field(default_factory=list)
    optional: bool = False

    def to_json(self) -> dict[str, Any]:
        """The figure as JSON-safe primitives, in the documented order of fields."""
        row: dict[str, Any] = {"quantity": self.quantity.to_json(), "value": self.value}
        if self.value_high is not None:
            row["value_high"] = self.value_high
        row |= {"kind": self.kind, "unit": self.unit, "modifier": self.modifier}
        for name in ("modifier_span", "counted"):
            row[name] = _span_json(getattr(self, name))
        row |= {"counted_type": self.counted_type, "implicit": self.implicit, "activity": _span_json(self.activity)}
        for name in LINK_FIELDS:
            row[name] = [span.to_json() for span in getattr(self, name)]
        row |= {"sector": self.sector, "part_of": _span_json(self.part_of)}
        if self.confidence is not None:
            row["confidence"] = self.confidence
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
            confidence=row.get("confidence"),
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
