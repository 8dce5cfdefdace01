"""Who, where and which people, as codes: from the linked entities of a figure."""

from __future__ import annotations

from collections.abc import Iterable

from sitrep_nlp.facts.setting import Setting
from sitrep_nlp.figures import Facts, Figure, Span
from sitrep_nlp.linking.groups import facets
from sitrep_nlp.linking.organizations import organization
from sitrep_nlp.linking.places import place


def add_codes(facts: Facts, figure: Figure, setting: Setting) -> None:
    """Fill the ids of organisations, the codes of places and the facets of the people counted."""
    facts.organization_ids = _different(_values(figure.organizations, setting))
    known = [organization(value) for value in facts.organization_ids]
    facts.org_type_code = _different(found.type_code for found in known if found)
    places = [found for value in _values(figure.locations, setting) if (found := place(value))]
    facts.location_code = _different(found.country for found in places)
    facts.admin1_code = _different(found.admin1_code for found in places)
    facts.admin2_code = _different(found.admin2_code for found in places)
    if figure.counted is not None and figure.counted_type == "people":
        group = facets(figure.counted.text)
        facts.population_group, facts.vulnerabilities = group.population_groups, group.vulnerabilities
        facts.gender, facts.min_age, facts.max_age = group.sex, group.age_min, group.age_max
        facts.occupation, facts.age_group, facts.nationality = group.occupation, group.age_groups, group.nationalities


def _values(spans: Iterable[Span], setting: Setting) -> Iterable[str]:
    return (value for span in spans if (value := setting.values.get(span.start)))


def _different(codes: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code))
