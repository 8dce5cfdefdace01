"""Which figures of a bulletin may be added up, and why the others may not.

`additive` is said within one sector, unit, status and period type: figures of two sectors count many people twice, whatever
the numbers are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from sitrep_nlp.facts.setting import Setting
from sitrep_nlp.figures import Caution, Facts, Figure
from sitrep_nlp.lexicon.phrases import fold
from sitrep_nlp.matching import overlap

# How far, as a share of the whole, a sum may lie below and above a whole that is told with this word.
_TOLERANCE = {
    "exact": (0.0, 0.0),
    "about": (0.05, 0.05),
    "almost": (0.1, 0.0),
    "over": (0.0, 0.1),
    "at_least": (0.0, 0.1),
    "up_to": (0.1, 0.0),
    "under": (0.1, 0.0),
}
_ROUGH = 0.05  # for parts that are themselves told with a word such as "some"
_NEARLY_ALL = 0.75  # fewer were never meant to make up the whole
_WORD = re.compile(r"[^\W\d_]+")
_OF_TARGET = re.compile(r"\s*of (?:the |its |their )?(?:\w+ )?(?:targets?|goals?|plan|planned|caseload)\b", re.I)
_SMALL = 20  # numbers below it come back by chance


def mark(figures: Sequence[Figure], setting: Setting) -> None:
    """Set `additive` and `warnings` of all figures of one bulletin; all other facts must be there."""
    every = [(figure, figure.facts) for figure in figures if figure.facts is not None]
    for figure, facts in every:
        facts.additive = figure.kind in ("count", "money", "measure") and facts.period_type not in ("rate", "change")
    _parts(every, setting)
    _headline(every, setting)
    _cumulative(every)
    _repeated(every)


def _warn(facts: Facts, code: str, message: str, *, additive: bool) -> None:
    facts.warnings = (*facts.warnings, Caution(code, message))
    facts.additive = facts.additive and additive


def _told(number: float) -> str:
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.2f}".rstrip("0")


def _share(figure: Figure, base: Figure, setting: Setting) -> str:
    """What a percentage or a fraction makes of the number that it stands beside."""
    share = figure.value / (100 if figure.kind == "percent" else 1)
    if share > 1 or _OF_TARGET.match(setting.after(figure)):
        return f"a share of a target, beside {base.quantity.text}"
    return f"a share of {_told(base.value)}, which makes about {_told(round(base.value * share))}"


def _parts(every: Sequence[tuple[Figure, Facts]], setting: Setting) -> None:
    """A part beside its whole, and whether the parts sum to it."""
    wholes = {figure.quantity: (figure, facts) for figure, facts in every}
    parts: dict[int, list[Figure]] = defaultdict(list)
    for figure, facts in every:
        whole = wholes.get(figure.part_of) if figure.part_of else None
        if whole is None:
            continue
        if figure.kind in ("percent", "ratio"):
            if whole[0].kind == "count" or whole[0].kind == "money":
                _warn(facts, "share_of_base", _share(figure, whole[0], setting), additive=False)
        else:
            _warn(facts, "part_of_whole", f"a part of {whole[0].quantity.text}", additive=False)
            # The ends of a range, which some annotators mark beside it, do not make it up.
            beside = not overlap(figure.quantity, whole[0].quantity)
            if beside and figure.kind == whole[0].kind and facts.unit_type == whole[1].unit_type:
                parts[id(whole[0])].append(figure)
    for figure, facts in every:
        if len(parts[id(figure)]) > 1:
            _compare(figure, facts, parts[id(figure)])


def _compare(whole: Figure, facts: Facts, parts: Sequence[Figure]) -> None:
    total = sum(part.value for part in parts)
    below, above = _TOLERANCE[whole.modifier]
    if any(part.modifier != "exact" for part in parts):
        below, above = max(below, _ROUGH), max(above, _ROUGH)
    off = total - whole.value
    names = " and ".join(part.quantity.text for part in parts) if len(parts) < 4 else f"its {len(parts)} parts"
    sums = f"{names} sum to {_told(total)}"
    if -below * whole.value <= off <= above * whole.value:
        told = (
            f"{_told(abs(off))} {'more' if off > 0 else 'less'}, as the word beside it allows" if off else "the whole"
        )
        _warn(facts, "parts_match", f"{sums}: {told}", additive=True)
    elif off > 0:
        _warn(
            facts,
            "parts_exceed",
            f"{sums}: {_told(off)} more than the whole, so they overlap or one is wrong",
            additive=True,
        )
    elif total >= _NEARLY_ALL * whole.value:
        _warn(facts, "parts_below", f"{sums}: {_told(-off)} of the whole are in no part", additive=True)


def _headline(every: Sequence[tuple[Figure, Facts]], setting: Setting) -> None:
    """The people reached over all sectors, beside those of single sectors in a table or in the text."""
    reached = [(figure, facts) for figure, facts in every if facts.status == "reached" and facts.unit_type == "persons"]
    zones = [setting.zone(figure) for figure, _ in reached]
    cells = [
        (figure, facts)
        for (figure, facts), zone in zip(reached, zones, strict=True)
        if zone == "table" and figure.part_of is None
    ]
    sectors = {figure.sector for figure, _ in cells}
    if len(sectors) < 2:
        return
    total = sum(figure.value for figure, _ in cells)
    heads = [one for one, zone in zip(reached, zones, strict=True) if zone in ("headline", "heading")]
    for figure, facts in heads[:1]:
        counted = f"its {len(cells)} figures of sectors sum to {_told(total)}"
        difference = _told(abs(total - figure.value))
        more = "more: who was helped in several sectors is counted in each" if total >= figure.value else "less"
        _warn(facts, "total_beside_sectors", f"{counted}, {difference} {more}", additive=False)
        for _, cell in cells:
            message = f"all sectors together reached {_told(figure.value)} people, not the {_told(total)} of their sum"
            _warn(cell, "sectors_overlap", message, additive=True)
    by_sector: dict[str | None, float] = defaultdict(float)
    for figure, _ in cells:
        by_sector[figure.sector] += figure.value
    for (figure, facts), zone in zip(reached, zones, strict=True):
        if zone in ("prose", "bullet") and figure.sector in sectors and not figure.part_of:
            in_table = by_sector[figure.sector]
            told = "count these people too" if figure.value <= in_table else "are fewer"
            message = f"the table's {_told(in_table)} of {figure.sector} {told}"
            _warn(facts, "beside_sector_total", message, additive=False)


def _cumulative(every: Sequence[tuple[Figure, Facts]]) -> None:
    """A running total beside a figure of one month that counts the same."""
    groups: dict[tuple[object, ...], list[tuple[Figure, Facts]]] = defaultdict(list)
    for figure, facts in every:
        if figure.kind == "count" and figure.counted is not None and facts.period_type in ("this_period", "cumulative"):
            groups[facts.unit_type, facts.status, _head(figure), figure.sector].append((figure, facts))
    for group in groups.values():
        for figure, facts in group:
            if facts.period_type != "cumulative":
                continue
            months = [
                (other, its)
                for other, its in group
                if its.period_type == "this_period"
                and other.value <= figure.value
                and other.part_of is None
                and _same_activity(figure, other)
            ]
            if months:
                numbers = ", ".join(other.quantity.text for other, _ in months[:3])
                message = f"a running total beside figures of one period ({numbers})"
                _warn(facts, "cumulative_beside_period", message, additive=False)
            for _, its in months:
                message = f"the running total of {figure.quantity.text} holds this one"
                _warn(its, "cumulative_beside_period", message, additive=True)


def _repeated(every: Sequence[tuple[Figure, Facts]]) -> None:
    """The same figure told again further down."""
    seen: dict[tuple[object, ...], list[tuple[Figure, Facts]]] = defaultdict(list)
    for figure, facts in every:
        if figure.kind in ("percent", "ratio"):
            continue
        if figure.kind != "money" and (figure.counted is None or figure.implicit):
            continue
        # All that has to be the same is in the key, so that a long table of equal numbers is not compared each with each.
        told = facts.status if figure.kind == "money" else _head(figure)
        key = (
            figure.kind == "money",
            figure.value,
            figure.value_high,
            figure.unit,
            facts.unit_type,
            facts.reference_period_end,
            told,
        )
        again = next((other for other, its in seen[key] if _same(figure, facts, other, its)), None)
        if again is not None:
            _warn(facts, "repeated", f"told before: {again.quantity.text}", additive=False)
        else:
            seen[key].append((figure, facts))


def _same(figure: Figure, facts: Facts, other: Figure, its: Facts) -> bool:
    """Whether a figure tells again what an earlier one of the same number, unit and counted thing told."""
    if facts.status != its.status and "other" not in (facts.status, its.status):
        return False
    if figure.quantity.start - other.quantity.end < 3 or figure.part_of == other.quantity:
        return False
    places = {span.text for span in figure.locations}, {span.text for span in other.locations}
    if all(places) and not places[0] & places[1]:
        return False
    if not _same_activity(figure, other):
        return False
    return figure.kind == "money" or figure.value >= _SMALL or bool(figure.activity and other.activity)


def _head(figure: Figure) -> str:
    return _last_word(figure.counted.text) if figure.counted else ""


@lru_cache(maxsize=4096)
def _last_word(counted: str) -> str:
    head = re.split(r"\s(?:of|from|in|with|for|at|on|who|without|living)\s", counted, maxsplit=1)[0]
    words = _WORD.findall(fold(head))
    return words[-1].rstrip("s") if words else ""


def _same_activity(figure: Figure, other: Figure) -> bool:
    """Whether two activities speak of the same: one of them says nothing more than the other."""
    if figure.activity is None or other.activity is None:
        return True
    words, others = _content(figure.activity.text), _content(other.activity.text)
    return words <= others or others <= words


@lru_cache(maxsize=4096)
def _content(activity: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(fold(activity)) if len(word) > 3)
