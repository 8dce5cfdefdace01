"""Whether what is counted was reached, is in need, is targeted, was affected, or is money asked for or received."""

from __future__ import annotations

import re

from sitrep_nlp.facts.setting import Setting, all_of, first_of
from sitrep_nlp.figures import Figure

_GENERAL = ("Context", "Coordination", "Funding")
_REQUIRED = re.compile(
    r"\b(?:requir\w*|request\w*|appeal(?:s|ing)?|asks?|asked|need(?:s|ed)?|seeks?|sought|budget\w*)\b", re.I
)
_RECEIVED = re.compile(
    r"\b(?:(?:under)?funded|received|pledg\w+|secured|contribut\w+|committed|allocated|covered|met|raised|gave|given|granted|provided|added|mobili[sz]ed)\b",
    re.I,
)
_FUNDED = re.compile(r"\b(?:under)?fund(?:s|ed|ing)?\b", re.I)
_BY_DONORS = re.compile(r"\b(?:pledg\w+|contribut\w+|committed|allocated)\b", re.I)
_CLAUSE = re.compile(r";|,\s+(?:and|while|but|which|who)\b")
_NEAR = 80
_GAP = re.compile(r"\b(?:not\s+funded|gap|shortfall|unmet|unfunded|missing)\b", re.I)
# What an office or a hotline receives is not given to anyone.
_TAKEN_IN = re.compile(r"\b(?:calls?|reports?|complaints?|requests?|applications?|claims?|enquiries|queries)\b", re.I)


def status(figure: Figure, setting: Setting) -> str:
    """The status of a figure, one of `schema.STATUSES`; `other` where no word tells."""
    activity = figure.activity.text if figure.activity else ""
    if "money" in (figure.counted_type, figure.kind) or (figure.kind == "percent" and _FUNDED.search(activity)):
        return _of_money(figure, setting)
    counted = figure.counted.text if figure.counted and not figure.implicit else ""
    clause = f"{setting.before(figure)} {setting.after(figure)}"
    found = first_of("statuses", activity) or first_of("statuses", counted)
    near = first_of("statuses", clause)
    if near and near[0] == "capacity":
        return "capacity"
    if found is None:
        # The activity's verb is in no list, or only its object was found: the verb that stands before the number tells.
        found = near if near and (near[0] in ("in_need", "targeted") or figure.sector not in _GENERAL) else None
    if found is None:
        return "other"
    if found[0] == "reached":
        if _TAKEN_IN.search(counted):
            return "other"
        if planned(figure, setting):
            return "targeted"
    return found[0]


def planned(figure: Figure, setting: Setting) -> bool:
    """Whether the figure's clause tells of what is still to come."""
    number, activity = figure.quantity, figure.activity
    start = setting.sentence(figure)[0]
    edge = min(number.start, activity.start) if activity and activity.start >= start else number.start
    # Of a sentence with several clauses, the nearest tells.
    words = [_CLAUSE.split(setting.text[start:edge])[-1]]
    if activity:
        near = 0 < activity.start - number.end < _NEAR
        words += [activity.text, setting.text[number.end : activity.start] if near else ""]
    return "plan" in all_of("period_types", " ".join(words))


def _of_money(figure: Figure, setting: Setting) -> str:
    activity = figure.activity.text if figure.activity else ""
    clause = f"{setting.before(figure)} {setting.after(figure)}"
    for words in (activity, clause):
        if _GAP.search(words):
            return "other"
        required, received = _REQUIRED.search(words), _RECEIVED.search(words)
        if received and (figure.sector == "Funding" or _FUNDED.search(words) or _BY_DONORS.search(words)):
            return "funding_received"
        if required:
            return "funding_required"
    given = first_of("statuses", activity)
    if figure.kind == "percent":
        return "other"
    return "reached" if given and given[0] == "reached" else "other"
