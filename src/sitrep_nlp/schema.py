"""The closed vocabularies of the annotation scheme: labels, kinds, modifiers, counted types and sectors.

`docs/annotation.md` says what each of them means.
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
