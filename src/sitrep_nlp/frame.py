"""Figures as rows of a table. The columns follow the conventions of the HDX HAPI; `docs/figures.md` defines each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.figures import Facts, Figure, Span
from sitrep_nlp.ids import figure_id
from sitrep_nlp.schema import SECTOR_CODES

if TYPE_CHECKING:
    import pandas

# Each column in its place, with its HXL tag.
HXL_TAGS: Final[dict[str, str]] = {
    "figure_id": "#meta+id",
    "bulletin_id": "#meta+bulletin",
    "month": "#date+month",
    "country": "#country+name",
    "source": "#meta+source",
    "page": "#meta+page",
    "quantity": "#description+quantity",
    "value": "#indicator+value+num",
    "value_high": "#indicator+value+num+max",
    "kind": "#indicator+kind",
    "unit": "#indicator+unit",
    "modifier": "#indicator+modifier",
    "counted": "#indicator+name",
    "counted_type": "#indicator+counted+type",
    "implicit": "#meta+implicit",
    "unit_type": "#indicator+type",
    "item": "#item+name",
    "population_group": "#population+group",
    "nationality": "#population+nationality",
    "gender": "#population+gender",
    "age_group": "#population+age+name",
    "min_age": "#population+age+min",
    "max_age": "#population+age+max",
    "vulnerabilities": "#population+vulnerability",
    "occupation": "#population+occupation",
    "activity": "#activity+name",
    "status": "#status+name",
    "event_type": "#event+type",
    "sector": "#sector+name",
    "sector_code": "#sector+code",
    "organizations": "#org+name",
    "organization_ids": "#org+code",
    "org_type_code": "#org+type+code",
    "locations": "#loc+name",
    "location_code": "#country+code",
    "admin1_code": "#adm1+code",
    "admin2_code": "#adm2+code",
    "dates": "#date+text",
    "reference_period_start": "#date+start",
    "reference_period_end": "#date+end",
    "period_type": "#date+type",
    "part_of": "#meta+whole",
    "additive": "#meta+additive",
    "warnings": "#meta+warnings",
    "confidence": "#meta+confidence",
    "found_by": "#meta+method",
    "sentence": "#description+sentence",
    "start": "#meta+start",
    "end": "#meta+end",
}

COLUMNS: Final = tuple(HXL_TAGS)

_CODES = (
    "population_group",
    "nationality",
    "age_group",
    "vulnerabilities",
    "organization_ids",
    "org_type_code",
    "location_code",
    "admin1_code",
    "admin2_code",
)
_SINGLE = (
    "unit_type",
    "item",
    "gender",
    "min_age",
    "max_age",
    "occupation",
    "status",
    "reference_period_start",
    "reference_period_end",
    "period_type",
    "additive",
)


def to_frame(results: Iterable[AnnotatedBulletin]) -> pandas.DataFrame:
    """A DataFrame with one row a figure and the columns `COLUMNS`; `start` and `end` are offsets of the number.

    Figures that were told in the same country's bulletin of the month before carry the warning `carried_over`.
    """
    import pandas

    from sitrep_nlp.facts.carried import mark_carried

    frame = pandas.DataFrame([row for result in results for row in rows(result)], columns=list(COLUMNS))
    return mark_carried(frame)


def rows(result: AnnotatedBulletin) -> Iterator[dict[str, Any]]:
    """The figures of one bulletin as table rows. Lists are joined with "; ", line breaks in spans become spaces.

    Facts are None where the pipeline has no `sitrep_facts`.
    """
    for figure in result.figures:
        row = {
            "figure_id": figure_id(result.bulletin, figure),
            "bulletin_id": result.bulletin.id,
            "month": result.month,
            "country": result.bulletin.country,
            "source": result.bulletin.source,
            "page": result.bulletin.page(figure.quantity.start),
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
            "event_type": figure.event_type,
            "sector_code": SECTOR_CODES.get(figure.sector or ""),
            "part_of": _flat(figure.part_of),
            "confidence": figure.confidence,
            "found_by": figure.found_by or None,
            "sentence": sentence(result, figure)[0],
            "start": figure.quantity.start,
            "end": figure.quantity.end,
        } | _facts(figure.facts)
        yield {column: row[column] for column in COLUMNS}


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


def _facts(facts: Facts | None) -> dict[str, Any]:
    if facts is None:
        return dict.fromkeys((*_SINGLE, *_CODES, "warnings"))
    row = {name: getattr(facts, name) for name in _SINGLE}
    row |= {name: "; ".join(getattr(facts, name)) or None for name in _CODES}
    row["warnings"] = "; ".join(f"{warning.code}: {warning.message}" for warning in facts.warnings) or None
    return row


def _flat(span: Span | None) -> str | None:
    return " ".join(span.text.replace("*", "").split()) if span else None


def _joined(spans: list[Span]) -> str | None:
    """The different texts of some spans in their order."""
    return "; ".join(dict.fromkeys(text for span in spans if (text := _flat(span)))) or None
