"""Figures that a bulletin has carried over from the one before: seen only where the bulletins lie side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sitrep_nlp.lexicon.phrases import fold

if TYPE_CHECKING:
    import pandas

_SMALL = 20  # numbers below it come back by chance
_UNITS = ("persons", "households", "items", "services", "events", "money")


def mark_carried(frame: pandas.DataFrame) -> pandas.DataFrame:
    """Give the warning `carried_over` to each figure that the same country's bulletin of the month before told alike.

    Alike is: the same number, thing counted, activity and sector. Stocks, such as the number of partners, may stay the same
    and are left alone. The frame is changed in place and returned.
    """
    told: dict[tuple[Any, ...], str] = {}
    carried: list[tuple[Any, str]] = []
    dated = frame[frame["month"].notna() & frame["unit_type"].isin(_UNITS) & (frame["value"] >= _SMALL)]
    for row in dated.sort_values("month", kind="stable").itertuples():
        if row.period_type not in ("this_period", "cumulative") or not isinstance(row.activity, str):
            continue
        texts = (row.country, row.unit, row.unit_type, row.counted, row.activity, row.sector)
        key = (row.value, *(fold(text) if isinstance(text, str) else "" for text in texts))
        earlier = told.get((*key, _month_before(str(row.month))))
        if earlier is not None and earlier != row.bulletin_id:
            carried.append((row.Index, f"carried_over: told in {earlier} too"))
        told[*key, row.month] = str(row.bulletin_id)
    for index, warning in carried:
        before = frame.at[index, "warnings"]
        frame.at[index, "warnings"] = f"{before}; {warning}" if isinstance(before, str) else warning
        frame.at[index, "additive"] = False
    return frame


def _month_before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}"
