"""A bulletin: its text and what is known of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One bulletin to annotate.

    month: the month that it reports on, `YYYY-MM`; when it is None it is read from the text's head, and stays unknown
    when the head does not say. Raises ValueError when it has another form.
    """

    id: str
    text: str
    month: str | None = None
    country: str | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        if self.month is not None and not is_month(self.month):
            raise ValueError(f"month {self.month!r} is not of the form YYYY-MM")


def is_month(text: str) -> bool:
    """Whether a text is a month of the form `YYYY-MM`."""
    return _MONTH.fullmatch(text) is not None
