"""Figures as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.runner import AnnotatedBulletin

if TYPE_CHECKING:
    import pandas

COLUMNS = (
    "bulletin_id",
    "month",
    "country",
    "source",
    "quantity",
    "value",
    "value_high",
    "kind",
    "unit",
    "modifier",
    "counted",
    "counted_type",
    "implicit",
    "activity",
    "organizations",
    "locations",
    "dates",
    "sector",
    "part_of",
    "confidence",
    "sentence",
    "start",
    "end",
)


def to_frame(results: Iterable[AnnotatedBulletin]) -> pandas.DataFrame:
    """A DataFrame with one row a figure and the columns `COLUMNS`; `start` and `end` are offsets of the number."""
    import pandas

    return pandas.DataFrame([row for result in results for row in rows(result)], columns=list(COLUMNS))


def rows(result: AnnotatedBulletin) -> Iterator[dict[str, Any]]:
    """The figures of one bulletin as table rows. Lists are joined with "; ", line breaks in spans become spaces."""
    for figure in result.figures:
        yield {
            "bulletin_id": result.bulletin.id,
            "month": result.month,
            "country": result.bulletin.country,
            "source": result.bulletin.source,
            "quantity": _flat(figure.quantity),
            "value": figure.value,
            "value_high": figure.value_high,
            "kind": figure.kind,
            "unit": figure.unit or None,
            "modifier": figure.modifier,
            "counted": _flat(figure.counted),
            "counted_type": figure.counted_type,
            "implicit": figure.implicit,
            "activity": _flat(figure.activity),
            "organizations": _joined(figure.organizations),
            "locations": _joined(figure.locations),
            "dates": _joined(figure.dates),
            "sector": figure.sector,
            "part_of": _flat(figure.part_of),
            "confidence": figure.confidence,
            "sentence": sentence(result, figure)[0],
            "start": figure.quantity.start,
            "end": figure.quantity.end,
        }


def sentence(result: AnnotatedBulletin, figure: Figure) -> tuple[str, int, int]:
    """The sentence of a figure on one line, and where in it the number stands."""
    text, start, end = "", 0, 0
    for first, last in result.sentence(figure.quantity):
        if text:
            text += " "
        if first <= figure.quantity.start < last:
            start = len(text) + len(" ".join(result.bulletin.text[first : figure.quantity.start].split()))
            start += bool(
                result.bulletin.text[first : figure.quantity.start].strip()
                and result.bulletin.text[figure.quantity.start - 1].isspace()
            )
        text += " ".join(result.bulletin.text[first:last].split())
    number = " ".join(figure.quantity.text.split())
    end = start + len(number)
    return text, start, end


def _flat(span: Span | None) -> str | None:
    return " ".join(span.text.replace("*", "").split()) if span else None


def _joined(spans: list[Span]) -> str | None:
    """The different texts of some spans in their order."""
    return "; ".join(dict.fromkeys(text for span in spans if (text := _flat(span)))) or None
