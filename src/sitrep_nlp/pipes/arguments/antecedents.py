"""What a number counts by a noun that another number counts: "25 pumps in Dikwa (14)", "a further 180"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sitrep_nlp.figures import Figure

Rows = list[dict[str, Any]]


def are_told(annotated: Iterable[tuple[str, Sequence[Figure]]]) -> bool | None:
    """Whether annotators tell such a noun from one that stands with its number, most of the time; None where they had none. annotated: texts and their figures."""
    told: list[bool] = []
    for _, figures in annotated:
        rows = with_antecedents([figure.to_json() for figure in figures])
        told += [figure.implicit for figure, row in zip(figures, rows, strict=True) if row["implicit"]]
    return 2 * sum(told) > len(told) if told else None


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
