"""What a tool's annotation leaves open in a figure, read from its words: value, kind, unit, modifier and counted type."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import isfinite
from typing import Any

from sitrep_nlp import lexicon
from sitrep_nlp.corpus.formats.graph import Graph, Link, Mark
from sitrep_nlp.pipes.quantities.normalize import amount, unit_forms
from sitrep_nlp.pipes.quantities.patterns import separators

Tell = Callable[[str, Mark], None]

_APART = 3  # characters between a number and a unit that belongs to it: a space, a bracket
_PERCENT = ("%", "per cent", "percent", "percentage points")
_DURATIONS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_HOURS = {"hour": "H", "minute": "M"}


def join_unit(number: Mark, links: list[Link], graph: Graph, tell: Tell) -> None:
    """Decide what a unit that was annotated apart is: a unit of time beside the number makes it a `DATE`, a currency or measure becomes a part
    of it (by the role `unit`) or stays what it counts (by `unit_apart`), and anything else is what is counted."""
    for link in [link for link in links if link.label in ("unit", "unit_apart")]:
        unit = link.child
        links.remove(link)
        start, end = min(number.start, unit.start), max(number.end, unit.end)
        gap = max(number.start, unit.start) - min(number.end, unit.end)
        words = graph.text[unit.start : unit.end]
        if 0 <= gap <= _APART and (duration := _duration(graph.text[number.start : number.end], words)):
            number.start, number.end, number.label = start, end, "DATE"
            # Optional: who marks durations as quantities marks no other dates.
            number.attributes = {"norm": duration, "optional": True}
            if links:
                lost = ", ".join(other.label for other in links)
                tell(f"{graph.text[start:end]!r} is a duration, a DATE, which has no {lost}", number)
            links.clear()
            return
        measured = 0 <= gap <= _APART and _measures(words, graph.text[number.start : number.end])
        if measured and link.label == "unit":
            number.start, number.end = start, end
        else:
            links.append(Link(number, unit, "counted"))
            if measured and (together := amount(graph.text[start:end])):
                number.attributes = {"kind": together.kind, "unit": together.unit, **number.attributes}


def _measures(unit: str, number: str) -> bool:
    """Whether a unit is a currency, a percent sign or a measure, and the number has none yet."""
    alone = amount(number)
    return (alone is None or alone.kind == "count") and unit in _measuring()


@cache
def _measuring() -> frozenset[str]:
    return frozenset({*_PERCENT, *unit_forms(), *(row["form"] for row in lexicon.rows("currencies"))})


def _duration(number: str, unit: str) -> str | None:
    """`P2W` of "two" and "weeks"."""
    unit = unit.lower().removesuffix("s")
    found = amount(number)
    if found is None or found.high is not None or not found.value.is_integer():
        return None
    if unit in _DURATIONS:
        return f"P{found.value:.0f}{_DURATIONS[unit]}"
    return f"PT{found.value:.0f}{_HOURS[unit]}" if unit in _HOURS else None


def complete(row: dict[str, Any], links: list[Link], number: Mark, text: str, tell: Tell) -> bool:
    """Fill the fields that a figure's row lacks. False when the number has no value, which is told."""
    words = row["quantity"]["text"]
    if "value" not in row:
        found = amount(words, separators(text)[0])
        if found is None:
            tell(f"{words!r} has no value that could be read: no figure was made", number)
            return False
        row["value"] = found.value
        row.setdefault("kind", found.kind)
        row.setdefault("unit", found.unit)
        row |= {"value_high": found.high} if found.high is not None else {}
    if "value_high" in row and not _is_number(row["value_high"]):
        tell(f"the value_high {row.pop('value_high')!r} of {words!r} is no number", number)
    if not _is_number(row["value"]):
        tell(f"the value {row['value']!r} of {words!r} is no number: no figure was made", number)
        return False
    if "modifier" not in row and "modifier_span" in row:
        phrase = " ".join(row["modifier_span"]["text"].lower().split())
        if phrase in lexicon.modifiers():
            row["modifier"] = lexicon.modifiers()[phrase]
        else:
            tell(f"the modifier {phrase!r} of {words!r} is unknown", number)
    if "counted_type" not in row:
        people = any(link.label == "counted" and link.child.label == "BENEFICIARY" for link in links)
        row["counted_type"] = "people" if people else "money" if row.get("kind") == "money" else "other"
    return True


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
