"""Numbers and names that are no quantities: claimed first, so that no later component reads a figure into them.

Addresses, phone numbers, file and appeal codes, ages, times of day, ordinals, the numbers of sections, pages and items of
a list, footnote marks, names that end in a number (`COVID-19`, `RMRP 2020`, `Línea 100`, `Camp 8W`, `IPC Phase 3`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

import sitrep_nlp.pipes.claims  # noqa: F401  (registers doc._.identifiers)
from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.trie import alternation, any_of
from sitrep_nlp.pipes.dates.patterns import MONTHS
from sitrep_nlp.pipes.quantities.patterns import RATIO_BEFORE

_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    r"nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty)"
)
_SMALL_NUMBER = rf"(?:\d{{1,2}}|{_NUMBER_WORD})\b"
_SMALL_RANGE = rf"{_SMALL_NUMBER}(?:\s*(?:-|–|to|and|or)\s*{_SMALL_NUMBER})?\+?"
_NO_AMOUNT = r"(?!\s*(?:%|per\s?cents?\b|percent|million|thousand|hundred|[,.]\d))"
# What follows a number that counts nothing: no noun.
_ALONE = (
    r"(?=\s*(?:[.,;:)”\"]|$)|\s+(?:and|or|but|who|with|is|are|was|were|has|have|had|may|can|will|in|at|on|by|from|to|until|fit|"
    r"wait|live|receive|stay|go)\b)"
)
_PERSONS = (
    r"(?:child|children|minors?|girls?|boys?|infants?|women|men|persons?|people|adults?|adolescents?|youth|population|those|them|"
    r"anyone|everyone|males?|females?|sons|daughters|caregivers|foreigners|vendors|evacuees|survivors|patients|members|refugees|"
    r"migrants|workers|citizens)"
)
_LABELLED = (
    r"(?:Camps?|Phases?|Levels?|Regions?|Kilo|Mile|Figures|Tables|Annexes|Wards|Zones|Articles|Blocks|Category|Type|Tier|Annex|Annexe|Round|Week|Zone|Ward|Article|Art|Section|Figure|Fig|Table|Chart|Map|Update|Report|Issue|"
    r"Edition|Volume|Vol|Page|pages?|pp|Grade|Pillar|Outcome|Output|Objective|SO|Block|Route|Highway|Road|Room|Floor|Suite|Step|Sector|Line|"
    r"Línea|Linea|Ligne|Linha|Canal|Radio|Channel|Commune|Site|Unit|Gate|Kit|kit|Module|Chapter|Goal|(?:SDG|ODS)(?=\s*(?:1[0-7]|[1-9])\b)|Version|Strategic Objective|Priority|"
    r"Area of Intervention|AREA OF INTERVENTION|Component|Activity|Indicator|Scenario|Stage|Wave|Lot|Batch|Group|Area|District|Arrondissement|GMT|UTC|Nos?|N|Nº|N°|No|"
    r"Part|Risk|Bulletin|Graph|Appendix|Question|Organi[sz]ation|UPDATE|REPORT|BULLETIN|ISSUE|ROUND|MAP|FIGURE|TABLE|ANNEX|PART|NO)"
)
_LABELLED_INSIDE = r"(?:round|chart|graph|figure|table|map|annex|appendix|section|chapter|part|outcome|option|flash update|situation report|operation(?:al|s)? update)"
_CURRENCY_CODE = (
    alternation(row["form"] for row in lexicon.rows("currencies") if re.fullmatch("[A-Z]{2,5}", row["form"])) + r"\b"
)
_PLURAL_LABELS = r"(?:Camps|Phases|Levels|Regions|Grades|Figures|Tables|Annexes|Wards|Zones|Articles|Blocks|Districts|Groups|Classes|Outcomes|Chapters|Sections)"
_PAGE = r"(?i:\b(?:page|p\.|pg|página)\s*\|?\s*\d{1,4}(?:\s*(?:of|de|/)\s*\d{1,4})?)|P\s*a\s*g\s*e\s*\|?\s*\d+"
_SPANISH_MONTH = alternation(name.capitalize() for name in MONTHS if name[0].islower())
_LINK = (
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+|<https?:[^>]*>|\b\w+\.(?:org|int|com|net|gov|info|pe|co|ec|cl|br)\b(?:/\S*)?"
)
_SECTION = (
    r"(?m:^\s*[A-Z]?\.?\d{1,2}(?:\.\d)?\s*[|/–—-]\s+(?=[A-Z])|^\s*[A-Z]\.\d{1,2}(?=\s+[A-Z])"
    r"|^[ *#]*\d{1,2}\.\d{1,2}\.?(?=\s+(?!Million|Billion|M?USD|MT)[A-ZÀ-Ý][A-Za-zà-ÿ]))"  # 3.1 Shelter
    # "… cases. 7.3 Of the samples": the same in running text, where a sentence would begin with a number and a capital.
    r"|(?<=[.\]] )\d{1,2}\.\d{1,2}\.?(?=\s+(?!Million|Billion|MT)[A-Z][a-z]+ )"
)
_NUMBERED = r"(?m:^[\s*_]*\d{1,2}(?:\.\d{1,2})*[.)]\s+(?=[A-Z“\"]))"  # **3. Shelter
_PHONE = r"\d{1,3}[\s.-]?\(?\d{1,4}\)?(?:[\s.-]?\d{2,4}){2,5}\b"
_AGE = rf"(?i:\b{_SMALL_RANGE}(?:\s*|-)(?:years?|months?|yrs?)(?:\s+|-)?(?:old|olds|of age|(?:and|or) (?:above|older|over|younger|under))\b)"
_AGE_SPAN = r"\(?\b\d{1,2}\s*[-–]\s*\d{1,2}\s*(?:years?|months|yrs)\b(?!\s+(?:ago|later|period))\)?|\b\d{1,2}\s*(?:–|-|to|and)\s*\d{1,2}\s+(?:years|months)\s+(?:old|of age)"
_FOOTNOTE_WORDS = r"(?:The|This|These|In|Of|On|At|For|From|As|By|It|Its|Among|After|Although|Despite|During|Since|While|With|According|However|Most|Many|Some|All)"
_CLOCK = rf"(?:half past |quarter past )?{_SMALL_NUMBER} (?:in the (?:morning|afternoon|evening)|at night|o[’']clock)"
_COORDINATES = r"-?\d{1,3}\.\d{3,}°?\s*[NSEW]?,\s*-?\d{1,3}\.\d{3,}"

# Identifiers by what they begin with, so that few are tried at each place. Of those that begin alike the first counts.
_WORDS = [
    r"(?i:(?:tel|phone|mobile|cell|fax|whatsapp|call|hotline|toll-free|free line|helpline|teléfono|telf)\b[.:]?(?:\s+(?:no\.?|number|on|at))?\s*)\(?\+?\d[\d\s().-]{1,18}\d",
    r"[A-Z][A-Za-z]*(?:-[A-Za-z]+)*-?\d{1,3}\b(?![%,.]?\d|\s(?:million|billion)\b)(?<![KM])",  # COVID-19, MRP2
    r"[A-Z]{2,}[A-Z0-9]*\d{3,}[A-Z0-9-]*\b|[A-Z]{2}-\d{4}-\d{6}(?:-[A-Z]{3})?",  # MDRCD031, FL-2020-000206-COD
    rf"{_PLURAL_LABELS}\s+\d{{1,2}}[A-Z]?(?:(?:\s*(?:,|-|–|/|&)\s*|\s+)(?:and\s+|or\s+|to\s+)?\d{{1,2}}[A-Z]?\b{_NO_AMOUNT})+",  # Regions 1, 2 and 7
    rf"{_LABELLED}\.?\s*(?:[#°º]|No\.?|N[°º.]?)?\s*\d{{1,4}}[A-Za-z]?\b(?!\s*(?:%|per\s?cent|percent|million|thousand|[,.]\d))(?:\s*(?:-|–|/|&|,\s*and|,|and|or|to|\+)\s*\d{{1,2}}[A-Za-z]?\b(?!\s+(?:as\b|[a-z]{{3,}})|,\d))*",
    rf"{_LABELLED_INSIDE}\s+(?:n[o°º]\.?\s*)?#?(?:\d{{1,2}}\.\d{{1,2}}\b(?!\s*%)|\d{{1,2}}[A-Z]?\b{_NO_AMOUNT}(?!\s+[a-z]{{3,}}s\b))",
    r"(?i:(?:round|phase|part|priority|stage|wave|grade|class|level)\s+(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)",
    r"(?:phases?|levels?|categor(?:y|ies)|grades?|weeks?|stage|page|annex|article|camp|ward|zone|block|site|kit|epi(?:demiological)? week|SE)\s+#?\d{1,2}[A-Z]?\b(?!\s*(?:%|per\s?cent|[,.]\d))(?:\s*(?:-|–)\s*\d{1,2}\b|\s*(?:/|&|and|or|to|\+)\s*\d{1,2}[A-Z]?\b(?!\s+[a-z]{3,}))?",
    r"(?i:(?:hotline|helpline|toll-free line|distress line)\b[^.\n\d]{0,40}[:(]\s*)\d{3,5}\b",
    _SECTION,
    rf"(?!JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|ENERO|ABRIL|MAYO|REPORT|UPDATE|{_CURRENCY_CODE})[A-Z][A-Z0-9/&]{{1,9}}\s+(?:19|20)\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?\b",  # RMRP 2020
    r"(?:Plan|Appeal|Strategy|Agenda|Framework|Census|Overview|Programme|Program|Vision|Olympics|Matr[ií]cula|Encuesta|Survey|Index|Campaign)\s+(?:for\s+|of\s+)?(?:19|20)\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?\b",
    rf"(?i:(?:aged?s?|ages(?: of)?|aged between|between the ages of|the ages? of|age group)\s+(?:of\s+|from\s+|between\s+|under\s+|over\s+)?{_SMALL_RANGE}(?:\s*(?:years?|months?)(?:\s+(?:old|of age))?)?)",
    _AGE,
    r"(?i:(?:under|over|above|below|younger than|older than|less than|up to)(?:\s+the age of|-)?\s*(?:\d{1,2}|five|two|one|eighteen|twelve|six|fifteen|sixty)\s*(?:years?|months?|yrs?)(?:\s+(?:old|of age)|(?=\s*[,.;)]|$))|\bunder[- ]the[- ]age[- ]of\s+\w+)",
    rf"(?i:{_PERSONS}(?:\s+and\s+\w+)?\s+(?:aged\s+)?(?:under|over|above|below)\s+{_SMALL_NUMBER}\b(?:\s+years?)?{_NO_AMOUNT})",
    rf"(?i:under\s+(?:{_NUMBER_WORD}|\d|1[0-8]|2[015])\b{_NO_AMOUNT}{_ALONE}|(?:older|younger)\s+than\s+{_SMALL_NUMBER}\b{_NO_AMOUNT}{_ALONE})",
    rf"(?i:(?:m[ae]n|wom[ae]n|girls?|boys?|child|children|recruits|teenagers?)\s+of\s+(?>{_SMALL_RANGE}){_NO_AMOUNT}{_ALONE})",  # a woman of 41
    rf"(?i:(?:famil(?:y|ies)|households?|mothers|fathers)\s+of\s+(?>{_SMALL_RANGE}){_NO_AMOUNT}{_ALONE})",  # families of six or seven
    r"(?i:age\s*\(\d{1,2}\s*[-–]\s*\d{1,2}\))",
    r"(?i:(?:under|over)-(?:\d{1,2}|fives?|twos?)s?\b|\bU5\b)",
    r"(?i:COVID[- ]+19)\b",
    r"(?:HAZ|WHZ|WAZ|[zZ]-scores?)\s*[<>≤≥]\s*[-–]?\d(?:\.\d)?",
    r"(?i:one[- ](?:to|by|on)[- ]one\b)",
    r"(?i:ext\.|extension)\s+\d{1,4}\b",
    rf"(?i:(?:at|from|until|after|before|by)\s+{_CLOCK}|(?:half|quarter)\s+past\s+{_SMALL_NUMBER}\b)",
    r"(?!In |At |On |Of |Only |The |For |With |From )[A-Z][a-zà-ÿ]+ \d{1,2}(?= (?:camp|clinic|site|settlement)\b)",  # Dalori 2 camp
    r"[A-Z]{2,} 0\d\b",  # UGEL 03
    r"(?:H\dN\d|B\d{1,2}|SARS-CoV-2|PM2\.5)\b",
    r"P\.?\s?O\.?\s?Box\s\d+|serotypes?\s\d\b",
    r"N[Oo0]?\.\s?[º°]?\s?\d+\b|[Nn]\.?[º°]\.?\s?\d+",
]
_NUMBERS = [
    _LINK,
    rf"\b00{_PHONE}",
    r"(?<![\d,.'\u00a0\u202f])(?<!\d )(?<!\d, )0\d{2,}(?:(?:-|–| to )\d{3,})?\b(?![,.]\d)",  # 0800, 017-2020
    r"\b\d{4}-\d{6}(?:-[A-Z]{3})?",
    rf"\b\d{{1,2}} de {_SPANISH_MONTH}\b(?!\s+(?:de\s+|del\s+)?(?:19|20)\d\d)",  # Cooperativa 29 de Octubre
    r"(?<![\d,.])0\d{1,3}(?:[ .-]\d{2,4}){2,}(?![\d,])|(?<![\d,.])\d{2}(?: \d{2}){3,}(?![\d,])",
    _SECTION,
    r"\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?\s+(?:HRP|RMRP|RRP|HNO|HNRP|JRP|Humanitarian (?:Response|Needs)|Response Plan|Refugee (?:and Migrant )?Response|Regional|Joint|Appeal|Flash Appeal|Global|Strategic Plan|Census|appeal|plan|census|budget)\b",
    r"\b\d{1,3}(?:st|nd|rd|th|º|ª|er|ème|e)\b(?!\s+(?:of\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))(?!\s*(?:-|–|to|and|until)\s*\d{1,2}(?:st|nd|rd|th))",
    r"\b\d{1,2}(?::[0-5]\d|h\d{2}|\.\d{2}(?=\s*(?:a\.?m|p\.?m|hrs|hours)))(?:\s*(?:a\.?m\.?|p\.?m\.?|hrs|hours))?|\b\d{1,2}\s*(?:a\.m\.|p\.m\.|am\b|pm\b)|\b\d{3,4}\s?(?:hrs|hours)\b(?=.{0,20}\d{3,4}\s?hrs)",
    r"\b24\s*/\s*7\b|\b24[- ]hours?(?:-a-day)?\b(?=\s+(?:a day|per day|hotline|line|service))|\b50[:/]50\b",
    _AGE,
    _AGE_SPAN,
    r"\b\d{1,2}\+(?=\s*(?:years|yrs|\)|age))|\b\d{1,2}\+ years",
    _NUMBERED,
    # Footnote marks glued to a word or a sentence's end; after a sentence's end they may stand free.
    r"(?<=[a-z][.,;])\d{1,2}(?=\s|$)|(?<=[a-z]{4})\d{1,2}\b|(?<=[\"”’)])\d{1,2}(?=[\s,.;]|$)",
    rf"(?<=[a-z\"”’)][.;])\d{{1,3}}(?=\s+(?:[A-Z]|(?:and|but|or|while|which)\b)|\s*$)|(?<=\)\.)\d{{1,3}}(?=\s+\d)|(?<=[\"”’)][.,;])\d{{1,2}}(?=\s|$)|(?<=[\w)][.”] )\d{{1,3}}(?= {_FOOTNOTE_WORDS} )|(?<=[a-z] )\d\.\d{{1,2}}(?= {_FOOTNOTE_WORDS} )",
    r"\b[345]Ws?\b|\b\d[A-Z]:(?=\s+[A-Z]{4})",
    r"(?m:^[0-2]\d\.?[0-5]\d(?=\s{2,}[A-Z]|\s[–-]\s[A-Z]))",  # 0440  Nadir finds it
    _COORDINATES,
    r"\b\d{1,2}\.\d{1,2}\.\d{1,2}\b(?!\d)",
]
_SIGNS = [
    _LINK,
    r"[@#]\w+",
    rf"\+{_PHONE}",
    r"#\s?\d+\b",
    _SECTION,
    _AGE_SPAN,
    r"\(\d{2}\+\)|\(cid:\d+\)",
    _NUMBERED,
    r"(?<=\S)\[\d{1,3}\]|\[\^\d{1,3}\]|(?m:^\[\d{1,2}\](?= ))|(?m:^[–-]\s?\d{1,3}\s?[–-]$)|(?<![mM])[¹²³⁴-⁹]+|(?<=[mM])[¹⁴-⁹]+",
    _COORDINATES,
]


_IDENTIFIER = re.compile(
    rf"(?=[A-Za-z])(?:{_PAGE}|{_LINK}|\b{any_of(_WORDS)})|(?=\d){any_of(_NUMBERS)}|(?![A-Za-z\d]){any_of(_SIGNS)}"
)


# An item of a list: its number stands at a line's start, or after a sign that ends the item before.
_ITEM = re.compile(
    r"(?:(?P<line>^[ \t*_#]*)|(?<=[;:.,)\]•] )(?:and )?|(?<=\band )(?=\()|(?<=[a-z] )(?=\(?1[.)]))"
    r"(?P<open>\()?(?P<number>\d{1,2})(?P<mark>[.)]|)(?=\s+(?(open)(?!and\b|or\b|in\b)[A-Za-z]|[A-ZÀ-Ý“\"]))",
    re.MULTILINE,
)
# "GTRM Lima Norte – Progress sheet – 2": the page at the end of a line that is nothing but parted names.
_PAGE_AT_END = re.compile(
    r"^[^\n]{1,100}?\s(?P<sign>[·>|–])\s[^\n]{1,80}?\s(?P=sign)\s*(?P<number>\d{1,3})[ \t]*$|^[^\n|]*\|\s*(?P<last>\d{1,3})[ \t]*$"
    r"|^[ \t]*(?P<of>\d{1,2}\s?/\s?\d{1,2})[ \t]*$",
    re.MULTILINE,
)


def _is_ratio(match: re.Match[str]) -> bool:
    """Whether what looks like a time of day is a ratio: "a pupil-teacher ratio of 1:45"."""
    return ":" in match.group() and bool(RATIO_BEFORE.search(match.string, max(0, match.start() - 60), match.start()))


def _enumerated(text: str) -> Iterator[tuple[int, int]]:
    """The numbers of lists that count up from one: `1. Coordination; 2. Surveillance; 3. Points of entry`."""
    run: list[re.Match[str]] = []
    for match in [*_ITEM.finditer(text), None]:
        if match and run and int(match["number"]) == len(run) + 1 and match["mark"] == run[0]["mark"]:
            run.append(match)
        elif match is None or match["number"] == "1":
            # Without a full stop or bracket a number may well count the noun after it.
            if len(run) >= 2 and (run[0]["mark"] or (len(run) >= 3 and all(item["line"] is not None for item in run))):
                yield from (item.span("number") for item in run)
            run = [match] if match else []


def _pages(text: str, tables: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The page numbers at the ends of headers and footers. Lines that follow one another so are rows of a table."""
    matches = list(_PAGE_AT_END.finditer(text))
    for before, match, after in zip([None, *matches], matches, [*matches[1:], None], strict=False):
        row = (before and before.end() + 1 >= match.start()) or (after and match.end() + 1 >= after.start())
        if not row and not any(start <= match.start() < end for start, end in tables):
            yield match.span(match.lastgroup or 0)


@Language.factory("sitrep_identifiers", assigns=["doc._.identifiers"])
def create_identifiers(nlp: Language, name: str) -> Identifiers:
    return Identifiers()


class Identifiers:
    """Sets `doc._.identifiers`: rows `[start, end]` of what later components leave alone."""

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        zones = doc._.zones or ()
        tables = [(start, end) for kind, start, end, _ in zones if kind == "table" and "\n" in text[start:end]]
        found = [
            *(match.span() for match in _IDENTIFIER.finditer(text) if not _is_ratio(match)),
            *_enumerated(text),
            *_pages(text, tables),
            *((start, end) for kind, start, end, _ in zones if kind == "furniture" and end - start < 8),
        ]
        doc._.identifiers = [list(span) for span in sorted(found)]
        return doc
