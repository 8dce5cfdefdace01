"""Decrees, laws and resolutions, with their normal form `type/number/year/issuer`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.trie import alternation
from sitrep_nlp.pipes.claims import Claim, add_entities

_SIGN = r"(?:[Nn]o\.?|NO\.?|Nos\.?|N\.\s?[°º]|N[°º.]?\.?|Nro\.?|Núm\.?|n\.?[°º.]|#|number)"
_YEAR = r"(?:19|20)\d\d"
_LETTERS = r"[A-Z][A-Z/]{1,14}(?:-[A-Z/]{2,12})?"
_ARTICLE_OF = r"\s+(?:of|de|du|del)\s+"
# 2022-0950/PRES and 2005/006; 027/PR/2020; 010-2020-IN, 216 of 2021, 2155 (2014), 30364.
_NUMBERS = (
    rf"(?P<year1>{_YEAR})[-/](?P<number1>\d{{1,4}})(?:/(?P<issuer1>{_LETTERS}))?"
    rf"|(?P<number2>\d{{1,4}})/(?P<issuer2>{_LETTERS})/(?P<year2>{_YEAR})"
    rf"|(?:(?P<issuer4>[A-Z]{{2,5}})-)?(?P<number3>\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,7}})"
    rf"(?:(?:[-–/]|{_ARTICLE_OF})(?P<year3>{_YEAR})|[-–/](?P<short>\d\d)|\s*\((?P<bracketed>{_YEAR})\))?(?:[-–/](?P<issuer3>{_LETTERS}))?"
)
_NAME = r"[A-Z][\w’'-]+(?:(?:\s+(?:and|of|on|for|the|y|de|del|la|los|las))*\s+[A-Z][\w’'-]+){0,6}"
_GAP = r"(?!\s*\n\s*\n)\s+"  # no blank line, which parts a heading from its text
_BEFORE = rf"(?:[A-Z][\w’'-]+{_GAP}(?:(?:and|of|on|for){_GAP})?(?:\([A-Z][\w ]{{3,40}}\){_GAP})?){{1,5}}"
_NAMED = re.compile(
    rf"\b(?P<before>{_BEFORE})(?<!(?:Organic|General|Federal) )(?P<kind>Law|Act|Proclamation)\b"
    rf"(?:,?\s+(?:{_SIGN}\s*)?(?P<number>\d+)(?:{_ARTICLE_OF}|/)(?P<numbered>{_YEAR})|,?\s+(?:of\s+)?(?P<year>{_YEAR})(?!\d))?"
    rf"|\b(?P<kind2>(?:Organic |General |Federal )?(?:Law|Act)|Ley(?: Orgánica| General| Federal)?|Lei)\s+(?:on|for|of|de|para|sobre|contra)\s+(?:the\s+)?(?P<name>{_NAME})"
)
# Abbreviations (DS, RM) are no longer than this; they make a decree only of a number with its year: RM 300 is money.
_SHORT = 4
_OPENERS = frozenset(("The", "This", "A", "An", "In", "Under", "By", "Since", "And"))
_NO_NAMES = frozenset(
    "Martial Rule Civil Common International Humanitarian Human Sharia Islamic Customary Criminal Moot State Federal National".split()
)
_ENGLISH = {"ley": "law", "lei": "law"}


@lru_cache(maxsize=1)
def _types() -> tuple[re.Pattern[str], dict[str, str]]:
    """The finder of numbered instruments, and the type of each written form."""
    listed = {form: row["type"] for row in lexicon.rows("decrees") for form in row["forms"].split(";")}
    forms = {form.upper(): kind for form, kind in listed.items() if len(form) > _SHORT}
    forms |= {form.lower(): kind for form, kind in listed.items() if " " in form and form.isascii() and "." not in form}
    forms |= listed
    types = alternation(forms, space=r"\s+")
    pattern = rf"(?<![\w-])(?P<type>{types})(?:\s+on\s+[A-Z]\w+|\s+[A-Z]{{2,6}})?\s+(?:{_SIGN}\s*)?(?:{_NUMBERS})(?![\d%]|,\d)"
    return re.compile(pattern), forms


@Language.factory("sitrep_decrees", assigns=["doc.ents", "span._.value"])
def create_decrees(nlp: Language, name: str) -> Decrees:
    return Decrees()


class Decrees:
    """Adds DECREE entities; the normal form is in `span._.value`."""

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        found = [*_numbered(text), *_named(text)]
        if found:
            # A decree's number may look like an appeal code or a date: the decree is the better reading.
            doc._.identifiers = [
                row
                for row in doc._.identifiers or ()
                if not any(row[0] < claim.end and claim.start < row[1] for claim in found)
            ]
        add_entities(doc, found)
        return doc


def _numbered(text: str) -> Iterator[Claim]:
    """`Decree 010-2020-IN`, `Loi n° 2005/006`, `Resolución Ministerial N° 177-2020-MINSA`."""
    pattern, forms = _types()
    for match in pattern.finditer(text):
        part = match.groupdict()
        number = re.sub(r"\D", "", part["number1"] or part["number2"] or part["number3"]).lstrip("0") or "0"
        year = part["year1"] or part["year2"] or part["year3"] or part["bracketed"]
        issuer = part["issuer1"] or part["issuer2"] or part["issuer3"] or part["issuer4"]
        if part["short"]:
            year = ("19" if int(part["short"]) > 40 else "20") + part["short"]
        if not year and re.fullmatch(_YEAR, number):
            continue  # "Refugees Act 2006": a name and its year
        form = " ".join(match.group("type").split())
        if not year and len(form) <= _SHORT and form.isupper():
            continue
        value = "/".join(filter(None, [forms[form], number, year, issuer]))
        yield Claim(match.start(), match.end(), "DECREE", value)


def _named(text: str) -> Iterator[Claim]:
    """`Refugee Law`, `Disaster Management Act, 2010`, `Organic Law on Human Mobility`, `Ley Orgánica de Movilidad Humana`."""
    for match in _NAMED.finditer(text):
        start = match.start()
        if match.group("before"):
            words = match.group("before").split()
            while words and words[0] in _OPENERS:
                start = text.index(words[0], start) + len(words[0])
                start += len(text[start:]) - len(text[start:].lstrip())
                words = words[1:]
            if not words or words[-1].islower() or (len(words) == 1 and words[0] in _NO_NAMES):
                continue
            kind, name = match.group("kind").lower(), " ".join([*words, match.group("kind")])
            if (
                "Human Rights" in name
                or "Humanitarian Law" in name
                or re.match(r"\s+(?:Courts?|School|Society|Clinics?|Cent(?:er|re))\b", text[match.end() :])
            ):
                continue
        else:
            kind = (
                match.group("kind2").split()[-1].lower()
                if match.group("kind2")[0] in "OGF"
                else match.group("kind2").split()[0].lower()
            )
            name = match.group()
        kind = _ENGLISH.get(kind, kind)
        if match.group("number"):
            value = f"{kind}/{match.group('number')}/{match.group('numbered')}"
        else:
            slug = unicodedata.normalize("NFKC", " ".join(re.findall(r"[^\s()]+", name))).lower()
            value = f"{kind}/{slug}" + (f"/{match.group('year')}" if match.group("year") else "")
        yield Claim(start, match.end(), "DECREE", value)
