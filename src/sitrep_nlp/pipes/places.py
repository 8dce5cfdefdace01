"""Places: a gazetteer of countries, regions and towns, and the names that a word for a place makes one.

A name from the gazetteer counts when it begins with a capital and does not plainly belong to something else: a person, a
longer name, a sentence's first word. `Xyz district` or `the province of Xyz` makes a place of a name that no list holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.phrases import PhraseIndex, fold, words
from sitrep_nlp.pipes.claims import Claim, add_entities

_TYPE = (
    r"(?:districts?|provinces?|departments?|regions?|governorates?|states?|count(?:y|ies)|sub-?count(?:y|ies)|communes?|cantons?|parish(?:es)?|municipalit(?:y|ies)|zones?|woredas?|kebeles?|prefectures?|territory|territories|"
    r"cit(?:y|ies)|towns?|villages?|camps?|settlements?|islands?|rivers?|valleys?|LGAs?|upazilas?|union|wards?|divisions?|oblasts?|raions?|cercles?|localit(?:y|ies)|areas?|border(?: (?:post|point|crossing))?|airport|port|IDP site|IDP camp|refugee camp|refugee settlement|reception centre|transit centre|neighbou?rhoods?|barangays?|regency|atoll|basin|bridge|road|highway|mountains?|lake|gorge)"
)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]*[\w](?:[ \n](?:(?:de|del|la|las|los|el|al|bin|du|des|da|do|dos|ibn|of|and the)[ \n])?[A-ZÀ-ÖØ-Þ][\w’'-]*[\w]){0,3}"
_NAMED = re.compile(
    rf"(?<![\w’'-])(?P<names>{_NAME}(?:(?:,[ \n]|[ \n]and[ \n]|,[ \n]and[ \n]|/){_NAME}){{0,8}})[ \n](?:{_TYPE}|District|Province|Region|State|County|Governorate|LGA|City|Island|Islands|River|Town|Village|Camp|Settlement|Township|Division|Oblast|Department|Valley|Airport|Highway|Road|Atoll|Canyon)(?![\w-])"
)
_OF_NAMED = re.compile(
    rf"\b(?:{_TYPE}|District|Province|Region|City|Town|Island|Department|Municipality|State|Governorate)s?(?:,)?[ \n]of[ \n](?:the[ \n])?(?P<names>{_NAME}(?:(?:,[ \n]|[ \n]and[ \n]|,[ \n]and[ \n]){_NAME}){{0,12}})"
)
_NUMBERED = re.compile(r"\b(?:Camp|Site|Ward|Zone|Block)[ ]\d{1,2}[A-Z]?\b(?!\s*[%,.]\d)")
_SPLIT = re.compile(r",[ \n]+(?:and[ \n]+)?|[ \n]+and[ \n]+(?:the[ \n]+)?|/")
_NOT_NAMES = re.compile(
    r"^(?:The|This|In|At|Of|For|All|Both|Most|Each|Other|Several|Some|Many|Affected|National|Local|International|Northern|Southern|Eastern|Western|Central|North|South|East|West|Upper|Lower|North-?[Ee]ast|North-?[Ww]est|South-?[Ee]ast|South-?[Ww]est|"
    r"Humanitarian|Health|Response|Protection|Education|Shelter|Refugee|Refugees|IDP|IDPs|Host|Main|Border|Capital|Target|Targeted|Priority|Rural|Urban|Coastal|Key|Civil|Emergency|Operational|Reporting|Coverage|Hard-to-reach|Focus|Thematic|"
    r"Autonomous|Federal|Regional|Provincial|Member|Arab|United|Cash|Food|Security|Water|Project|New|No|Number|Geographic|Geographical|Area|Areas|Districts|Provinces|Old|Camp|WASH|NFI|Sector|Venezuelan|Peruvian)$"
)
_PERSON_BEFORE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|President|Minister|Governor|Mayor|Director|Secretary|Ambassador|Representative|Coordinator|Officer|General|Colonel|Saint)\.?[ \n]+(?:[A-Z][a-z]+[ \n]+)?)$"
)
_NAME_AROUND = re.compile(r"[ \n]+[A-ZÀ-ÖØ-Þ][a-zà-ÿ]+")


@lru_cache(maxsize=1)
def _gazetteer() -> tuple[PhraseIndex, dict[str, str]]:
    """Names to the kinds of place that bear them, and codes by folded name."""
    entries: list[tuple[str, str]] = []
    codes: dict[str, str] = {}
    for table in ("places", "regions"):
        for row in lexicon.rows(table):
            for name in filter(None, [row["name"], *row["aliases"].split(";")]):
                entries.append((name, row["kind"]))
                if row["code"]:
                    codes.setdefault(fold(name), row["code"])
    return PhraseIndex(entries), codes


@Language.factory("sitrep_places", assigns=["doc.ents", "span._.value"])
def create_places(nlp: Language, name: str) -> Places:
    return Places()


class Places:
    """Adds LOC entities; the p-code or ISO country code, where the name has one, is in `span._.value`."""

    def __call__(self, doc: Doc) -> Doc:
        # A named camp or site may end in a number: "Camp 14".
        add_entities(doc, find(doc.text), identifiers=False)
        return doc


def find(text: str) -> Iterator[Claim]:
    """The places that a text names."""
    index, codes = _gazetteer()
    found: list[tuple[int, int]] = []
    for start, end, kinds in index.find(words(text)):
        if _is_name(text, start, end, kinds):
            found.append((start, end))
    found += [match.span() for match in _NUMBERED.finditer(text)]
    for pattern in (_NAMED, _OF_NAMED):
        for match in pattern.finditer(text):
            found += _names(text, *match.span("names"))
    for start, end in found:
        yield Claim(start, end, "LOC", codes.get(fold(" ".join(text[start:end].split()))))


def _is_name(text: str, start: int, end: int, kinds: list[str]) -> bool:
    surface = text[start:end]
    sure = bool({"country", "region", "admin1", "capital", "site"} & set(kinds))
    if not surface[0].isupper() or (len(surface) < 4 and not surface.isupper() and not sure):
        return False
    if surface.isupper() and len(surface) < 4:
        return surface in ("DRC", "CAR", "UAE", "USA", "UK", "US") and not re.match(
            r"\s*\$|[ \n](?:dollars|RC\b)", text[end : end + 9]
        )
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    if _PERSON_BEFORE.search(before) or before.endswith(("@", "#", "/", "www.")):
        return False
    neighbour_before = re.search(r"[a-z,][ \n]+[A-Z][a-zà-ÿ]+[ \n]+$", before)
    if sure:
        # "Mario Miranda": a region's name of one word may be a person's.
        return not (neighbour_before and " " not in surface and not {"country", "capital"} & set(kinds))
    # A town's name beside other capitalised words is more often a part of a person's or a project's name.
    neighbour_before = neighbour_before or re.search(r"(?:^|\n)[A-Z][a-z]+[ \n]$", before)
    neighbour_after = _NAME_AROUND.match(after) and not re.match(
        r"[ \n]+(?:District|Province|Region|State|County|City|Camp|Governorate|Department|Island|River|Airport|Hospital|Township)\b",
        after,
    )
    return not (neighbour_before or neighbour_after)


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for separator in [*_SPLIT.finditer(text, start, end), None]:
        stop = separator.start() if separator else end
        first = position
        while drop := re.match(
            r"(?:The|In|At|Across|From|Of|And|For|Both|Meanwhile|Within|Around|Near|Outside)[ \n]+", text[first:stop]
        ):
            first += drop.end()
        name = text[first:stop]
        if (
            name
            and not _NOT_NAMES.match(name)
            and not name.isupper()
            and not re.search(r"\b(?:Refugee|IDP|Humanitarian|Border|Response|Transit|Reception)\b", name)
        ):
            yield first, stop
        position = separator.end() if separator else end
