"""What a number counts by a noun that another number counts: "25 pumps in Dikwa (14)", "a further 180"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sitrep_nlp.figures import Figure

Rows = list[dict[str, Any]]


def are_told(annotated: Iterable[tuple[str, Sequence[Figure]]]) -> bool:
    """Whether annotators tell such a noun from one that stands with its number. annotated: texts and their figures."""
    return any(figure.implicit for _, figures in annotated for figure in figures)


def with_antecedents(rows: Rows) -> Rows:
    """Figures of which those are implicit that count what stands before them, and right behind another number."""
    nouns = {row["counted"]["start"] for row in rows if row["counted"] and _is_before(row["quantity"], row["counted"])}
    return [
        {
            **row,
            "implicit": bool(row["counted"])
            and row["counted"]["start"] in nouns
            and _is_before(row["counted"], row["quantity"]),
        }
        for row in rows
    ]


def _is_before(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["end"] <= other["start"])
