"""Decrees, laws and resolutions, with their normal form `type/number/year/issuer`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from sitrep_nlp.pipes.claims import Claim, add_entities

_TYPES = {
    "supreme decree": r"Supreme Decree|Decreto Supremo|D\.\s?S\.|DS(?=\s+(?:N|\d))",
    "executive decree": r"Executive Decree|Decreto Ejecutivo",
    "legislative decree": r"Legislative Decree|Decreto Legislativo",
    "emergency decree": r"Emergency Decree|Urgency Decree|Decreto de Urgencia",
    "presidential decree": r"Presidential Decree|Decreto Presidencial|Décret présidentiel",
    "decree-law": r"Decree[- ]Law|Decreto[- ]Ley|Decreto-Lei|Décret-loi",
    "prime minister's decree": r"Prime Minister[’']s Decree",
    "decree": r"Decree|Decreto(?: (?:Distrital|Gubernativo|Departamental|Municipal))?|Décret",
    "ministerial resolution": r"Ministerial Resolution|Resolución Ministerial|R\.\s?M\.",
    "supreme resolution": r"Supreme Resolution|Resolución Suprema",
    "directorial resolution": r"Directorial Resolution|Resolución Directoral",
    "superintendence resolution": r"Superintendence Resolution|Resolución de Superintendencia",
    "joint resolution": r"Joint Resolution|Resolución Conjunta",
    "normative resolution": r"Normative Resolution|Resolução Normativa",
    "security council resolution": r"(?:UN )?Security Council Resolution|UNSCR",
    "cabinet resolution": r"Cabinet Resolution",
    "resolution": r"[Rr]esolution(?: SBS)?|Resolución(?: (?:SBS|Administrativa|Exenta))?|Resolução|Résolution",
    "constitutional law": r"Constitutional Law|Ley Constitucional",
    "organic law": r"Organic Law|Ley Orgánica",
    "law": r"Law(?: on [A-Z]\w+)?|Ley|Lei|Loi",
    "republic act": r"Republic Act",
    "act": r"Act",
    "presidential instruction": r"Presidential Instruction",
    "instruction": r"Instruction",
    "convention": r"(?:ILO )?Convention",
    "decision": r"Decision",
    "order": r"Order|Ordonnance|Orden",
    "executive order": r"Executive Order",
    "interministerial ordinance": r"Portaria Interministerial|Inter-?[Mm]inisterial (?:Ordinance|Portaria)",
    "ordinance": r"Ordinance|Ordenanza(?: (?:Regional|Municipal|Distrital))?|Portaria",
    "directive": r"Directive|Directiva",
    "agreement": r"(?:Ministerial )?Agreement|Acuerdo(?: Ministerial)?",
    "circular": r"Circular",
    "statutory instrument": r"Statutory Instrument",
    "proclamation": r"Proclamation",
    "regulation": r"Regulation",
    "arrêté": r"Arrêté(?: (?:provincial|ministériel|interministériel|préfectoral|municipal))?",
    "legal notice": r"Legal Notice",
    "provisional measure": r"Provisional Measure|Medida Provisória",
}
_NUMBER_SIGN = r"(?:[Nn]o\.?|Nos\.?|N[°º.]?\.?|Nro\.?|Núm\.?|n\.?[°º.]|#|number)"
_NUMBER = r"(?P<number>\d{1,3}(?:[.,]\d{3})*|\d{1,6})"
_YEAR = r"(?:19|20)\d\d"
_ISSUER = r"[A-Z][A-Z/]{1,14}(?:-[A-Z/]{2,12})?"
_NUMBERED = re.compile(
    r"(?:,? (?=Act\b))?\b(?P<type>"
    + "|".join(f"(?P<t{index}>{pattern})" for index, pattern in enumerate(_TYPES.values()))
    + r")"
    rf"\s+(?:{_NUMBER_SIGN}\s*)?{_NUMBER}(?P<letters>/[A-Z]{{2,}}(?=/))?(?:(?:[-–/]|,?\s+(?:of|de|du|del)\s+|\s*\()(?P<year>{_YEAR}|(?<=[-–/])\d\d(?!\d))\)?)?"
    rf"(?:[-–/](?P<issuer>{_ISSUER}))?(?!\d)"
)
_NAMED = re.compile(
    r"\b(?:(?:Organic |General |National |Federal )?(?P<name>(?:[A-Z][\w’'-]+\s+(?:(?:and|of|on|for)\s+)?){1,5})(?P<kind>Law|Act)\b(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)(?!\d)|,? No\. (?P<no>\d+) of (?P<noyear>(?:19|20)\d\d))?"
    r"|(?P<kind2>Law|Act|Ley|Lei) (?:on|for|of|de|para) (?:the )?(?P<name2>[A-Z][\w’'-]+(?:(?:\s+(?:and|of|on|for|the|y|de|del|la))*\s+[A-Z][\w’'-]+){0,6}))"
)
_STRAY = re.compile(
    r"^(?:The|This|A|An|In|Under|Martial|Rule|By|Civil|Common|International|Humanitarian|Human|Sharia|Islamic|Customary|Criminal|Refugee)$"
)


@Language.factory("sitrep_decrees", assigns=["doc.ents", "span._.value"])
def create_decrees(nlp: Language, name: str) -> Decrees:
    return Decrees()


class Decrees:
    """Adds DECREE entities; the normal form is in `span._.value`."""

    def __call__(self, doc: Doc) -> Doc:
        found = list(_find(doc.text))
        if found:
            # A decree's number may look like an appeal code or a date: the decree is the better reading.
            doc._.identifiers = [
                row
                for row in doc._.identifiers or ()
                if not any(row[0] < claim.end and claim.start < row[1] for claim in found)
            ]
        add_entities(doc, found)
        return doc


def _find(text: str) -> Iterator[Claim]:
    kinds = list(_TYPES)
    for match in _NUMBERED.finditer(text):
        index = next(i for i in range(len(kinds)) if match.group(f"t{i}"))
        number = re.sub(r"\D", "", match.group("number")).lstrip("0") or "0"
        year, issuer = match.group("year"), match.group("issuer")
        if not year and re.fullmatch(_YEAR, number):
            continue  # "Refugees Act 2006": a name and its year
        if year and len(year) == 2:
            year = ("19" if int(year) > 40 else "20") + year
        parts = [kinds[index], number, *([year] if year or issuer else []), *([issuer] if issuer else [])]
        end = match.end() - (match.group().endswith(")") and "(" not in match.group())
        yield Claim(match.start(), end, "DECREE", "/".join(part or "" for part in parts))
    for match in _NAMED.finditer(text):
        name = match.group("name") or match.group("name2")
        start = match.start()
        if match.group("name"):
            words = match.group("name").split()
            while words and _STRAY.match(words[0]) and words[0] in ("The", "This", "A", "An", "In", "Under", "By"):
                start = text.index(words[0], start) + len(words[0])
                start += len(text[start:]) - len(text[start:].lstrip())
                words = words[1:]
            if (
                not words
                or words[-1].islower()
                or (len(words) == 1 and _STRAY.match(words[0]) and words[0] != "Refugee")
            ):
                continue
            name = " ".join(words)
        if "Human Rights" in (name or "") or (name or "").endswith("Humanitarian"):
            continue
        kind = (match.group("kind") or match.group("kind2")).lower()
        kind = {"ley": "law", "lei": "law"}.get(kind, kind)
        slug = unicodedata.normalize("NFKC", f"{name} {kind}" if match.group("kind") else str(name)).lower()
        value = f"{kind}/{slug}" + (f"/{match.group('year')}" if match.group("kind") and match.group("year") else "")
        yield Claim(start, match.end(), "DECREE", value)
