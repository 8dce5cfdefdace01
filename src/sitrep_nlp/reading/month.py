"""The month of a bulletin from what a file says of itself."""

from __future__ import annotations


def month_of(title: str | None, text: str, published: str | None) -> tuple[str | None, list[str]]:
    """The month (`YYYY-MM`) that a title names, with no warnings.

    Where neither the title nor the text's head names one, it is the month of publication (published: `YYYY-MM-DD`), with a
    warning: bulletins come out in the month that they report on, or in the next.
    """
    # The pipeline reads the month from the text's head; its function is asked here, and only by files that know a title.
    from sitrep_nlp.pipes.dates.resolve import head_month

    if title and (named := head_month(title)):
        return named, []
    if published and head_month(text) is None:
        return published[:7], [f"the month, {published[:7]}, is that of publication: the text's head names none"]
    return None, []
