"""The JSON Schema of the JSON form, made from the records themselves and their vocabularies."""

from __future__ import annotations

import types
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from sitrep_nlp import schema
from sitrep_nlp.figures import Caution, Entity, Facts, Figure, Span

_VOCABULARIES: Final = {
    "label": schema.LABELS,
    "kind": schema.KINDS,
    "modifier": schema.MODIFIERS,
    "counted_type": schema.COUNTED_TYPES,
    "sector": schema.SECTORS,
    "unit_type": schema.UNIT_TYPES,
    "period_type": schema.PERIOD_TYPES,
    "status": schema.STATUSES,
    "event_type": schema.EVENT_TYPES,
    "code": schema.WARNINGS,
}
_SIMPLE: Final[dict[type, str]] = {str: "string", float: "number", int: "integer", bool: "boolean"}
_RECORDS: Final = {Span: "span", Caution: "warning"}
_DAY = r"^\d{4}-\d{2}-\d{2}$"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one bulletin as `sitrep annotate --out x.jsonl` writes it, one a line."""
    blank = Span(0, 0, "")
    figure = _object(Figure, required=Figure(blank, 0.0).to_json())
    del figure["properties"]["facts"]  # they stand beside the figure's other fields
    facts = _object(Facts, required=())
    figure["properties"] |= facts["properties"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An annotated situation bulletin",
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "text": {"type": "string"},
            "month": {"type": ["string", "null"], "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"},
            "country": {"type": "string"},
            "source": {"type": "string"},
            "title": {"type": "string"},
            "warnings": {"type": "array", "items": {"type": "string"}},
            "entities": {"type": "array", "items": _object(Entity, required=Entity(0, 0, "", "ORG").to_json())},
            "figures": {"type": "array", "items": figure},
        },
        "required": ["id", "text", "month", "entities", "figures"],
        "$defs": {
            "span": _object(Span, required=blank.to_json()),
            "warning": _object(Caution, required=Caution._fields),
        },
    }


def _object(record: type, required: Iterable[str]) -> dict[str, Any]:
    """The schema of a record: each field by its type, with its vocabulary where it has one."""
    names = [each.name for each in fields(record)] if is_dataclass(record) else list(record.__annotations__)
    hints = get_type_hints(record)
    properties = {name: _limited(name, hints[name]) for name in names}
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _limited(name: str, hint: Any) -> dict[str, Any]:
    written = _written(hint)
    if name in _VOCABULARIES:
        nothing = [None] if isinstance(written.get("type"), list) else []
        return {"enum": [*_VOCABULARIES[name], *nothing]}
    if name.startswith("reference_period"):
        written["pattern"] = _DAY
    if name in ("start", "end"):
        written["minimum"] = 0
    return written


def _written(hint: Any) -> dict[str, Any]:
    """The schema of a type as `to_json` writes it."""
    if get_origin(hint) in (Union, types.UnionType):
        known = next(argument for argument in get_args(hint) if argument is not type(None))
        written = _written(known)
        if "type" in written and isinstance(written["type"], str) and written["type"] != "object":
            return {**written, "type": [written["type"], "null"]}
        return {"anyOf": [written, {"type": "null"}]}
    if get_origin(hint) in (list, tuple):
        return {"type": "array", "items": _written(get_args(hint)[0])}
    if hint in _RECORDS:
        return {"$ref": f"#/$defs/{_RECORDS[hint]}"}
    return {"type": _SIMPLE[hint]} if hint in _SIMPLE else {}
