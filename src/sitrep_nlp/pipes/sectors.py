"""The sector of a figure: by the section that it stands in, then by the words around it.

Words beside the number speak for its own sector ("food kits"); a section's heading speaks for all of its figures. All of
them vote, the nearer the louder; a heading that names a sector is only outvoted by words right at the number.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.phrases import fold
from sitrep_nlp.lexicon.trie import alternation

_GENERAL = ("Context", "Coordination", "Funding")
# Set on the training part of the corpus.
_WEIGHTS = (4.0, 2.0, 1.0, 1.0)
_HEADING, _GENERAL_HEADING, _GENERAL_SHARE = 5.0, 1.0, 0.7
_OPENING = re.compile(
    r"[\s•●▪■►◦*_#>\d.)-]*(?P<words>[A-ZÀ-Ý][\w’'/&,()-]*(?:[ \n][\w’'/&,()-]+){0,6}?)[*_]*\s*(?:[.:]|\s[–—-]\s)[*_]*\s"
)
_CASH_FOR = re.compile(
    r"\b(?:cash|CBI|CBT|CVA|interventions?|vouchers?|transfers?|grants?)\b(?:\W{0,2}\w+\W{0,2}){0,3}?"
    r"\s(?:for|to (?:access|cover|pay|buy|purchase|rent|meet)|in support of)\s+(?P<what>[^.;,]{3,60})",
    re.I,
)


@lru_cache(maxsize=2)
def _words(place: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The finder of all sectors' words for headings or for running text, and the sector of each."""
    table: dict[str, str] = {}
    for row in lexicon.rows("sectors"):
        if row["place"] == place:
            for word in row["words"].split(";"):
                if not word[-1].isdigit() or word.endswith("-19"):
                    table.setdefault(fold(word), row["sector"])
    words = alternation(table, space=r"\s+")
    return re.compile(rf"(?<![\w-]){words}(?![\w])"), table


@lru_cache(maxsize=4096)
def of_heading(heading: str) -> str | None:
    """The sector that a section's heading names; None when it names none. A heading that names two goes to the first."""
    pattern, table = _words("heading")
    body = fold(" ".join(heading.replace("*", "").split()))
    found = [table[" ".join(match.group().split())] for match in pattern.finditer(body)]
    # A heading is a name and not a sentence: what it names stands in a few words.
    if not found or len(body.split()) > 9:
        return None
    specific = [sector for sector in found if sector not in _GENERAL]
    return (specific or found)[0]


def opening(text: str, start: int, end: int) -> str | None:
    """The sector that a paragraph names in its first words: `Food. 88% of households …`, `* **Health**: of 66 facilities …`."""
    match = _OPENING.match(text, start, end)
    return of_heading(match.group("words")) if match else None


@lru_cache(maxsize=16384)
def mentioned(text: str) -> tuple[tuple[str, int], ...]:
    """The sectors that a stretch of text speaks of, with how many words of each, the longer words counting more."""
    pattern, table = _words("word")
    counts: Counter[str] = Counter()
    for match in pattern.finditer(fold(text)):
        word = " ".join(match.group().split())
        counts[table[word]] += 1 + word.count(" ") + word.count("-")
    return tuple(counts.most_common())


def served(text: str) -> str | None:
    """The sector that cash is for, where a text says so: `CBI for food security`, `cash transfers to pay the rent`."""
    for match in _CASH_FOR.finditer(text):
        found = [sector for sector, _ in mentioned(match.group("what")) if sector not in (*_GENERAL, "CBI")]
        if found:
            return found[0]
    return None


def decide(scopes: list[str], heading: str | None) -> str:
    """The sector of a figure, by a vote of the words around it and of its section's heading.

    scopes: what surrounds it, nearest first: its activity and counted thing, its clause, its sentence, its paragraph. The
    nearer a word, the more it counts. heading: the sector of the section's heading, or of the words that open the paragraph.
    """
    votes: dict[str, float] = defaultdict(float)
    for weight, scope in zip(_WEIGHTS, scopes, strict=False):
        found = mentioned(scope)
        total = sum(count for _, count in found)
        for sector, count in found:
            votes[sector] += weight * count / total * (_GENERAL_SHARE if sector in _GENERAL else 1.0)
    if heading:
        votes[heading] += _GENERAL_HEADING if heading in _GENERAL else _HEADING
    return max(votes, key=lambda sector: votes[sector]) if votes else "Context"
