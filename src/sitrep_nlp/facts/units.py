"""What is counted, as one of few units that are never mixed, and what was given."""

from __future__ import annotations

import re
from functools import lru_cache

from sitrep_nlp import lexicon
from sitrep_nlp.facts.setting import word_lists
from sitrep_nlp.figures import Figure

_BY_COUNTED_TYPE = {
    "people": "persons",
    "item": "items",
    "event": "events",
    "organization": "organisations",
    "place": "places",
    "money": "money",
}
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|[,;()/]")
_GIVEN = re.compile(r"\b(?:with|receiv\w+|provid\w+|distribut\w+|of|gave|giv\w+|handed out|deliver\w+)\s", re.I)
_WITH = re.compile(r"^[^.,;()]{0,40}?\bwith\s+([^.,;()]{3,60})")
# Where the name of a thing that is given cannot go on to the left.
_EDGES = frozenset(
    """
    with of to the a an some its their his her these those all received receive receiving provided provide providing
    distributed distribute distributing delivered deliver gave given giving handed out by from in on as well for also
    assisted supported benefited , ; ( ) / access
    """.split()
)


def unit_type(figure: Figure) -> str:
    """The unit of a figure, one of `schema.UNIT_TYPES`."""
    if figure.kind == "percent" or (figure.kind == "ratio" and figure.value <= 1):
        return "share"
    if figure.kind in ("money", "measure"):
        return figure.kind
    if figure.kind == "ratio":
        return "other"
    counted = figure.counted.text if figure.counted else ""
    return _unit_of_noun(counted, figure.counted_type)


@lru_cache(maxsize=4096)
def _unit_of_noun(counted: str, counted_type: str) -> str:
    pattern, table = word_lists("unit_types")
    head = re.split(r"\s(?:of|from|in|with|for|at|on|who|without|living|between|to)\s", counted, maxsplit=1)[0]
    named = [table[match.group().lower()] for match in pattern.finditer(head)]
    unit = _BY_COUNTED_TYPE.get(counted_type, "other")
    if not named:
        return unit
    if named[-1] == "households":
        # "families" are households; "refugees and families" are persons.
        joined = re.search(r"\b(?:and|or)\b|,", head)
        return "households" if unit in ("persons", "other") and not joined else unit
    return unit if unit == "persons" else named[-1]


def item(figure: Figure, after: str) -> str | None:
    """What was given, as said: `food kits`, `blankets; hygiene kits`. `after` is the text that follows the number."""
    if figure.kind == "measure":
        match = re.match(
            r"\s+of\s+((?:[a-z-]+\s+){0,3}?[a-z-]+)(?=\s+(?:to|in|for|from|per|a|was|were|and|at|by|on|with)\b|[\s]*[.,;)]|\s*$)",
            after,
        )
        return match.group(1) if match else None
    if figure.counted is not None and unit_type(figure) == "items":
        counted = " ".join(figure.counted.text.replace("*", "").split())
        return _things(counted) or counted
    if figure.activity is None or figure.kind not in ("count", "percent"):
        return None
    words = " ".join(figure.activity.text.split())
    given = _GIVEN.search(words)
    found = _things(words[given.end() :]) if given else None
    beside = _WITH.search(after)
    return found or (_things(beside.group(1)) if beside else None)


@lru_cache(maxsize=4096)
def _things(phrase: str) -> str | None:
    """The names of items in a phrase, each with the words that define it."""
    found, run = [], list[str]()
    words = _WORD.findall(phrase)
    for position, word in enumerate(words):
        if word.lower() in _EDGES or (word.lower() == "and" and (not run or run[-1].lower() in _items())):
            run = []
            continue
        run.append(word)
        following = (words[position + 1 : position + 2] or [","])[0].lower()
        if word.lower() in _items() and following != "of" and following not in _items():
            found.append(" ".join(run))
            run = []
    return "; ".join(dict.fromkeys(found)) or None


@lru_cache(maxsize=1)
def _items() -> frozenset[str]:
    return frozenset(row["noun"] for row in lexicon.rows("things") if row["type"] == "item")
