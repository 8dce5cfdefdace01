"""What the words beside a number in a box or a table say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep_nlp.figures import Figure, Span
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
