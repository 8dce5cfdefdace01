"""Data that the components read: CSV files in this folder, loaded once and cached."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `<name>.csv` in this folder, each a mapping from column to text."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def modifiers() -> dict[str, str]:
    """Modifier by the phrase that says it: `{"more than": "over", "some": "about", …}`."""
    return {row["phrase"]: row["modifier"] for row in rows("modifiers")}


@cache
def abbreviations() -> frozenset[str]:
    """Abbreviations and titles of things, people and practices, which look like the names of organisations and places."""
    return frozenset(row["abbreviation"] for row in rows("abbreviations"))
