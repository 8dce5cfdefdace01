"""The closed vocabularies: those of the annotation scheme, and those of the facts that a figure is completed with.

`docs/annotation.md` says what the first mean (labels to sectors), `docs/figures.md` the others.
"""

from typing import Final

LABELS: Final = ("ORG", "DECREE", "DATE", "QUANTITY", "BENEFICIARY", "LOC")

KINDS: Final = ("count", "money", "percent", "measure", "ratio")

MODIFIERS: Final = ("exact", "about", "over", "at_least", "almost", "up_to", "under")

COUNTED_TYPES: Final = ("people", "item", "event", "organization", "place", "money", "other")

SECTORS: Final = (
    "Education",
    "Food Security",
    "Health",
    "Humanitarian Transportation",
    "Integration",
    "NFI",
    "Nutrition",
    "Protection",
    "Shelter",
    "WASH",
    "CBI",
    "Funding",
    "Coordination",
    "Context",
)

# The codes of the HDX HAPI for sectors that it knows; R4V's own sectors (integration, transportation) have none there.
SECTOR_CODES: Final = {
    "Education": "EDU",
    "Food Security": "FSC",
    "Health": "HEA",
    "NFI": "SHL",
    "Nutrition": "NUT",
    "Protection": "PRO",
    "Shelter": "SHL",
    "WASH": "WSH",
    "CBI": "MPC",
    "Coordination": "CSS",
}

UNIT_TYPES: Final = (
    "persons",
    "households",
    "items",
    "services",
    "events",
    "organisations",
    "places",
    "money",
    "share",
    "measure",
    "other",
)

PERIOD_TYPES: Final = ("this_period", "cumulative", "snapshot", "rate", "change", "plan")

STATUSES: Final = (
    "reached",
    "in_need",
    "targeted",
    "affected",
    "funding_required",
    "funding_received",
    "capacity",
    "other",
)

# Aid or the need of it; harm to people; anything else: the scheme of the HumSet quantities.
EVENT_TYPES: Final = ("EventA", "EventP", "EventO")

WARNINGS: Final = (
    "torn_digits",
    "part_of_whole",
    "parts_match",
    "parts_exceed",
    "parts_below",
    "share_of_base",
    "total_beside_sectors",
    "sectors_overlap",
    "beside_sector_total",
    "cumulative_beside_period",
    "repeated",
    "carried_over",
)

ZONES: Final = (
    "headline",
    "heading",
    "prose",
    "bullet",
    "table",
    "partners",
    "footnote",
    "contact",
    "caption",
    "furniture",
)
