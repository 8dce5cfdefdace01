"""Numbers and names that are no quantities: claimed first, so that no later component reads a figure into them.

Addresses, phone numbers, file and appeal codes, ages, ordinals, section and page numbers, footnote marks, names that end
in a number (`COVID-19`, `RMRP 2020`, `Línea 100`, `Camp 8W`, `IPC Phase 3`).
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

import sitrep_nlp.pipes.claims  # noqa: F401  (registers doc._.identifiers)
from sitrep_nlp.lexicon.trie import any_of

_AGE_NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|twelve|fifteen|eighteen|sixty)"
_AGE_RANGE = rf"{_AGE_NUMBER}(?:\s*(?:-|–|to|and|or)\s*{_AGE_NUMBER})?\+?"
_LABELLED = (
    r"(?:Camps?|Phases?|Levels?|Regions?|Kilo|Mile|Figures|Tables|Annexes|Wards|Zones|Articles|Blocks|Category|Type|Tier|Annex|Annexe|Round|Week|Zone|Ward|Article|Art|Section|Figure|Fig|Table|Chart|Map|Update|Report|Issue|"
    r"Edition|Volume|Vol|Page|pages?|pp|Grade|Pillar|Outcome|Output|Objective|SO|Block|Route|Highway|Road|Room|Floor|Suite|Step|Sector|Line|"
    r"Línea|Linea|Ligne|Linha|Canal|Radio|Channel|Commune|Site|Unit|Gate|Kit|kit|Module|Chapter|Goal|SDG|Version|Strategic Objective|Priority|"
    r"Area of Intervention|AREA OF INTERVENTION|Component|Activity|Indicator|Scenario|Stage|Wave|Lot|Batch|Group|Area|District|Arrondissement|GMT|UTC|Nos?|N|Nº|N°|No)"
)
_AGE_WORDS = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|sixty)"
_PAGE = r"(?i:\b(?:page|p\.|pg|página)\s*\|?\s*\d{1,4}(?:\s*(?:of|de|/)\s*\d{1,4})?)|P\s*a\s*g\s*e\s*\|?\s*\d+"
_LINK = (
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+|<https?:[^>]*>|\b\w+\.(?:org|int|com|net|gov|info|pe|co|ec|cl|br)\b(?:/\S*)?"
)
_SECTION = r"(?m:^\s*[A-Z]?\.?\d{1,2}(?:\.\d)?\s*[|/–—-]\s+(?=[A-Z])|^\s*[A-Z]\.\d{1,2}(?=\s+[A-Z]))"
_NUMBERED = r"(?m:^\s*\d{1,2}(?:\.\d{1,2})*[.)]\s+(?=[A-Z“\"]))"  # 3.1 Shelter
_PHONE = r"\d{1,3}[\s.-]?\(?\d{1,4}\)?(?:[\s.-]?\d{2,4}){2,5}\b"
_AGE = rf"(?i:\b{_AGE_RANGE}(?:\s*|-)(?:years?|months?|yrs?)(?:\s+|-)?(?:old|olds|of age|(?:and|or) (?:above|older|over|younger|under))\b)"
_AGE_SPAN = r"\(?\b\d{1,2}\s*[-–]\s*\d{1,2}\s*(?:years?|months|yrs)\b(?!\s+(?:ago|later|period))\)?|\b\d{1,2}\s*(?:–|-|to|and)\s*\d{1,2}\s+(?:years|months)\s+(?:old|of age)"
_COORDINATES = r"-?\d{1,3}\.\d{3,}°?\s*[NSEW]?,\s*-?\d{1,3}\.\d{3,}"

# Identifiers by what they begin with, so that few are tried at each place. Of those that begin alike the first counts.
_WORDS = [
    r"(?i:(?:tel|phone|mobile|cell|fax|whatsapp|call|hotline|toll-free|free line|helpline|teléfono|telf)\b[.:]?(?:\s+(?:no\.?|number|on|at))?\s*)\(?\+?\d[\d\s().-]{1,18}\d",
    r"[A-Z][A-Za-z]*(?:-[A-Za-z]+)*-?\d{1,3}\b(?![%,.]?\d)(?<![KM])",  # COVID-19, MRP2
    r"[A-Z]{2,}[A-Z0-9]*\d{3,}[A-Z0-9-]*\b|[A-Z]{2}-\d{4}-\d{6}(?:-[A-Z]{3})?",  # MDRCD031, FL-2020-000206-COD
    rf"{_LABELLED}\.?\s*(?:[#°º]|No\.?|N[°º.]?)?\s*\d{{1,4}}[A-Za-z]?\b(?!\s*(?:%|per\s?cent|percent|million|thousand|[,.]\d))(?:\s*(?:-|–|/|&|,\s*and|,|and|or|to|\+)\s*\d{{1,2}}[A-Za-z]?\b(?!\s+[a-z]{{3,}}|,\d))*",
    r"(?:phases?|levels?|categor(?:y|ies)|grades?|weeks?|stage|page|annex|article|camp|ward|zone|block|site|kit|epi(?:demiological)? week|SE)\s+#?\d{1,2}[A-Z]?\b(?!\s*(?:%|per\s?cent|[,.]\d))(?:\s*(?:-|–|/|&|and|or|to|\+)\s*\d{1,2}[A-Z]?\b(?!\s+[a-z]{3,}))?",
    r"(?i:(?:hotline|helpline|toll-free line|distress line)\b[^.\n\d]{0,40}[:(]\s*)\d{3,5}\b",
    _SECTION,
    r"(?!JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|ENERO|ABRIL|MAYO|REPORT|UPDATE)[A-Z][A-Z0-9/&]{1,9}\s+(?:19|20)\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?\b",  # RMRP 2020
    r"(?:Plan|Appeal|Strategy|Agenda|Framework|Census|Overview|Programme|Program|Vision|Olympics|Matr[ií]cula|Encuesta|Survey|Index|Campaign)\s+(?:for\s+|of\s+)?(?:19|20)\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?\b",
    rf"(?i:(?:aged?s?|ages(?: of)?|aged between|between the ages of|the ages? of|age group)\s+(?:of\s+|from\s+|between\s+|under\s+|over\s+)?{_AGE_RANGE}(?:\s*(?:years?|months?)(?:\s+(?:old|of age))?)?)",
    _AGE,
    r"(?i:(?:under|over|above|below|younger than|older than|less than|up to)(?:\s+the age of|-)?\s*(?:\d{1,2}|five|two|one|eighteen|twelve|six|fifteen|sixty)\s*(?:years?|months?|yrs?)(?:\s+(?:old|of age)|(?=\s*[,.;)]|$))|\bunder[- ]the[- ]age[- ]of\s+\w+)",
    rf"(?i:(?:child|children|minors?|girls?|boys?|infants?|women|men|persons?|people|adults?|adolescents?|youth|population|those|anyone|everyone|males?|females?)(?:\s+and\s+\w+)?\s+(?:aged\s+)?(?:under|over|above|below)\s+{_AGE_WORDS}\b(?:\s+years?)?(?!\s*(?:%|per\s?cent|percent|,\d|million|thousand|hundred)))",
    r"(?i:(?:under|over)-(?:\d{1,2}|fives?|twos?)s?\b|\bU5\b)",
    r"COVID[- ]+19\b",
    r"(?:H\dN\d|B\d{1,2}|SARS-CoV-2|PM2\.5)\b",
    r"N0?\.\s?\d+\b|N[º°]\s?\d+",
]
_NUMBERS = [
    _LINK,
    rf"\b00{_PHONE}",
    r"\b\d{4}-\d{6}(?:-[A-Z]{3})?",
    r"(?<![\d,.])0\d{1,3}(?:[ .-]\d{2,4}){2,}(?![\d,])|(?<![\d,.])\d{2}(?: \d{2}){3,}(?![\d,])",
    _SECTION,
    r"\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?\s+(?:HRP|RMRP|RRP|HNO|HNRP|JRP|Humanitarian (?:Response|Needs)|Response Plan|Refugee (?:and Migrant )?Response|Regional|Joint|Appeal|Flash Appeal|Global|Strategic Plan|Census|appeal|plan|census|budget)\b",
    r"\b\d{1,3}(?:st|nd|rd|th|º|ª|er|ème|e)\b(?!\s+(?:of\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))(?!\s*(?:-|–|to|and|until)\s*\d{1,2}(?:st|nd|rd|th))",
    r"\b\d{1,2}(?::\d{2}|h\d{2}|\.\d{2}(?=\s*(?:a\.?m|p\.?m|hrs|hours)))(?:\s*(?:a\.?m\.?|p\.?m\.?|hrs|hours))?|\b\d{1,2}\s*(?:a\.m\.|p\.m\.|am\b|pm\b)|\b\d{3,4}\s?(?:hrs|hours)\b(?=.{0,20}\d{3,4}\s?hrs)",
    r"\b24\s*/\s*7\b|\b24[- ]hours?(?:-a-day)?\b(?=\s+(?:a day|per day|hotline|line|service))|\b50[:/]50\b",
    _AGE,
    _AGE_SPAN,
    r"\b\d{1,2}\+(?=\s*(?:years|yrs|\)|age))|\b\d{1,2}\+ years",
    _NUMBERED,
    r"(?<=[a-z][.,;])\d{1,2}(?=\s|$)|(?<=[a-z]{4})\d{1,2}\b|(?<=[\"”’)])\d{1,2}(?=[\s,.;]|$)",  # footnote digits glued to words
    r"\b[345]Ws?\b",
    _COORDINATES,
    r"\b\d{1,2}\.\d{1,2}\.\d{1,2}\b(?!\d)",
]
_SIGNS = [
    r"(?m:\|\s*\d{1,3}\s*$)",
    _LINK,
    r"[@#]\w+",
    rf"\+{_PHONE}",
    r"#\s?\d+\b",
    _SECTION,
    _AGE_SPAN,
    r"\(\d{2}\+\)",
    _NUMBERED,
    r"(?<=\S)\[\d{1,3}\]|(?<![mM])[¹²³⁴-⁹]+|(?<=[mM])[¹⁴-⁹]+",
    _COORDINATES,
]


_IDENTIFIER = re.compile(
    rf"(?=[A-Za-z])(?:{_PAGE}|{_LINK}|\b{any_of(_WORDS)})|(?=\d){any_of(_NUMBERS)}|(?![A-Za-z\d]){any_of(_SIGNS)}"
)


@Language.factory("sitrep_identifiers", assigns=["doc._.identifiers"])
def create_identifiers(nlp: Language, name: str) -> Identifiers:
    return Identifiers()


class Identifiers:
    """Sets `doc._.identifiers`: rows `[start, end]` of what later components leave alone."""

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        found = [list(match.span()) for match in _IDENTIFIER.finditer(text)]
        furniture = [
            [start, end]
            for kind, start, end, _ in doc._.zones or ()
            if kind == "furniture" and len(text[start:end]) < 8
        ]
        doc._.identifiers = sorted(found + furniture)
        return doc
