"""What the entities stand for: ids of organisations, codes of places, and the document's lists of both, of decrees and groups.

`doc._.organizations`, `doc._.places`, `doc._.decrees`, `doc._.groups` and `doc._.partner_lists` are lists of flat, JSON-safe
rows; `start` and `end` are character offsets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from sitrep_nlp.linking import decrees, groups, organizations, partners, places
from sitrep_nlp.linking.countries import country_code

Row = dict[str, Any]

for _name in ("organizations", "places", "decrees", "groups", "partner_lists"):
    Doc.set_extension(_name, default=None, force=True)


@Language.factory(
    "sitrep_linking",
    requires=["doc.ents", "doc._.sentences"],
    assigns=[
        "span._.value",
        "doc._.organizations",
        "doc._.places",
        "doc._.decrees",
        "doc._.groups",
        "doc._.partner_lists",
    ],
)
def create_linking(nlp: Language, name: str) -> Linking:
    return Linking()


class Linking:
    """Sets `span._.value` of ORG and LOC to the registry's id and the place's code, and the lists of the document.

    A LOC or ORG that nothing is known of has no value. DECREE and DATE keep the values that their own components gave.
    """

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        ents: dict[str, list[Span]] = {}
        for ent in doc.ents:
            ents.setdefault(ent.label_, []).append(ent)
        locs, orgs = ents.get("LOC", []), ents.get("ORG", [])
        country = country_code(doc._.country) if doc._.country else None
        located = _set_values(locs, places.link(text, _offsets(locs), country))
        country = country or _country(located)
        ids = _set_values(orgs, organizations.link(text, _offsets(orgs), country))
        doc._.places = list(_places(locs, located))
        doc._.organizations = list(_organizations(orgs, ids))
        doc._.partner_lists = [
            {name: list(part) if isinstance(part, tuple) else part for name, part in found._asdict().items()}
            for found in partners.partner_lists(text, _offsets(orgs), ids)
        ]
        doc._.groups = [_group(ent) for ent in ents.get("BENEFICIARY", [])]
        doc._.decrees = list(_decrees(doc, text, ents.get("DECREE", []), ents.get("DATE", [])))
        return doc


def _offsets(ents: Sequence[Span]) -> list[tuple[int, int]]:
    return [(ent.start_char, ent.end_char) for ent in ents]


def _set_values(ents: Sequence[Span], values: list[str | None]) -> list[str | None]:
    for ent, value in zip(ents, values, strict=True):
        ent._.value = value
    return values


def _country(located: Sequence[str | None]) -> str | None:
    """The country that most of the places lie in."""
    found = [place.country for value in located if value and (place := places.place(value)) and place.country]
    # The first of several that are as frequent, whatever the order of a set.
    return Counter(found).most_common(1)[0][0] if found else None


def _by_value(ents: Sequence[Span], values: Sequence[str | None]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for ent, value in zip(ents, values, strict=True):
        if value:
            found.setdefault(value, []).append(ent)
    return found


def _mentioned(mentions: Sequence[Span]) -> Row:
    """What every row tells of the mentions: how often, as what, and where first."""
    names = dict.fromkeys(" ".join(mention.text.split()) for mention in mentions)
    first = mentions[0]
    return {"mentions": len(mentions), "as_said": list(names), "start": first.start_char, "end": first.end_char}


def _places(ents: Sequence[Span], values: Sequence[str | None]) -> Iterator[Row]:
    for value, mentions in _by_value(ents, values).items():
        place = places.place(value)
        if place:
            yield {"value": value, **place._asdict(), **_mentioned(mentions)}


def _organizations(ents: Sequence[Span], values: Sequence[str | None]) -> Iterator[Row]:
    for value, mentions in _by_value(ents, values).items():
        known = organizations.organization(value)
        row = _mentioned(mentions)
        name = known.name if known else max(row["as_said"], key=len)
        yield {
            "id": value,
            "name": name,
            "acronym": known.acronym if known else "",
            "type_code": known.type_code if known else "",
            "country": known.country if known else "",
            **row,
        }


def _group(ent: Span) -> Row:
    facets = groups.facets(ent.text)._asdict()
    said = {name: list(value) if isinstance(value, tuple) else value for name, value in facets.items()}
    return {"text": " ".join(ent.text.split()), **said, "start": ent.start_char, "end": ent.end_char}


def _decrees(doc: Doc, text: str, ents: Sequence[Span], dates: Sequence[Span]) -> Iterator[Row]:
    valued = [ent for ent in ents if ent._.value]
    if not valued:
        return
    ranges = [_sentence(doc, ent) for ent in valued]
    sentences = [" ".join(" ".join(text[start:end] for start, end in each).split()) for each in ranges]
    for found in decrees.listed([ent._.value for ent in valued], sentences):
        told = ranges[found.telling]
        on = [date for date in dates if any(start <= date.start_char < end for start, end in told)]
        yield {
            "value": found.value,
            **decrees.decree(found.value)._asdict(),
            "says": sentences[found.telling],
            "dates": [date._.value or date.text for date in on],
            **_mentioned([valued[index] for index in found.mentions]),
        }


def _sentence(doc: Doc, ent: Span) -> list[list[int]]:
    """The ranges of the sentence that an entity begins in; the entity's own where it stands in none."""
    for ranges in (row[1] for row in doc._.sentences or ()):
        if any(start <= ent.start_char < end for start, end in ranges):
            return list(ranges)
    return [[ent.start_char, ent.end_char]]
