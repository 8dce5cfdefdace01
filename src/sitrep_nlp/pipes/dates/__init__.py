"""Dates, ranges, deictic dates and durations, with ISO 8601 values resolved against the bulletin's month."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from sitrep_nlp.pipes.claims import Claim, add_entities
from sitrep_nlp.pipes.dates.patterns import find
from sitrep_nlp.pipes.dates.relative import head_day
from sitrep_nlp.pipes.dates.resolve import head_month, resolve

# Dates that look like a name with a number, or like a phone number.
_SURE = re.compile(r"Q[1-4]\b|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d")


@Language.factory("sitrep_dates", assigns=["doc.ents", "doc._.month", "span._.value"], requires=["doc._.identifiers"])
def create_dates(nlp: Language, name: str) -> Dates:
    return Dates()


class Dates:
    """Adds DATE entities; their values are in `span._.value`, None where the text does not give the year.

    `doc._.month` (`YYYY-MM`) is what values are resolved against; when it is not set it is read from the text's head.
    """

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        if doc._.month is None:
            doc._.month = head_month(text)
        month = doc._.month
        spans = list(find(text))
        first = ((start, end, resolve(text, start, end, month)) for start, end in spans)
        day = head_day(text, first, month)
        claims = [Claim(start, end, "DATE", resolve(text, start, end, month, day)) for start, end in spans]
        add_entities(doc, (claim for claim in claims if _SURE.match(text, claim.start)), identifiers=False)
        add_entities(doc, claims)
        return doc
