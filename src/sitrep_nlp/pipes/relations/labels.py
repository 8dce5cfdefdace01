"""What the words beside a number in a box or a table say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.pipes import sectors
from sitrep_nlp.pipes.relations import activity, counted
from sitrep_nlp.pipes.relations.nodes import Node, is_verb, span

LABEL = re.compile(
    r"(?:people |persons )?(?:reached|assisted|targeted|supported|in need|funded|unfunded|requirements?|required|received|requested|trained|displaced|affected|vaccinated|deaths?|killed|injured|funding gap|gap|arrivals|planned|covered|asked|paid|missing|damaged|destroyed|capacity|occupied|confirmed|recovered|registered|unmet|pledged)",
    re.I,
)
FUNDING = re.compile(
    r"(?:not\s+)?(?:un)?funded\b|(?:funding|financial)?\s*requirements?\b|(?:funding|amount)?\s*(?:required|received|requested|pledged)\b|funding (?:gap|shortfall)|\bgap\b|\bappeal\b|\bbudget\b",
    re.I,
)
# What was done, where a title says it by a noun.
DEED = re.compile(r"assistance|admissions?|closures?|distributions?|vaccinations?", re.I)
# "Families assisted, by modality": what is counted, whatever it is sorted by.
SORTED_BY = re.compile(r"\b(?:by|per)\s", re.I)


def read_label(figure: Figure, text: str, row: Sequence[Node]) -> bool:
    """Take counted thing and activity of a number from the words of its label; whether the label gave anything."""
    body = text[row[0].start : row[-1].end] if row else ""
    funding = FUNDING.search(body)
    if funding and (figure.kind in ("money", "percent") or re.search(r"[KMB]$|illion$", figure.quantity.text)):
        start = row[0].start + funding.start()
        figure.activity = Span(start, start + len(funding.group()), funding.group())
        if figure.kind == "count":
            figure.kind, figure.unit = "money", "USD"
        figure.counted_type = "money"
        return True
    given = False
    for position, node in enumerate(row):
        if node.kind == "B":
            figure.counted, figure.counted_type, given = (
                span(text, row, position, position),
                counted.type_of(row, position, position),
                True,
            )
            break
    verb = next(
        (
            position
            for position, node in enumerate(row)
            if node.kind == "W"
            and (
                is_verb(row, position)
                or LABEL.fullmatch(node.text)
                or (node.key == "in" and row[position + 1 : position + 2] and row[position + 1].key == "need")
            )
        ),
        None,
    )
    if verb is not None:
        first, last = activity.complete(row, verb) if row[verb].key != "in" else (verb, verb + 1)
        figure.activity, given = span(text, row, first, last), True
    if figure.counted is None and figure.kind != "money":
        noun = next((position for position, node in enumerate(row) if node.kind == "W" and position != verb), None)
        phrase = counted.phrase(row, noun) if noun is not None else None
        if phrase:
            figure.counted, figure.counted_type, given = span(text, row, *phrase), counted.type_of(row, *phrase), True
    return given


def read_title(figure: Figure, text: str, title: Sequence[Node], label: Span) -> None:
    """Add what the title over a list of labels and numbers says of one of them: what was done, and what is counted where labels only sort it.

    "People assisted, by sector" over "Health: 2,300", "Distributions" over "Blankets: 1,870".
    """
    said = Figure(figure.quantity, figure.value, kind=figure.kind)
    by = SORTED_BY.search(text, title[0].start, title[-1].end)
    first = max((place + 1 for place, node in enumerate(title) if node.key in (":", "|")), default=0)
    told = [node for node in title[first:] if node.kind in "WBL" and (by is None or node.start < by.start())]
    read_label(said, text, told)
    deed = next((node for node in told if node.kind == "W" and DEED.fullmatch(node.text)), None)
    if deed is not None:
        said.activity = span(text, [deed], 0, 0)
    elif said.counted is None or (said.activity and not said.activity.text.lower().endswith(("ed", "en"))):
        said.activity = None
    if by is not None and said.counted_type != "other":
        figure.counted, figure.counted_type, figure.implicit = said.counted, said.counted_type, True
        figure.activity, figure.sector = said.activity, sectors.of_heading(label.text) or figure.sector
    elif figure.activity is None:
        figure.activity = said.activity
