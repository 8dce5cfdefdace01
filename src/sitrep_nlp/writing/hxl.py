"""Tags of the Humanitarian Exchange Language (HXL), as a row below the header."""

from __future__ import annotations

from collections.abc import Iterable

from sitrep_nlp.frame import HXL_TAGS


def tags(columns: Iterable[str]) -> list[str]:
    """The HXL tag of each column, empty where there is none."""
    return [HXL_TAGS.get(column, "") for column in columns]
