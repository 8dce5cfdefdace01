"""From figures to facts: what a data team filters, joins and adds up by.

Each module answers one question of a figure: `units` what is counted, `status` what of it, `events` which kind of event,
`periods` when, `links` who, where and which people as codes, `broken` whether the number is whole; `adding` looks at all
figures of a bulletin together. `docs/figures.md` defines the answers.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitrep_nlp.facts.adding import mark
from sitrep_nlp.facts.broken import torn_digits
from sitrep_nlp.facts.events import event_type
from sitrep_nlp.facts.links import add_codes
from sitrep_nlp.facts.periods import period_type, reference_period
from sitrep_nlp.facts.setting import Setting
from sitrep_nlp.facts.status import status
from sitrep_nlp.facts.units import item, unit_type
from sitrep_nlp.figures import Facts, Figure

__all__ = ["Setting", "complete"]


def complete(figures: Sequence[Figure], setting: Setting) -> None:
    """Set `facts` of all figures of one bulletin."""
    for figure in figures:
        facts = figure.facts = Facts(unit_type=unit_type(figure), status=status(figure, setting))
        figure.event_type = figure.event_type or event_type(figure, facts.status)
        facts.item = item(figure, setting.after(figure))
        facts.period_type = period_type(figure, setting, facts.status, facts.unit_type)
        facts.reference_period_start, facts.reference_period_end = reference_period(figure, setting, facts.period_type)
        add_codes(facts, figure, setting)
    _inherit(figures)
    mark(figures, setting)
    for figure in figures:
        broken = torn_digits(figure)
        if broken and figure.facts:
            figure.facts.warnings, figure.facts.additive = (broken, *figure.facts.warnings), False


def _inherit(figures: Sequence[Figure]) -> None:
    """A part that says nothing of its status, event or period ("including 340 children") has those of its whole."""
    wholes = {figure.quantity: figure for figure in figures}
    for figure in figures:
        whole = wholes.get(figure.part_of) if figure.part_of else None
        if whole is None or figure.kind != "count":
            continue
        figure.event_type = figure.event_type or whole.event_type
        facts, above = figure.facts, whole.facts
        if facts is None or above is None:
            continue
        if facts.status == "other":
            facts.status = above.status
        if facts.period_type == "this_period" and above.period_type in ("cumulative", "snapshot", "plan"):
            facts.period_type = above.period_type
