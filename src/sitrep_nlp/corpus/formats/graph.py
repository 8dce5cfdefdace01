"""A report as annotation tools know it: typed spans with attributes, and relations between them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ABOUT = ("month", "country", "source", "title")

# Attributes whose values are plain words; formats that know strings alone write all others as JSON.
_WORDS = frozenset({"norm", "kind", "unit", "modifier", "counted_type", "sector", "figure"})


@dataclass(eq=False, slots=True)
class Mark:
    """A stretch of the text with a label; two marks are the same only if they are one object."""

    start: int
    end: int
    label: str
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Link:
    """A relation from one mark to another; the label is empty where the tool has none."""

    head: Mark
    child: Mark
    label: str


@dataclass(slots=True)
class Graph:
    """A report's text with its marks and links. about: what is known of the report, by the names in `ABOUT`. line: where it
    stands in its file."""

    id: str
    text: str
    marks: list[Mark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    line: int | None = None


def known(row: Mapping[str, Any]) -> dict[str, str]:
    """What a row of metadata tells of its report."""
    return {name: str(row[name]) for name in ABOUT if row.get(name)}


def to_words(name: str, value: Any) -> str:
    """The value of an attribute as a string."""
    return str(value) if name in _WORDS else json.dumps(value, ensure_ascii=False)


def from_words(name: str, words: str) -> Any:
    """The inverse of `to_words`; what people typed and is no JSON stays as it is."""
    if name in _WORDS:
        return words
    try:
        return json.loads(words)
    except json.JSONDecodeError:
        return words
