"""Organisations: a registry of names and acronyms, names recognised by their build, acronyms that the document defines,
and every cell of a partner list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.phrases import PhraseIndex, words
from sitrep_nlp.lexicon.trie import alternation
from sitrep_nlp.pipes.claims import Claim, add_entities
from sitrep_nlp.pipes.organizations import patterns

# Acronyms that are also words which headings in capitals are full of.
_WORDS_IN_CAPITALS = set(
    """
    CARE GOAL REACH IMPACT ACT ACTED FAIR HELP AID CAR DRC ICE SIDA RED SOL PRO MEDA CAMINO SEND HOPE
    INTERNATIONAL ONE TECHO RET ADRA WE GAP
    """.split()
)
_DEFINITION = re.compile(
    r"[ \n]*\(\s*[“\"]?(?P<acronym>[A-ZÀ-Ý][\w&/.-]{1,14}?)[”\"]?(?:,? (?:for|by|in|per) (?:its|their|the) [^)]{0,40}|\s*[,;][^)]{0,30})?\)"
)
_ACRONYM_SHAPE = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ýa-z0-9&/.-]*[A-ZÀ-Ý][A-Za-z0-9&/.-]*$|[A-Z]{2,}s?$")
_AND = re.compile(r"[ \n](?:and|y|e|et|&)[ \n](?:the[ \n])?")
_OF_COUNTRY = re.compile(r" (?P<country>[A-ZÀ-Ý][\w’'-]+(?: (?:and |of |the )?[A-ZÀ-Ý][\w’'-]+){0,2})")
_SLASH = re.compile(r"/([A-Z]{2,}\b)")
_PLATFORMS = ("GTRM", "GIFMM", "R4V")
_INLINE_LIST = re.compile(
    r"[\s•●*_-]*(?:\w+ ){0,3}(?:[Pp]artners?|[Mm]embers?|[Ss]ocios|[Pp]artenaires|Who we are|Who responds)(?: [a-z]+){0,3}[*_]*:"
)
_CELL = re.compile(r"[^|;•●\t]+")
_LIST_CELL = re.compile(r"(?:[^,;•●·\n]|\n(?![-•●*]))+?(?=[,;•●·]|\n|[ \n]and[ \n]|$)")
_LIST_HEADING = re.compile(r"\b(?:partners?|members?|organi[sz]ations|socios|partenaires|parceiros|miembros)\b", re.I)
_EDGES = " \n\t\r.*_–—-·:,"


@lru_cache(maxsize=1)
def _registry() -> tuple[PhraseIndex, dict[str, str]]:
    """Names by phrase, and acronyms by their exact letters, each to the organisation's id."""
    names: list[tuple[str, str]] = []
    acronyms: dict[str, str] = {}
    for row in lexicon.rows("organizations"):
        for name in filter(None, [row["name"], *row["aliases"].split(";")]):
            if " " in name.strip() or "-" in name or len(name) > 6 or not name.isupper():
                names.append((name.strip(), row["id"]))
            else:
                acronyms.setdefault(name.strip(), row["id"])
        for acronym in filter(None, row["acronyms"].split(";")):
            acronyms.setdefault(acronym.strip(), row["id"])
    return PhraseIndex(names), acronyms


@lru_cache(maxsize=1)
def _acronym_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@#.&-]){alternation(_registry()[1])}(?=s?\b)(?:s\b)?(?![\w@]|-\d)(?!\.\w)")


@Language.factory("sitrep_organizations", assigns=["doc.ents", "span._.value"], requires=["doc._.zones"])
def create_organizations(nlp: Language, name: str) -> Organizations:
    return Organizations()


class Organizations:
    """Adds ORG entities; the registry id, where known, is in `span._.value`."""

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        listed = list(_partner_lists(text, doc._.zones or ()))
        known = list(_known(text))
        built = [Claim(start, end, "ORG") for start, end in patterns.find(text)]
        add_entities(doc, listed)
        add_entities(doc, _settled(text, known, built))
        add_entities(doc, _defined(text, doc))
        return doc


def _settled(text: str, known: list[Claim], built: list[Claim]) -> list[Claim]:
    """Known and built names without conflicts.

    A name that the registry knows settles its bounds unless a longer name is built around it; "and" beside a known name
    joins two names ("Relief International and Finn Church Aid").
    """
    kept = list(known)
    for claim in built:
        beside = [other for other in known if other.start < claim.end and claim.start < other.end]
        cuts = {match.span() for match in _AND.finditer(text, claim.start, claim.end)}
        joints = [
            (start, end)
            for start, end in sorted(cuts)
            if any(other.end == start or other.start == end for other in beside)
        ]
        position = claim.start
        for start, end in [*joints, (claim.end, claim.end)]:
            piece = Claim(position, start, "ORG")
            position = end
            if any(other.start <= piece.start and piece.end <= other.end for other in beside):
                continue
            if piece.end - piece.start > 3 and (not joints or " " in text[piece.start : piece.end]):
                kept.append(piece)
    return kept


def _known(text: str) -> Iterator[Claim]:
    index, acronyms = _registry()
    for start, end, ids in index.find(words(text)):
        surface = text[start:end]
        if surface[0].isupper() and _capitalised(surface):
            yield Claim(start, _with_country(text, start, end), "ORG", ids[0])
    for match in _acronym_pattern().finditer(text):
        surface = match.group()
        acronym = surface if surface in acronyms else surface[:-1]
        if acronym in _WORDS_IN_CAPITALS and _in_capitals(text, match.start(), match.end()):
            continue
        end = match.end()
        while follow := _SLASH.match(text, end):  # OPS/OMS, USAID/DART: one name
            if follow.group(1) not in acronyms:
                break
            end = follow.end()
        if acronym not in _PLATFORMS:
            end = _with_country(text, match.start(), end)
        yield Claim(match.start(), end, "ORG", acronyms.get(acronym))


def _with_country(text: str, start: int, end: int) -> int:
    """The end of a name with the country that its branch is named after: "Plan International Zambia"."""
    match = _OF_COUNTRY.match(text, end)
    if not match or text[match.start("country") : match.end()].isupper():
        return end
    words_after = match.group("country").split()
    for length in range(len(words_after), 0, -1):
        if " ".join(words_after[:length]) in _countries():
            return match.start("country") + len(" ".join(words_after[:length]))
    return end


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    rows = [row for row in lexicon.rows("places") if row["kind"] == "country"]
    return frozenset(name for row in rows for name in [row["name"], *row["aliases"].split(";")] if name)


def _capitalised(surface: str) -> bool:
    """Whether the weighty words of a name begin with capitals, as they do in names and not in prose."""
    weighty = [word for word in re.findall(r"[^\W\d_]+", surface) if len(word) > 3]
    return len([word for word in weighty if word[0].isupper()]) * 2 >= len(weighty)


def _in_capitals(text: str, start: int, end: int) -> bool:
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    rest = text[line_start:start] + text[end : line_end if line_end > 0 else len(text)]
    letters = [character for character in rest if character.isalpha()]
    upper = len([character for character in letters if character.isupper()])
    return len(letters) >= 3 and upper > 0.8 * len(letters) and "|" not in rest


def _partner_lists(text: str, zones: Sequence[list[Any]]) -> Iterator[Claim]:
    """Every cell of a list of partners; a known name glued to a cell's edge is a cell of its own."""
    index, acronyms = _registry()
    heading = ""
    for kind, start, end, _ in zones:
        if kind == "heading":
            heading = text[start:end]
        if kind == "partners":
            cells = _cells(text, start, end, _CELL)
        elif (
            kind in ("prose", "bullet", "heading", "contact")
            and (_LIST_HEADING.search(heading) or _INLINE_LIST.match(text, start, end))
            and not re.search(r"[.!?] [A-Z]", text[start:end])
        ):
            lead = _INLINE_LIST.match(text, start, end)
            cells = _cells(text, lead.end() if lead else start, end, _LIST_CELL)
            known = sum(bool(index.get(text[a:b]) or text[a:b] in acronyms) for a, b in cells)
            if len(cells) < 4 or known * (3 if lead else 2) < len(cells):
                continue
        else:
            continue
        for first, last in cells:
            if not text[first:last][0].isupper() or last - first > 90 or re.search(r"\d{3}|@", text[first:last]):
                continue
            yield from _cut_known(text, first, last, index)


def _cells(text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    found = []
    for match in pattern.finditer(text, start, end):
        first, last = match.span()
        while first < last and text[first] in _EDGES:
            first += 1
        while last > first and text[last - 1] in _EDGES:
            last -= 1
        if last - first > 1:
            found.append((first, last))
    return found


def _cut_known(text: str, start: int, end: int, index: PhraseIndex) -> Iterator[Claim]:
    cell = text[start:end]
    whole = index.get(cell)
    if not whole:
        for first, last, ids in index.find(words(cell)):
            if last - first > 12 and (first == 0 or last == len(cell)) and last - first < len(cell) - 8:
                yield Claim(start + first, start + last, "ORG", ids[0])
                rest = (start + last, end) if first == 0 else (start, start + first)
                yield from (Claim(a, b, "ORG") for a, b in _cells(text, *rest, _CELL))
                return
    yield Claim(start, end, "ORG", whole[0] if whole else None)


def _defined(text: str, doc: Doc) -> Iterator[Claim]:
    """Acronyms in brackets after an organisation's name, and all later uses of them."""
    defined: dict[str, str | None] = {}
    for ent in doc.ents:
        if ent.label_ != "ORG":
            continue
        match = _DEFINITION.match(text, ent.end_char)
        if match and _ACRONYM_SHAPE.match(match.group("acronym")):
            defined.setdefault(match.group("acronym"), ent._.value)
    if not defined:
        return
    pattern = re.compile(
        r"(?<![\w@#/-])(?:"
        + "|".join(re.escape(name) for name in sorted(defined, key=len, reverse=True))
        + r")(?![\w@])"
    )
    for match in pattern.finditer(text):
        yield Claim(match.start(), match.end(), "ORG", defined[match.group()])
