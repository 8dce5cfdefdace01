"""What the index page tells of each bulletin: its figures counted, people reached, organisations and places.

Nothing is added up here: months hold the same people again, and so do sectors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

# Sectors whose figures of people tell of help only where the status says so.
_NO_RESPONSE = ("Context", "Funding", "Coordination", None)
_PERIODS = ("this_period", "cumulative")
# Warnings of figures that say nothing of their own about people reached, as in `summarise`.
_SET_ASIDE = {"torn_digits", "part_of_whole", "repeated", "beside_sector_total"}


def summary(bulletin: Mapping[str, Any]) -> dict[str, Any]:
    """The entry of one bulletin, given as `content.content` makes it."""
    figures = bulletin["figures"]
    return {
        **{key: bulletin[key] for key in ("id", "title", "month", "country", "source", "digest")},
        "words": len(bulletin["text"].split()),
        "figures": len(figures),
        "warned": sum(bool(figure.get("warnings")) for figure in figures),
        "reached": [_reached(figure) for figure in figures if _is_reached(figure)],
        "organizations": Counter(name for figure in figures for name in _organizations(figure, bulletin["registry"])),
        "places": list(_places(figures)),
    }


def _is_reached(figure: Mapping[str, Any]) -> bool:
    """Whether a figure counts people who got help, and is no part of another. Records without facts are told by their sector."""
    if figure["counted_type"] != "people" or figure["kind"] != "count" or figure["part_of"]:
        return False
    if not _SET_ASIDE.isdisjoint(warning["code"] for warning in figure.get("warnings", ())):
        return False
    if "status" in figure:
        return (figure["status"], figure["unit_type"]) == ("reached", "persons") and figure["period_type"] in _PERIODS
    return bool(figure["activity"] and figure["sector"] not in _NO_RESPONSE)


def _reached(figure: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": figure["id"],
        "sector": figure["sector"],
        "value": figure["value"],
        "text": " ".join(figure["quantity"]["text"].split()),
        "cumulative": figure.get("period_type") == "cumulative",
    }


def _places(figures: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The places of a bulletin with the number of their figures, their sectors and the largest number of people reached."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for figure in figures:
        for name in _names(figure, "locations"):
            # A place in a heading's capitals is the same place; short ones are acronyms (USA).
            found.setdefault(name.title() if name.isupper() and len(name) > 3 else name, []).append(figure)
    for name, here in found.items():
        largest = max(filter(_is_reached, here), key=lambda figure: figure["value"], default=None)
        yield {
            "name": name,
            "figures": len(here),
            "sectors": sorted({figure["sector"] for figure in here if figure["sector"]}),
            "largest": largest and _reached(largest),
        }


def _organizations(figure: Mapping[str, Any], registry: Mapping[str, str]) -> list[str]:
    """The organisations of a figure, each once: by the registry's name where all are linked, else as they are written."""
    ids = figure.get("organization_ids", ())
    return [registry[each] for each in ids] if ids and registry.keys() >= set(ids) else _names(figure, "organizations")


def _names(figure: Mapping[str, Any], field: str) -> list[str]:
    """The different names in a field, on one line each."""
    return list(dict.fromkeys(" ".join(span["text"].replace("*", "").split()) for span in figure[field]))
