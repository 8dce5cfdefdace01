"""The sector of a figure: by the section that it stands in, then by the words around it.

Words beside the number speak for its own sector ("food kits"); a section's heading speaks for all of its figures. Where
the heading names a sector it wins unless words right at the number plainly name another; under a heading that names none
("Response"), the words decide: those of the figure's own clause first, then its sentence, its paragraph, its neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.phrases import fold

_GENERAL = ("Context", "Coordination", "Funding")


@lru_cache(maxsize=2)
def _words(place: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The finder of all sectors' words for headings or for running text, and the sector of each."""
    table: dict[str, str] = {}
    for row in lexicon.rows("sectors"):
        if row["place"] == place:
            for word in row["words"].split(";"):
                if not word[-1].isdigit() or word.endswith("-19"):
                    table.setdefault(fold(word), row["sector"])
    ordered = sorted(table, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + r")(?![\w])"), table


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


@lru_cache(maxsize=16384)
def mentioned(text: str) -> tuple[tuple[str, int], ...]:
    """The sectors that a stretch of text speaks of, with how many words of each, the longer words counting more."""
    pattern, table = _words("word")
    counts: Counter[str] = Counter()
    for match in pattern.finditer(fold(text)):
        word = " ".join(match.group().split())
        counts[table[word]] += 1 + word.count(" ") + word.count("-")
    return tuple(counts.most_common())


def decide(scopes: list[str], heading: str | None, general: bool) -> str:
    """The sector of a figure.

    scopes: what surrounds it, nearest first: its activity and counted thing, its clause, its sentence, its paragraph.
    heading: the sector of its section's heading. general: whether it reports the situation and not the response.
    """
    if heading and heading not in _GENERAL:
        own = mentioned(scopes[0]) if scopes else ()
        if own and own[0][0] not in (*_GENERAL, heading, "CBI") and own[0][1] >= 3 and heading not in dict(own):
            return own[0][0]
        return heading
    if heading == "Funding":
        return heading
    for depth, scope in enumerate(scopes):
        found = [(sector, count) for sector, count in mentioned(scope) if sector != "Funding"]
        specific = [pair for pair in found if pair[0] not in _GENERAL]
        if general:
            health = dict(found).get("Health", 0)
            if health and depth < 2 and health >= max(count for _, count in found):
                return "Health"
            if found and depth < 2 and found[0][0] == "Coordination":
                return "Coordination"
            continue
        if specific:
            return specific[0][0]
        if found and depth == 0:
            return found[0][0]
    return heading or "Context"
