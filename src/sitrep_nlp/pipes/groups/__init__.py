"""Groups of people: a grammar of noun phrases over a lexicon of heads, modifiers and complements.

group      = phrase ((", " | "and" | "or" | "as well as") phrase)*
phrase     = modifier* head complement*
modifier   = a listed adjective or nationality, or several joined by commas and "and"; before these, any
             word that can only be a noun or an adjective: "cattle owners", "tuberculosis patients"
complement = what defines the group: "from Venezuela", "with disabilities", "of GBV", "under five",
             "without running water"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.trie import alternation
from sitrep_nlp.pipes.claims import Claim, add_entities, claimed
from sitrep_nlp.pipes.groups.edges import completed, widened

_SPACE = r"[ \n]{1,3}"
_JOINT = r"(?:,[ \n]+(?:and|or)[ \n]+|,[ \n]+|[ \n]+and/or[ \n]+|[ \n]+(?:and|AND|or|&|as well as|along with)[ \n]+)"
_OWNER = r"(?:(?:their|other|the|all|respective|children of)[ \n]+){0,2}"
# Heads that name a group only when a modifier or complement says which one, else they are too general.
_NEEDS_DEFINITION = re.compile(
    r"^(?:staff|personnel|community|communities|users|members|leaders|officers|clients|technicians|engineers|visitors|peers|workers|employees|employers|customers|local communities|team members|staff members|holders|owners|attendants|representatives|witnesses|instructors)$",
    re.I,
)
_JOINING = re.compile(_JOINT + _OWNER)


def _words(entries: list[str], *, ignore_case: bool = False) -> str:
    return alternation(entries, ignore_case=ignore_case, space=_SPACE, hyphen="-[ \\n]?")


@lru_cache(maxsize=1)
def _grammar() -> re.Pattern[str]:
    rows = lexicon.rows("groups")
    heads = [row["pattern"] for row in rows if row["role"] == "head"]
    modifiers = [row["pattern"] for row in rows if row["role"] == "modifier"]
    demonyms = lexicon.rows("demonyms")
    adjectives = [row["adjective"] for row in demonyms]
    peoples = [row["people"] for row in demonyms if row["people"]]
    countries = alternation(
        (
            name
            for row in lexicon.rows("places")
            if row["kind"] == "country"
            for name in [row["name"], *row["aliases"].split(";")]
            if name
        ),
        space=_SPACE,
    )
    place = rf"(?:the[ \n])?{countries}(?:(?:,| and| or)[ \n]+(?:the[ \n])?{countries})*"
    complements = [
        row["pattern"].replace(" ", _SPACE).replace("PLACE", place) for row in rows if row["role"] == "complement"
    ]
    modifier = rf"(?:{_words(modifiers, ignore_case=True)}|{_words(adjectives)})(?![\w-])"
    head = rf"(?:{_words(heads, ignore_case=True)}(?:[’']s?(?=[ \n][a-z]))?|{_words(peoples)})(?![^\W\d]|-)"
    modified = rf"(?:(?:{modifier})(?:{_SPACE}|,?{_SPACE}(?:and|or|&){_SPACE}|,{_SPACE}))*?(?:(?:{modifier}){_SPACE})*"
    complement = rf"(?:,?{_SPACE}(?:{'|'.join(f'(?:{pattern})' for pattern in complements)})(?![\w-]))"
    phrase = rf"{modified}{head}(?:{_SPACE}(?i:survivors|victims|students|families|members|volunteers|population|communities|community|children)(?![\w-]))?{complement}*"
    return re.compile(rf"(?<![\w/-]){phrase}(?:{_JOINT}{_OWNER}{phrase})*")


@Language.factory("sitrep_groups", assigns=["doc.ents"])
def create_groups(nlp: Language, name: str) -> Groups:
    return Groups()


class Groups:
    """Adds BENEFICIARY entities."""

    def __call__(self, doc: Doc) -> Doc:
        taken = claimed(doc, identifiers=False)
        add_entities(doc, (Claim(start, end, "BENEFICIARY") for start, end in find(doc.text, taken)), identifiers=False)
        return doc


def find(text: str, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Stretches that name a group of people, free of what is claimed already."""
    last: tuple[int, int] | None = None
    for start, end in _phrases(text, taken):
        if last and _JOINING.fullmatch(text, last[1], start):  # an unlisted modifier had parted the two
            last = last[0], end
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last


def _phrases(text: str, taken: bytearray) -> Iterator[tuple[int, int]]:
    for match in _grammar().finditer(text):
        start, end = match.span()
        while start < end and taken[start]:
            start += 1
        cut = taken.find(1, start, end)
        if cut >= 0:
            shorter = _grammar().match(text, start, cut)
            if not shorter:
                continue
            end = shorter.end()
        start, end = widened(text, start, taken), completed(text, end, taken)
        phrase = text[start:end].strip(" \n,’'")
        start += len(text[start:end]) - len(text[start:end].lstrip(" \n,"))
        end = start + len(phrase)
        if not phrase or (_NEEDS_DEFINITION.match(phrase) and not _counted(text, start)):
            continue
        yield start, end


def _counted(text: str, start: int) -> bool:
    """Whether a number stands before the phrase: "300 workers" are people of whom the report speaks."""
    return bool(re.search(r"\d[\d,.]*\**\s+$", text[max(0, start - 12) : start]))
