"""People reached, month by month, without counting anyone twice, and what was left out of it and why.

Figures of one sector may still count the same people (who got a food kit may have got legal counsel too): no bulletin says
how many. So each sum is given as what it is at least, its largest figure, and at most, the sum of its figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

_SUMS = ("at_least", "at_most", "figures", "basis")
_REASONS = {
    "torn_digits": "its digits are torn",
    "total_beside_sectors": "the total over all sectors: see `total`",
    "part_of_whole": "a part of another figure",
    "repeated": "told twice in the bulletin",
    "carried_over": "carried over from the month before",
    "beside_sector_total": "its sector's total stands in a table",
    "cumulative_beside_period": "a running total, not of one period",
}
_PERIODS = {
    "cumulative": "a running total, not of one period",
    "snapshot": "a stock, not of one period",
    "rate": "a rate, not a number of people",
    "change": "a change, not a number of people",
    "plan": "a plan",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """People reached, as tables. Months are never added to each other.

    total: `month`, `bulletin_id`, `people`: what bulletins themselves say of all sectors together.
    by_sector, by_place, by_group: `month`, then `sector`, `admin1_code` or `population_group`, then `at_least` and `at_most`
    (persons), `figures` (how many it rests on) and `basis` (`table` where the bulletin gives the sector's own total).
    left_out: `figure_id`, `bulletin_id`, `quantity`, `counted`, `left_out_of` (`all`, or the table) and `reason`.
    """

    total: pandas.DataFrame
    by_sector: pandas.DataFrame
    by_place: pandas.DataFrame
    by_group: pandas.DataFrame
    left_out: pandas.DataFrame


def summarise(frame: pandas.DataFrame) -> Summary:
    """People reached by sector, place and group, from a table of figures as `to_frame` gives it.

    Only persons who were reached in one period are added; households, items and services are not turned into persons. Raises
    ValueError for a table that lacks the columns of `frame.COLUMNS` that it needs.
    """
    import pandas

    needed = ("unit_type", "status", "period_type", "additive", "warnings", "month", "sector")
    if missing := [column for column in needed if column not in frame.columns]:
        raise ValueError(f"the table has no column {', '.join(missing)}")
    reached = frame[frame["status"] == "reached"]
    reasons = [_reason(row) for row in reached.itertuples()]
    kept = reached[pandas.Series([reason is None for reason in reasons], index=reached.index, dtype=bool)]
    left = [_left(row, "all", reason) for row, reason in zip(reached.itertuples(), reasons, strict=True) if reason]
    for table, column in (("by_place", "admin1_code"), ("by_group", "population_group")):
        for row in kept.itertuples():
            value = getattr(row, column)
            if not isinstance(value, str):
                left.append(_left(row, table, "none is named"))
            elif table == "by_place" and ";" in value:
                left.append(_left(row, table, "in several places at once"))
    heads = reached[_has(reached, "total_beside_sectors")]
    one_place = kept[~kept["admin1_code"].astype("string").str.contains(";").fillna(False)]
    columns = ["figure_id", "bulletin_id", "quantity", "counted", "left_out_of", "reason"]
    return Summary(
        total=heads[["month", "bulletin_id", "value"]].rename(columns={"value": "people"}).reset_index(drop=True),
        by_sector=_summed(kept, "sector"),
        by_place=_summed(one_place, "admin1_code"),
        by_group=_summed(kept, "population_group"),
        left_out=pandas.DataFrame(left, columns=columns),
    )


def _reason(row: Any) -> str | None:
    """Why a figure of what was reached is left out of all sums; None for one that counts."""
    codes = [warning.split(":")[0] for warning in str(row.warnings).split("; ")]
    if row.unit_type != "persons":
        return f"counts {row.unit_type}, not persons"
    for code, reason in _REASONS.items():
        if code in codes and not row.additive:
            return reason
    return _PERIODS.get(row.period_type)


def _left(row: Any, table: str, reason: str) -> list[Any]:
    return [row.figure_id, row.bulletin_id, row.quantity, row.counted, table, reason]


def _has(frame: pandas.DataFrame, code: str) -> pandas.Series[bool]:
    return frame["warnings"].astype("string").str.contains(f"{code}:", regex=False).fillna(False).astype(bool)


def _summed(kept: pandas.DataFrame, by: str) -> pandas.DataFrame:
    """The sums of a month for each value of a column; over several sectors the largest sector is what is sure."""
    import pandas

    rows = []
    for (month, value), group in kept[kept[by].notna()].groupby(["month", by], dropna=False):
        sectors = [_bounds(figures) for _, figures in group.groupby("sector", dropna=False)]
        basis = "table" if all(from_table for *_, from_table in sectors) else "text"
        least, most = max(low for low, _, _ in sectors), sum(high for _, high, _ in sectors)
        rows.append([month, value, least, most, len(group), basis])
    return pandas.DataFrame(rows, columns=["month", by, *_SUMS])


def _bounds(figures: pandas.DataFrame) -> tuple[float, float, bool]:
    """What the figures of one sector make at least and at most, and whether they are a table's own totals."""
    high: Sequence[float] = figures["value_high"].fillna(figures["value"]).tolist()
    low: Sequence[float] = figures["value"].tolist()
    from_table = bool(_has(figures, "sectors_overlap").all())
    return (sum(low) if from_table else max(low)), sum(high), from_table
