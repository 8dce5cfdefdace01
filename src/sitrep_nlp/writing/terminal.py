"""A table on the terminal, for a first look."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.frame import rows

_SIGNS = {"about": "~", "over": ">", "at_least": "≥", "almost": "≲", "up_to": "≤", "under": "<", "exact": ""}


def write_terminal(results: Iterable[AnnotatedBulletin], console: Console) -> int:
    """Print one table a bulletin; returns the number of figures."""
    count = 0
    for result in results:
        table = Table(
            title=f"{result.bulletin.id} · {result.month or 'month unknown'}", title_justify="left", expand=True
        )
        table.add_column("number", justify="right", no_wrap=True)
        for name in ("counted", "activity", "sector", "where", "who"):
            table.add_column(name, ratio=3 if name in ("counted", "activity") else 2)
        for row in rows(result):
            number = f"{_SIGNS[row['modifier']]}{row['quantity']}"
            counted = f"({row['counted']})" if row["implicit"] and row["counted"] else row["counted"]
            table.add_row(
                *(
                    str(cell or "")
                    for cell in (
                        number,
                        counted,
                        row["activity"],
                        row["sector"],
                        row["locations"],
                        row["organizations"],
                    )
                )
            )
            count += 1
        console.print(table)
    return count
